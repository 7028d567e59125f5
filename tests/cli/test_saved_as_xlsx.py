"""Workbooks of formats that are only read, protected from the command line."""

from pathlib import Path
from typing import Any

import openpyxl

from tests.workbook.test_xlsb_reader import write_xlsb

DRUGS = "bfs-drugs-region-xls/Konsum_Drogen_Region.xls"


def test_an_old_workbook_is_protected_recorded_and_verified(
    run: Any, corpus: Any, tmp_path: Path
) -> None:
    source, out, record = corpus(DRUGS), tmp_path / "out.xlsx", tmp_path / "record"
    words = ("protect", source, "--policy", "strict", "--out", out, "--record", record)
    answer = run(*words, "--json")
    assert answer.document["saved_file_check"]["passed"]
    assert "was saved as xlsx" in answer.document["said"][-1]
    again = ("verify", record, "--workbook", out, "--source", source, "--json")
    kept = run(*again).document
    assert (kept["workbook"], kept["source"]) == ("match", "match")
    assert (kept["replay"], kept["parts"]) == ("match", "match")
    assert "saved as a new xlsx workbook" in (record / "report.html").read_text(encoding="utf-8")


def test_a_changed_copy_of_an_old_workbook_is_no_replay(
    run: Any, corpus: Any, tmp_path: Path
) -> None:
    source, out, record = corpus(DRUGS), tmp_path / "out.xlsx", tmp_path / "record"
    run("protect", source, "--policy", "strict", "--out", out, "--record", record)
    book = openpyxl.load_workbook(out)
    book["2007"]["B9"].value = 99
    book.save(out)
    kept = run("verify", record, "--workbook", out, "--source", source, "--json").document
    assert (kept["ok"], kept["workbook"]) == (False, "differs")


def test_people_are_told_that_the_format_changes(run: Any, tmp_path: Path) -> None:
    source, out = write_xlsb(tmp_path / "a.xlsb"), tmp_path / "out.xlsx"
    answer = run("protect", source, "--policy", "strict", "--out", out)
    assert "The .xlsb workbook was saved as xlsx: values" in answer.out
    assert "Outstanding: 3 hidden parts (hidden-rows, hidden-sheet, " in answer.out
    wrong = run("protect", source, "--policy", "strict", "--out", tmp_path / "out.xlsb")
    assert wrong.code == 2
    assert "saved as .xlsx" in wrong.err


def test_hidden_parts_of_a_binary_workbook_go_on_agreement(run: Any, tmp_path: Path) -> None:
    source, out, record = write_xlsb(tmp_path / "a.xlsb"), tmp_path / "out.xlsx", tmp_path / "rec"
    words = ("protect", source, "--policy", "strict", "--out", out, "--record", record)
    answer = run(*words, "--remove-hidden", "--json")
    assert openpyxl.load_workbook(out).sheetnames == ["S"]
    assert {"hidden:hidden-sheet", "hidden:hidden-rows"} <= {
        one["rule"] for one in answer.document["hidden"] if one["removed"]
    }
    kept = run("verify", record, "--workbook", out, "--source", source, "--json").document
    assert kept["replay"] == "match"
