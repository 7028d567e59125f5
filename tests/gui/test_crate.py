"""File > Export a record: the crate that the command writes as well."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from sdc_desktop.core.review import ReviewDecision
from sdc_desktop.core.signing import new_key
from sdc_desktop.gui.dialogs.crate_dialog import CrateDialog
from sdc_desktop.register.access_log import Event
from sdc_desktop.register.register import Register
from sdc_desktop.workbook.finish import load_signer
from sdc_desktop.workbook.review_file import add_review

GOLDEN = Path(__file__).parents[1] / "data" / "records" / "suppress"


@pytest.fixture
def case(tmp_path):
    """A signed record beside its workbooks."""
    return shutil.copytree(GOLDEN, tmp_path / "case")


@pytest.fixture
def dialog(window, case):
    return CrateDialog(str(case / "record"), window)


def review(case, decision):
    (case / "key").write_bytes(new_key(None).private)
    signer = load_signer(case / "key", str, "Bob Second")
    words = {"who": "Bob Second", "when": "2026-11-21T12:00:00Z", "version": "0.1"}
    add_review(case / "record", case / "out.xlsx", signer.key, decision, "Seen.", **words)


def test_workbook_and_name_are_proposed_once_the_record_is_known(dialog, case):
    assert dialog.choice.workbook == case / "out.xlsx"
    assert dialog.choice.out == case / "record-crate.zip"
    assert dialog.accept_button.isEnabled()


def test_what_is_missing_is_said(dialog, case):
    for box, text in (
        (dialog.out, str(case / "out.xlsx")),
        (dialog.out, ""),
        (dialog.workbook, "nowhere.xlsx"),
        (dialog.record, str(case)),
    ):
        box.setText(text)
        assert not dialog.accept_button.isEnabled()
    dialog.record.setText(str(case / "record"))
    dialog.workbook.setText(str(case / "out.xlsx"))
    dialog.out.setText(str(case / "new.zip"))
    assert dialog.accept_button.isEnabled()


def test_an_approved_record_is_written_with_its_workbook_and_noted(
    window, dialog, case, home, settle
):
    review(case, ReviewDecision.APPROVE)
    dialog.project.setText("Complaints")
    dialog.workflow.setText("https://example.org/workflow?version=1")
    window.crate.write(dialog.choice)
    settle()
    with zipfile.ZipFile(case / "record-crate.zip") as archive:
        names = archive.namelist()
        graph = json.loads(archive.read("record-crate/data/ro-crate-metadata.json"))["@graph"]
    assert "record-crate/data/outputs/out.xlsx" in names
    assert not [name for name in names if "sealed" in name]
    assert "Complaints" in json.dumps(graph)
    assert window.banner.text.startswith("record-crate.zip was written. Files in it: ")
    assert window.banner.hint == ""
    window.access.finish()
    with Register(str(home / "register.sqlite")) as register:
        entries, _ = register.log()
    noted = [one.access for one in entries]
    assert [(one.event, one.file) for one in noted] == [(Event.EXPORTED, "out.xlsx")]


def test_a_workbook_that_was_rejected_stays_here_and_that_is_said(window, dialog, case, settle):
    review(case, ReviewDecision.REJECT)
    window.crate.write(dialog.choice)
    settle()
    with zipfile.ZipFile(case / "record-crate.zip") as archive:
        assert not [name for name in archive.namelist() if name.endswith(".xlsx")]
    assert window.banner.hint == "The protected workbook is not in it: it is not approved yet."


def test_a_record_that_does_not_hold_is_not_exported(window, dialog, case, settle):
    with (case / "record" / "report.html").open("a") as file:
        file.write(" ")
    window.crate.write(dialog.choice)
    settle()
    assert window.banner.text.startswith("The record cannot be exported: ")
    assert not (case / "record-crate.zip").exists()
