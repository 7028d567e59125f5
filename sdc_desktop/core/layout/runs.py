"""Runs of lines next to a line that add up to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sdc_desktop.core.layout.labels import Line
from sdc_desktop.core.layout.run_screen import STRETCH, promising_runs
from sdc_desktop.core.layout.total_candidates import Candidate
from sdc_desktop.core.sheets import BoolArray, FloatArray

_LONGEST_RUN = 400
_MOST_LINES = 3_000
_SHARE_THAT_HOLDS = 0.8
_SHARE_WITH_A_LABEL = 0.5


def share_needed(line: Line) -> float:
    """Return in which share of the lines a sum must hold: less where a label carries it."""
    return _SHARE_WITH_A_LABEL if line.says_total else _SHARE_THAT_HOLDS


class Runs:
    """The search for runs.

    Args:
        values: (lines, others) float64, NaN where there is no number.
        is_withheld: (lines, others) bool: a marker stands there.
        lines: What the lines are called.
        unit: What the numbers look rounded to.
    """

    def __init__(
        self, values: FloatArray, is_withheld: BoolArray, lines: Sequence[Line], unit: float
    ) -> None:
        self._values, self._is_withheld, self._lines = values, is_withheld, lines
        self._unit = unit
        self._looked_at: list[int] = []

    def candidates(self, visible: list[int]) -> Iterator[Candidate]:
        """Yield for each line the runs directly after and before it that add up to it.

        Args:
            visible: The lines that runs are made of; the same as the time before gives nothing.
        """
        if len(self._lines) > _MOST_LINES or visible == self._looked_at:
            return
        self._looked_at = visible
        places = np.arange(len(self._lines))
        first_after = np.searchsorted(visible, places, side="right")
        first_before = len(visible) - np.searchsorted(visible, places, side="left")
        for order, starts in ((visible, first_after), (visible[::-1], first_before)):
            done = np.zeros(len(starts), bool)
            for skipped in (0, 1):
                begins = starts + skipped
                may_add_up = promising_runs(
                    self._values, self._is_withheld, order, begins, self._unit
                )
                for total in np.flatnonzero(may_add_up & ~done).tolist():
                    run = order[begins[total] : begins[total] + _LONGEST_RUN]
                    end = self.end_of_run(total, run)
                    if end:
                        done[total] = True
                        yield total, tuple(sorted(run[:end]))

    def end_of_run(self, total: int, run: list[int]) -> int:
        """Return how many lines of `run` add up to `total`, 0 when none do."""
        if len(run) > STRETCH:
            end = self._end_within(total, run[:STRETCH])
            if end or self._is_passed(total, run[:STRETCH]):
                return end
        return self._end_within(total, run)

    def _is_passed(self, total: int, run: list[int]) -> bool:
        """Tell whether lines that are never negative add up to more than the total already."""
        shown = self._values[run]
        is_more = np.nansum(shown, axis=0) > self._values[total] + self._unit * len(run)
        return not bool((shown < 0).any()) and bool(is_more.mean() > 1 - _SHARE_WITH_A_LABEL)

    def _end_within(self, total: int, run: list[int]) -> int:
        if len(run) < 2:
            return 0
        goal = self._values[total]
        at = ~np.isnan(goal)
        if not at.any():
            return 0
        sums = np.cumsum(np.nan_to_num(self._values[run][:, at]), axis=0)
        known = np.cumsum(self._is_withheld[run][:, at], axis=0) == 0
        error = np.abs(sums - goal[at]) - 1e-9 * np.abs(goal[at])
        rounding = 0.5 * self._unit * np.arange(2, len(run) + 2)[:, None]
        ends = []
        for slack in (np.zeros_like(rounding), rounding):
            holds = (known & (error <= slack)).sum(axis=1)
            share = holds / np.maximum(known.sum(axis=1), 1)
            holds[(share < share_needed(self._lines[total])) | (np.arange(len(run)) == 0)] = 0
            ends.append((int(holds.max()), int(np.argmax(holds))))
        (exact, end), (near, near_end) = ends
        if near == 0:
            return 0
        return self._past_zeros(run, end if 2 * exact >= near else near_end) + 1

    def _past_zeros(self, run: list[int], last: int) -> int:
        """Return the end of a run together with the lines of zeros that follow in its section."""
        section = self._lines[run[last]].section
        while last + 1 < len(run):
            line = run[last + 1]
            if self._lines[line].section != section or np.nan_to_num(self._values[line]).any():
                break
            if self._is_withheld[line].any():
                break
            last += 1
        return last
