"""Which cells are sums of which others, down to those that are no sums themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from sdc_desktop.core.perturbation.controlled_rounding import Sums
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array


@dataclass(frozen=True, slots=True, eq=False)
class InnerCells:
    """n cells as sums of the inner ones among them.

    Attributes:
        is_inner: (n,) bool: no sum of others.
        parts: (n, n) of whole numbers: row i says which inner cells add up to cell i; that of an
            inner cell names itself.
    """

    is_inner: BoolArray
    parts: sparse.csr_matrix

    def sums(self, values: FloatArray) -> FloatArray:
        """Return every cell as the sum of the inner cells' values: (n,) float64."""
        return np.asarray(self.parts @ np.where(self.is_inner, values, 0.0), np.float64)


def find_inner_cells(sums: Sums, count: int) -> InnerCells:
    """Return which of `count` cells are sums of which others.

    A relation says that its cell with coefficient -1 is the sum of those with +1. Where several
    say it of one cell the first counts, and where cells are sums of one another in a circle one
    of them is taken for an inner one.

    Args:
        sums: What adds up.
        count: Number of cells n.
    """
    definition = _definitions(sums, count)
    order = _from_parts_to_sums(definition)
    is_inner = np.ones(count, bool)
    is_inner[order] = False
    totals = [(total, part) for total in order for part in definition[total]]
    row = np.array([total for total, _ in totals], np.intp)
    column = np.array([part for _, part in totals], np.intp)
    inner = np.flatnonzero(is_inner)
    step = sparse.csr_matrix(
        (
            np.ones(row.size + inner.size),
            (np.concatenate([row, inner]), np.concatenate([column, inner])),
        ),
        shape=(count, count),
    )
    parts = step
    while is_inner.size and not is_inner[parts.indices].all():
        parts = parts @ step
    return InnerCells(is_inner, parts.tocsr())


def _definitions(sums: Sums, count: int) -> dict[int, Int32Array]:
    """Return for each total the cells that the first relation about it adds up."""
    found: dict[int, Int32Array] = {}
    equal: list[tuple[int, int]] = []
    for row in range(sums.row_starts.size - 1):
        here = np.s_[sums.row_starts[row] : sums.row_starts[row + 1]]
        columns, coefficients = sums.columns[here], sums.coefficients[here]
        total, parts = columns[coefficients == -1], columns[coefficients == 1]
        if total.size != 1 or parts.size != columns.size - 1 or not parts.size:
            continue
        if parts.size == 1:
            equal.append((int(total[0]), int(parts[0])))
        else:
            found.setdefault(int(total[0]), parts)
    for one, other in equal:
        if one not in found:
            found[one] = np.array([other], np.int32)
        elif other not in found:
            found[other] = np.array([one], np.int32)
    return found


def _from_parts_to_sums(definition: dict[int, Int32Array]) -> list[int]:
    """Return the totals, each after those that it is made of; those in circles are left out."""
    done: list[int] = []
    state: dict[int, int] = {}
    for start in definition:
        stack = [start]
        while stack:
            total = stack[-1]
            if state.get(total) == 2:
                stack.pop()
                continue
            waiting = [
                int(part)
                for part in definition[total]
                if int(part) in definition and state.get(int(part), 0) == 0
            ]
            is_in_circle = state.get(total, 0) == 0 and any(
                state.get(int(part)) == 1 for part in definition[total]
            )
            if is_in_circle:
                state[total] = 2
                stack.pop()
            elif waiting and state.get(total, 0) < 2:
                state[total] = 1
                stack.append(waiting[0])
            else:
                state[total] = 2
                done.append(total)
                stack.pop()
    return done
