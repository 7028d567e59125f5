"""How the symbols in the cells of a sheet are read: withheld, zero, lacking or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sdc_desktop.core.layout.legend import read_legend
from sdc_desktop.core.layout.markers import Marker, MarkerMeaning, read_marker
from sdc_desktop.core.sheets import BoolArray, Sheet, Workbook
from sdc_desktop.core.tables import Axis, Table

_HOLDS_NOTHING = (MarkerMeaning.NIL, MarkerMeaning.NOT_APPLICABLE)
_WITHHOLDS = (MarkerMeaning.WITHHELD, MarkerMeaning.LOW)
_LACKS = (MarkerMeaning.NOT_AVAILABLE, MarkerMeaning.UNRELIABLE)
_MAY_BE_ZERO = (MarkerMeaning.UNKNOWN, MarkerMeaning.NOT_AVAILABLE)


@dataclass(frozen=True, slots=True)
class Signs:
    """How the symbols of a sheet are read.

    Attributes:
        legend: What the workbook says of them.
        nil: Those that stand for zero.
        tells_withheld: Another symbol says "withheld", so that "not available" means just that.
    """

    legend: Mapping[str, Marker]
    nil: frozenset[str]
    tells_withheld: bool

    def read(self, text: str) -> Marker | None:
        """Return what a text stands for, None when it is no symbol or holds nothing."""
        said = self.legend.get(text.strip().lower())
        marker = said or _read(text)
        if marker is None or marker.meaning in _HOLDS_NOTHING:
            return None
        return None if said is None and text.strip() in self.nil else marker

    def is_unavailable(self, text: str, marker: Marker) -> bool:
        """Tell whether a number is missing for another reason than confidentiality."""
        is_said = text.strip().lower() in self.legend
        return marker.meaning in _LACKS and (is_said or self.tells_withheld)


def _tells_withheld(sheet: Sheet, tables: Sequence[Table], legend: Mapping[str, Marker]) -> bool:
    for table in tables:
        texts = sheet.texts[body_of(table)]
        for text in {str(one) for one in texts[texts != ""]}:
            marker = legend.get(text.strip().lower()) or _read(text)
            if marker is not None and marker.meaning in _WITHHOLDS:
                return True
    return False


def legend_of(workbook: Workbook, tables: Sequence[Table]) -> Mapping[str, Marker]:
    """Return what the workbook says of the symbols that stand in its tables."""
    return read_legend(workbook, symbols_in(workbook, tables))


def signs_of(sheet: Sheet, tables: Sequence[Table], legend: Mapping[str, Marker]) -> Signs:
    """Return how the symbols of one sheet are read.

    Args:
        sheet: The sheet.
        tables: Its tables.
        legend: What the workbook says of its symbols.
    """
    return Signs(legend, _signs_of_zero(sheet, tables), _tells_withheld(sheet, tables, legend))


def symbols_in(workbook: Workbook, tables: Sequence[Table]) -> frozenset[str]:
    """Return the texts that stand in place of numbers, in lower case."""
    found: set[str] = set()
    for table in tables:
        texts = workbook.sheet(table.sheet).texts[body_of(table)]
        found.update(str(text) for text in texts[texts != ""])
    return frozenset(text.strip().lower() for text in found if _read(text) is not None)


def body_of(table: Table) -> tuple[slice, slice]:
    """Return the part of a sheet that a table's body takes."""
    body = table.body
    return np.s_[body.top : body.bottom + 1, body.left : body.right + 1]


@lru_cache(maxsize=4096)
def _read(text: str) -> Marker | None:
    return read_marker(text)


def _signs_of_zero(sheet: Sheet, tables: Sequence[Table]) -> frozenset[str]:
    """Return the signs, such as "-", that stand for zero wherever a sum shows what they hold."""
    unclear = np.isnan(sheet.values) & (sheet.texts != "")
    proved: set[str] = set()
    refuted: set[str] = set()
    for table in tables if unclear.any() else ():
        for sign, is_zero in _lines_with_one_sign(sheet, table, unclear):
            (proved if is_zero else refuted).add(sign)
    return frozenset(proved - refuted)


def _lines_with_one_sign(
    sheet: Sheet, table: Table, unclear: BoolArray
) -> Iterator[tuple[str, bool]]:
    """Yield, for sums whose only cells without a number hold one sign, it and whether it is zero.

    Only signs of unknown meaning are of interest: "[c]" is withheld even when it hides a zero.
    """
    for line_sum in table.relations:
        lines, across = (line_sum.total, *line_sum.parts), line_sum.across
        places = (lines, across) if line_sum.axis is Axis.ROWS else (across, lines)
        if (
            max(places[0], default=0) >= sheet.shape[0]
            or max(places[1], default=0) >= sheet.shape[1]
        ):
            continue
        turn = (lambda block: block) if line_sum.axis is Axis.ROWS else np.transpose
        is_sign = turn(unclear[np.ix_(*places)])
        numbers = np.nan_to_num(turn(sheet.values[np.ix_(*places)]))
        texts = turn(sheet.texts[np.ix_(*places)])
        gaps = np.abs(numbers[1:].sum(axis=0) - numbers[0])
        limits = line_sum.tolerance + 1e-9 * np.abs(numbers).sum(axis=0)
        for line in np.flatnonzero(is_sign.any(axis=0)):
            signs = {text.strip() for text in texts[is_sign[:, line], line]}
            if len(signs) == 1 and _may_be_zero(sign := signs.pop()):
                yield sign, bool(gaps[line] <= limits[line])


def _may_be_zero(sign: str) -> bool:
    marker = _read(sign)
    return marker is not None and marker.meaning in _MAY_BE_ZERO
