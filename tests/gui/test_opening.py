from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton

from sdc_desktop.core.cells import CellRef

NO_BUTTONS = Qt.MouseButton.NoButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, NO_BUTTONS, NO_KEYS)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(50, 50), copy, data, NO_BUTTONS, NO_KEYS))


def test_a_workbook_opened_by_the_menu_shows_its_cells(window, counts, settle, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(counts), ""))
    window.can.open.trigger()
    settle()
    model = window.workbench.sheets.view.sheet_model
    assert model.text(3, 3) == "3"
    assert window.windowTitle().startswith("complaints.xlsx")


def test_a_workbook_can_be_dropped_anywhere(window, counts, settle):
    drop(window, counts)
    settle()
    assert window.workbench.document.path == counts


def test_a_workbook_on_the_command_line_opens(window, counts, settle):
    window.begin([counts])
    settle()
    assert window.workbench is not None


def test_a_recent_workbook_opens_from_the_welcome_page(window, counts, open_file, settle):
    open_file(counts)
    window.can.close_check.trigger()
    settle()
    button = next(
        one for one in window.welcome.findChildren(QPushButton) if one.text() == counts.name
    )
    button.click()
    settle()
    assert window.workbench is not None


def test_the_menu_lists_recent_workbooks_by_name_only(window, counts, open_file):
    open_file(counts)
    window.can.menus["recent"].aboutToShow.emit()
    assert [one.text() for one in window.can.menus["recent"].actions()] == [counts.name]


def test_the_table_found_is_outlined_and_listed(window, counts, open_file):
    open_file(counts)
    tree = window.workbench.tree.model()
    sheet = tree.index(0, 0)
    assert tree.data(tree.index(0, 0, sheet)).startswith("Table 1: Complaints")
    assert window.workbench.sheets.view.sheet_model.part(3, 1)


def test_a_risky_cell_has_a_symbol_a_tooltip_and_a_finding(window, counts, open_file):
    open_file(counts)
    model = window.workbench.sheets.view.sheet_model
    risky = model.index(3, 3)
    assert model.symbol_of(model.mark(3, 3)) == "▲"
    assert "3" in model.data(risky, Qt.ItemDataRole.ToolTipRole)
    assert window.workbench.findings.model.findings


def test_the_inspector_says_rule_labels_and_paragraph(window, counts, open_file, settle, qtbot):
    open_file(counts)
    window.workbench.go_to(CellRef("Table 1", 3, 3))
    qtbot.waitUntil(lambda: "Small count" in window.workbench.inspector.text())
    words = window.workbench.inspector.text()
    assert "Row: North" in words
    assert "Column: 50 to 74" in words


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.xlsx", b"Dear Sir or Madam"),
        ("cut.xlsx", b"PK\x03\x04 and no more"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("empty.xlsx", b""),
    ],
)
def test_a_bad_file_gives_one_sentence_and_a_hint(window, tmp_path, settle, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    window.open(path)
    settle()
    assert window.banner.isVisible()
    assert window.banner.text.endswith(".")
    assert window.banner.hint
    assert "fault in this program" not in window.banner.text
    assert window.workbench is None


def test_a_missing_file_is_said_in_words(window, tmp_path, settle):
    window.open(tmp_path / "gone.xlsx")
    settle()
    assert "gone.xlsx" in window.banner.text


def test_a_bad_file_leaves_the_open_check_alone(window, counts, open_file, tmp_path, settle):
    open_file(counts)
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"nothing")
    window.open(bad)
    settle()
    assert window.workbench.document.path == counts


def test_opening_can_be_cancelled(window, counts, settle):
    window.open(counts)
    window.jobs.cancel_all()
    settle()
    assert window.workbench is None
    assert "not opened" in window.banner.text


def test_real_workbooks_open_with_their_tables(window, open_file, corpus):
    path = corpus("moj-prison-population/Population_30June2020_Annual.xlsx")
    open_file(path)
    assert len(window.workbench.document.check.tables) == 4
    assert Path(window.store.value.recent[0]) == path
