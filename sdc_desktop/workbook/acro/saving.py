"""Write the outputs of a folder of results anew, with what was decided, into another folder.

The copy holds the tables, changed where cells were, and a list of results with the outcome of the
check. What nobody could check is not in it: files that are no tables, what ACRO wrote for the
checker only, and its config.json, whose parameters are not to leave.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.workbook.acro.reading import CHECKSUMS
from sdc_desktop.workbook.csv_writer import edit_csv
from sdc_desktop.workbook.folder_listing import folder_listing
from sdc_desktop.workbook.package import read_file
from sdc_desktop.workbook.saving import PartOutcome, SavedFile, refuse_folder
from sdc_desktop.workbook.saving_errors import NotSavedError, SourceChangedError


def sheet_alone(workbook: Workbook, name: str) -> Workbook:
    """Return one file of a folder as the workbook that it would be by itself."""
    return replace(workbook, name=name, sheets=(workbook.sheet(name),))


def changes_of(changes: Sequence[CellChange], name: str) -> tuple[CellChange, ...]:
    """Return what was decided of one file."""
    return tuple(one for one in changes if one.cell.sheet == name)


def save_folder(
    source: Path,
    workbook: Workbook,
    changes: Sequence[CellChange],
    out: Path,
    results: Mapping[str, bytes],
    progress: Progress = no_progress,
) -> SavedFile:
    """Write the protected outputs; the source is only read, and `out` is complete or not there.

    Args:
        source: The folder that was checked.
        workbook: The same as read; its hash tells whether the folder is still the same.
        changes: What differs; one for each cell.
        out: A new folder.
        results: Name and bytes of the list of results.
        progress: Told which file is written.

    Raises:
        SourceOverwrittenError, FolderTakenError: It cannot go there.
        SourceChangedError: `source` is not what was read.
        NotSavedError: It cannot be written; nothing is left behind.
        SdcError: A file cannot be read or edited.
        Cancelled: `progress` was asked to stop; nothing is left behind.
    """
    refuse_folder(source, out)
    if hashlib.sha256(folder_listing(source)).hexdigest() != workbook.sha256:
        raise SourceChangedError(source)
    before = {sheet.name: read_file(source / sheet.name) for sheet in workbook.sheets}
    after = {}
    for done, (name, data) in enumerate(before.items()):
        progress(done, len(before), name)
        own = changes_of(changes, name)
        after[name] = edit_csv(source / name, data, sheet_alone(workbook, name), own)
    _write({**after, **results}, out)
    parts = [_outcome(name, data == after[name]) for name, data in before.items()]
    parts += [PartOutcome(name, "changed", "what was decided was written") for name in results]
    sha256 = hashlib.sha256(folder_listing(out)).hexdigest()
    return SavedFile(out, sha256, tuple(parts), formulas_to_values=())


def _outcome(name: str, is_same: bool) -> PartOutcome:
    return PartOutcome(name, "kept") if is_same else PartOutcome(name, "changed", "fields changed")


def _write(files: Mapping[str, bytes], out: Path) -> None:
    """Write files and their checksums beside `out` first, then put the whole in its place."""
    unfinished = out.with_name(f".{out.name[:100]}.{secrets.token_hex(6)}.unfinished")
    try:
        (unfinished / CHECKSUMS).mkdir(parents=True)
        for name, data in files.items():
            (unfinished / name).write_bytes(data)
            checksum = hashlib.sha256(data).hexdigest()
            (unfinished / CHECKSUMS / f"{name}.txt").write_text(checksum, encoding="ascii")
        if out.is_dir():
            out.rmdir()
        unfinished.rename(out)
    except OSError as error:
        raise NotSavedError(out, (error.strerror or "the disk refused it").lower()) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(unfinished)
