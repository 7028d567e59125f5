"""What the checker says of a table's numbers: totals, percentages, kinds of statistic.

Each function returns the table with what was said; nothing else about it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sdc_desktop.core.layout.answered import SAID, is_said, without_answered_doubts
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.line_checks import (
    RatioLines,
    additive_lines,
    check_ratio,
    check_sum,
    other_lines,
    own_lines,
)
from sdc_desktop.core.tables import Axis, LineRatio, LineSum, Said, Statistic, Table

Pairs = tuple[tuple[int, Statistic], ...]


def say_total(grid: Grid, table: Table, axis: Axis, total: int, parts: Sequence[int]) -> Table:
    """Return the table in which `total` is the total of `parts`.

    Sums of the same total that were found with some of the same parts give way to it.

    Raises:
        ValueError: There are no parts, or the total is one of them.
    """
    if not parts or total in parts:
        raise ValueError("a total has parts and is none of them")
    check, tolerance = check_sum(grid, table, axis, total, parts)
    reason = f"{SAID}; {len(check.holds)} of {check.known} lines add up"
    said = LineSum(axis, total, tuple(sorted(parts)), check.across, tolerance, reason)
    kept = tuple(one for one in table.relations if not _is_replaced(one, said))
    table = replace(table, relations=(*kept, said), said=_may_be_total(table.said, axis, total))
    return without_answered_doubts(grid, _with_total_line(table, axis, total))


def say_no_total(grid: Grid, table: Table, axis: Axis, line: int) -> Table:
    """Return the table in which nothing adds up to `line`."""
    said, lines = table.said, {line}
    if axis is Axis.ROWS:
        said = replace(said, no_total_rows=_with(said.no_total_rows, line))
    else:
        said = replace(said, no_total_columns=_with(said.no_total_columns, line))
    table = replace(
        _without_total_lines(table, axis, lines),
        relations=tuple(
            one for one in table.relations if not (one.axis is axis and one.total == line)
        ),
        said=said,
    )
    return without_answered_doubts(grid, table)


def say_ratio(grid: Grid, table: Table, of: RatioLines) -> Table:
    """Return the table in which a line is the percentage, rate or mean of others.

    Raises:
        ValueError: The line would be worked out from itself.
    """
    if of.ratio in (of.numerator, of.denominator):
        raise ValueError("a percentage is not worked out from itself")
    check, factor, step = check_ratio(grid, table, of)
    said = LineRatio(
        axis=of.axis,
        ratio=of.ratio,
        numerator=of.numerator,
        denominator=of.denominator,
        denominator_at=of.denominator_at,
        across=check.across,
        factor=factor,
        step=step,
        reason=f"{SAID}; it holds in {len(check.holds)} of {check.known} lines",
    )
    kept = tuple(one for one in table.ratios if (one.axis, one.ratio) != (of.axis, of.ratio))
    table = replace(table, ratios=(*kept, said))
    return say_statistic(grid, table, of.axis, (of.ratio,), Statistic.PERCENTAGE)


def say_statistic(
    grid: Grid, table: Table, axis: Axis | None, lines: Iterable[int], statistic: Statistic
) -> Table:
    """Return the table in which the numbers of `lines` (None: of the whole table) are something."""
    said, wanted = table.said, set(lines)
    if axis is None:
        said = replace(said, statistic=statistic, columns=(), rows=())
    elif axis is Axis.COLUMNS:
        said = replace(said, columns=_set_lines(said.columns, wanted, statistic))
    else:
        said = replace(said, rows=_set_lines(said.rows, wanted, statistic))
    after = _with_said_statistics(replace(table, said=said))
    return without_answered_doubts(grid, _with_refitted_sums(grid, table, after))


def carry_said(grid: Grid, before: Table, after: Table) -> Table:
    """Return `after` with what the checker said of `before`, where its lines are still there."""
    said = _clipped(before.said, after)
    table = _with_said_statistics(replace(after, said=said))
    table = _with_refitted_sums(grid, after, table)
    for axis, lines in ((Axis.ROWS, said.no_total_rows), (Axis.COLUMNS, said.no_total_columns)):
        for line in lines:
            table = say_no_total(grid, table, axis, line)
    for one in before.relations:
        if is_said(one) and _has_lines(table, one.axis, (one.total, *one.parts)):
            table = say_total(grid, table, one.axis, one.total, one.parts)
    for ratio in before.ratios:
        table = _carry_ratio(grid, table, ratio)
    return without_answered_doubts(grid, table)


def _is_replaced(one: LineSum, said: LineSum) -> bool:
    """Tell whether a sum gives way: the same total of shared parts, or the same turned round."""
    if one.axis is not said.axis:
        return False
    shares = not set(one.parts).isdisjoint(said.parts)
    is_turned_round = one.total in said.parts and said.total in one.parts and not is_said(one)
    return (one.total == said.total and shares) or is_turned_round


def _may_be_total(said: Said, axis: Axis, line: int) -> Said:
    if axis is Axis.ROWS:
        return replace(said, no_total_rows=_without(said.no_total_rows, line))
    return replace(said, no_total_columns=_without(said.no_total_columns, line))


def _with_total_line(table: Table, axis: Axis, line: int) -> Table:
    """Return the table with `line` among its totals: a subtotal when it is part of another."""
    table = _without_total_lines(table, axis, {line})
    is_part = any(one.axis is axis and line in one.parts for one in table.relations)
    if axis is Axis.ROWS and is_part:
        return replace(table, subtotal_rows=_with(table.subtotal_rows, line))
    if axis is Axis.ROWS:
        return replace(table, total_rows=_with(table.total_rows, line))
    if is_part:
        return replace(table, subtotal_columns=_with(table.subtotal_columns, line))
    return replace(table, total_columns=_with(table.total_columns, line))


def _without_total_lines(table: Table, axis: Axis, lines: set[int]) -> Table:
    def left(places: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(one for one in places if one not in lines)

    if axis is Axis.ROWS:
        return replace(
            table, total_rows=left(table.total_rows), subtotal_rows=left(table.subtotal_rows)
        )
    return replace(
        table,
        total_columns=left(table.total_columns),
        subtotal_columns=left(table.subtotal_columns),
    )


def _with(lines: tuple[int, ...], line: int) -> tuple[int, ...]:
    return tuple(sorted({*lines, line}))


def _without(lines: tuple[int, ...], line: int) -> tuple[int, ...]:
    return tuple(one for one in lines if one != line)


def _set_lines(pairs: Pairs, lines: Iterable[int], statistic: Statistic) -> Pairs:
    return tuple(sorted({**dict(pairs), **dict.fromkeys(lines, statistic)}.items()))


def _with_said_statistics(table: Table) -> Table:
    """Return the table with the statistics that were said in place of those that were found."""
    said, columns, rows = table.said, dict(table.column_statistics), dict(table.row_statistics)
    statistic = table.statistic
    if said.statistic is not None:
        statistic, rows = said.statistic, {}
        columns = dict.fromkeys(columns, said.statistic)
    columns.update(said.columns)
    rows.update(said.rows)
    return replace(
        table,
        statistic=statistic,
        column_statistics=tuple(sorted(columns.items())),
        row_statistics=tuple(sorted(rows.items())),
    )


def _with_refitted_sums(grid: Grid, before: Table, after: Table) -> Table:
    """Return the table whose sums reach over the lines that became counts or sums, no others."""
    relations = tuple(_refitted(grid, before, after, one) for one in after.relations)
    return replace(after, relations=relations)


def _refitted(grid: Grid, before: Table, after: Table, one: LineSum) -> LineSum:
    lines = (one.total, *one.parts)
    could = set(additive_lines(before, one.axis, lines))
    can = set(additive_lines(after, one.axis, lines))
    if could == can:
        return one
    check, _ = check_sum(grid, after, one.axis, one.total, one.parts)
    new = set(check.across) & (can - could)
    return replace(one, across=tuple(sorted((set(one.across) & can) | new)))


def _clipped(said: Said, table: Table) -> Said:
    rows, columns = own_lines(table, Axis.ROWS), own_lines(table, Axis.COLUMNS)
    return replace(
        said,
        columns=tuple(pair for pair in said.columns if pair[0] in columns),
        rows=tuple(pair for pair in said.rows if pair[0] in rows),
        no_total_rows=tuple(one for one in said.no_total_rows if one in rows),
        no_total_columns=tuple(one for one in said.no_total_columns if one in columns),
    )


def _has_lines(table: Table, axis: Axis, lines: Iterable[int]) -> bool:
    return set(lines) <= set(own_lines(table, axis))


def _carry_ratio(grid: Grid, table: Table, one: LineRatio) -> Table:
    at = one.denominator_at
    lines = (one.ratio, one.numerator, one.denominator)
    is_there = at is None or at in other_lines(table, one.axis)
    if not is_said(one) or not is_there or not _has_lines(table, one.axis, lines):
        return table
    return say_ratio(grid, table, RatioLines(one.axis, *lines, at))
