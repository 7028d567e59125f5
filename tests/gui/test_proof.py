"""How a reader knows a withheld cell is shown on the sheet and in words."""

import openpyxl
import pytest
from PySide6.QtCore import Qt

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.models.proof_signs import ProofPart

HIDDEN = CellRef("Table 1", 4, 2)
BESIDE = CellRef("Table 1", 3, 2)
ELSEWHERE = CellRef("Table 1", 6, 1)


@pytest.fixture
def bench(window, counts, open_file):
    """A workbook that somebody else has marked: one cell is withheld, its row adds up."""
    book = openpyxl.load_workbook(counts)
    book["Table 1"][HIDDEN.a1] = "[c]"
    book.save(counts)
    open_file(counts)
    return window.workbench


def signs(bench):
    return bench.sheets.view.sheet_model.proof


def test_on_a_cell_that_a_reader_knows_the_cells_of_the_proof_are_marked(bench, qtbot):
    bench.go_to(HIDDEN)
    marked = signs(bench)
    assert marked[HIDDEN.row, HIDDEN.column].symbol == "="
    parts = [one.part for one in marked.values()]
    assert parts.count(ProofPart.ADDED) == 1
    assert parts.count(ProofPart.TAKEN) == 3
    qtbot.waitUntil(lambda: "How a reader works it out" in bench.inspector.text())
    assert "A reader knows that C5 is 31" in bench.inspector.text()


def test_the_finding_leads_to_the_same_proof(window, bench):
    finding = next(one for one in bench.findings.model.findings if one.rule == "audit")
    assert finding.cells == (HIDDEN,)
    bench.findings.cell_wanted.emit(finding.cells[0])
    assert (HIDDEN.row, HIDDEN.column) in signs(bench)


def test_a_click_on_a_finding_shows_its_proof(window, bench, qtbot):
    panel = bench.findings
    row = next(row for row, one in enumerate(panel.model.findings) if one.rule == "audit")
    place = panel.list.visualRect(panel.grouped.index_of(row)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert bench.proofs.proof.cell == HIDDEN


def test_escape_takes_the_marks_away_and_another_look_brings_them_back(window, bench):
    bench.go_to(HIDDEN)
    assert window.can.hide_proof.isEnabled()
    window.can.hide_proof.trigger()
    assert not signs(bench)
    assert not window.can.hide_proof.isEnabled()
    bench.go_to(ELSEWHERE)
    bench.go_to(HIDDEN)
    assert signs(bench)


def test_the_marks_stay_on_a_cell_of_the_proof_and_go_on_any_other(bench, qtbot):
    bench.go_to(HIDDEN)
    bench.go_to(BESIDE)
    assert signs(bench)
    qtbot.waitUntil(lambda: "Taken away to work out C5" in bench.inspector.text())
    bench.go_to(ELSEWHERE)
    assert not signs(bench)


def test_the_keyboard_goes_from_cell_to_cell_and_round(window, bench):
    bench.go_to(HIDDEN)
    seen = []
    for _ in range(5):
        window.can.next_of_proof.trigger()
        seen.append(bench.sheets.current_cell())
    assert len(set(seen)) == 5
    assert seen[-1] == HIDDEN


def test_a_tooltip_says_what_a_cell_does_in_the_proof(bench):
    bench.go_to(HIDDEN)
    model = bench.sheets.view.sheet_model
    text = model.data(model.index(BESIDE.row, BESIDE.column), Qt.ItemDataRole.ToolTipRole)
    assert "Taken away to work out C5" in text


def test_the_marks_are_seen(bench, qtbot):
    bench.go_to(HIDDEN)
    shown = bench.sheets.view.grab().toImage()
    bench.proofs.hide()
    assert bench.sheets.view.grab().toImage() != shown


def test_an_edit_that_hides_the_cell_takes_its_proof_away(window, bench, settle):
    bench.go_to(HIDDEN)
    window.can.protect.trigger()
    settle()
    assert bench.document.interval_of(HIDDEN).is_enough
    assert bench.proofs.proof is None


def test_a_cell_printed_on_another_sheet_is_marked_there_with_the_name_of_this_one(
    window, counts, open_file, qtbot
):
    book = openpyxl.load_workbook(counts)
    again = book.copy_worksheet(book["Table 1"])
    again.title = "Table 2"
    for name in ("C4", "C5", "D4", "D5"):
        book["Table 1"][name] = "[c]"
    book.save(counts)
    open_file(counts)
    bench = window.workbench
    bench.go_to(HIDDEN)
    assert 'printed on sheet "Table 2" (C5)' in bench.document.interval_of(HIDDEN).because
    window.can.next_of_proof.trigger()
    assert bench.sheets.current_cell() == CellRef("Table 2", HIDDEN.row, HIDDEN.column)
    words = "The same cell as Table 1!C5, printed with its number"
    assert signs(bench)[HIDDEN.row, HIDDEN.column].words == words
    qtbot.waitUntil(lambda: words in bench.inspector.text())


def test_the_panel_says_how_a_symbol_was_read(bench, qtbot):
    bench.go_to(HIDDEN)
    qtbot.waitUntil(lambda: '"[c]" is read as withheld' in bench.inspector.text())
