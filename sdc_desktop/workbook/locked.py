"""Open workbooks that are locked with a password; what they hold stays in memory."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from xml.parsers.expat import ExpatError

from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format.ooxml import OOXMLFile

from sdc_desktop.workbook.errors import (
    HostileWorkbookError,
    LockNotReadError,
    WrongPasswordError,
)
from sdc_desktop.workbook.ods_locked import (
    BROKEN,
    EndlessTrialError,
    WrongKeyError,
    is_locked_document,
    unlock_document,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MOST_ROUNDS = 1_000_000
_BROKEN = (
    *(DecryptionError, FileFormatError, ParseError, ExpatError, OSError, struct.error),
    *(ValueError, LookupError, TypeError, AttributeError, EOFError, OverflowError, AssertionError),
)
_GIVEN: ContextVar[str] = ContextVar("password", default="")


@contextmanager
def password_given(password: str) -> Iterator[None]:
    """Try `password` on each locked file that is opened inside the `with` block.

    Saving, proving and replaying open the source again, by its path; this spares each of them a
    parameter. Only the present thread knows the password: a job enters the block itself.
    """
    token = _GIVEN.set(password)
    try:
        yield
    finally:
        _GIVEN.reset(token)


def unlock(path: Path, data: bytes, password: str = "") -> bytes:
    """Return the bytes of the workbook inside a locked file.

    An unlocked file is returned as it is, and so is a locked one when there is no password:
    reading it raises WorkbookLockedError. Nothing is written to the disk. Old workbooks (.xls)
    stay locked, as the library would decrypt them by way of a temporary file.

    Args:
        path: For its name.
        data: The file's bytes.
        password: The password; "" for that of `password_given`.

    Raises:
        WrongPasswordError: The password is not the one.
        LockNotReadError: It is damaged, or locked in a way that a password does not open here.
        HostileWorkbookError: Trying a password would take too long.

    Source:
        [MS-OFFCRYPTO]: Office Document Cryptography Structure, 2.3.4; for OpenDocument
        spreadsheets see `ods_locked`.
    """
    password = password or _GIVEN.get()
    if not password:
        return data
    if is_locked_document(data):
        return _unlock_document(path, data, password)
    if not data.startswith(_OLE):
        return data
    if "EncryptedPackage".encode("utf-16-le") not in data:
        return data
    memory = io.BytesIO()
    try:
        office = OOXMLFile(io.BytesIO(data))
        _refuse_endless_trial(path, office.info)
        office.load_key(password=password, verify_password=True)
        office.decrypt(memory)
    except InvalidKeyError as error:
        raise WrongPasswordError(path) from error
    except _BROKEN as error:
        raise LockNotReadError(path) from error
    plain = memory.getvalue()
    if not plain.startswith(_ZIP):
        raise LockNotReadError(path)
    return plain


def _unlock_document(path: Path, data: bytes, password: str) -> bytes:
    try:
        return unlock_document(data, password)
    except WrongKeyError as error:
        raise WrongPasswordError(path) from error
    except EndlessTrialError as error:
        raise HostileWorkbookError(path, "trying its password would take too long") from error
    except BROKEN as error:
        raise LockNotReadError(path) from error


def _refuse_endless_trial(path: Path, info: dict[str, object]) -> None:
    """Spreadsheet programs hash a password 100,000 times; a file may ask for far more."""
    rounds = info.get("spinValue", 0)
    if not isinstance(rounds, int) or not 0 <= rounds <= _MOST_ROUNDS:
        raise HostileWorkbookError(path, "trying its password would take too long")
