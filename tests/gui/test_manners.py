import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtGui import QFileOpenEvent, QGuiApplication

from sdc_desktop import __version__
from sdc_desktop.core.actions import Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.app import FileOpener
from sdc_desktop.gui.dialogs.about_dialog import AboutDialog
from sdc_desktop.gui.dialogs.leaving_dialog import LeavingDialog
from sdc_desktop.gui.journals import unfinished_checks
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.windows.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
RISKY, BESIDE = CellRef("Table 1", 3, 3), CellRef("Table 1", 4, 3)
STAMP = Stamp("Ann Checker", "2026-11-21T12:00:00Z")


@pytest.fixture
def withheld(window, counts, open_file, settle):
    open_file(counts)
    window.workbench.go_to(RISKY)
    window.can.withhold.trigger()
    settle()
    return window


def copied():
    return QGuiApplication.clipboard().text()


@pytest.mark.parametrize("shows_source", [False, True])
def test_copying_a_withheld_cell_gives_its_marker_even_while_the_source_is_shown(
    withheld, shows_source
):
    withheld.can.show_source.setChecked(shows_source)
    withheld.manners.copy.trigger()
    assert copied() == "[c]"
    assert withheld.can.show_source.isChecked() is shows_source


def test_the_sources_value_is_copied_when_it_is_asked_for(withheld):
    withheld.manners.copy_source.trigger()
    assert copied() == "3"
    withheld.manners.copy.trigger()
    assert copied() == "[c]"


def test_a_spreadsheet_gets_a_table_in_which_texts_stay_texts(window, tmp_path, open_file):
    book = xlsxwriter.Workbook(str(tmp_path / "texts.xlsx"))
    sheet = book.add_worksheet("Notes")
    sheet.write_row(0, 0, ["a", 'with "marks"'])
    sheet.write_string(1, 0, "=1+2")
    sheet.write_string(1, 1, "two\nlines & more")
    sheet.write_number(2, 0, 1184, book.add_format({"num_format": "#,##0"}))
    book.close()
    open_file(tmp_path / "texts.xlsx")
    window.workbench.sheets.view.selectAll()
    window.manners.copy.trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == 'a\t"with ""marks"""\n=1+2\t"two\nlines & more"\n1,184\t'
    assert "<td style=\"mso-number-format:'\\@'\">=1+2</td>" in data.html()
    assert "two<br>lines &amp; more" in data.html()
    assert '<td style="text-align:right">1,184</td>' in data.html()


def test_what_the_spreadsheet_hides_is_copied_only_with_the_sources_values(
    window, tmp_path, open_file
):
    book = xlsxwriter.Workbook(str(tmp_path / "hidden.xlsx"))
    sheet = book.add_worksheet("Table 1")
    for row in range(3):
        sheet.write_row(row, 0, ("seen", "unseen", f"row {row}"))
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})
    book.close()
    open_file(tmp_path / "hidden.xlsx")
    window.workbench.sheets.view.selectAll()
    window.manners.copy.trigger()
    assert copied() == "seen\trow 0\nseen\trow 2"
    assert "unseen" not in QGuiApplication.clipboard().mimeData().html()
    window.manners.copy_source.trigger()
    assert copied().count("unseen") == 3


def test_whoever_copies_withheld_numbers_is_told_and_the_clipboard_forgets_them(withheld):
    withheld.manners.copy_source.trigger()
    assert withheld.banner.text.startswith("The source's numbers were copied, 1 that readers")
    formats = QGuiApplication.clipboard().mimeData().formats()
    assert "x-kde-passwordManagerHint" in formats
    withheld.close()
    assert copied() == ""


def test_the_program_ends_well_after_copying(counts, home):
    script = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from sdc_desktop.gui.app import make_application
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.windows.main_window import MainWindow

store = SettingsStore(Path(sys.argv[1]))
application = make_application(store)
window = MainWindow(store)
window.show()
window.open(Path(sys.argv[2]))
while window.is_working:
    application.processEvents()
window.workbench.sheets.view.selectAll()
window.manners.copy.trigger()
window.close()
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", script, str(home), str(counts)]
    assert subprocess.run(words, env=environment, timeout=60, check=False).returncode == 0


def test_what_readers_see_stays_on_the_clipboard(withheld):
    withheld.manners.copy.trigger()
    assert not withheld.banner.isVisible()
    withheld.close()
    assert copied() == "[c]"


def test_recent_workbooks_are_forgotten_and_not_kept_when_that_is_switched_off(
    window, counts, open_file
):
    open_file(counts)
    assert window.store.value.recent
    window.manners.keep_recent.trigger()
    assert window.store.value.recent == ()
    assert window.store.value.folder == ""
    open_file(counts)
    assert window.store.value.recent == ()
    window.manners.keep_recent.trigger()
    open_file(counts)
    assert window.store.value.recent == (str(counts),)


def test_a_window_stands_where_it_stood_before(window, home, qtbot):
    window.setGeometry(5, 10, window.minimumSizeHint().width() + 7, 600)
    stood = window.size()
    window.close()
    again = MainWindow(SettingsStore(home))
    qtbot.addWidget(again)
    assert again.size() == stood


@pytest.fixture
def unwritten(withheld, settle):
    """A check whose last step could not be written: the disk is full."""
    resource = pytest.importorskip("resource")
    document = withheld.workbench.document
    (journal,) = (withheld.store.folder / "journals").glob("*.journal")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.stat().st_size, usual[1]))
    try:
        document.do([Withhold((BESIDE,), SuppressionRole.PRIMARY, "[c]", STAMP)], "Withhold")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    settle()
    return withheld


def test_leaving_is_asked_about_only_where_the_journal_could_not_be_written(
    unwritten, settle, counts, monkeypatch
):
    asked = []
    monkeypatch.setattr(LeavingDialog, "exec", lambda _: asked.append(1) or 0)
    assert unwritten.banner.text == "The last step could not be written to the journal."
    for leave in (
        unwritten.close,
        unwritten.can.close_check.trigger,
        lambda: unwritten.open(counts),
    ):
        leave()
        settle()
        assert len(unwritten.workbench.document.check.actions) == 2
    assert len(asked) == 3
    unwritten.can.undo.trigger()
    unwritten.can.redo.trigger()
    settle()
    unwritten.close()
    assert len(asked) == 3
    assert [one.count for one in unfinished_checks(unwritten.store.folder)] == [2]


def test_what_cannot_be_written_is_left_when_the_user_says_so(unwritten, monkeypatch):
    monkeypatch.setattr(LeavingDialog, "exec", lambda _: 1)
    assert unwritten.close()


def test_the_versions_for_a_report_can_be_copied(window):
    dialog = AboutDialog(window)
    dialog.accept()
    assert copied().startswith(f"SDC Desktop {__version__}\nPython 3.")
    assert "highspy" in copied()


def test_a_workbook_that_the_desktop_hands_over_is_named(qapp, tmp_path):
    opener, named = FileOpener(), []
    opener.wanted.connect(named.append)
    assert opener.eventFilter(qapp, QFileOpenEvent(str(tmp_path / "a.xlsx")))
    assert named == [tmp_path / "a.xlsx"]
