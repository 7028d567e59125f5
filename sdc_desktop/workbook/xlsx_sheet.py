"""The cells of one worksheet part: plain ones many at a time, the others streamed by expat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np

from sdc_desktop.core.cell_text import finite_number, number_in_text
from sdc_desktop.core.cells import LAST_COLUMN, LAST_ROW, CellRange, column_index
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import CellKind, Int32Array, Sheet, StrayCell, Visibility
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.package import Package, safe_parser, spreadsheet_name
from sdc_desktop.workbook.xlsx_plain_cells import (
    PlainCells,
    PlainReader,
    can_be_taken,
    chunks_by_row,
)

_FAR_ROWS = 5_000
_FAR_COLUMNS = 500
_MOST_CELLS = 100_000_000
_LAST_STYLE = (1 << 31) - 1
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What the cells of a sheet refer to.

    Attributes:
        strings: The workbook's shared strings.
        date_styles: For each cell format whether it shows dates.
    """

    strings: Sequence[str]
    date_styles: Sequence[bool]


@dataclass(slots=True)
class CollectedCells:
    """What was seen so far of a sheet, one entry for each cell in the lists."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)
    empty_styles: list[tuple[int, int, int]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    array_ranges: list[tuple[CellRange, str]] = field(default_factory=list)
    merged: list[CellRange] = field(default_factory=list)
    column_widths: dict[int, float] = field(default_factory=dict)
    row_heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    default_width: float = 8.43
    default_height: float = 15.0
    plain: list[PlainCells] = field(default_factory=list)

    def is_double(self, count: int) -> bool:
        """Tell whether some cell was seen twice, when `count` different ones were."""
        return count < len(self.rows) + sum(one.rows.size for one in self.plain)


def read_sheet(
    package: Package,
    part: str,
    name: str,
    visibility: Visibility,
    context: SheetContext,
    marked_tables: tuple[CellRange, ...],
    progress: Progress,
) -> Sheet:
    """Read one worksheet.

    Raises:
        DamagedWorkbookError: Its XML is broken, or a cell names a string that does not exist.
    """
    data = package.read(part)
    reader = _SheetReader(package, part, context)
    reader.run(data, name, progress, takes_plain=can_be_taken(data))
    if reader.seen.plain and reader.seen.is_double(_different_cells(reader.seen)):
        reader = _SheetReader(package, part, context)
        reader.run(data, name, progress, takes_plain=False)
    return make_sheet(reader.seen, name, visibility, marked_tables, package)


def _different_cells(seen: CollectedCells) -> int:
    """Return how many different cells were seen."""
    rows, columns = _places(seen)
    height, width = int(rows.max(initial=0)) + 1, int(columns.max(initial=0)) + 1
    if height * width > _MOST_CELLS:
        return int(np.unique(rows.astype(np.int64) * (LAST_COLUMN + 1) + columns).size)
    is_seen = np.zeros((height, width), bool)
    is_seen[rows, columns] = True
    return int(is_seen.sum())


def _places(seen: CollectedCells) -> tuple[Int32Array, Int32Array]:
    """Return (cells,) int32 each: rows and columns of the plain cells, then of the others."""
    rows = [*(one.rows for one in seen.plain), np.array(seen.rows, np.int32)]
    columns = [*(one.columns for one in seen.plain), np.array(seen.columns, np.int32)]
    return np.concatenate(rows), np.concatenate(columns)


class _SheetReader:
    """The state of the stream: where it is, and the pieces of the cell that is open."""

    def __init__(self, package: Package, part: str, context: SheetContext) -> None:
        self.seen = CollectedCells()
        self._package, self._part, self._context = package, part, context
        self._shared: dict[str, str] = {}
        self._row, self._column = -1, -1
        self._style, self._type = 0, "n"
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._formula_of: dict[str, str] = {}
        self._target: list[str] | None = None
        self._is_phonetic = False
        self._tags: dict[str, str] = {}

    def run(self, data: bytes, name: str, progress: Progress, *, takes_plain: bool) -> None:
        parser = safe_parser(self._package.path)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        plain = PlainReader(self._context.strings, self._context.date_styles)
        done = 0
        try:
            for chunk in chunks_by_row(data):
                progress(done, len(data), name)
                done += len(chunk)
                cells, rest = plain.take(chunk) if takes_plain else (None, chunk)
                if cells is not None:
                    self.seen.plain.append(cells)
                parser.Parse(rest, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
            detail = f"its part {self._part} cannot be understood"
            raise DamagedWorkbookError(self._package.path, detail) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._tags.get(name)
        if tag is None:
            tag = self._tags[name] = spreadsheet_name(name)
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v":
            self._target = self._value
        elif tag == "t":
            self._target = None if self._is_phonetic else self._value
        elif tag == "f":
            self._formula, self._formula_of = [], attributes
            self._target = self._formula
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "rPh":
            self._is_phonetic = True
        else:
            self._note_shape(tag, attributes)

    def _end(self, name: str) -> None:
        tag = self._tags[name]
        if tag == "c":
            self._close_cell()
        elif tag in {"v", "t", "f"}:
            self._target = None
        elif tag == "rPh":
            self._is_phonetic = False

    def _characters(self, data: str) -> None:
        if self._target is not None:
            self._target.append(data)

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        if not 0 <= self._row <= LAST_ROW:
            raise ValueError("row out of range")
        if "ht" in attributes:
            self.seen.row_heights[self._row] = finite_number(attributes["ht"])
        is_flat = attributes.get("customHeight") and float(attributes.get("ht", 1)) == 0
        if _is_true(attributes.get("hidden")) or is_flat:
            self.seen.hidden_rows.add(self._row)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            match = _REFERENCE.fullmatch(reference)
            if match is None:
                raise ValueError("not a cell")
            self._row, self._column = int(match[2]) - 1, column_index(match[1])
        if not (0 <= self._row <= LAST_ROW and 0 <= self._column <= LAST_COLUMN):
            raise ValueError("cell out of range")
        self._style = int(attributes.get("s", 0))
        if not 0 <= self._style <= _LAST_STYLE:
            raise ValueError("style out of range")
        self._type = attributes.get("t", "n")
        self._value, self._formula = [], None

    def _close_cell(self) -> None:
        text = "".join(self._value)
        if self._formula is not None:
            self._note_formula("".join(self._formula))
        if not text and self._formula is None:
            if self._style:
                self.seen.empty_styles.append((self._row, self._column, self._style))
            return
        kind, value, shown = self._understand(text)
        seen = self.seen
        seen.rows.append(self._row)
        seen.columns.append(self._column)
        seen.kinds.append(kind)
        seen.values.append(value)
        seen.texts.append(shown)
        seen.styles.append(self._style)

    def _understand(self, text: str) -> tuple[int, float, str]:
        """Return kind, number and text of a cell."""
        if self._type == "n":
            if not text:
                return CellKind.TEXT, np.nan, ""
            dates = self._context.date_styles
            is_date = self._style < len(dates) and dates[self._style]
            return (CellKind.DATE if is_date else CellKind.NUMBER), finite_number(text), ""
        if self._type == "s":
            text = self._context.strings[_place(text)]
        elif self._type == "b":
            return CellKind.BOOLEAN, np.nan, "TRUE" if text.strip() == "1" else "FALSE"
        elif self._type == "e":
            return CellKind.ERROR, np.nan, text
        elif self._type == "d":
            return CellKind.TEXT, np.nan, text
        if not text and self._formula is None:
            return CellKind.EMPTY, np.nan, ""
        number = number_in_text(text)
        return CellKind.TEXT, np.nan if number is None else number, text

    def _note_formula(self, text: str) -> None:
        kind, group = self._formula_of.get("t"), self._formula_of.get("si", "")
        if kind == "shared":
            first = self._shared.setdefault(group, text)
            text = text or first
        elif kind in {"array", "dataTable"} and "ref" in self._formula_of:
            self.seen.array_ranges.append((CellRange.parse(self._formula_of["ref"]), text))
        self.seen.formulas[self._row, self._column] = text

    def _note_shape(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "mergeCell":
            self.seen.merged.append(CellRange.parse(attributes["ref"]))
        elif tag == "col":
            self._note_columns(attributes)
        elif tag == "sheetFormatPr":
            self.seen.default_width = finite_number(attributes.get("defaultColWidth", "8.43"))
            self.seen.default_height = finite_number(attributes.get("defaultRowHeight", "15"))

    def _note_columns(self, attributes: dict[str, str]) -> None:
        first, last = int(attributes["min"]) - 1, min(int(attributes["max"]) - 1, LAST_COLUMN)
        written = attributes.get("width")
        width = self.seen.default_width if written is None else finite_number(written)
        for column in range(max(first, 0), last + 1):
            self.seen.column_widths[column] = width
        if _is_true(attributes.get("hidden")) or width == 0:
            self.seen.hidden_columns.append(range(first, last + 1))


def _is_true(text: str | None) -> bool:
    return text in {"1", "true"}


def _place(text: str) -> int:
    place = int(text)
    if place < 0:
        raise IndexError("negative place")
    return place


def make_sheet(
    seen: CollectedCells,
    name: str,
    visibility: Visibility,
    marked_tables: tuple[CellRange, ...],
    package: Package,
) -> Sheet:
    """Return the cells of a sheet as arrays.

    Raises:
        DamagedWorkbookError: There are more than can be held.
    """
    rows, columns = _places(seen)
    height, width = _extent(rows, _FAR_ROWS), _extent(columns, _FAR_COLUMNS)
    if height * width > _MOST_CELLS:
        raise DamagedWorkbookError(package.path, f"its sheet {name} is too large to be read")
    is_near = (rows < height) & (columns < width)
    kinds = np.zeros((height, width), np.uint8)
    values = np.full((height, width), np.nan)
    texts = np.full((height, width), "", object)
    styles = np.zeros((height, width), np.int32)
    near = rows[is_near], columns[is_near]
    for array, pieces in (
        (kinds, [*(one.kinds for one in seen.plain), np.array(seen.kinds, np.uint8)]),
        (values, [*(one.values for one in seen.plain), np.array(seen.values, float)]),
        (texts, [*(one.texts for one in seen.plain), np.array(seen.texts, object)]),
        (styles, [*(one.styles for one in seen.plain), np.array(seen.styles, np.int32)]),
    ):
        array[near] = np.concatenate(pieces)[is_near]
    for row, column, style in seen.empty_styles:
        if row < height and column < width:
            styles[row, column] = style
    return Sheet(
        name=name,
        kinds=kinds,
        values=values,
        texts=texts,
        styles=styles,
        visibility=visibility,
        formulas=_formulas(seen, height, width),
        merged=tuple(one for one in seen.merged if one.top < height and one.left < width),
        marked_tables=marked_tables,
        column_widths=seen.column_widths,
        default_column_width=seen.default_width,
        row_heights=seen.row_heights,
        default_row_height=seen.default_height,
        hidden_rows=frozenset(seen.hidden_rows),
        hidden_columns=frozenset(
            column for one in seen.hidden_columns for column in one if column < width
        ),
        stray=_strays(seen, ~is_near),
    )


def _extent(places: Int32Array, far: int) -> int:
    """Return how many lines the arrays cover: all up to the first gap of more than `far` lines."""
    if not places.size:
        return 0
    used = np.unique(places)
    gaps = np.flatnonzero(np.diff(used, prepend=-1) > far)
    last = used[gaps[0] - 1] if gaps.size and gaps[0] > 0 else used[-1]
    return 0 if gaps.size and gaps[0] == 0 else int(last) + 1


def _formulas(seen: CollectedCells, height: int, width: int) -> dict[tuple[int, int], str]:
    formulas = dict(seen.formulas)
    for covered, text in seen.array_ranges:
        for row in range(covered.top, min(covered.bottom + 1, height)):
            for column in range(covered.left, min(covered.right + 1, width)):
                formulas.setdefault((row, column), text)
    return formulas


def _strays(
    seen: CollectedCells, is_far: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[StrayCell, ...]:
    rows, columns = _places(seen)
    texts = [text for one in seen.plain for text in one.texts.tolist()] if is_far.any() else []
    texts += seen.texts
    return tuple(
        StrayCell(int(rows[place]), int(columns[place]), texts[place] or "a number")
        for place in np.flatnonzero(is_far)
    )
