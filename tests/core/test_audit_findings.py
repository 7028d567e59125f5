"""What is found in a workbook that carries markers already."""

from __future__ import annotations

from sdc_desktop.core.audit import Audit, audit
from sdc_desktop.core.audit_findings import find_in_audit
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import build_relations
from sdc_desktop.core.sheets import Sheet, Workbook
from tests.core.build import make_sheet, make_workbook, table_of
from tests.core.systems import POLICY

HEADER = ["Area", "18-29", "30-59", "60+", "All"]
NORTH = ["North", 4321, 1234, 2212, 7767]
SOUTH = ["South", 8117, 3456, 5120, 16693]
ALL = ["All", 12438, 4690, 7332, 24460]


def with_marker(row: list[object], *columns: int) -> list[object]:
    return ["[c]" if place in columns else cell for place, cell in enumerate(row)]


def audit_of(*sheets: Sheet, policy: Policy | None = None) -> tuple[Workbook, Audit]:
    workbook = make_workbook(*sheets)
    tables = [table_of(sheet) for sheet in sheets]
    system = build_relations(workbook, tables)
    return workbook, audit(system, publish(workbook, ()), policy)


def test_a_cell_that_another_sheet_prints_is_inconsistent_and_the_sentence_says_where():
    withheld = [with_marker(NORTH, 1, 2), with_marker(SOUTH, 1, 2)]
    first = make_sheet([HEADER, *withheld, ALL], "Table 1")
    second = make_sheet(
        [HEADER, NORTH, with_marker(SOUTH, 1, 2), with_marker(ALL, 1, 2)], "Table 2"
    )
    _, found = audit_of(first, second)
    findings = find_in_audit(found)
    by_cell = {one.cells[0].a1: one for one in findings if one.sheet == "Table 1"}
    assert by_cell["B2"].rule == "inconsistent"
    assert by_cell["B2"].message == (
        'B2 is withheld here and printed on sheet "Table 2" (B2): it is 4,321.'
    )
    assert by_cell["B2"].remedies[0].startswith("Withhold Table 2!B2")


def test_a_cell_that_a_sum_gives_away_is_exact():
    _, found = audit_of(make_sheet([HEADER, with_marker(NORTH, 1), SOUTH, ALL]))
    [finding] = find_in_audit(found)
    assert (finding.rule, finding.cells[0].a1) == ("exact", "B2")
    assert "knows that B2 is 4,321" in finding.message


def test_a_cell_that_can_be_narrowed_within_the_unsafe_range_is_narrow():
    rows = [["Area", "a", "b", "All"], ["x", "[c]", "[c]", 3], ["y", "[c]", "[c]", 40]]
    _, found = audit_of(make_sheet([*rows, ["All", 20, 23, 43]]), policy=POLICY)
    rules = {one.cells[0].a1: one.rule for one in find_in_audit(found)}
    assert rules["B2"] == rules["C2"] == "narrow"


def test_withheld_cells_among_numbers_that_contradict_one_another_are_inconsistent():
    rows = [["Area", "a", "b", "All"], ["x", "[c]", "[c]", 3], ["y", "[c]", "[c]", 40]]
    _, found = audit_of(make_sheet([*rows, ["All", 20, 30, 50]]))
    assert all(one.is_contradicted for one in found.intervals)
    assert [one.rule for one in find_in_audit(found)] == ["inconsistent"] * 4
