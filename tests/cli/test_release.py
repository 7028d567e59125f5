"""`protect --release`: what goes out is described, decided and recorded."""

import json

import pytest

from sdc_desktop.register.entries import DatasetCard
from sdc_desktop.register.register import Register

CARD = DatasetCard(
    *("Complaints", "Bea Owner", "Sam Steward", "DSA 12", "DPIA 17", "BC 3", "", "none"),
    classification="Official-Sensitive",
    delete_by="2099-03-31",
)
FORM = """
title = "Complaints by region"
type = "official-statistics"
date = 2026-12-03
authorised_by = "Bea Owner"
dataset = "Complaints"
declarations = ["training", "agreement"]
[[tables]]
decision = "approve"
private = "seen-by-colleagues-only"
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    monkeypatch.setenv("SDC_DESKTOP_HOME", str(folder))
    with Register(str(folder / "register.sqlite")) as register:
        register.keep_card(CARD)
    return folder


def protect(run, counts, *more, form=FORM):
    release = counts.with_name("release.toml")
    release.write_text(form, encoding="utf-8")
    given = ("--release", release) if form else ()
    return run(
        *("protect", counts, "--policy", "uk-dsit", "--set", "threshold=10", *given),
        *("--out", counts.with_name("out.xlsx"), "--record", counts.with_name("record")),
        *("--json", *more),
    )


def test_a_described_release_leaves_nothing_of_the_policy_open(run, counts):
    answer = protect(run, counts)
    assert answer.document["outstanding"] == ["the record is not signed"]
    assert answer.document["release"]["dataset"]["owner"] == "Bea Owner"
    assert {one["state"] for one in answer.document["preflight"]} == {"holds"}


def test_without_it_everything_that_the_policy_asks_for_is_listed_as_not_said(run, counts):
    answer = protect(run, counts, form="")
    assert answer.document["outstanding"] == ["the record is not signed"]
    left = "\n".join(answer.document["not_said"])
    for words in ("the title", "Data Protection Impact", "Data Owner", "mandatory training"):
        assert words in left


def test_a_release_that_says_too_little_leaves_the_rest_outstanding(run, counts):
    answer = protect(run, counts, form='title = "Complaints by region"')
    assert answer.code == 1
    assert any("mandatory training" in one for one in answer.document["outstanding"])
    assert answer.document["not_said"] == []


def test_the_record_holds_the_release_and_seals_what_is_for_colleagues(run, counts):
    protect(run, counts)
    folder = counts.with_name("record")
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    sealed = json.loads((folder / "sealed.json").read_text(encoding="utf-8"))
    assert record["release"]["title"] == "Complaints by region"
    assert [one["decision"] for one in record["decisions"]] == ["approve"]
    assert {"role": "data owner", "who": "Bea Owner"} in record["roles"]
    assert [one.get("name") for one in record["declarations"]][1:] == ["training", "agreement"]
    assert "seen-by-colleagues-only" not in json.dumps(record)
    assert [one["private"] for one in sealed["decisions"]] == ["seen-by-colleagues-only"]
    for file in folder.iterdir():
        if file.name != "sealed.json":
            assert b"seen-by-colleagues-only" not in file.read_bytes()


def test_a_record_with_a_release_is_replayed(run, counts):
    protect(run, counts)
    answer = run(
        *("verify", counts.with_name("record"), "--workbook", counts.with_name("out.xlsx")),
        *("--source", counts, "--json"),
    )
    assert answer.document["replay"] == "match"
    assert answer.document["problems"] == ["The record is not signed."]


def test_the_one_who_authorises_is_in_the_access_log(run, counts, home):
    protect(run, counts)
    with Register(str(home / "register.sqlite")) as register:
        entries, _ = register.log()
    exported = [one.access for one in entries if one.access.event == "exported"]
    assert [one.authorised_by for one in exported] == ["Bea Owner"]


@pytest.mark.parametrize(
    "form", ['dataset = "Unknown"', "title = ", '[gates]\nunknown = "x"', "type = 'x'"]
)
def test_a_release_file_that_cannot_be_used_writes_nothing(run, counts, form):
    answer = protect(run, counts, form=form)
    assert answer.code == 2
    assert "Hint: " in answer.err
    assert not counts.with_name("out.xlsx").exists()
