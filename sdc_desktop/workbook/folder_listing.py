"""A folder of files as bytes that can be hashed and compared: what `sha256sum` lists of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sdc_desktop.workbook.package import read_file


def folder_listing(folder: Path) -> bytes:
    """Return a line for each entry of a folder, by name: hash, two spaces, name.

    Of a folder that holds files only, `LC_ALL=C sha256sum *` in it prints the same.

    Raises:
        SdcError: A file cannot be read.
    """
    entries = sorted(folder.iterdir(), key=lambda one: one.name.encode(errors="surrogateescape"))
    lines = (f"{_hash_of(entry)}  {entry.name}\n" for entry in entries)
    return "".join(lines).encode(errors="surrogateescape")


def _hash_of(entry: Path) -> str:
    return "a folder" if entry.is_dir() else hashlib.sha256(read_file(entry)).hexdigest()


def read_result(path: Path) -> bytes:
    """Return the bytes of a saved file; those of its listing where it is a folder.

    Raises:
        SdcError: It cannot be read.
    """
    return folder_listing(path) if path.is_dir() else read_file(path)
