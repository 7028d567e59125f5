"""The page of the register: it lists, filters, finds and exports the access log."""

import csv
import json

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QInputDialog
from sqlalchemy import create_engine, text

from sdc_desktop.core.signing import parse_allowed_signers
from sdc_desktop.gui.dialogs.card_dialog import CardDialog
from sdc_desktop.register.access_log import Access
from sdc_desktop.register.entries import DatasetCard, RunningCheck
from sdc_desktop.register.register import Register
from tests.workbooks import COUNTS, write_counts


@pytest.fixture
def filled(home):
    """A register with four entries."""
    home.mkdir(parents=True, exist_ok=True)
    with Register(str(home / "register.sqlite")) as register:
        for event, who, file in (
            ("opened", "ann", "births.xlsx"),
            ("exported", "ann", "births-protected.xlsx"),
            ("opened", "bea", "deaths.xlsx"),
            ("viewed", "bea", "=births.xlsx"),
        ):
            register.note(Access(event, who, "2026-11-21T09:30:00Z", file, "ab" * 32, "Cem"))
    return home / "register.sqlite"


@pytest.fixture
def page(window, settle, filled):
    window.can.register.trigger()
    settle()
    yield window.register.dialog
    window.register.dialog.close()


def listed(page):
    model = page.model
    return [model.index(row, 4).data() for row in range(model.rowCount())]


def test_the_newest_entry_comes_first_and_the_log_is_said_to_be_whole(page):
    assert listed(page) == ["=births.xlsx", "deaths.xlsx", "births-protected.xlsx", "births.xlsx"]
    assert "whole" in page.state.text()
    assert "not whole" not in page.state.text()


def test_filter_and_search_narrow_the_list_together(page):
    page.what.setCurrentText("Opened")
    assert listed(page) == ["deaths.xlsx", "births.xlsx"]
    page.search.setText("BEA deaths")
    assert listed(page) == ["deaths.xlsx"]
    page.what.setCurrentText("Everything")
    page.search.clear()
    assert len(listed(page)) == 4


def test_the_json_export_holds_what_is_listed_and_the_last_digest(page, tmp_path):
    page.search.setText("ann")
    page.export(tmp_path / "log.json")
    document = json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))
    assert [one["number"] for one in document["entries"]] == [1, 2]
    assert document["log"]["whole"] is True
    assert document["log"]["last"]["number"] == 4
    assert document["filter"] == {"event": "", "text": "ann"}


def test_the_csv_export_holds_no_formula(page, tmp_path):
    page.export(tmp_path / "log.csv")
    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["file"] for row in rows][-1] == "'=births.xlsx"
    assert all(len(row["digest"]) == 64 for row in rows)


def test_an_export_that_fails_is_said(page, tmp_path):
    page.export(tmp_path / "no-folder" / "log.csv")
    assert "could not be written" in page.problem.text()
    page.export(tmp_path / "log.csv")
    assert page.problem.isHidden()


def test_a_removed_entry_is_said_first(window, settle, filled):
    engine = create_engine(f"sqlite:///{filled}")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM sdc_access_log WHERE number = 2"))
    engine.dispose()
    window.can.register.trigger()
    settle()
    assert "Entry 2 is missing." in window.register.dialog.state.text()
    window.register.dialog.close()


def test_a_check_in_progress_is_listed(window, counts, open_file, settle, qtbot):
    open_file(counts)
    qtbot.waitUntil(lambda: not window.access.is_writing, timeout=60_000)
    window.can.register.trigger()
    settle()
    model = window.register.dialog.checks.model
    assert model.index(0, 2).data() == "complaints.xlsx"
    window.register.dialog.close()


def test_a_register_that_cannot_be_read_is_said(window, settle, home):
    (home / "register.sqlite").mkdir(parents=True)
    window.can.register.trigger()
    settle()
    assert "register cannot be reached" in window.banner.text


def fill_card(**texts):
    def answer():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CardDialog)
        dialog.fill(**texts)
        dialog.accept_button.click()

    QTimer.singleShot(0, answer)


def test_a_card_is_written_changed_and_its_data_noted_as_deleted(page, settle, filled, monkeypatch):
    fill_card(name="Births", owner="Bea", delete_by="2020-01-31")
    page.datasets.new.click()
    settle()
    assert page.datasets.model.item(0, 4).text().endswith("Overdue")
    page.datasets.list.selectRow(0)
    fill_card(steward="Cem")
    page.datasets.change.click()
    settle()
    assert page.datasets.model.item(0, 2).text() == "Cem"
    page.datasets.list.selectRow(0)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Shredded", True))
    page.datasets.dispose.click()
    settle()
    with Register(str(filled)) as register:
        (card,) = register.cards()
        last = register.log()[0][-1].access
    assert (card.owner, card.steward, card.disposed_how) == ("Bea", "Cem", "Shredded")
    assert (last.event, last.file, last.remark) == ("disposed", "Births", "Shredded")
    assert listed(page)[0] == "Births"
    page.datasets.list.selectRow(0)
    assert not page.datasets.dispose.isEnabled()


def test_a_card_needs_a_name_and_a_real_day(qtbot):
    dialog = CardDialog(DatasetCard(""))
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    dialog.fill(name="Births", delete_by="2027-02-30")
    assert not dialog.accept_button.isEnabled()
    dialog.fill(delete_by="2027-02-28")
    assert dialog.accept_button.isEnabled()


def test_data_that_must_be_deleted_are_named_at_the_start(window, settle, filled):
    with Register(str(filled)) as register:
        register.keep_card(DatasetCard("Births", delete_by="2020-01-31"))
    window.begin([])
    settle()
    assert "Births by 2020-01-31" in window.banner.text


def test_the_start_makes_no_register(window, settle, home):
    window.begin([])
    settle()
    assert not (home / "register.sqlite").exists()


KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1hYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0"


def test_signers_of_a_list_are_trusted_written_and_removed(page, settle, tmp_path):
    given, written = tmp_path / "given", tmp_path / "written"
    given.write_text(f"ann@example.org {KEY}\n")
    page.signers.list_wanted.emit(given)
    settle()
    assert page.signers.model.item(0, 0).text() == "ann@example.org"
    page.signers.writing_wanted.emit(written)
    (signer,) = parse_allowed_signers(written.read_text())
    assert (signer.principals, signer.public_key) == (("ann@example.org",), KEY)
    page.signers.list.selectRow(0)
    page.signers.remove.click()
    settle()
    assert page.signers.model.rowCount() == 0


@pytest.mark.parametrize(
    "line",
    [
        f"*@example.org {KEY}",
        f'ann valid-before="20200101" {KEY}',
        f'ann namespaces="git" {KEY}',
        f"ann cert-authority {KEY}",
        f"ann,bea {KEY}",
        "ann",
    ],
)
def test_a_list_with_limits_or_without_keys_is_refused_and_said(page, settle, tmp_path, line):
    (tmp_path / "given").write_text(f"{line}\n")
    page.signers.list_wanted.emit(tmp_path / "given")
    settle()
    assert page.signers.model.rowCount() == 0
    assert "list" in page.problem.text()
    assert not page.problem.isHidden()


def test_a_check_gets_a_due_date_and_leaves_the_list(page, settle, filled, monkeypatch):
    with Register(str(filled)) as register:
        register.begin_check(RunningCheck("ab" * 32, "a.xlsx", "ann", "2026-11-21T09:30:00Z"))
    page.checks.show_checks(checks_of(filled), "2026-11-21")
    page.checks.list.selectRow(0)
    for answer, due in (("tomorrow", ""), ("2026-11-20", "2026-11-20")):
        monkeypatch.setattr(QInputDialog, "getText", lambda *_, said=answer, **__: (said, True))
        page.checks.due.click()
        settle()
        assert [one.due for one in checks_of(filled)] == [due]
    assert "Overdue" in page.checks.model.index(0, 4).data()
    page.checks.list.selectRow(0)
    page.checks.end.click()
    settle()
    assert checks_of(filled) == ()


def checks_of(path):
    with Register(str(path)) as register:
        return register.checks()


def test_a_check_that_is_due_is_named_at_the_start(window, settle, filled, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "ann")
    with Register(str(filled)) as register:
        for who in ("ann", "bea"):
            file = f"of-{who}.xlsx"
            register.begin_check(
                RunningCheck("ab" * 32, file, who, "2026-11-01T09:30:00Z", "2026-11-02")
            )
    window.register.remind()
    settle()
    assert "Checks are due: of-ann.xlsx by 2026-11-02." in window.banner.text


def test_a_saved_check_is_a_release_and_the_next_period_is_offered_it(
    window, counts, open_file, settle, qtbot, home
):
    open_file(counts)
    window.can.protect.trigger()
    settle()

    def answer():
        dialog = QApplication.activeModalWidget()
        dialog.fill(passphrase="nine lives of a cat")
        dialog.accept_button.click()

    QTimer.singleShot(0, answer)
    window.can.save.trigger()
    settle()
    window.workbench.saving.result.close()
    qtbot.waitUntil(lambda: not window.access.is_writing, timeout=60_000)
    window.can.register.trigger()
    settle()
    assert window.register.dialog.releases.model.index(0, 2).data() == "complaints-protected.xlsx"
    window.register.dialog.close()
    open_file(write_counts(counts.with_name("complaints-2027.xlsx"), tuple(reversed(COUNTS))))
    qtbot.waitUntil(lambda: not window.register.is_looking, timeout=60_000)
    settle()
    assert "complaints-protected.xlsx, saved on" in window.banner.text
    window.banner.buttons[0].click()
    settle()
    compared = [one.name for one in window.workbench.document.check.compared]
    assert compared == ["complaints-protected.xlsx"]
