"""Carriers in the tables of an OpenDocument spreadsheet (guidance E, ods)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import (
    MOST_CELLS,
    Carrier,
    counted,
    counted_cells,
)
from sdc_desktop.workbook.inspection.links import is_local_path
from sdc_desktop.workbook.inspection.ods_stream import OdsCell, OdsContent, OdsTable
from sdc_desktop.workbook.inspection.ods_styles import Styles

PART = "content.xml"
_NOISE = 1e-9
_CONTRADICTING = "contradicting-text"
_CONSTANT = re.compile(r"^(?:of:)?=?\s*(?:\"[^\"]*\"|-?\d[\d.]+|\{.*\})\s*$")
_OTHER_FILE = re.compile(r"'(?:file|https?):[^']*'#|'\S*\.(?:xls|ods)\w?'#", re.IGNORECASE)
_FETCHING = re.compile(r"\b(?:WEBSERVICE|DDE|FILTERXML)\s*\(", re.IGNORECASE)
FORMULAS = {
    "formula-other-workbook": (_OTHER_FILE, "reading another file"),
    "formula-fetches": (_FETCHING, "fetching data from elsewhere"),
}
"""Sort of carrier to the formulas that are one, and what they do."""


def find_in_tables(content: OdsContent, styles: Styles) -> Iterator[Carrier]:
    """Yield what tables hide, sheet by sheet, and what stands beside them."""
    for table in content.tables:
        if table.is_copy:
            yield _copied(table)
        elif styles.hides_sheet(table.style):
            yield _hidden_sheet(table)
        else:
            yield from _in_visible(table, styles)
        yield from _beside_cells(table)
    yield from _beside_tables(content)


def _copied(table: OdsTable) -> Carrier:
    return Carrier(
        kind="external-link",
        severity=Severity.FAIL if table.cells else Severity.REVIEW,
        message=f"The file keeps {counted(len(table.cells), 'copy', 'copies')} of cells of another "
        "file, and where that file lies.",
        part=PART,
        removable=True,
    )


def _hidden_sheet(table: OdsTable) -> Carrier:
    numbers, texts = _numbers_and_texts(table.cells)
    return Carrier(
        kind="hidden-sheet",
        severity=Severity.FAIL if numbers else Severity.REVIEW if texts else Severity.INFO,
        message="The sheet is hidden, and everybody who gets the file can show it and read "
        f"{counted_cells(numbers, texts)}.",
        part=PART,
        sheet=table.name,
        removable=True,
    )


def _numbers_and_texts(cells: list[OdsCell]) -> tuple[int, int]:
    numbers = sum(cell.value == cell.value for cell in cells)
    return numbers, len(cells) - numbers


def _in_visible(table: OdsTable, styles: Styles) -> Iterator[Carrier]:
    for kind, cells in unseen_cells(table, styles):
        yield _of_cells(kind, cells, _WHERE[kind], table)


_WHERE = {
    "filtered-rows": "in filtered rows",
    "hidden-rows": "in hidden rows",
    "hidden-columns": "in hidden columns",
    "under-merged-cells": "under merged cells",
    "hidden-by-format": "behind another text",
    "stored-precision": "stored more exactly than shown",
    _CONTRADICTING: "behind a text that says another number",
    "hidden-by-colour": "in the colour of the background",
    "tiny-text": "in a tiny font",
}


def unseen_cells(table: OdsTable, styles: Styles) -> Iterator[tuple[str, list[OdsCell]]]:
    """Yield sorts of carriers with all cells of a visible sheet that are of this sort."""
    hidden = table.hidden_rows | table.filtered_rows
    in_lines = [
        one for one in table.cells if one.row in hidden or table.is_column_hidden(one.column)
    ]
    unseen = {(one.row, one.column) for one in in_lines}
    shown = [one for one in table.cells if (one.row, one.column) not in unseen]
    open_cells = [one for one in shown if not one.is_covered]
    looks = {one.style: styles.hides_text(one.style) for one in open_cells}
    sorts: tuple[tuple[str, Callable[[OdsCell], bool], list[OdsCell]], ...] = (
        ("filtered-rows", lambda c: c.row in table.filtered_rows, in_lines),
        ("hidden-rows", lambda c: c.row in table.hidden_rows, in_lines),
        ("hidden-columns", lambda c: c.row not in hidden, in_lines),
        ("under-merged-cells", lambda c: c.is_covered, shown),
        ("hidden-by-format", _is_replaced, open_cells),
        ("stored-precision", _is_rounded, open_cells),
        (_CONTRADICTING, _is_contradicted, open_cells),
        ("hidden-by-colour", lambda c: looks[c.style] == "colour", open_cells),
        ("tiny-text", lambda c: looks[c.style] == "size", open_cells),
    )
    for kind, is_one, among in sorts:
        found = [one for one in among if is_one(one)]
        if found:
            yield kind, found


def _of_cells(kind: str, cells: list[OdsCell], where: str, table: OdsTable) -> Carrier:
    numbers, texts = _numbers_and_texts(cells)
    is_certain = numbers and kind not in {"stored-precision", _CONTRADICTING}
    return Carrier(
        kind=kind,
        severity=Severity.FAIL if is_certain else Severity.REVIEW,
        message=f"Everybody who gets the file can read {counted_cells(numbers, texts)} {where}.",
        part=PART,
        sheet=table.name,
        cells=tuple(CellRef(table.name, one.row, one.column) for one in cells[:MOST_CELLS]),
        removable=kind != _CONTRADICTING,
    )


def _is_replaced(cell: OdsCell) -> bool:
    """Tell whether a number is stored that the cell does not show; a dash for zero is fine."""
    is_number = cell.value == cell.value
    return is_number and cell.value != 0 and not re.search(r"\d", cell.text)


def number_as_shown(cell: OdsCell) -> float | None:
    """Return the number that the text of a number cell means, with the sign of what is stored."""
    shown = number_in_text(cell.text)
    if shown is None:
        return None
    if cell.text.rstrip().endswith("%"):
        shown /= 100
    return math.copysign(shown, cell.value)


def _is_rounded(cell: OdsCell) -> bool:
    """Tell whether the number stored has more digits than the text shown."""
    if "General" in cell.style or len(re.sub(r"\D", "", cell.text)) >= 9:
        return False
    gap = _gap(cell)
    return _NOISE * max(1e-6, abs(cell.value)) < gap <= _slack(cell.text)


def _is_contradicted(cell: OdsCell) -> bool:
    """Tell whether the text shown is neither the number stored nor that number rounded."""
    return _gap(cell) > max(_slack(cell.text), _NOISE * abs(cell.value))


def _gap(cell: OdsCell) -> float:
    """Return how far the number stored lies from the number shown, 0 where one is missing."""
    shown = None if "E" in cell.text.upper() else number_as_shown(cell)
    return 0.0 if shown is None or cell.value != cell.value else abs(cell.value - shown)


def _slack(text: str) -> float:
    """Return how far a number can lie from the text that shows it rounded."""
    decimals = re.search(r"\.(\d*)", text)
    digits = len(decimals[1]) if decimals else 0
    half = (0.5 + _NOISE) * 10.0**-digits
    return half / 100 if text.rstrip().endswith("%") else half


def _beside_cells(table: OdsTable) -> Iterator[Carrier]:
    if table.notes:
        yield Carrier(
            kind="comments",
            severity=Severity.REVIEW,
            message=f"{counted(len(table.notes), 'comment')} at cells can be read by everybody, "
            "with dates and authors.",
            part=PART,
            sheet=table.name,
            cells=tuple(CellRef(table.name, *place) for place in table.notes[:MOST_CELLS]),
            removable=True,
        )
    if table.is_scenario:
        yield _simple(
            "scenarios", "The sheet is a scenario: other values of another sheet.", table.name
        )
    if table.is_protected:
        yield Carrier(
            kind="protection",
            severity=Severity.REVIEW,
            message="Protection against editing keeps nobody from reading what is hidden. It keeps "
            "a scrambled password that can be worked out.",
            part=PART,
            sheet=table.name,
            removable=True,
        )
    for kind, (pattern, what) in FORMULAS.items():
        found = [one for one in table.cells if pattern.search(one.formula)]
        if found:
            yield Carrier(
                kind=kind,
                severity=Severity.REVIEW,
                message=f"The sheet has {counted(len(found), 'formula')} {what}.",
                removable=True,
                part=PART,
                sheet=table.name,
                cells=tuple(CellRef(table.name, one.row, one.column) for one in found[:MOST_CELLS]),
            )


def _simple(
    kind: str, message: str, sheet: str = "", severity: Severity = Severity.FAIL
) -> Carrier:
    return Carrier(kind, severity, message, part=PART, sheet=sheet, removable=True)


_ELEMENTS = (
    ("tracked-changes", "tracked-changes", Severity.FAIL, "Tracked changes tell what cells held."),
    ("data-pilot-table", "pivot-table", Severity.REVIEW, "A pivot table names its source and what "
     "was chosen from it."),
    ("dde-link", "external-link", Severity.FAIL, "Copies of another program's data are kept."),
    ("database-source-sql", "data-connections", Severity.REVIEW, "A query and its source are "
     "kept."),
    ("database-source-query", "data-connections", Severity.REVIEW, "A query and its source are "
     "kept."),
    ("cell-range-source", "external-link", Severity.REVIEW, "A range is linked to another file."),
    ("filter-condition", "filter-criteria", Severity.REVIEW, "A filter keeps what was chosen."),
    ("event-listener", "macros", Severity.REVIEW, "Something runs when the file is used."),
    ("script", "macros", Severity.REVIEW, "A script is kept in the file."),
    ("form", "form-controls", Severity.REVIEW, "Buttons or lists name the cells they read."),
    ("hidden-text", "hidden-runs", Severity.REVIEW, "A text is marked as hidden."),
)  # fmt: skip


def is_constant(expression: str) -> bool:
    """Tell whether a named expression is a number or a text."""
    return _CONSTANT.match(expression) is not None


def is_list(condition: str) -> bool:
    """Tell whether a rule for entries holds the texts to choose from."""
    return "is-in-list" in condition and '"' in condition


def _beside_tables(content: OdsContent) -> Iterator[Carrier]:
    for element, kind, severity, message in _ELEMENTS:
        if content.counts.get(element):
            yield _simple(kind, message, severity=severity)
    constants = [name for name, text in content.names if is_constant(text)]
    if constants:
        yield _simple(
            "constant-names",
            f"The file keeps {counted(len(constants), 'named expression')} holding a number or "
            "text that no cell shows.",
            severity=Severity.REVIEW,
        )
    if any(map(is_list, content.lists)):
        yield _simple(
            "validation-lists",
            "A list to choose from names categories that a cell need not show.",
            severity=Severity.REVIEW,
        )
    local = sum(is_local_path(one) for one in content.links)
    if local:
        yield _simple(
            "local-hyperlinks",
            f"The file has {counted(local, 'link')} to a path or server inside the office.",
            severity=Severity.REVIEW,
        )
