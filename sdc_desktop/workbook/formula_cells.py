"""The formula cells of a worksheet part."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.workbook.package import spreadsheet_name
from sdc_desktop.workbook.splices import Attributes, Scan, as_utf_8
from sdc_desktop.workbook.xlsx_plain_cells import NotPlainError, without_plain_cells

_HAS_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula cell as stored.

    Attributes:
        row, column: From 0.
        text: Without "="; "" where it is the copy of a shared formula.
        covers: The cells it fills: an array formula or a data table fills a range.
        shared: Number of the shared formula it belongs to, "" for none.
        is_shared_master: Whether the text of that shared formula stands here.
        is_data_table: Whether it is a what-if table, which may read anything.
        has_result: Whether a result is stored.
    """

    row: int
    column: int
    text: str
    covers: CellRange
    shared: str = ""
    is_shared_master: bool = False
    is_data_table: bool = False
    has_result: bool = True


def find_formulas(path: Path, part: str, data: bytes) -> tuple[Formula, ...]:
    """Return the formula cells of a worksheet part.

    Raises:
        DamagedWorkbookError: The part cannot be understood.
    """
    text = as_utf_8(data)
    if (b"<f" not in text and b":f" not in text) or not _HAS_FORMULA.search(text):
        return ()
    with suppress(NotPlainError):
        text = without_plain_cells(text)
    finder = _FormulaFinder(Scan(path, part, text))
    finder.scan.run(finder.start)
    return tuple(finder.found)


class _FormulaFinder:
    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.found: list[Formula] = []
        self._row, self._column = -1, -1
        self._reference = ""
        self._tags: dict[str, str] = {}
        self._attributes: Attributes | None = None
        self._text: list[str] = []
        self._has_result = False

    def start(self, name: str, attributes: Attributes) -> None:
        tag = self._tags.get(name)
        if tag is None:
            tag = self._tags[name] = spreadsheet_name(name)
        if tag == "c":
            self._next_cell(attributes.get("r", ""))
        elif tag == "v" or tag == "is":
            self._has_result = True
        elif tag == "f":
            self._start_formula(attributes)
        elif tag == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column, self._reference = -1, ""

    def _next_cell(self, reference: str) -> None:
        if not reference:
            self._settle_place()
            self._column += 1
        self._reference = reference

    def _settle_place(self) -> None:
        """Take in the last reference; most are never needed."""
        if self._reference:
            _, self._row, self._column = CellRef.parse("", self._reference)

    def _start_formula(self, attributes: Attributes) -> None:
        self._attributes, self._text, self._has_result = attributes, [], False
        self._settle_place()
        self.scan.parser.CharacterDataHandler = self._text.append
        self.scan.parser.EndElementHandler = self._end

    def _end(self, name: str) -> None:
        tag = self._tags[name]
        if tag == "f":
            self.scan.parser.CharacterDataHandler = None
        elif tag == "c" and self._attributes is not None:
            self.found.append(self._formula(self._attributes, "".join(self._text)))
            self.scan.parser.EndElementHandler = None

    def _formula(self, attributes: Attributes, text: str) -> Formula:
        kind = attributes.get("t", "normal")
        own = CellRange(self._row, self._column, self._row, self._column)
        is_range = kind in {"array", "dataTable"} and "ref" in attributes
        return Formula(
            row=self._row,
            column=self._column,
            text=text,
            covers=CellRange.parse(attributes["ref"]) if is_range else own,
            shared=attributes.get("si", "") if kind == "shared" else "",
            is_shared_master=kind == "shared" and bool(text),
            is_data_table=kind == "dataTable",
            has_result=self._has_result,
        )
