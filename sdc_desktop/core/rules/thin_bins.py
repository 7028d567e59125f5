"""Thin bins: a changed count that can stand for very few true counts.

Formula: behind a shown count a lie the whole numbers from a - below to a + above, and where small
counts are withheld none of those. With 1 to 4 withheld and base 5 a shown 5 is 5, 6 or 7.
Parameters: `Policy.unsafe_counts`, unless `Policy.rounding_is_enough`; how far the method reaches.
Source: OpenSAFELY raised its threshold for this reason ("counts of 5 could be inferred to be either
6 or 7"); HES and HESA leave five counts behind each, Ofqual and the ONS's 10-5 rule three.
It cannot see: what sums narrow further; the audit does.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.published import CellStatus
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted, number_in_words
from sdc_desktop.core.sheets import BoolArray, FloatArray

RULE = "thin-bin"

FEW = 3
"""So many true counts behind a shown one are too few."""


def find_thin_bins(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return one finding with the changed counts that stand for the fewest true ones.

    An unsafe count that is shown changed is the threshold's business and left out.
    """
    bases = shown.published.bases.get(shown.table.sheet)
    withheld = None if policy.rounding_is_enough else policy.unsafe_counts
    is_changed = (shown.statuses == CellStatus.ROUNDED) & shown.is_count & (shown.shown > 0)
    if withheld is not None:
        is_changed &= (shown.original < withheld.lowest) | (shown.original > withheld.highest)
    if bases is None or not is_changed.any():
        return ()
    places = np.argwhere(is_changed)
    rows, columns = places[:, 0] + shown.table.body.top, places[:, 1] + shown.table.body.left
    reaches = shown.published.reaches[shown.table.sheet][rows, columns]
    values = shown.shown[is_changed]
    low, high = possible_counts(values, bases[rows, columns], reaches)
    sizes = _sizes(low, high, withheld)
    if not sizes.min() <= FEW:
        return ()
    thin = np.zeros(shown.shown.shape, bool)
    thin[tuple(places[sizes == sizes.min()].T)] = True
    thin &= ~shown.exempt(RULE)
    return (_finding(shown, policy, thin, int(sizes.min())),) if thin.any() else ()


def _finding(shown: ShownTable, policy: Policy, thin: BoolArray, size: int) -> Finding:
    """Return the finding; only for information where the policy itself rounds so."""
    cells = shown.cells(thin)
    bases = shown.published.bases[shown.table.sheet]
    is_the_policys = all(bases[cell.row, cell.column] == policy.rounding_base for cell in cells)
    value = number_in_words(float(shown.shown[thin][0]))
    behind = "one true count" if size <= 1 else f"{size} true counts"
    return Finding(
        rule=RULE,
        severity=Severity.INFO if is_the_policys else Severity.REVIEW,
        sheet=shown.table.sheet,
        cells=cells,
        message=f"{counted(len(cells), 'changed count stands', 'changed counts stand')} for no "
        f"more than {behind}, beginning with {shown.name(cells[0])}, shown as {value}: whoever "
        "knows the method can tell it nearly exactly.",
        evidence=(("possible", str(size)),),
        policy_paragraph=policy.paragraph(RULE),
        remedies=("Round to a larger base", "Raise the threshold"),
    )


def possible_counts(
    shown: FloatArray, bases: FloatArray, reaches: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the least and the greatest count behind shown ones, whatever sums add: (k,) each.

    Args:
        shown: (k,) float64: counts above 0.
        bases: (k,) float64: what they were rounded to.
        reaches: (k, 2) float64: how far below and above, NaN for rounding to the nearest.
    """
    half = np.ceil(bases / 2) - 1
    is_even = bases % 2 == 0
    below = np.where(np.isnan(reaches[:, 0]), np.where(is_even, bases / 2, half), reaches[:, 0])
    above = np.where(np.isnan(reaches[:, 1]), half, reaches[:, 1])
    return np.maximum(shown - below, 0.0), shown + above


def _sizes(low: FloatArray, high: FloatArray, withheld: UnsafeRange | None) -> FloatArray:
    """Return how many counts lie between, without those that are withheld: (k,) float64."""
    sizes = high - low + 1
    if withheld is None:
        return sizes
    first = np.maximum(low, withheld.lowest)
    last = np.minimum(high, withheld.highest)
    return np.asarray(sizes - np.maximum(last - first + 1, 0.0), np.float64)
