"""What several rules about percentages, rates and estimates need to know of a table."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from sdc_desktop.core.ratio_places import ratio_places
from sdc_desktop.core.rules.shown_table import STATISTICS, ShownTable
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.tables import Statistic

_SAME = 1e-9


def is_kind(shown: ShownTable, *kinds: Statistic) -> BoolArray:
    """Return where a reader sees a number of one of `kinds`, exact or not hidden by rounding."""
    codes = [STATISTICS.index(kind) for kind in kinds]
    return np.asarray(np.isin(shown.statistics, codes) & shown.shows_number & ~shown.hides)


def numerators(shown: ShownTable) -> FloatArray:
    """Return the counts that percentages and rates are known to count, NaN elsewhere."""
    body = shown.table.body
    found = np.full(shown.original.shape, np.nan)
    for place, (numerator, _) in ratio_places(shown.table).items():
        is_inside = place in body and numerator in body
        if is_inside and shown.table.statistic_at(*numerator).is_count:
            here = numerator[0] - body.top, numerator[1] - body.left
            found[place[0] - body.top, place[1] - body.left] = shown.original[here]
    return found


def in_total_lines(shown: ShownTable) -> BoolArray:
    """Return the cells of total rows and columns, as (rows, columns) bool."""
    table, body = shown.table, shown.table.body
    found = np.zeros(shown.original.shape, np.bool_)
    found[[one - body.top for one in table.total_rows if one in body.rows]] = True
    found[:, [one - body.left for one in table.total_columns if one in body.columns]] = True
    return found


def label_says(shown: ShownTable, words: str) -> BoolArray:
    """Return where row label, column label or title match a pattern, as (rows, columns) bool."""
    body, labels, pattern = shown.table.body, shown.labels, _pattern(words)
    rows = [bool(pattern.search(labels.of_row(one))) for one in body.rows]
    columns = [bool(pattern.search(labels.of_column(one))) for one in body.columns]
    title = bool(pattern.search(shown.table.title))
    return np.asarray(np.array(rows, bool)[:, None] | np.array(columns, bool)[None, :] | title)


@lru_cache(maxsize=100)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)
