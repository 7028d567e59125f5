"""The release is described, tables and findings are decided, and the rest is asked at the end."""

import json

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.release import ReleaseDetails, ReleaseType
from sdc_desktop.core.release_actions import DecideFinding, DecideTable, Decision, release_of
from sdc_desktop.gui.dialogs.decision_dialog import DecisionDialog
from sdc_desktop.gui.dialogs.release_dialog import ReleaseDialog
from sdc_desktop.gui.dialogs.save_dialog import SaveDialog
from sdc_desktop.gui.models.findings_model import DECISION
from sdc_desktop.gui.views.guide_bar import Step
from sdc_desktop.register.entries import DatasetCard
from sdc_desktop.register.policies import load_policy
from sdc_desktop.register.register import Register
from tests.workbooks import write_counts

CARD = DatasetCard(
    *("Complaints", "Bea Owner", "Sam Steward", "DSA 12", "DPIA 17", "BC 3", "", "none"),
    classification="Official-Sensitive",
    delete_by="2099-03-31",
)


@pytest.fixture
def bench(window, counts, open_file, settle, home):
    with Register(str(home / "register.sqlite")) as register:
        register.keep_card(CARD)
    open_file(counts)
    bench = window.workbench
    bench.document.set_policy(load_policy("uk-dsit").with_parameters({"threshold": "10"}))
    settle()
    return bench


@pytest.fixture
def describe(qtbot, bench):
    """Return a function that fills in the Release page as a user would."""

    def fill(**texts):
        bench.release.ask()
        qtbot.waitUntil(lambda: not bench.release.is_reading)
        dialog = bench.release.dialog
        dialog.fill(ReleaseType.FOI, "Complaints", **texts)
        dialog.accept()

    return fill


def answer(kind, fill):
    """Answer the next dialog as a user would."""

    def run():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        fill(dialog)
        dialog.accept_button.click()

    QTimer.singleShot(0, run)


def decide(window, decision):
    window.can.deciding.decisions[decision].trigger()


def of_kind(bench, kind):
    return [one for one in bench.document.check.actions if isinstance(one, kind)]


def test_the_release_is_an_action_that_can_be_undone(bench, describe):
    describe(title="Complaints 2026", date="2026-12-03", authorised_by="Bea Owner")
    said = release_of(bench.document.check.actions)
    assert (said.title, said.type, said.dataset.dpia) == ("Complaints 2026", "foi", "DPIA 17")
    bench.document.undo_stack.undo()
    assert release_of(bench.document.check.actions) is None


def test_what_was_said_of_the_release_needs_no_new_check(bench, describe):
    known = bench.document.assessment
    describe(title="Complaints 2026")
    assert bench.document.assessment is known
    assert not bench.document.is_assessing


def test_a_date_must_be_a_day(qtbot):
    dialog = ReleaseDialog(ReleaseDetails(), ())
    qtbot.addWidget(dialog)
    dialog.fill(date="soon")
    assert not dialog.accept_button.isEnabled()
    dialog.fill(date="2026-12-03")
    assert dialog.accept_button.isEnabled()


def test_the_cards_come_later_and_nothing_that_was_typed_is_lost(qtbot):
    dialog = ReleaseDialog(ReleaseDetails(), ())
    qtbot.addWidget(dialog)
    dialog.fill(ReleaseType.AD_HOC, title="Complaints")
    dialog.show_datasets([CARD.as_dataset()])
    dialog.fill(dataset="Complaints")
    said = dialog.release
    assert (said.title, said.type, said.dataset.owner) == ("Complaints", "ad-hoc", "Bea Owner")


def test_the_roles_that_the_policy_names_are_asked_for(bench, describe, qtbot):
    bench.release.ask()
    qtbot.waitUntil(lambda: not bench.release.is_reading)
    dialog = bench.release.dialog
    dialog.fill_roles({"Data Acquisition team": "Dan"})
    dialog.accept()
    assert release_of(bench.document.check.actions).roles == (("Data Acquisition team", "Dan"),)


def test_rejecting_a_finding_shows_beside_it(window, bench):
    bench.findings.focus_list()
    answer(DecisionDialog, lambda dialog: dialog.fill("", "ask Sam"))
    decide(window, Decision.REJECT)
    (decided,) = of_kind(bench, DecideFinding)
    assert (decided.decision, decided.private) == (Decision.REJECT, "ask Sam")
    shown = [
        bench.findings.model.index(row, DECISION).data()
        for row in range(bench.findings.model.rowCount())
    ]
    assert [one for one in shown if one] == ["✗  Rejected"]


def test_all_findings_below_a_heading_are_decided_in_one_step(window, open_file, tmp_path):
    open_file(write_counts(tmp_path / "small.xlsx", ((120, 45, 3), (64, 31, 4), (27, 90, 2))))
    bench = window.workbench
    panel = bench.findings
    panel.filters.kind.setCurrentIndex(panel.filters.kind.findData("severity"))
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.grouped.index(0, 0))
    count = len(panel.chosen_all)
    assert count > 1
    before = bench.document.undo_stack.count()
    answer(DecisionDialog, lambda dialog: dialog.fill("They are published already."))
    decide(window, Decision.APPROVE)
    decided = of_kind(bench, DecideFinding)
    assert len(decided) == count
    assert {one.stamp.why for one in decided} == {"They are published already."}
    assert bench.document.undo_stack.count() == before + 1
    assert f"{count} decided" in panel.grouped.index(0, 0).data()
    decide(window, None)
    assert "decided" not in panel.grouped.index(0, 0).data()


def test_approving_a_finding_without_a_reason_is_not_possible(window, bench, qtbot):
    finding = bench.document.assessment.findings[0]
    dialog = DecisionDialog(Decision.APPROVE, "a table", [finding], window)
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    dialog.fill("It is published already.")
    assert dialog.accept_button.isEnabled()


def test_a_table_with_nothing_at_risk_is_approved_with_one_key(window, bench, settle):
    window.can.protect.trigger()
    settle()
    bench.go_to(CellRef("Table 1", 3, 1))
    bench.sheets.focus_sheet()
    decide(window, Decision.APPROVE)
    (decided,) = of_kind(bench, DecideTable)
    assert decided.decision is Decision.APPROVE
    tree = bench.tree.model()
    assert tree.index(0, 2, tree.index(0, 0)).data() == "✓"
    decide(window, None)
    assert not tree.index(0, 2, tree.index(0, 0)).data()


def test_the_last_step_says_how_much_is_to_be_settled(window, bench, settle):
    window.can.protect.trigger()
    settle()
    assert "points to settle" in bench.guide.text_of(Step.SAVE)


def save(window, settle, fill):
    answer(SaveDialog, lambda dialog: (dialog.fill(unsigned=True), fill(dialog)))
    window.can.save.trigger()
    settle()


def record_of(counts):
    folder = counts.with_name("complaints-record")
    return json.loads((folder / "record.json").read_text(encoding="utf-8"))


def test_what_is_answered_before_signing_is_in_the_record(window, bench, counts, settle, describe):
    window.can.protect.trigger()
    settle()
    describe(title="Complaints 2026", date="2026-12-03", authorised_by="Bea Owner")
    decide(window, Decision.APPROVE)
    seen = []

    def fill(dialog):
        seen.append(dialog.preflight.outstanding)
        dialog.preflight.fill({})
        seen.append(dialog.preflight.outstanding)

    save(window, settle, fill)
    assert seen == [2, 0]
    record = record_of(counts)
    assert record["release"]["title"] == "Complaints 2026"
    assert [one.get("name") for one in record["declarations"]] == [None, "training", "agreement"]
    assert {one["state"] for one in record["preflight"]} == {"holds"}


def test_references_are_asked_where_no_card_gives_them(window, bench, counts, settle):
    window.can.protect.trigger()
    settle()
    given = {
        name: f"{name} 1"
        for name in (
            *("impact-assessment", "sharing-agreement", "data-owner"),
            *("classification", "delete-by"),
        )
    }
    save(window, settle, lambda dialog: dialog.preflight.fill(given))
    states = {one["name"]: one["state"] for one in record_of(counts)["preflight"]}
    assert states["gate:impact-assessment"] == "holds"
    assert states["release"] == "outstanding"
    save(window, settle, lambda dialog: given.update(dialog.preflight.answers))
    assert given["classification"] == "classification 1"


def test_the_one_who_authorises_is_in_the_access_log(window, bench, settle, describe, home, qtbot):
    window.can.protect.trigger()
    settle()
    describe(authorised_by="Bea Owner")
    save(window, settle, lambda dialog: None)
    qtbot.waitUntil(lambda: not window.access.is_writing)
    with Register(str(home / "register.sqlite")) as register:
        entries, _ = register.log()
    exported = [one.access for one in entries if one.access.event == "exported"]
    assert [one.authorised_by for one in exported] == ["Bea Owner"]


def test_a_continued_check_knows_its_release_and_decisions(
    window, bench, counts, settle, describe, open_file
):
    describe(title="Complaints 2026")
    window.can.protect.trigger()
    settle()
    decide(window, Decision.APPROVE)
    window.can.close_check.trigger()
    open_file(counts)
    actions = window.workbench.document.check.actions
    assert release_of(actions).title == "Complaints 2026"
    assert of_kind(window.workbench, DecideTable)
