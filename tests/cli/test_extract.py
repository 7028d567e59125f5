"""`--extract`: what the numbers were counted from, said on the command line and recorded."""

import json

import pytest

from tests.workbooks import write_counts


@pytest.fixture
def source(tmp_path):
    return write_counts(tmp_path / "counts.xlsx")


def rules(answer):
    return {one["rule"] for one in answer.document["findings"]}


def test_a_full_extract_needs_a_record(run, source):
    answer = run("check", source, "--extract", "100%", "--json")
    assert "record-needed" in rules(answer)


def test_a_sample_that_is_not_grossed_is_at_risk(run, source):
    answer = run("check", source, "--extract", "sample:not-grossed", "--json")
    told = [one for one in answer.document["findings"] if one["rule"] == "extract"]
    assert any("not grossed" in one["message"] for one in told)


def test_what_was_said_is_in_the_record(run, source, tmp_path):
    record = tmp_path / "record"
    words = ("--policy", "strict", "--out", tmp_path / "out.xlsx", "--record", record)
    run("protect", source, *words, "--extract", "survey:grossed", "--json")
    document = json.loads((record / "record.json").read_text(encoding="utf-8"))
    said = [one for one in document["actions"] if one["do"] == "state-extract"]
    assert document["extract"] == "survey"
    assert [(one["extract"], one["grossed"]) for one in said] == [("survey", True)]


@pytest.mark.parametrize(
    "text", ["half", "100%:grossed", "sample:", "Nowhere=sample", "sample:yes"]
)
def test_what_cannot_be_understood_is_said_in_a_sentence(run, source, text):
    answer = run("check", source, "--extract", text)
    assert answer.code == 2
    assert "Hint:" in answer.err
