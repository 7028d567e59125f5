"""The tables of an OpenDocument spreadsheet as runs of equal cells and lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sdc_desktop.core.cells import CellRange
from sdc_desktop.workbook.ods_plain_rows import PlainCells


class Run(NamedTuple):
    """Equal cells side by side or below each other, counted from 0.

    Attributes:
        row, rows, column, columns: Where it begins and how many lines it covers.
        value_type: As written: "float", "string" and so on; "error" for errors.
        value: The value as written, "" where there is none.
        text: The text shown; lines are parted by line breaks.
        style: Name of the style of the cells, "" where the row or column says it.
        formula: As written, None without one.
    """

    row: int
    rows: int
    column: int
    columns: int
    value_type: str
    value: str
    text: str
    style: str
    formula: str | None

    @property
    def is_empty(self) -> bool:
        """Whether the cells hold nothing but a format."""
        return not self.value and not self.text and self.formula is None


def runs_of(cells: PlainCells) -> Iterator[Run]:
    """Yield the same cells one by one."""
    texts, formulas = dict(cells.texts), dict(cells.formulas)
    for at, code in enumerate(cells.looks.tolist()):
        look = cells.known[code]
        yield Run(
            int(cells.rows[at]),
            1,
            int(cells.columns[at]),
            int(cells.counts[at]),
            look.value_type,
            repr(float(cells.values[at])) if look.has_value else "",
            texts.get(at, ""),
            look.style,
            formulas.get(at),
        )


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows or columns with the same shape: first, how many, styles, and whether one sees them."""

    first: int
    count: int
    style: str
    cell_style: str
    is_hidden: bool


@dataclass(slots=True)
class OdsTable:
    """A sheet as it stands in the file.

    Attributes:
        name, style: As written.
        is_copy: Whether it only keeps cells of another file.
        is_scenario: Whether it keeps other values of another sheet, and has no tab.
        runs: What its cells hold, row by row.
        plain: What other cells hold, each for itself.
        rows, columns: Their shape.
        merged: Merged ranges.
        arrays: Ranges over which a formula works, with the formula.
    """

    name: str
    style: str
    is_copy: bool = False
    is_scenario: bool = False
    runs: list[Run] = field(default_factory=list)
    plain: list[PlainCells] = field(default_factory=list)
    rows: list[Lines] = field(default_factory=list)
    columns: list[Lines] = field(default_factory=list)
    merged: list[CellRange] = field(default_factory=list)
    arrays: list[tuple[CellRange, str]] = field(default_factory=list)


@dataclass(slots=True)
class OdsContent:
    """What stands in content.xml.

    Attributes:
        tables: In the file's order.
        database_ranges: Addresses of ranges with a header row and a name.
        others: What else there is, in words; a set that keeps its order.
    """

    tables: list[OdsTable] = field(default_factory=list)
    database_ranges: list[str] = field(default_factory=list)
    others: dict[str, None] = field(default_factory=dict)
