"""Save a workbook of a format that is only read as xlsx, and prove it, in one go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import Workbook, WorkbookFormat
from sdc_desktop.workbook.hidden_data import HiddenData, inspect_saved
from sdc_desktop.workbook.inspection import Carrier, inspect_file, inspect_package
from sdc_desktop.workbook.package import read_file
from sdc_desktop.workbook.proof import Proof, prove_packages
from sdc_desktop.workbook.proof_package import SavedPackage
from sdc_desktop.workbook.removal import NOTHING, Removal, plan_removal
from sdc_desktop.workbook.removal.agreed import agreed_removal
from sdc_desktop.workbook.rewritten.comparing import (
    differently_shown,
    differing_cells,
    differing_sheets,
)
from sdc_desktop.workbook.rewritten.plain import REWRITTEN, Plain, in_words
from sdc_desktop.workbook.saving import (
    PartOutcome,
    SavedFile,
    refuse_out,
    save_package,
)
from sdc_desktop.workbook.saving_errors import SourceChangedError

_RULE = "saved-file"
_MOST_CELLS = 100


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A workbook that was saved as xlsx.

    Attributes:
        saved: The file.
        proof: What reading it back has shown, and the sentence that says what was done.
        hidden: What of the source's hidden data is not in it, and what it still hides.
        settings: What the record says of it besides the proof: the format it has now.
    """

    saved: SavedFile
    proof: Proof
    hidden: HiddenData
    settings: dict[str, Any]


def finish_rewritten(
    workbook: Workbook,
    changes: Sequence[CellChange],
    source: Path,
    out: Path,
    remove: tuple[Carrier, ...] | None,
    progress: Progress = no_progress,
) -> Rewritten:
    """Save a workbook as xlsx, without the hidden data that are to go, and prove it.

    Args:
        workbook: As it was read.
        changes: What was decided.
        source: Its file, which must still be what was read.
        out: Where to save.
        remove: Carriers of hidden data that go; None for everything that can be removed.
        progress: Told what is being done.

    Raises:
        SdcError: It cannot be written, or no xlsx file can hold it.
        Cancelled: `progress` was asked to stop.
    """
    refuse_out(source, workbook, out)
    if hashlib.sha256(read_file(source)).hexdigest() != workbook.sha256:
        raise SourceChangedError(source)
    plain = Plain.of(workbook, progress)
    removal = plan_of(plain, remove)
    saved = save_package(plain.package, plain.workbook, changes, out, progress, removal)
    proof = _prove(workbook, plain, removal, saved, changes, progress)
    hidden = _hidden(inspect_saved(out, removal, changes, progress), source, progress)
    proof = proof.with_findings((*hidden.as_findings(), _said(workbook)))
    parts = (PartOutcome(source.name, "changed", REWRITTEN),)
    settings = {"saved_as": WorkbookFormat.XLSX.value}
    return Rewritten(replace(saved, parts=parts), proof, hidden, settings)


def plan_of(plain: Plain, remove: Iterable[Carrier] | None) -> Removal:
    """Return what has to be done so that carriers of the source are not in the new workbook.

    Args:
        plain: The source written anew.
        remove: Carriers as the source's inspection named them; None for all that can go.
    """
    if remove is None:
        return plan_removal(plain.package, plain.workbook)
    wanted = {(one.kind, one.sheet) for one in remove}
    if not wanted:
        return NOTHING
    found = inspect_package(plain.package, plain.workbook)
    chosen = [one for one in found if (one.kind, one.sheet) in wanted]
    return plan_removal(plain.package, plain.workbook, chosen)


def _prove(
    workbook: Workbook,
    plain: Plain,
    removal: Removal,
    saved: SavedFile,
    changes: Sequence[CellChange],
    progress: Progress,
) -> Proof:
    """Prove that the new workbook shows what the source shows, and the saved one what was decided.

    Both are read again by a reader that shares nothing with what wrote them.
    """
    agreed = agreed_removal(removal, saved.edited_parts)
    after = saved.path.read_bytes()
    before = plain.package.data
    proof = prove_packages(workbook, before, after, changes, progress, agreed)
    return proof.with_findings(tuple(_differences(workbook, plain)))


def _differences(workbook: Workbook, plain: Plain) -> Iterable[Finding]:
    package = SavedPackage(plain.package.data)
    sheets = list(differing_sheets(workbook, package))
    for name in sheets:
        what = "The layout of a sheet" if name else "The list of sheets"
        yield _fail(f"{what} is not as in the source.", name)
    if "" in sheets:
        return
    cells = list(differing_cells(workbook, package))
    cells += differently_shown(workbook, plain.workbook)
    for name in dict.fromkeys(cell.sheet for cell in cells):
        here = tuple(cell for cell in cells if cell.sheet == name)[:_MOST_CELLS]
        yield _fail("A cell of the new workbook shows something else than the source.", name, here)


def _fail(message: str, sheet: str, cells: tuple[CellRef, ...] = ()) -> Finding:
    remedies = ("Do not publish this file",)
    return Finding(_RULE, Severity.FAIL, sheet, cells, message, remedies=remedies)


def _said(workbook: Workbook) -> Finding:
    return Finding(_RULE, Severity.INFO, "", (), in_words(workbook))


def _hidden(hidden: HiddenData, source: Path, progress: Progress) -> HiddenData:
    """Add what the source hides and no new workbook takes over: macros, caches, comments."""
    try:
        before = inspect_file(source, progress)
    except SdcError:
        return hidden
    here = {(one.kind, one.sheet) for one in (*hidden.left, *hidden.removed)}
    gone = tuple(one for one in before if (one.kind, one.sheet) not in here)
    return replace(hidden, removed=(*hidden.removed, *gone))
