"""Medians and quantiles: too few units on one side.

Formula: unsafe when N min(q, 1 - q) < m for the quantile q of N units: q = 1/2 for a median, 1/4
for quartiles, 1/10 for deciles, the number in the label for percentiles.
Parameters: `StatisticRules.beside_quantile`.
Source: IAB research data centre (quartile 40, 5th percentile 200), Statistics Canada research data
centres and the SDAP handbook (10 units on each side), all read second-hand.
It cannot see: N, unless evidence or the table gives it; whether many units share the value.
"""

from __future__ import annotations

import re

import numpy as np

from sdc_desktop.core.findings import Finding
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.behind import units_behind
from sdc_desktop.core.rules.concentrated import one_for_each
from sdc_desktop.core.rules.figures import is_kind
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.tables import Statistic

RULE = "quantiles"

_PERCENTILE = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?[ _-]?(?:per)?centile|_pct(\d{1,2})|\bp(\d{1,2})\b"
)


def find_narrow_quantiles(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each median or quantile with too few units on one side."""
    least = policy.statistics.beside_quantile
    quantiles = is_kind(shown, Statistic.MEDIAN, Statistic.QUANTILE)
    if least is None or not quantiles.any():
        return ()
    beside = units_behind(shown).count * tails(shown)
    with np.errstate(invalid="ignore"):
        narrow = quantiles & (beside > 0) & (beside < least) & ~shown.exempt(RULE)
    return one_for_each(
        shown, policy, narrow, RULE,
        lambda name, place: f"Only about {beside[place]:.0f} units lie on one side of {name}, and "
        f"the policy asks for at least {least}.",
    )  # fmt: skip


def tails(shown: ShownTable) -> FloatArray:
    """Return the smaller share of the units beside each median or quantile; 0 where not told."""
    body, labels = shown.table.body, shown.labels
    rows = [tail_of(labels.of_row(one)) for one in body.rows]
    columns = [tail_of(labels.of_column(one)) for one in body.columns]
    told = np.fmax(np.array(rows)[:, None], np.array(columns)[None, :])
    is_median = is_kind(shown, Statistic.MEDIAN)
    return np.where(is_median, 0.5, np.nan_to_num(told, nan=tail_of(shown.table.title)))


def tail_of(label: str) -> float:
    """Return the smaller share beside the quantile that a label names, NaN where it names none."""
    text = label.casefold()
    match = _PERCENTILE.search(text)
    if match:
        q = int(next(part for part in match.groups() if part)) / 100
        return min(q, 1 - q)
    for word, tail in (("quartile", 0.25), ("quintile", 0.2), ("decile", 0.1)):
        if word in text:
            return tail
    return float("nan")
