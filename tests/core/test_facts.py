"""What readers know from elsewhere counts in the audit and in suppression, and stays out of the
public record."""

from __future__ import annotations

import numpy as np
import pytest

from sdc_desktop.core.action_json import action_as_json, action_from_json
from sdc_desktop.core.actions import StateFact, Withhold
from sdc_desktop.core.audit import FeasibilityInterval
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.record_reduction import Reduction
from tests.core.build import STAMP, make_sheet, make_workbook, ref, table_of, with_totals, withhold
from tests.core.systems import EXACT_ONLY, POLICY

COUNTS = [[120, 3, 40], [25, 4, 700], [60, 50, 30]]


def fact(lower: float, upper: float, *places: str) -> StateFact:
    return StateFact(tuple(map(ref, places)), lower, upper, STAMP)


def check_of(*actions: StateFact | Withhold) -> Check:
    sheet = make_sheet(with_totals(COUNTS))
    return Check(make_workbook(sheet), POLICY, (table_of(sheet),)).do(*actions)


def intervals(check: Check) -> dict[str, FeasibilityInterval]:
    return {one.cell.a1: one for one in assess(check).audit.intervals}


HIDDEN = withhold("C2", "C3", "D2", "D3")


def test_a_footnote_that_gives_one_cell_away_gives_its_neighbours_away():
    assert not intervals(check_of(HIDDEN))["C3"].is_exact
    found = intervals(check_of(HIDDEN, fact(3, 3, "C2")))
    assert {name: (one.lower, one.upper) for name, one in found.items()} == {
        "C2": (3, 3),
        "C3": (4, 4),
        "D2": (40, 40),
        "D3": (700, 700),
    }


def test_a_least_number_narrows():
    found = intervals(check_of(HIDDEN, fact(2, np.inf, "C2")))
    assert found["C2"].lower == 2
    assert found["C3"].upper == 5


def test_a_sum_is_known_from_elsewhere():
    found = intervals(check_of(withhold("B2", "C2", "B3", "C3"), fact(28, 29, "C2", "B3")))
    assert found["C2"].upper - found["C2"].lower < 29


def test_a_fact_that_the_source_contradicts_is_passed_over():
    assert intervals(check_of(HIDDEN, fact(9, 9, "C2"))) == intervals(check_of(HIDDEN))


def test_a_fact_about_a_cell_outside_all_tables_changes_nothing():
    assert intervals(check_of(HIDDEN, fact(3, 3, "A1"))) == intervals(check_of(HIDDEN))


def test_suppression_takes_facts_into_account():
    without = suppress(check_of(), STAMP).actions
    check = check_of(fact(40, 40, "D2"), fact(700, 700, "D3"))
    done = check.do(*suppress(check, STAMP).actions)
    assert without
    assert not assess(done).audit.unprotected


def test_the_window_forgets_no_fact_between_two_assessments():
    before = check_of(HIDDEN)
    after = before.do(fact(3, 3, "C2"))
    first = assess(before)
    again = assess(after, system=first.system, previous=first)
    assert again.audit == assess(after).audit


def test_the_journal_keeps_the_numbers_and_the_record_does_not():
    one = fact(3, np.inf, "C2")
    journal = action_as_json(one, with_values=False, with_parameters=True)
    record = action_as_json(one, with_values=True, with_parameters=False)
    assert action_from_json(journal) == one
    assert "lower" not in record
    read = action_from_json(record)
    assert isinstance(read, StateFact)
    assert (read.cells, read.lower, read.upper) == (one.cells, -np.inf, np.inf)


def test_a_fact_does_not_make_a_withheld_cell_look_shown_to_the_record():
    rounding_first = (HIDDEN, fact(3, 3, "C2"))
    reduced = Reduction(rounding_first).actions()
    assert reduced == rounding_first


def test_the_least_is_not_above_the_greatest():
    with pytest.raises(ValueError, match="least"):
        fact(4, 3, "C2")


def test_policies_that_ask_only_for_exactness_see_facts_too():
    sheet = make_sheet(with_totals(COUNTS))
    check = Check(make_workbook(sheet), EXACT_ONLY, (table_of(sheet),))
    assert assess(check.do(HIDDEN, fact(3, 3, "C2"))).audit.unprotected
