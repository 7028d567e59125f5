"""Why a reader knows a cell: the shortest combination of relations that was found, checked exactly.

A cell is known when multiples of relations leave only it and shown cells, or when they leave other
withheld cells beside it that are known not to be smaller, or larger, than something. The multiples
come from a small linear program; what is said is tested in fractions before it is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sdc_desktop.core.audit_intervals import Ends
from sdc_desktop.core.audit_knowledge import Knowledge
from sdc_desktop.core.audit_multiples import Multiples, find_multiples, to_fraction
from sdc_desktop.core.audit_problem import Problem, components
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.linked_cells import SAME_CELL
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, Int32Array

_MOST_RELATIONS = 300
_MOST_WIDE_PROOFS = 200
"""In one component; beyond that only the relations of the cell itself are put together."""

_MOST_PROOFS = 2_000
"""In one component; beyond that only single relations are looked at."""

_NEARLY = 1e-6


@dataclass(frozen=True, slots=True)
class Statement:
    """`cell + leftovers = shown + constant = total`; `<=` or `>=` where relations are loose.

    Attributes:
        shown: Shown cells with their multiples.
        constant: What is added to them; 0 for sums.
        total: What they come to.
        leftovers: Other withheld cells with their multiples.
        bounds: The bound of each leftover that limits the cell.
        are_least: Whether each bound is the least that the leftover can be.
        is_loose: The total is a limit and not what they come to exactly.
    """

    shown: tuple[tuple[CellRef, Fraction], ...]
    constant: Fraction
    total: Fraction
    leftovers: tuple[tuple[CellRef, Fraction], ...] = ()
    bounds: tuple[float, ...] = ()
    are_least: tuple[bool, ...] = ()
    is_loose: bool = False

    @property
    def limit(self) -> float:
        """What the cell cannot exceed, or fall below, by this alone."""
        left = zip(self.leftovers, self.bounds, strict=True)
        return float(self.total) - sum(float(times) * bound for (_, times), bound in left)


@dataclass(frozen=True, slots=True)
class Proof:
    """How a reader knows a cell.

    Attributes:
        cell: The cell.
        value: What it is.
        upper, lower: Why it is not larger, and not smaller; None where its own bound says so.
            Where adding up is enough both are the same statement, without leftovers.
        cells: All cells of the relations that are used, shown or not, to be pointed at.
        relations: Why the relations that are used are believed, each reason once.
    """

    cell: CellRef
    value: float
    upper: Statement | None
    lower: Statement | None
    cells: tuple[CellRef, ...]
    relations: tuple[str, ...]

    @property
    def printed_at(self) -> CellRef | None:
        """Where the very same cell is printed with its number, None where it is worked out."""
        one = self.upper
        if one is None or one != self.lower or one.constant or len(one.shown) != 1:
            return None
        ((cell, times),) = one.shown
        is_same = all(reason.startswith(SAME_CELL) for reason in self.relations)
        return cell if times == 1 and is_same and not one.is_loose else None


def find_proofs(
    system: RelationSystem, knowledge: Knowledge, problem: Problem, ends: Ends, asked: BoolArray
) -> Mapping[int, Proof]:
    """Return proofs of the `asked` cells, by their place in the problem, where one was found.

    Args:
        system: What adds up.
        knowledge: What a reader knows of each cell beforehand.
        problem: The unknown cells.
        ends: Theirs.
        asked: (k,) bool: cells that a reader knows.
    """
    if not asked.any():
        return {}
    finder = _Finder(system, knowledge, problem, ends)
    of_cell, _ = components(problem)
    known = np.bincount(of_cell[asked], minlength=asked.size)[of_cell]
    proofs: dict[int, Proof] = {}
    for place in np.flatnonzero(asked).tolist():
        most = _MOST_RELATIONS if known[place] <= _MOST_PROOFS else 0
        proof = finder.find(place, most, is_wide=bool(known[place] <= _MOST_WIDE_PROOFS))
        if proof is not None:
            proofs[place] = proof
    return proofs


class _Finder:
    """Finds proofs, one cell after the other."""

    def __init__(
        self, system: RelationSystem, knowledge: Knowledge, problem: Problem, ends: Ends
    ) -> None:
        self._system, self._knowledge = system, knowledge
        self._problem, self._ends = problem, ends
        rows, cells = problem.shape
        self._starts = np.searchsorted(problem.row, np.arange(rows + 1))
        self._by_cell = np.argsort(problem.column, kind="stable")
        in_order = problem.column[self._by_cell]
        self._cell_starts = np.searchsorted(in_order, np.arange(cells + 1))

    def find(self, place: int, most: int, *, is_wide: bool) -> Proof | None:
        """Return a proof of one cell from as near around it as possible.

        Args:
            place: The cell.
            most: Relations that may be put together.
            is_wide: Whether others than those of the cell itself may be.
        """
        rows = self._rows_of(np.array([place], np.int32))
        alone = self._alone(place, rows)
        if alone is not None:
            return self._proof(place, alone, alone)
        while 0 < rows.size <= most:
            proof = self._from(place, rows)
            wider = self._rows_of(np.unique(self._problem.column[self._entries(rows)]))
            if proof is not None or not is_wide or wider.size == rows.size:
                return proof
            rows = wider
        return None

    def _alone(self, place: int, rows: Int32Array) -> Multiples | None:
        """Return the shortest relation that holds no other unknown cell, None when all do."""
        problem, starts = self._problem, self._system.row_starts
        is_alone = np.diff(self._starts)[rows] == 1
        rows = rows[is_alone & (problem.row_lower[rows] == problem.row_upper[rows])]
        if not rows.size:
            return None
        relations = problem.relation[rows]
        row = int(rows[np.argmin(starts[relations + 1] - starts[relations])])
        times = 1 / to_fraction(float(problem.coefficient[self._starts[row]]))
        total = times * to_fraction(float(problem.row_lower[row]))
        value = float(self._ends.lower[place])
        is_same = abs(float(total) - value) <= _NEARLY * max(1.0, abs(value))
        return Multiples(0, {row: times}, {}, total, total) if is_same else None

    def _rows_of(self, cells: Int32Array) -> Int32Array:
        starts, by_cell = self._cell_starts, self._by_cell
        spans = [by_cell[starts[cell] : starts[cell + 1]] for cell in cells.tolist()]
        return np.unique(self._problem.row[np.concatenate(spans)])

    def _entries(self, rows: Int32Array) -> Int32Array:
        spans = [np.arange(self._starts[row], self._starts[row + 1]) for row in rows.tolist()]
        return np.concatenate(spans).astype(np.int32)

    def _from(self, place: int, rows: Int32Array) -> Proof | None:
        """Return a proof by these relations; one without bounds is better."""
        problem, entries = self._problem, self._entries(rows)
        value = float(self._ends.lower[place])
        both = find_multiples(problem, rows, entries, place, 0, value)
        if both is not None:
            return self._proof(place, both, both)
        upper = find_multiples(problem, rows, entries, place, 1, value)
        if upper is None:
            return None
        lower = find_multiples(problem, rows, entries, place, -1, value)
        return None if lower is None else self._proof(place, upper, lower)

    def _proof(self, place: int, upper: Multiples, lower: Multiples) -> Proof:
        system, problem = self._system, self._problem
        used = [problem.relation[row] for row in sorted({*upper.relations, *lower.relations})]
        starts = system.row_starts
        spans = [system.columns[starts[row] : starts[row + 1]] for row in used]
        cells = np.unique(np.concatenate(spans)).tolist() if spans else []
        return Proof(
            system.cells[int(problem.unknown[place])],
            float(self._ends.lower[place]) + 0.0,
            self._statement(place, upper),
            self._statement(place, lower),
            tuple(system.cells[cell] for cell in cells),
            tuple(dict.fromkeys(system.reasons[row] for row in used)),
        )

    def _statement(self, place: int, multiples: Multiples) -> Statement | None:
        """Return multiples as what the cell and its leftovers come to, None without relations."""
        if not multiples.relations:
            return None
        problem, cells = self._problem, self._system.cells
        sign = multiples.way or 1
        shown = self._shown(multiples, sign)
        left = {cell: value for cell, value in multiples.bounds.items() if cell != place}
        total = sign * multiples.total
        own = 1 - sign * multiples.bounds.get(place, Fraction(0))
        names = {cell: cells[int(problem.unknown[cell])] for cell in left}
        values = self._knowledge.lower
        sums = sum(
            (times * to_fraction(values[cell]) for cell, times in shown.items()), Fraction(0)
        )
        constant = (total - sums) / own
        size = sum(abs(float(times) * values[cell]) for cell, times in shown.items())
        if shown and abs(float(constant)) <= _NEARLY * max(1.0, size):
            constant = Fraction(0)  # what is left of numbers that are no decimals
        return Statement(
            tuple((cells[cell], times / own) for cell, times in shown.items()),
            constant,
            total / own,
            tuple((names[cell], -sign * value / own) for cell, value in left.items()),
            tuple(
                float(problem.upper[cell] if value > 0 else problem.lower[cell])
                for cell, value in left.items()
            ),
            tuple(value < 0 for value in left.values()),
            any(problem.row_lower[row] < problem.row_upper[row] for row in multiples.relations),
        )

    def _shown(self, multiples: Multiples, sign: int) -> dict[int, Fraction]:
        """Return the shown cells that the relations add up to, with their multiples."""
        system, problem = self._system, self._problem
        shown: dict[int, Fraction] = {}
        for row, times in multiples.relations.items():
            relation = int(problem.relation[row])
            span = slice(system.row_starts[relation], system.row_starts[relation + 1])
            columns, terms = system.columns[span], system.coefficients[span]
            first = self._starts[row]
            member = problem.unknown[problem.column[first]]
            scale = float(problem.coefficient[first] / terms[columns == member][0])
            for cell, term in zip(columns.tolist(), terms.tolist(), strict=True):
                if self._knowledge.is_known[cell]:
                    change = sign * times * to_fraction(term * scale)
                    shown[cell] = shown.get(cell, Fraction(0)) - change
        return {cell: times for cell, times in sorted(shown.items()) if times}
