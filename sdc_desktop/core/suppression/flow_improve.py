"""Cheaper ways for all demands of a network: simulated annealing over chosen cells.

Source: Fischetti and Salazar (2001), Management Science 47; Kelly, Golden and Assad (1992).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled
from sdc_desktop.core.suppression.flow_graph import NOTHING, SAME, Asked, Graph, Scratch
from sdc_desktop.core.suppression.flow_routes import choose_route

_MASK = (1 << 48) - 1
_DEAR = 3.0


class Pattern(NamedTuple):
    """The witnesses of all demands, with what they use; all arrays are changed in place.

    Attributes:
        witness: (demands, most) int32: the cells that move. length: (demands,) int32: how many.
        weights: (edges,) float64: what each costs, 0 where it is withheld already.
        price: (edges,) float64: the same, 0 where some witness uses the cell.
        uses: (edges,) int32: how many witnesses use it.
        chosen: (edges,) int32: the cells that are paid for, first `paid[0]` of them.
        place_of: (edges,) int32: where each is in `chosen`.
        paid: (1,) int32: how many. cost: (1,) float64: what the chosen cells cost.
    """

    witness: Int32Array
    length: Int32Array
    weights: FloatArray
    price: FloatArray
    uses: Int32Array
    chosen: Int32Array
    place_of: Int32Array
    paid: Int32Array
    cost: FloatArray


class Trial(NamedTuple):
    """What a step takes out: cells `out`, marked in `is_out`, and the demands that use them."""

    out: Int32Array
    is_out: BoolArray
    affected: Int32Array
    old_witness: Int32Array
    old_length: Int32Array


@compiled
def _next(state: int) -> int:
    """Return the next state of a linear congruential generator of 48 bits."""
    return (state * 25214903917 + 11) & _MASK


@compiled
def _use(pattern: Pattern, one: int) -> None:
    """Pay for the cells of the witness of a demand that are not paid for yet."""
    for place in range(pattern.length[one]):
        edge = pattern.witness[one, place]
        pattern.uses[edge] += 1
        if pattern.uses[edge] == 1 and pattern.weights[edge] > 0.0:
            pattern.cost[0] += pattern.weights[edge]
            pattern.price[edge] = 0.0
            pattern.chosen[pattern.paid[0]] = edge
            pattern.place_of[edge] = pattern.paid[0]
            pattern.paid[0] += 1


@compiled
def _leave(pattern: Pattern, one: int) -> None:
    """Pay no more for the cells that only the witness of a demand uses."""
    for place in range(pattern.length[one]):
        edge = pattern.witness[one, place]
        pattern.uses[edge] -= 1
        if pattern.uses[edge] == 0 and pattern.weights[edge] > 0.0:
            pattern.cost[0] -= pattern.weights[edge]
            pattern.price[edge] = pattern.weights[edge]
            pattern.paid[0] -= 1
            last = pattern.chosen[pattern.paid[0]]
            pattern.chosen[pattern.place_of[edge]] = last
            pattern.place_of[last] = pattern.place_of[edge]
            pattern.place_of[edge] = NOTHING


@compiled
def _uses_any(pattern: Pattern, one: int, is_out: BoolArray) -> bool:
    """Tell whether the witness of a demand uses a cell that is taken out."""
    for place in range(pattern.length[one]):  # noqa: SIM110 - numba compiles no generators
        if is_out[pattern.witness[one, place]]:
            return True
    return False


@compiled
def _take_out(pattern: Pattern, trial: Trial, most: int, state: int) -> tuple[int, int]:
    """Take out a chosen cell, and up to `most` in all of those that move with it.

    Returns:
        How many are out, and the state of chance.
    """
    state = _next(state)
    wanted = 1 + (state >> 17) % most
    state = _next(state)
    first = pattern.chosen[(state >> 17) % pattern.paid[0]]
    trial.out[0], trial.is_out[first], taken = first, True, 1
    for one in range(pattern.length.size):
        if taken >= wanted:
            break
        if not _uses_any(pattern, one, trial.is_out):
            continue
        for place in range(pattern.length[one]):
            edge = pattern.witness[one, place]
            if taken < wanted and pattern.weights[edge] > 0.0 and not trial.is_out[edge]:
                state = _next(state)
                if (state >> 17) % 3 == 0:
                    trial.out[taken], trial.is_out[edge] = edge, True
                    taken += 1
    return taken, state


@compiled
def _free_users(pattern: Pattern, trial: Trial) -> int:
    """Take the witnesses away that use a cell that is out; return how many there are."""
    hit = 0
    for one in range(pattern.length.size):
        if _uses_any(pattern, one, trial.is_out):
            trial.affected[hit] = one
            hit += 1
            size = pattern.length[one]
            trial.old_length[one] = size
            trial.old_witness[one, :size] = pattern.witness[one, :size]
            _leave(pattern, one)
    return hit


@compiled
def _shuffle(affected: Int32Array, hit: int, state: int) -> int:
    for which in range(hit - 1, 0, -1):
        state = _next(state)
        swap = (state >> 17) % (which + 1)
        affected[which], affected[swap] = affected[swap], affected[which]
    return state


@compiled
def _put_back(pattern: Pattern, trial: Trial, hit: int, done: int, before: float) -> None:
    """Undo a step of which `done` of `hit` demands were routed again."""
    for which in range(done):
        _leave(pattern, trial.affected[which])
    for which in range(hit):
        one = trial.affected[which]
        size = trial.old_length[one]
        pattern.length[one] = size
        pattern.witness[one, :size] = trial.old_witness[one, :size]
        _use(pattern, one)
    pattern.cost[0] = before


@compiled
def _set_prices(pattern: Pattern, trial: Trial, taken: int, factor: float) -> None:
    for place in range(taken):
        edge = trial.out[place]
        if pattern.uses[edge] == 0:
            pattern.price[edge] = pattern.weights[edge] * factor


@compiled
def _route_again(
    graph: Graph,
    share: FloatArray,
    pattern: Pattern,
    trial: Trial,
    asked: Asked,
    scratch: Scratch,
    hit: int,
    allowed: float,
) -> tuple[int, bool, int]:
    """Find new witnesses; return how many were found, whether that was too dear, and the work."""
    done, work = 0, 0
    while done < hit:
        one = trial.affected[done]
        found, spent = choose_route(
            graph, share, pattern.price, asked, one, scratch, pattern.witness[one]
        )
        work += spent
        if found < 0:
            return done, True, work
        pattern.length[one] = found
        done += 1
        _use(pattern, one)
        if pattern.cost[0] > allowed:
            return done, True, work
    return done, False, work


@compiled
def _copy_witnesses(pattern: Pattern, witness: Int32Array, length: Int32Array) -> None:
    for one in range(length.size):
        size = pattern.length[one]
        length[one] = size
        witness[one, :size] = pattern.witness[one, :size]


@compiled
def _new_pattern(weights: FloatArray, witness: Int32Array, length: Int32Array) -> Pattern:
    edges = weights.size
    pattern = Pattern(
        witness.copy(),
        length.copy(),
        weights,
        weights.copy(),
        np.zeros(edges, np.int32),
        np.zeros(edges, np.int32),
        np.full(edges, NOTHING, np.int32),
        np.zeros(1, np.int32),
        np.zeros(1, np.float64),
    )
    for one in range(length.size):
        _use(pattern, one)
    return pattern


@compiled
def improve(
    graph: Graph,
    share: FloatArray,
    weights: FloatArray,
    asked: Asked,
    scratch: Scratch,
    witness: Int32Array,
    length: Int32Array,
    limit: int,
    heat: float,
    most: int,
    seed: int,
) -> tuple[float, int]:
    """Look for cheaper witnesses by taking up to `most` chosen cells out and routing again.

    A worse pattern is accepted now and then, the less the cooler (simulated annealing). At the end
    `witness` and `length` hold the best that was seen.

    `weights`, (edges,), says what each costs, 0 where it is withheld already. The search ends when
    `limit` arcs were looked at; `heat` is how much worse is accepted at the start; `seed` sets the
    order of chance. Returns the cost of the best and the work.
    """
    pattern = _new_pattern(weights, witness, length)
    trial = Trial(
        np.zeros(most, np.int32),
        np.zeros(weights.size, np.bool_),
        np.zeros(length.size, np.int32),
        witness.copy(),
        length.copy(),
    )
    best = pattern.cost[0]
    state, work = (seed * 7919 + 12345) & _MASK, 0
    while work < limit and pattern.paid[0] > 0:
        work += 50
        before = pattern.cost[0]
        taken, state = _take_out(pattern, trial, most, state)
        hit = _free_users(pattern, trial)
        state = _next(state)
        _set_prices(pattern, trial, taken, _DEAR if (state >> 17) % 4 != 0 else 1.0)
        state = _next(_shuffle(trial.affected, hit, state))
        chance = ((state >> 17) % 1000000 + 1) / 1000001.0
        cooling = max(0.0, 1.0 - work / limit)
        allowed = before - heat * cooling * math.log(chance) + SAME
        done, is_worse, spent = _route_again(
            graph, share, pattern, trial, asked, scratch, hit, allowed
        )
        work += spent
        if is_worse:
            _put_back(pattern, trial, hit, done, before)
        for place in range(taken):
            trial.is_out[trial.out[place]] = False
        _set_prices(pattern, trial, taken, 1.0)
        if pattern.cost[0] < best - SAME:
            best = pattern.cost[0]
            _copy_witnesses(pattern, witness, length)
    return best, work
