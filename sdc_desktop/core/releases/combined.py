"""A workbook and its earlier releases as one: all their sheets and tables under one roof.

One relation system is built over all of them, so that whatever is known to be a relation within a
workbook is one across releases too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.core.releases.match import LineRemainder, Period, ReleaseMatch, TablePair
from sdc_desktop.core.releases.release import names_in_comparison, rename_sheets
from sdc_desktop.core.sheets import CellKind, FloatArray, Sheet, Workbook
from sdc_desktop.core.tables import Axis, Table

_UNKNOWN = "[c]"


@dataclass(frozen=True, slots=True)
class Remainder:
    """What a cell of one release counts and a cell of the other does not.

    Attributes:
        cell: The cell that stands for it in the system; it is printed nowhere.
        larger, smaller: The two cells that it is the difference of.
        rest: What it counts, in words.
    """

    cell: CellRef
    larger: CellRef
    smaller: CellRef
    rest: str


@dataclass(frozen=True, eq=False)
class Combined:
    """A workbook with the sheets of its earlier releases, and what is left between them.

    Attributes:
        workbook: All sheets; those of earlier releases under other names.
        tables: All tables, but for those of another period.
        sheets_now: Names of the sheets that are the current workbook's own.
        names: For each release the names that its sheets have here.
        remainders: Differences that are unsafe, or may be.
    """

    workbook: Workbook
    tables: tuple[Table, ...]
    sheets_now: frozenset[str]
    names: tuple[dict[str, str], ...]
    remainders: tuple[Remainder, ...]

    @cached_property
    def release_of(self) -> dict[str, int]:
        """Sheet to the number of its release, counted from 1; 0 for the current workbook."""
        numbers = dict.fromkeys(self.sheets_now, 0)
        for number, names in enumerate(self.names, start=1):
            numbers.update(dict.fromkeys(names.values(), number))
        return numbers


def combine(
    current: Workbook,
    tables: Sequence[Table],
    matches: Sequence[ReleaseMatch],
    unsafe: UnsafeRange | None,
) -> Combined:
    """Return a workbook with its earlier releases.

    Args:
        current: The workbook that is checked.
        tables: Its tables.
        matches: Its earlier releases and what belongs together.
        unsafe: The counts that are unsafe; None leaves differences out.
    """
    own = frozenset(sheet.name for sheet in current.sheets)
    releases = tuple(match.release for match in matches)
    names = names_in_comparison(own, releases)
    renamed = [rename_sheets(*one) for one in zip(releases, names, strict=True)]
    kept = [
        table
        for release, match, name in zip(renamed, matches, names, strict=True)
        for table in release.tables
        if table not in _other_period(match, name)
    ]
    sheets = [sheet for release in renamed for sheet in release.workbook.sheets]
    remainders, values = _remainders(current, matches, names, unsafe)
    if remainders:
        difference = _sheet_of(remainders[0].cell.sheet, values)
        sheets.append(difference)
        kept.append(Table(difference.name, "", CellRange(0, 0, values.size - 1, 0)))
    workbook = replace(current, sheets=(*current.sheets, *sheets))
    return Combined(workbook, (*tables, *kept), own, names, remainders)


def _other_period(match: ReleaseMatch, names: dict[str, str]) -> set[Table]:
    return {
        replace(pair.before, sheet=names[pair.before.sheet])
        for pair in match.pairs
        if pair.period is Period.OTHER
    }


def _remainders(
    current: Workbook,
    matches: Sequence[ReleaseMatch],
    names: Sequence[dict[str, str]],
    unsafe: UnsafeRange | None,
) -> tuple[tuple[Remainder, ...], FloatArray]:
    """Return the differences that are unsafe or unknown, and the numbers of their sheet.

    The first cell of the sheet is a zero that is withheld: nobody knows that a difference is not
    zero only because it is printed nowhere.
    """
    sheet = _free_name({*(one.name for one in current.sheets)})
    found: list[Remainder] = []
    values = [0.0]
    for match, name in zip(matches, names, strict=True):
        for pair in match.pairs if unsafe is not None else ():
            for one in pair.remainders:
                for larger, smaller in remainder_cells(pair, one, name):
                    value = _value(current, match, larger, name) - _value(
                        current, match, smaller, name
                    )
                    if unsafe is not None and (np.isnan(value) or value in unsafe):
                        cell = CellRef(sheet, len(values), 0)
                        found.append(Remainder(cell, larger, smaller, one.rest))
                        values.append(value)
    return tuple(found), np.array(values)


def remainder_cells(
    pair: TablePair, one: LineRemainder, names: dict[str, str]
) -> list[tuple[CellRef, CellRef]]:
    """Return the larger and the smaller cell of a remainder in each line that counts."""
    other = Axis.COLUMNS if one.axis is Axis.ROWS else Axis.ROWS
    cells = []
    for line in pair.lines(other):
        if not line.is_same_period:
            continue
        now_line, before_line = (
            (one.larger, one.smaller) if one.is_larger_now else (one.smaller, one.larger)
        )
        now, before = (
            _place(one.axis, now_line, line.now),
            _place(one.axis, before_line, line.before),
        )
        is_count = (
            pair.now.statistic_at(*now).is_count and pair.before.statistic_at(*before).is_count
        )
        if is_count:
            ours = CellRef(pair.now.sheet, *now)
            theirs = CellRef(names[pair.before.sheet], *before)
            cells.append((ours, theirs) if one.is_larger_now else (theirs, ours))
    return cells


def _place(axis: Axis, line: int, other: int) -> tuple[int, int]:
    return (line, other) if axis is Axis.ROWS else (other, line)


def _value(current: Workbook, match: ReleaseMatch, cell: CellRef, names: dict[str, str]) -> float:
    """Return the number of a cell of the current workbook or, by its new name, of a release."""
    own = {new: old for old, new in names.items()}
    if cell.sheet in own:
        return match.release.workbook.value(cell._replace(sheet=own[cell.sheet]))
    return current.value(cell)


def _free_name(taken: set[str]) -> str:
    name = "Differences from earlier releases"
    while name in taken:
        name += "'"
    return name


def _sheet_of(name: str, values: FloatArray) -> Sheet:
    shape = (values.size, 1)
    is_known = np.isfinite(values).reshape(shape)
    return Sheet(
        name=name,
        kinds=np.where(is_known, CellKind.NUMBER, CellKind.TEXT).astype(np.uint8),
        values=values.reshape(shape).copy(),
        texts=np.where(is_known, "", _UNKNOWN).astype(object),
        styles=np.zeros(shape, np.int32),
    )
