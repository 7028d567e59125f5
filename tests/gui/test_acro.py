"""A folder of ACRO's outputs in the real window: opened, protected, saved as a new folder."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QTimer, QUrl
from PySide6.QtWidgets import QApplication

from sdc_desktop.core.sheets import WorkbookFormat
from sdc_desktop.gui.dialogs.save_dialog import SaveDialog
from sdc_desktop.gui.windows.main_window import _dropped_file

DATA = Path(__file__).parents[1] / "data" / "acro" / "1.0.2"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA, tmp_path / "outputs")


@pytest.fixture
def bench(window, folder, open_file):
    open_file(folder)
    return window.workbench


def test_a_folder_opens_like_a_workbook_with_its_findings(bench):
    assert bench.document.check.workbook.format is WorkbookFormat.ACRO
    assert any(one.rule == "acro:threshold" for one in bench.document.assessment.findings)
    assert bench.sheets.current_cell().sheet == "output_0_0.csv"


def test_a_folder_can_be_dropped(folder):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    assert _dropped_file(data) == folder


def test_its_hidden_parts_are_looked_for_in_every_file(bench, qtbot):
    qtbot.waitUntil(lambda: bench.document.hidden.is_known)


def save(window, settle, suffix=""):
    """Save as the dialog suggests; return the sentence on the way that was chosen."""
    told = []

    def answer():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SaveDialog):
            QTimer.singleShot(20, answer)
            return
        dialog.way.choose(suffix)
        told.append(dialog.way.sentence)
        dialog.fill(unsigned=True)
        dialog.accept_button.click()

    QTimer.singleShot(0, answer)
    window.can.save.trigger()
    settle()
    return told[0]


def test_the_outcome_goes_into_a_new_folder_beside_it(window, bench, folder, settle):
    window.can.protect.trigger()
    settle()
    assert "list of results" in save(window, settle)
    out = folder.with_name("outputs-protected")
    assert "[c]" in (out / "output_0_0.csv").read_text(encoding="utf-8")
    assert not (out / "config.json").exists()
    assert (folder / "output_0_0.csv").read_bytes() == (DATA / "output_0_0.csv").read_bytes()
    save(window, settle)
    assert folder.with_name("outputs-protected-2").is_dir()


def test_it_can_be_saved_as_an_accessible_workbook_as_well(window, bench, folder, settle):
    save(window, settle, ".xlsx")
    assert folder.with_name("outputs-protected.xlsx").is_file()
