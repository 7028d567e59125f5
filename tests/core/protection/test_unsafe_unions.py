"""Sums of withheld sums that give a contributor away are found and mended (DESIGN.md, P4)."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sdc_desktop.core.audit import audit
from sdc_desktop.core.check import find_unprotected
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.protection.demands import pose
from sdc_desktop.core.protection.preferences import NO_PREFERENCES
from sdc_desktop.core.protection.secondary_suppression import suppress_secondary
from sdc_desktop.core.protection.unsafe_unions import UnsafeSums
from tests.core.owned_sums import OwnedTable, owned_table, p_policy
from tests.core.systems import publish_with

P = 15
POLICY = p_policy(P)


def spread(start: int, size: int, amount: float) -> dict[int, float]:
    """Many contributors of about the same size, none of whom stands anywhere else."""
    return {start + one: amount + one for one in range(size)}


def table(told: str = "owners") -> OwnedTable:
    """Two cells of one firm each in the first row, and large safe cells everywhere else."""
    inner = [
        [{1: 40.0}, {2: 60.0}, spread(100, 6, 30)],
        [spread(200, 6, 40), spread(300, 6, 60), spread(400, 6, 50)],
        [spread(500, 6, 70), spread(600, 6, 90), spread(700, 6, 35)],
    ]
    return owned_table(inner, P, told=told)


SQUARE = (0, 0), (0, 1), (1, 0), (1, 1)


def numbers(made: OwnedTable, *places: tuple[int, int]) -> list[int]:
    return [made.instance.number(*place) for place in places]


def findings(made: OwnedTable, withheld: list[int], policy=POLICY):
    system = made.instance.system
    found = audit(system, publish_with(system, withheld), policy)
    return find_unprotected(found, policy)


def test_two_contributors_do_not_hide_in_their_own_sum():
    made = table()
    withheld = numbers(made, *SQUARE)
    assert made.unsafe_sums(withheld, P) == [tuple(withheld[:2])]
    found = findings(made, withheld)
    assert {one.cells[0] for one in found} == {made.instance.cell(0, 0), made.instance.cell(0, 1)}
    assert {one.severity for one in found} == {Severity.FAIL}
    assert "A1 + B1 is 100, which is unsafe by itself" in found[0].message


def test_the_pattern_found_leaves_no_unsafe_sum():
    made = table()
    system = made.instance.system
    primary = numbers(made, (0, 0), (0, 1))
    found = suppress_secondary(system, publish_with(system, primary), POLICY)
    withheld = [*primary, *(cell.row * 1_000 + cell.column for cell in found.secondary)]
    assert found.unattainable == ()
    assert not findings(made, withheld)
    assert not made.unsafe_sums(withheld, P)


def test_what_evidence_cannot_tell_is_a_review_and_is_mended():
    """The largest of both cells may be one firm: then their sum is unsafe, else it is not."""
    cell = {1: 100.0, 2: 60.0, 3: 30.0}
    other = {4: 100.0, 5: 60.0, 6: 30.0}
    rest = [spread(100, 8, 50), spread(200, 8, 45), spread(300, 8, 40)]
    inner = [[cell, other, rest[0]], [*rest], [rest[2], rest[0], rest[1]]]
    rule = p_policy(31)
    made = owned_table(inner, 31, told="largest")
    withheld = numbers(made, *SQUARE)
    found = findings(made, withheld, rule)
    assert {one.severity for one in found if one.cells[0].row == 0} == {Severity.REVIEW}
    assert any("whether the same contributors stand in these cells" in one.message for one in found)
    named = findings(owned_table(inner, 31), withheld, rule)
    assert not any("A1 + B1" in one.message for one in named)
    system = made.instance.system
    better = suppress_secondary(system, publish_with(system, withheld[:2]), rule)
    every = [*withheld[:2], *(one.row * 1_000 + one.column for one in better.secondary)]
    assert not findings(made, every, rule)


def small(seed: int) -> OwnedTable:
    """A 3x3 table of few contributors, some of whom stand in several cells."""
    rng = np.random.default_rng(seed)
    inner = [
        [
            {
                int(owner): float(rng.integers(5, 60))
                for owner in rng.integers(0, 25, int(rng.integers(1, 5)))
            }
            for _ in range(3)
        ]
        for _ in range(3)
    ]
    return owned_table(inner, P)


@pytest.mark.parametrize("seed", range(12))
def test_audit_and_search_agree_with_a_judge_of_their_own(seed):
    made = small(seed)
    system = made.instance.system
    inner = [made.instance.number(*place) for place in itertools.product(range(3), range(3))]
    primary = [cell for cell in inner if system.upper_level[cell] > 0]
    found = suppress_secondary(system, publish_with(system, primary), POLICY)
    withheld = [*primary, *(cell.row * 1_000 + cell.column for cell in found.secondary)]
    broken = {cell for members in made.unsafe_sums(withheld, P) for cell in members}
    judged = audit(system, publish_with(system, withheld), POLICY)
    told = {one.cell.row * 1_000 + one.cell.column for one in judged.unprotected}
    assert broken <= told
    assert told == {cell.row * 1_000 + cell.column for cell in found.unattainable}


def test_looking_at_some_relations_alone_finds_the_sums_in_them():
    made = table()
    system = made.instance.system
    problem = pose(system, publish_with(system, []), POLICY, system.values, NO_PREFERENCES)
    every = UnsafeSums(system, POLICY, problem)
    rng = np.random.default_rng(1)
    for _ in range(20):
        withheld = rng.random(system.values.size) < 0.5
        rows = np.flatnonzero(rng.random(system.row_lower.size) < 0.5).astype(np.int32)
        expected = [one for one in every(withheld) if one.row in rows]
        assert not rows.size or every.of_rows(rows)(withheld) == expected
