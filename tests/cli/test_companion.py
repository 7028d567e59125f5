"""`--companion` on the command line: sums are judged by what stands behind them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

POLICY = """
id = "test"
version = "1"
title = "Test policy"
[counts]
unsafe = "< 10"
[magnitudes]
contributors = 3
dominance = [[1, 75]]
p_percent = 10
"""
HEAD = ["Industry", "North", "South", "Total"]
LABELS = ("Mining", "Textiles", "Retail", "Total")
TURNOVER = (
    (300.5, 9000.2, 9300.7), (4000.4, 5000.1, 9000.5), (12000.3, 15000.8, 27001.1),
    (16301.2, 29001.1, 45302.3),
)  # fmt: skip
NUMBERS = ((2, 40, 42), (30, 35, 65), (100, 120, 220), (132, 195, 327))
FIRST = ((200, 8600, 8600), (500, 900, 900), (800, 900, 900), (800, 8600, 8600))
SECOND = ((100.5, 100, 200), (400, 700, 700), (700, 800, 800), (700, 900, 900))
TITLE = "turnover by industry and region, £ thousand"


def write(path: Path, **sheets: tuple[str, tuple[tuple[float, ...], ...]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (title, numbers) in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        sheet.append([title])
        sheet.append(HEAD)
        for label, row in zip(LABELS, numbers, strict=True):
            sheet.append([label, *row])
    book.save(path)
    return path


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.toml"
    path.write_text(POLICY, encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(tmp_path / "turnover.xlsx", Table_1=(f"Table 1: {TITLE}", TURNOVER))


@pytest.fixture
def companion(tmp_path: Path) -> Path:
    return write(
        tmp_path / "evidence.xlsx",
        Table_1_N=(f"Table 1: number of contributors, {TITLE}", NUMBERS),
        Table_1_largest=(f"Table 1: largest contributor, {TITLE}", FIRST),
        Table_1_second=(f"Table 1: second largest contributor, {TITLE}", SECOND),
    )


def found(answer) -> set[tuple[str, str]]:
    return {(one["rule"], cell) for one in answer.document["findings"] for cell in one["cells"]}


def test_without_evidence_sums_are_not_assessable(run, table, policy):
    answer = run("check", table, "--policy", policy, "--json")
    assert answer.code == 1
    assert answer.document["summary"]["not_assessable"] == 1
    assert answer.document["summary"]["fail"] == 0


def test_with_evidence_sums_are_judged(run, table, policy, companion):
    answer = run("check", table, "--policy", policy, "--companion", companion, "--json")
    assert found(answer) == {
        ("contributors", "B3"), ("p-percent", "B3"), ("dominance", "C3"), ("p-percent", "C3"),
        ("dominance", "D3"), ("p-percent", "D3"),
    }  # fmt: skip
    assert answer.document["summary"]["not_assessable"] == 0


def test_unsafe_sums_are_withheld(run, table, policy, companion, tmp_path):
    out = tmp_path / "out.xlsx"
    answer = run(
        "protect", table, "--policy", policy, "--companion", companion, "--out", out, "--json"
    )
    withheld = {one["cell"] for one in answer.document["primary"]}
    assert withheld == {"B3", "C3", "D3"}
    assert answer.document["saved_file_check"]["passed"]
    shown = openpyxl.load_workbook(out)["Table 1"]
    assert shown["C3"].value == "[c]"


def test_nothing_of_the_evidence_is_written(run, table, policy, companion, tmp_path):
    record = tmp_path / "record"
    run(
        "protect", table, "--policy", policy, "--companion", companion,
        "--out", tmp_path / "out.xlsx", "--record", record, "--json",
    )  # fmt: skip
    for path in record.rglob("*"):
        text = path.read_bytes()
        assert b"8600" not in text
        assert b"8,600" not in text


def test_a_companion_that_does_not_say_what_it_holds_is_refused(run, table, policy):
    answer = run("check", table, "--policy", policy, "--companion", table)
    assert answer.code == 2
    assert "does not say which evidence it holds" in answer.err


def test_evidence_for_other_tables_is_told(run, table, policy, tmp_path):
    other = tmp_path / "other.xlsx"
    book = openpyxl.Workbook()
    for row in (["Number of contributors"], ["Fruit", "2023", "2024"], ["Apples", 4, 5],
                ["Pears", 6, 7]):  # fmt: skip
        book.active.append(row)
    book.save(other)
    answer = run("check", table, "--policy", policy, "--companion", other, "--json")
    assert "evidence" in {one["rule"] for one in answer.document["findings"]}
