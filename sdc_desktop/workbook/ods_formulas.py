"""The formulas and names of an OpenDocument spreadsheet, in the words of the other format."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from sdc_desktop.core.cells import LAST_COLUMN, LAST_ROW, CellRange, CellRef, column_letters
from sdc_desktop.workbook.formula_cells import Formula
from sdc_desktop.workbook.formulas import (
    DefinedName,
    Surroundings,
    formulas_that_become_values,
)
from sdc_desktop.workbook.ods_addresses import read_addresses
from sdc_desktop.workbook.ods_folding import FoldedScan, Folding
from sdc_desktop.workbook.ods_values import formula_of
from sdc_desktop.workbook.ods_walk import OFFICE, TABLE, TableWalker, count
from sdc_desktop.workbook.splices import Attributes, Scan

_READS_ANYTHING = "INDIRECT(A1)"
_OTHER_FILE = re.compile(r"\[\$?'(?:[^']|'')*'#[^\[\]]*\]")
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_ODD = re.compile(
    r"!!|\[[^\[\]]*:\s*\$?(?:'(?:[^']|'')*'|[^\[\]:.']+)\.|\]\s*[!:]|[!:]\s*\[|"
    r"\b(?:DDE|WEBSERVICE|MULTIPLE\.OPERATIONS|GETPIVOTDATA|COM\.|ORG\.[A-Z]+\.[A-Z]+\.)",
    re.IGNORECASE,
)
_NAMES = {
    f"{TABLE} named-range": ("name", "cell-range-address"),
    f"{TABLE} named-expression": ("name", "expression"),
    f"{TABLE} database-range": ("name", "target-range-address"),
}
_VALUES = {
    *(f"{OFFICE} {one}value" for one in ("", "date-", "time-", "boolean-", "string-")),
}


def plain_formula(text: str) -> str:
    """Return a formula for the search of what it reads.

    What that search does not understand (ranges over several sheets, intersections of ranges,
    multiple operations) becomes a formula that may read any cell; cells of other files count as
    none.
    """
    text = _OTHER_FILE.sub("0", text)
    return _READS_ANYTHING if _ODD.search(_TEXT.sub('""', text)) else formula_of(text)


def _plain(sheet: str, cells: CellRange) -> str:
    """Return an area as workbooks of the other format write it, held in place."""
    corners = (CellRef("", cells.top, cells.left), CellRef("", cells.bottom, cells.right))
    area = ":".join(f"${column_letters(one.column)}${one.row + 1}" for one in corners)
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{area}" if sheet else area


class OdsFormulas(TableWalker):
    """Finds formulas and names in the content of a spreadsheet.

    Attributes:
        found: Sheet name to its formula cells; a run of cells is one formula.
        defined: Names for cells and formulas.
    """

    def __init__(self, path: Path, part: str, data: bytes | Folding) -> None:
        folding = data if isinstance(data, Folding) else Folding(Scan(path, part, data).data)
        super().__init__(FoldedScan(path, part, folding))
        self.found: dict[str, list[Formula]] = {}
        self.defined: list[DefinedName] = []
        self._open: Formula | None = None
        self._has_text = False

    def surroundings(self) -> Surroundings:
        """Return what names stand for."""
        return Surroundings(tuple(self.found), tuple(self.defined))

    def that_become_values(
        self,
        changed: Collection[CellRef],
        *,
        edited: Collection[CellRef] = (),
        gone: frozenset[str] = frozenset(),
        frozen: Collection[CellRef] = (),
    ) -> frozenset[CellRef]:
        """Return the first cells of runs whose formula goes once `changed` cells change.

        Args:
            changed: What an action decided.
            edited: Other cells that change because hidden data go.
            gone: Sheets that go.
            frozen: Formulas that go for a reason of their own.
        """
        return formulas_that_become_values(
            self.found, self.surroundings(), changed, edited=edited, gone=gone, frozen=frozen
        )

    def _start(self, name: str, attributes: Attributes) -> None:
        super()._start(name, attributes)
        if name in _NAMES:
            self._note_name(*(attributes.get(f"{TABLE} {one}", "") for one in _NAMES[name]))

    def _note_name(self, name: str, text: str) -> None:
        is_formula = re.match(r"(?:[A-Za-z]+:)?=|.*\[", text) is not None
        areas = None if is_formula else read_addresses(text)
        plain = plain_formula(text) if areas is None else ",".join(_plain(*one) for one in areas)
        self.defined.append(DefinedName(name, self.sheet, plain.removeprefix("=")))

    def _start_table(self, attributes: Attributes) -> None:
        super()._start_table(attributes)
        self.found.setdefault(self.sheet, [])

    def on_cell(self, column: int, columns: int) -> None:
        """Note the formula of a cell that has one."""
        formula = self.attributes.get(f"{TABLE} formula")
        if formula is None:
            return
        rows = max(self.rows, count(self.attributes, "number-matrix-rows-spanned"))
        columns = max(columns, count(self.attributes, "number-matrix-columns-spanned"))
        bottom, right = min(self.row + rows - 1, LAST_ROW), min(column + columns - 1, LAST_COLUMN)
        self.found[self.sheet].append(
            Formula(
                row=self.row,
                column=column,
                text=plain_formula(formula),
                covers=CellRange(self.row, column, bottom, right),
                has_result=not _VALUES.isdisjoint(self.attributes),
            )
        )
