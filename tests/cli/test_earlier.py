"""`--earlier` on the command line: what was published before counts as known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.workbooks import COUNTS, write_counts

POLICY = ("--policy", "uk-tre-acro")


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The table as published before its last region was added, with nothing withheld in it."""
    return write_counts(tmp_path / "complaints-before.xlsx", COUNTS[:-1])


@pytest.fixture
def withheld(run, counts: Path, tmp_path: Path) -> Path:
    """The table of `counts` with what one must withhold withheld."""
    out = tmp_path / "withheld.xlsx"
    assert run("protect", counts, *POLICY, "--out", out, "--json").code == 0
    return out


def test_audit_names_the_cells_that_an_earlier_release_printed(run, withheld, counts) -> None:
    alone = run("audit", withheld, *POLICY, "--json")
    together = run("audit", withheld, *POLICY, "--earlier", counts, "--json")
    assert (alone.code, alone.document["unprotected"]) == (0, 0)
    cells = together.document["cells"]
    assert together.code == 1
    assert cells
    assert all(cell["exact"] for cell in cells)
    assert {one["rule"] for one in together.document["findings"]} == {"differencing"}


def test_audit_says_it_in_words(run, withheld, counts) -> None:
    answer = run("audit", withheld, "--earlier", counts)
    assert "is withheld here, but was printed before" in answer.out


def test_check_lists_what_an_earlier_release_gives_away(run, withheld, counts) -> None:
    answer = run("check", withheld, *POLICY, "--earlier", counts, "--json")
    found = [one for one in answer.document["findings"] if one["rule"] == "differencing"]
    assert answer.code == 1
    assert ["D4"] in [one["cells"] for one in found]


def test_protect_says_what_was_printed_before(run, counts, before, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    answer = run("protect", counts, *POLICY, "--out", out, "--earlier", before, "--json")
    assert answer.code == 1
    assert answer.document["earlier"] == ["complaints-before.xlsx"]
    assert {"sheet": "Table 1", "cell": "D4"} in answer.document["unprotected_cells"]
    assert any("differencing" in one for one in answer.document["outstanding"])


def test_the_record_names_earlier_releases_and_replays(
    run, counts, withheld, tmp_path: Path
) -> None:
    out, record = tmp_path / "again.xlsx", tmp_path / "record"
    answer = run(
        *("protect", counts, *POLICY, "--out", out, "--record", record),
        *("--earlier", withheld, "--json"),
    )
    assert answer.document["audit"]["unprotected"] == 0
    document = json.loads((record / "record.json").read_text())
    [action] = [one for one in document["actions"] if one["do"] == "compare-releases"]
    assert [one["name"] for one in action["releases"]] == ["withheld.xlsx"]
    verified = run("verify", record, "--workbook", out, "--source", counts, "--json").document
    assert (verified["workbook"], verified["replay"]) == ("match", "match")


def test_the_pattern_of_the_earlier_release_is_kept(run, counts, withheld, tmp_path: Path) -> None:
    out = tmp_path / "again.xlsx"
    again = run("protect", counts, *POLICY, "--out", out, "--earlier", withheld, "--json").document
    first = run("audit", withheld, *POLICY, "--json").document
    cells = [*again["primary"], *again["secondary"]]
    assert {one["cell"] for one in cells} == {one["cell"] for one in first["cells"]}


@pytest.mark.parametrize("command", ["check", "audit"])
def test_the_workbook_itself_is_no_earlier_release(run, counts, command: str) -> None:
    answer = run(command, counts, "--earlier", counts)
    assert answer.code == 2
    assert "is the workbook itself" in answer.err


def test_the_same_file_twice_is_refused(run, counts, before, withheld) -> None:
    assert run("check", withheld, "--earlier", counts, "--earlier", before).code == 1
    assert run("check", withheld, "--earlier", counts, "--earlier", counts).code == 2


def test_a_missing_earlier_release_is_said(run, counts, tmp_path: Path) -> None:
    answer = run("check", counts, "--earlier", tmp_path / "none.xlsx")
    assert answer.code == 2
    assert "none.xlsx" in answer.err
