"""Lines combined on the command line: the saved file, its proof, its record and its replay."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.workbooks import write_counts

MERGE = "Table 1!rows 5:6"


def protect(run, counts: Path, *options: object, out: str = "out.xlsx"):
    """What `protect --json` says."""
    place = counts.parent / out
    words = ["protect", counts, "--policy", "uk-tre-acro", "--out", place, "--json"]
    return run(*words, *options)


def shown(path: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path)["Table 1"]
    return {cell.coordinate: cell.value for row in sheet for cell in row}


def test_the_saved_file_shows_sums_names_and_nothing_of_the_parts(run, tmp_path):
    source = write_counts(tmp_path / "in.xlsx", ((120, 45, 30), (641, 3, 18), (274, 90, 33)))
    answer = protect(run, source, "--merge", MERGE)
    after, before = shown(tmp_path / "out.xlsx"), shown(source)
    assert answer.document["saved_file_check"]["passed"]
    assert answer.document["secondary"] == answer.document["primary"] == []
    assert (after["A5"], after["B5"], after["C5"]) == ("East and South", 915, 93)
    assert (after["A6"], after["B6"]) == ("South (combined with East)", "[z]")
    assert {cell: after[cell] for cell in before if cell[1:] in "47"} == {
        cell: before[cell] for cell in before if cell[1:] in "47"
    }


def test_the_saved_file_read_again_gives_nothing_away(run, tmp_path):
    source = write_counts(tmp_path / "in.xlsx", ((120, 45, 30), (641, 3, 18), (274, 90, 33)))
    protect(run, source, "--merge", MERGE)
    answer = run("audit", tmp_path / "out.xlsx", "--policy", "uk-tre-acro", "--json")
    assert (answer.code, answer.document["unprotected"]) == (0, 0)
    answer = run("check", tmp_path / "out.xlsx", "--policy", "uk-tre-acro", "--json")
    assert answer.document["summary"]["fail"] == 0


def test_the_record_replays_and_names_no_part(run, counts):
    record = counts.parent / "record"
    protect(run, counts, "--merge", MERGE, "--record", record)
    out = counts.parent / "out.xlsx"
    answer = run("verify", record, "--workbook", out, "--source", counts, "--json")
    assert (answer.document["workbook"], answer.document["replay"]) == ("match", "match")
    assert "Combined two rows of Table 1" in (record / "report.html").read_text("utf-8")


def test_columns_can_be_named_anew(run, counts):
    protect(run, counts, "--merge", "Table 1!columns B:C=Under 50")
    after = shown(counts.parent / "out.xlsx")
    assert (after["B3"], after["B4"], after["C4"]) == ("Under 50", 165, "[z]")


@pytest.mark.parametrize(
    "merge", ["Table 1!5:6", "Nowhere!rows 5:6", "Table 1!rows 7:8", "Table 1!rows 5:9"]
)
def test_what_cannot_be_combined_is_said(run, counts, merge):
    answer = protect(run, counts, "--merge", merge)
    assert answer.code == 2
    assert "Hint:" in answer.err


def test_a_clean_copy_shows_combined_lines_too(run, counts):
    answer = protect(run, counts, "--merge", MERGE, "--clean-copy", "--title", "Complaints")
    assert answer.document["saved_file_check"]["passed"]


def test_text_files_show_combined_lines_too(run, counts, tmp_path):
    lines = [",".join("" if one is None else str(one) for one in row) for row in table(counts)]
    source = tmp_path / "in.csv"
    source.write_text("\n".join(lines[2:]) + "\n", "utf-8")
    answer = protect(run, source, "--merge", "rows 3:4", out="out.csv")
    assert answer.document["saved_file_check"]["passed"]
    assert "East and South" in (tmp_path / "out.csv").read_text("utf-8")


def table(path: Path) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path)["Table 1"].iter_rows(values_only=True))


def test_check_names_the_lines_to_combine_and_the_option_that_does_it(run, counts):
    answer = run("check", counts, "--policy", "uk-tre-acro", "--json")
    offer = answer.document["redesign"]["offers"][0]
    merge = offer["option"].removeprefix("--merge ").strip('"')
    assert offer["withheld_after"]["cells"] == 0 < offer["withheld_before"]["cells"]
    protected = protect(run, counts, "--merge", merge).document
    assert protected["primary"] == protected["secondary"] == []


def test_check_says_the_offer_in_words(run, counts):
    said = run("check", counts, "--policy", "uk-tre-acro").out
    assert "would be withheld instead of" in said
    assert "--merge" in said
