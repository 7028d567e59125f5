"""Correcting tables in a real window: with the mouse, the menus and the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from sdc_desktop.core.actions import CorrectTables
from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.layout.line_checks import RatioLines
from sdc_desktop.core.tables import Axis, Statistic
from sdc_desktop.gui.dialogs.percentage_dialog import PercentageDialog
from sdc_desktop.gui.dialogs.total_dialog import TotalDialog, TotalWish
from sdc_desktop.register.layouts import kept_layouts, layouts_folder
from tests.workbooks import COUNTS, write_counts

NUMBER = CellRef("Table 1", 4, 2)
TOTAL = CellRef("Table 1", 7, 2)


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


@pytest.fixture
def view(bench):
    return bench.sheets.view


@pytest.fixture
def go(bench, settle, qtbot):
    """Return a function that makes a cell current and waits until the menu speaks of it."""

    def go_to(place):
        bench.go_to(place if isinstance(place, CellRef) else CellRef.parse("Table 1", place))
        bench.tables.show_target()

    return go_to


def table(bench):
    (only,) = bench.document.check.tables
    return only


def do(window, settle, action):
    window.workbench.tables.show_target()
    assert action.isEnabled(), action.text()
    action.trigger()
    settle()


def mouse(view, kind, at, buttons=Qt.MouseButton.NoButton):
    left = Qt.MouseButton.LeftButton
    pressed = left if kind is not QEvent.Type.MouseMove else Qt.MouseButton.NoButton
    place = QPointF(at)
    whole = QPointF(view.viewport().mapToGlobal(at))
    modifiers = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(kind, place, whole, pressed, buttons, modifiers)
    QApplication.sendEvent(view.viewport(), event)


def drag(view, start, end, *, drops=True):
    left = Qt.MouseButton.LeftButton
    mouse(view, QEvent.Type.MouseMove, start)
    mouse(view, QEvent.Type.MouseButtonPress, start, left)
    mouse(view, QEvent.Type.MouseMove, (start + end) / 2, left)
    mouse(view, QEvent.Type.MouseMove, end, left)
    if drops:
        mouse(view, QEvent.Type.MouseButtonRelease, end)


def middle_of(view, row, column):
    return view.visualRect(view.sheet_model.index(row, column)).center()


def bottom_edge(view, bench):
    rect = view.body_rect(table(bench))
    return QPoint(rect.center().x(), rect.bottom())


def test_the_mouse_shows_that_an_edge_can_be_dragged(view, bench, go):
    go(NUMBER)
    mouse(view, QEvent.Type.MouseMove, bottom_edge(view, bench))
    assert view.viewport().cursor().shape() == Qt.CursorShape.SizeVerCursor
    rect = view.body_rect(table(bench))
    mouse(view, QEvent.Type.MouseMove, rect.bottomRight())
    assert view.viewport().cursor().shape() == Qt.CursorShape.SizeFDiagCursor
    mouse(view, QEvent.Type.MouseMove, middle_of(view, 4, 2))
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_dragged_edge_makes_one_step_that_can_be_undone(window, view, bench, go, settle):
    go(NUMBER)
    before = table(bench)
    drag(view, bottom_edge(view, bench), middle_of(view, 6, 3) + QPoint(0, 4))
    settle()
    assert table(bench).body == CellRange.parse("B4:F7")
    assert bench.document.undo_stack.count() == 1
    window.can.undo.trigger()
    settle()
    assert table(bench) == before
    window.can.redo.trigger()
    settle()
    assert table(bench).body.bottom == 6


def test_a_corner_moves_two_edges(view, bench, go, settle):
    go(NUMBER)
    corner = view.body_rect(table(bench)).bottomRight()
    drag(view, corner, middle_of(view, 5, 4) + QPoint(5, 5))
    settle()
    assert table(bench).body == CellRange.parse("B4:E6")


def test_what_dropping_would_do_is_seen_while_dragging_and_escape_ends_it(
    view, bench, go, qtbot, settle
):
    go(NUMBER)
    drag(view, bottom_edge(view, bench), middle_of(view, 5, 3) + QPoint(0, 5), drops=False)
    assert view.overlay.preview == CellRange.parse("B4:F6")
    view.grab()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.overlay.preview is None
    mouse(view, QEvent.Type.MouseButtonRelease, middle_of(view, 5, 3))
    settle()
    assert not bench.document.check.actions


def test_a_click_on_an_edge_still_chooses_the_cell(view, bench, go):
    go(NUMBER)
    place = bottom_edge(view, bench)
    mouse(view, QEvent.Type.MouseButtonPress, place, Qt.MouseButton.LeftButton)
    mouse(view, QEvent.Type.MouseButtonRelease, place)
    assert bench.sheets.current_cell() == CellRef("Table 1", 7, 3)
    assert not bench.document.check.actions


def test_edges_say_that_they_can_be_dragged(view, bench, go):
    go(NUMBER)
    place = bottom_edge(view, bench)
    here = view.viewport().mapToGlobal(place)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, here))
    assert "Drag to move the edge" in QToolTip.text()


def test_edges_move_with_the_keyboard(window, view, bench, go, settle, qtbot):
    window.activateWindow()
    view.setFocus()
    go(NUMBER)
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Up, both)
    settle()
    assert table(bench).body == CellRange.parse("B4:F5")
    qtbot.keyClick(view, Qt.Key.Key_Left, both)
    qtbot.keyClick(view, Qt.Key.Key_Down, both)
    settle()
    assert table(bench).body == CellRange.parse("B4:E6")


def test_a_table_without_numbers_is_refused_in_words(window, bench, go, settle):
    go(NUMBER)
    bench.tables.corrections.move_edges(table(bench), CellRange.parse("A1:B2"))
    settle()
    assert "no numbers" in window.banner.text
    assert not bench.document.check.actions


def test_a_row_becomes_a_header_and_numbers_again(window, bench, go, settle):
    go("C4")
    do(window, settle, window.tables.header)
    assert table(bench).header_rows == (2, 3)
    do(window, settle, window.tables.part[Axis.ROWS])
    assert table(bench).header_rows == (2,)
    assert table(bench).body == CellRange.parse("B4:F8")


def test_a_column_becomes_row_labels(window, bench, go, settle):
    go("B5")
    do(window, settle, window.tables.labels)
    assert table(bench).stub_columns == (0, 1)


def test_whole_rows_are_left_out_and_taken_back(window, view, bench, settle):
    view.select_lines(Axis.ROWS, (4, 5))
    assert "rows 5 to 6" in leave_out_text(window, bench)
    do(window, settle, window.tables.leave_out[Axis.ROWS])
    assert table(bench).left_out_rows == (4, 5)
    do(window, settle, window.tables.part[Axis.ROWS])
    assert table(bench).left_out_rows == ()


def leave_out_text(window, bench):
    bench.tables.show_target()
    return window.tables.leave_out[Axis.ROWS].text()


def test_a_table_is_none_and_a_selection_is_one(window, view, bench, go, settle):
    go(NUMBER)
    do(window, settle, window.tables.no_table)
    assert bench.document.check.tables == ()
    assert not window.tables.no_table.isEnabled()
    view.select_cells(CellRange.parse("A3:F8").cells("Table 1"))
    do(window, settle, window.tables.make_table)
    assert table(bench).body == CellRange.parse("B4:F8")


def test_one_cell_makes_no_table(window, bench, go):
    go(NUMBER)
    assert not window.tables.make_table.isEnabled()


def test_what_the_numbers_are_is_said_of_a_column_and_of_the_table(window, bench, go, settle):
    go(NUMBER)
    choose_kind(window, Axis.COLUMNS, Statistic.MEAN)
    settle()
    assert table(bench).statistic_at(4, 2) is Statistic.MEAN
    choose_kind(window, None, Statistic.SUM)
    settle()
    assert table(bench).statistic_at(4, 2) is Statistic.SUM
    bench.tables.show_target()
    checked = [one.text() for one in window.tables._kinds[None][1].actions() if one.isChecked()]
    assert checked == ["Sums"]


def choose_kind(window, axis, statistic):
    group = window.tables._kinds[axis][1]
    next(one for one in group.actions() if one.data() == statistic.value).trigger()


def test_a_row_that_is_no_total_lights_nothing_up(window, view, bench, go, settle):
    go(TOTAL)
    assert view.overlay.links.parts
    do(window, settle, window.tables.no_total[Axis.ROWS])
    go(TOTAL)
    assert not view.overlay.links.parts
    assert table(bench).said.no_total_rows == (7,)


def test_a_total_lights_up_its_parts_and_says_why(view, bench, go, qtbot):
    go(TOTAL)
    (block,) = view.overlay.links.parts
    assert (block.rows, block.columns) == ((3, 4, 5, 6), (2,))
    qtbot.waitUntil(lambda: "Total of C4:C7, because" in bench.inspector.text())
    go("A8")
    (block,) = view.overlay.links.parts
    assert len(block.columns) == 5
    qtbot.waitUntil(lambda: "Total of rows 4 to 7" in bench.inspector.text())


def test_a_part_shows_the_totals_that_it_feeds(view, bench, go, qtbot):
    go(NUMBER)
    totals = {(block.rows, block.columns) for block in view.overlay.links.totals}
    assert totals == {((7,), (2,)), ((4,), (5,))}
    qtbot.waitUntil(lambda: "Part of the total C8 (Total)." in bench.inspector.text())


def test_parts_are_tinted_on_the_sheet(view, bench, go):
    go("B4")
    apart = view.grab().toImage().pixelColor(inside(view, 4, 2))
    go(TOTAL)
    assert view.grab().toImage().pixelColor(inside(view, 4, 2)) != apart


def inside(view, row, column):
    rect = view.visualRect(view.sheet_model.index(row, column))
    return view.viewport().mapTo(view, rect.topLeft() + QPoint(25, 4))


def test_the_tables_parts_are_told_by_their_tooltips(bench, view):
    def tip(place):
        cell = CellRef.parse("Table 1", place)
        index = view.sheet_model.index(cell.row, cell.column)
        return view.sheet_model.data(index, Qt.ItemDataRole.ToolTipRole) or ""

    assert tip("C3") == "Header; the numbers of column C are counts"
    assert tip("A4") == "Row label"
    assert tip("A8") == "Σ Total. Row label"
    assert "Σ Total (column F)" in tip("F5")
    assert tip("H20") == ""


def test_the_dialog_proposes_parts_and_shows_whether_they_add_up(window, bench, go, qtbot):
    dialog = make_total_dialog(window, bench, {Axis.ROWS: 7, Axis.COLUMNS: 2})
    qtbot.addWidget(dialog)
    assert dialog.wish == TotalWish(Axis.ROWS, 7, (3, 4, 5, 6))
    assert dialog.verdict == "✓  Adds up in 5 of 5 columns"
    dialog.tick((3, 4))
    assert dialog.verdict == "▲  Adds up in 0 of 5 columns"
    dialog.tick(())
    assert not dialog.accept_button.isEnabled()


def make_total_dialog(window, bench, totals, selected=None):
    from sdc_desktop.core.layout.grid import classify

    grid = classify(bench.document.check.workbook.sheet("Table 1"))
    return TotalDialog(grid, table(bench), totals, selected or {}, lambda *_: "", window)


def test_selected_lines_are_proposed_as_parts(window, bench, qtbot):
    dialog = make_total_dialog(window, bench, {Axis.ROWS: 7}, {Axis.ROWS: (5, 6, 7)})
    qtbot.addWidget(dialog)
    assert dialog.wish.parts == (5, 6)


def test_a_total_is_said_in_the_dialog(window, bench, go, settle, monkeypatch):
    asked = []

    def ask(grid, table, totals, selected, name, parent):
        asked.append((totals, name(Axis.ROWS, 7)))
        return TotalWish(Axis.ROWS, 7, (3, 4))

    monkeypatch.setattr(TotalDialog, "ask", ask)
    go("A8")
    do(window, settle, window.tables.total)
    assert asked == [({Axis.ROWS: 7}, "Total")]
    said = [one for one in table(bench).relations if one.reason.startswith("said by the checker")]
    assert [(one.total, one.parts) for one in said] == [(7, (3, 4))]
    assert any(one.rule == "total" for one in bench.document.assessment.findings)


def test_a_percentage_is_said_in_the_dialog(window, bench, go, settle, monkeypatch):
    of = RatioLines(Axis.COLUMNS, 4, 1, 5)
    monkeypatch.setattr(PercentageDialog, "ask", lambda *_: of)
    go("E5")
    do(window, settle, window.tables.percentage)
    assert table(bench).ratios[0].ratio == 4
    assert table(bench).statistic_at(4, 4) is Statistic.PERCENTAGE


def test_the_percentage_dialog_shows_whether_it_holds(window, bench, qtbot):
    from sdc_desktop.core.layout.grid import classify

    grid = classify(bench.document.check.workbook.sheet("Table 1"))
    dialog = PercentageDialog(grid, table(bench), {Axis.COLUMNS: 4}, lambda *_: "Name", window)
    qtbot.addWidget(dialog)
    assert dialog.verdict.startswith("▲  Holds in")
    dialog.place.setCurrentIndex(2)
    assert dialog.wish.denominator_at == 4


MENUS = pytest.mark.qt_log_ignore("does not support", extend=True)


def shown_menu(window):
    return next(menu for menu in window.findChildren(QMenu, "cell-menu") if menu.isVisible())


@MENUS
def test_the_right_button_shows_a_menu_about_the_cell_under_it(window, view, bench, go):
    go("A4")
    at = middle_of(view, 7, 2)
    press = QEvent.Type.MouseButtonPress
    right = Qt.MouseButton.RightButton
    here = QPointF(view.viewport().mapToGlobal(at))
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        view.viewport(), QMouseEvent(press, QPointF(at), here, right, right, none)
    )
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, at, here.toPoint()))
    assert bench.sheets.current_cell() == TOTAL
    menu = shown_menu(window)
    texts = [one.text().replace("&", "") for one in menu.actions() if one.isVisible()]
    assert "Withhold" in texts
    assert "This is no total (row 8)" in texts
    assert "Not part of the table (column C)" in texts
    menu.close()


@MENUS
def test_the_menu_key_shows_the_menu_at_the_current_cell(window, view, go):
    go(NUMBER)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, QPoint(), QPoint()))
    shown_menu(window).close()


@MENUS
def test_a_click_on_a_row_number_speaks_of_the_whole_row(window, view, bench, go):
    go("C5")
    header = view.verticalHeader()
    at = QPoint(5, header.sectionViewportPosition(7) + 3)
    header.customContextMenuRequested.emit(at)
    assert view.chosen().whole is Axis.ROWS
    assert window.tables.leave_out[Axis.ROWS].text() == "Not part of the table (row 8)"
    assert not window.tables.leave_out[Axis.COLUMNS].isEnabled()
    shown_menu(window).close()


def test_corrections_are_recorded_with_who_and_what(window, bench, go, settle):
    go("C4")
    do(window, settle, window.tables.header)
    (action,) = bench.document.check.actions
    assert isinstance(action, CorrectTables)
    assert (action.stamp.who, action.stamp.why) == ("Ann Checker", "row 4: header")
    assert bench.document.undo_stack.undoText() == "Table 1, row 4: header"


def test_a_correction_comes_back_after_a_crash(window, bench, counts, go, settle, open_file):
    go("C4")
    do(window, settle, window.tables.header)
    after = bench.document.check.tables
    window.can.close_check.trigger()
    open_file(counts)
    assert window.workbench.document.check.tables == after


def test_saying_it_twice_changes_nothing(window, bench, go, settle):
    go(NUMBER)
    choose_kind(window, None, Statistic.SUM)
    settle()
    choose_kind(window, None, Statistic.SUM)
    settle()
    assert len(bench.document.check.actions) == 1
    assert "understood already" in window.banner.text


def test_the_menu_offers_nothing_without_a_workbook(window, bench, go):
    go(NUMBER)
    assert window.can.menus["table"].isEnabled()
    window.can.close_check.trigger()
    assert not window.can.menus["table"].isEnabled()
    assert not window.tables.total.isEnabled()


def test_no_table_action_shares_a_shortcut(window, bench):
    keys = [one.toString() for action in window.actions() for one in action.shortcuts()]
    assert len(keys) == len(set(keys))


@pytest.fixture
def july(tmp_path: Path) -> Path:
    """The next release: other numbers, one region more."""
    rows = tuple(tuple(cell + 5 for cell in row) for row in COUNTS)
    return write_counts(tmp_path / "july" / "complaints-july.xlsx", rows)


@pytest.fixture
def corrected(window, bench, go, settle):
    """A workbook that was corrected and closed."""
    go("C5")
    choose_kind(window, Axis.COLUMNS, Statistic.MEAN)
    settle()
    window.can.close_check.trigger()
    settle()


def test_corrections_are_offered_for_the_next_release(window, corrected, july, open_file, settle):
    open_file(july)
    assert window.banner.isVisible()
    assert window.banner.text == "Use last time's corrections for 1 table?"
    assert [one.text() for one in window.banner.buttons] == ["Use", "Not now"]
    window.banner.buttons[0].click()
    settle()
    bench = window.workbench
    assert table(bench).statistic_at(4, 2) is Statistic.MEAN
    (action,) = bench.document.check.actions
    assert action.stamp.why.startswith("as corrected on 20")
    assert action.stamp.why.endswith("in complaints.xlsx")
    window.can.undo.trigger()
    assert not bench.document.check.actions


def test_not_now_leaves_the_offer_in_the_menu(window, corrected, july, open_file, settle):
    open_file(july)
    window.banner.buttons[1].click()
    assert not window.banner.isVisible()
    assert not window.workbench.document.check.actions
    do(window, settle, window.tables.use_last)
    assert window.workbench.document.check.actions
    assert not window.tables.use_last.isEnabled()


def test_what_is_corrected_here_meanwhile_stays(window, corrected, july, open_file, settle):
    open_file(july)
    window.workbench.go_to(NUMBER)
    window.workbench.tables.show_target()
    choose_kind(window, None, Statistic.SUM)
    settle()
    window.tables.use_last.trigger()
    assert len(window.workbench.document.check.actions) == 1
    assert "corrected here already" in window.banner.text


def test_nothing_is_offered_where_nothing_was_corrected(window, counts, july, open_file):
    open_file(counts)
    window.can.close_check.trigger()
    open_file(july)
    assert not window.banner.isVisible()
    assert kept_layouts(layouts_folder(window.store.folder)).layouts == ()


def test_damaged_corrections_are_said_and_passed_over(window, july, open_file):
    folder = layouts_folder(window.store.folder)
    folder.mkdir(parents=True)
    (folder / "x.layout").write_text("{")
    open_file(july)
    assert "damaged" in window.banner.text
