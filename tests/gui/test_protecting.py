import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sdc_desktop.core.actions import Exempt, Release, RoundCells, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.published import CellStatus
from sdc_desktop.gui.dialogs.parameters_dialog import ParametersDialog
from sdc_desktop.gui.dialogs.reason_dialog import ExemptionWish, ReasonDialog
from sdc_desktop.gui.dialogs.rounding_dialog import RoundingDialog
from sdc_desktop.gui.journals import unfinished_checks
from sdc_desktop.gui.rounding import RoundingWish, Scope, method_choices
from sdc_desktop.gui.views.guide_bar import Step
from sdc_desktop.register.policies import load_policy

RISKY = CellRef("Table 1", 3, 3)
SAFE = CellRef("Table 1", 4, 3)


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


def status(bench, cell):
    return bench.document.published.status(cell)


def test_a_withheld_unsafe_cell_shows_the_marker_and_counts_as_primary(window, bench, settle):
    bench.go_to(RISKY)
    window.can.withhold.trigger()
    settle()
    assert bench.sheets.view.sheet_model.text(RISKY.row, RISKY.column) == "[c]"
    assert status(bench, RISKY) is CellStatus.PRIMARY


def test_a_withheld_safe_cell_counts_as_secondary(window, bench, settle):
    bench.go_to(SAFE)
    window.can.withhold.trigger()
    settle()
    assert status(bench, SAFE) is CellStatus.SECONDARY


def test_withholding_one_cell_of_a_table_with_totals_is_shown_as_unprotected(
    window, bench, settle, qtbot
):
    bench.go_to(RISKY)
    window.can.withhold.trigger()
    settle()
    qtbot.waitUntil(lambda: "work out" in bench.inspector.text())
    assert "That is not wide enough" in bench.inspector.text()
    assert bench.guide.text_of(Step.PROOF) == "1 can be worked out"
    assert "1 of them can be worked out" in window.summary


def test_automatic_protection_leaves_nothing_at_risk(window, bench, settle):
    window.can.protect.trigger()
    settle()
    actions = bench.document.check.actions
    assert {one.role for one in actions} == set(SuppressionRole)
    assert all(isinstance(one, Withhold) for one in actions)
    assert not bench.document.assessment.audit.unprotected
    assert bench.guide.text_of(Step.FINDINGS) == "nothing at risk"


def test_editing_waits_while_protection_runs(window, bench, settle):
    window.can.protect.trigger()
    assert not window.can.withhold.isEnabled()
    settle()
    assert window.can.withhold.isEnabled()


def test_cancelled_protection_changes_nothing(window, bench, settle):
    window.can.protect.trigger()
    window.jobs.cancel_all()
    settle()
    assert not bench.document.check.actions
    assert "Everything is as it was" in window.banner.text


def test_undo_and_redo_lead_back_and_forth(window, bench, settle):
    start = bench.document.check
    for cell in (RISKY, SAFE):
        bench.go_to(cell)
        window.can.withhold.trigger()
        settle()
    end = bench.document.check
    window.can.undo.trigger()
    window.can.undo.trigger()
    assert bench.document.check is start
    window.can.redo.trigger()
    window.can.redo.trigger()
    assert bench.document.check is end


def test_a_line_of_the_history_leads_back_to_it(window, bench, settle, qtbot):
    bench.go_to(RISKY)
    window.can.withhold.trigger()
    settle()
    bench.history.setCurrentIndex(bench.history.model().index(0, 0))
    settle()
    assert not bench.document.check.actions
    assert bench.document.assessment.count(Severity.FAIL) > 0


def test_the_latest_state_is_assessed_however_fast_one_undoes(window, bench, settle):
    bench.go_to(RISKY)
    window.can.withhold.trigger()
    settle()
    for _ in range(5):
        window.can.undo.trigger()
        window.can.redo.trigger()
    settle()
    assert bench.document.assessment.published.status(RISKY) is CellStatus.PRIMARY


def test_a_safe_cell_is_released_without_a_question(window, bench, settle):
    bench.go_to(SAFE)
    window.can.withhold.trigger()
    settle()
    window.can.release.trigger()
    settle()
    assert isinstance(bench.document.check.actions[-1], Release)
    assert status(bench, SAFE) is CellStatus.AS_IS


def test_an_unsafe_cell_is_released_only_with_a_reason(window, bench, settle, monkeypatch):
    bench.go_to(RISKY)
    window.can.withhold.trigger()
    settle()
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_: None)
    window.can.release.trigger()
    settle()
    assert status(bench, RISKY) is CellStatus.PRIMARY
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_: ExemptionWish("published before"))
    window.can.release.trigger()
    settle()
    exempt = [one for one in bench.document.check.actions if isinstance(one, Exempt)]
    assert {one.stamp.why for one in exempt} == {"published before"}
    assert status(bench, RISKY) is CellStatus.AS_IS


def test_an_empty_reason_is_none(window, bench, qtbot):
    dialog = ReasonDialog(bench.document.findings_at(RISKY), window)
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClicks(dialog._reason, "structural zero")
    assert dialog.accept_button.isEnabled()
    assert dialog.reason == "structural zero"


def test_rounding_shows_beforehand_what_changes(window, bench, qtbot):
    scopes = {Scope.ALL: "All tables"}
    dialog = RoundingDialog(5, scopes, bench.edits._preview, parent=window)
    qtbot.addWidget(dialog)
    assert "would change" in dialog.preview_text
    assert "stands for" in dialog.preview_text


def test_a_table_is_rounded_to_any_base(window, bench, settle, monkeypatch):
    wish = RoundingWish(Scope.ALL, 7.0)
    monkeypatch.setattr(RoundingDialog, "ask", lambda *_: wish)
    window.can.round.trigger()
    settle()
    (action,) = bench.document.check.actions
    assert isinstance(action, RoundCells)
    assert all(value % 7 == 0 for value in action.values)
    assert bench.sheets.view.sheet_model.text(3, 1) == "119"


@pytest.mark.parametrize(
    "method",
    [one for one in method_choices() if one is not Method.CELL_KEY],
    ids=lambda method: method.value,
)
def test_every_method_of_the_dialog_says_what_is_lost_and_does_it_in_one_step(
    window, bench, settle, qtbot, method
):
    dialog = RoundingDialog(5, {Scope.ALL: "All tables"}, bench.edits._preview, parent=window)
    qtbot.addWidget(dialog)
    dialog.method.setCurrentIndex(dialog.method.findData(method.value))
    if method is Method.SMALL_COUNT:
        dialog.base_box.setValue(30)
    dialog._show_preview()
    assert "would change" in dialog.preview_text
    assert "sums would" in dialog.preview_text
    bench.edits.apply_rounding(dialog.wish)
    settle()
    named = {one.method for one in bench.document.check.actions if isinstance(one, RoundCells)}
    assert method.value in named
    assert bench.document.undo_stack.count() == 1
    bench.document.undo_stack.undo()
    assert bench.document.check.actions == ()


def test_totals_as_sums_are_offered_where_that_is_a_choice(window, bench, qtbot):
    dialog = RoundingDialog(5, {Scope.ALL: "All tables"}, bench.edits._preview, parent=window)
    qtbot.addWidget(dialog)
    dialog.sums.setChecked(True)
    dialog._show_preview()
    assert "All sums would hold" in dialog.preview_text
    dialog.method.setCurrentIndex(dialog.method.findData(Method.CONTROLLED.value))
    assert not dialog.wish.totals_are_summed


def test_several_selected_cells_are_withheld_in_one_step(window, bench, settle):
    view = bench.sheets.view
    bench.go_to(RISKY)
    view.select_cells((RISKY, SAFE))
    window.can.withhold.trigger()
    settle()
    assert bench.document.undo_stack.count() == 1
    assert status(bench, RISKY) is CellStatus.PRIMARY
    assert status(bench, SAFE) is CellStatus.SECONDARY


def test_labels_cannot_be_withheld(window, bench, settle):
    bench.go_to(CellRef("Table 1", 3, 0))
    window.can.withhold.trigger()
    settle()
    assert not bench.document.check.actions
    assert "No shown number" in window.banner.text


def test_another_policy_is_a_step_that_can_be_undone(window, bench, settle):
    bench.policies.use_profile(load_policy("strict"))
    settle()
    assert bench.document.check.policy.id == "strict"
    window.can.undo.trigger()
    assert bench.document.check.policy.id == "uk-tre-acro"


def test_a_policy_without_numbers_asks_for_them(window, qtbot, bench):
    dialog = ParametersDialog(load_policy("uk-dhsc"), window)
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    names = [one.name for one in load_policy("uk-dhsc").open_parameters if one.is_required]
    dialog.fill(dict.fromkeys(names, "10"))
    dialog.accept()
    assert dialog.policy.id == "uk-dhsc"


def test_the_source_can_be_looked_at_without_changing_anything(window, bench, settle):
    bench.go_to(RISKY)
    window.can.withhold.trigger()
    settle()
    window.can.show_source.setChecked(True)
    assert bench.sheets.view.sheet_model.text(RISKY.row, RISKY.column) == "3"
    assert status(bench, RISKY) is CellStatus.PRIMARY


def test_everything_is_done_with_the_keyboard(window, bench, settle, qtbot):
    window.activateWindow()
    view = bench.sheets.view
    view.setFocus()
    bench.go_to(CellRef("Table 1", 2, 0))
    for key in (Qt.Key.Key_Down, *[Qt.Key.Key_Right] * 3):
        qtbot.keyClick(view, key)
    assert bench.sheets.current_cell() == RISKY
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_S, both)
    settle()
    assert status(bench, RISKY) is CellStatus.PRIMARY
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert status(bench, RISKY) is CellStatus.AS_IS


def test_f8_goes_from_finding_to_finding(window, bench, settle, qtbot):
    qtbot.keyClick(bench.sheets.view, Qt.Key.Key_F8)
    assert bench.sheets.current_cell() == bench.document.assessment.findings[0].cells[0]
    qtbot.keyClick(bench.sheets.view, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert bench.findings.chosen == bench.document.assessment.findings[-1]


def test_the_window_can_be_closed_or_go_on_while_protection_runs(window, bench, counts, settle):
    window.can.protect.trigger()
    window.can.close_check.trigger()
    settle()
    assert window.workbench is None
    window.open(counts)
    settle()
    window.can.protect.trigger()
    window.close()
    settle()
    assert unfinished_checks(window.store.folder) == ()


def test_a_check_that_was_stopped_shows_nothing_and_can_be_begun_again(window, bench, settle):
    bench.go_to(RISKY)
    window.can.withhold.trigger()
    settle()
    bench.document.assess()
    window.jobs.cancel_all()
    settle()
    assert bench.guide.text_of(Step.FINDINGS) == "not checked (F5)"
    assert not bench.findings.model.findings
    assert bench.document.assessment is None
    bench.go_to_step(Step.FINDINGS)
    settle()
    assert bench.document.assessment is not None
