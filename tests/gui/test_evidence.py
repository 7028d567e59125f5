"""Evidence in the real window: added, matched, looked at, left out, undone, asked for."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication

from sdc_desktop.core.actions import UseEvidence, evidence_used
from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.dialogs.questions_dialog import QuestionsDialog

LABELS = ("Mining", "Textiles", "Retail")
TURNOVER = ((300.5, 9000.2), (4000.4, 5000.1), (12000.3, 15000.8))
CONTRIBUTORS = ((2, 40), (30, 35), (100, 120))
TITLE = "turnover by industry and region, £ thousand"


def write(path, title, numbers, labels=LABELS):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Table 1"
    sheet.append([title])
    sheet.append(["Industry", "North", "South"])
    for label, row in zip(labels, numbers, strict=True):
        sheet.append([label, *row])
    book.save(path)
    return path


@pytest.fixture
def companion(tmp_path):
    return write(tmp_path / "companion.xlsx", f"Number of contributors, {TITLE}", CONTRIBUTORS)


@pytest.fixture
def bench(window, tmp_path, open_file):
    open_file(write(tmp_path / "turnover.xlsx", f"Table 1: {TITLE}", TURNOVER))
    return window.workbench


@pytest.fixture
def panel(bench, companion, settle):
    bench.evidence.add(companion)
    settle()
    return bench.evidence.panel


def entries(panel):
    """Return every entry of the panel with what is known, from top to bottom."""
    found, waiting = [], [panel.entries.topLevelItem(n) for n in range(_count(panel))]
    while waiting:
        item = waiting.pop(0)
        found.append((item.text(0), item.text(1)))
        waiting = [item.child(n) for n in range(item.childCount())] + waiting
    return found


def _count(panel):
    return panel.entries.topLevelItemCount()


def rules_at(bench, a1):
    cell = CellRef.parse("Table 1", a1)
    return {one.rule for one in bench.document.findings_at(cell)}


def test_without_evidence_the_panel_says_why_to_add_some(bench):
    assert bench.evidence.panel.first.isEnabled()
    assert entries(bench.evidence.panel) == []


def test_added_evidence_is_listed_with_what_it_says_of_each_table(panel):
    assert entries(panel) == [
        ("companion.xlsx", "tables"),
        (f"Table 1, B3:C5: Table 1: {TITLE}", ""),
        ("number of contributors", "6 of 6"),
    ]


def test_the_numbers_are_judged_with_it(bench, panel):
    assert "contributors" in rules_at(bench, "B3")
    assert "contributors" not in rules_at(bench, "C3")


def test_what_is_known_of_the_chosen_cell_is_shown(bench, panel):
    bench.go_to(CellRef.parse("Table 1", "B3"))
    assert panel.cell.text() == "B3: number of contributors 2"


def test_undo_and_redo_take_it_back_and_bring_it_again(bench, panel, settle):
    bench.document.undo_stack.undo()
    settle()
    assert entries(panel) == []
    assert "contributors" not in rules_at(bench, "B3")
    bench.document.undo_stack.redo()
    settle()
    assert "contributors" in rules_at(bench, "B3")


def test_left_out_it_counts_no_longer(bench, panel, settle):
    panel.entries.setCurrentItem(panel.entries.topLevelItem(0))
    panel.remove.click()
    settle()
    assert evidence_used(bench.document.check.actions) == ()
    assert "contributors" not in rules_at(bench, "B3")


def test_matching_again_reads_the_file_as_it_is_now(bench, panel, companion, settle):
    write(companion, f"Number of contributors, {TITLE}", ((50, 40), (30, 35), (100, 120)))
    panel.again.click()
    settle()
    assert "contributors" not in rules_at(bench, "B3")
    assert isinstance(bench.document.check.actions[-1], UseEvidence)


def test_evidence_that_fits_no_table_is_to_be_looked_at(window, bench, panel, tmp_path, settle):
    other = write(tmp_path / "other.xlsx", "Largest contributor, ships", CONTRIBUTORS,
                  ("Barges", "Tugs", "Yachts"))  # fmt: skip
    bench.evidence.add(other)
    settle()
    assert any(text.startswith("? The companion's table") for text, _ in entries(panel))


def test_the_same_file_is_not_used_twice(window, bench, panel, companion, settle):
    bench.evidence.add(companion)
    settle()
    assert window.banner.isVisible()
    assert len(evidence_used(bench.document.check.actions)) == 1


def test_evidence_of_an_unfinished_check_is_asked_for_again(
    window, bench, panel, companion, open_file, settle
):
    source = bench.document.path
    window.show_welcome()
    open_file(source)
    found = [one.message for one in window.workbench.document.assessment.findings]
    assert any("companion.xlsx is not at hand" in one for one in found)
    again = window.workbench.evidence
    assert ("? companion.xlsx (not at hand)", "tables") in entries(again.panel)
    again.add(companion)
    settle()
    assert ("companion.xlsx", "tables") in entries(again.panel)


def test_questions_can_be_copied_and_saved(window, bench, tmp_path, qtbot):
    window.can.ask.trigger()
    dialog = window.findChild(QuestionsDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert (
        "the number of contributors and the two largest contributions" in dialog.text.toPlainText()
    )
    dialog.accept()
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    dialog.write_to(tmp_path / "questions.txt")
    assert "Questions about turnover.xlsx" in (tmp_path / "questions.txt").read_text("utf-8")
    dialog.reject()


def test_a_file_that_cannot_be_written_is_said(window, bench, tmp_path, qtbot):
    window.can.ask.trigger()
    dialog = window.findChild(QuestionsDialog)
    qtbot.waitUntil(dialog.isVisible)
    dialog.write_to(tmp_path / "no" / "questions.txt")
    assert window.banner.isVisible()
    dialog.reject()
