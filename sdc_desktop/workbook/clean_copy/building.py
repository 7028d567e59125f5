"""Build a clean copy: a new workbook from an allow-list of what is published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import Published
from sdc_desktop.core.sheets import Sheet, Visibility, Workbook
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.clean_copy.arranging import SourceSheet, arrange
from sdc_desktop.workbook.clean_copy.labels import label_grid
from sdc_desktop.workbook.clean_copy.model import CleanCopy, CopyWish
from sdc_desktop.workbook.clean_copy.notes import (
    FoundNotes,
    NoteBook,
    has_no_meaning,
    is_explained,
    read_notes,
)
from sdc_desktop.workbook.clean_copy.shown_cells import ShownCells
from sdc_desktop.workbook.clean_copy.tables import CopiedTable, copy_table

RULE = "clean-copy"
_NOTES_SHEET = re.compile(r"(?:foot)?notes?\b|nodiadau\b|guidance\b|definitions\b", re.IGNORECASE)
_MOST_CELLS = 100
_ROWS_ABOVE = 10
_LONGEST_MARK = 3


class NothingToCopyError(SdcError):
    """Raised when there is no table to make a clean copy of."""

    hint = "Correct the tables first, or save the workbook in place."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has no table that a reader sees, so there is nothing to copy.")


def build_copy(
    workbook: Workbook,
    tables: Sequence[Table],
    published: Published,
    wish: CopyWish,
    progress: Progress = no_progress,
) -> CleanCopy:
    """Build a clean copy of what is published.

    Args:
        workbook: The source.
        tables: Its tables as understood; only their places are used.
        published: The outcome of all actions.
        wish: What the copy should be.
        progress: Told which sheet is copied.

    Raises:
        NothingToCopyError: There is no table, or all of them are hidden.
        Cancelled: `progress` was asked to stop.
    """
    sheets: list[_Read] = []
    for done, sheet in enumerate(workbook.sheets):
        progress(done, len(workbook.sheets), sheet.name)
        here = [table for table in tables if table.sheet == sheet.name]
        sheets.append(_read_sheet(workbook, published, wish, sheet, here))
    if not any(one.tables for one in sheets):
        raise NothingToCopyError(workbook.name)
    said = {mark: text for one in sheets for mark, text in one.notes.shorthand}
    book = _number_notes(sheets)
    sources = tuple(
        SourceSheet(one.sheet.name, one.tables, one.notes.lines) for one in sheets if one.tables
    )
    left_out = tuple(one.sheet.name for one in sheets if one.is_left_out)
    withheld = tuple(dict.fromkeys(published.markers.values()))
    title = wish.title or _title(sheets) or sources[0].tables[0].title or "Statistical tables"
    copy = arrange(title, wish, sources, book, said, withheld, left_out)
    findings = [finding for one in sheets for finding in one.findings]
    findings += [_left_out(left_out), *_unexplained(sheets, said, withheld)]
    return _with_findings(copy, findings)


def _with_findings(copy: CleanCopy, findings: Sequence[Finding]) -> CleanCopy:
    return replace(copy, findings=(*copy.findings, *findings))


@dataclass(frozen=True, slots=True)
class _Read:
    """What one sheet of the source gives.

    Attributes:
        tables: Its tables without gaps.
        notes: What its other texts say.
        title: Its first text that belongs to no table.
        is_general: Whether its notes are those of the whole workbook.
        is_left_out: Whether it has texts and nothing of it is in the copy.
        findings: What a checker should know.
    """

    sheet: Sheet
    tables: tuple[CopiedTable, ...]
    notes: FoundNotes
    title: str
    is_general: bool
    is_left_out: bool
    findings: tuple[Finding, ...]


def _read_sheet(
    workbook: Workbook, published: Published, wish: CopyWish, sheet: Sheet, tables: list[Table]
) -> _Read:
    cells = ShownCells(workbook, published, sheet, with_hidden=wish.with_hidden)
    grid = label_grid(cells, tables)
    copied = [
        copy_table(cells, grid, workbook.styles, table, _foreign(table, tables)) for table in tables
    ]
    kept = tuple(one for one in copied if one is not None)
    consumed = {place for one in kept for place in one.consumed}
    texts, numbers = _loose(cells, consumed, [one.title for one in kept])
    title = texts[0][1] if texts else ""
    is_notes = not kept and bool(_NOTES_SHEET.match(sheet.name) or _NOTES_SHEET.match(title))
    notes = _read_notes(texts, kept)
    return _Read(
        sheet=sheet,
        tables=kept,
        notes=notes,
        title=title,
        is_general=not kept,
        is_left_out=not kept and bool(texts) and not (is_notes and bool(notes.marked)),
        findings=tuple(_findings(sheet, tables, kept, numbers, wish)),
    )


def _read_notes(texts: Sequence[tuple[int, str]], kept: Sequence[CopiedTable]) -> FoundNotes:
    """Return what the texts beside the tables say; a label above all columns stays a line."""
    tops = [min((*one.table.header_rows, one.table.body.top)) for one in kept]
    above = {row for row, _ in texts for top in tops if 0 < top - row <= _ROWS_ABOVE}
    known = [one.title for one in kept]
    notes = read_notes(texts, known, above, only_marked=not kept)
    loose = tuple(("", text) for one in kept for text in one.loose)
    return FoundNotes((*notes.marked, *loose), notes.shorthand, notes.lines)


def _foreign(table: Table, tables: Sequence[Table]) -> frozenset[int]:
    """Return the columns of other tables that stand beside this one."""
    return frozenset(
        column
        for other in tables
        if other is not table
        and other.body.top <= table.body.bottom
        and table.body.top <= other.body.bottom
        for column in (*other.stub_columns, *other.body.columns)
    )


def _loose(
    cells: ShownCells, consumed: set[tuple[int, int]], titles: Sequence[str]
) -> tuple[list[tuple[int, str]], list[CellRef]]:
    """Return the texts beside the tables, row by row, and the numbers there."""
    texts: list[tuple[int, str]] = []
    numbers: list[CellRef] = []
    sheet = cells.sheet
    for row in np.flatnonzero(sheet.kinds.any(axis=1)).tolist():
        words = list[str]()
        for column in np.flatnonzero(sheet.kinds[row]).tolist():
            text = "" if (row, column) in consumed else cells.text(row, column)
            may_be_mark = not titles and not words and len(text) < _LONGEST_MARK
            if titles and has_no_meaning(text, titles):
                continue
            if text and not np.isnan(sheet.values[row, column]) and not may_be_mark:
                numbers.append(CellRef(sheet.name, row, column))
            elif text:
                words.append(text)
        if words:
            texts.append((row, " ".join(words)))
    return texts, numbers


def _number_notes(sheets: Sequence[_Read]) -> NoteBook:
    book = NoteBook()
    for one in sheets:
        if one.is_general:
            book.add_general(one.notes.marked)
    for one in sheets:
        if not one.is_general:
            book.add(one.sheet.name, one.notes.marked)
    return book


def _title(sheets: Sequence[_Read]) -> str:
    """Return the first text of the first sheet that a reader sees and that has no table."""
    first = next((one for one in sheets if one.title), None)
    return first.title if first and not first.tables else ""


def _findings(
    sheet: Sheet,
    tables: Sequence[Table],
    kept: Sequence[CopiedTable],
    numbers: Sequence[CellRef],
    wish: CopyWish,
) -> list[Finding]:
    found: list[Finding] = []
    is_hidden = sheet.visibility is not Visibility.VISIBLE
    lines = len(sheet.hidden_rows) + len(sheet.hidden_columns)
    if wish.with_hidden and (is_hidden or lines) and kept:
        found.append(
            _finding(sheet, Severity.REVIEW, "Hidden cells of this sheet are in the copy.")
        )
    elif tables and (is_hidden or lines):
        found.append(
            _finding(sheet, Severity.INFO, "Hidden cells of this sheet are not in the copy.")
        )
    unchecked = [*numbers, *(cell for one in kept for cell in one.left_out)]
    if unchecked and kept:
        found.append(
            _finding(
                sheet,
                Severity.INFO,
                f"{len(unchecked)} numbers outside of the tables are not in the copy.",
                unchecked,
            )
        )
    blanks = [cell for one in kept for cell in one.blanks]
    if blanks:
        found.append(
            _finding(
                sheet,
                Severity.INFO,
                f"{len(blanks)} empty cells of a table hold [x] in the copy.",
                blanks,
            )
        )
    return found


def _left_out(names: Sequence[str]) -> Finding:
    """Return the finding that says what of the source no clean copy has."""
    message = (
        "The clean copy holds tables, their titles and notes; charts, pictures, comments, macros "
        "and everything hidden were left out"
    )
    also = f", and so were these worksheets without tables: {', '.join(names)}" if names else ""
    return Finding(RULE, Severity.INFO, "", (), f"{message}{also}.")


def _finding(
    sheet: Sheet, severity: Severity, message: str, cells: Sequence[CellRef] = ()
) -> Finding:
    return Finding(
        rule=RULE,
        severity=severity,
        sheet=sheet.name,
        cells=tuple(cells[:_MOST_CELLS]),
        message=message,
        remedies=("Look at the copy before it is published",),
    )


def _unexplained(
    sheets: Sequence[_Read], said: Mapping[str, str], withheld: Sequence[str]
) -> list[Finding]:
    """Return a finding for each sheet with markers that nobody explains."""
    found = []
    for one in sheets:
        markers = dict.fromkeys(marker for table in one.tables for marker in table.markers)
        unclear = [marker for marker in markers if not is_explained(marker, said, withheld)]
        if unclear:
            names = ", ".join(f'"{marker[:20]}"' for marker in unclear[:5])
            message = f"The source does not explain what {names} means."
            found.append(_finding(one.sheet, Severity.REVIEW, message))
    return found
