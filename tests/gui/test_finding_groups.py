"""Findings stand in groups, and F8 stays in the group that is looked at."""

import pytest
from PySide6.QtCore import Qt

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.gui.models.finding_groups import GroupBy, groups_of
from sdc_desktop.gui.views.findings_panel import FindingsPanel


def finding(rule, sheet, severity, row):
    return Finding(rule, severity, sheet, (CellRef(sheet, row, 1),), f"{rule} {row}")


FINDINGS = (
    finding("zeros", "One", Severity.REVIEW, 1),
    finding("threshold", "One", Severity.FAIL, 2),
    finding("zeros", "Two", Severity.REVIEW, 3),
    finding("threshold", "Two", Severity.FAIL, 4),
    finding("zeros", "Two", Severity.REVIEW, 5),
)


@pytest.fixture
def panel(qtbot):
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.show_findings(FINDINGS)
    return panel


def texts(panel):
    return [panel.groups.list.item(row).text() for row in range(panel.groups.list.count())]


def test_the_most_serious_group_comes_first():
    groups = groups_of(FINDINGS, GroupBy.RULE)
    assert [(one.key, one.count, one.worst) for one in groups] == [
        ("threshold", 2, Severity.FAIL),
        ("zeros", 3, Severity.REVIEW),
    ]
    assert [one.key for one in groups_of(FINDINGS, GroupBy.SHEET)] == ["One", "Two"]


def test_each_group_says_by_sign_words_and_number_what_it_holds(panel):
    assert texts(panel) == ["All  5", "▲  Small count  2", "?  Zero  3"]


def test_one_group_is_looked_at_alone_and_walked_through(panel, qtbot):
    panel.groups.list.setFocus()
    qtbot.keyClick(panel.groups.list, Qt.Key.Key_Down)
    assert panel.filter.rowCount() == 2
    seen = []
    panel.cell_wanted.connect(lambda cell: seen.append(cell.row))
    for _ in range(3):
        panel.go_to_next()
    assert set(seen) == {2, 4}
    assert seen[0] == seen[2]


def test_groups_and_words_filter_together(panel):
    panel.groups.list.setCurrentRow(2)
    panel._bar.search.setText("Two")
    assert panel.filter.rowCount() == 2


def test_other_groups_show_all_findings_again(panel):
    panel.groups.list.setCurrentRow(1)
    panel.groups.kind.setCurrentIndex(1)
    assert texts(panel) == ["All  5", "▲  One  2", "▲  Two  3"]
    assert panel.filter.rowCount() == 5


def test_the_group_stays_while_it_has_findings(panel):
    panel.groups.list.setCurrentRow(1)
    panel.show_findings(FINDINGS[1:])
    assert panel.filter.rowCount() == 2
    panel.show_findings(FINDINGS[:1])
    assert panel.filter.rowCount() == 1
    assert texts(panel) == ["All  1", "?  Zero  1"]


def test_without_findings_there_are_no_groups(panel):
    panel.show_findings(())
    assert not panel.groups.isVisible()
    assert "Nothing was found" in panel._empty.text()


def test_the_workbook_says_what_was_decided(window, counts, open_file, settle):
    open_file(counts)
    model = window.workbench.tree.model()
    assert model.index(0, 1).data() == "▲ 1"
    window.can.protect.trigger()
    settle()
    assert model.index(0, 1).data() == "■ 4"
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "nothing at risk, 4 withheld" in tip
    assert model.index(0, 1, model.index(0, 0)).data() == "■ 4"
