"""Edit the numbers that a chart keeps of the cells it shows.

A chart stores for each series a reference ("'Table 1'!$B$2:$B$9") and a copy of what the cells
held. The copies of withheld cells go, those of rounded cells follow. A copy whose points cannot be
told apart (the reference is not plain, or hidden cells were left out) goes as a whole once its
reference meets a changed cell; a spreadsheet makes it again from the cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.workbook.formulas import Surroundings, TouchedCells, areas_of
from sdc_desktop.workbook.package import local_name
from sdc_desktop.workbook.sheet_writer import number_text
from sdc_desktop.workbook.splices import (
    Attributes,
    Scan,
    Splice,
    apply_splices,
    end_of_tag,
    start_tag_at,
)

_COPIES = {
    *("numRef", "strRef", "multiLvlStrRef", "datalabelsRange", "dlblFTEntry"),
    *("numDim", "strDim"),
}
_FORMULAS = {"f", "sqref"}
_LEVELS = {"multiLvlStrRef"}
_MANY_CELLS = 1_000_000
_SNIFFED = 4096


def is_chart(data: bytes) -> bool:
    """Tell whether a part is a chart (of either kind that spreadsheets write)."""
    start = data[:_SNIFFED].replace(b"\0", b"")
    return b"chartSpace" in start


@dataclass(frozen=True, slots=True)
class _Point:
    start: int
    end: int
    index: int
    value_start: int
    value_end: int


@dataclass(slots=True)
class _Copy:
    """One copy of cells, with the first reference that stands beside it."""

    tag: str
    reference: str = ""
    count: int = -1
    levels: int = 0
    points: list[_Point] = field(default_factory=list)


def edit_chart(
    path: Path,
    part: str,
    data: bytes,
    changes: Mapping[CellRef, str | float],
    surroundings: Surroundings,
) -> bytes:
    """Return a chart part without the values that its changed cells had.

    Args:
        path: The workbook, for messages.
        part: Name of the part, for messages.
        data: The part's bytes.
        changes: Changed cell to what it shows: a marker or a number.
        surroundings: What names in references stand for.

    Raises:
        DamagedWorkbookError: The part is not well-formed.
    """
    finder = _CopyFinder(Scan(path, part, data))
    finder.scan.run(finder.start, finder.end)
    shown = _Shown(
        TouchedCells(changes),
        {(one.sheet.casefold(), one.row, one.column): show for one, show in changes.items()},
    )
    splices = [splice for copy in finder.found for splice in _edit_copy(copy, shown, surroundings)]
    return apply_splices(finder.scan.data, splices) if splices else data


class _CopyFinder:
    """Finds the copies of cells in a chart; elements are told apart by name, not namespace."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.found: list[_Copy] = []
        self._open: list[_Copy] = []
        self._point: tuple[int, int] | None = None
        self._value = (0, 0)
        self._text: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        tag = local_name(name)
        if tag in _COPIES:
            self._open.append(_Copy(tag))
        elif not self._open:
            return
        elif tag in _FORMULAS:
            self._text = []
            self.scan.parser.CharacterDataHandler = self._text.append
        elif tag == "ptCount":
            self._open[-1].count = int(attributes.get("val", -1))
        elif tag == "lvl":
            self._open[-1].levels += 1
            self._open[-1].count = int(attributes.get("ptCount", self._open[-1].count))
        elif tag == "pt":
            self._point = (self.scan.place, int(attributes.get("idx", -1)))
            self._value = self._inside(self.scan.place)
        elif tag == "v" and self._point is not None:
            self._value = self._inside(self.scan.place)

    def end(self, name: str) -> None:
        tag = local_name(name)
        if tag in _COPIES and self._open:
            self.found.append(self._open.pop())
        elif not self._open:
            return
        elif tag in _FORMULAS:
            self.scan.parser.CharacterDataHandler = None
            self._open[-1].reference = self._open[-1].reference or "".join(self._text).strip()
        elif tag == "v":
            self._value = (self._value[0], self.scan.place)
        elif tag == "pt" and self._point is not None:
            self._end_point(*self._point)

    def _inside(self, place: int) -> tuple[int, int]:
        end = start_tag_at(self.scan.data, place).end
        return end, -1

    def _end_point(self, start: int, index: int) -> None:
        tag = start_tag_at(self.scan.data, start)
        end = tag.end if tag.is_empty else end_of_tag(self.scan.data, self.scan.place)
        first, last = self._value
        value_end = last if last >= 0 else self.scan.place
        self._open[-1].points.append(_Point(start, end, index, first, max(first, value_end)))
        self._point = None


@dataclass(frozen=True, slots=True)
class _Shown:
    """What changed cells show, by sheet name in small letters, row and column."""

    touched: TouchedCells
    cells: Mapping[tuple[str, int, int], str | float]


def _edit_copy(copy: _Copy, shown: _Shown, surroundings: Surroundings) -> list[Splice]:
    if not copy.points:
        return []
    areas = areas_of(copy.reference.removeprefix("="), surroundings) if copy.reference else None
    if areas is not None and not any(shown.touched.meets(*area) for area in areas):
        return []
    cells = cells_in_order(areas) if areas is not None else None
    if cells is None or len(cells) != copy.count or copy.tag in _LEVELS or copy.levels > 1:
        return [Splice(point.start, point.end, b"") for point in copy.points]
    return [splice for point in copy.points for splice in _edit_point(point, cells, shown)]


def _edit_point(point: _Point, cells: Sequence[CellRef], shown: _Shown) -> list[Splice]:
    gone = [Splice(point.start, point.end, b"")]
    if not 0 <= point.index < len(cells):
        return gone
    sheet, row, column = cells[point.index]
    content = shown.cells.get((sheet.casefold(), row, column))
    if content is None:
        return []
    if isinstance(content, str):
        return gone
    return [Splice(point.value_start, point.value_end, number_text(content).encode())]


def cells_in_order(areas: Sequence[tuple[str, CellRange]]) -> list[CellRef] | None:
    """Return the cells of a series in the order of its points, None where that is not certain."""
    cells: list[CellRef] = []
    for sheet, area in areas:
        if len(area.rows) > 1 and len(area.columns) > 1:
            return None
        if len(area.rows) * len(area.columns) > _MANY_CELLS:
            return None
        cells.extend(area.cells(sheet))
    return cells
