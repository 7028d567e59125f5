"""Each command notes in the access log what it read and wrote; without a log it works too."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from sdc_desktop.register.access_log import Access, find_breaks
from sdc_desktop.register.register import Register
from sdc_desktop.register.signers_file import read_signers
from tests.workbooks import COUNTS, write_counts


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("SDC_DESKTOP_HOME", str(folder))
    return folder


def logged(home: Path) -> list[Access]:
    with Register(str(home / "register.sqlite")) as register:
        entries, head = register.log()
    assert find_breaks(entries, head) == ()
    return [one.access for one in entries]


def short(accesses: list[Access]) -> list[tuple[str, str, str]]:
    return [(one.event, one.file, one.remark) for one in accesses]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def protect(run, counts: Path):
    out, record = counts.with_name("out.xlsx"), counts.with_name("record")
    return run(
        *("protect", counts, "--policy", "uk-tre-acro"),
        *("--out", out, "--record", record, "--json"),
    )


def test_protecting_and_verifying_are_in_the_log(run, counts, home):
    home.mkdir()
    (home / "settings.json").write_text('{"authorised_by": "Bea Steward"}')
    assert protect(run, counts).code == 1
    record = counts.with_name("record")
    run("verify", record, "--json")
    accesses = logged(home)
    assert short(accesses) == [
        ("opened", "complaints.xlsx", "protect"),
        ("exported", "out.xlsx", "protect of complaints.xlsx"),
        ("verified", "record.json", "verify: not good"),
    ]
    files = (counts, counts.with_name("out.xlsx"), record / "record.json")
    assert [one.sha256 for one in accesses] == [sha256(file) for file in files]
    assert {one.authorised_by for one in accesses} == {"Bea Steward"}
    assert all(one.who and one.when.endswith("Z") for one in accesses)


@pytest.mark.parametrize("command", ["tables", "check", "audit", "inspect"])
def test_looking_at_a_workbook_is_in_the_log(run, counts, home, command):
    run(command, counts, "--json")
    assert short(logged(home)) == [("viewed", "complaints.xlsx", command)]


def test_earlier_releases_that_are_read_are_in_the_log(run, counts, home):
    earlier = counts.with_name("earlier.csv")
    earlier.write_text("Area,Count\nNorth,20\nSouth,30\n")
    run("check", counts, "--policy", "uk-tre-acro", "--earlier", earlier, "--json")
    assert ("viewed", "earlier.csv", "check") in short(logged(home))


def test_a_file_that_is_not_there_and_commands_without_a_file_are_not_in_the_log(run, counts, home):
    assert run("check", counts.with_name("none.xlsx")).code == 2
    run("policies")
    assert not (home / "register.sqlite").exists()


def test_a_log_that_cannot_be_written_is_said_and_the_workbook_is_protected(run, counts, home):
    home.mkdir()
    (home / "register.sqlite").mkdir()
    answer = protect(run, counts)
    assert answer.code == 1
    assert answer.document["out"]
    assert counts.with_name("out.xlsx").exists()
    assert answer.err.count("The access log could not be written") == 2
    assert "Hint: " in answer.err
    assert str(home) not in answer.err


def test_files_that_a_verification_reads_are_in_the_log(run, counts, home):
    protect(run, counts)
    record, out = counts.with_name("record"), counts.with_name("out.xlsx")
    run("verify", record, "--workbook", out, "--source", counts, "--json")
    assert short(logged(home))[2:] == [
        ("viewed", "out.xlsx", "verify"),
        ("viewed", "complaints.xlsx", "verify"),
        ("verified", "record.json", "verify: not good"),
    ]


def test_no_folder_is_named_in_the_register(run, counts, home):
    protect(run, counts)
    held = (home / "register.sqlite").read_bytes()
    assert counts.name.encode() in held
    assert str(counts.parent).encode() not in held


def test_the_next_period_is_told_of_the_earlier_release(run, counts, home, tmp_path):
    words = ("--policy", "uk-tre-acro", "--out", tmp_path / "out.xlsx", "--json")
    first = run("protect", counts, *words)
    assert "earlier release" not in first.err
    assert "is registered" not in run("check", counts, "--json").err
    following = write_counts(tmp_path / "complaints-2027.xlsx", tuple(reversed(COUNTS)))
    for command in (("check", following, "--json"), ("protect", following, *words)):
        said = run(*command).err
        assert "An earlier release is registered: out.xlsx" in said
        assert "--earlier" in said
    given = run("check", following, "--earlier", tmp_path / "out.xlsx", "--json")
    assert "is registered" not in given.err


def test_a_signer_of_the_register_is_trusted_and_another_is_not(run, counts, home, tmp_path):
    key = tmp_path / "ann"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    saved = ("--out", tmp_path / "out.xlsx", "--record", tmp_path / "record", "--key", key)
    assert run("protect", counts, "--policy", "uk-tre-acro", *saved).code == 0

    def trusted():
        answer = run("verify", tmp_path / "record", "--json")
        assert answer.code == 0
        return [one["trusted"] for one in answer.document["signatures"]]

    assert trusted() == [False]
    with Register(str(home / "register.sqlite")) as register:
        for one in read_signers(tmp_path / "record" / "allowed_signers", "bea", "2026-11-21"):
            register.keep_signer(one)
    assert trusted() == [True]
