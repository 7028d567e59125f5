"""Read an OpenDocument spreadsheet into immutable values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from pathlib import Path

import numpy as np

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import (
    BoolArray,
    CellKind,
    CellStyle,
    Int32Array,
    Sheet,
    StrayCell,
    Visibility,
    Workbook,
    WorkbookFormat,
)
from sdc_desktop.workbook.errors import DamagedWorkbookError, EmptyWorkbookError, TooLargeError
from sdc_desktop.workbook.ods_content import read_content
from sdc_desktop.workbook.ods_package import OdsPackage
from sdc_desktop.workbook.ods_plain_rows import PlainCells
from sdc_desktop.workbook.ods_runs import Lines, OdsTable, Run, runs_of
from sdc_desktop.workbook.ods_styles import OdsStyles, read_ods_styles
from sdc_desktop.workbook.ods_values import formula_of, held

_FAR_ROWS, _FAR_COLUMNS = 5_000, 500
_MOST_CELLS = 50_000_000
_MOST_STRAY = 1_000
_ADDRESS = re.compile(
    r"\$?(?P<sheet>'(?:[^']|'')*'|[^.:]+)\.(?P<first>[^.:]+)(?::(?:[^:]*\.)?(?P<last>[^.:]+))?"
)


def read_ods(path: Path, data: bytes, progress: Progress = no_progress) -> Workbook:
    """Read an OpenDocument spreadsheet.

    Sheets that only keep cells of other files are left out and named in `other_contents`.

    Args:
        path: For its name.
        data: The file's bytes.
        progress: Told how much of the content was read.

    Raises:
        SdcError: One of `workbook.errors`.
        Cancelled: `progress` was asked to stop.
    """
    package = OdsPackage(path, data)
    content = read_content(package, progress)
    looks = _Looks(read_ods_styles(package))
    marked = _marked_tables(content.database_ranges)
    own = [one for one in content.tables if not one.is_copy]
    sheets = tuple(_SheetMaker(path, one, looks).sheet(marked.get(one.name, ())) for one in own)
    if not any(sheet.kinds.any() or sheet.stray for sheet in sheets):
        raise EmptyWorkbookError(path)
    return Workbook(
        name=path.name,
        format=WorkbookFormat.ODS,
        sha256=package.sha256,
        sheets=sheets,
        styles=tuple(looks.known),
        other_contents=(*content.others, *package.other_contents),
    )


class _Looks:
    """The looks of cells met so far; the first is the default."""

    def __init__(self, styles: OdsStyles) -> None:
        self.styles = styles
        self.known: dict[CellStyle, int] = {styles.cell_style("Default", ""): 0}
        self._places: dict[tuple[str, str], int] = {}

    def place(self, name: str, value_type: str) -> int:
        """Return the place of a style in `Workbook.styles`."""
        key = name, value_type
        if key not in self._places:
            look = self.styles.cell_style(name, value_type)
            self._places[key] = self.known.setdefault(look, len(self.known))
        return self._places[key]


class _SheetMaker:
    """Puts the runs of one sheet into arrays."""

    def __init__(self, path: Path, table: OdsTable, looks: _Looks) -> None:
        self._path, self._table, self._looks = path, table, looks
        self._numbers: dict[str, float] = {}
        filled = [run for run in table.runs if not run.is_empty]
        self._plain = [one.where(one.kinds != CellKind.EMPTY) for one in table.plain]
        rows = {row for one in self._plain for row in np.unique(one.rows).tolist()}
        columns = {column for one in self._plain for column in np.unique(one.columns).tolist()}
        self._height = _extent(_spans(((run.row, run.rows) for run in filled), rows), _FAR_ROWS)
        self._width = _extent(
            _spans(((run.column, run.columns) for run in filled), columns), _FAR_COLUMNS
        )
        if self._height * self._width > _MOST_CELLS:
            raise TooLargeError(path)
        far = [one.where(~self._is_inside(one)) for one in self._plain]
        self._plain = [one.where(self._is_inside(one)) for one in self._plain]
        self._filled = [*filled, *(run for one in far for run in runs_of(one))]

    def _is_inside(self, cells: PlainCells) -> BoolArray:
        """Return (cells,) bool: which cells the arrays cover."""
        return np.asarray((cells.rows < self._height) & (cells.columns < self._width), np.bool_)

    def sheet(self, marked_tables: tuple[CellRange, ...]) -> Sheet:
        """Return the sheet.

        Raises:
            DamagedWorkbookError: A number is none.
        """
        table, styles = self._table, self._looks.styles
        heights = _lengths(table.rows, self._height, styles.row_height)
        widths = _lengths(table.columns, self._width, styles.column_width)
        shape = self._height, self._width
        kinds, values = np.zeros(shape, np.uint8), np.full(shape, np.nan)
        texts = np.full(shape, "", object)
        for run in self._filled:
            area = self._area(run)
            try:
                kinds[area], values[area], texts[area] = held(run)
            except ValueError as error:
                detail = f"a number on its sheet {table.name} is none"
                raise DamagedWorkbookError(self._path, detail) from error
        for one in self._plain:
            kinds[one.rows, one.columns], values[one.rows, one.columns] = one.kinds, one.values
            for at, text in one.texts:
                place = int(one.rows[at]), int(one.columns[at])
                texts[place], values[place] = text, self._number(text)
        return Sheet(
            name=table.name,
            kinds=kinds,
            values=values,
            texts=texts,
            styles=self._styles(),
            visibility=(
                Visibility.HIDDEN
                if table.is_scenario or styles.is_sheet_hidden(table.style)
                else Visibility.VISIBLE
            ),
            formulas=dict(self._formulas()),
            merged=tuple(
                one for one in table.merged if one.top < self._height and one.left < self._width
            ),
            marked_tables=marked_tables,
            column_widths=widths,
            row_heights=heights,
            hidden_rows=_hidden(table.rows, heights, self._height),
            hidden_columns=_hidden(table.columns, widths, self._width),
            stray=tuple(self._strays()),
        )

    def _number(self, text: str) -> float:
        """Return the number that a text means, NaN for none."""
        if text not in self._numbers:
            number = number_in_text(text)
            self._numbers[text] = math.nan if number is None else number
        return self._numbers[text]

    def _area(self, run: Run) -> tuple[slice, slice]:
        """Return where a run stands in the arrays; what lies beyond them is cut off."""
        return slice(run.row, run.row + run.rows), slice(run.column, run.column + run.columns)

    def _styles(self) -> Int32Array:
        """Return (rows, columns) int32: the cell's own style, else its row's or its column's."""
        found = np.zeros((self._height, self._width), np.int32)
        columns = _cell_styles(self._table.columns, self._width)
        rows = _cell_styles(self._table.rows, self._height)
        for column, name in enumerate(columns):
            found[:, column] = self._looks.place(name, "") if name else 0
        for row, name in enumerate(rows):
            if name:
                found[row] = self._looks.place(name, "")
        for one in self._table.plain:
            self._style_plain(found, one.where(self._is_inside(one)), rows, columns)
        for run in self._table.runs:
            if run.row < self._height and run.column < self._width:
                name = run.style or rows[run.row] or columns[run.column]
                found[self._area(run)] = self._looks.place(name, run.value_type)
        return found

    def _style_plain(
        self, found: Int32Array, cells: PlainCells, rows: list[str], columns: list[str]
    ) -> None:
        """Write the style of plain cells: their own, else their row's or their column's."""
        own = np.array(
            [self._looks.place(one.style, one.value_type) for one in cells.known], np.int32
        )
        is_own = np.array([bool(one.style) for one in cells.known], bool)[cells.looks]
        found[cells.rows, cells.columns] = own[cells.looks]
        rest = cells.where(~is_own)
        places: dict[tuple[str, int], int] = {}
        for row, column, code in zip(
            rest.rows.tolist(), rest.columns.tolist(), rest.looks.tolist(), strict=True
        ):
            key = rows[row] or columns[column], code
            if key not in places:
                places[key] = self._looks.place(key[0], cells.known[code].value_type)
            found[row, column] = places[key]

    def _formulas(self) -> Iterator[tuple[tuple[int, int], str]]:
        for covered, text in self._table.arrays:
            rows = range(covered.top, min(covered.bottom + 1, self._height))
            columns = range(covered.left, min(covered.right + 1, self._width))
            yield from ((place, formula_of(text)) for place in product(rows, columns))
        for one in self._plain:
            for at, text in one.formulas:
                yield (int(one.rows[at]), int(one.columns[at])), formula_of(text)
        for run in self._filled:
            if run.formula is not None:
                text = formula_of(run.formula)
                rows = range(run.row, min(run.row + run.rows, self._height))
                columns = range(run.column, min(run.column + run.columns, self._width))
                yield from ((place, text) for place in product(rows, columns))

    def _strays(self) -> Iterator[StrayCell]:
        for run in self._filled:
            if run.row + run.rows <= self._height and run.column + run.columns <= self._width:
                continue
            kind, _, text = held(run)
            shown = text if kind not in {CellKind.NUMBER, CellKind.DATE} else "a number"
            places = product(
                range(run.row, run.row + run.rows), range(run.column, run.column + run.columns)
            )
            for row, column in islice(places, _MOST_STRAY):
                if row >= self._height or column >= self._width:
                    yield StrayCell(row, column, shown or "a formula")


def _spans(runs: Iterable[tuple[int, int]], single: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield where lines begin and how many they are, runs and single ones."""
    yield from runs
    yield from ((one, 1) for one in single)


def _extent(spans: Iterable[tuple[int, int]], far: int) -> int:
    """Return how many lines the arrays cover: all up to the first gap of more than `far` lines."""
    end = 0
    for first, count in sorted(set(spans)):
        if first - end >= far:
            break
        end = max(end, first + count)
    return end


def _places(lines: Lines, limit: int) -> range:
    """Return the rows or columns of `lines` up to `limit`."""
    return range(lines.first, min(lines.first + lines.count, limit))


def _cell_styles(lines: Sequence[Lines], limit: int) -> list[str]:
    """Return the name of the style for cells of each row or column up to `limit`."""
    names = [""] * limit
    for one in lines:
        for place in _places(one, limit):
            names[place] = one.cell_style
    return names


def _lengths(
    lines: Sequence[Lines], limit: int, length_of: Callable[[str], float | None]
) -> dict[int, float]:
    """Return the height or width of each row or column up to `limit` whose style tells it."""
    known = {name: length_of(name) for name in {one.style for one in lines}}
    return {
        place: length
        for one in lines
        if (length := known[one.style]) is not None
        for place in _places(one, limit)
    }


def _hidden(lines: Sequence[Lines], lengths: Mapping[int, float], limit: int) -> frozenset[int]:
    """Return the rows or columns that are hidden by state, by a filter, or have no size."""
    hidden = {place for one in lines if one.is_hidden for place in _places(one, limit)}
    return frozenset(hidden | {place for place, length in lengths.items() if length == 0})


def _marked_tables(addresses: Iterable[str]) -> dict[str, tuple[CellRange, ...]]:
    """Return the ranges that the file marks as tables, by the name of their sheet."""
    found: dict[str, tuple[CellRange, ...]] = {}
    for match in filter(None, map(_ADDRESS.fullmatch, addresses)):
        sheet = match["sheet"]
        if sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        try:
            area = CellRange.parse(f"{match['first']}:{match['last'] or match['first']}")
        except ValueError:
            continue
        found[sheet] = (*found.get(sheet, ()), area)
    return found
