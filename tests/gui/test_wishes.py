"""What may be withheld is said by keyboard, by menu and by dragging, and stands on the sheet."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from sdc_desktop.core.actions import Prefer, Wish
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.protection.wishes import wishes_of
from sdc_desktop.core.published import CellStatus
from sdc_desktop.gui.dialogs.weight_dialog import WeightDialog

CELL = CellRef("Table 1", 4, 3)
NEXT = CellRef("Table 1", 5, 3)


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


def wishes(bench):
    return {cell: one.wish for cell, one in wishes_of(bench.document.check.actions).items()}


def drag(view, first, last):
    places = [view.visualRect(view.sheet_model.index(one.row, one.column)) for one in (first, last)]
    start, end = (place.center() for place in places)
    kinds = QEvent.Type
    for kind, at in (
        (kinds.MouseButtonPress, start),
        (kinds.MouseMove, (start + end) / 2),
        (kinds.MouseMove, end),
        (kinds.MouseButtonRelease, end),
    ):
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        whole = QPointF(view.viewport().mapToGlobal(at))
        event = QMouseEvent(
            kind,
            QPointF(at),
            whole,
            none if kind == kinds.MouseMove else left,
            none if kind == kinds.MouseButtonRelease else left,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view.viewport(), event)


def test_the_keyboard_keeps_a_cell_and_takes_that_back(window, bench, qtbot):
    bench.go_to(CELL)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(bench.sheets.view, Qt.Key.Key_K, control)
    assert wishes(bench) == {CELL: Wish.KEEP}
    qtbot.keyClick(bench.sheets.view, Qt.Key.Key_K, control)
    assert wishes(bench) == {}
    window.can.undo.trigger()
    assert wishes(bench) == {CELL: Wish.KEEP}


def test_a_wish_stands_on_the_sheet_in_words_and_in_the_inspector(window, bench, qtbot):
    bench.go_to(CELL)
    window.can.wishes.say[Wish.KEEP].trigger()
    model = bench.sheets.view.sheet_model
    assert (CELL.row, CELL.column) in model.wishes
    assert "must stay shown" in model.cell_in_words(CELL.row, CELL.column)
    tip = model.data(model.index(CELL.row, CELL.column), Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("Must stay shown.")
    qtbot.waitUntil(lambda: "Must stay shown." in bench.inspector.text(), timeout=30_000)
    assert "Keep 1 cell shown" in bench.inspector.text()


def test_a_sheet_with_a_sign_looks_different(window, bench):
    bench.go_to(CellRef("Table 1", 0, 0))
    before = bench.sheets.view.grab().toImage()
    bench.wishes._do((CELL,), Wish.KEEP)
    kept = bench.sheets.view.grab().toImage()
    bench.wishes._do((CELL,), Wish.LET_GO)
    assert len({bytes(one.constBits()) for one in (before, kept)}) == 2
    assert bench.sheets.view.grab().toImage() != kept


def test_a_wish_alone_needs_no_new_check(window, bench):
    before = bench.document.assessment
    bench.go_to(CELL)
    window.can.wishes.say[Wish.LET_GO].trigger()
    assert bench.document.assessment is before
    assert not bench.document.is_assessing


def test_a_kept_cell_is_not_chosen_to_protect_others(window, bench, settle):
    window.can.protect.trigger()
    settle()
    chosen = next(bench.document.published.cells_with(CellStatus.SECONDARY))
    window.can.undo.trigger()
    settle()
    bench.go_to(chosen)
    window.can.wishes.say[Wish.KEEP].trigger()
    window.can.protect.trigger()
    settle()
    assert bench.document.published.status(chosen) is CellStatus.AS_IS
    assert not bench.document.assessment.audit.unprotected


def test_dragging_says_it_of_the_cells_and_escape_ends_it(window, bench, qtbot):
    window.can.wishes.brushes[Wish.KEEP].trigger()
    view = bench.sheets.view
    drag(view, CELL, NEXT)
    assert wishes(bench) == {CELL: Wish.KEEP, NEXT: Wish.KEEP}
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert window.can.wishes.brush is None
    drag(view, CellRef("Table 1", 3, 1), CellRef("Table 1", 3, 2))
    assert len(wishes(bench)) == 2


def test_dragging_takes_wishes_back(window, bench):
    bench.wishes._do((CELL, NEXT), Wish.LET_GO)
    window.can.wishes.brushes[Wish.NONE].trigger()
    drag(bench.sheets.view, CELL, CELL)
    assert wishes(bench) == {NEXT: Wish.LET_GO}


def test_a_brush_ends_with_the_workbook(window, bench, settle):
    window.can.wishes.brushes[Wish.KEEP].trigger()
    window.can.close_check.trigger()
    settle()
    assert window.can.wishes.brush is None


def test_cells_are_weighed(window, bench, monkeypatch):
    bench.go_to(CELL)
    monkeypatch.setattr(WeightDialog, "ask", lambda *_: 25.0)
    window.can.wishes.say[Wish.WEIGH].trigger()
    (action,) = bench.document.check.actions
    assert isinstance(action, Prefer)
    assert (action.wish, action.factor) == (Wish.WEIGH, 25.0)


def test_the_dialog_of_weights_asks_for_one_number(window, qtbot):
    dialog = WeightDialog(3, window)
    qtbot.addWidget(dialog)
    dialog.box.setValue(0)
    assert dialog.box.value() > 0
    assert "3 cells" in dialog.windowTitle()


def test_labels_get_no_wish(window, bench):
    bench.go_to(CellRef("Table 1", 4, 0))
    window.can.wishes.say[Wish.KEEP].trigger()
    assert not bench.document.check.actions
    assert "No number" in window.banner.text


def test_wishes_come_back_with_an_unfinished_check(window, bench, counts, settle):
    bench.go_to(CELL)
    window.can.wishes.say[Wish.KEEP].trigger()
    window.can.close_check.trigger()
    settle()
    window.open(counts)
    settle()
    assert wishes(window.workbench) == {CELL: Wish.KEEP}


def test_the_menu_of_a_cell_holds_the_wishes(window, bench):
    menu = bench.tables.make_menu()
    assert window.can.wishes.menu.menuAction() in menu.actions()
