"""Withholding, rounding and noise stand side by side before one of them is applied."""

import pytest

from sdc_desktop.core.actions import RoundCells, SuppressionRole
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.protection.comparing import find_actions, judge
from sdc_desktop.gui.dialogs.methods_dialog import MethodsDialog
from sdc_desktop.gui.rounding import Scope

RISKY = CellRef("Table 1", 3, 3)


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


@pytest.fixture
def dialog(window, bench, qtbot):
    """The comparison with all ways worked out."""
    shown = bench.comparing.make_dialog()
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: len(shown._found) == len(shown._ways), timeout=60_000)
    return shown


def test_every_way_says_what_it_loses_and_leaves(bench, dialog):
    rows = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    assert all(found.problem is None for found in dialog._found.values())
    assert all(item.text(column) for item in rows for column in range(8))
    assert rows[0].text(0).startswith("✓  Withhold")
    assert rows[0].text(1) == "4"
    assert not bench.document.check.actions


def test_cells_are_seen_as_each_way_would_show_them(bench, dialog):
    places = range(len(dialog._ways))
    assert dialog.beside.text_at(RISKY, 0).startswith("■ ")
    row = dialog.beside._rows[RISKY]
    assert row.text(1) == "3"
    total = CellRef("Table 1", 6, 4)
    texts = {dialog.beside.text_at(total, place) for place in places}
    assert "·" in texts
    assert any(text.startswith("≈ ") for text in texts)


def test_a_way_that_leaves_a_risk_is_marked(bench, dialog):
    scene = bench.comparing._scene_maker()(Scope.ALL)
    dialog._show(0, judge(scene, dialog._ways[0], ()))
    assert dialog.list.topLevelItem(0).text(0).startswith("▲")
    for row, found in dialog._found.items():
        sign = "✓" if found.is_safe else "▲"
        assert dialog.list.topLevelItem(row).text(0).startswith(sign)


def test_what_is_chosen_is_applied_in_one_step(window, bench, settle, qtbot, monkeypatch):
    def choose(dialog):
        qtbot.waitUntil(lambda: len(dialog._found) > 3, timeout=60_000)
        dialog.list.setCurrentIndex(dialog.list.model().index(3, 0))
        assert dialog.accept_button.isEnabled()
        return True

    monkeypatch.setattr(MethodsDialog, "exec", choose)
    window.can.compare_ways.trigger()
    settle()
    first, second, *_ = bench.document.check.actions
    assert (first.cells, first.role) == ((RISKY,), SuppressionRole.PRIMARY)
    assert isinstance(second, RoundCells)
    assert bench.document.undo_stack.count() == 1
    assert "nearest" in bench.document.undo_stack.undoText()


def test_closing_stops_the_work_and_changes_nothing(window, bench, settle, monkeypatch):
    monkeypatch.setattr(MethodsDialog, "exec", lambda dialog: dialog.done(0) or 0)
    window.can.compare_ways.trigger()
    settle()
    assert not bench.document.check.actions


def test_another_scope_compares_anew(window, bench, qtbot):
    bench.sheets.view.select_cells((RISKY, CellRef("Table 1", 4, 3)))
    dialog = bench.comparing.make_dialog()
    qtbot.addWidget(dialog)
    names = [one.text() for one in dialog._scopes.buttons()]
    assert names[0].startswith("The selected cells (2)")
    dialog._scopes.buttons()[-1].click()
    qtbot.waitUntil(lambda: len(dialog._found) == len(dialog._ways), timeout=60_000)
    assert dialog._found[0].loss.together.changed.compared == 21


def test_a_selection_is_protected_by_itself(bench):
    bench.sheets.view.select_cells((RISKY, CellRef("Table 1", 4, 3)))
    scene = bench.comparing._scene_maker()(Scope.SELECTION)
    actions = find_actions(scene, bench.comparing.make_dialog()._ways[0])
    assert actions[0].cells == (RISKY,)
    assert {one.role for one in actions} == set(SuppressionRole)
