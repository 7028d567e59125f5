"""Before and after stand side by side and move together."""

import pytest
from PySide6.QtCore import Qt

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.models.marks import CellMark

RISKY = CellRef("Table 1", 3, 3)


@pytest.fixture
def bench(window, counts, open_file, settle):
    open_file(counts)
    window.can.protect.trigger()
    settle()
    window.can.show_both.trigger()
    return window.workbench


def test_the_source_stands_beside_what_readers_get_with_changed_cells_marked(bench):
    before, after = bench.sheets.before.sheet_model, bench.sheets.view.sheet_model
    assert bench.sheets.before.isVisible()
    assert before.text(RISKY.row, RISKY.column) == "3"
    assert after.text(RISKY.row, RISKY.column) == "[c]"
    assert before.mark(RISKY.row, RISKY.column) == CellMark.PRIMARY
    assert before.mark(4, 1) == after.mark(4, 1)


def test_both_scroll_together(window, bench):
    before, after = bench.sheets.before, bench.sheets.view
    after.verticalScrollBar().setValue(60)
    assert before.verticalScrollBar().value() == 60
    before.horizontalScrollBar().setValue(40)
    assert after.horizontalScrollBar().value() == 40


@pytest.mark.parametrize("zoom", [60, 170])
def test_both_show_the_same_rows_at_any_size(bench, zoom):
    before, after = bench.sheets.before, bench.sheets.view
    bench.sheets.set_zoom(zoom)
    before.verticalScrollBar().setValue(before.verticalScrollBar().maximum())
    assert after.rowAt(0) == before.rowAt(0) > 0
    after.horizontalScrollBar().setValue(30)
    assert before.columnAt(0) == after.columnAt(0)


def test_both_show_the_same_cell_and_selection(bench, qtbot):
    before, after = bench.sheets.before, bench.sheets.view
    bench.go_to(RISKY)
    assert before.current_cell() == RISKY
    cells = (CellRef("Table 1", 4, 1), CellRef("Table 1", 4, 2))
    before.select_cells(cells)
    assert after.selected_cells() == cells
    qtbot.keyClick(before, Qt.Key.Key_Down)
    assert bench.sheets.current_cell() == before.current_cell()


def test_widths_follow(bench):
    before, after = bench.sheets.before, bench.sheets.view
    after.setColumnWidth(2, 180)
    assert before.columnWidth(2) == 180


def test_a_later_step_shows_in_both(window, bench, settle):
    window.can.undo.trigger()
    settle()
    before = bench.sheets.before.sheet_model
    assert before.mark(RISKY.row, RISKY.column) == CellMark.FAIL
    assert bench.sheets.view.sheet_model.text(RISKY.row, RISKY.column) == "3"


def test_after_alone_comes_back_and_the_next_workbook_is_as_this_one(window, bench, counts, settle):
    window.can.close_check.trigger()
    settle()
    window.open(counts)
    settle()
    assert window.workbench.sheets.before is not None
    window.can.show_both.trigger()
    assert window.workbench.sheets.before is None
