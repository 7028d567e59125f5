"""Lines that are the difference of two others: "Change" beside 2020 and 2021.

A line is one when its label, or what the table is understood to hold, says so, and arithmetic
agrees everywhere: c = a - b, or c = 100 (a - b) / b rounded as printed. A difference of changed
numbers that is not worked out from them anew gives the original ones away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.ratio_places import Place, place_of
from sdc_desktop.core.rules.labels import Labels
from sdc_desktop.core.sheets import FloatArray, Workbook
from sdc_desktop.core.tables import Axis, Statistic, Table

_WORDS = re.compile(
    r"\b(?:change|changes|difference|differences|increase|decrease|growth|gain|loss)\b",
    re.IGNORECASE,
)
_LEAST_MATCHES = 2
_NOISE = 1e-9
_MOST_DIGITS = 4
_MAY_DIFFER = frozenset({Statistic.CHANGE, Statistic.COUNT, Statistic.SUM, Statistic.OTHER,
                         Statistic.PERCENTAGE})  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineDifference:
    """A line that is how much another one differs from a third.

    Attributes:
        axis: ROWS when the three are sheet rows, COLUMNS when they are sheet columns.
        line: The line of differences, counted from 0 on the sheet.
        later, earlier: `line` is `later - earlier`.
        across: The lines of the other axis in which it holds.
        is_percent: Whether it is that difference in percent of `earlier`.
        digits: Decimals that are printed of it.
    """

    axis: Axis
    line: int
    later: int
    earlier: int
    across: tuple[int, ...]
    is_percent: bool
    digits: int

    def places(self) -> Iterator[tuple[Place, Place, Place]]:
        """Yield the places of each difference, of its later and of its earlier number."""
        for other in self.across:
            yield (
                place_of(self.axis, self.line, other),
                place_of(self.axis, self.later, other),
                place_of(self.axis, self.earlier, other),
            )

    def of(self, later: float, earlier: float) -> float:
        """Return the difference of two numbers, as printed; NaN where there is none."""
        if self.is_percent:
            if earlier == 0:
                return float("nan")
            return round(100 * (later - earlier) / earlier, self.digits)
        return round(later - earlier, self.digits)


def find_differences(workbook: Workbook, table: Table) -> tuple[LineDifference, ...]:
    """Return the lines of a table that are differences of two others of it."""
    labels = Labels(workbook, table)
    return tuple(
        found
        for axis in Axis
        for line in _lines(table, axis)
        if _may_differ(table, axis, line, labels)
        and (found := _difference(workbook, table, axis, line)) is not None
    )


def difference_places(workbook: Workbook, table: Table) -> dict[Place, tuple[Place, Place]]:
    """Return the place of each difference with the places of the two numbers it is of."""
    return {
        place: (later, earlier)
        for one in find_differences(workbook, table)
        for place, later, earlier in one.places()
    }


def _lines(table: Table, axis: Axis) -> range:
    return table.body.rows if axis is Axis.ROWS else table.body.columns


def _may_differ(table: Table, axis: Axis, line: int, labels: Labels) -> bool:
    """Tell whether words say that a line may be a difference."""
    named = labels.of_row(line) if axis is Axis.ROWS else labels.of_column(line)
    stated = table.row_statistics if axis is Axis.ROWS else table.column_statistics
    statistic = dict(stated).get(line, table.statistic)
    return statistic is Statistic.CHANGE or (
        statistic in _MAY_DIFFER and _WORDS.search(named) is not None
    )


def _difference(workbook: Workbook, table: Table, axis: Axis, line: int) -> LineDifference | None:
    """Return the two nearest lines whose difference a line is, None where arithmetic finds none."""
    values = _body(workbook, table) if axis is Axis.ROWS else _body(workbook, table).T
    lines = _lines(table, axis)
    own = values[line - lines.start]
    is_here = np.isfinite(own)
    digits = _digits(own[is_here])
    others = [n for n in lines if n != line and _is_additive(table, axis, n)]
    pairs = sorted(
        ((one, other) for one in others for other in others if one != other),
        key=lambda pair: abs(pair[0] - line) + abs(pair[1] - line),
    )
    for later, earlier in pairs:
        a, b = values[later - lines.start], values[earlier - lines.start]
        for is_percent in (False, True):
            if digits is not None and _holds(own, a, b, digits, is_percent=is_percent):
                at = np.flatnonzero(is_here & np.isfinite(a) & np.isfinite(b)).tolist()
                first = table.body.left if axis is Axis.ROWS else table.body.top
                across = tuple(first + place for place in at)
                return LineDifference(axis, line, later, earlier, across, is_percent, digits)
    return None


def _holds(
    own: FloatArray, later: FloatArray, earlier: FloatArray, digits: int, *, is_percent: bool
) -> bool:
    """Tell whether one line is the difference of two, wherever the three have numbers."""
    known = np.isfinite(own) & np.isfinite(later) & np.isfinite(earlier)
    if is_percent:
        known &= earlier != 0
    if np.count_nonzero(known) < _LEAST_MATCHES or not np.any(own[known]):
        return False
    a, b, c = later[known], earlier[known], own[known]
    wanted = 100 * (a - b) / b if is_percent else a - b
    room = (0.5 * 10.0**-digits if is_percent else 0.0) + _NOISE * (np.abs(a) + np.abs(b) + 1)
    return bool(np.all(np.abs(c - wanted) <= room))


def _digits(values: FloatArray) -> int | None:
    """Return how many decimals numbers have, None for more than are ever printed."""
    for digits in range(_MOST_DIGITS + 1):
        if np.all(np.abs(values - np.round(values, digits)) <= _NOISE * (np.abs(values) + 1)):
            return digits
    return None


def _is_additive(table: Table, axis: Axis, line: int) -> bool:
    stated = table.row_statistics if axis is Axis.ROWS else table.column_statistics
    return dict(stated).get(line, table.statistic).is_additive


def _body(workbook: Workbook, table: Table) -> FloatArray:
    body, values = table.body, workbook.sheet(table.sheet).values
    found = np.full((len(body.rows), len(body.columns)), np.nan)
    part = values[body.top : body.bottom + 1, body.left : body.right + 1]
    found[: part.shape[0], : part.shape[1]] = part
    return found
