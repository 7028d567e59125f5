"""The same cell printed twice: in two tables, under the same row and column labels.

Equal labels are a hint and no proof: tables of men and of women have the same labels. Two tables
are believed to share a line, or everything, only where all numbers that both of them print agree
and where that is hardly chance: equal large numbers say more than equal small ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array, Sheet, Workbook
from sdc_desktop.core.table_cells import TableCells
from sdc_desktop.core.tables import Table

Label = tuple[str, ...]

ENOUGH_EVIDENCE = 3.0
"""Common logarithm of the odds against chance that agreeing numbers must reach."""

SAME_CELL = "the same labels and numbers as in "
"""How the reason of a link begins, before the name of the other table."""

_NOTE = re.compile(r"\[note[^\]]*\]|\[\w\]|\(\d{1,2}\)|[¹²³⁴-⁹*†‡]+$")


@dataclass(frozen=True, slots=True, eq=False)
class LinkedLines:
    """Cells that are printed twice.

    Attributes:
        first, second: (k,) int32: numbers of the cells, `first` in the earlier table.
        reason: Why they are believed to be the same.
    """

    first: Int32Array
    second: Int32Array
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class LabelledTable:
    """A table's lines by label; labels that two lines bear are left out.

    Attributes:
        rows, columns: Grand totals are called "total", whatever they are called there.
        printed_rows, printed_columns: As printed.
    """

    table: Table
    rows: dict[Label, int]
    columns: dict[Label, int]
    printed_rows: dict[Label, int]
    printed_columns: dict[Label, int]


def find_linked_cells(
    labelled: Sequence[LabelledTable], cells: TableCells
) -> Iterator[LinkedLines]:
    """Yield the cells that two tables print, one value for each pair of tables that share some."""
    if not cells.values.size:
        return
    equal = _EqualLines(labelled, cells)
    for one, other in combinations(range(len(labelled)), 2):
        if not equal.may_share(one, other):
            continue
        first, second = labelled[one], labelled[other]
        rows = [label for label in first.rows if label in second.rows]
        columns = [label for label in first.columns if label in second.columns]
        if rows and columns:
            link = _compare(first, second, rows, columns, cells)
            if link is not None:
                yield link


class _EqualLines:
    """Says at once of many tables with the same labels which of them share no line.

    Without it many tables of one form, such as one for each area, would all be compared.
    """

    def __init__(self, labelled: Sequence[LabelledTable], cells: TableCells) -> None:
        self._form_of: list[object] = []
        tables_with: dict[object, list[int]] = defaultdict(list)
        for number, one in enumerate(labelled):
            rows, columns = sorted(one.rows), sorted(one.columns)
            block = _block(one, rows, columns, cells)
            numbers = np.where((block >= 0) & cells.can_add[block], cells.values[block], np.nan)
            form = (tuple(rows), tuple(columns)) if np.isfinite(numbers).all() else None
            self._form_of.append(form)
            if form is not None:
                for axis, lines in enumerate(
                    (numbers + 0.0, np.ascontiguousarray(numbers.T) + 0.0)
                ):
                    for place, line in enumerate(lines):
                        tables_with[form, axis, place, line.tobytes()].append(number)
        self._pairs = {pair for same in tables_with.values() for pair in combinations(same, 2)}

    def may_share(self, one: int, other: int) -> bool:
        """Tell whether two tables, the earlier one first, may print a line twice."""
        form = self._form_of[one]
        return form is None or form != self._form_of[other] or (one, other) in self._pairs


def _compare(
    first: LabelledTable,
    second: LabelledTable,
    rows: Sequence[Label],
    columns: Sequence[Label],
    cells: TableCells,
) -> LinkedLines | None:
    """Return the cells under the common labels that are the same in both tables."""
    a = _block(first, rows, columns, cells)
    b = _block(second, rows, columns, cells)
    is_pair = (a >= 0) & (b >= 0) & cells.can_add[a] & cells.can_add[b]
    x = np.where(is_pair, cells.values[a], np.nan)
    y = np.where(is_pair, cells.values[b], np.nan)
    is_same = _is_believed(x, y) & is_pair
    differs = np.isfinite(x) & np.isfinite(y) & (x != y)
    is_same &= ~differs
    if not is_same.any():
        return None
    reason = f"{SAME_CELL}{table_name(first.table)}"
    return LinkedLines(a[is_same], b[is_same], reason)


def _block(
    labelled: LabelledTable, rows: Sequence[Label], columns: Sequence[Label], cells: TableCells
) -> Int32Array:
    return cells.at(
        labelled.table.sheet,
        [labelled.rows[label] for label in rows],
        [labelled.columns[label] for label in columns],
    )


def _is_believed(x: FloatArray, y: FloatArray) -> BoolArray:
    """Tell which pairs lie in a row, a column or a block of which all numbers agree.

    Args:
        x: (rows, columns) float64: the numbers of a table, NaN where one is withheld or missing.
        y: The numbers of another table under the same labels.
    """
    both = np.isfinite(x) & np.isfinite(y)
    agrees = both & (x == y)
    differs = both & ~agrees
    if evidence_of(x[agrees]) >= ENOUGH_EVIDENCE and not differs.any():
        return np.ones(x.shape, bool)
    believed = np.zeros(x.shape, bool)
    for row in np.flatnonzero(agrees.any(axis=1) & ~differs.any(axis=1)):
        believed[row] |= evidence_of(x[row][agrees[row]]) >= ENOUGH_EVIDENCE
    for column in np.flatnonzero(agrees.any(axis=0) & ~differs.any(axis=0)):
        believed[:, column] |= evidence_of(x[:, column][agrees[:, column]]) >= ENOUGH_EVIDENCE
    return believed


def evidence_of(values: FloatArray) -> float:
    """Return how unlikely it is that these numbers agree by chance, as a common logarithm."""
    return float(np.log10(1.0 + np.abs(np.unique(values))).sum())


def table_name(table: Table) -> str:
    """Return what to call a table in a sentence: its title and where it is."""
    place = f"{table.sheet}, {table.body.a1}"
    return f"{table.title} ({place})" if table.title else place


def label_tables(workbook: Workbook, tables: Sequence[Table]) -> tuple[LabelledTable, ...]:
    """Return the lines of tables by what stands beside and above them."""
    return tuple(_label(workbook.sheet(table.sheet), table) for table in tables)


def _label(sheet: Sheet, table: Table) -> LabelledTable:
    rows, columns = dict(row_labels(sheet, table)), dict(column_labels(sheet, table))
    return LabelledTable(
        table,
        _by_label(rows, table.total_rows),
        _by_label(columns, table.total_columns),
        _by_label(rows, ()),
        _by_label(columns, ()),
    )


def _by_label(labels: dict[int, Label], totals: Sequence[int]) -> dict[Label, int]:
    """Turn line to label into label to line; the last word of a grand total is "total"."""
    found: dict[Label, int] = {}
    twice: set[Label] = set()
    for line, path in labels.items():
        label = tuple(part for part in path if part)
        if line in totals:
            label = (*label[:-1], "total")
        if not label:
            continue
        if label in found:
            twice.add(label)
        found[label] = line
    return {label: line for label, line in found.items() if label not in twice}


def row_labels(sheet: Sheet, table: Table) -> Iterator[tuple[int, Label]]:
    """Yield the rows of the body with section, group and own label."""
    rows, columns = sheet.shape
    body = slice(table.body.left, table.body.right + 1)
    stub = [column for column in table.stub_columns if column < columns]
    section = ""
    above = [""] * len(stub)
    for row in table.body.rows:
        if row >= rows:
            break
        texts = [_text(sheet, row, column) for column in stub]
        is_data = bool(np.isfinite(sheet.values[row, body]).any() or sheet.texts[row, body].any())
        if not is_data:
            section = next((text for text in texts if text), section)
            continue
        for place in range(len(stub) - 1):
            above[place] = texts[place] or above[place]
        own = texts[-1] if texts else ""
        yield row, (section, *above[:-1], own)


def column_labels(sheet: Sheet, table: Table) -> Iterator[tuple[int, Label]]:
    """Yield the columns of the body with the labels above them, the widest first."""
    rows, columns = sheet.shape
    header = [row for row in table.header_rows if row < rows]
    left = [""] * len(header)
    for column in table.body.columns:
        if column >= columns:
            break
        texts = [_text(sheet, row, column) for row in header]
        for place in range(len(header) - 1):
            left[place] = texts[place] or left[place]
        own = texts[-1] if texts else ""
        yield column, (*left[:-1], own)


def _text(sheet: Sheet, row: int, column: int) -> str:
    """Return a label without notes, capitals and needless spaces; numbers as plain digits."""
    text = sheet.texts[row, column]
    if not text:
        value = sheet.values[row, column]
        return f"{value:g}" if np.isfinite(value) else ""
    return " ".join(_NOTE.sub("", text).casefold().split())
