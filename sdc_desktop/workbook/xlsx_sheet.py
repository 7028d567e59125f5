"""The cells of one worksheet part: plain ones many at a time, the others streamed by expat."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np

from sdc_desktop.core.cell_text import finite_number, number_in_text
from sdc_desktop.core.cells import LAST_COLUMN, LAST_ROW, LONGEST_TEXT, CellRange, column_index
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import CellKind, Int32Array, Sheet, StrayCell, Visibility
from sdc_desktop.workbook.errors import DamagedWorkbookError, TextTooLongError
from sdc_desktop.workbook.package import Package, safe_parser, spreadsheet_name
from sdc_desktop.workbook.xlsx_plain_cells import (
    Int16Array,
    NotPlainError,
    PlainCells,
    PlainReader,
    Strings,
    pieces_by_tag,
)

_FAR_ROWS = 5_000
_FAR_COLUMNS = 500
_MOST_CELLS = 100_000_000
_MOST_EMPTY, _MOST_EMPTY_FOR_EACH = 20_000_000, 100
_LAST_STYLE = (1 << 31) - 1
_FIRST_ROWS = 200
_FIRST_BYTES = 1 << 20
_MOST_KNOWN_TEXTS = 20_000
_TYPES = {"n", "s", "str", "inlineStr", "b", "e", "d"}
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What the cells of a sheet refer to.

    Attributes:
        strings: The workbook's shared strings.
        date_styles: For each cell format whether it shows dates.
    """

    strings: Strings
    date_styles: Sequence[bool]


@dataclass(slots=True)
class CollectedCells:
    """What was seen so far of a sheet.

    The first six have one entry for each cell, "" where it shows no text; `plain` holds cells that
    came many at a time.
    """

    rows: array[int] = field(default_factory=lambda: array("i"))
    columns: array[int] = field(default_factory=lambda: array("h"))
    kinds: array[int] = field(default_factory=lambda: array("B"))
    values: array[float] = field(default_factory=lambda: array("d"))
    texts: list[str] = field(default_factory=list)
    styles: array[int] = field(default_factory=lambda: array("i"))
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

    def pieces(self) -> Iterator[PlainCells]:
        """Yield all cells that hold something."""
        yield from self.plain
        yield self._others()

    def drained(self) -> Iterator[PlainCells]:
        """Do as `pieces`, and let go of each piece."""
        while self.plain:
            yield self.plain.pop()
        yield self._others()

    def _others(self) -> PlainCells:
        return PlainCells(
            rows=np.array(self.rows, np.int32),
            columns=np.array(self.columns, np.int16),
            kinds=np.array(self.kinds, np.uint8),
            values=np.array(self.values, float),
            styles=np.array(self.styles, np.int32),
            text_at=np.arange(len(self.texts), dtype=np.int32),
            texts=np.array(self.texts, object),
        )


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
    seen = _see(package, part, context, name, progress)
    return make_sheet(seen, name, visibility, marked_tables, package)


def read_first_rows(
    package: Package, part: str, name: str, context: SheetContext, progress: Progress
) -> Sheet:
    """Read about the first 200 rows of a visible worksheet; merged cells are not yet known.

    Raises:
        DamagedWorkbookError: These rows cannot be understood.
    """
    seen = _see(package, part, context, name, progress, only_first=True)
    return make_sheet(seen, name, Visibility.VISIBLE, (), package)


def _see(
    package: Package,
    part: str,
    context: SheetContext,
    name: str,
    progress: Progress,
    *,
    only_first: bool = False,
) -> CollectedCells:
    """Collect the cells, plain ones many at a time where that gives the same."""
    total = package.infos[part].file_size
    reader = _SheetReader(package, part, context)
    try:
        reader.run(package.pieces(part), total, name, progress, only_first=only_first)
    except NotPlainError:
        reader = _SheetReader(package, part, context, takes_plain=False)
        reader.run(package.pieces(part), total, name, progress, only_first=only_first)
    if _has_doubles(reader.seen):
        raise DamagedWorkbookError(package.path, f"its sheet {name} holds a cell twice")
    return reader.seen


def _has_doubles(seen: CollectedCells) -> bool:
    """Tell whether some cell was seen twice, so that readers may differ about what it holds."""
    empty = np.array([place[:2] for place in seen.empty_styles], np.int32).reshape(-1, 2)
    places = [(one.rows, one.columns) for one in seen.pieces()] + [(empty[:, 0], empty[:, 1])]
    count = sum(rows.size for rows, _ in places)
    height = max(int(rows.max(initial=0)) for rows, _ in places) + 1
    width = max(int(columns.max(initial=0)) for _, columns in places) + 1
    if height * width > _MOST_CELLS:
        keys = [rows.astype(np.int64) * width + columns for rows, columns in places]
        return int(np.unique(np.concatenate(keys)).size) < count
    is_seen = np.zeros((height, width), bool)
    for rows, columns in places:
        is_seen[rows, columns] = True
    return int(is_seen.sum()) < count


class _SheetReader:
    """The state of the stream: where it is, and the pieces of the cell that is open."""

    def __init__(
        self, package: Package, part: str, context: SheetContext, *, takes_plain: bool = True
    ) -> None:
        self.seen = CollectedCells()
        self._plain = PlainReader(context.strings, context.date_styles) if takes_plain else None
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
        self._meant: dict[str, tuple[str, float]] = {}
        self._columns: dict[str, int] = {}

    def run(
        self,
        pieces: Iterable[bytes],
        total: int,
        name: str,
        progress: Progress,
        *,
        only_first: bool,
    ) -> None:
        """Read the sheet's bytes, `total` of them, or its first rows.

        Raises:
            NotPlainError: No cells may be taken out.
        """
        parser = safe_parser(self._package.path)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        done = 0
        try:
            for chunk in pieces_by_tag(pieces):
                progress(done, total, name)
                done += len(chunk)
                parser.Parse(self._without_plain(chunk), False)
                if only_first and (self._row >= _FIRST_ROWS or done >= _FIRST_BYTES):
                    return
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
            detail = f"its part {self._part} cannot be understood"
            raise DamagedWorkbookError(self._package.path, detail) from error

    def _without_plain(self, chunk: bytes) -> bytes:
        """Take the plain cells out of a chunk."""
        if self._plain is None:
            return chunk
        cells, rest = self._plain.take(chunk)
        if cells is not None:
            self.seen.plain.append(cells)
        return rest

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._tags.get(name)
        if tag is None:
            tag = spreadsheet_name(name)
            if not self._tags and tag != "worksheet":
                raise ValueError("not a worksheet")
            self._tags[name] = tag
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v":
            if self._value:
                raise ValueError("a cell with two values")
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
            self._row, self._column = int(match[2]) - 1, self._column_called(match[1])
        if not (0 <= self._row <= LAST_ROW and 0 <= self._column <= LAST_COLUMN):
            raise ValueError("cell out of range")
        self._style = int(attributes.get("s", 0))
        if not 0 <= self._style <= _LAST_STYLE:
            raise ValueError("style out of range")
        self._type = attributes.get("t", "n")
        if self._type not in _TYPES:
            raise ValueError("a cell of no known type")
        self._value, self._formula = [], None

    def _column_called(self, letters: str) -> int:
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_index(letters)
        return column

    def _close_cell(self) -> None:
        text, formula = "".join(self._value), "".join(self._formula or ())
        if max(len(text), len(formula)) > LONGEST_TEXT:
            raise TextTooLongError(self._package.path)
        if self._formula is not None:
            self._note_formula(formula)
        if not text and self._formula is None:
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
        text, number = self._meaning(text)
        return CellKind.TEXT, number, text

    def _meaning(self, text: str) -> tuple[str, float]:
        """Return a text, one and the same for equal ones, and the number it means or NaN."""
        known = self._meant.get(text)
        if known is None:
            if len(self._meant) >= _MOST_KNOWN_TEXTS:
                self._meant.clear()
            number = number_in_text(text)
            known = self._meant[text] = text, np.nan if number is None else number
        return known

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
    height = _extent([one.rows for one in seen.pieces()], _FAR_ROWS)
    width = _extent([one.columns for one in seen.pieces()], _FAR_COLUMNS)
    count = sum(one.rows.size for one in seen.pieces())
    if height * width > min(_MOST_CELLS, max(_MOST_EMPTY, _MOST_EMPTY_FOR_EACH * count)):
        raise DamagedWorkbookError(package.path, f"its sheet {name} is too large to be read")
    strays = _strays(seen, height, width)
    kinds = np.zeros((height, width), np.uint8)
    values = np.full((height, width), np.nan)
    texts = np.full((height, width), "", object)
    styles = np.zeros((height, width), np.int32)
    for one in seen.drained():
        is_near = (one.rows < height) & (one.columns < width)
        near = one.rows[is_near], one.columns[is_near]
        kinds[near], values[near] = one.kinds[is_near], one.values[is_near]
        styles[near] = one.styles[is_near]
        is_shown = is_near[one.text_at]
        at = one.text_at[is_shown]
        texts[one.rows[at], one.columns[at]] = one.texts[is_shown]
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
        stray=strays,
    )


def _extent(places: Sequence[Int32Array | Int16Array], far: int) -> int:
    """Return how many lines the arrays cover: all up to the first gap of more than `far` lines."""
    used = np.unique(np.concatenate([np.unique(one) for one in places]))
    if not used.size:
        return 0
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


def _strays(seen: CollectedCells, height: int, width: int) -> tuple[StrayCell, ...]:
    found = []
    for one in seen.pieces():
        far = np.flatnonzero((one.rows >= height) | (one.columns >= width))
        if far.size:
            texts = dict(zip(one.text_at.tolist(), one.texts.tolist(), strict=True))
            found += [
                StrayCell(int(one.rows[at]), int(one.columns[at]), texts.get(at) or "a number")
                for at in far.tolist()
            ]
    return tuple(found)
