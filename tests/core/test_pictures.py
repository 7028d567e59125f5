"""What pictures are drawn from."""

import numpy as np

from sdc_desktop.core.actions import RoundCells
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.outcome import SumsOutcome, sums_outcome
from sdc_desktop.core.pictures import (
    Outcome,
    counts_near_threshold,
    losses,
    map_tables,
    moves,
    sum_errors,
)
from sdc_desktop.core.policy import Policy, UnsafeRange
from tests.core.build import STAMP, make_sheet, make_workbook, ref, table_of, with_totals, withhold

TEN = RoundCells((ref("D2"),), (10.0,), "conventional", 5.0, STAMP)
FIFTY = RoundCells((ref("E2"),), (50.0,), "conventional", 5.0, STAMP)
POLICY = Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 4), asks_for_secondary=False)


def check_of(*actions) -> Check:
    sheet = make_sheet(with_totals([[1, 40, 9], [3, 0, 17]]))
    return Check(make_workbook(sheet), POLICY, (table_of(sheet),)).do(*actions)


def test_the_map_says_what_became_of_each_cell_and_what_is_worst_wins() -> None:
    check = check_of(withhold("B2", "C2"), TEN, FIFTY)
    [found] = map_tables(check.workbook, assess(check))
    outcomes = found.outcomes[:2].tolist()
    assert outcomes[1][0] == Outcome.AT_RISK
    assert outcomes[0][2:] == [Outcome.CHANGED, Outcome.CHANGED]
    assert outcomes[0][1] in {Outcome.WITHHELD, Outcome.AT_RISK}


def test_withheld_counts_are_told_one_by_one_on_the_screen_only() -> None:
    check = check_of(withhold("B2", "B3"))
    known = assess(check)
    for with_source, expected in ((True, 2), (False, 0)):
        bars = counts_near_threshold(
            check.workbook,
            check.tables,
            known.published,
            POLICY.unsafe_counts,
            with_source=with_source,
        )
        assert bars.withheld.sum() == expected
        assert bars.withheld_at_all == 2
        assert bars.shown[[0, 1, 3, 9, 17]].tolist() == [1, 0, 0, 1, 1]


def test_losses_and_moves_count_what_was_withheld_and_changed() -> None:
    check = check_of(withhold("B2"), TEN)
    known = assess(check)
    [loss] = losses(check.workbook, check.tables, known.published)
    assert (loss.numbers, loss.withheld, loss.changed) == (12, 1, 1)
    assert moves(check.workbook, check.tables, known.published).by.tolist() == [1.0]


def test_the_errors_of_sums_are_those_between_shown_numbers() -> None:
    check = check_of(TEN)
    known = assess(check)
    assert sorted(sum_errors(known.system, known.published).tolist()) == [-1, -1, 0, 0, 0, 0, 0]
    hidden = assess(check.do(withhold("D2")))
    assert np.all(sum_errors(hidden.system, hidden.published) == 0)


def test_a_record_counts_the_sums_that_no_longer_hold() -> None:
    known = assess(check_of(TEN))
    assert sums_outcome(known.system, known.published) == SumsOutcome(shown=7, missed=2)
