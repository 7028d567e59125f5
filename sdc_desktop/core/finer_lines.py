"""Lines of one table that another table prints in more detail.

Ages in bands of five years on one sheet and of ten years on the next, regions here and countries
there: neighbouring lines of the finer table add up to a line of the coarser one, under the same
labels across. Whoever has both tables subtracts. Only runs of neighbouring lines are tried, and all
numbers must add up, so many of them that it is hardly chance (see `linked_cells`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import numpy as np

from sdc_desktop.core.implied_totals import ImpliedTotals, leaves
from sdc_desktop.core.linked_cells import (
    ENOUGH_EVIDENCE,
    Label,
    LabelledTable,
    evidence_of,
    table_name,
)
from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.table_cells import TableCells
from sdc_desktop.core.tables import Axis

_FEWEST_LINES = 2
_MOST_LINES = 200
_MOST_PAIRS = 20_000
_NOISE = 1e-9


def find_finer_lines(
    labelled: Sequence[LabelledTable], cells: TableCells
) -> Iterator[ImpliedTotals]:
    """Yield the lines of tables that runs of lines of other tables add up to.

    Args:
        labelled: The tables with their labels.
        cells: Their data cells.
    """
    if not cells.values.size or len(labelled) ** 2 > _MOST_PAIRS:
        return
    for axis in Axis:
        for finer, coarser in permutations(labelled, 2):
            own, theirs = _named(finer, axis), _named(coarser, axis)
            lines = [line for label, line in theirs.items() if label not in own]
            shared = [one for one in _across(finer, axis) if one in _across(coarser, axis)]
            parts = leaves(finer.table, axis)
            if lines and shared and _FEWEST_LINES < len(parts) <= _MOST_LINES:
                runs = _Runs(finer, axis, parts, shared, cells)
                yield from _explained(runs, coarser, lines, shared, cells)


def _named(labelled: LabelledTable, axis: Axis) -> dict[Label, int]:
    return labelled.rows if axis is Axis.ROWS else labelled.columns


def _across(labelled: LabelledTable, axis: Axis) -> dict[Label, int]:
    return labelled.columns if axis is Axis.ROWS else labelled.rows


class _Runs:
    """Sums of neighbouring lines of a table.

    Attributes:
        finer: The table.
        axis: Of its lines.
        parts: (p, k) int32: the cells of the lines, -1 for none.
    """

    def __init__(
        self,
        finer: LabelledTable,
        axis: Axis,
        lines: Sequence[int],
        shared: Sequence[Label],
        cells: TableCells,
    ) -> None:
        self.finer, self.axis = finer, axis
        across = [_across(finer, axis)[label] for label in shared]
        block = cells.block(finer.table, axis, lines, across)
        self.parts: Int32Array = np.where((block >= 0) & cells.can_add[block], block, -1)
        values = np.where(self.parts >= 0, cells.values[self.parts], 0.0)
        unknown = np.isnan(values)
        self._sums = _from_nothing(np.nan_to_num(values))
        self._unknown = _from_nothing(unknown.astype(np.float64))
        self._known = {frozenset(one.parts) for one in finer.table.relations if one.axis is axis}
        self._known.add(frozenset(lines))
        self._lines = tuple(lines)

    def adding_up_to(self, goal: FloatArray) -> Iterator[tuple[int, int]]:
        """Yield runs (first, after last) that add up to these numbers wherever all are known.

        Runs whose total the table prints itself are left out, and all lines together, which
        `implied_totals` looks for.

        Args:
            goal: (k,) float64, NaN where it is not known.
        """
        best = int(np.argmax(np.nan_to_num(goal)))
        sums, unknown = self._sums[:, best], self._unknown[:, best]
        gap = sums[None, :] - sums[:, None] - goal[best]
        fits = np.abs(gap) <= _NOISE * max(1.0, abs(float(goal[best])))
        fits &= unknown[None, :] == unknown[:, None]
        for first, last in np.argwhere(np.triu(fits, _FEWEST_LINES)).tolist():
            if frozenset(self._lines[first:last]) not in self._known:
                yield first, last

    def sum_of(self, first: int, last: int) -> FloatArray:
        """Return the sums of a run: (k,) float64, NaN where a part is not known."""
        is_known = self._unknown[last] == self._unknown[first]
        return np.where(is_known, self._sums[last] - self._sums[first], np.nan)


def _from_nothing(values: FloatArray) -> FloatArray:
    """Return running sums that begin with 0: (p + 1, k)."""
    return np.vstack([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])


def _explained(
    runs: _Runs,
    coarser: LabelledTable,
    lines: Sequence[int],
    shared: Sequence[Label],
    cells: TableCells,
) -> Iterator[ImpliedTotals]:
    """Yield the lines of a table that runs of another one add up to."""
    across = [_across(coarser, runs.axis)[label] for label in shared]
    printed = cells.block(coarser.table, runs.axis, lines, across)
    printed = np.where((printed >= 0) & cells.can_add[printed], printed, -1)
    goals = np.where(printed >= 0, cells.values[printed], np.nan)
    tried = len(lines) * max(1, len(runs.parts)) ** 2 / 2
    enough = ENOUGH_EVIDENCE + float(np.log10(tried))
    for total, goal in zip(printed, goals, strict=True):
        if not np.nan_to_num(goal).any():
            continue
        for first, last in runs.adding_up_to(goal):
            found = runs.sum_of(first, last)
            both = np.isfinite(found) & np.isfinite(goal)
            is_equal = np.abs(found - goal)[both] <= _NOISE * np.maximum(1.0, np.abs(goal[both]))
            if is_equal.all() and evidence_of(goal[both]) >= enough:
                parts = runs.parts[first:last]
                usable = (total >= 0) & (parts >= 0).any(axis=0)
                reason = f"{table_name(coarser.table)} prints a sum of lines of "
                reason += table_name(runs.finer.table)
                yield ImpliedTotals(total[usable], parts[:, usable].T, reason)
                break
