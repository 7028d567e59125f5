import pytest
from PySide6.QtGui import QFileOpenEvent, QGuiApplication

from sdc_desktop import __version__
from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.app import FileOpener
from sdc_desktop.gui.dialogs.about_dialog import AboutDialog

RISKY = CellRef("Table 1", 3, 3)


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


def test_recent_workbooks_are_forgotten_and_not_kept_when_that_is_switched_off(
    window, counts, open_file
):
    open_file(counts)
    assert window.store.value.recent
    window.manners.keep_recent.trigger()
    assert window.store.value.recent == ()
    open_file(counts)
    assert window.store.value.recent == ()


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
