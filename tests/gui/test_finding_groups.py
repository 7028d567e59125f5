"""Findings stand in groups that fold, are filtered by place and rule, and are walked through."""

import pytest
from PySide6.QtCore import Qt

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.models.finding_groups import GroupBy
from sdc_desktop.gui.models.selecting import blocks_of
from sdc_desktop.gui.views.findings_panel import FindingsPanel


def finding(rule, sheet, severity, row):
    return Finding(rule, severity, sheet, (CellRef(sheet, row, 1),), f"{rule} {row}")


FINDINGS = (
    finding("zeros", "One", Severity.REVIEW, 1),
    finding("threshold", "One", Severity.FAIL, 2),
    finding("zeros", "Two", Severity.REVIEW, 3),
    finding("threshold", "Two", Severity.FAIL, 4),
    finding("zeros", "Two", Severity.REVIEW, 5),
    finding("zeros", "Two", Severity.REVIEW, 25),
)
TABLES = (
    Table("One", "Complaints", CellRange(1, 1, 9, 3)),
    Table("Two", "Deaths", CellRange(1, 1, 9, 3)),
    Table("Two", "", CellRange(21, 1, 29, 3)),
)


@pytest.fixture
def panel(qtbot):
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    panel.show()
    panel.show_findings(FINDINGS, TABLES)
    return panel


def group_by(panel, by):
    panel.filters.kind.setCurrentIndex(panel.filters.kind.findData(by.value))


def tops(panel):
    return [panel.grouped.index(row, 0).data() for row in range(panel.grouped.rowCount())]


def choose(box, words):
    (place,) = (n for n in range(box.count()) if words in box.itemText(n))
    box.setCurrentIndex(place)


def walk(panel, count):
    seen = []
    panel.cell_wanted.connect(lambda cell: seen.append((cell.sheet, cell.row)))
    for _ in range(count):
        panel.go_to_next()
    return seen


def test_alike_findings_of_a_table_stand_under_one_heading_with_their_number(panel):
    assert tops(panel) == [
        "▲  At risk",
        "▲  At risk",
        "?  To review",
        "?  Zero  (2)  Deaths",
        "?  To review",
    ]


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        (GroupBy.RULE, ["▲  Small count  (2)", "?  Zero  (4)"]),
        (GroupBy.SHEET, ["▲  One  (2)", "▲  Two  (4)"]),
        (GroupBy.SEVERITY, ["▲  At risk  (2)", "?  To review  (4)"]),
        (GroupBy.TABLE, ["▲  Complaints  (2)", "▲  Deaths  (3)", "?  To review"]),
    ],
)
def test_each_heading_says_by_sign_words_and_number_what_it_holds(panel, by, headings):
    group_by(panel, by)
    assert tops(panel) == headings


def test_without_groups_each_finding_is_a_row(panel):
    group_by(panel, GroupBy.NOTHING)
    assert panel.grouped.rowCount() == len(FINDINGS)
    assert not panel.grouped.hasChildren(panel.grouped.index(0, 0))


def test_a_sheet_or_one_of_its_tables_is_looked_at_alone(panel):
    choose(panel.filters.place, "Two  (4)")
    assert len(panel.grouped.order) == 4
    choose(panel.filters.place, "B22:D30")
    assert walk(panel, 2) == [("Two", 25), ("Two", 25)]


def test_place_rule_severity_and_words_filter_together(panel):
    choose(panel.filters.rule, "Zero")
    choose(panel.filters.place, "Two  (4)")
    panel._bar.search.setText("25")
    assert [FINDINGS[row].cells[0].row for row in panel.grouped.order] == [25]
    panel._bar.severity_chosen.emit(Severity.FAIL)
    assert not panel.grouped.order
    assert "No finding matches" in panel._empty.text()


def test_the_walk_goes_through_the_groups_as_shown_and_unfolds_them(panel):
    group_by(panel, GroupBy.SHEET)
    panel.list.fold_all(True)
    assert panel.list.is_folded
    assert walk(panel, 7) == [
        *(("One", row) for row in (2, 1)),
        *(("Two", row) for row in (4, 3, 5, 25)),
        ("One", 2),
    ]
    assert not panel.list.is_folded


def test_the_walk_follows_another_order(panel):
    group_by(panel, GroupBy.NOTHING)
    panel.list.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert [sheet for sheet, _ in walk(panel, 6)] == ["Two"] * 4 + ["One"] * 2


def test_another_order_keeps_the_current_finding(panel):
    panel.go_to_next()
    panel.go_to_next()
    looked_at = panel.chosen
    panel.list.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert panel.chosen == looked_at


def test_a_folded_group_stays_folded_and_the_walk_goes_on_where_it_was(panel):
    group_by(panel, GroupBy.RULE)
    panel.list.collapse(panel.grouped.index(0, 0))
    panel.go_to_next()
    panel.go_to_next()
    assert panel.chosen == FINDINGS[3]
    panel.list.collapse(panel.grouped.index(1, 0))
    panel.show_findings((*FINDINGS[:3], *FINDINGS[4:]), TABLES)
    zeros = panel.grouped.index(1, 0)
    assert zeros.data() == "?  Zero  (4)"
    assert not panel.list.isExpanded(zeros)
    panel.go_to_next()
    assert panel.chosen == FINDINGS[0]


def test_the_finding_that_was_looked_at_stays_the_current_one(panel):
    group_by(panel, GroupBy.RULE)
    for _ in range(3):
        panel.go_to_next()
    looked_at = panel.chosen
    panel.show_findings(FINDINGS[1:] if looked_at != FINDINGS[0] else FINDINGS[:-1], TABLES)
    assert panel.chosen == looked_at


def test_the_step_of_findings_shows_the_cell_of_the_first(panel, qtbot):
    with qtbot.waitSignal(panel.cell_wanted) as told:
        panel.focus_list()
    assert told.args == [CellRef("One", 2, 1)]
    panel.go_to_next()
    assert panel.chosen == FINDINGS[3]


def test_a_heading_asks_for_all_its_cells(panel, qtbot):
    group_by(panel, GroupBy.RULE)
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.grouped.index(1, 0))
    with qtbot.waitSignal(panel.cells_wanted) as told:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert [cell.full for cell in told.args[0]] == ["One!B2"]


def test_the_tree_of_findings_is_a_sound_model(panel, qtmodeltester):
    for by in GroupBy:
        group_by(panel, by)
        qtmodeltester.check(panel.grouped)


def test_cells_side_by_side_are_one_block():
    cells = [CellRef("One", row, column) for row, column in ((2, 3), (2, 1), (2, 2), (4, 1))]
    assert blocks_of(cells) == (CellRange(2, 1, 2, 3), CellRange(4, 1, 4, 1))
    assert blocks_of(()) == ()


def test_without_findings_there_are_no_groups(panel):
    panel.show_findings((), TABLES)
    assert not panel.filters.isVisible()
    assert "Nothing was found" in panel._empty.text()


def test_a_heading_selects_its_cells_on_the_sheet(window, counts, open_file):
    open_file(counts)
    bench = window.workbench
    cells = tuple(CellRef("Table 1", 3, column) for column in (1, 2))
    bench.findings.cells_wanted.emit(cells)
    assert bench.sheets.selected_cells() == cells


def test_the_workbook_says_what_was_decided(window, counts, open_file, settle):
    open_file(counts)
    model = window.workbench.tree.model()
    assert model.index(0, 1).data() == "▲ 1"
    window.can.protect.trigger()
    settle()
    assert model.index(0, 1).data() == "■ 4"
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "nothing at risk, 4 withheld" in tip
    tree = window.workbench.tree
    assert tree.header().sectionSize(1) >= tree.sizeHintForColumn(1)
    assert model.index(0, 1, model.index(0, 0)).data() == "■ 4"
