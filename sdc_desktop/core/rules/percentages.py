"""Percentages: shares of few units, shares that tell a small count, and shares of 0 and 100.

Formula, with a percentage P printed to d decimals and its denominator D:
- unsafe when D is below the least denominator;
- the numerator lies in [(P - 0.5 10^-d) D/100, (P + 0.5 10^-d) D/100]; unsafe when every whole
  number in it is a count that must not be shown (it is the only one whenever D < 100 10^d); where
  D is a base before weighting, for a person to judge;
- 0% and 100% tell something of everybody: unsafe where the policy says so, else for a person to
  judge where it forbids full lines. Not for lines of totals, where 100% is by definition.
A mean from 0 to 1 whose sum over the units is a whole number everywhere is a share as well.
Parameters: `StatisticRules.denominator`, `StatisticRules.full_percentages`,
`Policy.unsafe_counts`, `Policy.zeros`.
Source: arithmetic; UK LLC and ABS DataLab (numerator and denominator at least 10), OpenSAFELY
(0% and 100%), CMS (no percentage that lets a count be derived).
It cannot see: denominators, unless evidence or the table gives them.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.evidence import NUMERATOR
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.last_digit import last_digit
from sdc_desktop.core.policy import Policy, UnsafeRange, ZeroPolicy
from sdc_desktop.core.rules.behind import units_behind
from sdc_desktop.core.rules.concentrated import one_for_all, one_for_each
from sdc_desktop.core.rules.figures import in_total_lines, is_kind, numerators
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted, number_in_words
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.tables import Statistic

RULE = "percentages"

_SLACK = 1e-9


def find_telling_percentages(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return the findings about percentages, and about means that are shares."""
    shares = is_share(shown)
    if not shares.any():
        return ()
    behind = units_behind(shown)
    count = behind.count
    few = _has_few(shown, policy, count, shares) & ~shown.exempt(RULE)
    low, high = numerator_range(shown, count)
    small = _tells_small(policy, low, high) & shares & ~few & np.isnan(numerators(shown))
    told = small & ~behind.is_sample & ~shown.exempt(RULE)
    return (
        *one_for_each(
            shown, policy, few, RULE,
            lambda name, place: f"{name} is a share of {counted(int(count[place]), 'unit')}, "
            "which are too few.",
        ),
        *one_for_each(
            shown, policy, told, RULE,
            lambda name, place: f"{name} is a share of {number_in_words(float(count[place]))}, so "
            f"it counts {_range_in_words(float(low[place]), float(high[place]))}, which must not "
            "be shown.",
        ),
        *one_for_all(
            shown, policy, small & behind.is_sample, RULE, Severity.REVIEW,
            "{cells} is so small a share of its base that few people stand behind it, unless "
            "weighting makes it smaller than it was: needed is the unweighted numerator.",
            ("Ask for the evidence", "Combine categories", "Withhold the cells"),
        ),
        *_full(shown, policy, shares),
    )  # fmt: skip


def is_share(shown: ShownTable) -> BoolArray:
    """Return where a reader sees a percentage, or a mean that is the share of a yes or no."""
    means = is_kind(shown, Statistic.MEAN)
    if not means.any():
        return is_kind(shown, Statistic.PERCENTAGE)
    count = units_behind(shown).count
    with np.errstate(invalid="ignore"):
        within = (shown.original >= 0) & (shown.original <= 1)
        sums = shown.original * count
        step = last_digit(shown.original[means])
        whole = np.abs(sums - np.rint(sums)) <= step / 2 * count + _SLACK
        whole |= np.isnan(count)
    if within[means].all() and whole[means].all():
        return np.asarray(is_kind(shown, Statistic.PERCENTAGE) | means)
    return is_kind(shown, Statistic.PERCENTAGE)


def whole_of(shown: ShownTable) -> FloatArray:
    """Return what stands for everybody: 100, or 1 where shares are printed as parts of 1."""
    percentages = is_kind(shown, Statistic.PERCENTAGE)
    parts_of_one = bool(percentages.any()) and bool((shown.original[percentages] <= 1).all())
    return np.where(percentages & (not parts_of_one), 100.0, 1.0)


def numerator_range(shown: ShownTable, count: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the least and the greatest whole number that each share can count.

    Args:
        shown: The table.
        count: (rows, columns): the denominators, NaN where not known.
    """
    whole = whole_of(shown)
    step = last_digit(shown.shown[is_share(shown)])
    known = shown.evidence.of(shown.table, NUMERATOR)
    low = np.ceil((shown.shown - step / 2) * count / whole - _SLACK)
    high = np.floor((shown.shown + step / 2) * count / whole + _SLACK)
    low = np.where(np.isnan(known), np.maximum(low, 0.0), known)
    return low, np.where(np.isnan(known), np.minimum(high, count), known)


def _has_few(shown: ShownTable, policy: Policy, count: FloatArray, shares: BoolArray) -> BoolArray:
    least = policy.statistics.denominator or policy.least_contributors
    if least is None:
        return np.zeros(shares.shape, np.bool_)
    with np.errstate(invalid="ignore"):
        return np.asarray(shares & (count > 0) & (count < least))


def _tells_small(policy: Policy, low: FloatArray, high: FloatArray) -> BoolArray:
    unsafe: UnsafeRange | None = policy.unsafe_counts
    if unsafe is None:
        return np.zeros(low.shape, np.bool_)
    with np.errstate(invalid="ignore"):
        return np.asarray((low >= unsafe.lowest) & (high <= unsafe.highest) & (low <= high))


def _full(shown: ShownTable, policy: Policy, shares: BoolArray) -> tuple[Finding, ...]:
    is_asked = policy.statistics.full_percentages
    if not is_asked and policy.zeros is ZeroPolicy.ALLOW and not policy.group_disclosure_k:
        return ()
    full = shares & ~in_total_lines(shown)
    full &= (shown.shown == 0) | (shown.shown == whole_of(shown))
    severity = Severity.FAIL if is_asked else Severity.REVIEW
    return one_for_all(
        shown, policy, full, RULE, severity,
        "{cells} says of everybody in a group that they are, or are not, of a kind: a share of "
        "nobody or of all.",
        ("Combine categories", "Withhold the cells", "Accept with a reason"),
    )  # fmt: skip


def _range_in_words(low: float, high: float) -> str:
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
