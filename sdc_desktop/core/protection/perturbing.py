"""Change the numbers of cells before they are shown: one wish, for any method, becomes actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sdc_desktop.core.actions import Action, RoundCells, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.perturbation.cell_key import perturb as add_noise
from sdc_desktop.core.perturbation.controlled_rounding import Sums, round_controlled
from sdc_desktop.core.perturbation.elementwise import (
    graduated_bases,
    round_randomly,
    round_to_figures,
    round_to_midpoint,
)
from sdc_desktop.core.perturbation.inner_cells import find_inner_cells
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.perturbation.p_table import PTable
from sdc_desktop.core.perturbation.possible import Bounds, possible_numbers
from sdc_desktop.core.perturbation.small_count_rounding import round_small_counts
from sdc_desktop.core.protection.contributions import grossed
from sdc_desktop.core.protection.keyed_cells import draws_of
from sdc_desktop.core.protection.noisy_sums import SumsWish, noisy_sums
from sdc_desktop.core.protection.record_keys import KeySource
from sdc_desktop.core.protection.rounding import (
    numbers_of,
    round_conventionally,
    round_half_even,
)
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.sheets import BoolArray, FloatArray, UInt8Array

_NOISE = 1e-9
_FOR_COUNTS_ONLY = frozenset({Method.SMALL_COUNT, Method.CELL_KEY, Method.NOISE})
_FOR_BOTH = frozenset({Method.CELL_KEY, Method.NOISE})
_SUM_METHOD = {Method.CELL_KEY: Method.SUM_KEY, Method.NOISE: Method.SUM_NOISE}
_ADDITIVE = frozenset({Method.CONTROLLED, Method.SMALL_COUNT})
_METHODS = tuple(Method)
_METHOD = {method: place for place, method in enumerate(_METHODS)}


class NotPerturbedError(SdcError):
    """Raised when a method cannot be used on what was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PerturbWish:
    """How numbers are to be changed.

    Attributes:
        method: Which way.
        base: What is rounded to, above 0, in the unit of the table; whole for midpoints. For small
            counts the least count that is shown beside 0.
        figures: Significant figures, for that method.
        key: The secret of random rounding and of keyed noise, 16 bytes or more.
        p_table: What is added, for cell keys and noise.
        cell_keys: Where the keys of cells come from, for the method of that name.
        least: With cell keys or noise: what is shown below it is withheld instead; 0 for nothing.
        for_sums: How sums get noise where counts get theirs by cell keys or noise; None leaves sums
            as they are.
        is_grossed: Whether numbers of a sample are replaced by what its records add up to by their
            weights before they are rounded.
        least_base: With rounding: what rests on fewer observations than this is withheld first; 0
            for nothing.
        totals_are_summed: Whether totals become the sums of the changed cells. Otherwise each
            changes like any other cell, so that parts need not add up.
        parameters: What the sealed part of a record keeps, besides the base.
    """

    method: Method
    base: float = 0.0
    figures: int = 0
    key: bytes = field(default=b"", repr=False)
    p_table: PTable | None = None
    cell_keys: KeySource | None = field(default=None, repr=False)
    least: float = 0.0
    for_sums: SumsWish | None = field(default=None, repr=False)
    is_grossed: bool = False
    least_base: int = 0
    totals_are_summed: bool = False
    parameters: tuple[tuple[str, str], ...] = field(default=(), repr=False)


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


@dataclass(frozen=True, slots=True, eq=False)
class _Numbers:
    """The n chosen cells, what they hold, what adds up among them, and which are whole.

    Attributes:
        steps: (n,) float64: the last printed digit, 0 where there is none.
        is_sum: (n,) bool: they get the noise of sums.
        samples: (n,) float64: what the source shows; differs from `values` when these are grossed.
    """

    cells: tuple[CellRef, ...]
    values: FloatArray
    sums: Sums
    is_whole: BoolArray
    steps: FloatArray
    is_sum: BoolArray
    samples: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class _Shown:
    """What is shown of n cells.

    Attributes:
        values, bases: (n,) float64. methods: (n,) uint8, places in `Method`.
        possible: Least and greatest true numbers behind what is shown, (n,) each, where a
            perturbation table tells; None where method and base do.
    """

    values: FloatArray
    bases: FloatArray
    methods: UInt8Array
    possible: tuple[FloatArray, FloatArray] | None = None
    lower_bound: float | None = None
    is_optimal: bool = False
    beyond: int = 0


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
    here = _chosen(check, system, chosen, numbers, wish)
    shown = _totals_summed(here, _show(check, wish, here), wish)
    if wish.is_grossed:
        shown = _as_grossed(here, shown, wish)
    found = Perturbed(
        _actions(here, shown, wish, check.policy.marker, stamp),
        deviation=float(np.abs(shown.values - here.values).sum()),
        lower_bound=shown.lower_bound,
        is_optimal=shown.is_optimal,
        beyond=shown.beyond,
        apart=sums_apart(here.sums, shown.values),
    )
    return replace(found, left_out=len(chosen) - len(here.cells))


def _chosen(
    check: Check,
    system: RelationSystem,
    chosen: tuple[CellRef, ...],
    numbers: FloatArray,
    wish: PerturbWish,
) -> _Numbers:
    """Return those of the chosen cells that the method is made for."""
    at = system.places.numbers(chosen)
    is_known = at >= 0
    is_count, steps = np.ones(at.size, bool), np.zeros(at.size)
    is_count[is_known], steps[is_known] = (
        system.is_count[at[is_known]],
        system.steps[at[is_known]],
    )
    is_whole = is_count & (numbers % 1 == 0)
    fits, is_sum = np.ones(numbers.size, bool), np.zeros(numbers.size, bool)
    if wish.method in _FOR_COUNTS_ONLY:
        fits = is_whole & (numbers >= 0)
    if wish.method in _FOR_BOTH and wish.for_sums is not None:
        is_sum = ~is_count
        fits |= is_sum
    kept = tuple(cell for cell, fit in zip(chosen, fits.tolist(), strict=True) if fit)
    samples = numbers[fits]
    values = grossed(check.evidence, kept) if wish.is_grossed else samples
    is_whole &= not wish.is_grossed
    sums = sums_over(system, kept)
    return _Numbers(kept, values, sums, is_whole[fits], steps[fits], is_sum[fits], samples)


def sums_over(system: RelationSystem, cells: Sequence[CellRef]) -> Sums:
    """Return the exact sums of `system` all of whose cells are among `cells`, by their places."""
    place_of = {cell: place for place, cell in enumerate(cells)}
    places = np.array([place_of.get(cell, -1) for cell in system.cells], np.int32)
    columns = places[system.columns] if system.columns.size else system.columns
    rows = system.row_lower.size
    values = system.values[system.columns]
    terms = np.where(columns >= 0, system.coefficients * values, 0.0)
    error = np.abs(np.bincount(system.row_of, terms, minlength=rows))
    size = np.bincount(system.row_of, np.abs(terms), minlength=rows)
    is_sum = (system.row_lower == 0) & (system.row_upper == 0) & (error <= _NOISE * (size + 1))
    is_sum &= np.bincount(system.row_of, columns < 0, minlength=rows) == 0
    kept = is_sum[system.row_of] if rows else np.zeros(0, bool)
    starts = np.concatenate([[0], np.cumsum(np.diff(system.row_starts)[is_sum])])
    return Sums(starts.astype(np.int32), columns[kept], system.coefficients[kept])


def sums_apart(sums: Sums, values: FloatArray) -> int:
    """Return how many sums do not hold between `values`, (n,) float64."""
    rows = sums.row_starts.size - 1
    row_of = np.repeat(np.arange(rows), np.diff(sums.row_starts))
    terms = sums.coefficients * values[sums.columns]
    error = np.abs(np.bincount(row_of, terms, minlength=rows))
    size = np.bincount(row_of, np.abs(terms), minlength=rows)
    return int(np.count_nonzero(error > _NOISE * (size + 1)))


def _show(check: Check, wish: PerturbWish, here: _Numbers) -> _Shown:
    """Return what is shown instead of the numbers."""
    values, base = here.values, wish.base
    match wish.method:
        case Method.CONVENTIONAL:
            return _alike(wish, round_conventionally(values, base), base)
        case Method.HALF_EVEN:
            return _alike(wish, round_half_even(values, base), base)
        case Method.FIGURES:
            rounded = round_to_figures(values, wish.figures)
            return _each(wish, rounded.values, rounded.bases)
        case Method.RANDOM:
            return _alike(wish, round_randomly(values, base, _draws(check, wish, here)), base)
        case Method.GRADUATED:
            bases = graduated_bases(values)
            return _each(wish, round_randomly(values, bases, _draws(check, wish, here)), bases)
        case Method.MIDPOINT:
            return _alike(wish, round_to_midpoint(values, base), base)
        case Method.CONTROLLED:
            return _controlled(wish, here)
        case Method.SMALL_COUNT:
            return _small_counts(wish, here)
        case Method.CELL_KEY | Method.NOISE:
            return _noise(check, wish, here)
    raise ValueError(f"numbers cannot be changed this way: {wish.method}")


def _alike(wish: PerturbWish, values: FloatArray, base: float) -> _Shown:
    return _each(wish, values, np.full(values.size, base))


def _each(wish: PerturbWish, values: FloatArray, bases: FloatArray) -> _Shown:
    return _Shown(values, bases, np.full(values.size, _METHOD[wish.method], np.uint8))


def _draws(check: Check, wish: PerturbWish, here: _Numbers) -> FloatArray:
    return draws_of(check, here.cells, here.values, here.sums, wish.key)


def _controlled(wish: PerturbWish, here: _Numbers) -> _Shown:
    found = round_controlled(here.values, here.sums, wish.base)
    shown = _alike(wish, found.values, wish.base * (found.steps + 1))
    return replace(
        shown,
        lower_bound=found.lower_bound,
        is_optimal=found.is_optimal,
        beyond=found.beyond,
    )


def _small_counts(wish: PerturbWish, here: _Numbers) -> _Shown:
    """Return inner counts of 0 or the base, or unchanged above it, and everything else as sums."""
    inner = find_inner_cells(here.sums, here.values.size)
    places = np.flatnonzero(inner.is_inner)
    values = np.zeros(here.values.size)
    published = inner.parts[:, places]
    values[places] = round_small_counts(here.values[places], published.tocsr(), int(wish.base))
    is_total = ~inner.is_inner
    values[is_total] = inner.sums(values)[is_total]
    methods = np.where(is_total, _METHOD[Method.SUMMED], _METHOD[wish.method])
    return _Shown(values, np.full(values.size, wish.base), methods.astype(np.uint8))


def _noise(check: Check, wish: PerturbWish, here: _Numbers) -> _Shown:
    """Return counts with what their keys add, and sums with the noise of their contributors."""
    if not here.is_sum.any():
        return _noisy_counts(check, wish, here)
    counts = _noisy_counts(check, wish, _part(here, ~here.is_sum))
    way, of = wish.for_sums, here.is_sum
    if way is None:
        raise ValueError("sums need a way to get noise")
    secret = wish.cell_keys if wish.method is Method.CELL_KEY else wish.key
    if secret is None:
        raise ValueError("cell keys need a source")
    cells = tuple(cell for cell, is_sum in zip(here.cells, of.tolist(), strict=True) if is_sum)
    found = noisy_sums(check, cells, here.values[of], here.steps[of], way, secret)
    methods = np.full(of.size, _METHOD[_SUM_METHOD[wish.method]], np.uint8)
    values, bases, low, high = (np.zeros(of.size) for _ in range(4))
    values[of], low[of], high[of] = found.shown, found.least, found.most
    bases[of] = 2 * np.abs(found.shown - here.values[of]).max(initial=0.0)
    values[~of], bases[~of], methods[~of] = counts.values, counts.bases, counts.methods
    if counts.possible is not None:
        low[~of], high[~of] = counts.possible
    return _Shown(values, bases, methods, possible=(low, high))


def _part(here: _Numbers, of: BoolArray) -> _Numbers:
    """Return some of the numbers; sums that are not all among them are left out."""
    place = np.cumsum(of) - 1
    rows = here.sums.row_starts.size - 1
    row_of = np.repeat(np.arange(rows), np.diff(here.sums.row_starts))
    kept = np.bincount(row_of, ~of[here.sums.columns], minlength=rows) == 0
    inside = kept[row_of]
    sizes = np.diff(here.sums.row_starts)[kept]
    sums = Sums(
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        place[here.sums.columns[inside]].astype(np.int32),
        here.sums.coefficients[inside],
    )
    cells = tuple(cell for cell, is_in in zip(here.cells, of.tolist(), strict=True) if is_in)
    return _Numbers(
        cells,
        here.values[of],
        sums,
        here.is_whole[of],
        here.steps[of],
        here.is_sum[of],
        here.samples[of],
    )


def _noisy_counts(check: Check, wish: PerturbWish, here: _Numbers) -> _Shown:
    """Return the counts with what their keys add."""
    if wish.p_table is None:
        raise ValueError("noise needs a perturbation table")
    if wish.method is Method.NOISE:
        keys = _draws(check, wish, here)
    elif wish.cell_keys is None:
        raise ValueError("cell keys need a source")
    else:
        keys = wish.cell_keys.keys_of(check, here.cells, here.values)
        missing = np.flatnonzero(np.isnan(keys)).tolist()
        if missing:
            first = here.cells[missing[0]]
            raise NotPerturbedError(
                f"{len(missing)} of {keys.size} cells have no key, beginning with {first.a1} of "
                f"sheet {first.sheet}: the records that fit their labels are not as many as they "
                "count.",
                hint="Give the keys of all records of every cell, or use keyed noise.",
            )
    changed = add_noise(here.values, keys, wish.p_table)
    shown = _alike(wish, changed, 2 * wish.p_table.largest_noise)
    low, high = wish.p_table.possible_counts(changed)
    return replace(shown, possible=(low, high))


def _as_grossed(here: _Numbers, shown: _Shown, wish: PerturbWish) -> _Shown:
    """Return grossed and rounded numbers with what they tell of the sample's own.

    A weight is at least 1 where every grossed number is at least the sample's; then the sample's
    is no larger than what was rounded, and at least 1 where something is left of it by rounding.
    """
    room = shown.bases / 2 if wish.method is Method.CONVENTIONAL else shown.bases
    is_heavy = bool(np.all(here.values >= here.samples))
    high = np.maximum(shown.values + room, here.samples) if is_heavy else np.inf
    low = np.where(shown.values > room, np.minimum(1.0, here.samples), 0.0)
    methods = np.full(shown.values.size, _METHOD[Method.GROSSED], np.uint8)
    return replace(shown, methods=methods, possible=(low, high + np.zeros(low.size)))


def _totals_summed(here: _Numbers, shown: _Shown, wish: PerturbWish) -> _Shown:
    """Return the same with totals as sums of what is shown, where that is wanted."""
    if not wish.totals_are_summed or wish.method in _ADDITIVE:
        return shown
    inner = find_inner_cells(here.sums, here.values.size)
    is_total = ~inner.is_inner
    return replace(
        shown,
        values=np.where(is_total, inner.sums(shown.values), shown.values),
        methods=np.where(is_total, _METHOD[Method.SUMMED], shown.methods).astype(np.uint8),
    )


def _actions(
    here: _Numbers, shown: _Shown, wish: PerturbWish, marker: str, stamp: Stamp
) -> tuple[Action, ...]:
    """Return one action for each method and base, and one for what is withheld below the least."""
    reaches = _reaches(here, shown)
    is_small = (shown.values < wish.least) & ~here.is_sum
    is_changed = _is_said(here, shown, wish) & ~is_small & (reaches != 0).any(axis=1)
    has_own = here.is_sum | (shown.methods == _METHOD[Method.GROSSED])
    kinds = np.column_stack([shown.methods, shown.bases, np.where(has_own[:, None], 0, reaches)])
    kinds = np.where(np.isnan(kinds), -1.0, kinds)
    places = np.flatnonzero(is_changed)
    different, kind_of = np.unique(kinds[places], axis=0, return_inverse=True)
    actions: list[Action] = []
    for number, (method, base, below, above) in enumerate(different.tolist()):
        of_kind = places[kind_of == number].tolist()
        cells = tuple(here.cells[place] for place in of_kind)
        values = tuple(float(shown.values[place]) for place in of_kind)
        name = _METHODS[int(method)].value
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


def _reaches(here: _Numbers, shown: _Shown) -> FloatArray:
    """Return how far true numbers can lie below and above: (n, 2), NaN for the nearest."""
    reaches = np.full((here.values.size, 2), np.nan)
    for place in np.unique(shown.methods).tolist():
        of = shown.methods == place
        values, bases = shown.values[of], shown.bases[of]
        if shown.possible is not None and _METHODS[place] is not Method.SUMMED:
            found: Bounds | None = (shown.possible[0][of], shown.possible[1][of])
        else:
            found = possible_numbers(_METHODS[place], values, bases, here.is_whole[of])
        if found is not None:
            reaches[of] = np.column_stack([values - found[0], found[1] - values])
    return np.asarray(np.maximum(reaches, 0.0), np.float64)


def _is_said(here: _Numbers, shown: _Shown, wish: PerturbWish) -> BoolArray:
    """Tell which cells an action names: all but those that the method leaves exact.

    Those are inner counts above the base of small ones, and counts with no figure to lose. What
    can be nothing else by its reach is left out as well.
    """
    if wish.method is Method.FIGURES:
        is_own = shown.methods == _METHOD[Method.FIGURES]
        return np.asarray(~(is_own & here.is_whole & (shown.bases <= 1)), bool)
    if wish.method is not Method.SMALL_COUNT:
        return np.ones(here.values.size, bool)
    is_inner = shown.methods == _METHOD[Method.SMALL_COUNT]
    return np.asarray(~is_inner | (shown.values <= wish.base), bool)
