"""`--companion` on the command line: sums are judged by what stands behind them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import openpyxl
import pytest

from sdc_desktop.core.signing import new_key

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
    readable = [path for path in record.rglob("*") if path.suffix != ".pdf"]
    for path in readable:  # the pdf says what the html says; its own offsets are numbers too
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


def test_the_record_names_the_evidence_by_name_kind_and_salted_hash_only(
    run, table, companion, policy, tmp_path
):
    out, record = tmp_path / "out.xlsx", tmp_path / "record"
    words = ("--policy", policy, "--out", out, "--record", record, "--companion", companion)
    run("protect", table, *words, "--json")
    text = (record / "record.json").read_text(encoding="utf-8")
    sealed = (record / "sealed.json").read_text(encoding="utf-8")
    sha256 = hashlib.sha256(companion.read_bytes()).hexdigest()
    (named,) = json.loads(text)["evidence"]
    assert (named["name"], named["kind"]) == (companion.name, "companion")
    assert sha256 not in text
    assert sha256 in sealed
    assert "8600" not in text + sealed
    done = json.loads(text)["actions"]
    assert {"name": companion.name, "kind": "companion"} in done[0]["files"]


def test_a_record_with_evidence_is_replayed_and_verified(run, table, companion, policy, tmp_path):
    out, record, key = tmp_path / "out.xlsx", tmp_path / "record", tmp_path / "key"
    key.write_bytes(new_key(None, "ann").private)
    words = ("--policy", policy, "--out", out, "--record", record, "--key", key)
    run("protect", table, *words, "--companion", companion, "--json")
    answer = run("verify", record, "--workbook", out, "--source", table, "--json")
    assert answer.document["replay"] == "match"
    assert answer.code == 0


def test_two_companions_fill_each_others_gaps(run, table, policy, tmp_path):
    counts = write(tmp_path / "n.xlsx", N=(f"Number of contributors, {TITLE}", NUMBERS))
    largest = write(tmp_path / "x.xlsx", X=(f"Largest contributor, {TITLE}", FIRST))
    second = write(tmp_path / "y.xlsx", Y=(f"Second largest contributor, {TITLE}", SECOND))
    words = [word for file in (counts, largest, second) for word in ("--companion", file)]
    answer = run("check", table, "--policy", policy, *words, "--json")
    rules = {one["rule"] for one in answer.document["findings"]}
    assert {"contributors", "dominance"} <= rules
    assert "not-assessable" not in rules


def test_what_has_to_be_asked_for_is_written_ready_to_send(run, table, policy, tmp_path):
    questions = tmp_path / "questions.txt"
    run("check", table, "--policy", policy, "--ask", questions, "--json")
    text = questions.read_text(encoding="utf-8")
    assert "the number of contributors and the two largest contributions of each sum" in text
    assert "(column B, column C, column D)" in text
    assert "Largest contributor" in text
    assert not any(f"{number:g}" in text for row in TURNOVER for number in row)


def test_questions_replace_no_file(run, table, policy, tmp_path):
    questions = tmp_path / "questions.txt"
    questions.write_text("mine", encoding="utf-8")
    answer = run("check", table, "--policy", policy, "--ask", questions)
    assert answer.code == 2
    assert "questions.txt" in answer.err
    assert questions.read_text(encoding="utf-8") == "mine"


def test_sheets_of_the_workbook_itself_can_be_the_evidence_and_must_not_be_published(
    run, policy, tmp_path
):
    path = write(
        tmp_path / "one.xlsx",
        Table_1=(f"Table 1: {TITLE}", TURNOVER),
        Evidence_N=(f"Number of contributors, {TITLE}", NUMBERS),
        Evidence_X=(f"Largest contributor, {TITLE}", FIRST),
    )
    answer = run("check", path, "--policy", policy, "--companion", path, "--json")
    found = answer.document["findings"]
    assert any(one["rule"] == "dominance" and one["sheet"] == "Table 1" for one in found)
    inside = {one["sheet"] for one in found if "belongs to the workbook itself" in one["message"]}
    assert inside == {"Evidence N", "Evidence X"}
