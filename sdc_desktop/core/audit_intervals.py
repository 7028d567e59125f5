"""The exact ends of what each unknown cell can be.

An end counts as proved when values of all cells are at hand that reach it and meet every relation
(for counts whole numbers, tested in whole numbers), and no bound lets it lie further out. So an
interval is never said to be wider than it is because of a tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.audit_problem import Problem, components, propagate
from sdc_desktop.core.audit_solver import End, EndFinder, Outcome, Work
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

_TOLERANCE = 1e-6
_LARGEST_EXACT = 2.0**53


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Least and greatest value of the k unknown cells of a problem.

    Attributes:
        lower, upper: (k,) float64; outer bounds where not certified.
        is_certified: (k,) bool: both ends are proved.
        is_impossible: (k,) bool: the relations around the cell contradict one another.
    """

    lower: FloatArray
    upper: FloatArray
    is_certified: BoolArray
    is_impossible: BoolArray


def find_ends(
    problem: Problem, wanted: BoolArray, known_point: FloatArray, work: Work, progress: Progress
) -> Ends:
    """Return the ends of the cells of a problem.

    Args:
        problem: What a reader has to work out.
        wanted: (k,) bool: the cells whose ends are asked for; the others get outer bounds.
        known_point: (k,) float64: values of the source, a first proof that they are possible; NaN
            where the source has none.
        work: What may be spent.
        progress: Told how many cells are done.
    """
    narrowed, impossible = propagate(problem)
    found = _Search(narrowed, wanted, known_point, work, progress)
    is_fixed = (narrowed.lower == narrowed.upper) & ~impossible
    found.certified[is_fixed] = True
    open_columns = np.flatnonzero(~is_fixed & ~impossible).astype(np.int32)
    for part, columns in _parts(narrowed, open_columns):
        found.search(part, columns)
    impossible = impossible | found.impossible
    return Ends(found.lower, found.upper, found.certified & ~impossible, impossible)


def _parts(problem: Problem, columns: Int32Array) -> list[tuple[Problem, Int32Array]]:
    """Return the connected components of the problem that is left for `columns`."""
    if not columns.size:
        return []
    rest = _put_in(problem, columns)
    of_cell, of_row = components(rest)
    cells = np.argsort(of_cell, kind="stable").astype(np.int32)
    rows = np.argsort(of_row, kind="stable").astype(np.int32)
    labels, starts = np.unique(of_cell[cells], return_index=True)
    row_starts = np.searchsorted(of_row[rows], labels)
    row_ends = np.searchsorted(of_row[rows], labels, side="right")
    ends = [*starts[1:], cells.size]
    return [
        (rest.part(cells[a:b], rows[c:d]), columns[cells[a:b]])
        for a, b, c, d in zip(starts, ends, row_starts, row_ends, strict=True)
    ]


def _put_in(problem: Problem, columns: Int32Array) -> Problem:
    """Return the problem of `columns`; every other cell has the value of its bounds."""
    stays = np.zeros(problem.lower.size, bool)
    stays[columns] = True
    fixed = ~stays[problem.column]
    rows = problem.row_lower.size
    terms = problem.coefficient[fixed] * problem.lower[problem.column[fixed]]
    seen = np.bincount(problem.row[fixed], terms, minlength=rows)
    kept = np.flatnonzero(np.bincount(problem.row[~fixed], minlength=rows))
    rest = replace(problem, row_lower=problem.row_lower - seen, row_upper=problem.row_upper - seen)
    return rest.part(columns.astype(np.int32), kept.astype(np.int32))


class _Search:
    """Collects the ends of all cells, component by component."""

    def __init__(
        self,
        problem: Problem,
        wanted: BoolArray,
        known_point: FloatArray,
        work: Work,
        progress: Progress,
    ) -> None:
        count = problem.lower.size
        self.lower, self.upper = problem.lower.copy(), problem.upper.copy()
        self.certified = np.zeros(count, bool)
        self.impossible = np.zeros(count, bool)
        self._wanted, self._known_point = wanted, known_point
        self._work, self._progress = work, progress
        self._done = 0

    def search(self, part: Problem, columns: Int32Array) -> None:
        """Find the ends of one component, whose cells are `columns` of the whole."""
        self._progress(self._done, self.lower.size, "audit")
        self._done += columns.size
        if _has_closed_form(part):
            self.certified[columns] = True
            return
        wanted = np.flatnonzero(self._wanted[columns]).astype(np.int32)
        if not wanted.size:
            return
        one = _Component(part, self._known_point[columns], self._work)
        is_possible = one.search(wanted, self._progress)
        self.impossible[columns] = not is_possible
        self.lower[columns], self.upper[columns] = one.lower, one.upper
        self.certified[columns] = one.is_certified()


def _has_closed_form(part: Problem) -> bool:
    """Tell whether the narrowed bounds are the ends: one relation with all coefficients ±1."""
    rows, _ = part.shape
    if rows == 0:
        return True
    is_unit = bool(np.all(np.abs(part.coefficient) == 1))
    is_one_kind = bool(part.is_count.all() or not part.is_count.any())
    return rows == 1 and is_unit and is_one_kind


class _Component:
    """One component: outer bounds shrink, seen values grow, until they meet."""

    def __init__(self, part: Problem, known_point: FloatArray, work: Work) -> None:
        self._part, self._work = part, work
        self.lower, self.upper = part.lower.copy(), part.upper.copy()
        self._seen_least = np.full(part.lower.size, np.inf)
        self._seen_most = np.full(part.lower.size, -np.inf)
        self._is_exact = _is_exact_in_floats(part)
        if np.isfinite(known_point).all():
            self._note(known_point)

    def is_certified(self) -> BoolArray:
        """Tell for which cells both ends were reached: (k,) bool."""
        return self._reached(self.lower, self._seen_least) & self._reached(
            self.upper, self._seen_most
        )

    def search(self, wanted: Int32Array, progress: Progress) -> bool:
        """Find the ends of the `wanted` cells; False when no values are possible at all."""
        for whole in (False, True):
            finder: EndFinder | None = None
            for number, column in enumerate(wanted.tolist()):
                if number % 64 == 0:
                    progress(number, wanted.size, "audit")
                for is_upper in (True, False):
                    if self._is_done(column, is_upper=is_upper) or self._work.left <= 0:
                        continue
                    finder = finder or EndFinder(self._narrowed(), whole=whole, work=self._work)
                    end = finder.greatest(column) if is_upper else finder.least(column)
                    if end.outcome is Outcome.IMPOSSIBLE:
                        return False
                    self._take(column, end, is_upper=is_upper)
            if not self._part.is_count.any():
                break
        return True

    def _narrowed(self) -> Problem:
        return replace(self._part, lower=self.lower.copy(), upper=self.upper.copy())

    def _is_done(self, column: int, *, is_upper: bool) -> bool:
        if is_upper:
            return bool(self._seen_most[column] >= self.upper[column])
        return bool(self._seen_least[column] <= self.lower[column])

    def _take(self, column: int, end: End, *, is_upper: bool) -> None:
        """Use an end: it limits the cell, and the values that reach it are possible."""
        if end.outcome is Outcome.FOUND:
            self._note(end.point)
        if end.outcome is Outcome.UNBOUNDED:
            self._note_unbounded(column, is_upper=is_upper)
            return
        limit = self._round_in(column, end.value, is_upper=is_upper)
        if is_upper:
            self.upper[column] = max(min(self.upper[column], limit), self._seen_most[column])
        else:
            self.lower[column] = min(max(self.lower[column], limit), self._seen_least[column])

    def _round_in(self, column: int, value: float, *, is_upper: bool) -> float:
        if not self._part.is_count[column] or not np.isfinite(value):
            return value
        room = _TOLERANCE * max(1.0, abs(value) * 1e-6)
        return float(np.floor(value + room) if is_upper else np.ceil(value - room))

    def _note_unbounded(self, column: int, *, is_upper: bool) -> None:
        if is_upper:
            self._seen_most[column] = np.inf
        else:
            self._seen_least[column] = -np.inf

    def _note(self, point: FloatArray) -> None:
        """Enter values of all cells that are possible together; others are passed over."""
        whole = self._part.is_count
        point = np.where(whole, np.rint(point), point)
        if self._is_possible(point):
            np.minimum(self._seen_least, point, out=self._seen_least)
            np.maximum(self._seen_most, point, out=self._seen_most)

    def _is_possible(self, point: FloatArray) -> bool:
        """Tell whether values meet all bounds and relations: exactly, where all are counts."""
        part = self._part
        room = 0.0 if self._is_exact else _TOLERANCE * max(1.0, float(np.abs(point).max()) * 1e-3)
        sums = np.bincount(
            part.row, part.coefficient * point[part.column], minlength=part.row_lower.size
        )
        return bool(
            np.all(point >= part.lower - room)
            and np.all(point <= part.upper + room)
            and np.all(sums >= part.row_lower - room)
            and np.all(sums <= part.row_upper + room)
        )

    def _reached(self, bound: FloatArray, seen: FloatArray) -> BoolArray:
        with np.errstate(invalid="ignore"):
            close = np.abs(bound - seen) <= _TOLERANCE * np.maximum(1.0, np.abs(bound))
        reached: BoolArray = (bound == seen) | (close & ~self._part.is_count)
        return reached


def _is_exact_in_floats(part: Problem) -> bool:
    """Tell whether all sums of whole numbers of this size are exact in floating point."""
    finite = np.concatenate([part.row_lower, part.row_upper, part.lower, part.upper])
    finite = finite[np.isfinite(finite)]
    is_whole = bool(np.all(finite == np.rint(finite)) and np.all(part.coefficient % 1 == 0))
    size = float(np.abs(finite).max(initial=0.0)) * max(1, part.lower.size)
    return bool(part.is_count.all()) and is_whole and size < _LARGEST_EXACT
