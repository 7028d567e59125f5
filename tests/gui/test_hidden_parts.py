"""Hidden parts in the real window: found beside it, ticked, taken out, and told about."""

import json
import zipfile

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from sdc_desktop.core.actions import RemoveHidden, hidden_to_remove
from sdc_desktop.gui.dialogs.changes_dialog import ChangesDialog
from sdc_desktop.gui.dialogs.save_dialog import SaveDialog
from sdc_desktop.gui.journals import unfinished_checks
from sdc_desktop.gui.models.hidden_parts import HiddenParts
from sdc_desktop.gui.steps import hidden_of
from sdc_desktop.gui.views.guide_bar import Step
from sdc_desktop.gui.windows.hidden_work import NotLookedError
from sdc_desktop.workbook.inspection import inspect_file
from tests.workbook.inspection.fixtures import SECRET, write
from tests.workbook.inspection.makers import REMOVABLE


def hide(book, sheet):
    """Add comments, an author, a hidden row with numbers, and text in white."""
    sheet.write_comment("C5", "was 41", {"author": "Jo Smith"})
    book.set_properties({"author": "Jo Smith"})
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.write("B10", int(SECRET), book.add_format({"font_color": "#FFFFFF"}))


@pytest.fixture
def source(tmp_path):
    return write(tmp_path / "clinics.xlsx", hide)


@pytest.fixture
def bench(window, source, open_file):
    open_file(source)
    return window.workbench


@pytest.fixture
def panel(window, bench):
    window.panels.bring_up("hidden")
    return bench.hidden.panel


def carrier(bench, kind):
    return next(one for one in bench.document.hidden.found if one.kind == kind)


def row_of(panel, kind):
    rows = range(panel.filter.rowCount())
    return next(row for row in rows if panel.filter.carrier_at(row).kind == kind)


def going(bench):
    return hidden_to_remove(bench.document.check.actions)


def save(window, settle, **answers):
    """Press "Sign and save", answer its dialog, and return the words on it."""
    seen = []

    def answer():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SaveDialog)
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.fill(unsigned=True, **answers)
        dialog.accept_button.click()

    QTimer.singleShot(0, answer)
    window.can.save.trigger()
    settle()
    return "\n".join(seen)


def result_words(bench):
    return "\n".join(one.text() for one in bench.saving.result.findChildren(QLabel))


def test_the_panel_lists_what_inspection_finds_the_most_serious_first(panel, source):
    shown = [panel.filter.carrier_at(row) for row in range(panel.filter.rowCount())]
    assert shown == list(inspect_file(source))
    assert {"comments", "authors", "hidden-rows", "hidden-by-colour"} <= {one.kind for one in shown}


def test_a_row_says_what_where_and_what_somebody_could_learn(panel):
    row = row_of(panel, "comments")
    texts = [panel.filter.index(row, column).data() for column in range(5)]
    assert texts[2:4] == ["Comments", "Table 1!C5"]
    assert "comment" in texts[4]
    assert SECRET not in " ".join(texts)


def test_the_box_agrees_and_undo_takes_it_back(window, bench, panel):
    one = carrier(bench, "comments")
    bench.hidden.change(one)
    assert going(bench) == {one.name}
    assert panel.model.is_going(one)
    assert "Remove: Comments (Table 1!C5)" in bench.document.undo_stack.undoText()
    window.can.undo.trigger()
    assert going(bench) == frozenset()
    assert not panel.model.is_going(one)


def test_ticking_needs_no_new_check(window, bench, panel):
    known = bench.document.assessment
    window.can.remove_hidden.trigger()
    assert bench.document.assessment is known
    assert not bench.document.is_assessing


def test_space_ticks_and_unticks_and_the_row_stays(bench, panel, qtbot):
    panel.focus_list()
    panel.list.setCurrentIndex(panel.filter.index(row_of(panel, "authors"), 4))
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert going(bench) == {carrier(bench, "authors").name}
    assert panel.list.currentIndex().row() == row_of(panel, "authors")
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert going(bench) == frozenset()


def test_a_click_anywhere_in_the_first_column_ticks(bench, panel, qtbot):
    index = panel.filter.index(row_of(panel, "comments"), 0)
    panel.list.scrollTo(index)
    place = panel.list.visualRect(index)
    qtbot.mouseClick(
        panel.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=place.topRight() + QPoint(-6, place.height() // 2),
    )
    assert going(bench) == {carrier(bench, "comments").name}


def test_everything_that_can_go_goes_in_one_step(window, bench, panel):
    panel.all.click()
    assert going(bench) == bench.document.hidden.removable()
    assert len(bench.document.check.actions) == 1
    assert not panel.all.isEnabled()
    window.can.undo.trigger()
    assert panel.all.isEnabled()


def test_the_step_bar_says_how_many_stay(window, bench, panel):
    staying = bench.document.hidden.staying(frozenset())
    assert bench.guide.text_of(Step.HIDDEN) == f"{len(staying)} stay in the file"
    window.can.remove_hidden.trigger()
    assert "none stays" in bench.guide.text_of(Step.HIDDEN)
    assert hidden_of(bench.document) == ""


def test_f9_walks_and_selects_the_cells(window, bench, panel):
    cells = carrier(bench, "hidden-by-colour").cells
    for _ in range(panel.filter.rowCount()):
        window.can.next_hidden.trigger()
        shown = panel.filter.carrier_at(panel.list.currentIndex().row())
        if shown.kind == "hidden-by-colour":
            break
    assert set(bench.sheets.selected_cells()) == set(cells)
    window.can.previous_hidden.trigger()
    assert panel.filter.carrier_at(panel.list.currentIndex().row()) != shown


def test_a_hidden_sheet_is_shown(window, open_file, tmp_path):
    open_file(REMOVABLE["hidden-sheet"](tmp_path / "secret.xlsx"))
    bench = window.workbench
    bench.hidden.show_place(carrier(bench, "hidden-sheet"))
    assert bench.sheets.current_sheet == "Secret"


def test_what_belongs_together_goes_together(window, open_file, tmp_path):
    open_file(REMOVABLE["pivot-records"](tmp_path / "pivot.xlsx"))
    bench = window.workbench
    bench.hidden.change(carrier(bench, "pivot-records"))
    assert {carrier(bench, "pivot-cache").name, carrier(bench, "pivot-records").name} <= going(
        bench
    )
    bench.hidden.change(carrier(bench, "pivot-cache"))
    assert going(bench) == frozenset()


def test_saving_removes_what_was_agreed_and_only_that(window, bench, panel, settle, source):
    bench.hidden.change(carrier(bench, "comments"))
    words = save(window, settle)
    assert "hidden parts stay in the file" in words
    saved = source.with_name("clinics-protected.xlsx")
    kinds = {one.kind for one in inspect_file(saved)}
    assert "comments" not in kinds
    assert "authors" in kinds
    assert "hidden parts are in the saved file" in result_words(bench)


def test_saving_with_everything_removed_leaves_nothing(window, bench, panel, settle, source):
    window.can.remove_hidden.trigger()
    assert "hidden part" not in save(window, settle)
    saved = source.with_name("clinics-protected.xlsx")
    with zipfile.ZipFile(saved) as archive:
        assert not [name for name in archive.namelist() if SECRET.encode() in archive.read(name)]
    assert "hidden part" not in result_words(bench)


def test_the_record_lists_the_action_and_what_was_removed(window, bench, panel, settle, source):
    window.can.remove_hidden.trigger()
    save(window, settle)
    record = json.loads((source.with_name("clinics-record") / "record.json").read_bytes())
    (action,) = [one for one in record["actions"] if one["do"] == "remove-hidden"]
    assert set(action["carriers"]) == going(bench)
    removed = {one["rule"] for one in record["hidden_data"]["findings"] if one["removed"]}
    assert "hidden:comments" in removed
    assert SECRET not in json.dumps(record)


def test_the_saved_dialog_shows_what_changed_part_by_part(window, bench, panel, settle):
    bench.hidden.change(carrier(bench, "comments"))
    save(window, settle)
    bench.saving.result.changes.click()
    dialog = bench.saving.result.findChild(ChangesDialog)
    texts = [dialog.list.model().index(row, 1).data() for row in range(3)]
    assert any("comments" in text or "sheet1" in text for text in texts)
    assert "clinics-protected.xlsx compared with clinics.xlsx" in dialog.text
    assert dialog.height() <= 700
    dialog.accept_button.click()
    assert QGuiApplication.clipboard().text() == dialog.text
    assert dialog.isVisible()


def test_the_save_dialog_leads_to_the_hidden_parts(window, bench, qtbot):
    def answer():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SaveDialog) or not dialog.hidden_button.isVisible():
            QTimer.singleShot(20, answer)
            return
        dialog.hidden_button.click()

    QTimer.singleShot(0, answer)
    window.can.save.trigger()
    assert not window.is_working
    qtbot.waitUntil(bench.hidden.panel.isVisible, timeout=30_000)
    qtbot.waitUntil(lambda: window.focusWidget() is bench.hidden.panel.list, timeout=30_000)


def test_what_was_ticked_comes_back_after_closing(window, bench, panel, source, open_file):
    window.can.remove_hidden.trigger()
    names = going(bench)
    window.can.close_check.trigger()
    assert unfinished_checks(window.store.folder)
    open_file(source)
    again = window.workbench
    assert going(again) == names
    assert again.hidden.panel.model.is_going(carrier(again, "comments"))
    assert "hidden parts from the file" in again.document.undo_stack.undoText()


def test_closing_the_workbook_stops_the_search(window, source, qtbot):
    window.open(source)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=30_000)
    jobs = [one for one in window.jobs.running if "hidden" in one.title]
    window.can.close_check.trigger()
    assert all(job.is_cancelled for job in jobs)
    qtbot.waitUntil(lambda: not window.is_working, timeout=30_000)


def test_a_search_that_was_stopped_says_so_and_can_begin_again(bench, panel, settle):
    bench.document.show_hidden(HiddenParts(problem=NotLookedError()))
    assert "Nobody looked" in panel.text()
    assert bench.guide.text_of(Step.HIDDEN) == "not known"
    assert "not known" in hidden_of(bench.document)
    panel.look_wanted.emit()
    settle()
    assert panel.text() == ""
    assert panel.filter.rowCount()


def test_what_cannot_go_has_no_box(window, counts, open_file, qtbot):
    open_file(counts)
    panel = window.workbench.hidden.panel
    row = row_of(panel, "program")
    index = panel.filter.index(row, 0)
    assert not index.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert index.data() == "by hand"
    window.panels.bring_up("hidden")
    panel.list.setCurrentIndex(index)
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert not window.workbench.document.check.actions
    assert window.workbench.guide.text_of(Step.HIDDEN) == "none found"


def test_filters_by_severity_and_words(panel, bench):
    panel.filter.show_text("smith comments")
    assert panel.filter.rowCount() == 0
    panel.filter.show_text("comments")
    assert panel.filter.rowCount() >= 1


def test_a_screen_reader_hears_what_goes(bench, panel):
    QAccessible.setActive(True)
    index = panel.filter.index(row_of(panel, "comments"), 0)
    spoken = int(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(spoken) == "Comments, Table 1!C5: stays"
    bench.hidden.change(carrier(bench, "comments"))
    assert index.data(spoken) == "Comments, Table 1!C5: goes"


def test_macros_that_go_make_a_plain_workbook(window, open_file, settle, tmp_path):
    source = REMOVABLE["macros"](tmp_path / "tool.xlsm")
    open_file(source)
    window.can.remove_hidden.trigger()
    save(window, settle)
    assert source.with_name("tool-protected.xlsx").exists()


def test_agreed_parts_are_found_again_when_saving_comes_first(window, bench, settle, source):
    window.can.remove_hidden.trigger()
    bench.document.show_hidden(HiddenParts(problem=NotLookedError()))
    assert "not known" in save(window, settle)
    kinds = {one.kind for one in inspect_file(source.with_name("clinics-protected.xlsx"))}
    assert "comments" not in kinds


def test_the_action_names_no_value(bench, window, panel):
    window.can.remove_hidden.trigger()
    (action,) = bench.document.check.actions
    assert isinstance(action, RemoveHidden)
    assert SECRET not in repr(action)
    assert "Smith" not in repr(action)


def test_a_small_window_shows_four_hidden_parts_at_once(window, source, open_file, qtbot):
    window.resize(1024, 700)
    open_file(source)
    window.panels.bring_up("hidden")
    rows = window.workbench.hidden.panel.list

    def shows_four():
        last = rows.visualRect(rows.model().index(3, 4))
        return last.isValid() and rows.viewport().rect().contains(last)

    qtbot.waitUntil(shows_four, timeout=30_000)
