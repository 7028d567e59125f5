"""Locked OpenDocument spreadsheets open with their password, in memory, and with no other."""

import base64
import hashlib
import io
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

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
from sdc_desktop.workbook.locked import password_given
from sdc_desktop.workbook.proof import prove_saved
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.saving import save_protected
from tests.workbook.inspection.ods_makers import write_ods
from tests.workbook.saved import replace_parts

LOCKED = Path(__file__).parents[1] / "data" / "locked" / "libreoffice-7.4.ods"
PASSWORD = "früh 7%"
MANIFEST = "META-INF/manifest.xml"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = tmp_path / "locked.ods"
    path.write_bytes(LOCKED.read_bytes())
    return path


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return write_ods(tmp_path / "plain.ods")


def locked_as_a_whole(plain: Path, *, passes: int = 1, memory: int = 64) -> bytes:
    """Lock a file as LibreOffice does since 24.8, with less work to derive the key."""
    salt, start = b"0123456789abcdef", b"twelve bytes"
    first = hashlib.sha256(PASSWORD.encode()).digest()
    maker = Argon2id(salt=salt, length=32, iterations=1, lanes=1, memory_cost=64)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = packer.compress(plain.read_bytes()) + packer.flush()
    secret = start + AESGCM(maker.derive(first)).encrypt(start, deflated, None)
    spaces = (
        'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        'xmlns:l="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    )
    derived = (
        '<m:key-derivation m:key-derivation-name="urn:org:documentfoundation:names:experimental:'
        f'office:manifest:argon2id" m:key-size="32" l:argon2-iterations="{passes}" '
        f'l:argon2-memory="{memory}" l:argon2-lanes="1" '
        f'm:salt="{base64.b64encode(salt).decode()}"/>'
    )
    listing = (
        f'<m:manifest {spaces}><m:file-entry m:full-path="encrypted-package"><m:encryption-data>'
        '<m:algorithm m:algorithm-name="http://www.w3.org/2009/xmlenc11#aes256-gcm" '
        f'm:initialisation-vector="{base64.b64encode(start).decode()}"/>'
        '<m:start-key-generation m:key-size="32" m:start-key-generation-name='
        f'"http://www.w3.org/2000/09/xmldsig#sha256"/>{derived}'
        "</m:encryption-data></m:file-entry></m:manifest>"
    )
    memory_file = io.BytesIO()
    with zipfile.ZipFile(memory_file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("encrypted-package", secret)
        archive.writestr(MANIFEST, listing)
    return memory_file.getvalue()


def changed_listing(locked: Path, old: bytes, new: bytes) -> Path:
    listing = zipfile.ZipFile(locked).read(MANIFEST)
    assert old in listing
    return replace_parts(locked, {MANIFEST: listing.replace(old, new)})


def test_what_libreoffice_locked_reads_as_the_unlocked_one(locked: Path, plain: Path) -> None:
    opened, expected = read_workbook(locked, password=PASSWORD), read_workbook(plain)
    np.testing.assert_array_equal(opened.sheets[0].values, expected.sheets[0].values)
    np.testing.assert_array_equal(opened.sheets[0].texts, expected.sheets[0].texts)
    assert opened.was_locked
    assert opened.sha256 == hashlib.sha256(locked.read_bytes()).hexdigest()


def test_a_file_that_is_locked_as_a_whole_reads_too(plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "whole.ods"
    path.write_bytes(locked_as_a_whole(plain))
    opened, expected = read_workbook(path, password=PASSWORD), read_workbook(plain)
    np.testing.assert_array_equal(opened.sheets[0].values, expected.sheets[0].values)
    with pytest.raises(WrongPasswordError):
        read_workbook(path, password="wrong")
    with pytest.raises(WorkbookLockedError):
        read_workbook(path)


def test_without_a_password_it_says_which_option_helps(locked: Path) -> None:
    with pytest.raises(WorkbookLockedError) as caught:
        read_workbook(locked)
    assert "--password-file" in caught.value.hint


@pytest.mark.parametrize("password", ["wrong", "früh 7% ", "FRÜH 7%", "\0", "x" * 300])
def test_a_wrong_password_is_said_in_one_sentence(locked: Path, password: str) -> None:
    with pytest.raises(WrongPasswordError) as caught:
        read_workbook(locked, password=password)
    assert str(caught.value) == "locked.ods does not open with this password."


def test_the_saved_copy_is_not_locked_and_is_proved(locked: Path, tmp_path: Path) -> None:
    out, before = tmp_path / "out.ods", locked.read_bytes()
    with password_given(PASSWORD):
        workbook = read_workbook(locked)
        changes = [CellChange(CellRef(workbook.sheets[0].name, 1, 1), marker="[c]")]
        save_protected(locked, workbook, changes, out)
        proof = prove_saved(workbook, locked, out, changes)
        assert inspect_file(locked)
    assert proof.passed, proof.findings
    assert read_workbook(out).sheets[0].texts[1, 1] == "[c]"
    assert b"encryption-data" not in zipfile.ZipFile(out).read(MANIFEST)
    assert locked.read_bytes() == before


def test_a_lock_that_takes_hours_to_try_is_refused(locked: Path) -> None:
    slow = changed_listing(locked, b'iteration-count="100000"', b'iteration-count="90000000"')
    with pytest.raises(HostileWorkbookError):
        read_workbook(slow, password=PASSWORD)


@pytest.mark.parametrize("asks", [{"passes": 100_000}, {"memory": 1 << 30}])
def test_a_lock_that_asks_for_too_much_is_refused(plain: Path, tmp_path: Path, asks) -> None:
    path = tmp_path / "whole.ods"
    path.write_bytes(locked_as_a_whole(plain, **asks))
    with pytest.raises(HostileWorkbookError):
        read_workbook(path, password=PASSWORD)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"aes256-cbc", b"blowfish"),
        (b"PBKDF2", b"bcrypt"),
        (b"xmldsig#sha256", b"xmldsig#md9"),
        (b'iteration-count="100000"', b'iteration-count="0"'),
        (b'initialisation-vector="', b'initialisation-vector="AAAA'),
    ],
)
def test_a_lock_of_another_sort_is_said_in_a_sentence(locked: Path, old: bytes, new: bytes) -> None:
    with pytest.raises((LockNotReadError, WrongPasswordError)):
        read_workbook(changed_listing(locked, old, new), password=PASSWORD)


def test_a_damaged_lock_reads_as_it_was_or_not_at_all(plain: Path, tmp_path: Path) -> None:
    data, path = LOCKED.read_bytes(), tmp_path / "spoilt.ods"
    expected = read_workbook(plain).sheets[0].values
    for start in range(0, len(data) - 8, len(data) // 25):
        spoilt = bytes(one ^ 0xFF for one in data[start : start + 8])
        path.write_bytes(data[:start] + spoilt + data[start + 8 :])
        try:
            opened = read_workbook(path, password=PASSWORD)
        except SdcError:
            continue
        np.testing.assert_array_equal(opened.sheets[0].values, expected)
