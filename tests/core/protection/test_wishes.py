"""What a checker wishes of cells is heeded wherever others are chosen to protect what is unsafe."""

from dataclasses import replace

import pytest

from sdc_desktop.core.actions import Action, Prefer, SuppressionRole, Wish, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.protection.preferences import NO_PREFERENCES
from sdc_desktop.core.protection.wishes import LET_GO, wishes_of, with_wishes
from sdc_desktop.core.published import publish
from sdc_desktop.core.record_reduction import Reduction
from tests.core.build import STAMP, make_sheet, make_workbook, table_of
from tests.core.systems import POLICY

SHEET = make_sheet(
    [
        ["", "A", "B", "C", "All"],
        ["North", 3, 20, 30, 53],
        ["South", 25, 40, 50, 115],
        ["West", 60, 70, 80, 210],
        ["All", 88, 130, 160, 378],
    ]
)
CHECK = Check(make_workbook(SHEET), POLICY, (table_of(SHEET),))


def cell(place: str) -> CellRef:
    return CellRef.parse("Table 1", place)


def prefer(wish: Wish, *places: str, factor: float = 1.0) -> Prefer:
    return Prefer(tuple(map(cell, places)), wish, STAMP, factor)


def secondary(*actions: Action) -> set[str]:
    found = suppress(CHECK.do(*actions), STAMP).actions
    return {
        one.a1
        for action in found
        if isinstance(action, Withhold) and action.role is SuppressionRole.SECONDARY
        for one in action.cells
    }


def test_without_wishes_the_cheapest_cells_go():
    assert secondary() == {"C2", "B3", "C3"}


def test_what_must_stay_shown_is_never_chosen_to_protect_others():
    assert secondary(prefer(Wish.KEEP, "C3")) == {"D2", "B3", "D3"}


def test_what_may_go_is_chosen_before_others():
    assert secondary(prefer(Wish.LET_GO, "D2", "D3")) == {"D2", "B3", "D3"}


def test_what_costs_more_is_chosen_after_others():
    assert secondary(prefer(Wish.WEIGH, "C2", "C3", factor=50)) == {"D2", "B3", "D3"}


def test_the_latest_wish_for_a_cell_counts():
    keep, none = prefer(Wish.KEEP, "C3", "D4"), prefer(Wish.NONE, "C3")
    assert wishes_of((keep, none)) == {cell("D4"): keep}
    assert secondary(prefer(Wish.KEEP, "C3"), none) == secondary()


def test_wishes_come_to_the_preferences_that_were_there():
    before = replace(NO_PREFERENCES, must_stay=frozenset({cell("E5")}))
    after = with_wishes(before, (prefer(Wish.KEEP, "B3"), prefer(Wish.LET_GO, "B4")))
    assert after.must_stay == {cell("E5"), cell("B3")}
    assert after.factors == ((cell("B4"), LET_GO),)


def test_an_unsafe_cell_goes_whatever_is_wished():
    check = CHECK.do(prefer(Wish.KEEP, "B2"))
    shown = publish(check.workbook, (*check.actions, *suppress(check, STAMP).actions))
    assert cell("B2") in shown.markers


def test_a_wish_changes_nothing_that_is_shown():
    shown = publish(CHECK.workbook, (prefer(Wish.KEEP, "B2", "C3"),))
    assert not shown.changes()


def test_a_wish_after_withholding_leaves_the_cell_withheld_in_the_record():
    withhold = Withhold((cell("B2"),), SuppressionRole.PRIMARY, "[c]", STAMP)
    alone = Reduction((withhold,))
    with_wish = Reduction((withhold, prefer(Wish.KEEP, "B2")))
    assert with_wish._withheld == alone._withheld == {cell("B2")}


@pytest.mark.parametrize("factor", [0, -1, float("inf"), float("nan")])
def test_a_factor_lies_above_0(factor):
    with pytest.raises(ValueError, match="above 0"):
        prefer(Wish.WEIGH, "B2", factor=factor)
