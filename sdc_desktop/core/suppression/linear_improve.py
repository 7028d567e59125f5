"""Makes the ways to meet demands cheaper where each way is a linear programme."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.suppression.deviations import MET
from sdc_desktop.core.suppression.engine import Witness
from sdc_desktop.core.suppression.uses import Uses

Route = Callable[[int, FloatArray, Sequence[int]], Witness | None]
"""Finds a way for a demand, by number, at prices, (n,), without some cells."""

_HEAT = 0.3
_ALSO_OUT = 0.1
_NOISE_OF_PRICES = 0.3
_LEAST_WORK = 50_000


class Improving:
    """Takes cells out of a pattern and looks for other ways, until its work is done.

    Args:
        route: Finds a way.
        work: Tells how much work was done so far.
        limit: How much may be done.
    """

    def __init__(self, route: Route, work: Callable[[], int], limit: int) -> None:
        self._route, self._work, self._limit = route, work, limit
        self._end = work() + limit
        self._idle = 0

    def run(self, witnesses: Sequence[Witness], costs: FloatArray, seed: int) -> list[Witness]:
        """Return cheaper witnesses, or the same.

        First each cell is left out in turn, the dearest first. Then a few cells at a time are
        made dear by chance, and what uses them is routed again; a little worse is accepted.
        """
        kept = Uses(list(witnesses), costs)
        self._descend(kept)
        chance = np.random.default_rng(seed)
        best, now = kept, kept.copy()
        heat = _HEAT * float(np.median(costs[kept.count > 0])) if kept.cost else 0.0
        while self._spent() < self._end and best.cost > 0:
            before = self._spent()
            trial = self._shaken(now, chance)
            self._idle += max(0, before + _LEAST_WORK - self._spent())
            cooling = max(0.0, (self._end - self._spent()) / self._limit)
            allowed = now.cost - heat * cooling * float(np.log(chance.random() + 1e-9))
            if trial is not None and trial.cost <= allowed + MET:
                now = trial
                if now.cost < best.cost - MET:
                    best = now.copy()
        return best.witnesses

    def _spent(self) -> int:
        """Return the work done so far, and no less than a step takes at least."""
        return self._work() + self._idle

    def _descend(self, kept: Uses) -> None:
        """Leave cells out, the dearest first, until none can be spared."""
        is_cheaper = True
        while is_cheaper:
            is_cheaper = False
            for cell in kept.dearest_first():
                if self._spent() > self._end:
                    return
                if kept.count[cell] and self._without(kept, cell):
                    is_cheaper = True

    def _shaken(self, now: Uses, chance: np.random.Generator) -> Uses | None:
        """Return `now` with some demands routed again by other prices; None when that fails."""
        paid = now.dearest_first()
        first = paid[int(chance.integers(len(paid)))]
        trial, users = now.copy(), now.users(first)
        dear = [first]
        near = np.unique(np.concatenate([now.witnesses[one] for one in users]))
        near = near[now.costs[near] > 0]
        dear += near[chance.random(near.size) < _ALSO_OUT].tolist()
        users = sorted({one for cell in dear for one in now.users(cell)})
        for one in users:
            trial.remove(one)
        factor = 1 + _NOISE_OF_PRICES * chance.random(now.costs.size)
        factor[dear] *= 3.0
        for place in chance.permutation(len(users)).tolist():
            prices = np.where(trial.count > 0, 0.0, trial.costs * factor)
            witness = self._route(users[place], prices, ())
            if witness is None:
                return None
            trial.put(users[place], witness)
        return trial

    def _without(self, kept: Uses, cell: int) -> bool:
        """Route the demands that use `cell` otherwise; False, and no change, if that is dearer."""
        users = kept.users(cell)
        for order in (users, users[::-1]) if len(users) > 1 else (users,):
            trial = kept.copy()
            for one in users:
                trial.remove(one)
            for one in order:
                prices = np.where(trial.count > 0, 0.0, trial.costs)
                prices[cell] *= 1e6
                witness = self._route(one, prices, (cell,))
                if witness is None:
                    break
                trial.put(one, witness)
                if trial.cost >= kept.cost - MET:
                    break
            else:
                kept.take(trial)
                return True
        return False
