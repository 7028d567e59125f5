"""Locked workbooks open with their password, in memory, and with no other."""

import io
import tempfile
from pathlib import Path

import msoffcrypto
import numpy as np
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.errors import (
    HostileWorkbookError,
    LockNotReadError,
    WorkbookLockedError,
    WrongPasswordError,
)
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.locked import password_given, unlock
from sdc_desktop.workbook.package import Package
from sdc_desktop.workbook.proof import prove_saved
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.saving import save_protected
from tests.workbooks import write_counts

PASSWORD = "früh 7%"


def locked_bytes(plain: Path, password: str = PASSWORD) -> bytes:
    memory = io.BytesIO()
    OOXMLFile(io.BytesIO(plain.read_bytes())).encrypt(password, memory)
    return memory.getvalue()


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return write_counts(tmp_path / "plain.xlsx")


@pytest.fixture
def locked(plain: Path, tmp_path: Path) -> Path:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(locked_bytes(plain))
    return path


def test_a_locked_workbook_reads_as_the_unlocked_one(plain: Path, locked: Path) -> None:
    opened, expected = read_workbook(locked, password=PASSWORD), read_workbook(plain)
    np.testing.assert_array_equal(opened.sheets[0].values, expected.sheets[0].values)
    assert (opened.was_locked, expected.was_locked) == (True, False)
    assert opened.name == "locked.xlsx"


def test_the_hash_is_that_of_the_file_on_the_disk(locked: Path) -> None:
    package = Package.open(locked, PASSWORD)
    assert package.sha256 == read_workbook(locked, password=PASSWORD).sha256
    assert package.data.startswith(b"PK")
    assert locked.read_bytes().startswith(b"\xd0\xcf\x11\xe0")


def test_without_a_password_it_says_that_it_is_locked_and_which_option_helps(locked: Path) -> None:
    with pytest.raises(WorkbookLockedError) as caught:
        read_workbook(locked)
    assert "--password-file" in caught.value.hint


@pytest.mark.parametrize("password", ["wrong", "früh 7% ", "FRÜH 7%", "\0", "x" * 300])
def test_a_wrong_password_is_said_in_one_sentence(locked: Path, password: str) -> None:
    with pytest.raises(WrongPasswordError) as caught:
        read_workbook(locked, password=password)
    assert str(caught.value) == "locked.xlsx does not open with this password."
    assert password not in caught.value.hint


def test_a_password_for_a_workbook_that_is_not_locked_does_no_harm(plain: Path) -> None:
    assert not read_workbook(plain, password=PASSWORD).was_locked


def test_the_password_holds_only_inside_its_block(locked: Path) -> None:
    with password_given(PASSWORD):
        assert read_workbook(locked).was_locked
    with pytest.raises(WorkbookLockedError):
        read_workbook(locked)


def test_nothing_goes_through_a_temporary_file(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    assert read_workbook(locked, password=PASSWORD).was_locked


def test_hidden_parts_of_a_locked_workbook_are_inspected(plain: Path, locked: Path) -> None:
    found = inspect_file(locked, password=PASSWORD)
    assert [one.rule for one in found] == [one.rule for one in inspect_file(plain)]


def test_the_saved_copy_is_not_locked_and_is_proved(locked: Path, tmp_path: Path) -> None:
    out, before = tmp_path / "out.xlsx", locked.read_bytes()
    with password_given(PASSWORD):
        workbook = read_workbook(locked)
        changes = [CellChange(CellRef(workbook.sheets[0].name, 3, 3), marker="[c]")]
        saved = save_protected(locked, workbook, changes, out)
        proof = prove_saved(workbook, locked, out, changes)
    assert proof.passed, proof.findings
    assert read_workbook(out).sheets[0].texts[3, 3] == "[c]"
    assert saved.sha256 != workbook.sha256
    assert locked.read_bytes() == before


def test_a_damaged_lock_reads_as_it_was_or_not_at_all(plain: Path, tmp_path: Path) -> None:
    data, path = locked_bytes(plain), tmp_path / "spoilt.xlsx"
    expected = read_workbook(plain).sheets[0].values
    for start in range(0, len(data) - 8, len(data) // 40):
        spoilt = bytes(one ^ 0xFF for one in data[start : start + 8])
        path.write_bytes(data[:start] + spoilt + data[start + 8 :])
        try:
            opened = read_workbook(path, password=PASSWORD)
        except SdcError:
            continue
        np.testing.assert_array_equal(opened.sheets[0].values, expected)


def test_a_cut_lock_never_opens(plain: Path) -> None:
    data = locked_bytes(plain)
    for end in range(3000, len(data) - 600, 997):
        with pytest.raises((WrongPasswordError, LockNotReadError)):
            unlock(Path("a.xlsx"), data[:end], PASSWORD)


def test_a_lock_that_takes_hours_to_try_is_refused(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = locked_bytes(plain)
    office = OOXMLFile(io.BytesIO(data))
    monkeypatch.setattr(OOXMLFile, "__init__", lambda self, _: None)
    monkeypatch.setattr(OOXMLFile, "info", {**office.info, "spinValue": 9_000_000}, raising=False)
    with pytest.raises(HostileWorkbookError):
        unlock(Path("a.xlsx"), data, PASSWORD)


def test_the_library_opens_what_it_locked(locked: Path) -> None:
    assert msoffcrypto.OfficeFile(io.BytesIO(locked.read_bytes())).is_encrypted()
