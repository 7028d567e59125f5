"""Witnesses for all demands at once, also for levels that need both sides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.suppression.engine import Engine, Witness
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem

_MET = 1e-6


def meet_all(
    problem: SuppressionProblem, engine: Engine, prices: FloatArray, order: Int32Array
) -> list[Witness] | None:
    """Return a witness for each demand, None when one has none whatever is withheld."""
    found: list[Witness] = []
    for demand, way in zip(problem.demands, engine.meet(prices, order), strict=True):
        witness = _to_both_sides(problem, engine, demand, prices) if way is None else way
        if witness is None:
            return None
        found.append(witness)
    return found


def _to_both_sides(
    problem: SuppressionProblem, engine: Engine, demand: Demand, prices: FloatArray
) -> Witness | None:
    """Return a witness for a sliding level that neither side reaches alone."""
    if demand.direction:
        return None
    up = engine.with_demands(replace(problem, demands=(replace(demand, direction=1),)))
    lack = float(up.lacks(problem.states != CellState.STAYS)[0])
    sides = tuple(
        replace(demand, direction=side, need=need)
        for side, need in ((1, demand.need - lack), (-1, lack))
        if need > _MET
    )
    asking = engine.with_demands(replace(problem, demands=sides))
    parts = asking.meet(prices, np.arange(len(sides), dtype=np.int32))
    ways = [one for one in parts if one is not None]
    return np.unique(np.concatenate(ways)) if len(ways) == len(sides) else None
