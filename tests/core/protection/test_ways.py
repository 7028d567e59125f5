"""Ways to protect are compared by what they cost and by what risk they leave."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.actions import RoundCells, SuppressionRole, Withhold
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.protection.losing import loss_of
from sdc_desktop.core.protection.merging import combine_lines
from sdc_desktop.core.protection.ways import compare_ways, usual_ways
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
    found = {one.way.name: one for one in compare_ways(check, usual_ways(check, KEY), STAMP)}
    assert next(iter(found)) == "suppress --cost value"
    assert {"round", "controlled-round", "midpoint", "small-count", "noise"} <= found.keys()
    assert all(one.problem == "" for one in found.values())
    assert found["suppress --cost value"].loss.together.withheld == 4
    assert found["suppress --cost value"].worked_out == 0
    assert found["round"].loss.together.changed.changed > 0


def test_what_is_compared_is_what_applying_it_gives():
    check = check_of(COUNTS)
    for one in compare_ways(check, usual_ways(check, KEY), STAMP):
        done = check.do(*one.actions)
        assert loss_of(done) == one.loss
        assert assess(done).count(Severity.FAIL) == one.at_risk


def test_fewest_cells_never_withholds_more_cells_and_smallest_value_no_more_value():
    check = check_of(((3, 14, 50, 20), (20, 4, 60, 33), (70, 80, 9, 41), (22, 35, 18, 60)))
    ways = [one for one in usual_ways(check, KEY) if one.name.startswith("suppress")]
    losses = {one.way.name[16:]: one.loss.together for one in compare_ways(check, ways, STAMP)}
    assert losses["cells"].secondary <= losses["value"].secondary
    assert losses["value"].secondary_value <= losses["cells"].secondary_value


def test_comparing_can_be_stopped():
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    check = check_of(COUNTS)
    with pytest.raises(Cancelled):
        next(compare_ways(check, usual_ways(check, KEY), STAMP, progress=stop))


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
