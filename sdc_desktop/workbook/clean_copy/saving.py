"""Save a clean copy: all of it or nothing, never over the source."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.workbook.clean_copy.csv_files import csv_files, csv_zip_bytes
from sdc_desktop.workbook.clean_copy.model import CleanCopy
from sdc_desktop.workbook.clean_copy.ods_file import ods_bytes
from sdc_desktop.workbook.clean_copy.xlsx_file import xlsx_bytes
from sdc_desktop.workbook.folder_listing import folder_listing, read_result
from sdc_desktop.workbook.saving import SavedFile, refuse_source, write_whole
from sdc_desktop.workbook.saving_errors import NotSavedError, SourceChangedError
from sdc_desktop.workbook.zip_writer import Writable

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
            hint="Choose a name that ends in .xlsx or .ods, in .zip for csv files, or a folder.",
        )


class CopyFolderTakenError(SdcError):
    """Raised when the folder for a clean copy holds something already."""

    hint = "Choose a folder that does not exist yet, or an empty one."

    def __init__(self, folder: Path) -> None:
        super().__init__(f"The folder {folder.name} holds something already.")


def refuse_copy_place(out: Path) -> None:
    """Refuse a place where no clean copy can go.

    Raises:
        CopySuffixError: It is named as a format without a writer.
        CopyFolderTakenError: It is a folder that holds something.
    """
    if out.is_dir():
        if any(out.iterdir()):
            raise CopyFolderTakenError(out)
    elif out.suffix and out.suffix.lower() not in WRITERS:
        raise CopySuffixError(out)


def save_copy(copy: CleanCopy, source: Path, source_sha256: str, out: Path) -> SavedFile:
    """Write a clean copy; its name tells the format, and without a suffix it is a folder.

    Args:
        copy: What to write.
        source: The workbook that was checked.
        source_sha256: Its hash when it was read.
        out: Where to save; a file is replaced when it exists.

    Raises:
        CopySuffixError: `out` is named as a format without a writer.
        CopyFolderTakenError: `out` is a folder that holds something.
        SourceChangedError: `source` is not the file that was read.
        SourceOverwrittenError: `out` is `source`, perhaps under another name.
        NotSavedError: It cannot be written; nothing is left behind.
    """
    refuse_source(source, out)
    refuse_copy_place(out)
    if hashlib.sha256(read_result(source)).hexdigest() != source_sha256:
        raise SourceChangedError(source)
    if out.is_dir() or not out.suffix:
        _write_folder(out, csv_files(copy))
        return SavedFile(out, hashlib.sha256(folder_listing(out)).hexdigest(), (), ())
    data = WRITERS[out.suffix.lower()](copy)
    return SavedFile(out, _write_bytes(out, data), (), ())


def _write_bytes(out: Path, data: bytes) -> str:
    def write(file: Writable) -> None:
        file.write(data)

    return write_whole(out, write)


def _write_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder beside `out` first and put the complete one in its place."""
    unfinished = out.with_name(f".{out.name[:100]}.{secrets.token_hex(6)}.unfinished")
    try:
        unfinished.mkdir()
        for name, content in files.items():
            _write_bytes(unfinished / name, content)
        if out.is_dir():
            out.rmdir()
        unfinished.rename(out)
    except OSError as error:
        reason = (error.strerror or "the disk refused it").lower()
        raise NotSavedError(out, reason) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
