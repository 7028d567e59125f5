"""Lines that another table prints under another name, turned by a quarter, or only adds up to.

"Total" of the table for Leeds is "Leeds" in the table of all towns; "Men, North" in one table is
"North" in the table of men; a row of one table is a column of another; areas by sex and areas by
age add up to the same people in each area, whether a table prints that or not. Names say nothing
here, so the numbers must: two lines are believed to be the same where all numbers under the labels
across that both have agree, and where that is hardly chance (see `linked_cells`). Printed lines of
the same name are left to `linked_cells`, and totals under the same labels to `implied_totals`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.agreeing_lines import TableLine
from sdc_desktop.core.linked_cells import (
    ENOUGH_EVIDENCE,
    LabelledTable,
    evidence_of,
    table_name,
)
from sdc_desktop.core.sheets import Int32Array

_NOISE = 1e-9
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class EqualSums:
    """Cells of two tables that add up to the same.

    Attributes:
        first: (k, p) int32: numbers of cells of the earlier table, -1 where there is none.
        second: (k, q) int32: of the later one.
        reason: Why it is believed.
    """

    first: Int32Array
    second: Int32Array
    reason: str


def find_lines_printed_again(
    labelled: Sequence[LabelledTable],
    lines: Sequence[TableLine],
    agreeing: Sequence[tuple[int, int]],
) -> Iterator[EqualSums]:
    """Yield the lines that two tables print under different names, or only add up to.

    Args:
        labelled: The tables with their labels.
        lines: Their lines.
        agreeing: Pairs of lines that agree in their largest numbers.
    """
    in_table = np.bincount([line.table for line in lines], minlength=1)
    told = set[tuple[int, int]]()
    for places in agreeing:
        first, second = sorted((lines[place] for place in places), key=lambda line: line.table)
        if _is_left_to_others(first, second) or _adds_up_the_same(labelled, first, second):
            continue
        tried = int(in_table[second.table])
        here, there = _same(first, second, ENOUGH_EVIDENCE + float(np.log10(tried)))
        x, y = first.parts[here], second.parts[there]
        is_new = [_ends(*pair) not in told for pair in zip(x, y, strict=True)]
        if any(is_new):
            told.update(_ends(*pair) for pair in zip(x, y, strict=True))
            says = "prints" if second.is_printed else "adds up to"
            reason = f"{table_name(labelled[second.table].table)} {says} a line of "
            reason += f"{table_name(labelled[first.table].table)} again"
            yield EqualSums(x[is_new], y[is_new], reason)


def _is_left_to_others(first: TableLine, second: TableLine) -> bool:
    """Tell whether other searches look for this: lines of one name, sums that a line prints."""
    if first.is_printed and second.is_printed:
        return first.has_name_of(second)
    return first.is_row == second.is_row and (first.is_printed or second.is_printed)


def _adds_up_the_same(
    labelled: Sequence[LabelledTable], first: TableLine, second: TableLine
) -> bool:
    """Tell whether two sums are over lines of the same names, which are compared one by one."""
    if first.is_printed or second.is_printed or first.is_row != second.is_row:
        return False
    names = [
        labelled[one.table].rows if one.is_row else labelled[one.table].columns
        for one in (first, second)
    ]
    return names[0].keys() == names[1].keys()


def _ends(first: Int32Array, second: Int32Array) -> tuple[int, int]:
    """Return what tells two sums of cells from any others of the same lines."""
    return int(first[0]) * len(first), int(second[0]) * len(second)


def _same(first: TableLine, second: TableLine, enough: float) -> tuple[Places, Places]:
    """Return the places of what two lines share, (k,) each; none unless that is proved."""
    _, here, there = np.intersect1d(
        first.across, second.across, assume_unique=True, return_indices=True
    )
    usable = (first.parts[here] >= 0).any(axis=1) & (second.parts[there] >= 0).any(axis=1)
    here, there = here[usable], there[usable]
    x, y = first.values[here], second.values[there]
    both = np.isfinite(x) & np.isfinite(y)
    differs = np.abs(x - y)[both] > _NOISE * np.maximum(1.0, np.abs(x[both]))
    if differs.any() or evidence_of(x[both]) < enough:
        return here[:0], there[:0]
    return here, there
