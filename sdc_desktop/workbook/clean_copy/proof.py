"""Prove a clean copy: read the file again and compare it, cell by cell, with what is published.

What the file holds is compared with the copy as built, and each data cell of the copy with the
outcome of the actions; texts are searched for the numbers that were withheld or rounded away.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.sheets import CellKind, Workbook
from sdc_desktop.workbook.clean_copy.model import (
    NOT_AVAILABLE,
    CleanCopy,
    CopyCell,
    CopyWish,
)
from sdc_desktop.workbook.clean_copy.reading_back import BROKEN, differing_places, stored_files
from sdc_desktop.workbook.clean_copy.shown_cells import ShownCells
from sdc_desktop.workbook.proof import Leak, Proof
from sdc_desktop.workbook.proof_leaks import Hit, search_part, search_sheet
from sdc_desktop.workbook.proof_numbers import SHORTEST, digits_of, key_of, keys_in_text
from sdc_desktop.workbook.proof_package import SavedPackage, SheetStream

_RULE = "saved-file"
_MOST_CELLS = 100


def prove_copy(
    copy: CleanCopy, out: Path, workbook: Workbook, published: Published, wish: CopyWish
) -> Proof:
    """Read a clean copy back and compare it with what is published.

    Args:
        copy: As it was built.
        out: The file.
        workbook: The source.
        published: The outcome of all actions.
        wish: What the copy should be.

    Returns:
        The proof; a file that cannot be read back is a finding too.
    """
    differing = [*differing_places(copy, out)]
    unlike = [*_unlike_published(copy, workbook, published, wish)]
    leaks = _find_leaks(copy, out, workbook, published)
    findings = [
        *(_fail(f"The clean copy differs from what was built at {one}.") for one in differing[:20]),
        *_of_cells(unlike, "The clean copy shows something else than was decided."),
        *_of_cells(
            list(dict.fromkeys(cell for leak in leaks for cell in leak.cells)),
            "A text of the clean copy holds a number that was withheld or rounded.",
        ),
    ]
    compared = sum(cell.source is not None for cell in _all_cells(copy))
    proof = Proof(not findings, tuple(findings), cells_compared=compared, leaks=tuple(leaks))
    return proof.with_findings(copy.findings)


def _all_cells(copy: CleanCopy) -> Iterator[CopyCell]:
    for sheet in copy.sheets:
        yield from chain.from_iterable(sheet.rows)


def _unlike_published(
    copy: CleanCopy, workbook: Workbook, published: Published, wish: CopyWish
) -> Iterator[CellRef]:
    """Yield the source cells whose cell in the copy does not show their outcome."""
    sheets = {
        sheet.name: ShownCells(workbook, published, sheet, with_hidden=wish.with_hidden)
        for sheet in workbook.sheets
    }
    for cell in _all_cells(copy):
        if cell.source is not None and not _shows(cell, sheets[cell.source.sheet], published):
            yield cell.source


def _shows(cell: CopyCell, shown: ShownCells, published: Published) -> bool:
    source = cell.source
    if source is None:
        return True
    if source in published.markers:
        return cell.number is None and cell.text == published.markers[source]
    text = shown.text(source.row, source.column)
    if cell.number is None:
        is_error = int(shown.sheet.kinds[source.row, source.column]) == CellKind.ERROR
        return cell.text == text or (cell.text == NOT_AVAILABLE and (is_error or not text))
    keys = {key_of(cell.number), key_of(round(cell.number * 100, 9))}
    return bool(keys & set(_keys(text)))


def _keys(text: str) -> Iterator[str]:
    """Yield the numbers in a shown text, also where a unit stands close to the digits."""
    yield from keys_in_text(text)
    spaced = "".join(one if one.isdigit() or one in ".,% eE+-" else " " for one in text)
    yield from keys_in_text(spaced)


def _find_leaks(copy: CleanCopy, out: Path, workbook: Workbook, published: Published) -> list[Leak]:
    """Return where a number that was taken out stands, unless it is published somewhere else."""
    secret = _secrets(workbook, published)
    public = {key for cell in _all_cells(copy) for key in _own_keys(cell)}
    wanted = {key: cells for key, cells in secret.items() if key not in public}
    hits = [*_hits_in_texts(copy, wanted), *_hits_in_file(out, wanted)]
    return [Leak(hit.part, tuple(wanted[hit.key])) for hit in dict.fromkeys(hits)]


def _own_keys(cell: CopyCell) -> Iterator[str]:
    if cell.number is not None:
        yield key_of(cell.number)


def _secrets(workbook: Workbook, published: Published) -> dict[str, list[CellRef]]:
    """Return the numbers that were taken out, long enough not to stand anywhere by chance."""
    secrets: dict[str, list[CellRef]] = {}
    decided = (CellStatus.PRIMARY, CellStatus.SECONDARY, CellStatus.ROUNDED)
    for cell in published.cells_with(*decided):
        value = workbook.value(cell)
        is_kept = value == float(published.values[cell.sheet][cell.row, cell.column])
        if np.isnan(value) or is_kept or digits_of(key_of(value)) < SHORTEST:
            continue
        secrets.setdefault(key_of(value), []).append(cell)
    return secrets


def _hits_in_texts(copy: CleanCopy, wanted: dict[str, list[CellRef]]) -> Iterator[Hit]:
    for sheet in copy.sheets:
        for cell in chain.from_iterable(sheet.rows):
            yield from (Hit(sheet.name, key) for key in keys_in_text(cell.text) if key in wanted)


def _hits_in_file(out: Path, wanted: dict[str, list[CellRef]]) -> Iterator[Hit]:
    """Search every part of the file."""
    try:
        files = stored_files(out)
    except BROKEN:
        return
    for name, content in files.items():
        if "/worksheets/sheet" in name:
            yield from _hits_beside_cells(out, name, wanted)
            continue
        found = search_part(name, content, wanted)
        yield from (one for one in found if isinstance(one, Hit))


def _hits_beside_cells(out: Path, name: str, wanted: dict[str, list[CellRef]]) -> Iterator[Hit]:
    """Search a worksheet but for its cells, which hold places of texts in another part."""
    package = SavedPackage(out.read_bytes())
    stream = SheetStream(package, name)
    deque(stream.rows(), maxlen=0)
    yield from search_sheet(name, package.read(name), stream.rest, wanted)


def _of_cells(cells: Sequence[CellRef], message: str) -> list[Finding]:
    """Return one finding for each sheet of the source."""
    names = dict.fromkeys(cell.sheet for cell in cells)
    return [
        _fail(message, name, tuple(cell for cell in cells if cell.sheet == name)[:_MOST_CELLS])
        for name in names
    ]


def _fail(message: str, sheet: str = "", cells: tuple[CellRef, ...] = ()) -> Finding:
    return Finding(
        rule=_RULE,
        severity=Severity.FAIL,
        sheet=sheet,
        cells=cells,
        message=message,
        remedies=("Do not publish this file",),
    )
