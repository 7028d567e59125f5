"""How strict the concentration rules are beside one another.

Source: Handbook on Statistical Disclosure Control, 2nd edition, chapter 4: what the (2, k) rule
allows, the p% rule of the same strictness allows as well, and not the other way round.
"""

from __future__ import annotations


def p_of_dominance(percent: float) -> float:
    """Return the p of the p% rule that is as strict as (2, k): p = 100 (100 - k) / k."""
    return 100 * (100 - percent) / percent


def dominance_of_p(p: float) -> float:
    """Return the k of the (2, k) rule that the p% rule makes needless: k = 100 100 / (100 + p)."""
    return 100 * 100 / (100 + p)
