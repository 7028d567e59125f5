"""A workbook as read: cells, formats and shape of its sheets, as immutable values.

What has a member for each cell is a read-only array of shape (rows, columns); all arrays of a
sheet have the same shape, which covers the cells that hold something.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.findings import Finding

UInt8Array = npt.NDArray[np.uint8]
Int32Array = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
TextArray = npt.NDArray[np.object_]


class CellKind(IntEnum):
    """What is stored in a cell."""

    EMPTY = 0
    NUMBER = 1
    TEXT = 2
    BOOLEAN = 3
    DATE = 4
    ERROR = 5


class Visibility(StrEnum):
    """Whether a reader sees a sheet's tab."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell looks. Colours are "#rrggbb", or "" where the spreadsheet's default holds."""

    number_format: str = "General"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    font_size: float = 11.0
    font_name: str = ""
    font_colour: str = ""
    fill_colour: str = ""
    horizontal: str = ""
    vertical: str = ""
    wrap: bool = False
    indent: int = 0
    border_top: bool = False
    border_bottom: bool = False
    border_left: bool = False
    border_right: bool = False


@dataclass(frozen=True, slots=True)
class StrayCell:
    """A cell so far from the others that the arrays leave it out; it still leaves with the file."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One sheet.

    Attributes:
        kinds: (rows, columns) uint8, a `CellKind` each.
        values: (rows, columns) float64: the number that the cell means, also where it is stored
            as text ("1,234"); NaN where it means none. Formula cells hold the cached result.
        texts: (rows, columns) object: the text of a text or error cell as stored, "" elsewhere.
        styles: (rows, columns) int32: places in `Workbook.styles`.
        formulas: (row, column) to the formula without "=", where there is one.
        merged: Merged ranges.
        marked_tables: Ranges that the file itself marks as a table, header row included.
        column_widths: Column to width in characters, where it is not `default_column_width`.
        row_heights: Row to height in points, where it is not the default.
        hidden_rows, hidden_columns: Hidden by state, by zero size or by a filter.
        stray: Cells far away from the rest that are not in the arrays.
    """

    name: str
    kinds: UInt8Array
    values: FloatArray
    texts: TextArray
    styles: Int32Array
    visibility: Visibility = Visibility.VISIBLE
    is_chart_sheet: bool = False
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[CellRange, ...] = ()
    marked_tables: tuple[CellRange, ...] = ()
    column_widths: Mapping[int, float] = field(default_factory=dict)
    default_column_width: float = 8.43
    row_heights: Mapping[int, float] = field(default_factory=dict)
    default_row_height: float = 15.0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    stray: tuple[StrayCell, ...] = ()

    def __post_init__(self) -> None:
        shapes = {array.shape for array in (self.kinds, self.values, self.texts, self.styles)}
        if len(shapes) != 1:
            raise ValueError(f"arrays of sheet {self.name!r} differ in shape: {shapes}")
        for array in (self.kinds, self.values, self.texts, self.styles):
            array.setflags(write=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns that the arrays cover."""
        rows, columns = self.kinds.shape
        return rows, columns

    def is_empty(self, row: int, column: int) -> bool:
        """Tell whether a cell holds nothing; cells beyond the arrays do."""
        rows, columns = self.shape
        return row >= rows or column >= columns or self.kinds[row, column] == CellKind.EMPTY


def empty_sheet(name: str, visibility: Visibility, *, is_chart_sheet: bool = False) -> Sheet:
    """Return a sheet without cells."""
    shape = (0, 0)
    return Sheet(
        name=name,
        kinds=np.zeros(shape, np.uint8),
        values=np.zeros(shape),
        texts=np.zeros(shape, object),
        styles=np.zeros(shape, np.int32),
        visibility=visibility,
        is_chart_sheet=is_chart_sheet,
    )


class WorkbookFormat(StrEnum):
    """The file formats that are read."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    ODS = "ods"
    CSV = "csv"
    TSV = "tsv"
    XLS = "xls"
    XLSB = "xlsb"
    ACRO = "acro"
    """A folder of csv files with a list of results."""


TEXT_FORMATS = frozenset({WorkbookFormat.CSV, WorkbookFormat.TSV})
"""The formats that are texts with separated values."""


@dataclass(frozen=True, slots=True, eq=False)
class ChartNumbers:
    """The numbers that one series of a chart draws.

    Attributes:
        sheet: On which the chart stands, "" where that is not known.
        part: The chart's part in the file.
        points: Place and number of each point that has one.
        cells: Place to the cell whose number was copied; those that are not known are left out.
    """

    sheet: str
    part: str
    points: tuple[tuple[int, float], ...]
    cells: Mapping[int, CellRef]


@dataclass(frozen=True, slots=True, eq=False)
class Workbook:
    """A workbook as read from a file.

    Attributes:
        name: File name without folders.
        format: Which file format it was.
        sha256: Hash of the file's bytes, as 64 hexadecimal digits.
        sheets: In the file's order, hidden ones included.
        styles: What `Sheet.styles` counts into; the first is the default style.
        uses_1904_dates: Whether day 0 is 1 January 1904.
        other_contents: What else the file holds that a reader can get at and no check has looked
            into, in words, such as "comments".
        was_locked: Whether the file asked for a password, which a saved copy no longer does.
        submitted: What the program that made it says about it itself, and what could not be read.
        statistics: Sheet to what all of its numbers are, a value of `Statistic`, where the file
            says so.
        charts: What is drawn, series by series; of xlsx and xlsm workbooks only.
    """

    name: str
    format: WorkbookFormat
    sha256: str
    sheets: tuple[Sheet, ...]
    styles: tuple[CellStyle, ...] = (CellStyle(),)
    uses_1904_dates: bool = False
    other_contents: tuple[str, ...] = ()
    was_locked: bool = False
    submitted: tuple[Finding, ...] = ()
    statistics: Mapping[str, str] = field(default_factory=dict)
    charts: tuple[ChartNumbers, ...] = ()

    def sheet(self, name: str) -> Sheet:
        """Return the sheet called `name`.

        Raises:
            KeyError: There is none.
        """
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)

    def value(self, cell: CellRef) -> float:
        """Return the number that a cell means, NaN where it means none or lies outside."""
        sheet = self.sheet(cell.sheet)
        rows, columns = sheet.shape
        if cell.row >= rows or cell.column >= columns:
            return float("nan")
        return float(sheet.values[cell.row, cell.column])
