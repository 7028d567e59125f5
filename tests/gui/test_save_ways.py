"""In place or as a clean copy: said in one sentence each, and the formulas that become values."""

import json
import zipfile

import openpyxl
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.dialogs.formulas_dialog import FormulasDialog
from sdc_desktop.gui.dialogs.save_dialog import SaveDialog
from sdc_desktop.workbook.formula_reasons import FormulaToValue
from tests.workbook.inspection.fixtures import write


@pytest.fixture
def source(tmp_path):
    def fill(book, sheet):
        sheet.write_comment("C5", "was 41", {"author": "Jo Smith"})
        book.add_worksheet("Other").write_formula("A1", "='Table 1'!E4", None, 1721)

    return write(tmp_path / "clinics.xlsx", fill)


@pytest.fixture
def bench(window, source, open_file, settle):
    open_file(source)
    window.workbench.go_to(CellRef("Table 1", 3, 1))
    window.can.withhold.trigger()
    settle()
    return window.workbench


@pytest.fixture
def dialog(bench, window, qtbot, tmp_path):
    wish = bench.saving._suggestion()
    made = SaveDialog(wish, (), tmp_path / "key", "", window, hidden="1 hidden part stays")
    qtbot.addWidget(made)
    made.show()
    return made


FORMULAS = tuple(FormulaToValue(CellRef("Table 1", row, 4), "It reads it") for row in range(2))


def save(window, settle, answer_with):
    """Press "Sign and save", wait until formulas are known, and answer."""

    def answer():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SaveDialog) or not dialog.way.formulas_button.isVisible():
            QTimer.singleShot(20, answer)
            return
        answer_with(dialog)
        dialog.fill(unsigned=True)
        dialog.accept_button.click()

    QTimer.singleShot(0, answer)
    window.can.save.trigger()
    settle()


def result_words(bench):
    return "\n".join(one.text() for one in bench.saving.result.findChildren(QLabel))


def test_each_way_is_said_in_a_sentence_and_names_the_file(dialog):
    told = set()
    for suffix in ("", ".xlsx", ".ods", ".zip"):
        dialog.way.choose(suffix)
        told.add(dialog.way.sentence)
        assert dialog.wish.out.suffix == (suffix or ".xlsx")
        assert dialog.wish.is_clean_copy is bool(suffix)
        assert dialog.wish.out.stem == "clinics-protected"
    assert len(told) == 3


def test_a_clean_copy_has_no_hidden_parts_to_look_at(dialog):
    assert dialog.hidden_button.isVisible()
    dialog.way.choose(".ods")
    assert not dialog.hidden_button.isVisible()
    assert not dialog._card.isVisible()


def test_formulas_are_counted_in_place_and_not_in_a_clean_copy(dialog):
    assert not dialog.way.formulas_button.isVisible()
    dialog.way.show_formulas(FORMULAS)
    assert dialog.way.formulas_button.text() == "2 formulas…"
    assert "2 formulas over changed cells" in dialog.way.sentence
    dialog.way.choose(".xlsx")
    assert not dialog.way.formulas_button.isVisible()


def test_the_dialog_fits_a_small_screen(dialog):
    dialog.way.show_formulas(FORMULAS)
    dialog.adjustSize()
    assert dialog.height() <= 640


def test_which_formulas_become_values_is_known_before_and_after_saving(
    window, bench, settle, source
):
    seen = []

    def look(dialog):
        dialog.way.formulas_button.click()
        shown = dialog.findChild(FormulasDialog)
        seen.append(shown.text)
        shown.accept()
        assert QGuiApplication.clipboard().text() == shown.text
        shown.reject()

    save(window, settle, look)
    assert "Table 1!E4\tIt reads a cell that changed\n" in seen[0]
    assert "Other!A1\tIt reads a cell that changed, through other formulas\n" in seen[0]
    assert f"{len(seen[0].splitlines())} formulas became values" in result_words(bench)
    bench.saving.result.formulas.click()
    after = bench.saving.result.findChild(FormulasDialog).text
    assert after == seen[0]
    saved = openpyxl.load_workbook(source.with_name("clinics-protected.xlsx"))
    assert saved["Other"]["A1"].value == 1721


def test_a_clean_copy_is_saved_proved_and_recorded(window, bench, settle, source):
    save(window, settle, lambda dialog: dialog.way.choose(".xlsx"))
    assert "No withheld value is left" in result_words(bench)
    assert "a new workbook with only what is published was written" in result_words(bench)
    saved = source.with_name("clinics-protected.xlsx")
    with zipfile.ZipFile(saved) as archive:
        assert not [name for name in archive.namelist() if "comment" in name]
    record = json.loads((source.with_name("clinics-record") / "record.json").read_bytes())
    assert [one["part"] for one in record["parts"]] == [""]


def test_a_long_list_of_formulas_shows_the_first_and_copies_all(window, qtbot):
    many = tuple(FormulaToValue(CellRef("S", row, 0), "why") for row in range(1_500))
    dialog = FormulasDialog(many, "Formulas", window)
    qtbot.addWidget(dialog)
    assert dialog.list.model().rowCount() == 1_000
    assert dialog.text.count("\n") == 1_500


def test_a_line_of_text_over_a_withheld_cell_is_said_and_can_be_withheld_too(
    window, open_file, settle, tmp_path
):
    def fill(book, sheet):
        book.add_worksheet("Other").write_formula("A1", "='Table 1'!B4*1", None, 1201)

    source = write(tmp_path / "lines.xlsx", fill)
    open_file(source)
    bench = window.workbench
    for cell in (CellRef("Table 1", 3, 1), CellRef("Other", 0, 0)):
        bench.go_to(cell)
        window.can.withhold.trigger()
        settle()
        save(window, settle, lambda dialog: None)
        is_told = "Other A1 holds a formula over a cell that changed" in result_words(bench)
        assert is_told is (cell.sheet == "Table 1")
    saved = openpyxl.load_workbook(source.with_name("lines-protected.xlsx"))
    assert saved["Other"]["A1"].value == "[c]"


def test_an_old_workbook_is_saved_as_a_new_one_without_what_it_hides(
    window, open_file, settle, corpus, tmp_path
):
    source = tmp_path / "old.xls"
    source.write_bytes(corpus("bfs-drugs-region-xls/Konsum_Drogen_Region.xls").read_bytes())
    open_file(source)
    bench = window.workbench
    assert "authors" in {one.kind for one in bench.document.hidden.found}
    window.can.remove_hidden.trigger()
    settle()
    seen = []

    def answer():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SaveDialog):
            QTimer.singleShot(20, answer)
            return
        seen.append(dialog.way.sentence)
        dialog.fill(unsigned=True)
        dialog.accept_button.click()

    QTimer.singleShot(0, answer)
    window.can.save.trigger()
    settle()
    assert "A new workbook with the same values" in seen[0]
    assert source.with_name("old-protected.xlsx").exists()
    assert "it was saved as a new xlsx workbook" in result_words(bench)
