"""Hold the tables that were found against the truth of a generated workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.tables import Axis, LineOrder, LineRatio, LineSum, Statistic, Table
from tests.layouts.truth import TrueRatio, TrueSum, TrueTable
from tests.layouts.words import Measure

_STATISTICS = {
    Measure.COUNT: {Statistic.COUNT},
    Measure.AMOUNT: {Statistic.SUM},
    Measure.POPULATION: {Statistic.COUNT},
    Measure.BASE: {Statistic.BASE, Statistic.COUNT},
    Measure.RATE: {Statistic.RATE},
    Measure.MEAN: {Statistic.MEAN},
    Measure.LOWER: {Statistic.ERROR},
    Measure.UPPER: {Statistic.ERROR},
    Measure.CHANGE: {Statistic.CHANGE},
    Measure.INDEX: {Statistic.INDEX},
}


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one true table.

    Attributes:
        found: The table that overlaps it most, None when there is none.
        checks: What was compared and whether it is right.
        missed: Required totals that no relation says, nor several together.
        partly: Required totals that are not said for all lines in which they hold.
        false: Relations that are not true, and why.
        missed_ratios, false_ratios: The same for percentages, rates and means.
        missed_orders, false_orders: The same for lines that count a part of what others count.
    """

    true: TrueTable
    found: Table | None
    checks: dict[str, bool]
    missed: tuple[TrueSum, ...] = ()
    partly: tuple[TrueSum, ...] = ()
    false: tuple[tuple[LineSum, str], ...] = ()
    missed_ratios: tuple[TrueRatio, ...] = ()
    false_ratios: tuple[LineRatio, ...] = ()
    missed_orders: tuple[tuple[Axis, int, int], ...] = ()
    false_orders: tuple[LineOrder, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong, missed or false."""
        sums = (self.missed, self.partly, self.false)
        others = (self.missed_ratios, self.false_ratios, self.missed_orders, self.false_orders)
        return all(self.checks.values()) and not any((*sums, *others))


def compare(
    true: Sequence[TrueTable], found: Sequence[Table]
) -> tuple[tuple[Compared, ...], tuple[Table, ...]]:
    """Return what became of each true table, and the tables that overlap none."""
    left = list(found)
    results = []
    for one in true:
        best = max(left, key=lambda table: _overlap(one, table), default=None)
        if best is None or not _overlap(one, best):
            results.append(_unfound(one))
            continue
        left.remove(best)
        results.append(_compare(one, best))
    return tuple(results), tuple(left)


def _overlap(true: TrueTable, found: Table) -> int:
    if true.sheet != found.sheet:
        return 0
    a, b = true.body, found.body
    rows = min(a.bottom, b.bottom) - max(a.top, b.top) + 1
    columns = min(a.right, b.right) - max(a.left, b.left) + 1
    return max(rows, 0) * max(columns, 0)


def _unfound(true: TrueTable) -> Compared:
    required = tuple(one for one in true.sums if one.is_required)
    ratios = tuple(one for one in true.ratios if one.is_required)
    return Compared(
        true, None, dict.fromkeys(CHECKS, False), required, (), (), ratios, (), true.parts_of
    )


CHECKS = ("body", "header", "stub", "total rows", "total cols", "subtotals", "statistics")


def _compare(true: TrueTable, found: Table) -> Compared:
    required = [one for one in true.sums if one.is_required]
    checked = [(one, true.wrong_sum(one)) for one in found.relations]
    right = [one for one, why in checked if not why or why.startswith("does not hold")]
    missed = tuple(one for one in required if not _follows(one, right))
    partly = tuple(one for one in required if one not in missed and not _is_whole(one, right))
    return Compared(
        true,
        found,
        _checks(true, found),
        missed,
        partly,
        tuple((one, why) for one, why in checked if why),
        tuple(one for one in true.ratios if one.is_required and not _has_ratio(found, one)),
        tuple(one for one in found.ratios if true.wrong_ratio(one)),
        tuple(one for one in true.parts_of if one not in _orders(found)),
        tuple(one for one in found.orders if true.wrong_order(one)),
    )


def _checks(true: TrueTable, found: Table) -> dict[str, bool]:
    rows = _lines_are_right(
        (true.total_rows, true.subtotal_rows, true.either_rows, true.may_rows),
        found.total_rows,
        found.subtotal_rows,
    )
    columns = _lines_are_right(
        (true.total_columns, true.subtotal_columns, true.either_columns, true.may_columns),
        found.total_columns,
        found.subtotal_columns,
    )
    header = set(found.header_rows) - set(true.may_header_rows)
    return {
        "body": found.body == true.body,
        "header": header == set(true.header_rows),
        "stub": set(found.stub_columns) == set(true.stub_columns),
        "total rows": rows[0],
        "total cols": columns[0],
        "subtotals": rows[1] and columns[1],
        "statistics": _statistics_are_right(true, found),
    }


def _lines_are_right(
    true: tuple[frozenset[int], ...], totals: Iterable[int], subtotals: Iterable[int]
) -> tuple[bool, bool]:
    """Tell whether totals, and whether subtotals, are the true ones."""
    grand, inner, either, may = true
    is_complete = either <= {*totals, *subtotals}
    return (
        set(totals) - either - may == grand,
        set(subtotals) - either - may == inner and is_complete,
    )


def _statistics_are_right(true: TrueTable, found: Table) -> bool:
    body: CellRange = true.body
    for (axis, place), measure in true.measures.items():
        wanted = _STATISTICS.get(measure, {Statistic.PERCENTAGE})
        cell = (place, body.right) if axis is Axis.ROWS else (body.top, place)
        if found.statistic_at(*cell) not in wanted:
            return False
    return True


def _follows(wanted: TrueSum, relations: Sequence[LineSum]) -> bool:
    """Tell whether a sum is among relations or follows from them, one put into the other."""
    own = [one for one in relations if one.axis is wanted.axis]
    if any(one.total == wanted.total and set(one.parts) == set(wanted.parts) for one in own):
        return True
    if len(own) < 2:
        return False
    lines = sorted({wanted.total, *wanted.parts, *(x for one in own for x in _places(one))})
    index = {line: place for place, line in enumerate(lines)}
    system = np.zeros((len(own), len(lines)))
    for number, one in enumerate(own):
        _fill(system[number], index, one)
    goal = np.zeros(len(lines))
    _fill(goal, index, wanted)
    solution = np.linalg.lstsq(system.T, goal, rcond=None)[0]
    return bool(np.abs(system.T @ solution - goal).max() < 1e-6)


def _places(one: LineSum) -> tuple[int, ...]:
    return (one.total, *one.parts)


def _fill(row: np.ndarray, index: dict[int, int], one: LineSum | TrueSum) -> None:
    row[index[one.total]] = 1.0
    for part in one.parts:
        row[index[part]] = -1.0


def _is_whole(wanted: TrueSum, relations: Sequence[LineSum]) -> bool:
    """Tell whether a sum follows in every line of the other axis in which it holds."""
    seen: dict[frozenset[int], bool] = {}
    for line in wanted.across:
        here = frozenset(number for number, one in enumerate(relations) if line in one.across)
        if here not in seen:
            seen[here] = _follows(wanted, [relations[number] for number in sorted(here)])
    return all(seen.values())


def _orders(found: Table) -> set[tuple[Axis, int, int]]:
    """Return (axis, smaller, larger) of all lines of which one counts a part of the other."""
    known = {(one.axis, one.smaller, one.larger) for one in found.orders}
    while True:
        more = {(a, x, z) for a, x, y in known for b, y2, z in known if a is b and y == y2}
        if more <= known:
            return known
        known |= more


def _has_ratio(found: Table, wanted: TrueRatio) -> bool:
    return any(
        (one.axis, one.ratio, one.numerator, one.denominator, one.denominator_at)
        == (wanted.axis, wanted.ratio, wanted.numerator, wanted.denominator, wanted.denominator_at)
        for one in found.ratios
    )
