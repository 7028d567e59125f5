"""A workbook's table as a table of τ-ARGUS: labels become codes, sums become hierarchies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.protection.exchanging import instance_of
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Preferences
from sdc_desktop.core.rules.labels import Labels
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.workbook.interchange.tau import TauDimension, TauTable

_QUOTE = str.maketrans({'"': "'", ";": ",", "@": "a"})


class NoHierarchyError(SdcError):
    """Raised when the lines of a table are no single hierarchy."""

    hint = "Write the whole workbook as a JJ file instead: it holds any sums."

    def __init__(self, table: Table, lines: str) -> None:
        super().__init__(
            f"The {lines} of {table.sheet} {table.body.a1} do not add up to one total in one way."
        )


def tau_table(check: Check, table: Table, preferences: Preferences = NO_PREFERENCES) -> TauTable:
    """Return one table of a check.

    Args:
        check: The check.
        table: One of its tables, two-way and with totals on both sides.
        preferences: What cells cost, and which must be shown.

    Raises:
        NoHierarchyError: Its rows or columns do not add up to one total in one way.
    """
    instance, cells = instance_of(replace(check, loaded=(table,), actions=()), preferences)
    labels = Labels(check.workbook, table)
    rows = _codes({cell.row: labels.name_row(cell.row) for cell in cells})
    columns = _codes({cell.column: labels.name_column(cell.column) for cell in cells})
    sides = (
        _dimension(table, Axis.ROWS, "Rows", rows),
        _dimension(table, Axis.COLUMNS, "Columns", columns),
    )
    codes = tuple((rows[cell.row], columns[cell.column]) for cell in cells)
    return TauTable(sides, "Value", codes, instance)


def _codes(names: dict[int, str]) -> dict[int, str]:
    """Return a code for each line: its label, with a number where two lines bear the same."""
    found: dict[int, str] = {}
    for line, name in sorted(names.items()):
        plain = " ".join(name.translate(_QUOTE).split())
        code, number = plain, 2
        while code in found.values():
            code, number = f"{plain} ({number})", number + 1
        found[line] = code
    return found


def _dimension(table: Table, axis: Axis, name: str, codes: dict[int, str]) -> TauDimension:
    parents = dict(_parents(table, axis))
    tops = [line for line in codes if line not in parents]
    count = sum(len(one.parts) for one in table.relations if one.axis is axis)
    if len(tops) != 1 or count != len(parents) or not parents.keys() <= codes.keys():
        raise NoHierarchyError(table, axis.value)
    return TauDimension(
        name, codes[tops[0]], {codes[line]: codes[above] for line, above in parents.items()}
    )


def _parents(table: Table, axis: Axis) -> Iterator[tuple[int, int]]:
    for one in table.relations:
        if one.axis is axis:
            yield from ((part, one.total) for part in one.parts)
