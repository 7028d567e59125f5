"""Lines that another table prints again under another name, or turned by a quarter.

"Total" of the table for Leeds is "Leeds" in the table of all towns; "Men, North" in one table is
"North" in the table of men; a row of one table is a column of another. Names say nothing here, so
the numbers must: a line is believed to be another one where all numbers under the labels across
that both have agree, and where that is hardly chance (see `linked_cells`). Lines of the same name
are left to `linked_cells`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sdc_desktop.core.agreeing_lines import TableLine
from sdc_desktop.core.linked_cells import (
    ENOUGH_EVIDENCE,
    LabelledTable,
    LinkedLines,
    evidence_of,
    table_name,
)
from sdc_desktop.core.sheets import Int32Array
from sdc_desktop.core.table_cells import TableCells


def find_lines_printed_again(
    labelled: Sequence[LabelledTable],
    cells: TableCells,
    lines: Sequence[TableLine],
    agreeing: Sequence[tuple[int, int]],
) -> Iterator[LinkedLines]:
    """Yield the lines that two tables print under different names.

    Args:
        labelled: The tables with their labels.
        cells: Their data cells.
        lines: Their lines.
        agreeing: Pairs of lines that agree in their largest numbers.
    """
    enough = ENOUGH_EVIDENCE + float(np.log10(max(1, len(lines))))
    told = set[tuple[int, int]]()
    for places in agreeing:
        first, second = sorted((lines[place] for place in places), key=lambda line: line.table)
        if first.has_name_of(second):
            continue
        pairs = _same(first, second, cells, enough)
        is_new = np.array([tuple(pair) not in told for pair in pairs.tolist()], bool)
        if is_new.any():
            told.update((one, other) for one, other in pairs.tolist())
            reason = f"{table_name(labelled[second.table].table)} prints a line of "
            reason += f"{table_name(labelled[first.table].table)} again"
            yield LinkedLines(pairs[is_new, 0], pairs[is_new, 1], reason)


def _same(first: TableLine, second: TableLine, cells: TableCells, enough: float) -> Int32Array:
    """Return the cells that two lines share: (k, 2) int32, none unless that is proved."""
    _, here, there = np.intersect1d(
        first.across, second.across, assume_unique=True, return_indices=True
    )
    pairs = np.column_stack([first.cells[here], second.cells[there]])
    pairs = pairs[(pairs >= 0).all(axis=1)]
    x, y = cells.values[pairs[:, 0]], cells.values[pairs[:, 1]]
    both = np.isfinite(x) & np.isfinite(y)
    if (x[both] != y[both]).any() or evidence_of(x[both]) < enough:
        return pairs[:0]
    return pairs
