"""The audit after an edit equals the audit from scratch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.audit import audit
from sdc_desktop.core.audit_update import update_audit
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.published import Published
from sdc_desktop.core.relations import build_relations
from tests.core.build import make_sheet, make_workbook, table_of, with_totals, withhold
from tests.core.systems import (
    EXACT_ONLY,
    POLICY,
    SHEET,
    ZEROS_WITHHELD,
    Instance,
    hierarchy_instance,
    publish_with,
    table_instance,
)


@st.composite
def tables(draw: st.DrawFn) -> Instance:
    kind = draw(st.sampled_from(["two-way", "three-way", "hierarchy"]))
    shape = {"two-way": (6, 5), "three-way": (3, 3, 2), "hierarchy": (7, 3)}[kind]
    leaves = np.random.default_rng(draw(st.integers(0, 10_000))).poisson(4, shape)
    return hierarchy_instance(leaves, [3, 2, 2]) if kind == "hierarchy" else table_instance(leaves)


@st.composite
def outcomes(draw: st.DrawFn, instance: Instance) -> Published:
    values = instance.system.values
    numbers = st.integers(0, values.size - 1)
    withheld = draw(st.sets(numbers, max_size=14))
    rounded = draw(st.sets(numbers, max_size=4)) - withheld
    marker = draw(st.sampled_from(["[c]", "<10"]))
    exempt = draw(st.sets(numbers, max_size=2))
    shown = {number: float(5 * np.rint(values[number] / 5)) for number in rounded}
    return publish_with(
        instance.system, sorted(withheld), marker=marker, exempt=exempt, rounded=shown, base=5.0
    )


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_run_of_edits_gives_what_the_audit_from_scratch_gives(data: st.DataObject):
    instance = data.draw(tables())
    policy = data.draw(st.sampled_from([POLICY, EXACT_ONLY, ZEROS_WITHHELD, None]))
    before = data.draw(outcomes(instance))
    known = audit(instance.system, before, policy)
    for _ in range(2):
        now = data.draw(outcomes(instance))
        known = update_audit(known, before, instance.system, now, policy)
        assert known == audit(instance.system, now, policy)
        before = now


def _one_more(instance: Instance, withheld: list[int], more: int) -> tuple[Published, Published]:
    system = instance.system
    return publish_with(system, withheld), publish_with(system, [*withheld, more])


def test_what_an_edit_does_not_touch_is_carried_over():
    instance = table_instance(np.arange(10, 110).reshape(10, 10))
    far = [instance.number(row, column) for row in (8, 9) for column in (8, 9)]
    near = [instance.number(row, column) for row in (0, 1) for column in (0, 1)]
    before, now = _one_more(instance, [*far, *near[:3]], near[3])
    known = audit(instance.system, before, POLICY)
    updated = update_audit(known, before, instance.system, now, POLICY)
    old = {id(one) for one in known.intervals}
    carried = [one.cell for one in updated.intervals if id(one) in old]
    assert carried == [instance.system.cells[number] for number in sorted(far)]


def test_a_shown_cell_gives_its_neighbours_away():
    instance = table_instance(np.arange(10, 35).reshape(5, 5))
    four = [instance.number(row, column) for row in (0, 1) for column in (0, 1)]
    now, before = _one_more(instance, four[:3], four[3])
    known = audit(instance.system, before, POLICY)
    assert not any(one.is_exact for one in known.intervals)
    updated = update_audit(known, before, instance.system, now, POLICY)
    assert [one.is_exact for one in updated.intervals] == [True] * 3


def test_a_withheld_cell_outside_all_tables_stays_unassessed():
    instance = table_instance([[30, 40], [20, 50]])
    before = _with_a_line_below(publish_with(instance.system, []), is_withheld=False)
    now = _with_a_line_below(publish_with(instance.system, []), is_withheld=True)
    updated = update_audit(
        audit(instance.system, before, POLICY), before, instance.system, now, POLICY
    )
    assert [one.is_certified for one in updated.intervals] == [False]
    assert updated == audit(instance.system, now, POLICY)


def _with_a_line_below(published: Published, *, is_withheld: bool) -> Published:
    statuses = np.pad(published.statuses[SHEET], ((0, 1), (0, 0)))
    statuses[-1, 0] = int(is_withheld)
    values = np.pad(published.values[SHEET], ((0, 1), (0, 0)))
    return replace(published, statuses={SHEET: statuses}, values={SHEET: values}, bases={})


def test_an_assessment_that_knows_the_one_before_finds_the_same():
    sheet = make_sheet(with_totals([[3, 40, 50, 60], [20, 30, 60, 70], [70, 80, 90, 5]]))
    workbook, table = make_workbook(sheet), table_of(sheet)
    check = Check(workbook, POLICY, (table,))
    system = build_relations(workbook, (table,))
    first = assess(check.do(withhold("B2", "C2", "B3", "C3")), system=system)
    later = check.do(withhold("B2", "C2", "B3", "C3"), withhold("E4"))
    second = assess(later, system=system, previous=first)
    assert second.audit == assess(later, system=system).audit
    assert second.findings == assess(later, system=system).findings
    assert {id(one) for one in first.audit.intervals} & {id(one) for one in second.audit.intervals}
    other = replace(later, policy=EXACT_ONLY)
    again = assess(other, system=system, previous=second)
    assert again.audit == assess(other, system=system).audit
