"""The ways to change numbers before they are shown, by the names that a record and a note give."""

from __future__ import annotations

from collections.abc import Mapping
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
    FOLLOWING = "following"
    """Worked out from changed numbers that are shown: sums, percentages, means."""


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
    Method.FOLLOWING: "worked out from changed numbers",
}


def method_in_words(method: str) -> str:
    """Return what a public note may call a method; one without words here is called by its name."""
    return _WORDS.get(method, f"{method} rounding")
