"""A folder of files as bytes that can be hashed and compared: what `sha256sum` lists of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sdc_desktop.workbook.package import read_file


def folder_listing(folder: Path) -> bytes:
    """Return a line for each file in a folder, by name: hash, two spaces, name.

    Files in folders of it are named with them. Of a folder that holds files only, `LC_ALL=C
    sha256sum *` in it prints the same.

    Raises:
        SdcError: A file cannot be read.
    """
    lines = (f"{_hash_of(entry)}  {name}\n" for name, entry in folder_entries(folder).items())
    return "".join(lines).encode(errors="surrogateescape")


def folder_entries(folder: Path) -> dict[str, Path]:
    """Return what is in a folder and its folders, by name; links to folders are not followed."""
    found: dict[str, Path] = {}
    for entry in folder.iterdir():
        within = {} if entry.is_symlink() or not entry.is_dir() else folder_entries(entry)
        found.update({f"{entry.name}/{name}": one for name, one in within.items()})
        if not within:
            found[entry.name] = entry
    return dict(sorted(found.items(), key=lambda one: one[0].encode(errors="surrogateescape")))


def _hash_of(entry: Path) -> str:
    return "a folder" if entry.is_dir() else hashlib.sha256(read_file(entry)).hexdigest()


def read_result(path: Path) -> bytes:
    """Return the bytes of a saved file; those of its listing where it is a folder.

    Raises:
        SdcError: It cannot be read.
    """
    return folder_listing(path) if path.is_dir() else read_file(path)
