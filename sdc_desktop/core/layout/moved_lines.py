"""What was said of a table, when its rows have moved: `moved` is the new row of each old one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.line_checks import check_sum
from sdc_desktop.core.tables import Axis, LineRatio, LineSum, Said, Table


def moved_said(said: Said, moved: Mapping[int, int]) -> Said | None:
    """Return what was said of a table, at its new rows, None when some are gone."""
    if not {*said.no_total_rows, *dict(said.rows)} <= moved.keys():
        return None
    return replace(
        said,
        rows=tuple(sorted((moved[row], what) for row, what in said.rows)),
        no_total_rows=tuple(sorted(moved[row] for row in said.no_total_rows)),
    )


def moved_sum(grid: Grid, table: Table, one: LineSum, moved: Mapping[int, int]) -> LineSum | None:
    """Return a total at its new place, None when its lines are gone or it adds up nowhere.

    Rows that are new among the parts of a total are parts of it where more adds up with them.
    """
    if one.axis is Axis.COLUMNS:
        return one if _adds_up(grid, table, one) >= 0 else None
    if not {one.total, *one.parts} <= moved.keys():
        return None
    parts = tuple(sorted(moved[part] for part in one.parts))
    as_before = replace(one, total=moved[one.total], parts=parts)
    known = set(moved.values())
    new = {row for row in range(parts[0], parts[-1]) if row not in known}
    new = {row for row in new if row != as_before.total and row not in table.left_out_rows}
    wider = replace(as_before, parts=tuple(sorted({*parts, *new})))
    best = max((as_before, wider), key=lambda each: _adds_up(grid, table, each))
    return best if _adds_up(grid, table, best) >= 0 else None


def _adds_up(grid: Grid, table: Table, one: LineSum) -> int:
    """Return in how many lines a sum holds, -1 when the numbers speak against it everywhere."""
    check, _ = check_sum(grid, table, one.axis, one.total, one.parts)
    return len(check.across) if check.across or not check.fails else -1


def moved_ratio(one: LineRatio, moved: Mapping[int, int]) -> LineRatio | None:
    """Return a ratio at its new place, None when its lines are gone."""
    if one.axis is Axis.COLUMNS:
        at = one.denominator_at
        if at is None:
            return one
        return replace(one, denominator_at=moved[at]) if at in moved else None
    lines = (one.ratio, one.numerator, one.denominator)
    if not set(lines) <= moved.keys():
        return None
    ratio, numerator, denominator = (moved[line] for line in lines)
    return replace(one, ratio=ratio, numerator=numerator, denominator=denominator)
