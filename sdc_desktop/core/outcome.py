"""What protection cost, as counts of cells; no value and no share of one.

The share of a total that is withheld would give the withheld number away where one cell is
withheld, so a record holds counts of cells only. How far a reader can narrow the withheld cells is
told in classes: whoever has the published workbook can work the same out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isinf

import numpy as np

from sdc_desktop.core.audit import Audit, FeasibilityInterval
from sdc_desktop.core.pictures import sum_errors
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table


@dataclass(frozen=True, slots=True)
class TableOutcome:
    """How many numbers of a table are shown, withheld and changed.

    Attributes:
        sheet, body: Which table, such as "Table 1", "B5:K20".
        numbers: Cells that hold a number in the source.
        withheld: Of them, those that show a marker now.
        changed: Of them, those that show another number now, or none because their line was
            combined with another.
    """

    sheet: str
    body: str
    numbers: int
    withheld: int
    changed: int


@dataclass(frozen=True, slots=True)
class SumsOutcome:
    """How many sums of the source still hold between the numbers shown; any reader can count them.

    Attributes:
        shown: Sums that held in the source and all of whose numbers are shown.
        missed: Of them, those that no longer hold.
    """

    shown: int
    missed: int


class Narrowing(StrEnum):
    """How far a reader can narrow a withheld cell, by the width of what is left."""

    EXACT = "exact"
    QUARTER = "quarter"
    """What is left is at most a quarter of the largest possible value wide."""
    HALF = "half"
    MORE = "more"
    FROM_ZERO = "from-zero"
    """Anything from zero to a largest value."""
    NO_LIMIT = "no-limit"
    UNPROVED = "unproved"
    """The search ended before the ends were proved."""


def outcome_of(
    workbook: Workbook, tables: Iterable[Table], published: Published
) -> tuple[TableOutcome, ...]:
    """Return what became of the numbers of each table."""
    return tuple(_outcome(workbook, table, published) for table in tables)


def sums_outcome(system: RelationSystem, published: Published) -> SumsOutcome:
    """Return how many sums no longer hold between the numbers shown."""
    errors = sum_errors(system, published)
    return SumsOutcome(int(errors.size), int(np.count_nonzero(errors)))


def narrowing_of(audit: Audit) -> Mapping[Narrowing, int]:
    """Return how many withheld cells a reader can narrow how far; classes without cells too."""
    counts = Counter(_class_of(one) for one in audit.intervals)
    return {kind: counts[kind] for kind in Narrowing}


def _outcome(workbook: Workbook, table: Table, published: Published) -> TableOutcome:
    rows = slice(table.body.top, table.body.bottom + 1)
    columns = slice(table.body.left, table.body.right + 1)
    is_number = ~np.isnan(workbook.sheet(table.sheet).values[rows, columns])
    statuses = published.statuses[table.sheet][rows, columns]
    withheld = is_number & np.isin(statuses, (CellStatus.PRIMARY, CellStatus.SECONDARY))
    changed = is_number & np.isin(statuses, (CellStatus.ROUNDED, CellStatus.COMBINED))
    return TableOutcome(
        table.sheet,
        table.body.a1,
        int(np.count_nonzero(is_number)),
        int(np.count_nonzero(withheld)),
        int(np.count_nonzero(changed)),
    )


def _class_of(interval: FeasibilityInterval) -> Narrowing:
    if not interval.is_certified:
        return Narrowing.UNPROVED
    if interval.is_exact:
        return Narrowing.EXACT
    if isinf(interval.upper) or isinf(interval.lower):
        return Narrowing.NO_LIMIT
    if interval.lower <= 0:
        return Narrowing.FROM_ZERO
    share = (interval.upper - interval.lower) / interval.upper
    if share <= 0.25:
        return Narrowing.QUARTER
    return Narrowing.HALF if share <= 0.5 else Narrowing.MORE
