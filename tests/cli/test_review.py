"""A second and a third checker sign a record, as DESIGN.md says."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from sdc_desktop.workbook.review_lock import LOCK, put_new
from tests.cli.conftest import Answer, Run


@dataclass(frozen=True)
class Case:
    """A signed record with its protected workbook, and keys of several people."""

    run: Run
    folder: Path

    @property
    def record(self) -> Path:
        return self.folder / "record"

    @property
    def out(self) -> Path:
        return self.folder / "out.xlsx"

    def key(self, name: str) -> Path:
        path = self.folder / name
        if not path.exists():
            comment = f"{name}@example.gov.uk"
            words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", str(path)]
            subprocess.run(words, check=True)
        return path

    def review(self, name: str, decision: str, *more: object) -> Answer:
        words = ("--workbook", self.out, "--key", self.key(name), "--decision", decision)
        return self.run("review", self.record, *words, *more, "--json")

    def verify(self) -> Answer:
        return self.run("verify", self.record, "--workbook", self.out, "--json")


@pytest.fixture
def case(run: Run, counts: Path, tmp_path: Path) -> Case:
    made = Case(run, tmp_path)
    words = ("protect", counts, "--policy", "uk-tre-acro", "--out", made.out)
    assert run(*words, "--record", made.record, "--key", made.key("ann"), "--json").code == 0
    return made


def ssh_keygen_says_good(case: Case, name: str, file: str) -> bool:
    words = ["ssh-keygen", "-Y", "verify", "-f", case.record / "allowed_signers"]
    words += ["-I", f"{name}@example.gov.uk", "-n", "sdc-desktop-record"]
    words += ["-s", case.record / f"{file}.sig"]
    with (case.record / file).open("rb") as data:
        done = subprocess.run(words, stdin=data, capture_output=True, check=False)
    return done.returncode == 0 and b"Good" in done.stdout


def test_a_second_checker_approves(case: Case):
    answer = case.review("bob", "approve", "--comment", "Table 1 compared by hand.")
    assert answer.code == 0, answer.err
    assert answer.document["file"] == "review-2.json"
    assert answer.document["signer"] == "bob@example.gov.uk"
    verified = case.verify()
    assert verified.code == 0, verified.document
    assert verified.document["chain"] == "ok"
    roles = [one["role"] for one in verified.document["signatures"]]
    assert roles == ["first checker", "second checker"]
    (said,) = verified.document["reviews"]
    assert (said["decision"], said["comment"]) == ("approve", "Table 1 compared by hand.")
    assert ssh_keygen_says_good(case, "bob", "review-2.json")
    assert ssh_keygen_says_good(case, "ann", "record.json")


def test_a_conflict_waits_for_a_third_person(case: Case):
    assert case.review("bob", "approve").code == 0
    answer = case.review("cleo", "reject", "--comment", "C7 can be guessed.")
    assert answer.code == 1
    assert answer.document["file"] == "review-3.json"
    assert answer.document["conflict"]
    assert any("third person" in one for one in answer.document["outstanding"])
    assert case.verify().document["chain"] == "ok"


def test_changes_asked_for_are_outstanding(case: Case):
    assert case.review("bob", "changes").code == 1


@pytest.mark.parametrize("first", ["ann", "bob"])
def test_nobody_signs_twice(case: Case, first: str):
    case.review("bob", "approve")
    answer = case.review(first, "approve")
    assert answer.code == 2
    assert "signed the record or a review of it already" in answer.err
    assert not (case.record / "review-3.json").exists()


def test_another_workbook_is_not_reviewed(case: Case):
    case.out.write_bytes(case.out.read_bytes() + b"\0")
    answer = case.review("bob", "approve")
    assert answer.code == 2
    assert "workbook is not the one that was recorded" in answer.err
    assert not list(case.record.glob("review-*"))


def test_a_changed_record_is_not_reviewed(case: Case):
    report = case.record / "report.html"
    report.write_bytes(report.read_bytes() + b" ")
    assert case.review("bob", "approve").code == 2


def test_an_earlier_review_that_is_replaced_breaks_the_chain(case: Case):
    case.review("bob", "reject")
    case.review("cleo", "approve")
    for name in ("review-2.json", "review-2.json.sig", "allowed_signers"):
        (case.record / name).rename(case.folder / name)
    for name in ("review-3.json", "review-3.json.sig"):
        (case.record / name).rename(case.folder / name)
    signers = (case.folder / "allowed_signers").read_text().splitlines(keepends=True)
    (case.record / "allowed_signers").write_text(signers[0])
    assert case.review("bob", "approve").code == 0
    for name in ("review-3.json", "review-3.json.sig"):
        (case.folder / name).rename(case.record / name)
    (case.record / "allowed_signers").write_text("".join(signers))
    verified = case.verify()
    assert verified.code == 1
    assert verified.document["chain"] == "broken"


def test_two_who_sign_at_the_same_time_lose_nothing(case: Case):
    people = ["bob", "cleo", "dan"]
    words = [sys.executable, "-m", "sdc_desktop", "review", str(case.record)]
    words += ["--workbook", str(case.out), "--decision", "approve"]
    running = [
        subprocess.Popen(
            [*words, "--key", str(case.key(name))],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for name in people
    ]
    for one in running:
        _, said = one.communicate(timeout=120)
        assert one.returncode == 0, said
    verified = case.verify()
    assert verified.code == 0, verified.document
    found = {one["who"] for one in verified.document["reviews"]}
    assert found == {f"{name}@example.gov.uk" for name in people}


def test_a_lock_that_was_left_behind_is_taken_over(case: Case):
    lock = case.record / LOCK
    lock.touch()
    old = time.time() - 3600
    os.utime(lock, (old, old))
    assert case.review("bob", "approve").code == 0
    assert not lock.exists()


def test_keys_that_an_agent_holds_sign_record_and_review(run, counts, tmp_path, ssh_agent):
    made = Case(run, tmp_path)
    for name in ("ann", "bob"):
        ssh_agent(made.key(name))
    words = ("protect", counts, "--policy", "uk-tre-acro", "--out", made.out, "--json")
    answer = run(*words, "--record", made.record, "--key", tmp_path / "ann.pub")
    assert answer.code == 0, answer.err
    assert made.review("bob.pub", "approve").code == 0
    signers = [one["signer"] for one in made.verify().document["signatures"]]
    assert signers == ["ann@example.gov.uk", "bob@example.gov.uk"]


def test_a_key_that_does_not_sign_changes_nothing(case: Case, ssh_agent):
    case.key("bob").unlink()
    before = {path.name: path.read_bytes() for path in case.record.iterdir()}
    answer = case.review("bob.pub", "approve")
    assert answer.code == 2
    assert "ssh-keygen could not sign with bob.pub" in answer.err
    assert {path.name: path.read_bytes() for path in case.record.iterdir()} == before


def test_a_reviewed_record_is_exported_as_a_crate(case: Case):
    case.review("bob", "approve")
    words = ("--workbook", case.out, "--out", case.folder / "crate.zip", "--json")
    answer = case.run("crate", case.record, *words)
    assert answer.code == 0, answer.err
    assert (answer.document["workbook"], answer.document["five_safes"]) == (True, False)
    assert (case.folder / "crate.zip").stat().st_size > 10_000
    assert case.run("crate", case.record, *words).code == 2


STEPS = ("a file of its own", "allowed_signers", "review-2.json.sig", "review-2.json")
"""In the order in which a writer puts them."""


@pytest.mark.parametrize("count", range(1, len(STEPS) + 1))
def test_who_was_killed_while_signing_leaves_nothing_in_the_way(case: Case, count: int):
    before = {path.name: path.read_bytes() for path in case.record.iterdir()}
    assert case.review("bob", "approve").code == 0
    after = {path.name: path.read_bytes() for path in case.record.iterdir()}
    done = {name: after[name] for name in STEPS[1:count]}
    for name in ("review-2.json", "review-2.json.sig"):
        (case.record / name).unlink()
    for name, data in {**before, **done, ".review-2.json.ab.unfinished": b"{"}.items():
        (case.record / name).write_bytes(data)
    (case.record / LOCK).touch()
    os.utime(case.record / LOCK, (1, 1))
    assert case.review("cleo", "approve").code == 0
    verified = case.verify()
    assert verified.code == 0, verified.document
    signers = [one["signer"].split("@")[0] for one in verified.document["signatures"]]
    assert signers == (["ann", "bob", "cleo"] if count == len(STEPS) else ["ann", "cleo"])
    assert not [path for path in case.record.iterdir() if path.name.startswith(".")]


def test_a_list_of_signers_that_somebody_changed_is_not_mended(case: Case):
    signers = case.record / "allowed_signers"
    signers.write_text(signers.read_text().replace("ann@", "eve@"))
    assert case.review("bob", "approve").code == 2
    assert "eve@" in signers.read_text()
    assert not list(case.record.glob("review-*"))


def test_a_review_is_never_written_over(tmp_path):
    (tmp_path / "review-2.json").write_bytes(b"bob's")
    with pytest.raises(FileExistsError):
        put_new(tmp_path / "review-2.json", b"cleo's")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"bob's"]
