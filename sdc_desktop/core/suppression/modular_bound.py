"""A lower bound for large problems: what the relations of unsafe cells ask for by themselves.

A cell that moves by its need moves the others of each of its relations as far. Where those that
are withheld cannot, some that are shown must become withheld: a cut. Costs are shared out among
the cuts, one after the other, so that no cell pays more than it costs (dual ascent); what was
shared out is a bound. Source: Fischetti and Salazar (2001), Management Science 47, for the cuts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.suppression.compiled import compiled
from sdc_desktop.core.suppression.flow_graph import Asked
from sdc_desktop.core.suppression.modular_tables import Members, members_of
from sdc_desktop.core.suppression.network_engine import as_asked
from sdc_desktop.core.suppression.problem import ROOM, SuppressionProblem


def relation_bound(problem: SuppressionProblem, reach: Sequence[float] | None = None) -> float:
    """Return what every pattern costs at least that meets all demands.

    Args:
        problem: What has to be solved.
        reach: For each demand how far its cell can move at all, where that is not enough.
    """
    if reach is not None:
        demands = (
            replace(demand, need=min(demand.need, most))
            for demand, most in zip(problem.demands, reach, strict=True)
            if most > ROOM
        )
        problem = replace(problem, demands=tuple(demands))
    is_exact = (problem.row_up == 0) & (problem.row_down == 0)
    left = np.where(problem.is_free, problem.costs, 0.0)
    return float(
        _shared_out(
            members_of(problem),
            is_exact,
            problem.is_free,
            problem.up,
            problem.down,
            as_asked(problem.demands),
            left,
        )
    )


@compiled
def _reach_of(
    members: Members, entry: int, up: FloatArray, down: FloatArray, factor: float
) -> float:
    """Return how far the cell of an entry can carry its relation against `factor`."""
    cell, term = members.columns[entry], members.terms[entry]
    room = down[cell] if term * factor > 0 else up[cell]
    return float(room * abs(term / factor))


@compiled
def _shared_out(
    members: Members,
    is_exact: BoolArray,
    is_free: BoolArray,
    up: FloatArray,
    down: FloatArray,
    asked: Asked,
    left: FloatArray,
) -> float:
    """Share out what cells cost, `left`, among the cuts of all demands; return the sum."""
    total = 0.0
    for one in range(asked.edge.size):
        cell, side = asked.edge[one], asked.direction[one]
        if side == 0 or asked.starts[one] != asked.starts[one + 1]:
            continue
        for place in range(members.cell_starts[cell], members.cell_starts[cell + 1]):
            row = members.rows[place]
            if not is_exact[row]:
                continue
            factor, rest = members.factors[place] * side, asked.need[one]
            span = range(members.row_starts[row], members.row_starts[row + 1])
            for entry in span:
                other = members.columns[entry]
                if other != cell and not is_free[other]:
                    rest -= _reach_of(members, entry, up, down, factor)
            if rest <= ROOM:
                continue
            share = np.inf
            for entry in span:
                other = members.columns[entry]
                if is_free[other]:
                    part = min(1.0, _reach_of(members, entry, up, down, factor) / rest)
                    if part > 0.0:
                        share = min(share, left[other] / part)
            if share == np.inf:
                continue
            total += share
            for entry in span:
                other = members.columns[entry]
                if is_free[other]:
                    part = min(1.0, _reach_of(members, entry, up, down, factor) / rest)
                    left[other] = max(0.0, left[other] - share * part)
    return total
