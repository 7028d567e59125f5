"""Which kind of file some bytes are; a name only helps where bytes leave it open."""

from __future__ import annotations

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
    TEXT = auto()
    OTHER = auto()


def file_kind(path: Path, data: bytes) -> FileKind:
    """Return the kind of a file.

    A text is read as separated values under any name but that of another kind of workbook: then
    it is no such workbook, and nobody knows what it was meant to be.
    """
    if data.startswith(_ZIP):
        return FileKind.PACKAGE
    if data.startswith(_OLE):
        return FileKind.OTHER
    suffix = path.suffix.lower()
    if suffix in _TEXT_SUFFIXES or (suffix not in _SHEET_SUFFIXES and is_text(data)):
        return FileKind.TEXT
    return FileKind.OTHER
