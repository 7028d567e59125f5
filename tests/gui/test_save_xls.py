"""An old workbook is saved from the window as a new xlsx workbook, or as a clean copy."""

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.dialogs.save_dialog import SaveDialog

DRUGS = "bfs-drugs-region-xls/Konsum_Drogen_Region.xls"


@pytest.fixture
def bench(window: Any, open_file: Any, settle: Any, corpus: Any, tmp_path: Path) -> Any:
    """The old workbook, opened, with one cell withheld."""
    source = tmp_path / "drugs.xls"
    shutil.copyfile(corpus(DRUGS), source)
    open_file(source)
    window.workbench.go_to(CellRef.parse("2007", "B9"))
    window.can.withhold.trigger()
    settle()
    return window.workbench


def save(window: Any, settle: Any, suffix: str) -> list[str]:
    """Save as the dialog suggests; return the sentence on the way that was chosen."""
    told = []

    def answer() -> None:
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
    return told


def result_words(bench: Any) -> str:
    return "\n".join(one.text() for one in bench.saving.result.findChildren(QLabel))


def test_an_old_workbook_is_saved_as_xlsx(
    window: Any, bench: Any, settle: Any, tmp_path: Path
) -> None:
    assert "new workbook" in save(window, settle, "")[0]
    assert "No withheld value is left" in result_words(bench)
    saved = openpyxl.load_workbook(tmp_path / "drugs-protected.xlsx")
    assert saved["2007"]["B9"].value == "[c]"
    record = json.loads((tmp_path / "drugs-record" / "record.json").read_bytes())
    assert record["saved_file_check"]["saved_as"] == "xlsx"


@pytest.mark.parametrize("suffix", [".ods", ".zip"])
def test_an_old_workbook_is_saved_as_a_clean_copy(
    window: Any, bench: Any, settle: Any, tmp_path: Path, suffix: str
) -> None:
    save(window, settle, suffix)
    assert "No withheld value is left" in result_words(bench)
    assert (tmp_path / f"drugs-protected{suffix}").is_file()


def test_what_is_only_said_does_not_look_like_a_failure(
    window: Any, bench: Any, settle: Any
) -> None:
    save(window, settle, "")
    [said] = [one for one in result_words(bench).splitlines() if "saved as xlsx" in one]
    assert said.startswith("i  The .xls workbook")
