"""The joint audit of two releases against an attacker of another make."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.actions import SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Assessment, Check, assess
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.releases.contradictions import find_contradicted
from sdc_desktop.core.releases.system_rows import (
    Row,
    fill_from_source,
    keep_rows,
    rows_across,
    with_rows,
)
from tests.core.build import STAMP
from tests.core.systems import system_of
from tests.releases import book, known_check, protected, reader_ends, two_releases

seeds = st.integers(0, 10_000)
sizes = st.tuples(st.integers(3, 5), st.integers(2, 3))


@settings(max_examples=30, deadline=None)
@given(seeds, sizes)
def test_the_joint_intervals_are_those_of_an_independent_reader(seed, size):
    releases = two_releases(seed, *size, largest=25)
    now, before = protected(releases.now), protected(releases.before)
    check = known_check(book(now), book(before, name="before.xlsx"))
    jointly = assess(check).jointly
    expected = reader_ends(releases, now, before)
    found = {
        (int(one.cell.sheet != "Table 1"), one.cell.row - 1, one.cell.column): (
            one.lower,
            one.upper,
        )
        for one in jointly.all.intervals
    }
    assert found == expected


@pytest.mark.parametrize("seed", range(1, 7))
def test_protection_beside_an_earlier_release_leaves_nothing_that_it_could_protect(seed):
    releases = two_releases(seed, 3 + seed % 3, 2 + seed % 2, largest=25)
    before = book(protected(releases.before), name="before.xlsx")
    check = known_check(book(releases.now), before)
    after = assess(check.do(*suppress(check, STAMP).actions))
    for one in after.audit.intervals:
        truth = check.workbook.value(one.cell)
        assert one.lower <= truth <= one.upper
    assert short(after) <= short(assess(check.do(everything(check))))


def short(assessment: Assessment) -> set[CellRef]:
    """Return the cells of both releases that a reader can narrow too far."""
    return {one.cell for one in assessment.jointly.all.unprotected}


def everything(check: Check) -> Withhold:
    """Return the action that withholds all of a workbook but its zeros."""
    cells = (cell for table in check.tables for cell in table.body.cells(table.sheet))
    some = tuple(cell for cell in cells if check.workbook.value(cell) > 0)
    return Withhold(some, SuppressionRole.SECONDARY, "[c]", STAMP)


@pytest.mark.parametrize("seed", range(3))
def test_an_assessment_after_an_edit_equals_a_new_one(seed):
    releases = two_releases(seed, 4, 3, largest=25)
    before = book(protected(releases.before), name="before.xlsx")
    check = known_check(book(releases.now), before)
    first = assess(check)
    after = check.do(*suppress(check, STAMP).actions)
    updated = assess(after, system=first.system, previous=first, comparison=first.comparison)
    anew = assess(after)
    assert updated.jointly.all == anew.jointly.all
    assert updated.findings == anew.findings
    back = assess(check, system=first.system, previous=updated, comparison=first.comparison)
    assert back.findings == first.findings


@settings(max_examples=15, deadline=None)
@given(seeds, sizes)
def test_an_earlier_release_never_makes_a_reader_know_less(seed, size):
    releases = two_releases(seed, *size, largest=25)
    now, before = protected(releases.now), protected(releases.before)
    alone = {one.cell: one for one in assess(known_check(book(now))).audit.intervals}
    for one in assess(known_check(book(now), book(before, name="before.xlsx"))).audit.intervals:
        assert one.lower >= alone[one.cell].lower
        assert one.upper <= alone[one.cell].upper


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_the_joint_system_of_one_release_with_itself_is_that_release(seed):
    releases = two_releases(seed, largest=25)
    now = protected(releases.now)
    alone = assess(known_check(book(now))).audit.intervals
    together = assess(known_check(book(now), book(now, name="same.xlsx"))).audit.intervals
    assert [(one.cell, one.lower, one.upper) for one in alone] == [
        (one.cell, one.lower, one.upper) for one in together
    ]


def small_system() -> RelationSystem:
    """x0 + x1 = x2 and x3 = x0; x0 and x1 are unknown."""
    values = np.array([np.nan, np.nan, 10.0, 12.0])
    return system_of(values, [([0, 1, 2], [1, 1, -1]), ([0, 3], [1, -1])])


def test_a_link_that_cannot_hold_is_given_up():
    found = find_contradicted(small_system(), np.array([False, True]))
    assert found.tolist() == [False, True]


def test_what_may_not_give_stays():
    found = find_contradicted(small_system(), np.array([False, False]))
    assert found.tolist() == [False, False]


def test_rows_are_added_and_taken_out():
    system = with_rows(small_system(), [Row((1, 3), (1.0, -1.0), -2.0, 2.0, "nearly")])
    assert system.shape == (3, 4)
    assert (system.row_lower[2], system.row_upper[2], system.reasons[2]) == (-2, 2, "nearly")
    kept = keep_rows(system, np.array([True, False, True]))
    assert kept.columns.tolist() == [0, 1, 2, 1, 3]
    assert kept.row_starts.tolist() == [0, 3, 5]


def test_rows_across_groups_are_told():
    assert rows_across(small_system(), [0, 0, 0, 1]).tolist() == [False, True]


def test_numbers_that_the_source_tells_are_filled_in_and_others_not():
    told = fill_from_source(small_system(), np.array([True, True, True, True]))
    assert told[0] == 12
    assert np.isnan(told[1])
    kept = fill_from_source(small_system(), np.array([False, True, True, True]))
    assert np.isnan(kept[:2]).all()
