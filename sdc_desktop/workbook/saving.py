"""Save the protected workbook: a copy of the source in which only decided cells differ."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import TEXT_FORMATS, Workbook, WorkbookFormat
from sdc_desktop.workbook.csv_writer import edit_csv
from sdc_desktop.workbook.ods_writer import edit_document
from sdc_desktop.workbook.package import Package, read_file
from sdc_desktop.workbook.proof_removal import together
from sdc_desktop.workbook.removal import NOTHING, Removal, remove_carriers
from sdc_desktop.workbook.removal.agreed import agreed_removal
from sdc_desktop.workbook.removal.overlay import EditedView
from sdc_desktop.workbook.saving_errors import (
    FolderTakenError,
    MacrosGoneSuffixError,
    NotSavedError,
    OnlyAsXlsxError,
    SourceChangedError,
    SourceOverwrittenError,
    WrongSuffixError,
)
from sdc_desktop.workbook.xlsx_writer import EditedPackage, edit_package
from sdc_desktop.workbook.zip_writer import Writable, write_package

READ_ONLY = frozenset({WorkbookFormat.XLS, WorkbookFormat.XLSB})
"""Formats whose workbooks are saved as xlsx."""

_SHEETS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
_KEPT = {".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".txt"}
_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class PartOutcome:
    """What became of one part of the source.

    Attributes:
        name: The part.
        outcome: "kept", "changed" or "removed".
        why: In a few words, "" where it was kept.
    """

    name: str
    outcome: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A protected workbook on the disk.

    Attributes:
        path: Where it is.
        sha256: Hash of its bytes, 64 hexadecimal digits.
        parts: Each part of the source, in its order.
        formulas_to_values: Formula cells that now hold a value.
        without_result: Those of them for which the source stored no result; they are empty now.
    """

    path: Path
    sha256: str
    parts: tuple[PartOutcome, ...]
    formulas_to_values: tuple[CellRef, ...]
    without_result: tuple[CellRef, ...] = ()

    @property
    def edited_parts(self) -> dict[str, str]:
        """Parts that were changed or removed, with why."""
        return {one.name: one.why for one in self.parts if one.outcome != "kept"}


def save_protected(
    source: Path,
    workbook: Workbook,
    changes: Sequence[CellChange],
    out: Path,
    progress: Progress = no_progress,
    removal: Removal = NOTHING,
) -> SavedFile:
    """Write the protected workbook; the source is only read.

    Until the last moment `out` is what it was before, and afterwards it is complete. Without any
    change the parts are the source's own.

    Args:
        source: The workbook that was checked.
        workbook: The same as read; its hash tells whether the file is still the same.
        changes: What differs; one for each cell.
        out: Where to save; replaced when it exists.
        progress: Told what is being done.
        removal: Which hidden data go, and with them which cells.

    Raises:
        SourceChangedError: `source` is not the file that was read.
        SourceOverwrittenError: `out` is `source`, perhaps under another name.
        WrongSuffixError: `out` is named as another format.
        NotSavedError: It cannot be written; nothing is left behind.
        SdcError: `source` cannot be read.
        Cancelled: `progress` was asked to stop; nothing is left behind.
    """
    refuse_out(source, workbook, out, removal)
    if workbook.format in TEXT_FORMATS:
        removed = agreed_removal(removal, {}).cells
        every = tuple(together(removed, changes).values())
        return _save_text(source, workbook, every, out, progress)
    package = open_parts(source, workbook)
    if package.sha256 != workbook.sha256:
        raise SourceChangedError(source)
    return save_package(package, workbook, changes, out, progress, removal)


def save_package(
    package: Package,
    workbook: Workbook,
    changes: Sequence[CellChange],
    out: Path,
    progress: Progress = no_progress,
    removal: Removal = NOTHING,
) -> SavedFile:
    """Do as `save_protected` with a source whose parts are at hand.

    Raises:
        NotSavedError: It cannot be written; nothing is left behind.
        SdcError: A part cannot be read.
        Cancelled: `progress` was asked to stop; nothing is left behind.
    """
    edited = _edit(package, workbook, changes, removal, progress)
    sha256 = write_whole(
        out, lambda file: write_package(package, edited.changed, edited.removed, file, progress)
    )
    return SavedFile(
        path=out,
        sha256=sha256,
        parts=_outcomes(package, edited),
        formulas_to_values=edited.formulas_to_values,
        without_result=edited.without_result,
    )


def open_parts(source: Path, workbook: Workbook) -> Package:
    """Return the parts of a workbook that was read before, of whatever kind.

    Raises:
        SdcError: It cannot be read.
    """
    is_document = workbook.format is WorkbookFormat.ODS
    return Package.of_document(source) if is_document else Package.open(source)


def _save_text(
    source: Path,
    workbook: Workbook,
    changes: Sequence[CellChange],
    out: Path,
    progress: Progress,
) -> SavedFile:
    data = read_file(source)
    if hashlib.sha256(data).hexdigest() != workbook.sha256:
        raise SourceChangedError(source)
    edited = edit_csv(source, data, workbook, changes, progress)

    def write(file: Writable) -> None:
        for start in range(0, len(edited), _STEP):
            progress(start, len(edited), out.name)
            file.write(memoryview(edited)[start : start + _STEP])

    outcome = ("kept", "") if edited == data else ("changed", "fields were changed")
    parts = (PartOutcome(workbook.name, *outcome),)
    return SavedFile(out, write_whole(out, write), parts, formulas_to_values=())


def _edit(
    package: Package,
    workbook: Workbook,
    changes: Sequence[CellChange],
    removal: Removal,
    progress: Progress,
) -> EditedPackage:
    """Return all parts that differ: first the cells are edited, then hidden data go."""
    plan = None if removal.is_empty else removal.plan
    if workbook.format is WorkbookFormat.ODS:
        edited = edit_document(package, workbook, changes, progress, plan)
    else:
        edited = edit_package(package, changes, progress, plan)
    if removal.is_empty:
        return edited
    view = EditedView(package, edited.changed, edited.removed)
    changed, removed, reasons = remove_carriers(package, workbook, view, removal)
    return EditedPackage(
        changed={**edited.changed, **changed},
        removed=edited.removed | removed,
        reasons={**edited.reasons, **reasons},
        formulas_to_values=edited.formulas_to_values,
        without_result=edited.without_result,
    )


def refuse_out(source: Path, workbook: Workbook, out: Path, removal: Removal = NOTHING) -> None:
    """Refuse a place where the protected workbook cannot go.

    Raises:
        SourceOverwrittenError: `out` is `source`, perhaps under another name.
        WrongSuffixError: `out` is named as another format.
        MacrosGoneSuffixError, OnlyAsXlsxError: The same, with another reason.
        FolderTakenError: The copy of a folder would go where there is something.
    """
    if workbook.format is WorkbookFormat.ACRO:
        refuse_folder(source, out)
        return
    refuse_source(source, out)
    suffix, wanted = out.suffix.lower(), result_suffix(source, workbook)
    if workbook.format in READ_ONLY:
        if suffix != wanted:
            raise OnlyAsXlsxError(out, workbook.format)
    elif removal.drops_macros and workbook.format is not WorkbookFormat.ODS:
        if suffix != ".xlsx":
            raise MacrosGoneSuffixError(out)
    elif wanted in _KEPT and suffix != wanted:
        raise WrongSuffixError(out, wanted)
    elif workbook.format in TEXT_FORMATS and suffix in _SHEETS:
        raise WrongSuffixError(out, f".{workbook.format}")


def refuse_folder(source: Path, out: Path) -> None:
    """Refuse a place where the copy of a folder cannot go.

    Raises:
        SourceOverwrittenError: `out` is the source, lies in it, or holds it.
        FolderTakenError: There is something already.
    """
    here, there = source.resolve(), out.resolve()
    if here == there or here in there.parents or there in here.parents:
        raise SourceOverwrittenError(out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FolderTakenError(out)


def result_suffix(source: Path, workbook: Workbook) -> str:
    """Return what the name of the protected workbook ends in where no macros are taken out.

    Workbooks in a format that is only read are saved as xlsx, folders as folders.
    """
    if workbook.format is WorkbookFormat.ACRO:
        return ""
    return ".xlsx" if workbook.format in READ_ONLY else source.suffix.lower()


def refuse_source(source: Path, out: Path) -> None:
    """Raise SourceOverwrittenError where `out` is `source`, perhaps under another name."""
    is_same = out.exists() and source.exists() and out.samefile(source)
    if is_same or out.resolve() == source.resolve():
        raise SourceOverwrittenError(out)


def write_whole(out: Path, write: Callable[[Writable], None]) -> str:
    """Write beside `out` first and put the complete file in its place; return its hash."""
    unfinished = out.with_name(f".{out.name[:100]}.{secrets.token_hex(6)}.unfinished")
    try:
        sha256 = _write_unfinished(unfinished, write)
        unfinished.replace(out)
    except OSError as error:
        raise NotSavedError(out, _reason(error)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    _settle_folder(out.parent)
    return sha256


def _write_unfinished(unfinished: Path, write: Callable[[Writable], None]) -> str:
    with unfinished.open("xb") as file:
        hashed = _HashingFile(file)
        write(hashed)
        file.flush()
        os.fsync(file.fileno())
    return hashed.sha256


class _HashingFile:
    """Passes on what is written and hashes it on the way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def write(self, data: bytes | memoryview) -> int:
        self._hash.update(data)
        return self._file.write(data)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def _settle_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets us."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    return (error.strerror or "the disk refused it").lower()


def _outcomes(package: Package, edited: EditedPackage) -> tuple[PartOutcome, ...]:
    return tuple(
        PartOutcome(name, _outcome(name, edited), edited.reasons.get(name, ""))
        for name, info in package.infos.items()
        if not info.is_dir()
    )


def _outcome(name: str, edited: EditedPackage) -> str:
    if name in edited.removed:
        return "removed"
    return "changed" if name in edited.changed else "kept"
