"""Ways to protect are compared by what they cost and by what risk they leave."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.actions import RoundCells, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.protection.changing import perturb_tables
from sdc_desktop.core.protection.comparing import (
    Scene,
    compare_ways,
    find_actions,
    judge,
    usual_ways,
)
from sdc_desktop.core.protection.losing import loss_of
from sdc_desktop.core.protection.merging import combine_lines
from sdc_desktop.core.protection.perturbing import PerturbWish
from sdc_desktop.core.tables import Axis
from tests.core.build import STAMP, make_sheet, make_workbook, ref, table_of, with_totals
from tests.core.systems import POLICY

COUNTS = ((3, 40, 50), (20, 30, 60), (70, 80, 90))
KEY = bytes(range(32))


def check_of(*tables) -> Check:
    sheets = [
        make_sheet(with_totals(counts), f"Table {number}")
        for number, counts in enumerate(tables, start=1)
    ]
    return Check(make_workbook(*sheets), POLICY, tuple(table_of(sheet) for sheet in sheets))


def test_nothing_is_lost_before_anything_is_done():
    loss = loss_of(check_of(COUNTS)).together
    assert (loss.cells, loss.value, loss.withheld, loss.share, loss.changed.changed) == (
        16,
        4 * 443,
        0,
        0,
        0,
    )


def test_withheld_cells_and_their_value_are_counted_by_role():
    check = check_of(COUNTS, COUNTS)
    check = check.do(
        Withhold((ref("B2"),), SuppressionRole.PRIMARY, "[c]", STAMP),
        Withhold((ref("C2"), ref("D2", "Table 2")), SuppressionRole.SECONDARY, "[c]", STAMP),
    )
    loss = loss_of(check)
    first, second = (one for _, one in loss.tables)
    assert (first.primary, first.primary_value) == (1, 3)
    assert (first.secondary, first.secondary_value, second.secondary_value) == (1, 40, 50)
    assert (loss.together.withheld, loss.together.share) == (3, 100 * 3 / 32)
    assert loss.together.share_of_value == pytest.approx(100 * 93 / (8 * 443))


def test_combined_numbers_are_counted_apart_from_changed_ones():
    check = check_of(COUNTS)
    check = check.do(combine_lines(check, "Table 1", Axis.ROWS, (1, 2), STAMP))
    loss = loss_of(check).together
    assert (loss.combined, loss.changed.changed, loss.withheld) == (8, 0, 0)


def test_every_usual_way_is_tried_with_its_loss_and_its_risk():
    check = check_of(COUNTS)
    found = {one.way.name: one for one in compare_ways(Scene(check, STAMP), usual_ways(check, KEY))}
    assert next(iter(found)) == "suppress --cost value"
    assert {"round", "controlled-round", "midpoint", "small-count", "noise"} <= found.keys()
    assert all(one.problem is None for one in found.values())
    assert found["suppress --cost value"].loss.together.withheld == 4
    assert found["suppress --cost value"].worked_out == 0
    assert found["round"].loss.together.changed.changed > 0


def test_what_is_compared_is_what_applying_it_gives():
    check = check_of(COUNTS)
    for one in compare_ways(Scene(check, STAMP), usual_ways(check, KEY)):
        done = check.do(*one.actions)
        assert loss_of(done) == one.loss
        assert assess(done).count(Severity.FAIL) == one.at_risk


def test_fewest_cells_never_withholds_more_cells_and_smallest_value_no_more_value():
    check = check_of(((3, 14, 50, 20), (20, 4, 60, 33), (70, 80, 9, 41), (22, 35, 18, 60)))
    ways = [one for one in usual_ways(check, KEY) if one.name.startswith("suppress")]
    losses = {
        one.way.name[16:]: one.loss.together for one in compare_ways(Scene(check, STAMP), ways)
    }
    assert losses["cells"].secondary <= losses["value"].secondary
    assert losses["value"].secondary_value <= losses["cells"].secondary_value


def test_comparing_can_be_stopped():
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    check = check_of(COUNTS)
    with pytest.raises(Cancelled):
        next(compare_ways(Scene(check, STAMP), usual_ways(check, KEY), progress=stop))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([f"{c}{r}" for c in "BCDE" for r in "2345"]), unique=True))
def test_parts_of_the_loss_add_up_over_tables(places):
    cells = tuple(ref(place, f"Table {1 + number % 2}") for number, place in enumerate(places))
    check = check_of(COUNTS, COUNTS)
    loss = loss_of(check.do(Withhold(cells, SuppressionRole.PRIMARY, "[c]", STAMP)))
    assert sum(one.withheld for _, one in loss.tables) == loss.together.withheld == len(cells)
    assert sum(one.primary_value for _, one in loss.tables) == loss.together.primary_value


def test_a_rounded_sum_of_combined_lines_lies_beside_the_sum_and_not_beside_its_part():
    check = check_of(COUNTS)
    check = check.do(combine_lines(check, "Table 1", Axis.ROWS, (1, 2), STAMP))
    check = check.do(RoundCells((ref("B2"),), (25.0,), "conventional", 5, STAMP))
    changed = loss_of(check).together.changed
    assert (changed.changed, changed.largest) == (1, 2)


ROWS = [
    ["", "A", "B", "C", "All"],
    ["North", 3, 20, 30, 53],
    ["South", 25, 40, 50, 115],
    ["All", 28, 60, 80, 168],
]
OTHER = [[f"{one} x" if isinstance(one, str) else one for one in row] for row in ROWS]
ONE, TWO = make_sheet(ROWS), make_sheet(OTHER, "Table 2")
CHECK = Check(make_workbook(ONE, TWO), POLICY, (table_of(ONE), table_of(TWO)))
CELLS = tuple(CellRef("Table 1", row, column) for row in (1, 2, 3) for column in (1, 2, 3, 4))
RISKY = CELLS[0]
HERE = Scene(CHECK, STAMP, CELLS, CELLS)
SUPPRESS, *_ = usual_ways(CHECK, KEY)


def test_suppression_protects_what_was_asked_about_and_no_more():
    actions = find_actions(HERE, SUPPRESS)
    withheld = [cell for one in actions if isinstance(one, Withhold) for cell in one.cells]
    assert {cell.sheet for cell in withheld} == {"Table 1"}
    found = judge(HERE, SUPPRESS, actions)
    assert found.is_safe
    lost = found.loss.together
    assert lost.withheld == len(withheld) == 4
    value = sum(CHECK.workbook.value(cell) for cell in withheld)
    assert lost.primary_value + lost.secondary_value == value
    assert lost.share_of_value == 100 * value / sum(map(CHECK.workbook.value, CELLS))


def test_what_is_rounded_beside_withheld_cells_gives_nothing_away():
    way = next(one for one in usual_ways(CHECK, KEY) if one.name == "round")
    found = judge(HERE, way, find_actions(HERE, way))
    assert found.is_safe
    assert found.loss.together.primary >= 1
    assert found.loss.together.changed.changed > 1
    acted = [cell for one in found.actions for cell in one.cells]
    assert {cell.sheet for cell in acted} == {"Table 1"}


def test_cells_that_are_safe_need_nothing():
    assert find_actions(Scene(CHECK, STAMP, (CELLS[5],)), SUPPRESS) == ()


def test_what_a_reader_can_work_out_is_counted():
    alone = Withhold((RISKY,), SuppressionRole.PRIMARY, "[c]", STAMP)
    found = judge(HERE, SUPPRESS, (alone,))
    assert (found.worked_out, found.is_safe) == (1, False)


def test_nothing_done_leaves_what_is_at_risk():
    found = judge(HERE, SUPPRESS, ())
    assert (found.loss.together.withheld, found.loss.together.changed.changed) == (0, 0)
    assert found.at_risk == 1


def test_the_loss_of_changed_numbers_is_told():
    rounded = RoundCells((RISKY, CELLS[1]), (5.0, 20.0), "conventional", 5.0, STAMP)
    changed = judge(HERE, SUPPRESS, (rounded,)).loss.together.changed
    assert (changed.compared, changed.changed, changed.largest) == (12, 1, 2.0)


def test_judging_is_what_the_check_says_afterwards():
    actions = find_actions(HERE, SUPPRESS)
    after = assess(CHECK.do(*actions))
    found = judge(HERE, SUPPRESS, actions)
    assert found.worked_out == len(after.audit.unprotected)
    assert np.isfinite(found.loss.together.changed.hellinger)
    assert CHECK.actions == ()


def test_the_loss_of_a_number_beside_all_tables_is_told():
    sheet = make_sheet([*ROWS, ["", "", "", "", ""], ["Sent out", 640, "", "", ""]])
    check = Check(make_workbook(sheet), POLICY, (table_of(make_sheet(ROWS)),))
    beside = CellRef("Table 1", 5, 1)
    rounded = RoundCells((beside,), (650.0,), "conventional", 50.0, STAMP)
    lost = judge(Scene(check, STAMP, (beside,)), SUPPRESS, (rounded,)).loss.together
    assert (lost.cells, lost.changed.changed, lost.changed.largest) == (1, 1, 10)


def test_every_way_does_to_the_whole_workbook_what_protect_does():
    for way in usual_ways(CHECK, KEY):
        if isinstance(way.how, PerturbWish):
            assert find_actions(Scene(CHECK, STAMP), way) == (
                perturb_tables(CHECK, way.how, STAMP).actions
            )
