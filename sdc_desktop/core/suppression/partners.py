"""Unsafe unions of relations that a network leaves out: a partner hides them.

In a table with a hierarchy the relations along its subtotals follow from others and have no node of
their own, so a union in them cannot be a cell of the network. It can move as far as another
withheld cell of the relation can: that cell is its partner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.suppression.network import find_network
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem
from sdc_desktop.core.suppression.solve import make_engine
from sdc_desktop.core.suppression.union import Place, Union, with_unions


@dataclass(frozen=True, slots=True)
class Partner:
    """A cell that is withheld so that a union can move, and what it must be able to do."""

    union: Union
    cell: int
    demands: tuple[Demand, ...]


class Places:
    """Tells which unions of a network can be cells of it, so that it stays a network.

    Large problems are solved table by table, where each union can be a cell: they are no networks.
    """

    def __init__(self, problem: SuppressionProblem, *, may_be_network: bool = True) -> None:
        self._problem = problem
        moves = problem.states != CellState.STAYS
        on = moves[problem.columns]
        times = np.bincount(problem.columns[on], minlength=problem.values.size)
        rows = problem.row_up.size
        cells = np.bincount(problem.row_of[on], minlength=rows)
        shared = np.bincount(problem.row_of[on], times[problem.columns[on]] > 2, minlength=rows)
        self._may_be_left_out = (cells > 0) & (shared == cells)
        self._is_network = may_be_network and bool(
            times.max(initial=0) <= 2 or self._stays_network([])
        )

    def apart(
        self, unions: Sequence[Union], known: Mapping[Place, Union]
    ) -> tuple[list[Union], list[Union]]:
        """Return those of `unions` that can be cells beside the `known` ones, and the others."""
        cells = [one for one in unions if not self._may_be_left_out[one.row]]
        doubtful = [one for one in unions if self._may_be_left_out[one.row]]
        others: list[Union] = []
        if not self._is_network or not doubtful:
            return [*cells, *doubtful], others
        kept = {**known, **{one.place: one for one in cells}}
        for some in (
            [doubtful] if self._stays_network([*kept.values(), *doubtful]) else _each(doubtful)
        ):
            if self._stays_network([*kept.values(), *some]):
                kept.update({one.place: one for one in some})
                cells.extend(some)
            else:
                others.extend(some)
        return cells, others

    def _stays_network(self, unions: Sequence[Union]) -> bool:
        problem = with_unions(self._problem, unions)
        return find_network(problem, problem.states != CellState.STAYS) is not None


def _each(unions: Sequence[Union]) -> list[list[Union]]:
    return [[one] for one in unions]


def with_partners(problem: SuppressionProblem, partners: Iterable[Partner]) -> SuppressionProblem:
    """Return the problem with these cells withheld and able to move."""
    states, demands = problem.states.copy(), list(problem.demands)
    for partner in partners:
        states[partner.cell] = CellState.WITHHELD
        demands.extend(partner.demands)
    return replace(problem, states=states, demands=tuple(demands))


def find_partners(
    problem: SuppressionProblem, unions: Sequence[Union], chosen: BoolArray
) -> list[Partner]:
    """Return for each union the cell of its relation that costs least to withhold and to move.

    Args:
        problem: What has to be solved.
        unions: Those of relations without a node; one that nothing can hide gets no partner.
        chosen: (n,) bool: cells that are to be withheld anyway.
    """
    prices = np.where(problem.is_free & ~chosen, problem.costs, 0.0)
    found = []
    for union in unions:
        offers = list(_offers(problem, union))
        best = _cheapest(problem, offers, prices)
        if best is not None:
            partner, cells = best
            prices[cells] = 0.0
            found.append(partner)
    return found


def _offers(problem: SuppressionProblem, union: Union) -> Iterator[Partner]:
    """Yield the cells of a union's relation that may be withheld, and what they must do."""
    on = slice(problem.row_starts[union.row], problem.row_starts[union.row + 1])
    factors = dict(
        zip(problem.columns[on].tolist(), problem.coefficients[on].tolist(), strict=True)
    )
    own = factors[union.members[0]]
    for cell, factor in factors.items():
        if cell in union.members or problem.states[cell] != CellState.FREE:
            continue
        side, size = (-1 if factor * own > 0 else 1), abs(own / factor)
        asked = ((side, union.up), (-side, union.down), (0, union.either))
        demands = tuple(Demand(cell, way, need * size) for way, need in asked if need > 0)
        yield Partner(union, cell, demands)


def _cheapest(
    problem: SuppressionProblem, offers: Sequence[Partner], prices: FloatArray
) -> tuple[Partner, list[int]] | None:
    """Return the partner that costs least with what lets it move, and all these cells."""
    demands = tuple(demand for offer in offers for demand in offer.demands)
    if not demands:
        return None
    engine = make_engine(replace(problem, demands=demands))
    best: tuple[float, Partner, list[int]] | None = None
    first = 0
    for offer in offers:
        order = np.arange(first, first + len(offer.demands), dtype=np.int32)
        first += len(offer.demands)
        ways = engine.meet(prices, order)
        moved = [ways[one] for one in order.tolist()]
        cells = {offer.cell}
        for way in moved:
            cells.update(way.tolist() if way is not None else ())
        cost = float(prices[list(cells)].sum())
        if all(way is not None for way in moved) and (best is None or cost < best[0]):
            best = cost, offer, sorted(cells)
    return (best[1], best[2]) if best is not None else None
