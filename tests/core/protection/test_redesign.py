"""Categories that are worth combining are named with what it saves and what it costs."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.protection.merging import adjacent_parts
from sdc_desktop.core.protection.redesign import Redesigns, find_redesigns
from sdc_desktop.core.tables import Axis
from tests.core.build import STAMP, make_sheet, make_workbook, table_of, with_totals
from tests.core.systems import POLICY


def check_of(counts) -> Check:
    sheet = make_sheet(with_totals(counts))
    return Check(make_workbook(sheet), POLICY, (table_of(sheet),))


def test_the_pair_that_removes_all_need_to_withhold_is_first():
    check = check_of(((120, 45, 90), (64, 3, 80), (70, 4, 60), (51, 32, 28)))
    best = find_redesigns(check).offers[0]
    assert (best.merge.axis, best.is_enough) == (Axis.COLUMNS, True)
    assert (best.before.cells, best.after.cells, best.gone) == (6, 0, 5)
    assert "nothing would be withheld instead of 6 cells" in best.message()


def test_nothing_is_named_where_nothing_is_unsafe():
    assert find_redesigns(check_of(((20, 30), (40, 50)))).offers == ()


def test_a_table_without_totals_has_no_categories_to_combine():
    sheet = make_sheet([["Area", "A", "B"], ["North", 3, 40], ["South", 20, 30]])
    check = Check(make_workbook(sheet), POLICY, (table_of(sheet, totals=False),))
    assert find_redesigns(check).offers == ()


counts = st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=4), min_size=3, max_size=4)


@settings(max_examples=15, deadline=None)
@given(counts.filter(lambda rows: len({len(row) for row in rows}) == 1))
def test_what_is_said_of_a_pair_holds_when_it_is_combined(numbers):
    check = check_of(numbers)
    found = find_redesigns(check).offers
    assert len(found) <= 3
    for one in found:
        merge = one.merge
        assert (merge.first, merge.second) in adjacent_parts(check.tables[0], merge.axis)
        assert one.after.cells <= one.before.cells / 2
        done = check.do(merge, *suppress(check.do(merge), STAMP).actions)
        if one.is_enough:
            assert not assess(done).published.markers


def test_tables_beyond_the_budget_are_counted_and_not_looked_at():
    check = check_of(((120, 45, 90), (64, 3, 80), (70, 4, 60), (51, 32, 28)))
    assert find_redesigns(check, most_cells=10) == Redesigns((), 1)


def test_large_tables_are_answered_with_the_same_offers_each_time():
    rng = np.random.default_rng(1)
    check = check_of(rng.poisson(25 * rng.lognormal(0, 0.8, (20, 10))).tolist())
    assert find_redesigns(check) == find_redesigns(check)
