"""What the command line wishes of secondary suppression is heeded, or said to be impossible."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sdc_desktop.__main__ import main
from tests.workbooks import write_counts

COUNTS = ((3, 40, 50), (20, 30, 60), (70, 80, 90))


def protected(tmp_path: Path, *options: str) -> tuple[int, set[str]]:
    """The exit code and the cells that show a marker."""
    source = write_counts(tmp_path / "in.xlsx", COUNTS)
    out = tmp_path / "out.xlsx"
    command = ["protect", str(source), "--policy", "uk-tre-acro", "--out", str(out), *options]
    code = main(command)
    sheet = openpyxl.load_workbook(out)["Table 1"] if out.exists() else ()
    return code, {cell.coordinate for row in sheet for cell in row if cell.value == "[c]"}


def test_a_cell_that_must_be_shown_is_shown(tmp_path):
    _, plain = protected(tmp_path)
    kept = sorted(plain - {"B4"})[0]
    _, others = protected(tmp_path, "--keep", f"Table 1!{kept}")
    assert kept not in others
    assert "B4" in others


def test_the_cost_decides_what_is_kept_small(tmp_path):
    _, fewest = protected(tmp_path, "--cost", "cells")
    assert len(fewest) == 4


def test_the_same_seed_gives_the_same_pattern(tmp_path):
    assert protected(tmp_path, "--seed", "7")[1] == protected(tmp_path, "--seed", "7")[1]


@pytest.mark.parametrize("cell", ["C7", "Nowhere!C7", "Table 1!seven"])
def test_a_cell_that_does_not_exist_is_said(tmp_path, capsys, cell):
    code, _ = protected(tmp_path, "--keep", cell)
    assert code == 2
    assert "names no cell" in capsys.readouterr().err


def answer(run, tmp_path: Path, *options: object, counts=COUNTS):
    """What `protect --json` prints on a workbook with `counts`."""
    source = write_counts(tmp_path / "in.xlsx", counts)
    out = tmp_path / "out.xlsx"
    words = ["protect", source, "--policy", "uk-tre-acro", "--out", out, "--json", *options]
    return run(*words)


def names(cells) -> set[str]:
    return {one["cell"] for one in cells}


def test_every_secondary_cell_says_what_it_protects(run, tmp_path):
    document = answer(run, tmp_path).document
    assert names(document["reasons"]) == names(document["secondary"])
    assert all(names(one["protects"]) == {"B4"} for one in document["reasons"])


def test_showing_a_withheld_cell_is_answered_with_what_could_be_worked_out(run, tmp_path):
    secondary = sorted(names(answer(run, tmp_path).document["secondary"]))[0]
    (tmp_path / "out.xlsx").unlink()
    asked = ("--what-if", f"Table 1!{secondary}", "--what-if", "Table 1!E7")
    shown, other = answer(run, tmp_path, *asked).document["what_if"]
    assert {"sheet": "Table 1", "cell": "B4", "lower": 3, "upper": 3} in shown["narrowed"]
    assert "B4" in shown["because"]
    assert (other["withheld"], other["because"]) == (False, "Table 1!E7 is shown already.")


def test_cells_that_must_be_withheld_are(run, tmp_path):
    document = answer(run, tmp_path, "--withhold", "Table 1!C6:D6").document
    assert {"B4", "C6", "D6"} <= names(document["primary"])
    assert document["audit"]["unprotected"] == 0


def test_a_row_of_high_weight_is_shown(run, tmp_path):
    first = {cell for cell in names(answer(run, tmp_path).document["secondary"]) if cell[1] != "4"}
    (tmp_path / "out.xlsx").unlink()
    row = sorted(first)[0][1]
    document = answer(run, tmp_path, "--weight", f"Table 1!{row}:{row}=1000").document
    assert not any(cell.endswith(row) for cell in names(document["secondary"]))


@pytest.mark.parametrize("weight", ["Table 1!C:C", "Table 1!C:C=none", "Table 1!C:C=-1"])
def test_a_weight_that_is_none_is_said(run, tmp_path, weight):
    assert answer(run, tmp_path, "--weight", weight).code == 2


def test_an_exception_with_a_reason_shows_an_unsafe_cell(run, tmp_path):
    exempt = ("--exempt", "Table 1!B4=In the annual report")
    document = answer(run, tmp_path, *exempt).document
    assert document["primary"] == document["secondary"] == []


def test_an_exception_without_a_reason_is_refused(run, tmp_path):
    assert answer(run, tmp_path, "--exempt", "Table 1!B4").code == 2


def test_what_readers_know_protects_nothing(run, tmp_path):
    plain = names(answer(run, tmp_path).document["secondary"])
    (tmp_path / "out.xlsx").unlink()
    known = sorted(plain)[0]
    document = answer(run, tmp_path, "--known", f"Table 1!{known}").document
    assert document["audit"]["unprotected"] == 0
    assert names(document["secondary"]) != plain


def test_a_kept_cell_that_is_unsafe_itself_is_said_in_words(run, tmp_path):
    said = answer(run, tmp_path, "--keep", "Table 1!B4").document["said"]
    assert any("B4 must be shown, and is unsafe itself" in one for one in said)


def test_cells_in_the_way_are_named_in_words(run, tmp_path):
    kept = [f"Table 1!{letter}4" for letter in "CDE"]
    options = [word for cell in kept for word in ("--keep", cell)]
    result = answer(run, tmp_path, *options)
    assert result.code == 1
    (sentence,) = [one for one in result.document["said"] if "cannot be protected" in one]
    assert sentence.count("Table 1!") == 2


def test_the_pattern_of_the_last_record_is_kept(run, tmp_path):
    record = tmp_path / "record"
    wanted = ("--cost", "cells", "--seed", "5", "--withhold", "Table 1!D5")
    first = answer(run, tmp_path, *wanted, "--record", record).document
    (tmp_path / "out.xlsx").unlink()
    again = answer(run, tmp_path, "--withhold", "Table 1!D5", "--like-last-time", record).document
    assert names(again["secondary"]) == names(first["secondary"])


def test_the_pattern_of_an_earlier_release_is_preferred(run, tmp_path):
    later = tuple(tuple(value + 7 if value > 10 else value for value in row) for row in COUNTS)
    first = answer(run, tmp_path, "--weight", "Table 1!C:C=1000").document
    earlier = (tmp_path / "out.xlsx").rename(tmp_path / "earlier.xlsx")
    options = ("--earlier", earlier, "--like-last-time")
    again = answer(run, tmp_path, *options, counts=later).document
    assert names(again["secondary"]) == names(first["secondary"])


def test_no_last_time_is_said(run, tmp_path):
    assert answer(run, tmp_path, "--like-last-time").code == 2


def test_counts_need_no_evidence_for_a_cost_of_contributors(run, tmp_path):
    document = answer(run, tmp_path, "--cost", "contributors").document
    assert document["audit"]["unprotected"] == 0
    assert document["objective"] == sum({"C4": 40, "B5": 20, "C5": 30}.values())


def test_a_row_of_headline_figures_is_kept(run, tmp_path):
    row = {f"{column}6" for column in "BCDE"}
    document = answer(run, tmp_path, "--keep", "Table 1!6:6").document
    assert not row & names(document["secondary"])
    assert document["audit"]["unprotected"] == 0


def with_shares(path: Path) -> Path:
    """Counts on one sheet, and on another the percentages of each row that they make."""
    book = openpyxl.Workbook()
    numbers = [
        [*row, sum(row)] for row in (*COUNTS, [sum(one) for one in zip(*COUNTS, strict=True)])
    ]
    labels = ("Leeds", "York", "Hull", "Total")
    for sheet, title in ((book.active, "Counts"), (book.create_sheet(), "Per cent")):
        sheet.title = title
        sheet.append(["Area", "To 15", "16 to 64", "65 and over", "Total"])
        for label, row in zip(labels, numbers, strict=True):
            shares = [round(100 * one / row[-1], 1) for one in row]
            sheet.append([label, *(row if title == "Counts" else shares)])
    book.save(path)
    return path


def test_percentages_on_another_sheet_go_with_their_counts_and_say_so(run, tmp_path):
    source, out = with_shares(tmp_path / "in.xlsx"), tmp_path / "out.xlsx"
    answered = run("protect", source, "--policy", "uk-tre-acro", "--out", out, "--json").document
    gone = [*answered["primary"], *answered["secondary"]]
    withheld = {(one["sheet"], one["cell"]) for one in gone}
    counts = {cell for sheet, cell in withheld if sheet == "Counts" and cell[0] != "E"}
    assert counts
    assert {cell for sheet, cell in withheld if sheet == "Per cent"} >= counts
    assert answered["audit"]["unprotected"] == 0
    reasons = {(one["sheet"], one["cell"]): names(one["protects"]) for one in answered["reasons"]}
    assert reasons["Per cent", "B2"] == {"B2"}
