import io
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from tests.cli.conftest import Run
from tests.workbook.inspection.ods_makers import write_ods

PASSWORD = "correct horse"


@pytest.fixture
def locked(counts: Path, tmp_path: Path) -> Path:
    memory = io.BytesIO()
    OOXMLFile(io.BytesIO(counts.read_bytes())).encrypt(PASSWORD, memory)
    path = tmp_path / "locked.xlsx"
    path.write_bytes(memory.getvalue())
    return path


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    path = tmp_path / "password.txt"
    path.write_text(f"{PASSWORD}\nthe second line is not read\n")
    return path


@pytest.mark.parametrize("command", ["tables", "check", "audit", "inspect"])
def test_each_command_opens_a_locked_workbook_with_its_password(
    run: Run, locked: Path, password_file: Path, command: str
) -> None:
    assert run(command, locked, "--password-file", password_file, "--json").code in {0, 1}
    refused = run(command, locked, "--json")
    assert refused.code == 2
    assert "--password-file" in refused.err


def test_a_wrong_password_is_one_sentence_and_a_hint(
    run: Run, locked: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("correct cow")
    answer = run("check", locked, "--password-file", wrong)
    assert answer.code == 2
    assert answer.err.splitlines()[0] == "locked.xlsx does not open with this password."
    assert "cow" not in answer.err


@pytest.mark.parametrize("content", ["", "\n" + PASSWORD])
def test_an_empty_password_file_is_said_to_be_empty(
    run: Run, locked: Path, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "password.txt"
    file.write_text(content)
    answer = run("check", locked, "--password-file", file)
    assert (answer.code, "is empty" in answer.err) == (2, True)


def test_a_missing_password_file_is_said(run: Run, locked: Path, tmp_path: Path) -> None:
    answer = run("check", locked, "--password-file", tmp_path / "none.txt")
    assert (answer.code, "cannot be read" in answer.err) == (2, True)


def test_a_locked_workbook_is_protected_and_saved_without_its_password(
    run: Run, locked: Path, password_file: Path, tmp_path: Path
) -> None:
    out, record = tmp_path / "out.xlsx", tmp_path / "record"
    answer = run(
        *("protect", locked, "--policy", "uk-tre-acro", "--out", out, "--record", record),
        *("--remove-hidden", "--password-file", password_file),
    )
    assert "saved without the password of its source" in answer.out
    assert "nothing is left" in answer.out
    assert run("tables", out, "--json").code == 0
    verified = run(
        *("verify", record, "--workbook", out, "--source", locked),
        *("--password-file", password_file, "--json"),
    ).document
    assert (verified["source"], verified["replay"]) == ("match", "match")
    assert PASSWORD.encode() not in b"".join(one.read_bytes() for one in record.iterdir())


def test_a_locked_opendocument_file_is_one_sentence_with_and_without_a_password(
    run: Run, password_file: Path, tmp_path: Path
) -> None:
    path = write_ods(
        tmp_path / "a.ods", parts={"META-INF/manifest.xml": "<m><encryption-data/></m>"}
    )
    for command in ("tables", "inspect"):
        for more in ((), ("--password-file", password_file)):
            answer = run(command, path, *more)
            assert answer.code == 2
            assert answer.err.splitlines()[0] == "a.ods is protected by a password."
            assert "save a copy without" in answer.err.lower()
