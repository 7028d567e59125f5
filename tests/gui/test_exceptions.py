import pytest

from sdc_desktop.core.actions import (
    EVERY_RULE,
    Exempt,
    ExemptionKind,
    Extract,
    StateExtract,
)
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.exemptions import Scope
from sdc_desktop.core.extracts import RECORD_RULE, ExtractSaid
from sdc_desktop.gui.dialogs.reason_dialog import ExemptionWish, ReasonDialog

RISKY = CellRef("Table 1", 3, 3)
ANSWERS = (("basis", "public"), ("harm", "yes"), ("identifiable", "yes"), ("not-public", "no"))


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


def _answer(monkeypatch, wish):
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_: wish)


def _exemptions(bench):
    return [one for one in bench.document.check.actions if isinstance(one, Exempt)]


def test_public_information_of_a_whole_row_is_exempt_from_every_rule(
    window, bench, settle, monkeypatch
):
    wish = ExemptionWish("in the register", ExemptionKind.PUBLIC, Scope.ROWS, ANSWERS, "Register")
    _answer(monkeypatch, wish)
    bench.go_to(RISKY)
    window.can.accept.trigger()
    settle()
    (exempt,) = _exemptions(bench)
    assert exempt.rule == EVERY_RULE
    assert exempt.source == "Register"
    assert {cell.row for cell in exempt.cells} == {RISKY.row}
    assert len(exempt.cells) > 1
    assert not bench.document.findings_at(RISKY)


def test_an_exception_is_undone_like_any_step(window, bench, settle, monkeypatch):
    _answer(monkeypatch, ExemptionWish("accepted by the head of profession"))
    bench.go_to(RISKY)
    window.can.accept.trigger()
    settle()
    assert _exemptions(bench)
    window.can.undo.trigger()
    settle()
    assert not _exemptions(bench)
    assert bench.document.findings_at(RISKY)


def test_a_number_is_no_structural_zero_and_the_window_says_so(window, bench, settle, monkeypatch):
    _answer(monkeypatch, ExemptionWish("nobody", ExemptionKind.STRUCTURAL_ZERO))
    said = []
    window.workbench.edits.failed.connect(lambda error: said.append(str(error)))
    bench.go_to(RISKY)
    window.can.accept.trigger()
    settle()
    assert not _exemptions(bench)
    assert "cannot be a structural zero" in said[0]


def test_the_dialog_asks_the_three_questions_and_refuses_what_is_confidential(window, bench, qtbot):
    dialog = ReasonDialog(bench.document.findings_at(RISKY), window)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog._reason, "in the register")
    assert dialog.accept_button.isEnabled()
    dialog.kind.setCurrentIndex(dialog.kind.findData("public"))
    assert not dialog.accept_button.isEnabled()
    asked = {"identifiable": "yes", "not-public": "yes", "harm": "yes"}
    dialog.questions.fill("public", "Register", asked)
    assert not dialog.accept_button.isEnabled()
    dialog.questions.fill("public", "Register", {"not-public": "no"})
    assert dialog.accept_button.isEnabled()
    assert dialog.wish().answers == ANSWERS


def test_a_table_says_what_its_data_come_from(window, bench, settle):
    bench.go_to(RISKY)
    settle()
    window.tables.extract.wanted.emit(ExtractSaid(Extract.FULL))
    settle()
    (said,) = (one for one in bench.document.check.actions if isinstance(one, StateExtract))
    assert said.extract is Extract.FULL
    assert any(one.rule == RECORD_RULE for one in bench.document.assessment.findings)
    bench.tables.show_target()
    ticked = [one.text() for one in window.tables.extract.menu.actions() if one.isChecked()]
    assert ticked == ["A 100% extract"]
