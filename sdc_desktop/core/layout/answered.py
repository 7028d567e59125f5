"""Which doubts about a table the checker has answered."""

from __future__ import annotations

import re
from dataclasses import replace

from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.line_names import line_name
from sdc_desktop.core.tables import Axis, LineRatio, LineSum, Statistic, Table

SAID = "said by the checker"
"""How the reason of a relation begins that the checker said."""

_DOUBT_COSTS = 0.2
_UNCLEAR = "What the numbers in column"


def is_said(relation: LineSum | LineRatio) -> bool:
    """Tell whether the checker said it."""
    return relation.reason.startswith(SAID)


def without_answered_doubts(grid: Grid, table: Table) -> Table:
    """Return the table without the doubts that the checker has answered."""
    doubts = tuple(one for one in table.doubts if not _is_answered(grid, table, one))
    if doubts == table.doubts:
        return table
    confidence = max(table.confidence, 1.0 - _DOUBT_COSTS * len(doubts))
    return replace(table, doubts=doubts, confidence=1.0 if not doubts else confidence)


def _is_answered(grid: Grid, table: Table, doubt: str) -> bool:
    """Tell whether a doubt is about what the checker has said since.

    A doubt that also names other lines stays.
    """
    if doubt.startswith(_UNCLEAR):
        unclear = {line for line, what in table.column_statistics if what is Statistic.OTHER}
        return unclear <= {line for line, _ in table.said.columns}
    named = re.findall(r'"([^"]*)"', doubt)
    if "total" not in doubt or len(named) != 1 or " more " in doubt:
        return False
    answered = {
        line_name(grid, table, axis, line).casefold() for axis, line in _answered_lines(table)
    }
    return any(_is_same_label(named[0].casefold(), one) for one in answered)


def _answered_lines(table: Table) -> list[tuple[Axis, int]]:
    return [
        *((one.axis, one.total) for one in table.relations if is_said(one)),
        *((Axis.ROWS, line) for line in table.said.no_total_rows),
        *((Axis.COLUMNS, line) for line in table.said.no_total_columns),
    ]


def _is_same_label(named: str, label: str) -> bool:
    """Tell whether a sentence names a line; it leaves note marks out."""
    return bool(named) and (label == named or label.startswith(named))
