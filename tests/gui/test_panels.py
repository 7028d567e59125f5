"""Panels dock, hide, and come back as they were left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.windows.main_window import MainWindow

AREA = Qt.DockWidgetArea


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


def dock(window, name):
    return window.panels._docks[name]


@pytest.fixture
def open_again(window, home, counts, qtbot):
    """Return a function that closes the window and returns a new one with the workbook open."""
    made = []

    def close_and_open():
        window.close()
        again = MainWindow(SettingsStore(home))
        made.append(again)
        again.resize(1280, 800)
        again.show()
        again.open(counts)
        qtbot.waitUntil(lambda: not again.is_working, timeout=60_000)
        return again

    yield close_and_open
    for one in made:
        one.close()
        one.deleteLater()


def test_hidden_panels_and_places_come_back_with_the_next_start(window, bench, open_again):
    dock(window, "inspector").toggleViewAction().trigger()
    window.panels.move("history", AREA.LeftDockWidgetArea)
    again = open_again()
    assert not again.panels.is_shown("inspector")
    assert again.dockWidgetArea(dock(again, "history")) == AREA.LeftDockWidgetArea
    assert dock(again, "history").titleBarWidget() is None
    assert again.panels.is_shown("findings")


def test_what_was_hidden_last_is_remembered_from_the_welcome_page_too(window, bench, open_again):
    dock(window, "workbook").toggleViewAction().trigger()
    window.can.close_check.trigger()
    again = open_again()
    assert not again.panels.is_shown("workbook")


def test_the_panel_in_front_stays_in_front(window, bench, counts, settle):
    window.panels.bring_up("history")
    window.can.close_check.trigger()
    settle()
    window.open(counts)
    settle()
    assert window.panels.front == "history"
    assert window.workbench.history.isVisible()
    assert window.workbench.tree.isVisible()


def test_a_panel_is_moved_and_all_come_back(window, bench):
    window.panels.places.of["proof"][AREA.RightDockWidgetArea].trigger()
    assert window.dockWidgetArea(dock(window, "proof")) == AREA.RightDockWidgetArea
    window.panels.places.show_places()
    assert window.panels.places.of["proof"][AREA.RightDockWidgetArea].isChecked()
    dock(window, "findings").hide()
    window.panels.places.reset.trigger()
    assert window.dockWidgetArea(dock(window, "proof")) == AREA.BottomDockWidgetArea
    assert window.panels.is_shown("findings")
    assert dock(window, "proof").titleBarWidget() is not None


def test_a_moved_panel_goes_back_among_the_tabs(window, bench):
    window.panels.move("findings", AREA.RightDockWidgetArea)
    window.panels.move("findings", AREA.BottomDockWidgetArea)
    assert dock(window, "proof") in window.tabifiedDockWidgets(dock(window, "findings"))
    assert window.panels.front == "findings"


def test_all_panels_are_folded_away_for_the_sheet_and_come_back_as_they_were(window, bench, qtbot):
    dock(window, "history").toggleViewAction().trigger()
    window.panels.bring_up("proof")
    height = bench.sheets.height()
    window.panels.folding.action.trigger()
    qtbot.waitUntil(lambda: bench.sheets.height() > height)
    assert not any(window.panels.is_shown(name) for name in ("workbook", "inspector", "proof"))
    window.panels.folding.action.trigger()
    assert window.panels.front == "proof"
    assert window.panels.is_shown("workbook")
    assert not window.panels.is_shown("history")


def test_a_low_window_leaves_more_than_three_rows_to_the_sheet(window, counts, open_file, qtbot):
    window.resize(960, 540)
    open_file(counts)
    view = window.workbench.sheets.view
    assert window.size().toTuple() == (960, 540)
    assert view.viewport().height() > 3 * view.rowHeight(0)


def test_a_panel_that_floats_has_a_title_and_goes_back_among_the_tabs(window, bench, qtbot):
    history = dock(window, "history")
    history.setFloating(True)
    qtbot.waitUntil(lambda: history.titleBarWidget() is None)
    assert window.panels.front != "history"
    history.setFloating(False)
    qtbot.waitUntil(lambda: history.titleBarWidget() is not None)
    assert dock(window, "proof") in window.tabifiedDockWidgets(history)


def test_tabs_can_be_dragged_out(window, bench):
    assert window.dockOptions() & QMainWindow.DockOption.GroupedDragging


def test_a_floating_panel_comes_back_floating_with_the_next_start(window, bench, open_again, qtbot):
    dock(window, "proof").setFloating(True)
    qtbot.waitUntil(lambda: dock(window, "proof").titleBarWidget() is None)
    again = open_again()
    assert dock(again, "proof").isFloating()
    again.panels.places.reset.trigger()
    assert not dock(again, "proof").isFloating()
