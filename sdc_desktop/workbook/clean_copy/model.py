"""A clean copy before it is written: sheets of plain cells, each of which knows its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.findings import Finding

NOT_APPLICABLE = "[z]"
"""What stands in a label where the source has none, so that no cell of a table is empty."""

NOT_AVAILABLE = "[x]"
"""What stands in place of a figure where the source shows an error or nothing at all."""


_SCREEN_ROWS, _SCREEN_COLUMNS = 30, 12
_MOST_FROZEN_ROWS, _MOST_FROZEN_COLUMNS = 12, 3


class Arrangement(StrEnum):
    """How tables are spread over worksheets."""

    ONE_TABLE = "one table per worksheet"
    AS_IN_SOURCE = "worksheets as in the source"


@dataclass(frozen=True, slots=True)
class CopyWish:
    """What a clean copy should be.

    Attributes:
        date: When it is published, such as "2026-11-21".
        title: Of the workbook; "" for the title of the source.
        publisher, contact: Printed on the cover and in the properties where they are given.
        arrangement: How tables are spread over worksheets.
        with_hidden: Whether hidden sheets, rows and columns come too; each is then a finding.
    """

    date: str
    title: str = ""
    publisher: str = ""
    contact: str = ""
    arrangement: Arrangement = Arrangement.ONE_TABLE
    with_hidden: bool = False


class CopyCell(NamedTuple):
    """One cell: a number with its format, or a text.

    Attributes:
        text: Of a text cell.
        number: Of a number cell, rounded to what its format shows; None in a text cell.
        number_format: Of a number cell, such as "#,##0.0".
        source: The cell of the source whose outcome it shows; None for labels and texts.
    """

    text: str = ""
    number: float | None = None
    number_format: str = ""
    source: CellRef | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.number is None and not self.text


class RowRole(StrEnum):
    """What a row of a sheet is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    LINE = "line"
    HEADER = "header"
    DATA = "data"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """A range that the file marks as a table.

    Attributes:
        name: Unique in the workbook, letters, digits and underscores.
        area: With its one header row.
        title: What it shows.
        numeric: Columns of the sheet with numbers; they are aligned to the right.
        used: Markers that stand in it.
    """

    name: str
    area: CellRange
    title: str
    numeric: frozenset[int] = frozenset()
    used: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopySheet:
    """One worksheet.

    Attributes:
        name: Unique, at most 31 characters.
        rows: From A1; a row ends with its last cell.
        roles: What each row is.
        tables: The marked tables, top first.
        widths: Width of each column, in characters of the body's font.
        heights: Height of each row in points, room for wrapped lines included.
        links: Cells that lead to the top of another sheet.
        wraps: Whether texts outside of tables are wrapped (cover).
    """

    name: str
    rows: tuple[tuple[CopyCell, ...], ...]
    roles: tuple[RowRole, ...]
    tables: tuple[MarkedTable, ...] = ()
    widths: tuple[float, ...] = ()
    heights: tuple[float, ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    wraps: bool = False

    @property
    def frozen(self) -> tuple[int, int]:
        """How many rows and columns stay in view: those of a long or wide table's labels."""
        if len(self.tables) != 1 or not self.tables[0].numeric:
            return 0, 0
        area, first = self.tables[0].area, min(self.tables[0].numeric)
        is_large = area.bottom - area.top > _SCREEN_ROWS or area.right > _SCREEN_COLUMNS
        has_room = area.top < _MOST_FROZEN_ROWS and first <= _MOST_FROZEN_COLUMNS
        return (area.top + 1, first) if is_large and has_room else (0, 0)


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """A whole clean copy.

    Attributes:
        title, publisher, date: For the document's properties.
        sheets: In their order, the cover first.
        findings: What a checker should know of it, such as text that was left out.
        table_sheets: Names of the sheets with statistical tables.
        notes: Number and text of the notes.
        shorthand: Marker and what it means.
    """

    title: str
    publisher: str
    date: str
    sheets: tuple[CopySheet, ...]
    findings: tuple[Finding, ...] = ()
    table_sheets: tuple[str, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    shorthand: tuple[tuple[str, str], ...] = field(default=())
