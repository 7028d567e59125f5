"""The ways to change numbers before they are shown, by the names that a record and a note give."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class Method(StrEnum):
    """How a shown number came about. The value is what stands in a record."""

    CONVENTIONAL = "conventional"
    """To the nearest multiple, halves away from zero."""
    HALF_EVEN = "conventional-half-even"
    """To the nearest multiple, halves to the even one."""
    FIGURES = "significant-figures"
    RANDOM = "random"
    GRADUATED = "graduated-random"
    CONTROLLED = "controlled"
    MIDPOINT = "midpoint"
    SMALL_COUNT = "small-count"
    CELL_KEY = "cell-key"
    NOISE = "keyed-noise"
    SUM_NOISE = "contributor-noise"
    """Sums: the largest contributors are multiplied by secret factors."""
    SUM_KEY = "cell-key-sums"
    """Sums: noise by cell key in proportion to the largest contributors."""
    GROSSED = "grossed"
    """Worked out from the records by their weights, then rounded."""
    SUMMED = "summed"
    """Totals that are sums of changed numbers that are shown."""
    FOLLOWING = "following"
    """Worked out from changed numbers that are shown: percentages, means, differences."""


_WORDS: Mapping[str, str] = {
    Method.CONVENTIONAL: "conventional rounding",
    Method.HALF_EVEN: "conventional rounding with halves to even multiples",
    Method.FIGURES: "rounding to significant figures",
    Method.RANDOM: "random rounding",
    Method.GRADUATED: "graduated random rounding",
    Method.CONTROLLED: "controlled rounding",
    Method.MIDPOINT: "midpoint rounding",
    Method.SMALL_COUNT: "rounding of small counts",
    Method.CELL_KEY: "cell key perturbation",
    Method.NOISE: "keyed noise",
    Method.SUM_NOISE: "noise in proportion to the largest contributors",
    Method.SUM_KEY: "cell key perturbation of sums",
    Method.GROSSED: "grossing and rounding",
    Method.SUMMED: "totals as sums of changed numbers",
    Method.FOLLOWING: "worked out from changed numbers",
}


_ON_THEIR_OWN = frozenset(
    {
        Method.CONVENTIONAL,
        Method.HALF_EVEN,
        Method.FIGURES,
        Method.RANDOM,
        Method.GRADUATED,
        Method.MIDPOINT,
        Method.CELL_KEY,
        Method.NOISE,
        Method.SUM_NOISE,
        Method.SUM_KEY,
        Method.GROSSED,
    }
)
"""Methods that change a total like any other number."""


def method_in_words(method: str) -> str:
    """Return what a public note may call a method; one without words here is called by its name."""
    return _WORDS.get(method, f"{method} rounding")


def totals_in_words(methods: Collection[str]) -> str:
    """Return what a note says of totals beside numbers that were changed in these ways, or ""."""
    if Method.SUMMED in methods or Method.SMALL_COUNT in methods:
        return "Totals are the sums of the numbers shown."
    if Method.CONTROLLED in methods:
        return "Totals and parts were changed together so that they add up."
    if _ON_THEIR_OWN.intersection(methods):
        return "Totals were changed on their own, so parts may not add up to them."
    return ""
