"""A folder of ACRO's outputs on the command line: checked, written anew, recorded, verified."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from sdc_desktop.core.signing import new_key
from sdc_desktop.register.access_log import Event
from sdc_desktop.register.register import Register

DATA = Path(__file__).parents[1] / "data" / "acro"
POLICY = ("--policy", "uk-tre-acro")


@pytest.fixture(params=["1.0.2", "0.4.12"])
def folder(request, tmp_path):
    return shutil.copytree(DATA / request.param, tmp_path / "outputs")


def digest(folder):
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    return {str(one): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def test_the_tables_of_a_folder_are_listed(run, folder):
    sheets = {one["sheet"]: one for one in run("tables", folder, "--json").document["sheets"]}
    assert sheets["output_0_0.csv"]["tables"][0]["statistic"] == "count"


def test_a_copy_holds_what_was_checked_and_decided_and_nothing_else(run, folder, tmp_path):
    before, out = digest(folder), tmp_path / "checked"
    answer = run("protect", folder, *POLICY, "--out", out, "--json")
    assert answer.document["saved_file_check"]["passed"]
    assert answer.document["audit"]["unprotected"] == 0
    assert digest(folder) == before
    names = {one.name for one in out.iterdir()}
    assert names == {
        "checksums", "results.json", "output_0_0.csv", "output_2_0.csv", "output_3_0.csv",
        "output_4_0.csv", "output_4_1.csv", "output_4_2.csv", "income by region_0.csv",
    }  # fmt: skip
    assert (out / "output_0_0.csv").read_text().splitlines()[3] == "West,[c],15,[c]"


def test_the_list_of_results_tells_the_outcome_and_no_longer_which_cells(run, folder, tmp_path):
    out = tmp_path / "checked"
    run("protect", folder, *POLICY, "--out", out, "--json")
    document = json.loads((out / "results.json").read_text(encoding="utf-8"))
    first = document["results"]["output_0"]
    assert first["status"] == "pass"
    assert first["comments"][-1] == "Output checker: 3 cells were changed."
    assert first["files"] == [{"name": "output_0_0.csv", "sdc": {"summary": {}, "cells": {}}}]
    assert document["reviewer_summary"].startswith("Checked with SDC Desktop:")
    assert "threshold" not in json.dumps(document).lower()
    assert "safe_" not in json.dumps(document)


def test_checksums_are_those_of_the_copy(run, folder, tmp_path):
    out = tmp_path / "checked"
    run("protect", folder, *POLICY, "--out", out, "--json")
    for file in (one for one in out.iterdir() if one.is_file()):
        noted = (out / "checksums" / f"{file.name}.txt").read_text()
        assert noted == hashlib.sha256(file.read_bytes()).hexdigest()
    assert run("check", out, *POLICY, "--json").code == 1


def test_a_record_of_a_folder_is_replayed_and_every_change_shows(run, folder, tmp_path):
    out, record, key = tmp_path / "checked", tmp_path / "record", tmp_path / "key"
    key.write_bytes(new_key(None, "ann").private)
    run("protect", folder, *POLICY, "--out", out, "--record", record, "--key", key, "--json")
    words = ("verify", record, "--workbook", out, "--source", folder, "--json")
    good = run(*words).document
    assert (good["workbook"], good["source"], good["replay"], good["parts"]) == ("match",) * 4
    (out / "checksums" / "results.json.txt").write_text("0" * 64)
    assert run(*words).document["workbook"] == "differs"


@pytest.mark.parametrize("where", ["", "checked", "../outputs"])
def test_nothing_is_written_into_the_folder_that_is_checked(run, folder, where):
    before = digest(folder)
    answer = run("protect", folder, *POLICY, "--out", folder / where)
    assert answer.code == 2
    assert digest(folder) == before


def test_a_folder_that_is_taken_is_not_replaced(run, folder, tmp_path):
    out = tmp_path / "taken"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    assert run("protect", folder, *POLICY, "--out", out).code == 2
    assert [one.name for one in out.iterdir()] == ["mine.txt"]


def test_a_clean_copy_of_a_folder_is_a_workbook(run, folder, tmp_path):
    out = tmp_path / "tables.xlsx"
    answer = run("protect", folder, *POLICY, "--out", out, "--clean-copy", "--json")
    assert answer.document["saved_file_check"]["passed"]
    assert out.is_file()


def test_opening_a_folder_is_in_the_access_log(run, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("SDC_DESKTOP_HOME", str(tmp_path / "home"))
    run("check", folder, *POLICY, "--json")
    with Register(str(tmp_path / "home" / "register.sqlite")) as register:
        (entry,), _ = register.log()
    assert (entry.access.event, entry.access.file) == (Event.VIEWED, "outputs")
