"""Unweighted base: weighted estimates on too few observations.

Formula: unsafe when the number of observations before weighting is below the least base; for counts
too, which are then estimates and judged by their base.
Parameters: `StatisticRules.base`.
Source: GSS guidance for survey tables; Sport England, Active Lives (30); ABS DataLab and ONS SRS
(the threshold is about unweighted counts).
It cannot see: bases, unless evidence or the table gives them.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.evidence import BASE
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import one_for_each
from sdc_desktop.core.rules.shown_table import STATISTICS, ShownTable
from sdc_desktop.core.rules.words import counted
from sdc_desktop.core.tables import Statistic

RULE = "unweighted-base"

_BASE = STATISTICS.index(Statistic.BASE)


def find_small_bases(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each estimate, or base, with too few observations."""
    unsafe = policy.unsafe_counts
    least = policy.statistics.base or (unsafe.safe_from if unsafe is not None else None)
    if least is None:
        return ()
    base = shown.evidence.of(shown.table, BASE)
    is_base = shown.statistics == _BASE
    base = np.where(is_base & (policy.statistics.base is not None), shown.original, base)
    with np.errstate(invalid="ignore"):
        small = (base > 0) & (base < least)
    mask = small & shown.shows_number & ~shown.hides & ~shown.exempt(RULE)
    return one_for_each(
        shown, policy, mask, RULE,
        lambda name, place: f"{name} rests on {counted(int(base[place]), 'observation')} before "
        f"weighting, and the policy asks for at least {least}.",
    )  # fmt: skip
