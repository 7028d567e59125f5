"""Formulas that tell more than the value in their cell (guidance E8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.layout.markers import MarkerMeaning, read_marker
from sdc_desktop.core.sheets import BoolArray, CellKind, Sheet
from sdc_desktop.workbook.formula_text import References, read_references
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.inspected import Inspected, SheetEntry, cells_where
from sdc_desktop.workbook.inspection.sheets import hidden_columns_of, hidden_rows_of

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_OTHER_BOOK = re.compile(r"\[\d+\]|'[^']*\[[^\]']+\][^']*'!|\[[^\[\]]+\.xl\w+\]", re.IGNORECASE)
_FETCHING = re.compile(
    r"\b(?:WEBSERVICE|RTD|CUBE\w+|STOCKHISTORY|SQL\.REQUEST|CALL|REGISTER\.ID|FILTERXML|IMAGE)\s*\("
    r"|^[\w.]+\|'?[^!]*'?!",
    re.IGNORECASE,
)
_ADDED_CONSTANT = re.compile(r"(?<=[\w)\s])\s*[+-]\s*(\d{2,}(?:\.\d+)?)(?![\d.]*\s*[*/:%^])(?!\w)")
_ONLY_NUMBERS = re.compile(r"[\d\s.+\-*/()]*\d\s*[+\-*/]\s*[\d\s.+\-*/()]*")
_WITHHELD = {MarkerMeaning.WITHHELD, MarkerMeaning.LOW, MarkerMeaning.UNKNOWN}


def find_in_formulas(inspected: Inspected) -> Iterator[Carrier]:
    """Yield formulas that keep numbers of their own, read what is hidden or fetch data."""
    lookup = _Lookup(inspected)
    for entry, sheet, _ in inspected.worksheets:
        if entry.is_visible and (sheet.formulas or _has_data_table(inspected, entry)):
            yield from _of_sheet(inspected, entry, sheet, lookup)


_VOLATILE = re.compile(r"\b(?:RAND|RANDBETWEEN|RANDARRAY|NOW|TODAY)\s*\(", re.IGNORECASE)
_WORDS = {
    "formula-volatile": "whose results change whenever the file is opened",
    "formula-constants": "with numbers of their own that no cell shows",
    "formula-other-workbook": "reading another workbook, with the results that were fetched",
    "formula-fetches": "fetching data from elsewhere when the file is opened",
    "formula-reads-hidden": "reading hidden cells: their text and result tell what is there",
    "formula-over-marker": "reading cells with a marker: a stored result that differs from a new "
    "calculation gives the withheld number away",
}


def _of_sheet(
    inspected: Inspected, entry: SheetEntry, sheet: Sheet, lookup: _Lookup
) -> Iterator[Carrier]:
    for kind, cells in sort_formulas(sheet, lookup).items():
        places = np.zeros(sheet.shape, np.bool_)
        for row, column in cells:
            places[row, column] = True
        yield Carrier(
            kind=kind,
            severity=Severity.REVIEW,
            message=f"The sheet has {counted(len(cells), 'formula')} {_WORDS[kind]}.",
            part=entry.part,
            sheet=entry.name,
            cells=cells_where(sheet, places),
            removable=True,
        )
    if _has_data_table(inspected, entry):
        yield Carrier(
            kind="what-if-table",
            severity=Severity.REVIEW,
            message="A what-if table keeps how results change with its inputs.",
            part=entry.part,
            sheet=entry.name,
            removable=True,
        )


def _has_data_table(inspected: Inspected, entry: SheetEntry) -> bool:
    return b'"dataTable"' in inspected.package.read(entry.part)


class _Lookup:
    """Which cells are hidden and which show a marker, sheet by sheet."""

    def __init__(self, inspected: Inspected) -> None:
        self._hidden: dict[str, BoolArray | None] = {}
        self._markers: dict[str, BoolArray] = {}
        self._sheets = {sheet.name.casefold(): sheet for sheet in inspected.workbook.sheets}
        for entry, sheet, frame in inspected.worksheets:
            hidden = np.zeros(sheet.shape, np.bool_)
            if entry.is_visible:
                height, width = sheet.shape
                rows = [row for row in hidden_rows_of(sheet, frame) if row < height]
                columns = [one for one in hidden_columns_of(sheet) if one < width]
                hidden[rows, :] = True
                hidden[:, columns] = True
                hidden &= sheet.kinds != CellKind.EMPTY
            self._hidden[entry.name.casefold()] = hidden if entry.is_visible else None

    def reads_hidden(self, references: References, own: str) -> bool:
        """Tell whether a formula names a cell of a hidden sheet, row or column."""
        for name, cells in self._areas(references, own):
            if name in self._hidden:
                hidden = self._hidden[name]
                if hidden is None or _part(hidden, cells).any():
                    return True
        return False

    def reads_marker(self, references: References, own: str) -> bool:
        """Tell whether a formula names a cell that shows a marker for a withheld number."""
        return any(
            bool(_part(self._markers_of(name), cells).any())
            for name, cells in self._areas(references, own)
            if name in self._sheets
        )

    def _areas(self, references: References, own: str) -> Iterator[tuple[str, CellRange]]:
        for area in references.areas:
            for name in {area.first_sheet or own, area.last_sheet or own}:
                yield name.casefold(), area.cells

    def _markers_of(self, name: str) -> BoolArray:
        if name not in self._markers:
            sheet = self._sheets[name]
            places = np.zeros(sheet.shape, np.bool_)
            texts = np.argwhere(sheet.kinds == CellKind.TEXT).tolist()
            for row, column in texts:
                marker = read_marker(str(sheet.texts[row, column]))
                places[row, column] = marker is not None and marker.meaning in _WITHHELD
            self._markers[name] = places
        return self._markers[name]


def _part(array: BoolArray, cells: CellRange) -> BoolArray:
    return array[cells.top : cells.bottom + 1, cells.left : cells.right + 1]


def sort_formulas(sheet: Sheet, lookup: _Lookup) -> dict[str, list[tuple[int, int]]]:
    """Return sort of carrier to the formula cells of it; the first sort that fits counts."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, formula in sheet.formulas.items():
        kind = _kind_of(formula, sheet, lookup)
        if kind:
            found.setdefault(kind, []).append(place)
    return found


def _kind_of(formula: str, sheet: Sheet, lookup: _Lookup) -> str:
    plain = _TEXT.sub('""', formula)
    if _OTHER_BOOK.search(plain):
        return "formula-other-workbook"
    if _FETCHING.search(plain):
        return "formula-fetches"
    if _ADDED_CONSTANT.search(plain) or _ONLY_NUMBERS.fullmatch(plain.strip()):
        return "formula-constants"
    if _VOLATILE.search(plain):
        return "formula-volatile"
    references = read_references(formula)
    if lookup.reads_hidden(references, sheet.name):
        return "formula-reads-hidden"
    return "formula-over-marker" if lookup.reads_marker(references, sheet.name) else ""


def formulas_to_freeze(inspected: Inspected) -> dict[str, dict[str, list[tuple[int, int]]]]:
    """Return sheet to sort of carrier to formula cells, for visible sheets."""
    lookup = _Lookup(inspected)
    return {
        entry.name: sort_formulas(sheet, lookup)
        for entry, sheet, _ in inspected.worksheets
        if entry.is_visible and sheet.formulas
    }
