"""Which cells are cleared, show what they showed, or lose their formula when carriers go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.number_format import shown_number
from sdc_desktop.core.sheets import BoolArray, CellKind, Sheet
from sdc_desktop.workbook.formula_cells import find_formulas
from sdc_desktop.workbook.formula_text import read_references
from sdc_desktop.workbook.inspection.formulas import formulas_to_freeze
from sdc_desktop.workbook.inspection.inspected import Element, Inspected, SheetEntry
from sdc_desktop.workbook.inspection.looks import (
    is_coloured_away,
    is_formatted_away,
    is_tiny,
    is_under_merge,
    numbers_as_shown,
)
from sdc_desktop.workbook.inspection.names import kind_of_name
from sdc_desktop.workbook.inspection.sheets import (
    filtered_areas,
    hidden_columns_of,
    hidden_rows_of,
    places_in_lines,
)
from sdc_desktop.workbook.removal.chosen import PIVOTS, Chosen
from sdc_desktop.workbook.sheet_writer import CellEdit, Clear

_OTHER_BOOK = re.compile(r"\[\d+\]")
_NAME_KINDS = (
    *("external-names", "hidden-names", "commented-names", "broken-names"),
    *("names-of-hidden-cells", "constant-names"),
)


@dataclass(frozen=True, slots=True)
class CellPlan:
    """What becomes of cells when carriers go.

    Attributes:
        edits: Cell to what it holds afterwards.
        freeze: Formula cells that become their stored result for a reason of their own.
        gone: Sheets that go; formulas that read them become values.
        names: Defined names that go, in capitals.
    """

    edits: Mapping[CellRef, CellEdit] = field(default_factory=dict)
    freeze: frozenset[CellRef] = frozenset()
    gone: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether no cell is concerned."""
        return not (self.edits or self.freeze or self.gone or self.names)


def plan_cells(inspected: Inspected, chosen: Chosen) -> CellPlan:
    """Return what becomes of the cells when the chosen carriers go.

    Cells in hidden lines, far away, under merges or invisible are cleared; a number behind a text
    of its format becomes that text; a number stored more exactly than shown becomes what is shown.
    """
    edits: dict[CellRef, CellEdit] = {}
    gone = chosen.sheets("hidden-sheet", "macro-sheet")
    for entry, sheet, frame in inspected.worksheets:
        if entry.name in gone or not entry.is_visible:
            continue
        edits.update(_as_shown(inspected, chosen, sheet))
        edits.update(_formatted(inspected, chosen, sheet))
        for cell in _cleared(inspected, chosen, entry, sheet, frame):
            edits[cell] = Clear.CLEAR
    names = removed_names(inspected, chosen)
    return CellPlan(edits, frozenset(_frozen(inspected, chosen, names)), gone, names)


def _as_shown(
    inspected: Inspected, chosen: Chosen, sheet: Sheet
) -> Iterator[tuple[CellRef, CellEdit]]:
    if sheet.name not in chosen.sheets("stored-precision"):
        return
    shown = numbers_as_shown(inspected.workbook, sheet)
    places = ~np.isnan(shown) & inspected.visible_cells(sheet)
    for row, column in np.argwhere(places).tolist():
        yield CellRef(sheet.name, row, column), float(shown[row, column])


def _formatted(
    inspected: Inspected, chosen: Chosen, sheet: Sheet
) -> Iterator[tuple[CellRef, CellEdit]]:
    """Yield cells whose format hides them, with the text that the format shows instead."""
    if sheet.name not in chosen.sheets("hidden-by-format"):
        return
    places = is_formatted_away(sheet, inspected.workbook.styles) & inspected.visible_cells(sheet)
    for row, column in np.argwhere(places).tolist():
        code = inspected.workbook.styles[sheet.styles[row, column]].number_format
        is_number = sheet.kinds[row, column] == CellKind.NUMBER
        shown = shown_number(float(sheet.values[row, column]), code).strip() if is_number else ""
        yield CellRef(sheet.name, row, column), shown or Clear.CLEAR


def _cleared(
    inspected: Inspected, chosen: Chosen, entry: SheetEntry, sheet: Sheet, frame: Element
) -> Iterator[CellRef]:
    rows, columns = hidden_rows_of(sheet, frame), hidden_columns_of(sheet)
    filtered = rows & {row for area in filtered_areas(inspected, entry, frame) for row in area.rows}
    styles, seen = inspected.workbook.styles, inspected.visible_cells(sheet)
    looks: tuple[tuple[str, Callable[[], BoolArray]], ...] = (
        ("filtered-rows", lambda: places_in_lines(sheet, filtered, frozenset())[0]),
        ("hidden-rows", lambda: places_in_lines(sheet, rows - filtered, frozenset())[0]),
        ("hidden-columns", lambda: places_in_lines(sheet, frozenset(), columns)[1]),
        ("hidden-by-colour", lambda: is_coloured_away(sheet, styles) & seen),
        ("tiny-text", lambda: is_tiny(sheet, styles) & seen),
        ("under-merged-cells", lambda: is_under_merge(sheet) & seen),
    )
    for kind, places_of in looks:
        if sheet.name in chosen.sheets(kind):
            for row, column in np.argwhere(places_of()).tolist():
                yield CellRef(sheet.name, row, column)
    if sheet.name in chosen.sheets("far-cells"):
        yield from (CellRef(sheet.name, one.row, one.column) for one in sheet.stray)


def removed_names(inspected: Inspected, chosen: Chosen) -> frozenset[str]:
    """Return the defined names and marked tables that go, in capitals.

    Names that are made from them go too.
    """
    kinds = set(_NAME_KINDS) & chosen.kinds()
    gone_sheets = chosen.sheets("hidden-sheet", "macro-sheet")
    tables = _tables_of(inspected, gone_sheets)
    texts = [
        (one.get("name", "").upper(), one.text or "", kind_of_name(inspected, one))
        for one in inspected.book.iterfind("{*}definedNames/{*}definedName")
    ]
    removed = {
        name
        for name, text, kind in texts
        if kind in kinds
        or (chosen.has("external-link") and _OTHER_BOOK.search(text))
        or reads_sheets(text, gone_sheets, inspected)
    } | tables
    while True:
        more = {name for name, text, _ in texts if read_references(text).names & removed} - removed
        if not more:
            return frozenset(one for one in removed if not one.startswith("_XLNM."))
        removed |= more


def _tables_of(inspected: Inspected, sheets: frozenset[str]) -> set[str]:
    """Return the names, in capitals, of the marked tables on some sheets."""
    return {
        inspected.xml(link.target).get("displayName", "").upper()
        for entry in inspected.entries
        if entry.name in sheets and entry.part
        for link in inspected.package.relationships(entry.part)
        if link.type == "table" and link.target in inspected.package
    } - {""}


def reads_sheets(text: str, sheets: frozenset[str], inspected: Inspected) -> bool:
    """Tell whether a formula reads one of these sheets, also between two others."""
    if not sheets or not text:
        return False
    folded = {one.casefold() for one in sheets}
    order = [one.name.casefold() for one in inspected.entries]
    for area in read_references(text).areas:
        first, last = area.first_sheet.casefold(), area.last_sheet.casefold()
        if first in folded or last in folded:
            return True
        if first != last and first in order and last in order:
            ends = sorted((order.index(first), order.index(last)))
            if folded & set(order[ends[0] : ends[1] + 1]):
                return True
    return False


_FORMULA_KINDS = (
    *("formula-constants", "formula-other-workbook", "formula-fetches"),
    *("formula-reads-hidden", "formula-over-marker", "formula-volatile"),
)


def _frozen(inspected: Inspected, chosen: Chosen, names: frozenset[str]) -> Iterator[CellRef]:
    sorts = formulas_to_freeze(inspected) if chosen.has(*_FORMULA_KINDS) else {}
    for name, kinds in sorts.items():
        for kind, cells in kinds.items():
            if name in chosen.sheets(kind):
                yield from (CellRef(name, *place) for place in cells)
    has_pivots, has_links = chosen.has(*PIVOTS), chosen.has("external-link")
    for sheet in inspected.workbook.sheets:
        for place, text in sheet.formulas.items():
            is_lost = (
                (has_links and _OTHER_BOOK.search(text))
                or (has_pivots and "GETPIVOTDATA" in text.upper())
                or (names and read_references(text).names & names)
            )
            if is_lost:
                yield CellRef(sheet.name, *place)
    yield from _data_tables(inspected, chosen)


def _data_tables(inspected: Inspected, chosen: Chosen) -> Iterator[CellRef]:
    for entry in inspected.entries:
        if entry.name in chosen.sheets("what-if-table"):
            data = inspected.package.read(entry.part)
            for one in find_formulas(inspected.package.path, entry.part, data):
                if one.is_data_table:
                    yield CellRef(entry.name, one.row, one.column)
