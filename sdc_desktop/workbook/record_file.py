"""The folder of a check record: writing it whole, and verifying every byte of it."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sdc_desktop.core.record import RecordContents, build_record
from sdc_desktop.core.signing import SigningKey, allowed_signers_line, fingerprint, sign
from sdc_desktop.workbook.record_errors import RecordFolderTakenError, RecordNotWrittenError
from sdc_desktop.workbook.record_verification import (
    ALLOWED_SIGNERS,
    PUBLIC_HTML,
    PUBLIC_PDF,
    RECORD,
    REPORT_HTML,
    REPORT_PDF,
    SEALED,
    SIGNATURE,
    STATEMENT,
    verify_record,
)
from sdc_desktop.workbook.report import (
    html_report,
    pdf_report,
    public_html_report,
    public_pdf_report,
    public_statement,
)
from sdc_desktop.workbook.verification import SignatureCheck, Verification

__all__ = ["RecordFolder", "SignatureCheck", "Verification", "verify_record", "write_record"]


@dataclass(frozen=True, slots=True)
class RecordFolder:
    """A record on the disk.

    Attributes:
        path: The folder.
        is_signed: Whether record.json has its signature beside it.
        sha256: Hash of record.json, which a second checker's review will name.
    """

    path: Path
    is_signed: bool
    sha256: str


def write_record(
    folder: Path, contents: RecordContents, *, salt: bytes, key: SigningKey | None
) -> RecordFolder:
    """Write a record; the folder is there with all its files or not at all.

    Args:
        folder: A new or empty folder.
        contents: What was checked, found, decided and done; its `key` is filled in.
        salt: 32 random bytes (`secrets.token_bytes(32)`).
        key: What signs; None leaves the record unsigned, which never verifies as good.

    Raises:
        RecordFolderTakenError: There is something in the folder.
        RecordNotWrittenError: It cannot be written; nothing is left behind.
    """
    if folder.exists() and not _is_empty_folder(folder):
        raise RecordFolderTakenError(folder)
    files = record_files(contents, salt=salt, key=key)
    unfinished = folder.with_name(f".{folder.name[:100]}.{secrets.token_hex(6)}.unfinished")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _write_files(unfinished, files)
        _put_in_place(unfinished, folder)
    except OSError as error:
        reason = (error.strerror or "the disk refused it").lower()
        raise RecordNotWrittenError(folder, reason) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(unfinished)
    return RecordFolder(folder, key is not None, hashlib.sha256(files[RECORD]).hexdigest())


def record_files(
    contents: RecordContents, *, salt: bytes, key: SigningKey | None
) -> dict[str, bytes]:
    """Return name and content of each file of a record; arguments as for `write_record`."""
    contents = replace(contents, key=fingerprint(key) if key else "")
    parts = build_record(contents, salt=salt)
    readable = {
        REPORT_HTML: html_report(parts.record).encode(),
        REPORT_PDF: pdf_report(parts.record),
        PUBLIC_HTML: public_html_report(parts.record).encode(),
        PUBLIC_PDF: public_pdf_report(parts.record),
        STATEMENT: public_statement(parts.record).encode(),
    }
    record = parts.with_files(readable)
    files = {RECORD: record, SEALED: parts.sealed, **readable}
    if key is not None:
        files[SIGNATURE] = sign(record, key).encode()
        files[ALLOWED_SIGNERS] = allowed_signers_line(contents.who, key).encode()
    return files


def _is_empty_folder(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files of a new folder and wait until the disk has them."""
    folder.mkdir()
    for name, data in files.items():
        with (folder / name).open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def _put_in_place(unfinished: Path, folder: Path) -> None:
    """Give a finished folder its name; an empty folder of that name makes way."""
    with suppress(FileNotFoundError):
        folder.rmdir()
    unfinished.rename(folder)
    with suppress(OSError):
        descriptor = os.open(folder.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
