"""How many units stand behind each number that is no count: from evidence or from the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from sdc_desktop.core.evidence import BASE, CONTRIBUTORS, DENOMINATOR
from sdc_desktop.core.ratio_places import ratio_places
from sdc_desktop.core.rules.shown_table import STATISTICS, ShownTable
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.tables import Statistic

_MOST_SOURCES = 100
"""With more rows or columns of counts none of them is the one that others rest on."""

_BASE = STATISTICS.index(Statistic.BASE)


@dataclass(frozen=True, slots=True, eq=False)
class Behind:
    """Arrays of a table's body.

    Attributes:
        count: float64: how many units; NaN where not known.
        is_sure: bool: where evidence, a base or arithmetic says so; else it is the only column, or
            row, of counts, which may count something else.
        is_sample: bool: where it is a base before weighting, so that a weighted share of it need
            not be the share that is printed.
    """

    count: FloatArray
    is_sure: BoolArray
    is_sample: BoolArray


_KNOWN: WeakKeyDictionary[ShownTable, Behind] = WeakKeyDictionary()
"""What was worked out of tables that are still in use; a closed workbook is let go."""


def units_behind(shown: ShownTable) -> Behind:
    """Return how many units stand behind each number of a table that is no count."""
    found = _KNOWN.get(shown)
    if found is None:
        found = _KNOWN[shown] = _find(shown)
    return found


def _find(shown: ShownTable) -> Behind:
    if shown.is_count.all():
        nothing = np.full(shown.original.shape, np.nan)
        no = np.zeros(nothing.shape, np.bool_)
        return Behind(nothing, no, no)
    sure = np.full(shown.original.shape, np.nan)
    for measure in (CONTRIBUTORS, DENOMINATOR):
        sure = _filled(sure, shown.evidence.of(shown.table, measure))
    sure = _filled(sure, _denominators(shown))
    is_sample = np.isnan(sure)
    is_base = shown.statistics == _BASE
    sure = _filled(sure, shown.evidence.of(shown.table, BASE))
    sure = _filled(sure, _beside(shown, is_base))
    is_sample &= ~np.isnan(sure)
    told = _filled(sure, _beside(shown, shown.is_count & ~is_base))
    nothing = shown.is_count
    return Behind(np.where(nothing, np.nan, told), ~np.isnan(sure) & ~nothing, is_sample)


def _filled(first: FloatArray, second: FloatArray) -> FloatArray:
    return np.where(np.isnan(first), second, first)


def _denominators(shown: ShownTable) -> FloatArray:
    """Return the counts that percentages and means are known to be divided by."""
    body = shown.table.body
    found = np.full(shown.original.shape, np.nan)
    for place, (_, denominator) in ratio_places(shown.table).items():
        is_inside = place in body and denominator in body
        if is_inside and shown.table.statistic_at(*denominator).is_count:
            here = denominator[0] - body.top, denominator[1] - body.left
            found[place[0] - body.top, place[1] - body.left] = shown.original[here]
    return found


def _beside(shown: ShownTable, is_source: BoolArray) -> FloatArray:
    """Return the only source of the same row, or column, under the same upper labels."""
    body, labels = shown.table.body, shown.labels
    columns = [labels.column_path(body.left + one) for one in range(is_source.shape[1])]
    rows = [labels.row_path(body.top + one) for one in range(is_source.shape[0])]
    along = _only_source(shown.original, is_source, columns)
    return _filled(along, _only_source(shown.original.T, is_source.T, rows).T)


def _only_source(
    numbers: FloatArray, is_source: BoolArray, paths: Sequence[tuple[str, ...]]
) -> FloatArray:
    """Return for each column the numbers of the one column of sources with most labels shared."""
    found = np.full(numbers.shape, np.nan)
    lines = np.flatnonzero(is_source.mean(axis=0) > 1 / 2).tolist()
    if not 0 < len(lines) <= _MOST_SOURCES:
        return found
    for line, path in enumerate(paths):
        if line in lines:
            continue
        shared = [_shared(path[:-1], paths[one][:-1]) for one in lines]
        if shared.count(max(shared)) == 1:
            found[:, line] = numbers[:, lines[shared.index(max(shared))]]
    return found


def _shared(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    """Return how many labels two lines share from the outermost on."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
