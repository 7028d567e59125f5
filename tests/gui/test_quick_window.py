"""What takes long is done beside the window, and the window does only what is seen."""

import gc
import threading

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.gui import document as document_module
from sdc_desktop.gui.models.sheet_model import SheetModel
from sdc_desktop.gui.views.findings_panel import FindingsPanel
from sdc_desktop.register.policies import list_policies
from tests.workbooks import write_counts


@pytest.fixture
def two_sheets(tmp_path):
    path = write_counts(tmp_path / "two.xlsx")
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book.worksheets[0]).title = "Table 2"
    book.save(path)
    return path


@pytest.fixture
def many(qtbot):
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    findings = [
        Finding(
            "threshold" if row % 2 else "zeros",
            Severity.FAIL if row % 3 else Severity.REVIEW,
            "Table 1",
            (CellRef("Table 1", row, row % 7),),
            f"Area {row} is small.",
        )
        for row in range(700)
    ]
    panel.show_findings(tuple(findings))
    return panel


def test_what_was_found_is_put_in_order_beside_the_window(window, counts, open_file, monkeypatch):
    threads = []
    order = document_module.found_marks

    def note(*found):
        threads.append(threading.current_thread())
        return order(*found)

    monkeypatch.setattr(document_module, "found_marks", note)
    open_file(counts)
    assert threads
    assert threading.main_thread() not in threads


def test_a_sheet_that_is_not_seen_is_brought_up_to_date_when_it_is(
    window, two_sheets, open_file, settle
):
    open_file(two_sheets)
    sheets = window.workbench.sheets
    other = sheets.show_sheet("Table 2").sheet_model
    before = other.marks
    window.workbench.go_to(CellRef("Table 1", 3, 3))
    window.can.withhold.trigger()
    window.can.zoom_in.trigger()
    settle()
    assert other.marks is before
    view = sheets.show_sheet("Table 2")
    assert other.marks is not before
    assert view.rowHeight(0) == sheets.show_sheet("Table 1").rowHeight(0)


def test_painting_the_letters_of_a_chosen_sheet_asks_about_no_cell(
    window, counts, open_file, monkeypatch
):
    open_file(counts)
    view = window.workbench.sheets.view
    view.selectAll()
    asked = []
    count_rows = SheetModel.rowCount
    monkeypatch.setattr(
        SheetModel, "rowCount", lambda *about: asked.append(about) or count_rows(*about)
    )
    view.horizontalHeader().grab()
    assert len(asked) < view.sheet_model.columnCount()


def test_the_letters_tell_which_columns_hold_chosen_cells(window, counts, open_file):
    open_file(counts)
    view = window.workbench.sheets.view
    view.select_cells([CellRef("Table 1", 3, 2), CellRef("Table 1", 5, 4)])
    across, down = view.horizontalHeader(), view.verticalHeader()
    assert [one for one in range(8) if across.is_chosen(one)] == [2, 4]
    assert [one for one in range(8) if down.is_chosen(one)] == [3, 5]
    flags = QItemSelectionModel.SelectionFlag
    second = view.sheet_model.index(0, 1)
    view.selectionModel().select(second, flags.ClearAndSelect | flags.Columns)
    assert across.is_chosen(1)
    assert not across.is_chosen(2)
    assert down.is_chosen(40)


def test_the_current_finding_stays_current_when_others_go(many):
    before = many.filter.index(40, 0), many.filter.finding_at(40)
    kept = QPersistentModelIndex(before[0])
    many.filter.sort(5, Qt.SortOrder.DescendingOrder)
    assert many.filter.finding_at(kept.row()) is before[1]


def test_findings_are_ordered_by_the_place_of_their_cells(many):
    many.filter.sort(2)
    places = [many.filter.finding_at(row).cells[0] for row in range(700)]
    assert places == sorted(places, key=lambda cell: (cell.column, cell.row))
    many.filter.sort(2, Qt.SortOrder.DescendingOrder)
    assert [many.filter.finding_at(row).cells[0] for row in range(700)] == places[::-1]


def test_searching_finds_what_was_not_made_ready_yet(many):
    assert len(many.model._searched) < 700
    many.filter.show_text("area 699")
    shown = [many.filter.finding_at(row).message for row in range(many.filter.rowCount())]
    assert "Area 699 is small." in shown
    assert len(shown) < 700


def test_what_is_searched_is_made_ready_little_by_little(many, qtbot):
    qtbot.waitUntil(lambda: len(many.model._searched) == 700)
    assert many.model._searched[699].startswith("table 1")


def test_the_presets_are_read_once_and_before_a_workbook_is_opened(window, settle, counts):
    window.begin([])
    settle()
    before = list_policies()
    window.open(counts)
    settle()
    assert all(one is other for one, other in zip(before, list_policies(), strict=True))


def test_what_the_modules_hold_is_never_looked_through_for_garbage(window, settle):
    before = gc.get_freeze_count()
    window.begin([])
    settle()
    assert gc.get_freeze_count() > before
