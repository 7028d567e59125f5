"""Noise for sums and grossing, as a user runs them."""

import csv
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from tests.cli.test_companion import FIRST, NUMBERS, SECOND, TITLE, TURNOVER, write

POLICY = """
id = "test"
version = "1"
title = "Test policy"
[counts]
unsafe = "< 10"
[rounding]
base = 5
enough = true
"""
AREAS, SEXES = ("Leeds", "York", "Hull"), ("Women", "Men")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.toml"
    path.write_text(POLICY, encoding="utf-8")
    return path


@pytest.fixture
def turnover(tmp_path: Path) -> Path:
    return write(tmp_path / "turnover.xlsx", Table_1=(f"Table 1: {TITLE}", TURNOVER))


@pytest.fixture
def companion(tmp_path: Path) -> Path:
    return write(
        tmp_path / "evidence.xlsx",
        Table_1_N=(f"Table 1: number of contributors, {TITLE}", NUMBERS),
        Table_1_largest=(f"Table 1: largest contributor, {TITLE}", FIRST),
        Table_1_second=(f"Table 1: second largest contributor, {TITLE}", SECOND),
    )


@pytest.fixture
def people(tmp_path: Path) -> tuple[Path, Path]:
    """A table of a sample of 60 people, and the people with their weights."""
    rng = np.random.default_rng(4)
    drawn = [(AREAS[a], SEXES[s]) for a, s in zip(rng.integers(0, 3, 60), rng.integers(0, 2, 60),
                                                  strict=True)]  # fmt: skip
    drawn = [one for one in drawn if one != ("Hull", "Men")] + [("Hull", "Men")] * 4
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Table 1"
    sheet.append(["Table 1: People asked, by area and sex"])
    sheet.append(["Area", *SEXES])
    for area in AREAS:
        sheet.append([area, *(drawn.count((area, sex)) for sex in SEXES)])
    book.save(tmp_path / "sample.xlsx")
    records = tmp_path / "records.csv"
    with records.open("w", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["area", "sex", "weight"])
        lines.writerows([area, sex, 150] for area, sex in drawn)
    return tmp_path / "sample.xlsx", records


def numbers_in(file: Path) -> np.ndarray:
    sheet = openpyxl.load_workbook(file)["Table 1"]
    rows = sheet.iter_rows(min_row=3, min_col=2, values_only=True)
    return np.array(
        [[one if isinstance(one, int | float) else np.nan for one in row] for row in rows]
    )


def test_sums_get_noise_in_proportion_to_their_largest_contributors(
    run, turnover: Path, companion: Path, policy: Path, tmp_path: Path
) -> None:
    wish = ("--policy", policy, "--companion", companion, "--method", "noise", "--seed", 3)
    out, record = tmp_path / "a.xlsx", tmp_path / "record"
    answer = run(
        *("protect", turnover, *wish, "--set", "sums=10-20", "--out", out),
        *("--record", record, "--json"),
    )
    before, after = numbers_in(turnover), numbers_in(out)
    first, second = np.array(FIRST, float), np.array(SECOND, float)
    moved = np.abs(after - before)
    assert answer.document["saved_file_check"]["passed"]
    assert np.all(moved >= 0.1 * first - 0.2 * second - 0.1)
    assert np.all(moved <= 0.2 * (first + second) + 0.1)
    words = ("verify", record, "--workbook", out, "--source", turnover, "--json")
    assert run(*words).document["replay"] == "match"
    assert "contributors" in (record / "public-statement.txt").read_text()
    assert b"10-20" not in (record / "record.json").read_bytes()


@pytest.mark.parametrize("words", ["0-20", "20-10", "10-100", "many"])
def test_percentages_that_cannot_be_noise_get_a_sentence(
    run, turnover: Path, companion: Path, policy: Path, tmp_path: Path, words: str
) -> None:
    wish = ("--policy", policy, "--companion", companion, "--method", "noise")
    answer = run("protect", turnover, *wish, "--set", f"sums={words}", "--out", tmp_path / "a.xlsx")
    assert answer.code == 2
    assert "Hint: " in answer.err


def test_noise_for_sums_without_a_companion_says_what_is_needed(
    run, turnover: Path, policy: Path, tmp_path: Path
) -> None:
    wish = ("--policy", policy, "--method", "noise", "--set", "sums=10-20")
    answer = run("protect", turnover, *wish, "--out", tmp_path / "a.xlsx")
    assert answer.code == 2
    assert "--companion" in answer.err


def test_a_sample_is_grossed_and_rounded_and_its_base_decides_what_is_withheld(
    run, people: tuple[Path, Path], tmp_path: Path
) -> None:
    sample, records = people
    out = tmp_path / "a.xlsx"
    wish = ("--policy", "uk-dwp-sample", "--set", "base=100", "--companion", records)
    more = ("--set", "gross=yes", "--set", "least_base=5", "--method", "round")
    run("protect", sample, *wish, *more, "--out", out, "--record", tmp_path / "record")
    counts, after = numbers_in(sample), numbers_in(out)
    assert np.isnan(after).tolist() == (counts < 5).tolist()
    assert np.isnan(after).any()
    kept = counts >= 5
    assert np.all(np.abs(after[kept] - counts[kept] * 150) <= 50)
    assert np.all(after[kept] % 100 == 0)
    assert "grossing" in (tmp_path / "record" / "public-statement.txt").read_text()
