"""What wishes mean for the cells of a check: its totals, its contributors, its last pattern.

Sources: Handbook on Statistical Disclosure Control, "Information loss expressed in terms of cell
costs" (unity, contributors, values) and "suppression of marginal cells should be avoided as far as
possible".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from sdc_desktop.core.actions import Action, Release, RoundCells, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.evidence import CONTRIBUTORS
from sdc_desktop.core.layout.markers import MarkerMeaning, read_marker
from sdc_desktop.core.releases.match import ReleaseMatch, TablePair
from sdc_desktop.core.sheets import Sheet
from sdc_desktop.core.tables import Table

TOTALS_COST = 1000.0
"""How much dearer a total is where totals are to be avoided as far as possible."""

_WITHHELD = {MarkerMeaning.WITHHELD, MarkerMeaning.LOW}


class NoContributorsError(SdcError):
    """Raised when numbers of contributors are to decide and nobody knows them."""

    hint = "Give a companion with the numbers of contributors (--companion), or choose another cost"

    def __init__(self, table: Table) -> None:
        super().__init__(
            f"How many contributors the sums of {table.sheet} {table.body.a1} have is not known."
        )


def totals_avoided(tables: Iterable[Table]) -> tuple[tuple[CellRef, float], ...]:
    """Return each cell of a total or subtotal line with the factor that makes it a last resort."""
    cells = dict.fromkeys(cell for table in tables for cell in _total_cells(table))
    return tuple((cell, TOTALS_COST) for cell in cells)


def _total_cells(table: Table) -> Iterator[CellRef]:
    for row in (*table.total_rows, *table.subtotal_rows):
        yield from (CellRef(table.sheet, row, column) for column in table.body.columns)
    for column in (*table.total_columns, *table.subtotal_columns):
        yield from (CellRef(table.sheet, row, column) for row in table.body.rows)


def contributors_of(check: Check) -> dict[CellRef, float]:
    """Return how many contributors cells have, where the evidence says so.

    Raises:
        NoContributorsError: A table holds sums and nothing is known of any of them.
    """
    found: dict[CellRef, float] = {}
    for table in check.tables:
        known = check.evidence.of(table, CONTRIBUTORS)
        for row, column in np.argwhere(np.isfinite(known)).tolist():
            cell = CellRef(table.sheet, table.body.top + row, table.body.left + column)
            found[cell] = float(known[row, column])
        if not np.isfinite(known).any() and _has_sums(check, table):
            raise NoContributorsError(table)
    return found


def _has_sums(check: Check, table: Table) -> bool:
    values = check.workbook.sheet(table.sheet).values
    rows, columns = values.shape
    return any(
        np.isfinite(values[row, column])
        for row in table.body.rows
        for column in table.body.columns
        if row < rows and column < columns
        if (what := table.statistic_at(row, column)).is_additive and not what.is_count
    )


def withheld_before(matches: Iterable[ReleaseMatch]) -> frozenset[CellRef]:
    """Return the cells whose counterpart an earlier release withheld, of whatever period.

    A dash or "not available" is no pattern; only what stands for a withheld number counts.
    """
    return frozenset(
        cell
        for match in matches
        for pair in match.pairs
        for cell in _withheld_in(match.release.workbook.sheet(pair.before.sheet), pair)
    )


def _withheld_in(before: Sheet, pair: TablePair) -> Iterator[CellRef]:
    rows, columns = before.shape
    for row in pair.rows:
        for column in pair.columns:
            if row.before < rows and column.before < columns:
                marker = read_marker(str(before.texts[row.before, column.before]))
                if marker is not None and marker.meaning in _WITHHELD:
                    yield CellRef(pair.now.sheet, row.now, column.now)


def withheld_by(actions: Sequence[Action]) -> frozenset[CellRef]:
    """Return the cells that a list of actions, such as a record's, leaves withheld."""
    withheld: set[CellRef] = set()
    for action in actions:
        if isinstance(action, Withhold):
            withheld.update(action.cells)
        elif isinstance(action, Release | RoundCells):
            withheld.difference_update(action.cells)
    return frozenset(withheld)
