"""What a checker wishes of secondary suppression is heeded, and never at the cost of protection."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.actions import Release, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.evidence import CONTRIBUTORS, Evidence
from sdc_desktop.core.protection.automatic import find_secondary, suppress, withhold_unsafe
from sdc_desktop.core.protection.preferences import Cost, Preferences
from sdc_desktop.core.protection.weighing import (
    NoContributorsError,
    contributors_of,
    totals_avoided,
    withheld_by,
)
from sdc_desktop.core.published import publish
from sdc_desktop.core.tables import Statistic
from tests.core.build import STAMP, make_sheet, make_workbook, ref, table_of, with_totals
from tests.core.systems import POLICY

COUNTS = ((3, 40, 50), (20, 30, 60), (70, 80, 90))
tables = st.lists(
    st.lists(st.integers(0, 30), min_size=3, max_size=4), min_size=3, max_size=4
).filter(lambda rows: len({len(row) for row in rows}) == 1)


def check_of(*tables_of_counts, statistic: Statistic = Statistic.COUNT) -> Check:
    sheets = [
        make_sheet(with_totals(counts), f"Table {number}")
        for number, counts in enumerate(tables_of_counts, start=1)
    ]
    found = tuple(table_of(sheet, statistic=statistic) for sheet in sheets)
    return Check(make_workbook(*sheets), POLICY, found)


def withheld(check: Check, preferences: Preferences) -> frozenset[CellRef]:
    return withheld_by(suppress(check, STAMP, preferences=preferences).actions)


def test_fewest_cells_may_take_totals_unless_they_are_avoided():
    check = check_of(((3, 40), (20, 30)))
    avoided = Preferences(cost=Cost.CELLS, factors=totals_avoided(check.tables))
    assert withheld(check, avoided) == {ref("B2"), ref("C2"), ref("B3"), ref("C3")}


def test_totals_are_withheld_where_nothing_else_protects():
    check = check_of(((3, 0, 0), (20, 30, 40), (50, 60, 70)))
    found = withheld(check, Preferences(factors=totals_avoided(check.tables)))
    assert ref("E2") in found
    assert not assess(check.do(*suppress(check, STAMP).actions)).audit.unprotected


@settings(max_examples=25, deadline=None)
@given(tables, st.sampled_from(list(Cost)), st.booleans())
def test_whatever_is_wished_zeros_never_protect_and_nothing_is_left_short(counts, cost, avoid):
    check = check_of(counts)
    wishes = Preferences(cost=cost, factors=totals_avoided(check.tables) if avoid else ())
    first = check.do(*withhold_unsafe(check, STAMP))
    found = find_secondary(first, preferences=wishes)
    assert all(check.workbook.value(cell) != 0 for cell in found.secondary)
    done = first.do(Withhold(found.secondary, SuppressionRole.SECONDARY, "[c]", STAMP))
    assert {one.cell for one in assess(done).audit.unprotected} <= set(found.unattainable)


def test_own_weights_turn_the_pattern_aside():
    check = check_of(COUNTS)
    plain = withheld(check, Preferences())
    dear = tuple((cell, 100.0) for cell in plain)
    assert plain & withheld(check, Preferences(factors=dear)) == {ref("B2")}


def test_several_weights_of_one_cell_are_multiplied():
    check = check_of(COUNTS)
    from_relations = suppress(
        check, STAMP, preferences=Preferences(factors=((ref("C2"), 4.0), (ref("C2"), 25.0)))
    ).actions
    once = suppress(check, STAMP, preferences=Preferences(factors=((ref("C2"), 100.0),))).actions
    assert from_relations == once


def test_the_last_pattern_is_preferred():
    check = check_of(COUNTS)
    last = frozenset({ref("B2"), ref("D2"), ref("B4"), ref("D4")})
    assert withheld(check, Preferences(previous=last)) == last


def test_contributors_of_sums_decide_where_evidence_has_them():
    check = check_of(((900, 40, 50), (20, 30, 60), (70, 80, 90)), statistic=Statistic.SUM)
    many = np.full((5, 5), np.nan)
    many[1:5, 1:5] = 100
    many[2, 2] = 1
    check = replace(check, evidence=Evidence({"Table 1": {CONTRIBUTORS: many}}))
    wishes = Preferences(cost=Cost.CONTRIBUTORS, contributors=contributors_of(check))
    first = check.do(Withhold((ref("B2"),), SuppressionRole.PRIMARY, "[c]", STAMP))
    assert ref("C3") in find_secondary(first, preferences=wishes).secondary


def test_sums_without_numbers_of_contributors_are_said():
    with pytest.raises(NoContributorsError):
        contributors_of(check_of(COUNTS, statistic=Statistic.SUM))


def test_counts_are_their_own_contributors():
    assert contributors_of(check_of(COUNTS)) == {}


def test_what_was_shown_again_is_no_part_of_the_pattern():
    first = Withhold((ref("B2"), ref("C2")), SuppressionRole.PRIMARY, "[c]", STAMP)
    assert withheld_by((first, Release((ref("C2"),), STAMP))) == {ref("B2")}


@settings(max_examples=15, deadline=None)
@given(tables, st.integers(0, 5))
def test_tables_with_the_same_labels_get_the_same_pattern(counts, more):
    other = [[value + more * (row + 2) for value in line] for row, line in enumerate(counts)]
    check = check_of(counts, other)
    actions = suppress(check, STAMP, preferences=Preferences(same_pattern=True)).actions
    published = publish(check.workbook, actions)
    places = {name: set() for name in ("Table 1", "Table 2")}
    for cell in published.markers:
        places[cell.sheet].add((cell.row, cell.column))
    for row, column in places["Table 1"] ^ places["Table 2"]:
        assert 0 in (check.workbook.value(CellRef(name, row, column)) for name in places)


def test_a_common_pattern_is_sound_and_its_bound_holds():
    check = check_of(COUNTS, ((70, 80, 90), (20, 4, 60), (33, 40, 50)))
    first = check.do(*withhold_unsafe(check, STAMP))
    found = find_secondary(first, preferences=Preferences(same_pattern=True))
    apart = find_secondary(first)
    assert apart.objective <= found.objective
    assert 0 < found.lower_bound <= found.objective
    done = first.do(Withhold(found.secondary, SuppressionRole.SECONDARY, "[c]", STAMP))
    assert not assess(done).audit.unprotected


def unlike_tables() -> Check:
    """Two tables of 12 x 8 counts with the same labels; other cells of each are small."""
    rng = np.random.default_rng(3)
    parts = (rng.poisson(40 * rng.lognormal(0, 1, (12, 8))) for _ in range(2))
    return check_of(*(tuple(map(tuple, one.tolist())) for one in parts))


def common_places(cells) -> tuple[set[tuple[int, int]], ...]:
    return tuple(
        {(cell.row, cell.column) for cell in cells if cell.sheet == name}
        for name in ("Table 1", "Table 2")
    )


def test_common_patterns_are_told_of_and_each_is_cheaper_or_better_proved():
    check, told = unlike_tables(), []
    wishes = Preferences(same_pattern=True)
    found = suppress(check, STAMP, preferences=wishes, report=told.append).secondary
    assert found is not None
    assert len(told) > 1
    assert found.objective <= told[-1].objective
    for one, after in pairwise(told):
        assert (after.objective, -after.lower_bound) < (one.objective, -one.lower_bound)
    primary = [cell for one in withhold_unsafe(check, STAMP) for cell in one.cells]
    zeros = {cell for cell in found.secondary if not check.workbook.value(cell)}
    assert not zeros
    for one in told:
        first, second = common_places([*primary, *one.secondary])
        assert first == second


def test_a_search_for_a_common_pattern_can_be_stopped_and_its_best_kept():
    check, told = unlike_tables(), []

    def stop_after_the_first(done: int, total: int, what: str) -> None:
        if told:
            raise Cancelled

    wishes = Preferences(same_pattern=True)
    found = suppress(
        check, STAMP, preferences=wishes, report=told.append, progress=stop_after_the_first
    )
    assert found.secondary is not None
    assert found.secondary.secondary == told[-1].secondary
    assert not assess(check.do(*found.actions)).audit.unprotected


def test_every_secondary_cell_of_the_actions_says_what_it_protects():
    check = check_of(COUNTS)
    role = SuppressionRole.SECONDARY
    (action,) = [
        one
        for one in suppress(check, STAMP).actions
        if isinstance(one, Withhold) and one.role is role
    ]
    assert action.protects == ((ref("B2"),),) * len(action.cells)
