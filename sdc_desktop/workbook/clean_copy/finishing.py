"""Build, save and prove a clean copy in one go; and build it again to verify a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sdc_desktop.core.action_json import BrokenActionError
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import publish
from sdc_desktop.core.record import read_actions
from sdc_desktop.workbook.clean_copy.building import NothingToCopyError, build_copy
from sdc_desktop.workbook.clean_copy.model import CopyWish
from sdc_desktop.workbook.clean_copy.proof import prove_copy
from sdc_desktop.workbook.clean_copy.reading_back import are_csv_files, differing_places
from sdc_desktop.workbook.clean_copy.saving import refuse_copy_place, save_copy
from sdc_desktop.workbook.clean_copy.settings import (
    KEY,
    settings_as_json,
    settings_of,
    tables_from_settings,
    wish_from_json,
)
from sdc_desktop.workbook.hidden_data import HiddenData
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.proof import Proof
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.saving import SavedFile


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """A clean copy on the disk.

    Attributes:
        saved: The file.
        proof: What reading it back has shown.
        hidden: What the source hides and the copy has not, and what the copy hides: nothing.
        settings: What the record says of it, under the key `KEY`.
    """

    saved: SavedFile
    proof: Proof
    hidden: HiddenData
    settings: dict[str, Any]


def finish_copy(
    check: Check,
    assessment: Assessment,
    source: Path,
    out: Path,
    wish: CopyWish,
    progress: Progress = no_progress,
) -> SavedCopy:
    """Build, save and prove a clean copy.

    Args:
        check: What was decided.
        assessment: Its present state.
        source: The workbook's file, which must still be what was read.
        out: Where the copy goes.
        wish: What it should be.
        progress: Told what is being done.

    Raises:
        SdcError: There is nothing to copy, or it cannot be written.
        Cancelled: `progress` was asked to stop.
    """
    refuse_copy_place(out)
    tables, published = assessment.tables, assessment.published
    copy = build_copy(check.workbook, tables, published, wish, progress)
    saved = save_copy(copy, source, check.workbook.sha256, out)
    proof = prove_copy(copy, out, check.workbook, published, wish)
    hidden = _hidden(source, out, progress)
    settings = {KEY: settings_as_json(wish, tables)}
    return SavedCopy(saved, proof, hidden, settings)


def _hidden(source: Path, out: Path, progress: Progress) -> HiddenData:
    """Return what the copy hides, and what of the source's hidden data is not in it."""
    left = () if are_csv_files(out) else inspect_file(out, progress)
    try:
        before = inspect_file(source, progress)
    except SdcError:
        before = ()
    kinds = {(one.kind, one.part, one.sheet) for one in left}
    gone = tuple(one for one in before if (one.kind, one.part, one.sheet) not in kinds)
    return HiddenData(gone, left)


def is_copy(record: Mapping[str, Any]) -> bool:
    """Tell whether a record's result is a clean copy."""
    return settings_of(record) is not None


def copy_differs(record: Mapping[str, Any], source: Path, workbook: Path) -> bool:
    """Tell whether building the recorded clean copy again gives anything but `workbook`.

    Raises:
        UnknownActionError: An action is of a kind that this program does not know.
        SdcError: A file cannot be read.
    """
    settings = settings_of(record)
    if settings is None:
        return True
    read = read_workbook(source)
    try:
        published = publish(read, read_actions(record))
        tables, wish = tables_from_settings(settings), wish_from_json(settings)
        copy = build_copy(read, tables, published, wish)
    except (BrokenActionError, NothingToCopyError, KeyError, TypeError, ValueError):
        return True
    return any(True for _ in differing_places(copy, workbook))
