"""Where files that were published lie on this user's disk; the register itself names no folder."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from sdc_desktop.register.entries import PublishedRelease
from sdc_desktop.register.journal_file import write_whole
from sdc_desktop.register.noting import file_hash

_NAME = "published.json"
_MOST_KEPT = 500


def remember_place(folder: Path, sha256: str, path: Path) -> None:
    """Remember where a published file is; a folder that cannot be written to changes nothing.

    Args:
        folder: The user's folder.
        sha256: The file's hash.
        path: Where it is.
    """
    known = {one: place for one, place in _known(folder).items() if one != sha256}
    kept = dict([*known.items(), (sha256, str(path.absolute()))][-_MOST_KEPT:])
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / _NAME, json.dumps(kept, indent=1).encode())


def find_place(folder: Path, release: PublishedRelease, near: Path) -> Path | None:
    """Return where a published file is, None when it is nowhere to be found unchanged.

    Args:
        folder: The user's folder.
        release: Which file.
        near: A folder in which it may be as well.
    """
    known = _known(folder).get(release.sha256)
    places = ([Path(known)] if known else []) + [near / Path(release.file).name]
    return next((one for one in places if file_hash(one) == release.sha256), None)


def _known(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {one: place for one, place in pairs if isinstance(place, str)}
