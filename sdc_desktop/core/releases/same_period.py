"""Whether two tables are about the same period: by the periods they name and by their numbers.

The same period makes equations of equal cells; another one does not. Where neither names nor
numbers settle it, it is unclear: the cells then count as the same, which can only make a reader
appear to know more, and the checker is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from sdc_desktop.core.linked_cells import ENOUGH_EVIDENCE
from sdc_desktop.core.releases.labels import Side
from sdc_desktop.core.releases.match import LinePair, Period
from sdc_desktop.core.releases.periods import find_periods
from sdc_desktop.core.releases.same_numbers import Comparison
from sdc_desktop.core.tables import Axis

_MANY, _FEW = 0.5, 0.2
_ENOUGH_NUMBERS = 3
_MOST_COVER_CELLS = 200


def decide_period(
    now: Side,
    before: Side,
    rows: Sequence[LinePair],
    columns: Sequence[LinePair],
    numbers: Comparison,
) -> tuple[Period, str]:
    """Return whether two tables are about the same period, and why in words.

    Args:
        now: The current table.
        before: The earlier one.
        rows: The rows that both have.
        columns: The columns that both have.
        numbers: How the numbers compare in cells whose labels name no different periods.
    """
    counted = f"{numbers.equal} of {numbers.compared} shared numbers are equal"
    if numbers.evidence >= ENOUGH_EVIDENCE and numbers.share >= _MANY:
        return Period.SAME, counted
    if _lines_name_periods(now, rows, columns):
        if numbers.share >= _FEW or not numbers.compared:
            return Period.SAME, "the lines name the same periods"
        return Period.UNCLEAR, f"the lines name the same periods, but only {counted}"
    return _by_names(now, before, numbers, counted)


def _by_names(now: Side, before: Side, numbers: Comparison, counted: str) -> tuple[Period, str]:
    names = _named(now), _named(before)
    if names[0] and names[1] and not names[0] & names[1]:
        told = f"one names {_listed(names[0])}, the other {_listed(names[1])}"
        if numbers.share < _MANY:
            return Period.OTHER, told
        return Period.UNCLEAR, f"{told}, but {counted}"
    if names[0] & names[1]:
        told = f"both name {_listed(names[0] & names[1])}"
        if numbers.share >= _FEW or not numbers.compared:
            return Period.SAME, told
        return Period.UNCLEAR, f"{told}, but only {counted}"
    if numbers.share == 1 and numbers.compared >= _ENOUGH_NUMBERS:
        return Period.SAME, counted
    if numbers.compared >= _ENOUGH_NUMBERS and numbers.share < _FEW:
        return Period.OTHER, f"only {counted}"
    return Period.UNCLEAR, f"no period is named, and {counted}"


def _lines_name_periods(now: Side, rows: Sequence[LinePair], columns: Sequence[LinePair]) -> bool:
    """Tell whether the lines of an axis name their periods themselves, as in a time series."""
    for axis, pairs in ((Axis.ROWS, rows), (Axis.COLUMNS, columns)):
        shared = {pair.now for pair in pairs if pair.is_same_period}
        if any(line.periods for line in now.lines(axis) if line.line in shared):
            return True
    return False


def _named(side: Side) -> frozenset[str]:
    """Return the periods in a table's title and sheet name, else on the cover and the file."""
    return find_periods(f"{side.table.title} | {side.table.sheet}") or _on_cover(side)


def _on_cover(side: Side) -> frozenset[str]:
    workbook = side.workbook
    cover = workbook.sheets[0] if workbook.sheets else None
    texts = [workbook.name.replace("_", " ")]
    if cover is not None and cover.name != side.table.sheet:
        texts += [str(one) for one in cover.texts.ravel()[:_MOST_COVER_CELLS] if one]
    return frozenset().union(*(find_periods(text) for text in texts))


def _listed(periods: frozenset[str]) -> str:
    return ", ".join(sorted(periods)[:4])
