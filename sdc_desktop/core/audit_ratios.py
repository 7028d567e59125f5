"""What a reader can work out of withheld percentages, rates and means: from what they are of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sdc_desktop.core.audit_intervals import Ends
from sdc_desktop.core.audit_knowledge import Knowledge
from sdc_desktop.core.audit_problem import Problem
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray


def with_ratio_ends(
    system: RelationSystem, knowledge: Knowledge, problem: Problem, ends: Ends
) -> Ends:
    """Return the ends where those of ratios that are not shown follow from their sources.

    A ratio is greatest with the greatest numerator over the least denominator. Where both of these
    are unknown they may not reach that together, so the interval may be too wide; it is a single
    number only where both are known.

    Args:
        system: What adds up, and what are ratios.
        knowledge: What a reader knows of each cell beforehand.
        problem: The unknown cells.
        ends: Theirs, (k,) each; those of ratios mean nothing yet.
    """
    place_of = np.full(len(system.cells), -1, np.int64)
    place_of[problem.unknown] = np.arange(problem.unknown.size)
    ratios = system.ratios
    rows = np.flatnonzero(place_of[ratios.ratio] >= 0)
    if not rows.size:
        return ends
    certified, lower, upper = _everywhere(knowledge, problem, ends)
    x, total = ratios.numerator[rows], ratios.denominator[rows]
    usable = (lower[x] >= 0) & (lower[total] > 0)
    rows, x, total = rows[usable], x[usable], total[usable]
    places, factor = place_of[ratios.ratio[rows]], ratios.factor[rows]
    with np.errstate(invalid="ignore"):
        low, high = factor * lower[x] / upper[total], factor * upper[x] / lower[total]
    low[~np.isfinite(low)], high[np.isnan(high)] = 0.0, np.inf
    found = replace(
        ends,
        lower=ends.lower.copy(),
        upper=ends.upper.copy(),
        is_certified=ends.is_certified.copy(),
    )
    found.lower[places] = np.maximum(found.lower[places], low)
    found.upper[places] = np.minimum(found.upper[places], np.maximum(high, low))
    found.is_certified[places] = certified[x] & certified[total]
    return found


def _everywhere(
    knowledge: Knowledge, problem: Problem, ends: Ends
) -> tuple[BoolArray, FloatArray, FloatArray]:
    """Return for all cells whether their ends are proved, and the ends: (n,) each."""
    certified, lower, upper = (
        knowledge.is_known.copy(),
        knowledge.lower.copy(),
        knowledge.upper.copy(),
    )
    certified[problem.unknown] = ends.is_certified
    lower[problem.unknown], upper[problem.unknown] = ends.lower, ends.upper
    return certified, lower, upper
