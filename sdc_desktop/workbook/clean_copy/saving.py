"""Save a clean copy: all of it or nothing, never over the source."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.workbook.clean_copy.csv_files import csv_zip_bytes
from sdc_desktop.workbook.clean_copy.model import CleanCopy
from sdc_desktop.workbook.clean_copy.ods_file import ods_bytes
from sdc_desktop.workbook.clean_copy.xlsx_file import xlsx_bytes
from sdc_desktop.workbook.package import read_file
from sdc_desktop.workbook.saving import SavedFile
from sdc_desktop.workbook.saving_errors import (
    NotSavedError,
    SourceChangedError,
    SourceOverwrittenError,
)

WRITERS: dict[str, Callable[[CleanCopy], bytes]] = {
    ".xlsx": xlsx_bytes,
    ".ods": ods_bytes,
    ".zip": csv_zip_bytes,
}
"""A zip holds a csv for each table and the metadata that describe them."""


class CopySuffixError(SdcError):
    """Raised when a clean copy is to be written in a format that it is not written in."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} cannot be saved as a clean copy in this format.",
            hint="Choose a name that ends in .xlsx or .ods, or in .zip for csv files.",
        )


def refuse_copy_suffix(out: Path) -> None:
    """Raise CopySuffixError where `out` is named as a format without a writer."""
    if out.suffix.lower() not in WRITERS:
        raise CopySuffixError(out)


def save_copy(copy: CleanCopy, source: Path, source_sha256: str, out: Path) -> SavedFile:
    """Write a clean copy; its name tells the format.

    Args:
        copy: What to write.
        source: The workbook that was checked.
        source_sha256: Its hash when it was read.
        out: Where to save; replaced when it exists.

    Raises:
        CopySuffixError: `out` is named as a format without a writer.
        SourceChangedError: `source` is not the file that was read.
        SourceOverwrittenError: `out` is `source`, perhaps under another name.
        NotSavedError: It cannot be written; nothing is left behind.
    """
    refuse_copy_suffix(out)
    is_same = out.exists() and source.exists() and out.samefile(source)
    if is_same or out.resolve() == source.resolve():
        raise SourceOverwrittenError(out)
    if hashlib.sha256(read_file(source)).hexdigest() != source_sha256:
        raise SourceChangedError(source)
    data = WRITERS[out.suffix.lower()](copy)
    _write_whole(out, data)
    return SavedFile(out, hashlib.sha256(data).hexdigest(), (), ())


def _write_whole(out: Path, data: bytes) -> None:
    """Write beside `out` first and put the complete file in its place."""
    unfinished = out.with_name(f".{out.name[:100]}.{secrets.token_hex(6)}.unfinished")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(out)
    except OSError as error:
        reason = (error.strerror or "the disk refused it").lower()
        raise NotSavedError(out, reason) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
