"""The releases of the register are exported for an auditor."""

import csv
import json

import pytest

from sdc_desktop.register.entries import released
from sdc_desktop.register.register import Register

FILES = ("births.xlsx", "=deaths.xlsx")


@pytest.fixture
def page(window, settle, home):
    home.mkdir(parents=True, exist_ok=True)
    with Register(str(home / "register.sqlite")) as register:
        for day, file in enumerate(FILES, 1):
            when = f"2026-11-{day:02}T09:30:00Z"
            register.keep_release(released(file, f"{day:064x}", "ab" * 32, "ann", when, ["Births"]))
    window.can.register.trigger()
    settle()
    yield window.register.dialog
    window.register.dialog.close()


def test_the_button_writes_every_release_as_json(page, tmp_path, monkeypatch):
    path = tmp_path / "releases"
    chosen = "PySide6.QtWidgets.QFileDialog.getSaveFileName"
    monkeypatch.setattr(chosen, lambda *_: (str(path), "JSON (*.json)"))
    page.releases.export.click()
    written = json.loads(path.with_suffix(".json").read_text("utf-8"))["releases"]
    assert [one["file"] for one in written] == list(FILES)
    assert written[0]["sha256"] == f"{1:064x}"


def test_a_spreadsheet_takes_no_file_name_for_a_formula(page, tmp_path):
    path = tmp_path / "releases.csv"
    page.export_releases(path)
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert [one["file"] for one in rows] == ["births.xlsx", "'=deaths.xlsx"]


def test_a_folder_that_is_not_there_is_said(page, tmp_path):
    page.export_releases(tmp_path / "absent" / "releases.csv")
    assert "could not be written" in page.problem.text()
    assert not page.problem.isHidden()
