"""Prove that the copy of a folder of results shows what was decided and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.workbook.acro.reading import CHECKSUMS
from sdc_desktop.workbook.acro.saving import changes_of, sheet_alone
from sdc_desktop.workbook.folder_listing import folder_entries
from sdc_desktop.workbook.proof import Proof, prove_text
from sdc_desktop.workbook.proof_numbers import SHORTEST, digits_of, key_of, keys_in_text

_RULE = "saved-file"


def prove_folder(
    workbook: Workbook, source: Path, out: Path, changes: Sequence[CellChange], results: str
) -> Proof:
    """Read the copy back and compare it file by file with the source and with what was decided.

    Args:
        workbook: The source as it was read when it was checked.
        source: Its folder.
        out: The copy.
        changes: What was decided.
        results: Name of the list of results.
    """
    try:
        proofs = [
            prove_text(
                sheet_alone(workbook, sheet.name),
                (source / sheet.name).read_bytes(),
                (out / sheet.name).read_bytes(),
                changes_of(changes, sheet.name),
            )
            for sheet in workbook.sheets
        ]
        findings = [*_about_files(workbook, out, results)]
        findings += _mentions(workbook, (out / results).read_text("utf-8"), changes, results)
    except (OSError, ValueError):
        return Proof(False, (_fail("The saved folder cannot be read back."),))
    whole = Proof(
        passed=all(one.passed for one in proofs),
        findings=tuple(finding for one in proofs for finding in one.findings),
        cells_compared=sum(one.cells_compared for one in proofs),
        parts_kept=tuple(name for one in proofs for name in one.parts_kept),
        parts_changed=tuple(name for one in proofs for name in one.parts_changed),
        leaks=tuple(leak for one in proofs for leak in one.leaks),
    )
    return whole.with_findings(findings)


def _about_files(workbook: Workbook, out: Path, results: str) -> Iterator[Finding]:
    """Yield a finding for each file that does not belong into the copy."""
    wanted = {*(sheet.name for sheet in workbook.sheets), results}
    for name in folder_entries(out):
        if name not in wanted and not name.startswith(f"{CHECKSUMS}/"):
            yield _fail(f"The saved folder holds {name}, which nobody checked.")


def _mentions(
    workbook: Workbook, text: str, changes: Sequence[CellChange], results: str
) -> Iterator[Finding]:
    """Yield a finding where the list of results names a number that no table shows any more."""
    hidden = {cell: key_of(workbook.value(cell)) for cell in (one.cell for one in changes)}
    shown = {key_of(one.number) for one in changes if not one.is_withheld}
    named = set(keys_in_text(text)) - shown - _kept(workbook, set(hidden))
    cells = tuple(
        sorted(cell for cell, key in hidden.items() if key in named and digits_of(key) >= SHORTEST)
    )
    if cells:
        message = f"{results} names the same number as a changed cell held."
        yield Finding(_RULE, Severity.REVIEW, cells[0].sheet, cells, message)


def _kept(workbook: Workbook, changed: set[CellRef]) -> set[str]:
    """Return the numbers of all cells that stay as they are."""
    return {
        key_of(value)
        for sheet in workbook.sheets
        for row, values in enumerate(sheet.values.tolist())
        for column, value in enumerate(values)
        if value == value and CellRef(sheet.name, row, column) not in changed
    }


def _fail(message: str) -> Finding:
    return Finding(_RULE, Severity.FAIL, "", (), message, remedies=("Do not publish this folder",))
