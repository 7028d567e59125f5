"""A workbook in which lines were combined, as everything that judges and protects sees it.

Rules, relations, evidence and the audit look at the workbook after combining: the first line's
numbers are the sums, the second line is no part of its table any more. So a combined line is
judged, withheld and rounded like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from sdc_desktop.core.actions import (
    NOT_ABOUT_CELLS,
    Action,
    Exempt,
    MergeLines,
    Prefer,
    Release,
    RoundCells,
    Withhold,
)
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.contributor_shares import together
from sdc_desktop.core.evidence import (
    ABSOLUTE,
    BASE,
    CONTRIBUTORS,
    REQUESTED,
    SMALLEST,
    Evidence,
    Measure,
    MeasureKind,
    SheetEvidence,
    SheetShares,
    largest,
)
from sdc_desktop.core.sheets import CellKind, FloatArray, Sheet, Workbook
from sdc_desktop.core.tables import Axis, LineOrder, LineRatio, LineSum, Table

_DIGITS = 15
"""What a spreadsheet keeps of a number; more would show where a sum left the printed digits."""

_JOIN: Mapping[Measure, Callable[[FloatArray, FloatArray], FloatArray]] = {
    CONTRIBUTORS: np.add,
    BASE: np.add,
    ABSOLUTE: np.add,
    REQUESTED: np.maximum,
    SMALLEST: np.minimum,
}


def merges_in(actions: Iterable[Action]) -> tuple[MergeLines, ...]:
    """Return which lines were combined, in their order."""
    return tuple(action for action in actions if isinstance(action, MergeLines))


def combined_workbook(workbook: Workbook, merges: Sequence[MergeLines]) -> Workbook:
    """Return a workbook that shows the sums and texts of combined lines.

    Raises:
        ValueError: A sheet or a cell is not in the workbook.
    """
    names = {merge.sheet for merge in merges}
    if not names <= {sheet.name for sheet in workbook.sheets}:
        raise ValueError("lines of a sheet are combined that the workbook does not have")
    sheets = (
        _combined_sheet(sheet, [one for one in merges if one.sheet == sheet.name])
        if sheet.name in names
        else sheet
        for sheet in workbook.sheets
    )
    return replace(workbook, sheets=tuple(sheets))


def _combined_sheet(sheet: Sheet, merges: Sequence[MergeLines]) -> Sheet:
    kinds, values, texts = sheet.kinds.copy(), sheet.values.copy(), sheet.texts.copy()
    rows, columns = sheet.shape
    for merge in merges:
        for cell in (*merge.cells, *merge.absorbed):
            if cell.sheet != sheet.name or cell.row >= rows or cell.column >= columns:
                raise ValueError(f"sheet {sheet.name!r} has no data at {cell.a1}")
        for kept, absorbed in zip(merge.kept, merge.absorbed, strict=True):
            total = values[kept.row, kept.column] + values[absorbed.row, absorbed.column]
            values[kept.row, kept.column] = float(f"{total:.{_DIGITS}g}")
        for cell, text in merge.texts:
            place = cell.row, cell.column
            kinds[place], values[place], texts[place] = CellKind.TEXT, np.nan, text
    return replace(sheet, kinds=kinds, values=values, texts=texts)


def combined_tables(tables: Iterable[Table], merges: Iterable[MergeLines]) -> tuple[Table, ...]:
    """Return tables without the lines that were combined with others."""
    found = tuple(tables)
    for merge in merges:
        found = tuple(
            _without_line(table, merge) if _is_in(table, merge) else table for table in found
        )
    return found


def _is_in(table: Table, merge: MergeLines) -> bool:
    return table.sheet == merge.sheet and any(cell in table for cell in merge.cells)


def _without_line(table: Table, merge: MergeLines) -> Table:
    is_row = merge.axis is Axis.ROWS
    gone = merge.second
    return replace(
        table,
        relations=tuple(filter(None, (_sum_without(one, merge) for one in table.relations))),
        ratios=tuple(filter(None, (_ratio_without(one, merge) for one in table.ratios))),
        orders=tuple(filter(None, (_order_without(one, merge) for one in table.orders))),
        left_out_rows=(*table.left_out_rows, gone) if is_row else table.left_out_rows,
        left_out_columns=table.left_out_columns if is_row else (*table.left_out_columns, gone),
    )


def _sum_without(sums: LineSum, merge: MergeLines) -> LineSum | None:
    """Return a sum of lines without the line that goes; across, only where both lines add up."""
    first, second = merge.first, merge.second
    if sums.axis is merge.axis:
        parts = tuple(line for line in sums.parts if line != second)
        return replace(sums, parts=parts) if parts and sums.total != second else None
    gone = {second} if {first, second} <= set(sums.across) else {first, second}
    across = tuple(line for line in sums.across if line not in gone)
    return replace(sums, across=across) if across else None


def _ratio_without(ratio: LineRatio, merge: MergeLines) -> LineRatio | None:
    """Return ratios without those of either line, which were not worked out again."""
    both = {merge.first, merge.second}
    if ratio.axis is merge.axis:
        return None if both & {ratio.ratio, ratio.numerator, ratio.denominator} else ratio
    across = tuple(line for line in ratio.across if line not in both)
    return replace(ratio, across=across) if across and ratio.denominator_at not in both else None


def _order_without(order: LineOrder, merge: MergeLines) -> LineOrder | None:
    both = {merge.first, merge.second}
    if order.axis is merge.axis:
        return None if both & {order.larger, order.smaller} else order
    gone = {merge.second} if both <= set(order.across) else both
    across = tuple(line for line in order.across if line not in gone)
    return replace(order, across=across) if across else None


def combined_evidence(evidence: Evidence, merges: Sequence[MergeLines]) -> Evidence:
    """Return what is known of the sums of combined lines.

    Contributors of two categories are taken to be different ones. What cannot be worked out for
    a sum from what is known of its two parts is not known of it, and is said by the rules.
    """
    sheets, shares = dict(evidence.sheets), dict(evidence.shares)
    for merge in merges:
        if merge.sheet in sheets:
            sheets[merge.sheet] = _joined(sheets[merge.sheet], merge)
        if merge.sheet in shares:
            shares[merge.sheet] = _joined_shares(shares[merge.sheet], merge)
    return replace(evidence, sheets=sheets, shares=shares)


def _joined_shares(known: SheetShares, merge: MergeLines) -> SheetShares:
    """Return who contributed what, the same contributor to both parts counted once."""
    found = dict(known)
    for kept, absorbed in zip(merge.kept, merge.absorbed, strict=True):
        place = kept.row, kept.column
        both = found.pop(place, None), found.pop((absorbed.row, absorbed.column), None)
        parts = [one for one in both if one is not None]
        if len(parts) == len(both):
            found[place] = together(parts)
    return found


def _joined(known: SheetEvidence, merge: MergeLines) -> SheetEvidence:
    kept = _places(merge.kept)
    absorbed = _places(merge.absorbed)
    if not merge.kept or not known:
        return known
    pairs = {one: (array[kept], array[absorbed]) for one, array in known.items()}
    joined = {one: _JOIN[one](*pair) for one, pair in pairs.items() if one in _JOIN}
    joined |= _largest(pairs)
    found: dict[Measure, FloatArray] = {}
    for measure, array in known.items():
        changed = array.copy()
        changed[kept] = joined.get(measure, np.full(len(merge.kept), np.nan))
        changed.setflags(write=False)
        found[measure] = changed
    return found


def _places(cells: Sequence[CellRef]) -> tuple[list[int], list[int]]:
    return [cell.row for cell in cells], [cell.column for cell in cells]


def _largest(
    pairs: Mapping[Measure, tuple[FloatArray, FloatArray]],
) -> dict[Measure, FloatArray]:
    """Return the largest contributions of both parts together, and their sums.

    Of ranks 1 to n of each part the n largest of both are among them. A rank that is missing counts
    as nothing only where the part is known to have fewer contributors.
    """
    ranks = sorted(one.rank for one in pairs if one.kind is MeasureKind.LARGEST)
    if not ranks or ranks != list(range(1, len(ranks) + 1)):
        return {}
    sides = [np.stack([pairs[largest(one)][side] for one in ranks]) for side in (0, 1)]
    nobody = np.full(sides[0].shape[1], np.inf)
    counts = pairs.get(CONTRIBUTORS, (nobody, nobody))
    place = np.array(ranks)[:, None]
    told = [
        np.isfinite(side) | (np.nan_to_num(count, nan=np.inf) < place)
        for side, count in zip(sides, counts, strict=True)
    ]
    is_known = np.logical_and.accumulate(told[0] & told[1], axis=0)
    every = np.nan_to_num(np.concatenate(sides), nan=0.0)
    ordered = np.where(is_known, -np.sort(-every, axis=0)[: len(ranks)], np.nan)
    sums = np.cumsum(ordered, axis=0)
    found = {largest(one): ordered[one - 1] for one in ranks}
    tops = (one for one in pairs if one.kind is MeasureKind.TOP and one.rank <= len(ranks))
    return found | {one: sums[one.rank - 1] for one in tops}


def without_superseded(actions: Sequence[Action]) -> tuple[Action, ...]:
    """Return the actions without what was decided about cells before their lines were combined."""
    found: list[Action] = []
    for action in actions:
        if isinstance(action, MergeLines):
            gone = frozenset((*action.cells, *action.absorbed))
            found = [one for old in found if (one := _without_cells(old, gone)) is not None]
        found.append(action)
    return tuple(found)


def without_merges(actions: Sequence[Action]) -> tuple[Action, ...]:
    """Return the actions to apply to the combined workbook."""
    kept = without_superseded(actions)
    return tuple(action for action in kept if not isinstance(action, MergeLines))


def _without_cells(action: Action, gone: frozenset[CellRef]) -> Action | None:
    """Return an action about the cells that are left; None when none are, or a fact falls apart.

    A wish that a cell be kept holds for the sum that it shows then.
    """
    if isinstance(action, (*NOT_ABOUT_CELLS, Prefer, MergeLines)):
        return action
    if gone.isdisjoint(action.cells):
        return action
    kept = [place for place, cell in enumerate(action.cells) if cell not in gone]
    cells = tuple(action.cells[place] for place in kept)
    if isinstance(action, RoundCells):
        values = tuple(action.values[place] for place in kept)
        return replace(action, cells=cells, values=values) if cells else None
    if isinstance(action, Withhold):
        protects = tuple(action.protects[place] for place in kept) if action.protects else ()
        return replace(action, cells=cells, protects=protects) if cells else None
    if isinstance(action, Release | Exempt):
        return replace(action, cells=cells) if cells else None
    return None
