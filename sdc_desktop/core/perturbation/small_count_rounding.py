"""Small count rounding: only inner counts below a base move, to 0 or to the base, totals add up.

The inner counts below the base are set to 0 or to the base so that everything printed stays as near
as possible to what it was; all totals are sums of the rounded inner counts, so the table stays
additive and shows no small count that is not 0.

Source: Langsrud and Heldal (2018), "An algorithm for small count rounding of tabular data"; the
way here is a greedy choice followed by exchanges.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

_MOST_EXCHANGES = 2_000
_NEARER = 1e-9


def round_small_counts(inner: FloatArray, published: sparse.csr_matrix, base: int) -> FloatArray:
    """Return the inner counts with those from 1 to `base - 1` set to 0 or to `base`.

    Args:
        inner: (n,) float64: whole numbers from 0.
        published: (m, n) of 0 and 1: which inner counts each printed number is the sum of.
        base: The smallest count that may be shown beside 0, at least 2.

    Raises:
        ValueError: The base is below 2.
    """
    if base < 2:
        raise ValueError("small count rounding needs a base from 2")
    small = np.flatnonzero((inner > 0) & (inner < base))
    if not small.size:
        return inner.copy()
    state = _State(published[:, small].tocsr(), inner[small], base)
    state.raise_best(round(float(inner[small].sum()) / base))
    state.exchange()
    rounded = inner.copy()
    rounded[small] = np.where(state.raised, float(base), 0.0)
    return rounded


class _State:
    """Which small counts are raised to the base, and what the printed numbers still lack.

    Attributes:
        raised: (s,) bool.
        pull: (s,) float64: X'(a - x) over the printed numbers: how much each of the small counts is
            wanted.
    """

    def __init__(self, part: sparse.csr_matrix, counts: FloatArray, base: int) -> None:
        self._rows, self._columns, self._base = part, part.tocsc(), base
        self.pull: FloatArray = np.asarray(part.T @ (part @ counts), np.float64)
        self.raised: BoolArray = np.zeros(counts.size, bool)
        self._cost = base * np.diff(self._columns.indptr).astype(np.float64) / 2

    def raise_best(self, count: int) -> None:
        """Raise `count` of the small counts, each time the one that brings all totals nearest."""
        for _ in range(min(count, self.pull.size)):
            gain = np.where(self.raised, -np.inf, self.pull - self._cost)
            self._move(int(np.argmax(gain)))

    def exchange(self) -> None:
        """Lower one and raise another as long as the totals come nearer."""
        for _ in range(_MOST_EXCHANGES):
            up = np.where(self.raised, -np.inf, self.pull - self._cost)
            down = np.where(self.raised, -self.pull - self._cost, -np.inf)
            first, second = int(np.argmax(up)), int(np.argmax(down))
            shared = np.intersect1d(self._rows_of(first), self._rows_of(second)).size
            if not up[first] + down[second] + self._base * shared > _NEARER:
                return
            self._move(first)
            self._move(second)

    def _rows_of(self, place: int) -> Int32Array:
        start, end = self._columns.indptr[place], self._columns.indptr[place + 1]
        rows: Int32Array = self._columns.indices[start:end]
        return rows

    def _move(self, place: int) -> None:
        """Raise a small count, or lower it where it is raised."""
        by = -self._base if self.raised[place] else self._base
        for row in self._rows_of(place).tolist():
            start, end = self._rows.indptr[row], self._rows.indptr[row + 1]
            self.pull[self._rows.indices[start:end]] -= by
        self.raised[place] = not self.raised[place]
