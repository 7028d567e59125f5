"""Which kind of file some bytes are; a name only helps where bytes leave it open."""

from __future__ import annotations

import io
import zipfile
import zlib
from enum import Enum, auto
from pathlib import Path

from sdc_desktop.workbook.csv_dialect import is_text

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
_SHEET_SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}


class FileKind(Enum):
    """How a file has to be read."""

    PACKAGE = auto()
    """A zip of parts: .xlsx, .xlsm, or something that turns out to be no workbook."""
    OPEN_DOCUMENT = auto()
    BINARY = auto()
    """An .xlsb workbook."""
    OLD = auto()
    """An .xls workbook."""
    TEXT = auto()
    OTHER = auto()


def file_kind(path: Path, data: bytes) -> FileKind:
    """Return the kind of a file.

    A text is read as separated values under any name but that of another kind of workbook: then
    it is no such workbook, and nobody knows what it was meant to be.
    """
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return FileKind.OLD if _is_old_workbook(data) else FileKind.OTHER
    suffix = path.suffix.lower()
    if suffix in _TEXT_SUFFIXES or (suffix not in _SHEET_SUFFIXES and is_text(data)):
        return FileKind.TEXT
    return FileKind.OTHER


def _kind_of_zip(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                is_binary = any(name.lower().endswith("workbook.bin") for name in names)
                return FileKind.BINARY if is_binary else FileKind.PACKAGE
            is_document = b"opendocument" in _beginning(archive, "mimetype")
            is_document = is_document or "content.xml" in names
            return FileKind.OPEN_DOCUMENT if is_document else FileKind.PACKAGE
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return FileKind.PACKAGE


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the first bytes of a member, none when it is not there or cannot be read."""
    try:
        with archive.open(name) as member:
            return member.read(100)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        return b""


def _is_old_workbook(data: bytes) -> bool:
    """Tell whether a compound file holds the stream of a workbook, and no encrypted package."""
    has = [name.encode("utf-16-le") in data for name in ("EncryptedPackage", "Workbook", "Book")]
    return not has[0] and any(has)
