"""What was not understood of a workbook, as findings that a checker sees: never skipped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.cells import CellRange, CellRef, column_letters
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.layout.grid import classify
from sdc_desktop.core.layout.markers import read_marker
from sdc_desktop.core.linked_ratios import ratios_elsewhere
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.ratio_places import ratio_places
from sdc_desktop.core.sheets import BoolArray, Sheet, Visibility, Workbook
from sdc_desktop.core.symbols import find_ambiguous_symbols
from sdc_desktop.core.table_cells import additive_cells
from sdc_desktop.core.tables import Axis, LineSum, Table

_MOST_FAILING = 20


def find_doubts(
    workbook: Workbook, tables: Sequence[Table], published: Published
) -> tuple[Finding, ...]:
    """Return what keeps the other checks from being complete."""
    findings = [*_other_contents(workbook)]
    elsewhere = {one.ratio: one.sources for one in ratios_elsewhere(workbook, tables)}
    for sheet in workbook.sheets:
        own = [table for table in tables if table.sheet == sheet.name]
        findings += _uncovered_numbers(sheet, own)
        findings += _hidden_parts(sheet)
        for table in own:
            findings += _table_doubts(table)
            findings += _unknown_texts(sheet, table)
            findings += _failing_totals(sheet, table)
            findings += _derived_figures(sheet, table, published, elsewhere)
    return (*findings, *find_ambiguous_symbols(workbook, tables))


def _other_contents(workbook: Workbook) -> Iterator[Finding]:
    """Yield what else leaves with the file and was not looked into."""
    if workbook.other_contents:
        yield Finding(
            rule="hidden",
            severity=Severity.REVIEW,
            sheet="",
            cells=(),
            message=f"The file also holds {', '.join(workbook.other_contents)}; what they say was "
            "not looked into.",
            remedies=("Remove them from the file", "Look through them"),
        )


def _uncovered_numbers(sheet: Sheet, tables: Sequence[Table]) -> Iterator[Finding]:
    """Yield one finding for the numbers of a sheet that belong to no table."""
    is_number = classify(sheet).is_number.copy()
    for table in tables:
        is_number[_covered(sheet, table)] = False
    places = np.argwhere(is_number)
    if places.size:
        (top, left), (bottom, right) = places.min(axis=0), places.max(axis=0)
        where = CellRange(int(top), int(left), int(bottom), int(right)).a1
        are = "number belongs" if len(places) == 1 else "numbers belong"
        yield Finding(
            rule="layout",
            severity=Severity.REVIEW,
            sheet=sheet.name,
            cells=tuple(CellRef(sheet.name, int(row), int(column)) for row, column in places),
            message=f"{len(places)} {are} to no table that was understood, in {where}.",
            remedies=("Look whether they are statistics", "Mark them as a table"),
        )


def _covered(sheet: Sheet, table: Table) -> BoolArray:
    """(rows, columns) bool: the cells of a table's body, header and row labels."""
    covered = np.zeros(sheet.shape, bool)
    body = table.body
    rows, columns = slice(body.top, body.bottom + 1), slice(body.left, body.right + 1)
    covered[rows, columns] = True
    covered[list(table.left_out_rows)] = False
    covered[:, list(table.left_out_columns)] = False
    left = min((*table.stub_columns, body.left))
    for row in table.header_rows:
        covered[row, left : body.right + 1] = True
    for column in table.stub_columns:
        covered[rows, column] = True
    return covered


def _hidden_parts(sheet: Sheet) -> Iterator[Finding]:
    """Yield what a reader does not see at once but still gets with the file."""
    rows, columns = sheet.shape
    has_data = ~np.isnan(sheet.values)
    hidden_rows = sum(bool(has_data[row].any()) for row in sheet.hidden_rows if row < rows)
    hidden_columns = sum(
        bool(has_data[:, column].any()) for column in sheet.hidden_columns if column < columns
    )
    what = []
    if sheet.visibility is not Visibility.VISIBLE and sheet.kinds.any():
        what.append("The sheet is hidden, and everybody who gets the file can show it.")
    if hidden_rows or hidden_columns:
        parts = [f"{hidden_rows} hidden rows"] if hidden_rows else []
        parts += [f"{hidden_columns} hidden columns"] if hidden_columns else []
        hold = f"{' and '.join(parts)} hold numbers that everybody who gets the file can show."
        what.append(hold)
    if sheet.stray:
        what.append(f"{len(sheet.stray)} cells stand far away from all others.")
    for message in what:
        yield Finding(
            rule="hidden",
            severity=Severity.REVIEW,
            sheet=sheet.name,
            cells=(),
            message=message,
            remedies=("Remove them from the file", "Show them and check them"),
        )


def _table_doubts(table: Table) -> Iterator[Finding]:
    """Yield one finding for what was not understood of a table."""
    if table.doubts:
        first = CellRef(table.sheet, table.body.top, table.body.left)
        yield Finding(
            rule="layout",
            severity=Severity.REVIEW,
            sheet=table.sheet,
            cells=(first,),
            message=f"The table at {table.body.a1}: {' '.join(table.doubts)}",
            remedies=("Correct the table's layout",),
        )


def _unknown_texts(sheet: Sheet, table: Table) -> Iterator[Finding]:
    """Yield one finding for texts among a table's numbers that are no symbols, such as "02"."""
    texts, values = _body(table, sheet.texts), _body(table, sheet.values)
    is_number, is_text = ~np.isnan(values), np.isnan(values) & (texts != "")
    is_text[:, [one - table.body.left for one in table.left_out_columns]] = False
    is_text[[one - table.body.top for one in table.left_out_rows]] = False
    for axis in (0, 1):
        numbers, others = (one.sum(axis=axis, keepdims=True) for one in (is_number, is_text))
        is_text &= numbers >= others
    cells = tuple(
        CellRef(sheet.name, table.body.top + row, table.body.left + column)
        for row, column in np.argwhere(is_text).tolist()
        if read_marker(str(texts[row, column]).strip()) is None
    )
    if cells:
        hold = "1 cell holds" if len(cells) == 1 else f"{len(cells)} cells hold"
        yield Finding(
            rule="layout",
            severity=Severity.REVIEW,
            sheet=sheet.name,
            cells=cells,
            message=f"The table at {table.body.a1}: {hold} neither a number nor a known symbol, "
            f"beginning with {cells[0].a1}, and nothing was checked there.",
            remedies=("Look what stands there", "Ask the author for a number or a symbol"),
        )


def _failing_totals(sheet: Sheet, table: Table) -> Iterator[Finding]:
    """Yield totals that are one elsewhere in the table but do not add up here."""
    left = _MOST_FAILING
    for relation in table.relations:
        lines = table.body.columns if relation.axis is Axis.ROWS else table.body.rows
        for line in lines:
            if left and line not in relation.across and _differs(sheet, table, relation, line):
                left -= 1
                yield _failing_total(sheet, table, relation, line)


def _differs(sheet: Sheet, table: Table, relation: LineSum, line: int) -> bool:
    total, parts = _numbers(sheet, relation, line)
    row, column = _place(relation, relation.total, line)
    if not table.statistic_at(row, column).is_additive:
        return False
    return not np.isnan(total) and bool(parts) and abs(sum(parts) - total) > relation.tolerance


def _failing_total(sheet: Sheet, table: Table, relation: LineSum, line: int) -> Finding:
    total, parts = _numbers(sheet, relation, line)
    what = "rows" if relation.axis is Axis.ROWS else "columns"
    place = _place(relation, relation.total, line)
    return Finding(
        rule="total",
        severity=Severity.REVIEW,
        sheet=sheet.name,
        cells=(CellRef(sheet.name, *place),),
        message=(
            f"The {what} add to {sum(parts):,.10g}, the total in "
            f"{column_letters(place[1])}{place[0] + 1} says {total:,.10g}."
        ),
        remedies=("Ask the author which number is right",),
    )


def _numbers(sheet: Sheet, relation: LineSum, line: int) -> tuple[float, list[float]]:
    total = float(sheet.values[_place(relation, relation.total, line)])
    parts = [float(sheet.values[_place(relation, part, line)]) for part in relation.parts]
    return total, [part for part in parts if not np.isnan(part)]


def _place(relation: LineSum, line: int, other: int) -> tuple[int, int]:
    return (line, other) if relation.axis is Axis.ROWS else (other, line)


def _derived_figures(
    sheet: Sheet,
    table: Table,
    published: Published,
    elsewhere: Mapping[CellRef, tuple[CellRef, ...]],
) -> Iterator[Finding]:
    """Yield percentages, rates and means that stand beside withheld or rounded counts.

    Args:
        sheet: The source.
        table: A table on it.
        published: What a reader sees.
        elsewhere: Ratios with the cells of another table that they were worked out from.
    """
    statuses = _body(table, published.statuses[sheet.name])
    is_withheld, is_rounded = np.isin(statuses, _WITHHELD), statuses == CellStatus.ROUNDED
    if not is_withheld.any() and not is_rounded.any():
        return
    known: dict[CellRef, tuple[CellRef, ...]] = {**elsewhere} | {
        CellRef(sheet.name, *place): tuple(CellRef(sheet.name, *one) for one in sources)
        for place, sources in ratio_places(table).items()
    }
    is_shown = np.isfinite(_body(table, sheet.values)) & (statuses == CellStatus.AS_IS)
    derived = [
        cell
        for cell in _body_cells(table, is_shown & ~additive_cells(table, statuses.shape))
        if not all(published.status(one) is CellStatus.AS_IS for one in known.get(cell, ()))
        or cell not in known
    ]
    if derived:
        what = "withheld" if is_withheld.any() else "rounded"
        yield Finding(
            rule="derived",
            severity=Severity.REVIEW,
            sheet=sheet.name,
            cells=tuple(derived),
            message=f"{len(derived)} percentages, rates or means of unrounded numbers stand in a "
            f"table with {what} counts and may give them away; this was not worked out.",
            remedies=(f"Withhold those that come from {what} counts",),
        )


_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)


def _body(table: Table, array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    body = table.body
    return array[body.top : body.bottom + 1, body.left : body.right + 1]


def _body_cells(table: Table, mask: BoolArray) -> Iterator[CellRef]:
    """Yield the cells of a table's body where `mask`, (rows, columns), holds."""
    for row, column in np.argwhere(mask).tolist():
        yield CellRef(table.sheet, table.body.top + row, table.body.left + column)
