"""Change the numbers of cells before they are shown: one wish, for any method, becomes actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.actions import Action, RoundCells, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.perturbation.possible import Bounds, possible_numbers
from sdc_desktop.core.protection.chosen_numbers import Numbers, choose_numbers, sums_apart
from sdc_desktop.core.protection.perturb_wish import PerturbWish
from sdc_desktop.core.protection.rounding import (
    numbers_of,
)
from sdc_desktop.core.protection.shown_numbers import (
    METHODS,
    PLACE_OF,
    NotPerturbedError,
    Shown,
    show_numbers,
)
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.sheets import BoolArray, FloatArray

__all__ = ["NotPerturbedError", "PerturbWish", "Perturbed", "perturb"]


@dataclass(frozen=True, slots=True)
class Perturbed:
    """What was decided, and how good it is.

    Attributes:
        actions: One for each method and base; none where there was nothing to change.
        deviation: Sum of all moves.
        lower_bound: No controlled rounding of these numbers has a smaller one; None for the other
            methods, which do not look for the smallest.
        is_optimal: The two are equal.
        beyond: Numbers that controlled rounding moved further than to the next multiple.
        apart: Sums of the source that no longer hold between shown numbers.
        left_out: Chosen numbers that the method is not made for: no counts, or below zero.
    """

    actions: tuple[Action, ...]
    deviation: float = 0.0
    lower_bound: float | None = None
    is_optimal: bool = False
    beyond: int = 0
    apart: int = 0
    left_out: int = 0


def perturb(
    check: Check,
    wish: PerturbWish,
    cells: Sequence[CellRef] | None,
    stamp: Stamp,
    *,
    system: RelationSystem | None = None,
) -> Perturbed:
    """Decide what to show in place of the numbers of `cells`.

    The numbers are those of the source. Withheld cells, and sums with one of them, are left aside.

    Args:
        check: The check so far.
        wish: How.
        cells: Which cells, any order; None for all shown counts and sums of all tables.
        stamp: Who does it, when and why.
        system: The relations of the tables where the caller kept them.

    Raises:
        NotPerturbedError: A cell has no key.
        NoControlledRoundingError: No multiples near the numbers add up.
        ValueError: The base, the key or the perturbation table is missing or out of range.
    """
    chosen, numbers = numbers_of(check, cells)
    system = system or build_relations(check.workbook, check.tables)
    here = choose_numbers(check, system, chosen, numbers, wish)
    shown = show_numbers(check, wish, here)
    found = Perturbed(
        _actions(here, shown, wish, check.policy.marker, stamp),
        deviation=float(np.abs(shown.values - here.values).sum()),
        lower_bound=shown.lower_bound,
        is_optimal=shown.is_optimal,
        beyond=shown.beyond,
        apart=sums_apart(here.sums, shown.values),
    )
    return replace(found, left_out=len(chosen) - len(here.cells))


def _actions(
    here: Numbers, shown: Shown, wish: PerturbWish, marker: str, stamp: Stamp
) -> tuple[Action, ...]:
    """Return one action for each method and base, and one for what is withheld below the least."""
    reaches = _reaches(here, shown)
    is_small = (shown.values < wish.least) & ~here.is_sum
    is_changed = _is_said(here, shown, wish) & ~is_small & (reaches != 0).any(axis=1)
    has_own = here.is_sum | (shown.methods == PLACE_OF[Method.GROSSED])
    kinds = np.column_stack([shown.methods, shown.bases, np.where(has_own[:, None], 0, reaches)])
    kinds = np.where(np.isnan(kinds), -1.0, kinds)
    places = np.flatnonzero(is_changed)
    different, kind_of = np.unique(kinds[places], axis=0, return_inverse=True)
    actions: list[Action] = []
    for number, (method, base, below, above) in enumerate(different.tolist()):
        of_kind = places[kind_of == number].tolist()
        cells = tuple(here.cells[place] for place in of_kind)
        values = tuple(float(shown.values[place]) for place in of_kind)
        name = METHODS[int(method)].value
        action = RoundCells(cells, values, name, base, stamp, wish.parameters)
        if has_own[of_kind[0]]:
            own = tuple((float(low), float(high)) for low, high in reaches[of_kind].tolist())
            actions.append(replace(action, reaches=own))
        else:
            actions.append(replace(action, reach=None if below < 0 else (below, above)))
    small = np.flatnonzero(is_small).tolist()
    if small:
        cells = tuple(here.cells[place] for place in small)
        actions.append(Withhold(cells, SuppressionRole.PRIMARY, marker, stamp))
    return tuple(actions)


def _reaches(here: Numbers, shown: Shown) -> FloatArray:
    """Return how far true numbers can lie below and above: (n, 2), NaN for the nearest."""
    reaches = np.full((here.values.size, 2), np.nan)
    for place in np.unique(shown.methods).tolist():
        of = shown.methods == place
        values, bases = shown.values[of], shown.bases[of]
        if shown.possible is not None and METHODS[place] is not Method.SUMMED:
            found: Bounds | None = (shown.possible[0][of], shown.possible[1][of])
        else:
            found = possible_numbers(METHODS[place], values, bases, here.is_whole[of])
        if found is not None:
            reaches[of] = np.column_stack([values - found[0], found[1] - values])
    return np.asarray(np.maximum(reaches, 0.0), np.float64)


def _is_said(here: Numbers, shown: Shown, wish: PerturbWish) -> BoolArray:
    """Tell which cells an action names: all but those that the method leaves exact.

    Those are inner counts above the base of small ones, and counts with no figure to lose. What
    can be nothing else by its reach is left out as well.
    """
    if wish.method is Method.FIGURES:
        is_own = shown.methods == PLACE_OF[Method.FIGURES]
        return np.asarray(~(is_own & here.is_whole & (shown.bases <= 1)), bool)
    if wish.method is not Method.SMALL_COUNT:
        return np.ones(here.values.size, bool)
    is_inner = shown.methods == PLACE_OF[Method.SMALL_COUNT]
    return np.asarray(~is_inner | (shown.values <= wish.base), bool)
