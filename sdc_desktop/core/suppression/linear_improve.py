"""Makes the ways to meet demands cheaper where each way is a linear programme."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.suppression.deviations import MET
from sdc_desktop.core.suppression.engine import Witness
from sdc_desktop.core.suppression.uses import Uses

Route = Callable[[int, FloatArray, Sequence[int]], Witness | None]
"""Finds a way for a demand, by number, at prices, (n,), without some cells."""

Prune = Callable[[Sequence[Witness], Int32Array, int], list[Witness]]
"""Does without some of the cells that are used, the first that can be spared first."""

_HEAT = 0.6
_PROMISING = 1.2
_NOISE_OF_ORDER = 0.5
_MOST_USERS = 3
_NEW_LAST = 0.3
_NOISE_OF_PRICES = 0.3
_LEAST_WORK = 50_000


class Improving:
    """Takes cells out of a pattern and looks for other ways, until its work is done.

    Args:
        route: Finds a way.
        prune: Takes out what can be spared of some cells of a pattern, in their order.
        work: Tells how much work was done so far.
        limit: How much may be done.
    """

    def __init__(self, route: Route, prune: Prune, work: Callable[[], int], limit: int) -> None:
        self._route, self._prune, self._work, self._limit = route, prune, work, limit
        self._end = work() + limit
        self._idle = 0

    def run(self, witnesses: Sequence[Witness], costs: FloatArray, seed: int) -> list[Witness]:
        """Return cheaper witnesses, or the same.

        First each cell is left out in turn, the dearest first. Then a few cells at a time are
        made dear by chance, and what uses them is routed again; a little worse is accepted.
        """
        chance = np.random.default_rng(seed)
        best = now = self._pruned(Uses(list(witnesses), costs))
        heat = _HEAT * float(np.median(costs[now.count > 0])) if now.cost else 0.0
        while self._spent() < self._end and best.cost > 0:
            before = self._spent()
            trial = self._shaken(now, chance)
            self._idle += max(0, before + _LEAST_WORK - self._spent())
            cooling = max(0.0, (self._end - self._spent()) / self._limit)
            allowed = now.cost - heat * cooling * float(np.log(chance.random() + 1e-9))
            if trial is not None and trial.cost <= allowed + MET:
                now = trial
                if now.cost < best.cost - MET:
                    best = now
        return best.witnesses

    def _spent(self) -> int:
        """Return the work done so far, and no less than a step takes at least."""
        return self._work() + self._idle

    def _shaken(self, now: Uses, chance: np.random.Generator) -> Uses | None:
        """Return `now` with a cell left out that some demand can do without; None when none can."""
        paid = now.dearest_first()
        cell = paid[int(chance.integers(len(paid)))]
        users = now.users(cell)
        prices = np.where(now.count > 0, 0.0, now.costs)
        prices *= 1 + _NOISE_OF_PRICES * chance.random(prices.size)
        trial = now.copy()
        for _ in range(min(len(users), 1 + int(chance.integers(_MOST_USERS)))):
            one = users[int(chance.integers(len(users)))]
            witness = self._route(one, prices, (cell,))
            if witness is None:
                return None
            prices[witness] = 0.0
            trial.remove(one)
            trial.put(one, witness)
        if trial.cost > _PROMISING * now.cost:
            return None
        weights = _NOISE_OF_ORDER + chance.random(prices.size)
        weights[now.count == 0] *= _NEW_LAST
        weights[cell] = np.inf
        return self._pruned(trial, weights)

    def _pruned(self, uses: Uses, weights: FloatArray | None = None) -> Uses:
        """Return a pattern without what it can spare, of great cost times weight, (n,), first."""
        cells = np.flatnonzero((uses.count > 0) & (uses.costs > 0)).astype(np.int32)
        key = uses.costs[cells]
        if weights is not None:
            key = key * weights[cells]
        order = cells[np.argsort(-key, kind="stable")]
        needed = int(np.isinf(key).sum())
        return Uses(self._prune(uses.witnesses, order, needed), uses.costs)
