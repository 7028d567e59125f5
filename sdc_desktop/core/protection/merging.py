"""Combine two adjacent categories of a table into one: what that action does to each cell.

The second line stays where it is. Taking it out would move every cell, formula, chart and link
below it, and hiding it would leave its numbers in the file. So its label says in plain sight what
it was combined with, and its cells show "not applicable"; the first line shows the sums and both
names. Every total still is the sum of what is shown.

Percentages, means and the like of either line cannot be added up and show "not available".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from sdc_desktop.core.actions import MergeLines, Stamp
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, combined
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sheets import CellKind, Sheet
from sdc_desktop.core.tables import Axis, Table

NOT_APPLICABLE = "[z]"
"""What stands for the numbers of a line that was combined with another (guidance D1)."""
NOT_AVAILABLE = "[x]"
"""What stands for numbers that cannot be added up (guidance D1)."""

_AND = " and "


class CannotCombineError(SdcError):
    """Raised when two lines are no two adjacent categories of one table."""

    hint = "Choose two neighbouring categories that are parts of the same totals."

    def __init__(self, sheet: str, because: str) -> None:
        super().__init__(f"These lines of {sheet} cannot be combined: {because}.")


def adjacent_parts(table: Table, axis: Axis) -> Iterator[tuple[int, int]]:
    """Yield the pairs of neighbouring lines that can be combined, in the table's order.

    Both are parts of exactly the same totals, and neither is a total itself.
    """
    sums = [one for one in table.relations if one.axis is axis]
    totals = {one.total for one in sums}
    of: dict[int, frozenset[int]] = {}
    for number, one in enumerate(sums):
        for line in one.parts:
            of[line] = of.get(line, frozenset()) | {number}
    for sum_of in sums:
        for first, second in pairwise(sorted(sum_of.parts)):
            if of[first] == of[second] and not totals & {first, second}:
                yield first, second


def combine_lines(
    check: Check, sheet: str, axis: Axis, lines: tuple[int, int], stamp: Stamp, label: str = ""
) -> MergeLines:
    """Return the action that combines two neighbouring categories.

    Args:
        check: With the lines combined so far.
        sheet: Where they are.
        axis: Whether they are rows or columns.
        lines: The two lines, from 0 on the sheet.
        stamp: Who says so and when.
        label: What both together are called; "" for both names.

    Raises:
        CannotCombineError: They are no neighbouring parts of the same totals, or bear no names.
    """
    view = combined(check)
    first, second = sorted(lines)
    table = next((one for one in view.tables if _holds(one, sheet, axis, first, second)), None)
    if table is None:
        raise CannotCombineError(sheet, "they do not lie in one table that was understood")
    if (first, second) not in set(adjacent_parts(table, axis)):
        raise CannotCombineError(sheet, "they are no neighbouring parts of the same totals")
    shown = view.workbook.sheet(sheet)
    labels = _labels(shown, table, axis, (first, second), label)
    if not labels:
        raise CannotCombineError(sheet, "they bear no labels that tell them apart")
    kept, absorbed, texts = _numbers(shown, table, axis, first, second)
    return MergeLines(sheet, axis, first, second, kept, absorbed, (*labels, *texts), stamp)


def _holds(table: Table, sheet: str, axis: Axis, first: int, second: int) -> bool:
    lines = table.body.rows if axis is Axis.ROWS else table.body.columns
    left_out = table.left_out_rows if axis is Axis.ROWS else table.left_out_columns
    return table.sheet == sheet and all(
        line in lines and line not in left_out for line in (first, second)
    )


def _labels(
    sheet: Sheet, table: Table, axis: Axis, lines: tuple[int, int], label: str
) -> tuple[tuple[CellRef, str], ...]:
    """Return the new labels of the innermost place in which the lines have their own ones."""
    places = table.stub_columns if axis is Axis.ROWS else table.header_rows
    for place in reversed(places):
        one, other = (_place(axis, line, place) for line in lines)
        names = _text(sheet, one), _text(sheet, other)
        if all(names) and names[0] != names[1]:
            both = label.strip() or _AND.join(names)
            return (
                (CellRef(sheet.name, *one), both),
                (CellRef(sheet.name, *other), f"{names[1]} (combined with {names[0]})"),
            )
    return ()


def _place(axis: Axis, line: int, other: int) -> tuple[int, int]:
    return (line, other) if axis is Axis.ROWS else (other, line)


def _text(sheet: Sheet, place: tuple[int, int]) -> str:
    rows, columns = sheet.shape
    if place[0] >= rows or place[1] >= columns:
        return ""
    value = sheet.values[place]
    return str(sheet.texts[place]).strip() or (f"{value:g}" if np.isfinite(value) else "")


def _numbers(
    sheet: Sheet, table: Table, axis: Axis, first: int, second: int
) -> tuple[tuple[CellRef, ...], tuple[CellRef, ...], Sequence[tuple[CellRef, str]]]:
    """Return the cells that are added up, in pairs, and what the others show."""
    kept: list[CellRef] = []
    absorbed: list[CellRef] = []
    texts: list[tuple[CellRef, str]] = []
    for other in table.body.columns if axis is Axis.ROWS else table.body.rows:
        places = _place(axis, first, other), _place(axis, second, other)
        if all(sheet.is_empty(*place) for place in places):
            continue
        one, gone = (CellRef(sheet.name, *place) for place in places)
        if all(_adds_up(sheet, table, place) for place in places):
            kept.append(one)
            absorbed.append(gone)
        else:
            texts.append((one, _unknown(sheet, places)))
        texts.append((gone, NOT_APPLICABLE))
    return tuple(kept), tuple(absorbed), texts


def _adds_up(sheet: Sheet, table: Table, place: tuple[int, int]) -> bool:
    return table.statistic_at(*place).is_additive and bool(np.isfinite(sheet.values[place]))


def _unknown(sheet: Sheet, places: Sequence[tuple[int, int]]) -> str:
    """Return what stands for a sum that cannot be told: the source's marker where it has one."""
    marked = (place for place in places if sheet.kinds[place] == CellKind.TEXT)
    texts = (str(sheet.texts[place]).strip() for place in marked)
    return next((text for text in texts if text), NOT_AVAILABLE)
