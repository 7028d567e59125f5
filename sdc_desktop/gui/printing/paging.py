"""Which rows and columns of a sheet stand on which page; knows no fonts and no printer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sdc_desktop.core.tables import Table
from sdc_desktop.gui.models.marks import label_columns, table_extent

Repeated = Callable[[int], tuple[int, ...]]
"""Gives the lines that are repeated on a page whose first own line is this one."""


@dataclass(frozen=True, slots=True)
class PageCut:
    """What stands on one page, repeated lines first, then its own; numbers of rows and columns."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


def cut(sizes: Mapping[int, float], room: float, repeated: Repeated) -> list[tuple[int, ...]]:
    """Share lines out over pages.

    Args:
        sizes: The lines in their order, each with its size.
        room: The size of a page, in the same unit.
        repeated: What a page begins with again; left out where it takes more than half of it.

    Returns:
        The lines of each page; every page has a line of its own, however large that is.
    """
    pages: list[tuple[int, ...]] = []
    lines = list(sizes)
    while lines:
        again = [one for one in repeated(lines[0]) if one in sizes] if pages else []
        taken = sum(sizes[one] for one in again)
        if taken > room / 2:
            again, taken = [], 0.0
        count = _fitting([sizes[one] for one in lines], room - taken)
        pages.append((*again, *lines[:count]))
        lines = lines[count:]
    return pages


def pages_of(
    rows: Sequence[tuple[int, ...]], columns: Sequence[tuple[int, ...]]
) -> tuple[PageCut, ...]:
    """Return the pages of a sheet: down first, then further to the right, as spreadsheets do."""
    return tuple(PageCut(down, across) for across in columns for down in rows)


def repeated_rows(tables: Iterable[Table]) -> Repeated:
    """Return what gives the header rows of the tables that a page goes on with."""
    known = tuple(tables)

    def rows(first: int) -> tuple[int, ...]:
        return tuple(
            sorted(
                {
                    row
                    for table in known
                    if table.body.top < first <= table_extent(table).bottom
                    for row in table.header_rows
                    if row < first
                }
            )
        )

    return rows


def repeated_columns(sheet: str, tables: Iterable[Table]) -> Repeated:
    """Return what gives the first columns that hold the row labels of all tables of a sheet."""
    count = label_columns(table for table in tables if table.sheet == sheet).get(sheet, 0)
    return lambda first: tuple(range(min(count, first)))


def _fitting(sizes: Sequence[float], room: float) -> int:
    """Return how many lines fit, 1 at least."""
    used = 0.0
    for count, size in enumerate(sizes):
        used += size
        if used > room and count:
            return count
    return len(sizes)
