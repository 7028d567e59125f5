"""Published rounding policies as a user runs them: what is hidden, shown, and made of totals."""

from pathlib import Path

import openpyxl
import pytest

ROWS = (
    ["Area", "2020", "2021", "Change"],
    ["Leeds", 41, 53, 12],
    ["York", 3, 27, 24],
    ["Hull", 6, 0, -6],
    ["Goole", 96, 108, 12],
    ["Total", 146, 188, 42],
)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Table 1"
    sheet.append(["Table 1: People by area and year"])
    for row in ROWS:
        sheet.append(row)
    book.save(tmp_path / "people.xlsx")
    return tmp_path / "people.xlsx"


def shown(run, people: Path, tmp_path: Path, *words: object) -> list[list[object]]:
    out = tmp_path / "out.xlsx"
    run("protect", people, *words, "--out", out, "--record", tmp_path / "record")
    sheet = openpyxl.load_workbook(out)["Table 1"]
    return [list(row) for row in sheet.iter_rows(min_row=3, min_col=2, values_only=True)]


@pytest.mark.parametrize(
    ("policy", "marker", "hull", "change"),
    [("uk-nhs-hes", "*", "*", "*"), ("uk-ofqual", "[c]", 5, -5)],
)
def test_small_counts_are_hidden_zeros_shown_and_the_rest_rounded_to_five(
    run, people: Path, tmp_path: Path, policy: str, marker: str, hull: object, change: object
) -> None:
    rows = shown(run, people, tmp_path, "--policy", policy, "--method", "round")
    assert rows[0] == [40, 55, 15]
    assert rows[1] == [marker, 25, marker]
    assert rows[2] == [hull, 0, change]
    assert rows[4] == [145, 190, 45]
    statement = (tmp_path / "record" / "public-statement.txt").read_text()
    assert "Totals were changed on their own" in statement


def test_the_ten_five_rule_hides_zeros_too(run, people: Path, tmp_path: Path) -> None:
    rows = shown(run, people, tmp_path, "--policy", "uk-ons-105", "--method", "round")
    assert rows[1][0] == rows[2][0] == rows[2][1] == "[c]"
    assert rows[3][:2] == [95, 110]


def test_midpoints_with_totals_as_sums_say_so(run, people: Path, tmp_path: Path) -> None:
    wish = ("--policy", "uk-opensafely", "--method", "midpoint", "--set", "totals=summed")
    rows = shown(run, people, tmp_path, *wish)
    column = [row[1] for row in rows]
    assert column == [51, 27, 0, 105, 183]
    statement = (tmp_path / "record" / "public-statement.txt").read_text()
    assert "Totals are the sums of the numbers shown" in statement
