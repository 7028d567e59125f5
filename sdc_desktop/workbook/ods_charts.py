"""Edit the table of numbers that an OpenDocument chart keeps of the cells it shows.

Each column of that table names its cells in the description of a drawing inside its first cells.
Points whose cell is not known that way go as a whole once the chart shows a changed cell; a
spreadsheet makes them again from the cells.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from pathlib import Path

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.workbook.formulas import TouchedCells
from sdc_desktop.workbook.ods_addresses import read_addresses
from sdc_desktop.workbook.ods_elements import (
    CellElement,
    attribute,
    write_number,
    write_text,
)
from sdc_desktop.workbook.ods_walk import OFFICE, TableWalker
from sdc_desktop.workbook.sheet_writer import number_text
from sdc_desktop.workbook.splices import Attributes, Scan, Splice, apply_splices

_CHART = f"{OFFICE} chart"
_DESCRIPTION = re.compile(rb"<(?:[\w.-]+:)?desc\b[^>]*>([^<]*)</")
_ADDRESSES = ("cell-range-address", "cell-address", "range-address", "ranges")
_NO_NUMBER = "NaN"
_NUMBERS = {b"float", b"percentage", b"currency"}
Shown = Mapping[CellRef, str | float]


def edit_chart_object(
    path: Path, part: str, data: bytes, shown: Shown, gone: Collection[str] = ()
) -> bytes | None:
    """Return the content of a chart without what its changed cells held.

    Args:
        path: The workbook, for messages.
        part: Name of the part, for messages.
        data: The part's bytes.
        shown: Changed cell to what it shows: a marker or a number.
        gone: Sheets that go, of whose cells nothing stays.

    Returns:
        The part; None where it is no chart, or shows no changed cell.

    Raises:
        DamagedWorkbookError: The part cannot be understood.
    """
    chart = _Chart(Scan(path, part, data))
    chart.walk()
    lost = {one.casefold() for one in gone}
    if not chart.is_chart or not chart.shows_any(TouchedCells(shown), lost):
        return None
    editor = _ChartEditor(chart, {_folded(one): show for one, show in shown.items()}, lost)
    return apply_splices(chart.scan.data, editor.splices())


def blank_numbers(path: Path, part: str, data: bytes, numbers: Collection[str]) -> bytes:
    """Return the content of a chart without some numbers in its table.

    Args:
        path: The workbook, for messages.
        part: Name of the part, for messages.
        data: The part's bytes.
        numbers: As they are written.

    Raises:
        DamagedWorkbookError: The part cannot be understood.
    """
    chart = _Chart(Scan(path, part, data))
    chart.walk()
    editor = _ChartEditor(chart, {}, frozenset())
    return apply_splices(chart.scan.data, editor.blanks(numbers))


def _folded(cell: CellRef) -> tuple[str, int, int]:
    return cell.sheet.casefold(), cell.row, cell.column


class _Chart(TableWalker):
    """What a chart keeps: its rows of cells, and the addresses it names."""

    def __init__(self, scan: Scan) -> None:
        super().__init__(scan)
        self.lines: list[list[CellElement]] = []
        self.addresses: list[str] = []
        self.is_chart = False

    def wants_row(self) -> bool:
        return True

    def on_row(self, start: int, cells: list[CellElement]) -> None:
        self.lines.append(cells)
        self.addresses += filter(None, (self.description(cell) for cell in cells))

    def _start(self, name: str, attributes: Attributes) -> None:
        super()._start(name, attributes)
        self.is_chart = self.is_chart or name == _CHART
        self.addresses += [
            value for key, value in attributes.items() if key.endswith(_ADDRESSES) and value
        ]

    def description(self, cell: CellElement) -> str:
        """Return the address that a drawing in a cell describes, "" for none."""
        for child in cell.children:
            found = _DESCRIPTION.search(self.scan.data, child.start, child.end)
            if child.kind == "other" and found is not None:
                return unescape(found[1].decode())
        return ""

    def shows_any(self, touched: TouchedCells, gone: Collection[str]) -> bool:
        """Tell whether it shows a changed cell, or cells that cannot be told exactly."""
        for text in self.addresses:
            areas = read_addresses(text)
            if areas is None or any(
                touched.meets(*area) or area[0].casefold() in gone for area in areas
            ):
                return True
        return not self.addresses and bool(self.lines)


class _ChartEditor:
    def __init__(
        self,
        chart: _Chart,
        shown: Mapping[tuple[str, int, int], str | float],
        gone: Collection[str],
    ) -> None:
        self._chart, self._shown, self._gone = chart, shown, gone

    def blanks(self, numbers: Collection[str]) -> Iterator[Splice]:
        """Yield the edits of all cells that hold one of some numbers."""
        data, names = self._chart.scan.data, self._chart.names
        for cell in (one for line in self._chart.lines for one in line):
            tag = data[cell.start : cell.tag.end]
            is_number = attribute(tag, b"value-type") in _NUMBERS
            if is_number and attribute(tag, b"value").decode() in numbers:
                blank = write_number(data, cell, names, _NO_NUMBER, lambda _: _NO_NUMBER, ())
                yield Splice(cell.start, cell.end, blank)

    def splices(self) -> Iterator[Splice]:
        """Yield the edits of all cells that hold a number or name a changed cell."""
        series: dict[int, tuple[int, list[CellRef]]] = {}
        heads: dict[int, CellRef] = {}
        for row, cells in enumerate(self._chart.lines):
            for cell in cells:
                found = _line_of(self._chart.description(cell))
                if row == 0 and len(found) == 1:
                    heads[cell.column] = found[0]
                elif found:
                    series[cell.column] = (row, found)
                if row == 0 and cell.column in heads:
                    yield from self._edit(cell, heads[cell.column])
                    continue
                start, line = series.get(cell.column, (row, []))
                is_known = len(line) == len(self._chart.lines) - start and cell.columns == 1
                yield from self._edit(cell, line[row - start] if is_known else None)

    def _edit(self, cell: CellElement, source: CellRef | None) -> Iterator[Splice]:
        data = self._chart.scan.data
        tag = data[cell.start : cell.tag.end]
        is_number = attribute(tag, b"value-type") in _NUMBERS
        show: str | float | None
        if source is None or source.sheet.casefold() in self._gone:
            show = "" if is_number or source is not None else None
        else:
            show = self._shown.get(_folded(source))
        if show is None:
            return
        new = self._written(cell, show, is_number=is_number)
        yield Splice(cell.start, cell.end, new)

    def _written(self, cell: CellElement, show: str | float, *, is_number: bool) -> bytes:
        data, names = self._chart.scan.data, self._chart.names
        if not is_number:
            text = show if isinstance(show, str) else number_text(show)
            return write_text(data, cell, names, text, ())
        number = _NO_NUMBER if isinstance(show, str) else number_text(show)
        return write_number(data, cell, names, number, lambda _: number, ())


def _line_of(address: str) -> list[CellRef]:
    """Return the cells of an address that is one row or column, none for others."""
    areas = read_addresses(address) if address else None
    if areas is None or len(areas) != 1:
        return []
    sheet, cells = areas[0]
    return list(cells.cells(sheet)) if _is_line(cells) else []


def _is_line(cells: CellRange) -> bool:
    return (len(cells.rows) == 1 or len(cells.columns) == 1) and (
        len(cells.rows) * len(cells.columns) <= 1_000_000
    )
