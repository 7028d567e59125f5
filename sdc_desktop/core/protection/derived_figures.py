"""Derived figures follow their counts: a percentage of a withheld count is withheld too.

Where a percentage, rate or mean is known to be worked out from two cells of the table, it is
withheld when one of these is, and worked out again when one of these is shown changed. Where that
is not known, it is withheld beside any withheld or changed count: the original one would tell the
true count. Medians, quantiles, least and greatest values and index numbers stay beside changed
counts; no division gives the count away there.

A difference of two lines ("Change") follows in the same way, whether it is understood as a count or
as a change; beside one withheld number it is withheld, since it gives that one away.

Source: guidance of NHS Digital (HES) and CMS: if numerator or denominator is withheld, so is the
percentage; Handbook on Statistical Disclosure Control, 2nd edition, section 5.7: beside perturbed
counts publish the mean that they give, never the original. What a percentage elsewhere in the table
gives away is the audit's business.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from sdc_desktop.core.actions import MergeLines, RoundCells, Stamp
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.differences import difference_places, find_differences
from sdc_desktop.core.linked_ratios import ratios_elsewhere
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.protection.rounding import round_conventionally
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.ratio_places import Place, places_of, ratio_places
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.table_cells import additive_cells
from sdc_desktop.core.tables import Statistic, Table

_NOISE = 1e-9

_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)
_CHANGED = CellStatus.ROUNDED
_STAY_BESIDE_CHANGED = frozenset(
    {
        Statistic.MEDIAN,
        Statistic.QUANTILE,
        Statistic.MINIMUM,
        Statistic.MAXIMUM,
        Statistic.INDEX,
    }
)


def follow_changed(
    workbook: Workbook, tables: Sequence[Table], published: Published, stamp: Stamp
) -> tuple[RoundCells, ...]:
    """Return the action that works percentages, rates and means out again from what is shown.

    It has those whose numerator or denominator is shown changed and both are shown; none is needed
    when there are no such ratios. A ratio of a shown zero has no value; it is left to
    `derived_beside_withheld`.
    """
    found = {
        CellRef(table.sheet, *place): value
        for table in tables
        for place, value in (
            *_followed(table, published),
            *_differences_followed(workbook, table, published),
        )
    }
    found |= _followed_elsewhere(workbook, tables, published)
    if not found:
        return ()
    values, method = tuple(found.values()), Method.FOLLOWING.value
    return (RoundCells(tuple(found), values, method, 0.0, stamp, reach=(np.inf, np.inf)),)


def _followed(table: Table, published: Published) -> Iterator[tuple[Place, float]]:
    """Yield the place and the new value of each ratio of changed numbers."""
    statuses, shown = published.statuses[table.sheet], published.values[table.sheet]
    rows, columns = statuses.shape
    for one in table.ratios:
        for trio in places_of(one):
            if any(row >= rows or column >= columns for row, column in trio):
                continue
            ratio, numerator, denominator = trio
            is_changed = _CHANGED in (statuses[numerator], statuses[denominator])
            if is_changed and np.isfinite(shown[ratio]) and shown[denominator] != 0:
                value = one.factor * float(shown[numerator]) / float(shown[denominator])
                if np.isfinite(value):
                    yield ratio, _printed(value, one.step)


def _followed_elsewhere(
    workbook: Workbook, tables: Sequence[Table], published: Published
) -> dict[CellRef, float]:
    """Return the new value of each ratio of changed numbers of another table that are shown."""
    found = {}
    for one in ratios_elsewhere(workbook, tables):
        pair = one.numerator, one.denominator
        top, bottom, shown = (_shown(published, cell) for cell in (*pair, one.ratio))
        is_changed = _CHANGED in map(published.status, one.sources)
        if is_changed and np.isfinite(shown) and bottom != 0:
            value = one.factor * top / bottom
            if np.isfinite(value):
                found[one.ratio] = _printed(value, one.step)
    return found


def _shown(published: Published, cell: CellRef) -> float:
    return float(published.values[cell.sheet][cell.row, cell.column])


def _differences_followed(
    workbook: Workbook, table: Table, published: Published
) -> Iterator[tuple[Place, float]]:
    """Yield the place and the new value of each difference of changed numbers that are shown."""
    statuses, shown = published.statuses[table.sheet], published.values[table.sheet]
    for one in find_differences(workbook, table):
        for place, later, earlier in one.places():
            is_changed = _CHANGED in (statuses[later], statuses[earlier])
            if is_changed and np.isfinite(shown[place]):
                value = one.of(float(shown[later]), float(shown[earlier]))
                if np.isfinite(value):
                    yield place, value


def _printed(value: float, step: float) -> float:
    """Return a ratio with as many digits as the source printed."""
    if step <= 0:
        return value
    digits = max(0, -math.floor(math.log10(step) + _NOISE))
    return round(float(round_conventionally(np.array([value]), step)[0]), digits)


def derived_beside_withheld(
    workbook: Workbook, tables: Sequence[Table], published: Published
) -> tuple[CellRef, ...]:
    """Return the shown percentages, rates and means of withheld or changed counts, or beside them.

    Those that were worked out again from changed counts stay.

    Beside a count stand, in a table with columns of percentages, those of its row; in one with
    rows of percentages those of its column as well.
    """
    own = (cell for table in tables for cell in _derived_cells(workbook, table, published))
    return tuple(dict.fromkeys((*own, *_derived_elsewhere(workbook, tables, published))))


def withheld_sources(
    workbook: Workbook, tables: Sequence[Table], published: Published
) -> dict[CellRef, tuple[CellRef, ...]]:
    """Return the percentages, rates and means of withheld numbers with these numbers."""
    found = {
        CellRef(table.sheet, *place): tuple(CellRef(table.sheet, *one) for one in sources)
        for table in tables
        for place, sources in ratio_places(table).items()
    }
    found |= {one.ratio: one.sources for one in ratios_elsewhere(workbook, tables)}
    withheld = {
        cell: tuple(one for one in sources if published.status(one) in _WITHHELD)
        for cell, sources in found.items()
    }
    return {cell: sources for cell, sources in withheld.items() if sources}


def ratios_of_parts(
    workbook: Workbook,
    tables: Sequence[Table],
    merges: Sequence[MergeLines],
    published: Published,
) -> tuple[CellRef, ...]:
    """Return the shown ratios elsewhere of lines that were combined: they tell of the parts.

    Args:
        workbook: The source.
        tables: Its tables before lines were combined.
        merges: Which lines were combined.
        published: What a reader sees.
    """
    gone = {cell for merge in merges for cell in (*merge.kept, *merge.absorbed)}
    return tuple(
        one.ratio
        for one in (ratios_elsewhere(workbook, tables) if gone else ())
        if not gone.isdisjoint(one.sources)
        and one.ratio not in gone
        and published.status(one.ratio) is CellStatus.AS_IS
    )


def _derived_elsewhere(
    workbook: Workbook, tables: Sequence[Table], published: Published
) -> Iterator[CellRef]:
    """Yield the shown ratios of which a number in another table is withheld, or shown changed."""
    for one in ratios_elsewhere(workbook, tables):
        status = published.status(one.ratio)
        sources = [published.status(cell) for cell in one.sources]
        is_hidden = any(source in _WITHHELD for source in sources)
        is_hidden |= _CHANGED in sources and status is not _CHANGED
        if is_hidden and status not in _WITHHELD:
            yield one.ratio


def _derived_cells(workbook: Workbook, table: Table, published: Published) -> Iterator[CellRef]:
    body = table.body
    here = np.s_[body.top : body.bottom + 1, body.left : body.right + 1]
    statuses = published.statuses[table.sheet][here]
    withheld, changed = np.isin(statuses, _WITHHELD), statuses == _CHANGED
    hidden = {True: withheld, False: withheld | changed}
    is_number = additive_cells(table, statuses.shape)
    in_rows = {follows: (mask & is_number).any(axis=1) for follows, mask in hidden.items()}
    in_columns = {follows: (mask & is_number).any(axis=0) for follows, mask in hidden.items()}
    is_shown = ~np.isnan(workbook.sheet(table.sheet).values[here]) & ~withheld
    derived_columns = {line for line, what in table.column_statistics if not what.is_additive}
    derived_rows = {line for line, what in table.row_statistics if not what.is_additive}
    differences = difference_places(workbook, table)
    known = ratio_places(table) | differences
    for row, column in np.argwhere(is_shown).tolist():
        place = body.top + row, body.left + column
        statistic = table.statistic_at(*place)
        if statistic.is_additive:
            if place in differences and _gives_away(published, table, place, differences[place]):
                yield CellRef(table.sheet, *place)
            continue
        follows = bool(changed[row, column] or statistic in _STAY_BESIDE_CHANGED)
        if place in known:
            hides = hidden[follows]
            is_hidden = any(hides[one[0] - body.top, one[1] - body.left] for one in known[place])
        else:
            is_hidden = bool(place[1] in derived_columns and in_rows[follows][row])
            is_hidden |= bool(place[0] in derived_rows and in_columns[follows][column])
        if is_hidden:
            yield CellRef(table.sheet, *place)


def _gives_away(
    published: Published, table: Table, place: Place, parts: tuple[Place, Place]
) -> bool:
    """Tell whether a shown difference tells the one of its two numbers that is withheld.

    A difference of changed numbers that was not worked out anew tells them as well.
    """
    statuses = published.statuses[table.sheet]
    is_withheld = [statuses[part] in _WITHHELD for part in parts]
    is_changed = _CHANGED in {statuses[part] for part in parts}
    is_new = statuses[place] == _CHANGED
    return is_withheld.count(True) == 1 or (is_changed and not is_new)
