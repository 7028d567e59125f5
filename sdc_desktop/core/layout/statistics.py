"""What the numbers of a table are: counts, sums, percentages, rates, means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.layout.labels import cell_label, clean, header_text
from sdc_desktop.core.sheets import CellStyle, FloatArray
from sdc_desktop.core.tables import Statistic

_WORDS = (
    (Statistic.COUNT, r"\bsample size\b|\bunweighted\b|\bnumber of\b|\bcounts?\b|\bbase\b|\bn ="),
    (
        Statistic.PERCENTAGE,
        r"%|\bper ?cents?\b|\bpercentages?\b|\bproportions?\b|\bprozent\b|\bshare\b",
    ),
    (Statistic.MEDIAN, r"\bmedian\b"),
    (Statistic.MEAN, r"\bmean\b|\baverages?\b|\bmittelwert\b"),
    (Statistic.RATE, r"\brates?\b|\bper 1,?000\b|\bper 100,?000\b|\bper million\b|\bratio\b"),
    (Statistic.OTHER, r"\bindex\b|\bconfidence\b|\bci\b|\bstandard error\b|\bmargin of error\b"),
    (Statistic.SUM, r"£|\$|€|\bmillions?\b|\bexpenditure\b|\bincome\b|\bturnover\b|\bspending\b"),
)
_PATTERNS = tuple((statistic, re.compile(words, re.IGNORECASE)) for statistic, words in _WORDS)
_ROW_SAYS = (Statistic.COUNT, Statistic.PERCENTAGE, Statistic.MEAN)
_MOSTLY = 0.8


def column_statistics(
    grid: Grid, block: Block, styles: Sequence[CellStyle]
) -> tuple[tuple[int, Statistic], ...]:
    """Return what each data column holds, from its labels, its formats and its numbers."""
    title = _said(_title_text(grid, block))
    return tuple(
        (column, _column_statistic(grid, block, column, title, styles))
        for column in block.data_columns
    )


def row_statistics(
    grid: Grid, block: Block, columns: tuple[tuple[int, Statistic], ...]
) -> tuple[tuple[int, Statistic], ...]:
    """Return the rows whose label says something else than their columns do."""
    usual = most_common(columns)
    rows = []
    for row in block.data_rows:
        cells = (cell_label(grid, row, column) for column in block.stub_columns)
        said = _said(clean(" ".join(cells)))
        numbers = grid.sheet.values[row, list(block.data_columns)]
        if said in _ROW_SAYS and said is not usual and _fits(said, numbers):
            rows.append((row, said))
    return tuple(rows)


def most_common(columns: tuple[tuple[int, Statistic], ...]) -> Statistic:
    """Return what most columns hold."""
    return Counter(statistic for _, statistic in columns).most_common(1)[0][0]


def _column_statistic(
    grid: Grid,
    block: Block,
    column: int,
    title: Statistic | None,
    styles: Sequence[CellStyle],
) -> Statistic:
    rows = list(block.data_rows)
    is_number = grid.is_class(CellClass.NUMBER)[rows, column]
    numbers = grid.sheet.values[rows, column][is_number]
    formats = [styles[style].number_format for style in grid.sheet.styles[rows, column][is_number]]
    if sum("%" in one for one in formats) > len(formats) / 2:
        return Statistic.PERCENTAGE
    if sum(any(sign in one for sign in "£$€") for one in formats) > len(formats) / 2:
        return Statistic.SUM
    said = _said(header_text(grid, block, column))
    candidates = (title, said) if said is Statistic.SUM else (said, title)
    for candidate in candidates:
        if candidate is not None and _fits(candidate, numbers):
            return candidate
    return Statistic.COUNT if _are_counts(numbers) else Statistic.OTHER


def _said(text: str) -> Statistic | None:
    for statistic, pattern in _PATTERNS:
        if pattern.search(text):
            return statistic
    return None


def _fits(statistic: Statistic, numbers: FloatArray) -> bool:
    """Tell whether numbers can be what a label says of them."""
    numbers = numbers[~np.isnan(numbers)]
    if statistic is Statistic.PERCENTAGE:
        return bool(numbers.size) and bool((np.abs(numbers) <= 100.5).mean() >= _MOSTLY)
    if statistic is Statistic.COUNT:
        return _are_counts(numbers)
    return True


def _are_counts(numbers: FloatArray) -> bool:
    """Tell whether most numbers are whole and none is negative; so they are taken as counts."""
    if not numbers.size:
        return False
    return bool((numbers == np.round(numbers)).mean() >= _MOSTLY) and bool((numbers >= 0).all())


def _title_text(grid: Grid, block: Block) -> str:
    return " ".join(
        cell_label(grid, row, int(column))
        for row in block.title_rows
        for column in np.flatnonzero(grid.classes[row] == CellClass.LABEL)
    )
