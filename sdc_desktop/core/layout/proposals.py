"""What a line may be the total or the percentage of: proposals, which the checker looks at."""

from __future__ import annotations

from collections.abc import Iterator

from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.line_checks import (
    LineCheck,
    RatioLines,
    check_ratio,
    check_sum,
    own_lines,
)
from sdc_desktop.core.tables import Axis, Table

_LONGEST_RUN = 120
_MOST_NEIGHBOURS = 10


def propose_parts(grid: Grid, table: Table, axis: Axis, total: int) -> tuple[int, ...]:
    """Return the lines that a total may be the sum of: what was understood, else its neighbours.

    Among the runs of lines before and behind the total, with and without other totals, the one
    that adds up in most lines is proposed, and among equals the longest.
    """
    for one in table.relations:
        if one.axis is axis and one.total == total:
            return one.parts
    best: tuple[int, ...] = ()
    best_score = (0, 0)
    for parts in _runs(table, axis, total):
        check, _ = check_sum(grid, table, axis, total, parts)
        score = (len(check.holds) - len(check.fails), len(parts))
        if check.holds and score > best_score:
            best, best_score = parts, score
    return best or _nearest_run(table, axis, total)


def propose_ratio(grid: Grid, table: Table, axis: Axis, ratio: int) -> RatioLines | None:
    """Return what a line may be the percentage of, None when nothing fits."""
    for one in table.ratios:
        if one.axis is axis and one.ratio == ratio:
            return RatioLines(axis, ratio, one.numerator, one.denominator, one.denominator_at)
    found = ((check_ratio(grid, table, of)[0], of) for of in _ratios(table, axis, ratio))
    best = max(found, key=lambda pair: _margin(pair[0]), default=None)
    return best[1] if best is not None and _margin(best[0]) > 0 else None


def _margin(check: LineCheck) -> int:
    return len(check.holds) - len(check.fails)


def _totals(table: Table, axis: Axis) -> set[int]:
    if axis is Axis.ROWS:
        return {*table.total_rows, *table.subtotal_rows}
    return {*table.total_columns, *table.subtotal_columns}


def _sides(table: Table, axis: Axis, total: int) -> tuple[list[int], list[int]]:
    """Return the lines before and behind a line, the nearest first."""
    lines = own_lines(table, axis)
    before = [line for line in lines if line < total][::-1]
    return before, [line for line in lines if line > total]


def _runs(table: Table, axis: Axis, total: int) -> Iterator[tuple[int, ...]]:
    """Yield what may add up to a total, nearest lines first."""
    totals = _totals(table, axis) - {total}
    for side in _sides(table, axis, total):
        plain = [line for line in side if line not in totals]
        for run in (side, plain, [line for line in side if line in totals]):
            for end in range(2, min(len(run), _LONGEST_RUN) + 1):
                yield tuple(sorted(run[:end]))
            if len(run) > _LONGEST_RUN:
                yield tuple(sorted(run))
    yield tuple(line for line in own_lines(table, axis) if line != total and line not in totals)


def _nearest_run(table: Table, axis: Axis, total: int) -> tuple[int, ...]:
    """Return the lines between a total and the next one: before it, else behind it."""
    totals = _totals(table, axis) - {total}
    for side in _sides(table, axis, total):
        run: list[int] = []
        for line in side:
            if line in totals:
                break
            run.append(line)
        if run:
            return tuple(sorted(run))
    return ()


def _ratios(table: Table, axis: Axis, ratio: int) -> Iterator[RatioLines]:
    lines = [line for line in own_lines(table, axis) if line != ratio]
    near = sorted(lines, key=lambda line: abs(line - ratio))[:_MOST_NEIGHBOURS]
    other = Axis.COLUMNS if axis is Axis.ROWS else Axis.ROWS
    fixed = sorted(_totals(table, other))
    for numerator in near:
        for at in fixed:
            yield RatioLines(axis, ratio, numerator, numerator, at)
        for denominator in near:
            if denominator != numerator:
                yield RatioLines(axis, ratio, numerator, denominator)
