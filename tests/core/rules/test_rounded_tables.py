"""Counts that escaped rounding, and changed counts that stand for very few."""

from dataclasses import replace

import numpy as np
import pytest

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.found_rounding import FoundRounding, find_escaped, find_rounding
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.published import publish
from sdc_desktop.core.rules import escaped_rounding, thin_bins
from sdc_desktop.core.rules.shown_table import show_table
from sdc_desktop.core.rules.thin_bins import possible_counts
from sdc_desktop.workbook.reader import read_workbook
from tests.core.build import places, risks, rounded

NOTHING = Policy("p", "1", "P")
RNG = np.random.default_rng(11)


def table(counts: np.ndarray) -> list[list[float | str | None]]:
    header: list[float | str | None] = ["Area", *(f"Group {n}" for n in range(counts.shape[1]))]
    return [header, *([f"Area {n}", *row] for n, row in enumerate(counts.tolist()))]


def escaped(counts: np.ndarray, policy: Policy = NOTHING) -> list[list[str]]:
    found = risks(table(counts), policy, totals=False)
    return places(found, escaped_rounding.RULE)


def test_two_counts_that_escaped_rounding_to_five_are_named() -> None:
    counts = 5.0 * RNG.integers(2, 400, (10, 4))
    counts[3, 1], counts[7, 2] = 43, 108
    assert escaped(counts) == [["C5", "D9"]]


def test_a_column_of_midpoints_with_one_exact_count_is_found_beside_exact_columns() -> None:
    counts = RNG.integers(1, 900, (30, 3)).astype(float)
    counts[:, 1] = 6.0 * RNG.permutation(np.arange(1, 31)) - 3
    counts[4, 1] = 100
    assert escaped(counts) == [["C6"]]


@pytest.mark.parametrize("seed", range(5))
def test_exact_counts_have_escaped_nothing(seed: int) -> None:
    assert escaped(np.random.default_rng(seed).integers(1, 2000, (20, 6)).astype(float)) == []


def test_a_table_that_is_rounded_throughout_has_nothing_that_escaped() -> None:
    assert find_escaped(5.0 * np.arange(1, 40)) is None


def test_what_was_rounded_since_has_escaped_no_longer() -> None:
    counts = 5.0 * RNG.integers(2, 400, (10, 4))
    counts[3, 1] = 43
    found = risks(table(counts), NOTHING, rounded(5, C5=45), totals=False)
    assert places(found, escaped_rounding.RULE) == []


def test_the_base_and_what_escaped_it_are_told_apart() -> None:
    counts = np.array([*(10.0 * np.arange(1, 30)), 0, np.nan, 17])
    found = find_escaped(counts)
    assert found is not None
    assert found[0] == FoundRounding(10)
    assert np.flatnonzero(found[1]).tolist() == [31]


def thin(policy: Policy, **shown: float) -> list[tuple[list[str], Severity]]:
    rows = [["Area", "Number"], ["Leeds", 6.0], ["York", 21.0]]
    found = risks(rows, policy, rounded(5, **shown), totals=False)
    return [
        ([c.a1 for c in one.cells], one.severity) for one in found if one.rule == thin_bins.RULE
    ]


def test_a_five_beside_withheld_counts_below_five_stands_for_three_counts() -> None:
    policy = Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 4))
    assert thin(policy, B2=5, B3=20) == [(["B2"], Severity.REVIEW)]


def test_what_the_policy_itself_asks_for_is_said_for_information() -> None:
    policy = Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 4), rounding_base=5)
    assert thin(policy, B2=5, B3=20) == [(["B2"], Severity.INFO)]


def test_five_counts_behind_each_are_no_finding() -> None:
    assert thin(Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 7)), B2=10, B3=20) == []
    assert thin(NOTHING, B2=5, B3=20) == []


@pytest.mark.parametrize(
    ("shown", "base", "reach", "counts"),
    [
        (10, 5, (np.nan, np.nan), (8, 12)),
        (10, 10, (np.nan, np.nan), (5, 14)),
        (9, 6, (2, 3), (7, 12)),
        (3, 3, (2, 2), (1, 5)),
    ],
)
def test_the_counts_behind_a_shown_one(shown, base, reach, counts) -> None:
    low, high = possible_counts(np.array([shown]), np.array([base]), np.array([reach], float))
    assert (low[0], high[0]) == counts


@pytest.mark.parametrize(
    ("name", "sheet", "base"),
    [
        (
            "census-acs-occupation/Detailed_occupation_by_sex_and_education_ACS_2022_tab1.xlsx",
            "Table 1",
            5,
        ),
        ("scotgov-poverty/data2023_1yr.xlsx", "1", 1000),
    ],
)
def test_one_exact_count_in_a_rounded_table_of_the_corpus_is_found(
    corpus, name: str, sheet: str, base: int
) -> None:
    book = read_workbook(corpus(name))
    tables = [one for one in find_tables(book) if one.sheet == sheet]
    every = [show_table(book, one, publish(book, ()), NOTHING) for one in tables]
    shown = next(
        one
        for one in every
        if find_rounding(np.where(one.is_count, one.original, np.nan).ravel())
        == FoundRounding(base)
    )
    assert escaped_rounding.find_unrounded_among_rounded(shown, NOTHING) == ()
    place = tuple(np.argwhere(shown.is_count & (shown.original > 0))[7])
    changed = shown.original.copy()
    changed[place] += 1
    [found] = escaped_rounding.find_unrounded_among_rounded(
        replace(shown, original=changed), NOTHING
    )
    assert found.cells == (shown.cell(*place),)
    assert dict(found.evidence) == {"base": str(base)}
