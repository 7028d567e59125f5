"""The exact ends of what each unknown cell can be.

First the bounds are narrowed by one relation at a time, then each component is finished by what
suits it: nothing more where one relation is left, flows where it is a network, linear programs and
where that matters integer programs elsewhere. An end counts as proved when values of all cells are
at hand that reach it; in whole units that is tested without a tolerance (docs/audit.md).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np

from sdc_desktop.core.audit_compiled import can_compile
from sdc_desktop.core.audit_component import Component
from sdc_desktop.core.audit_network import find_network_ends
from sdc_desktop.core.audit_problem import Problem, components, split
from sdc_desktop.core.audit_propagation import propagate
from sdc_desktop.core.audit_solver import Work
from sdc_desktop.core.audit_units import Units, in_units
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array, UInt8Array

_WORTH_COMPILING = 1_000_000
"""Cells times wanted cells, from which on flows are worth the time of loading the compiler."""

_COST_OF_A_COMPONENT = 300
"""What a component costs beside its cells, in the same measure."""

_SAME = 1e-6
"""Outside whole units, what is narrower than this part of its size counts as one value."""


class Method(IntEnum):
    """How the ends of a cell were found.

    NOT_FOUND: the search was cut short. ONE_BY_ONE: each relation by itself. NETWORK: flows, whole
    by themselves. LINEAR: linear programs, whose ends whole numbers reach. WHOLE: an end of the
    linear program was tightened because no whole numbers reach it.
    """

    NOT_FOUND = 0
    ONE_BY_ONE = 1
    NETWORK = 2
    LINEAR = 3
    WHOLE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Least and greatest value of the k unknown cells of a problem.

    Attributes:
        lower, upper: (k,) float64; outer bounds where not certified.
        is_certified: (k,) bool: both ends are proved.
        is_impossible: (k,) bool: the relations around the cell contradict one another.
        method: (k,) uint8: a `Method` each; NOT_FOUND where none is given.
    """

    lower: FloatArray
    upper: FloatArray
    is_certified: BoolArray
    is_impossible: BoolArray
    method: UInt8Array = field(default_factory=lambda: np.zeros(0, np.uint8))

    def __post_init__(self) -> None:
        if self.method.size != self.lower.size:
            object.__setattr__(self, "method", np.zeros(self.lower.size, np.uint8))


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
    units = in_units(problem)
    narrowed, impossible = propagate(units)
    search = _Search(units, narrowed, wanted, known_point * units.factor, work, progress)
    search.impossible |= impossible
    search.settle_fixed()
    search.settle_single_relations()
    search.settle_networks()
    search.settle_others()
    return search.ends(units)


class _Search:
    """Collects the ends of all cells, one kind of component after the other."""

    def __init__(
        self,
        units: Units,
        problem: Problem,
        wanted: BoolArray,
        known_point: FloatArray,
        work: Work,
        progress: Progress,
    ) -> None:
        count = problem.lower.size
        self._problem, self._wanted, self._known_point = problem, wanted, known_point
        self._is_whole = units.is_whole
        self._work, self._progress = work, progress
        self.lower, self.upper = problem.lower.copy(), problem.upper.copy()
        self.method = np.zeros(count, np.uint8)
        self.impossible = np.zeros(count, bool)
        self._open = np.zeros(0, np.int32)
        self._rest = problem

    def settle_fixed(self) -> None:
        """Settle cells with one value left, and put it into the relations."""
        is_fixed = (self.lower == self.upper) & ~self.impossible
        self.method[is_fixed] = Method.ONE_BY_ONE
        self._open = np.flatnonzero(~is_fixed & ~self.impossible).astype(np.int32)
        self._rest = _put_in(self._problem, self._open)

    def settle_single_relations(self) -> None:
        """Settle components with one relation at most: the narrowed bounds are their ends."""
        rest = self._rest
        of_cell, of_row = components(rest)
        cells = of_cell.size
        is_single = np.bincount(of_row, minlength=cells) <= 1
        counts = np.bincount(of_cell, rest.is_count, minlength=cells)
        is_single &= (counts == 0) | (counts == np.bincount(of_cell, minlength=cells))
        is_single[of_row[rest.row[np.abs(rest.coefficient) != 1]]] = False
        done = is_single[of_cell]
        self.method[self._open[done]] = Method.ONE_BY_ONE
        self._keep_open(~done)

    def settle_networks(self) -> None:
        """Settle components that are networks, where there is enough to do to be worth it."""
        if not self._open.size or not can_compile():
            return
        labels = components(self._rest)
        if "numba" not in sys.modules and self._plain_cost(labels[0]) < _WORTH_COMPILING:
            return
        found = find_network_ends(
            self._rest,
            labels,
            self._is_whole[self._open],
            self._wanted[self._open],
            self._known_point[self._open],
            self._work,
            self._progress,
        )
        here = found.is_found
        columns = self._open[here]
        self.lower[columns], self.upper[columns] = found.lower[here], found.upper[here]
        self.method[columns] = Method.NETWORK
        self.impossible[self._open[found.is_impossible]] = True
        self._keep_open(~found.is_network)

    def _plain_cost(self, of_cell: Int32Array) -> int:
        """Return about what linear programs would cost: each looks at its whole component."""
        sizes = np.bincount(of_cell)
        wanted = np.bincount(of_cell, self._wanted[self._open], minlength=sizes.size)
        components_asked = np.count_nonzero(wanted)
        return int((sizes * wanted).sum()) + _COST_OF_A_COMPONENT * int(components_asked)

    def settle_others(self) -> None:
        """Settle the other components by linear and integer programs."""
        if not self._open.size:
            return
        done = 0
        for part, places in split(self._rest, *components(self._rest)):
            self._progress(done, self._open.size, "audit")
            done += places.size
            self._settle(part, self._open[places])

    def ends(self, units: Units) -> Ends:
        """Return what was found, no longer in units."""
        bad = np.unique(units.of_cell[self.impossible])
        self.impossible = np.isin(units.of_cell, bad)
        certified = (self.method != Method.NOT_FOUND) & ~self.impossible
        with np.errstate(invalid="ignore"):
            width = self.upper - self.lower
            size = np.maximum(np.abs(self.lower), np.abs(self.upper))
            is_same = (width > 0) & (width <= _SAME * np.minimum(size, 1e300))
        is_same &= ~self._is_whole & ~self._problem.is_count
        middle = (self.lower[is_same] + self.upper[is_same]) / 2
        self.lower[is_same], self.upper[is_same] = middle, middle
        factor = units.factor
        return Ends(
            self.lower / factor, self.upper / factor, certified, self.impossible, self.method
        )

    def _settle(self, part: Problem, columns: Int32Array) -> None:
        wanted = np.flatnonzero(self._wanted[columns]).astype(np.int32)
        if not wanted.size:
            return
        is_whole = bool(self._is_whole[columns[0]])
        one = Component(part, self._known_point[columns], self._work, is_whole=is_whole)
        is_possible = one.search(wanted, self._progress)
        self.impossible[columns] = not is_possible
        self.lower[columns], self.upper[columns] = one.lower, one.upper
        found = np.where(one.needed_whole, Method.WHOLE, Method.LINEAR)
        self.method[columns] = np.where(one.is_certified(), found, Method.NOT_FOUND)

    def _keep_open(self, stays: BoolArray) -> None:
        """Go on with these of the open cells; whole components stay or go."""
        rows = np.zeros(self._rest.row_lower.size, bool)
        rows[self._rest.row[stays[self._rest.column]]] = True
        places = np.flatnonzero(stays).astype(np.int32)
        self._rest = self._rest.part(places, np.flatnonzero(rows).astype(np.int32))
        self._open = self._open[places]


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
