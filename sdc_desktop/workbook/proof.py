"""Prove that a saved workbook shows what was decided, and nothing of what was taken out.

The file is read back from the disk by a second reader that shares nothing with the one that
wrote it. What stands in a finding are names of parts and cells, never a number.
"""

from __future__ import annotations

import hashlib
import math
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import etree

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import TEXT_FORMATS, Workbook, WorkbookFormat
from sdc_desktop.workbook.locked import unlock
from sdc_desktop.workbook.proof_cells import CellComparison, compare_cells
from sdc_desktop.workbook.proof_copies import find_stale_copies
from sdc_desktop.workbook.proof_csv import TextComparison, compare_csv
from sdc_desktop.workbook.proof_leaks import Hit, Unsearchable, search_part, search_sheet
from sdc_desktop.workbook.proof_numbers import SHORTEST, digits_of, key_of, keys_in_text
from sdc_desktop.workbook.proof_ods import compare_ods
from sdc_desktop.workbook.proof_package import SavedPackage
from sdc_desktop.workbook.proof_parts import PartComparison, compare_parts
from sdc_desktop.workbook.proof_removal import NOTHING_AGREED, AgreedRemoval, together

_RULE = "saved-file"
_WRONG = "A cell does not show in the saved file what was decided."
_ALTERED = "A cell differs in the saved file that nobody changed."
_UNSEEN = "A cell in a hidden row or column holds the same number as a changed cell did."
_UNREADABLE = "The saved file cannot be read back."
_SOURCE_CHANGED = "The source was changed since it was opened."
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    KeyError,
    IndexError,
    ValueError,
    StopIteration,
    TypeError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)


@dataclass(frozen=True, slots=True)
class Leak:
    """A part of the saved file that still holds what changed cells held."""

    part: str
    cells: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of reading a saved file back.

    Attributes:
        passed: Whether nothing is at risk; parts that nobody can search are findings to review.
        findings: What is wrong or unclear, without any value.
        cells_compared: How many cells were compared with the source.
        parts_kept, parts_changed, parts_removed: Names of parts.
        leaks: Where something of the changed cells is left.
    """

    passed: bool
    findings: tuple[Finding, ...]
    cells_compared: int = 0
    parts_kept: tuple[str, ...] = ()
    parts_changed: tuple[str, ...] = ()
    parts_removed: tuple[str, ...] = ()
    leaks: tuple[Leak, ...] = ()

    @property
    def parts_compared(self) -> int:
        """How many parts were compared with the source."""
        return len(self.parts_kept) + len(self.parts_changed) + len(self.parts_removed)

    def with_findings(self, findings: Sequence[Finding]) -> Proof:
        """Return the proof with what else was found; a failure among it fails the proof."""
        has_failed = any(one.severity is Severity.FAIL for one in findings)
        return replace(
            self,
            passed=self.passed and not has_failed,
            findings=(*self.findings, *findings),
        )

    def as_json(self) -> dict[str, Any]:
        """Return what goes into the record: names of parts and cells, no value."""
        return {
            "passed": self.passed,
            "cells_compared": self.cells_compared,
            "parts_compared": self.parts_compared,
            "parts_kept": len(self.parts_kept),
            "parts_changed": list(self.parts_changed),
            "parts_removed": list(self.parts_removed),
            "leaks": [
                {
                    "part": leak.part,
                    "cells": [{"sheet": cell.sheet, "cell": cell.a1} for cell in leak.cells],
                }
                for leak in self.leaks
            ],
        }


def prove_saved(
    source_workbook: Workbook,
    source: Path,
    out: Path,
    changes: Sequence[CellChange],
    progress: Progress = no_progress,
    agreed: AgreedRemoval = NOTHING_AGREED,
) -> Proof:
    """Read the saved file back and compare it with the source and with what was decided.

    Args:
        source_workbook: The source as it was read when it was checked.
        source: The source file.
        out: The saved file.
        changes: What was decided.
        progress: Told what is being done.
        agreed: Which hidden data the checker agreed to remove.

    Returns:
        The proof; a file that cannot be read back is a finding too.

    Raises:
        Cancelled: `progress` was asked to stop.
    """
    try:
        if source_workbook.format in TEXT_FORMATS:
            every = tuple(together(agreed.cells, changes).values())
            return prove_text(source_workbook, source.read_bytes(), out.read_bytes(), every)
        if source_workbook.format is WorkbookFormat.ODS:
            return _prove_document(source_workbook, source, out, changes, agreed)
        data = source.read_bytes()
        before, after = unlock(source, data), out.read_bytes()
        proof = prove_packages(source_workbook, before, after, changes, progress, agreed)
    except (*_BROKEN, OSError):
        return Proof(False, (_finding(_UNREADABLE),))
    if hashlib.sha256(data).hexdigest() != source_workbook.sha256:
        proof = replace(proof, findings=(_finding(_SOURCE_CHANGED), *proof.findings), passed=False)
    return proof


def prove_packages(
    source_workbook: Workbook,
    source: bytes,
    saved: bytes,
    changes: Sequence[CellChange],
    progress: Progress = no_progress,
    agreed: AgreedRemoval = NOTHING_AGREED,
) -> Proof:
    """Do as `prove_saved` with the bytes of two xlsx packages.

    Raises:
        Cancelled: `progress` was asked to stop.
    """
    try:
        before, after = SavedPackage(source), SavedPackage(saved)
        return _Prover(source_workbook, before, after, changes, progress, agreed).run()
    except _BROKEN:
        return Proof(False, (_finding(_UNREADABLE),))


def prove_text(
    workbook: Workbook, data: bytes, saved: bytes, changes: Sequence[CellChange]
) -> Proof:
    """Prove a saved text file; it has one part, which goes by the file's name.

    Args:
        workbook: The source as it was read when it was checked.
        data: The source's bytes.
        saved: The saved bytes.
        changes: What was decided.

    Raises:
        ValueError: The saved bytes are not in the source's encoding.
    """
    found = compare_csv(workbook, data, saved, changes)
    findings = [*_text_findings(found, workbook.name)]
    if workbook.format in TEXT_FORMATS and hashlib.sha256(data).hexdigest() != workbook.sha256:
        findings.insert(0, _finding(_SOURCE_CHANGED))
    return Proof(
        passed=not any(one.severity is Severity.FAIL for one in findings),
        findings=tuple(findings),
        cells_compared=found.compared,
        parts_kept=(workbook.name,) if data == saved else (),
        parts_changed=() if data == saved else (workbook.name,),
        leaks=(Leak(workbook.name, tuple(found.leaking)),) if found.leaking else (),
    )


def _prove_document(
    workbook: Workbook,
    source: Path,
    out: Path,
    changes: Sequence[CellChange],
    agreed: AgreedRemoval,
) -> Proof:
    """Prove a saved OpenDocument spreadsheet."""
    data = source.read_bytes()
    found = compare_ods(workbook, unlock(source, data), out.read_bytes(), changes, agreed)
    leaks = [Leak(part, tuple(sorted(cells))) for part, cells in found.leaks.items()]
    findings = [
        *_cell_findings(found.cells),
        *_part_findings(found.parts),
        *_leak_findings(leaks, found.unsearchable),
    ]
    if found.unseen:
        findings.append(_finding(_UNSEEN, found.unseen, severity=Severity.REVIEW))
    if hashlib.sha256(data).hexdigest() != workbook.sha256:
        findings.insert(0, _finding(_SOURCE_CHANGED))
    return Proof(
        passed=not any(one.severity is Severity.FAIL for one in findings),
        findings=tuple(findings),
        cells_compared=found.cells.compared,
        parts_kept=tuple(found.parts.kept),
        parts_changed=tuple(found.parts.changed),
        parts_removed=tuple(found.parts.removed),
        leaks=tuple(leaks),
    )


def _text_findings(found: TextComparison, name: str) -> Iterator[Finding]:
    if found.wrong:
        yield _finding(_WRONG, found.wrong)
    if found.altered:
        yield _finding(_ALTERED, found.altered)
    if found.is_disordered:
        yield _finding(f"{name} differs from its source in more than its changed fields.")
    if found.leaking:
        yield _finding(f"{name} still holds what a changed cell held.", found.leaking)
    if found.mentions:
        message = "A text names the same number as a changed cell did."
        yield _finding(message, found.mentions, severity=Severity.REVIEW)


def _finding(
    message: str,
    cells: Iterable[CellRef] = (),
    *,
    part: str = "",
    severity: Severity = Severity.FAIL,
) -> Finding:
    cells = tuple(sorted(set(cells)))
    return Finding(
        rule=_RULE,
        severity=severity,
        sheet=cells[0].sheet if cells else "",
        cells=cells,
        message=message,
        evidence=(("part", part),) if part else (),
    )


class _Prover:
    """One proof: compare, search, and put the outcome into words."""

    def __init__(
        self,
        workbook: Workbook,
        before: SavedPackage,
        after: SavedPackage,
        changes: Sequence[CellChange],
        progress: Progress,
        agreed: AgreedRemoval,
    ) -> None:
        self._workbook, self._before, self._after = workbook, before, after
        self._agreed = agreed
        self._changes = together(agreed.cells, changes)
        self._progress = progress
        self._named = {
            key for one in after.sheets if one.is_visible for key in keys_in_text(one.name)
        }

    def run(self) -> Proof:
        self._progress(0, 3, "cells")
        known = self._keys_as_checked()
        cells = compare_cells(
            self._before, self._after, self._changes, frozenset(known), self._agreed
        )
        self._progress(1, 3, "parts")
        parts = compare_parts(self._before, self._after, cells, self._agreed)
        self._progress(2, 3, "withheld values")
        old_keys = _merge(known, cells.old_keys)
        secret = {key for key, holders in old_keys.items() if self._is_secret(key, holders, cells)}
        leaks, unsearchable = self._find_leaks(cells, old_keys, secret)
        findings = [
            *_cell_findings(cells),
            *_part_findings(parts),
            *_leak_findings(leaks, unsearchable),
            *_unseen_findings(cells, secret),
        ]
        return Proof(
            passed=not any(one.severity is Severity.FAIL for one in findings),
            findings=tuple(findings),
            cells_compared=cells.compared,
            parts_kept=tuple(parts.kept),
            parts_changed=tuple(parts.changed),
            parts_removed=tuple(parts.removed),
            leaks=tuple(leaks),
        )

    def _keys_as_checked(self) -> dict[str, set[CellRef]]:
        """Return the numbers that changed cells held as the check read them."""
        known: dict[str, set[CellRef]] = {}
        for cell in self._changes:
            value = self._workbook.value(cell)
            texts = self._workbook.sheet(cell.sheet).texts
            inside = cell.row < texts.shape[0] and cell.column < texts.shape[1]
            keys = set(keys_in_text(str(texts[cell.row, cell.column]))) if inside else set()
            if not math.isnan(value):
                keys.add(key_of(value))
            for key in keys:
                known.setdefault(key, set()).add(cell)
        return known

    def _find_leaks(
        self,
        cells: CellComparison,
        old_keys: Mapping[str, Collection[CellRef]],
        secret: Collection[str],
    ) -> tuple[list[Leak], list[str]]:
        found: dict[str, set[CellRef]] = {}
        unsearchable: list[str] = []
        for part, cell in find_stale_copies(self._after, self._changes, _by_cell(old_keys)):
            found.setdefault(part, set()).add(cell)
        for key in secret:
            for where in cells.carried.get(key, ()) if digits_of(key) >= SHORTEST else ():
                found.setdefault(f"{where.sheet}!{where.a1}", set()).update(old_keys[key])
        for name in self._after.names if self._changes else ():
            for hit in self._search(name, cells, secret):
                if isinstance(hit, Hit):
                    found.setdefault(hit.part, set()).update(old_keys[hit.key])
                elif isinstance(hit, Unsearchable):
                    unsearchable.append(hit.part)
        return [Leak(part, tuple(sorted(held))) for part, held in found.items()], unsearchable

    def _search(
        self, name: str, cells: CellComparison, secret: Collection[str]
    ) -> Iterator[Hit | Unsearchable]:
        data = self._after.read(name)
        if name in cells.rests:
            return search_sheet(name, data, cells.rests[name], secret)
        return search_part(name, data, secret)

    def _is_secret(self, key: str, holders: Collection[CellRef], cells: CellComparison) -> bool:
        """Tell whether a number must not be found: it was changed and is shown nowhere."""
        if key in cells.published or key in self._named:
            return False
        return any(
            self._changes[cell].is_withheld or key_of(self._changes[cell].number) != key
            for cell in holders
        )


def _merge(
    one: Mapping[str, set[CellRef]], other: Mapping[str, set[CellRef]]
) -> dict[str, set[CellRef]]:
    return {key: one.get(key, set()) | other.get(key, set()) for key in one.keys() | other.keys()}


def _by_cell(keys: Mapping[str, Collection[CellRef]]) -> dict[CellRef, set[str]]:
    cells: dict[CellRef, set[str]] = {}
    for key, holders in keys.items():
        for cell in holders:
            cells.setdefault(cell, set()).add(key)
    return cells


def _cell_findings(cells: CellComparison) -> Iterator[Finding]:
    if cells.wrong:
        yield _finding(_WRONG, cells.wrong)
    if cells.altered:
        yield _finding(_ALTERED, cells.altered)
    if cells.live:
        yield _finding("A formula of the saved file still reads changed cells.", cells.live)
    for sheet in cells.disordered:
        what = f'Sheet "{sheet}"' if sheet else "The list of sheets"
        yield _finding(f"{what} differs in the saved file in more than its cells.")
    if cells.emptied:
        yield _finding(
            "A formula was taken out whose result the source does not store; its cell is empty.",
            cells.emptied,
            severity=Severity.REVIEW,
        )


def _part_findings(parts: PartComparison) -> Iterator[Finding]:
    for part, what in parts.wrong:
        subject = f"Part {part} of the saved file {what}." if part else f"In the saved file {what}."
        yield _finding(subject, part=part)


def _leak_findings(leaks: Iterable[Leak], unsearchable: Iterable[str]) -> Iterator[Finding]:
    for leak in leaks:
        message = f"{leak.part} in the saved file still holds what a changed cell held."
        yield _finding(message, leak.cells, part=leak.part)
    for part in unsearchable:
        message = f"{part} in the saved file cannot be searched for withheld values."
        yield _finding(message, part=part, severity=Severity.REVIEW)


def _unseen_findings(cells: CellComparison, secret: Collection[str]) -> Iterator[Finding]:
    """Yield what only the checker can tell: a copy of a changed cell, or the same by chance."""
    unseen = [
        cell for key in secret if digits_of(key) >= SHORTEST for cell in cells.unseen.get(key, ())
    ]
    if unseen:
        yield _finding(_UNSEEN, unseen, severity=Severity.REVIEW)
