"""Cuts that were found, to be looked through before an engine is asked for new ones."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.suppression.engine import Cut

_WHOLE = 1e-6


class CutPool:
    """Known cuts, each once; all hold for every pattern that meets the demands."""

    def __init__(self, cuts: Iterable[Cut] = ()) -> None:
        self.cuts: list[Cut] = []
        self._seen: set[bytes] = set()
        self._cells = np.zeros(0, np.int32)
        self._coefficients = np.zeros(0)
        self._starts = np.zeros(0, np.int64)
        self._joined = 0
        self.add(cuts)

    def add(self, cuts: Iterable[Cut]) -> None:
        """Keep these cuts; those that are known already are not kept twice."""
        for cut in cuts:
            if cut.key not in self._seen:
                self._seen.add(cut.key)
                self.cuts.append(cut)

    def forbids(self, withheld: BoolArray) -> bool:
        """Tell whether some cut shows that the cells `withheld`, (n,), do not protect enough."""
        return bool(self.cuts) and bool((self._values(withheld) < 1 - _WHOLE).any())

    def violated(self, shares: FloatArray, least: float, most: int) -> list[Cut]:
        """Return up to `most` cuts that `shares` falls short of by `least`, the furthest first."""
        if not self.cuts:
            return []
        values = self._values(shares)
        short = np.flatnonzero(values < 1 - least)
        order = short[np.argsort(values[short], kind="stable")]
        return [self.cuts[place] for place in order[:most].tolist()]

    def _values(self, shares: BoolArray | FloatArray) -> FloatArray:
        self._join()
        terms = self._coefficients * shares[self._cells]
        values: FloatArray = np.add.reduceat(terms, self._starts)
        return values

    def _join(self) -> None:
        """Put the cuts that came last behind the others in one array."""
        new = self.cuts[self._joined :]
        if not new:
            return
        sizes = np.array([cut.cells.size for cut in new])
        begin = self._cells.size + np.concatenate([[0], np.cumsum(sizes[:-1])])
        self._starts = np.concatenate([self._starts, begin])
        self._cells = np.concatenate([self._cells, *(cut.cells for cut in new)])
        self._coefficients = np.concatenate(
            [self._coefficients, *(cut.coefficients for cut in new)]
        )
        self._joined = len(self.cuts)
