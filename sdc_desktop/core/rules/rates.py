"""Rates: too few events behind them.

Formula: unsafe when the events are below the least number of events, or are a count that must not
be shown where the policy has no number of its own for rates; unreliable, to be marked [u] and not
[c], when they are below the number that makes rates reliable.
Parameters: `StatisticRules.events`, `StatisticRules.reliable_events`, `Policy.unsafe_counts`.
Source: ONS, birth and death statistics (crude rates on fewer than 3 deaths are not calculated,
fewer than 20 marked u); US CDC (fewer than 20 unreliable).
It cannot see: events, unless evidence or the table gives them; whether a rate is standardised.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.evidence import NUMERATOR
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import one_for_all, one_for_each
from sdc_desktop.core.rules.figures import is_kind, numerators
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.tables import Statistic

RULE = "rates"
RELIABILITY = "reliability"


def events_of(shown: ShownTable) -> FloatArray:
    """Return the events behind each rate, from evidence or from the table; NaN where not known."""
    known = shown.evidence.of(shown.table, NUMERATOR)
    return np.where(np.isnan(known), numerators(shown), known)


def find_rates_on_few(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each rate on too few events, and one for those that are unreliable."""
    rates = is_kind(shown, Statistic.RATE)
    if not rates.any():
        return ()
    events = events_of(shown)
    unsafe = policy.unsafe_counts
    least = policy.statistics.events or (unsafe.safe_from if unsafe is not None else 0)
    reliable = policy.statistics.reliable_events or 0
    with np.errstate(invalid="ignore"):
        few = rates & (events > 0) & (events < least)
        unreliable = rates & ~few & (events > 0) & (events < reliable)
    return (
        *one_for_each(
            shown, policy, few & ~shown.exempt(RULE), RULE,
            lambda name, place: f"{name} rests on {counted(int(events[place]), 'event')}, and the "
            f"policy asks for at least {least}.",
        ),
        *one_for_all(
            shown, policy, unreliable, RELIABILITY, Severity.REVIEW,
            "{cells} rests on so few events that it is unreliable: mark it [u], which is not [c].",
            ("Mark as unreliable", "Accept with a reason"),
        ),
    )  # fmt: skip
