"""Two categories are combined from what is offered or what is selected, in one step."""

import pytest

from sdc_desktop.core.actions import MergeLines
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.tables import Axis
from sdc_desktop.gui.dialogs.redesign_dialog import RedesignDialog

RISKY = CellRef("Table 1", 3, 3)


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


@pytest.fixture
def dialog(bench, settle, qtbot):
    dialog = bench.redesigning.make_dialog()
    qtbot.addWidget(dialog)
    settle()
    return dialog


def test_what_is_worth_combining_is_offered_with_cost_and_gain(dialog):
    assert dialog.texts
    assert all("combined into" in one for one in dialog.texts)
    assert dialog.accept_button.isEnabled()


def test_selected_neighbours_are_offered_first(window, bench, settle, qtbot):
    bench.sheets.view.select_lines(Axis.ROWS, (3, 4))
    dialog = bench.redesigning.make_dialog()
    qtbot.addWidget(dialog)
    assert dialog.texts[0] == "The selected lines: North and East"
    assert dialog.chosen.kept[0].row == 3
    settle()


def test_combining_is_one_step_that_takes_the_risk_away_and_can_be_undone(
    window, bench, settle, monkeypatch
):
    bench.sheets.view.select_lines(Axis.ROWS, (3, 4))
    monkeypatch.setattr(RedesignDialog, "exec", lambda _: RedesignDialog.DialogCode.Accepted)
    window.can.combine.trigger()
    settle()
    (action,) = bench.document.check.actions
    assert isinstance(action, MergeLines)
    assert action.stamp.who == "Ann Checker"
    assert bench.sheets.view.sheet_model.text(3, 0) == "North and East"
    assert bench.sheets.view.sheet_model.text(3, 3) == "21"
    assert window.summary.startswith("No cell at risk")
    window.can.undo.trigger()
    assert bench.sheets.view.sheet_model.text(3, 3) == "3"


def test_nothing_is_combined_when_one_thinks_better_of_it(window, bench, settle, monkeypatch):
    monkeypatch.setattr(RedesignDialog, "exec", lambda dialog: dialog.done(0) or 0)
    window.can.combine.trigger()
    settle()
    assert not bench.document.check.actions
