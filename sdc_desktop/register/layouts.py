"""Corrected layouts that a user's checks left behind, to be offered for the next release.

Each sheet has a file of its own in a folder that only its user can read. It holds labels and
places, no value of a cell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout.remembered import LayoutSignature, RememberedLayout
from sdc_desktop.core.layout.remembered_json import layout_as_json, layout_from_json
from sdc_desktop.register.journal_file import write_whole

_SUFFIX = ".layout"
_MOST_KEPT = 300
_LARGEST_FILE = 8_000_000


class LayoutsError(SdcError):
    """Raised when corrections cannot be kept for later."""

    hint = "The check itself is not affected; see whether the folder is full or read-only."

    def __init__(self) -> None:
        super().__init__("The corrections of the tables could not be kept for the next release.")


@dataclass(frozen=True, slots=True)
class KeptLayouts:
    """What was found in the folder.

    Attributes:
        layouts: The latest first.
        damaged: Names of files that cannot be read; they were passed over.
    """

    layouts: tuple[RememberedLayout, ...]
    damaged: tuple[str, ...] = ()


def layouts_folder(user_folder: Path) -> Path:
    """Return where the corrected layouts of a user are."""
    return user_folder / "layouts"


def keep_layouts(folder: Path, layouts: Iterable[RememberedLayout]) -> None:
    """Keep corrected layouts; each takes the place of an earlier one of the same sheet layout.

    Raises:
        LayoutsError: They cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for layout in layouts:
            text = json.dumps(layout_as_json(layout), ensure_ascii=False, indent=1)
            write_whole(_path(folder, layout.signature), text.encode("utf-8"))
        _forget_oldest(folder)
    except OSError as error:
        raise LayoutsError from error


def kept_layouts(folder: Path) -> KeptLayouts:
    """Return the layouts kept in a folder; files that cannot be read are named."""
    found: list[RememberedLayout] = []
    damaged: list[str] = []
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        try:
            found.append(_read(path))
        except (OSError, ValueError, RecursionError, SdcError):
            damaged.append(path.name)
    found.sort(key=lambda layout: layout.when, reverse=True)
    return KeptLayouts(tuple(found), tuple(damaged))


def _read(path: Path) -> RememberedLayout:
    with path.open("rb") as file:
        return layout_from_json(json.loads(file.read(_LARGEST_FILE).decode("utf-8")))


def _path(folder: Path, signature: LayoutSignature) -> Path:
    text = json.dumps([signature.sheet, signature.rows], ensure_ascii=False)
    return folder / f"{hashlib.sha256(text.encode('utf-8')).hexdigest()[:32]}{_SUFFIX}"


def _forget_oldest(folder: Path) -> None:
    paths = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime)
    for path in paths[: max(len(paths) - _MOST_KEPT, 0)]:
        path.unlink(missing_ok=True)
