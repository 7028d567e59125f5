"""Conventional rounding: every number to the nearest multiple of a base, totals too.

Formula: z = b * floor(|a| / b + 1/2), with the sign of a; |z - a| <= b / 2.
Ties, which only an even base has, go away from zero: 5 to base 10 is 10, and -5 is -10; or, by
`round_half_even`, to the even multiple.
Source: Handbook on Statistical Disclosure Control, 2nd edition, section 5.4, which warns that
conventional rounding "can be easily unpicked"; totals are rounded from their own numbers, so
rounded parts need not add up to the rounded total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.differences import difference_places
from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.core.published import CellStatus, Published, publish
from sdc_desktop.core.sheets import BoolArray, FloatArray, Workbook
from sdc_desktop.core.tables import Table

if TYPE_CHECKING:
    from sdc_desktop.core.check import Check

METHOD = "conventional"


_SHOWN = (CellStatus.AS_IS, CellStatus.ROUNDED)


def round_conventionally(values: FloatArray, base: float) -> FloatArray:
    """Return the nearest multiples of `base`, ties away from zero.

    Args:
        values: Any shape, float64; NaN and infinity stay.
        base: What to round to, above 0.

    Raises:
        ValueError: `base` is not a positive number.
    """
    if not (np.isfinite(base) and base > 0):
        raise ValueError(f"not a base to round to: {base}")
    with np.errstate(invalid="ignore"):
        size = np.abs(values)
        multiples = np.floor(size / base)
        goes_up = size - multiples * base >= (multiples + 1) * base - size
        rounded = np.copysign((multiples + goes_up) * base, values) + 0.0
    return np.where(np.isfinite(values), rounded, values)


def round_half_even(values: FloatArray, base: float) -> FloatArray:
    """Return the nearest multiples of `base`, halves to the even multiple: 5 and 15 to 0 and 20.

    Args:
        values: Any shape, float64; NaN and infinity stay.
        base: What to round to, above 0.

    Raises:
        ValueError: `base` is not a positive number.

    Source: Defence Statistics, rounding policy (numbers ending in 5 to the nearest multiple of
    20); Census Bureau, Disclosure Review Board, rounding rules.
    """
    rounded = round_conventionally(values, base)
    size, multiple = np.abs(values), np.abs(rounded)
    with np.errstate(invalid="ignore"):
        is_half = multiple - size == size - (multiple - base)
        goes_down = is_half & (np.rint(multiple / base) % 2 == 1)
    return np.where(goes_down, np.copysign(multiple - base, values), rounded) + 0.0


def numbers_of(
    check: Check, cells: Sequence[CellRef] | None
) -> tuple[tuple[CellRef, ...], FloatArray]:
    """Return those of `cells` that may be rounded, each once, with the source's numbers.

    The numbers are those of the source, also where a cell was rounded before. Left out are
    withheld cells, cells without a number, and what rounding to a base would spoil: percentages,
    rates, means and the like, and differences, which follow.

    Args:
        check: The check so far.
        cells: Which cells, any order; None for all shown counts and sums of the tables.
    """
    published = publish(check.workbook, check.actions)
    if cells is None:
        cells = cells_to_round(check.workbook, check.tables, published)
    by_sheet = _numbers_to_round(check.workbook, check.tables, published, elsewhere=True)
    chosen = [cell for cell in dict.fromkeys(cells) if _holds(by_sheet.get(cell.sheet), cell)]
    numbers = np.array([check.workbook.value(cell) for cell in chosen], np.float64)
    return tuple(chosen), numbers


def cells_to_round(
    workbook: Workbook, tables: Sequence[Table], published: Published
) -> tuple[CellRef, ...]:
    """Return all shown counts and sums of `tables`, sheet by sheet, row by row."""
    by_sheet = _numbers_to_round(workbook, tables, published, elsewhere=False)
    return tuple(
        CellRef(sheet.name, row, column)
        for sheet in workbook.sheets
        if sheet.name in by_sheet
        for row, column in np.argwhere(by_sheet[sheet.name]).tolist()
    )


def narrowest_bin(unsafe: UnsafeRange | None, base: float) -> int:
    """Return how many true counts the narrowest published count can stand for.

    Unsafe counts are withheld, all others are rounded; 0 and what is rounded to it are left
    aside. With 1 to 4 withheld and base 5 a published 5 can only be 5, 6 or 7: three counts.

    Args:
        unsafe: The counts that are withheld; None when none are.
        base: What the others are rounded to, above 0.
    """
    safe_from = 1 if unsafe is None else unsafe.safe_from
    last_bin = (np.ceil(safe_from / base) + 2) * base
    counts = np.arange(1, int(np.ceil(last_bin + base / 2)), dtype=np.float64)
    if unsafe is not None:
        counts = counts[(counts < unsafe.lowest) | (counts > unsafe.highest)]
    published = round_conventionally(counts, base)
    _, sizes = np.unique(published[(published > 0) & (published <= last_bin)], return_counts=True)
    return int(sizes.min())


def _numbers_to_round(
    workbook: Workbook, tables: Sequence[Table], published: Published, *, elsewhere: bool
) -> dict[str, BoolArray]:
    """Return where the shown numbers are that may be rounded, sheet by sheet.

    With `elsewhere` numbers that are in no table belong to them as well.
    """
    tables_of: dict[str, list[Table]] = defaultdict(list)
    for table in tables:
        tables_of[table.sheet].append(table)
    places: dict[str, BoolArray] = {}
    for sheet in workbook.sheets:
        if not elsewhere and sheet.name not in tables_of:
            continue
        mask = np.full(sheet.shape, elsewhere)
        for table in tables_of[sheet.name]:
            _mark(mask, table)
            for place in difference_places(workbook, table):
                mask[place] = False
        is_shown = np.isin(published.statuses[sheet.name], _SHOWN)
        places[sheet.name] = mask & is_shown & np.isfinite(sheet.values)
    return places


def _mark(mask: BoolArray, table: Table) -> None:
    """Set `mask` in the body of `table`: where its statistic can be rounded to a base."""
    body = table.body
    mask[body.top : body.bottom + 1, body.left : body.right + 1] = table.statistic.is_additive
    for column, statistic in reversed(table.column_statistics):
        mask[body.top : body.bottom + 1, column : column + 1] = statistic.is_additive
    for row, statistic in reversed(table.row_statistics):
        mask[row : row + 1, body.left : body.right + 1] = statistic.is_additive


def _holds(mask: BoolArray | None, cell: CellRef) -> bool:
    if mask is None or cell.row >= mask.shape[0] or cell.column >= mask.shape[1]:
        return False
    return bool(mask[cell.row, cell.column])
