"""What a reader knows of each cell before adding up: numbers, roundings, markers, zeros."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.layout.markers import read_marker
from sdc_desktop.core.perturbation.methods import METHODS
from sdc_desktop.core.perturbation.possible import Bounds, possible_numbers
from sdc_desktop.core.policy import Policy, ZeroPolicy
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray, UInt8Array

_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Bounds that a reader knows, for each of the n cells of a relation system.

    Attributes:
        is_known: (n,) bool: shown exactly, or exempt and so counted as known to everybody.
        is_withheld: (n,) bool: a marker stands in its place, now or in the source, and not because
            the number is lacking for another reason than confidentiality.
        is_rounded: (n,) bool: a multiple of a base is shown.
        lower, upper: (n,) float64; both the number where it is known.
        lower_with_zeros: (n,) float64: the same without the conclusion that a withheld cell is not
            zero because zeros are shown.
    """

    is_known: BoolArray
    is_withheld: BoolArray
    is_rounded: BoolArray
    lower: FloatArray
    upper: FloatArray
    lower_with_zeros: FloatArray


def reader_knowledge(
    system: RelationSystem, published: Published, policy: Policy | None
) -> Knowledge:
    """Return what a reader of `published` knows of each cell of `system`."""
    statuses, shown, bases, methods = _outcome(system, published)
    is_exempt = _is_exempt(system, published)
    has_number = np.isfinite(system.values)
    is_withheld = (np.isin(statuses, _WITHHELD) | ~has_number) & ~is_exempt
    is_rounded = (statuses == CellStatus.ROUNDED) & ~is_exempt
    is_known = has_number & ~is_withheld & ~is_rounded
    is_withheld &= has_number | ~system.is_unavailable
    lower = np.where(is_known, system.values, system.lower)
    upper = np.where(is_known, system.values, system.upper)
    _add_rounding(system, is_rounded, _Rounding(shown, bases, methods), lower, upper)
    _add_markers(system, published, is_withheld, lower, upper)
    is_not_zero = is_withheld & _never_zero(system, is_known, is_withheld, policy)
    return Knowledge(
        is_known=is_known,
        is_withheld=is_withheld,
        is_rounded=is_rounded,
        lower=np.where(is_not_zero, np.maximum(lower, 1.0), lower),
        upper=upper,
        lower_with_zeros=lower,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Rounding:
    """What is shown of each of n cells, what it was rounded to, and how (place in `METHODS`)."""

    shown: FloatArray
    bases: FloatArray
    methods: UInt8Array


def _outcome(
    system: RelationSystem, published: Published
) -> tuple[UInt8Array, FloatArray, FloatArray, UInt8Array]:
    """Return status, shown number, base and method of rounding of each cell: (n,) each."""
    count = len(system.cells)
    statuses, methods = np.zeros(count, np.uint8), np.zeros(count, np.uint8)
    shown, bases = np.full(count, np.nan), np.full(count, np.nan)
    places = system.places
    for number, name in enumerate(places.sheets):
        here = np.flatnonzero(places.sheet_of == number)
        if not here.size:
            continue
        at = places.rows[here], places.columns[here]
        statuses[here] = published.statuses[name][at]
        shown[here] = published.values[name][at]
        if name in published.bases:
            bases[here] = published.bases[name][at]
        if name in published.methods:
            methods[here] = published.methods[name][at]
    return statuses, shown, bases, methods


def _is_exempt(system: RelationSystem, published: Published) -> BoolArray:
    """Tell which cells are exempt and have a number: (n,) bool."""
    exempt = {cell for cell, _ in published.exempt}
    if not exempt:
        return np.zeros(len(system.cells), bool)
    return system.places.where(exempt) & np.isfinite(system.values)


def _add_rounding(
    system: RelationSystem,
    is_rounded: BoolArray,
    rounding: _Rounding,
    lower: FloatArray,
    upper: FloatArray,
) -> None:
    """Narrow the bounds of rounded cells to the numbers that are rounded to what is shown."""
    kinds = np.column_stack([system.table_of, rounding.methods, rounding.bases])[is_rounded]
    places = np.flatnonzero(is_rounded)
    kinds, kind_of = np.unique(kinds, axis=0, return_inverse=True)
    for number, (_, method, base) in enumerate(kinds.tolist()):
        here = places[kind_of == number]
        shown, is_whole = rounding.shown[here], system.is_count[here]
        bounds = possible_numbers(METHODS[int(method)], shown, base, is_whole)
        if bounds is None:
            bounds = _to_the_nearest(system.values[here], shown, base, is_whole)
        lower[here] = np.maximum(lower[here], bounds[0])
        upper[here] = np.minimum(upper[here], bounds[1])


def _to_the_nearest(
    values: FloatArray, shown: FloatArray, base: float, is_whole: BoolArray
) -> Bounds:
    """Return the numbers that are rounded to what is shown by rounding to the nearest.

    How ties are rounded shows in the table itself. When some moved by more than half the base a
    reader is told of random or controlled rounding.
    """
    reach = _reach(values - shown, base)
    low, high = shown - reach.size, shown + reach.size
    low[is_whole] = (np.floor(low) + 1 if reach.is_open_below else np.ceil(low))[is_whole]
    high[is_whole] = (np.ceil(high) - 1 if reach.is_open_above else np.floor(high))[is_whole]
    return low, high


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far a true number can lie from the shown one, and which ends do not belong to it."""

    size: float
    is_open_below: bool
    is_open_above: bool


def _reach(moved: FloatArray, base: float) -> _Reach:
    """Return how far `moved`, true less shown numbers, can go by the way they were rounded."""
    furthest = float(np.abs(moved).max(initial=0.0))
    if furthest > base / 2:
        size = base * float(np.floor(furthest / base) + 1)
        return _Reach(size, is_open_below=True, is_open_above=True)
    goes_up, goes_down = bool(np.any(moved == -base / 2)), bool(np.any(moved == base / 2))
    return _Reach(base / 2, goes_down and not goes_up, not goes_down)


def _add_markers(
    system: RelationSystem,
    published: Published,
    is_withheld: BoolArray,
    lower: FloatArray,
    upper: FloatArray,
) -> None:
    """Narrow the bounds of cells whose marker gives a range away, such as "<5".

    A marker that its own number contradicts tells a reader nothing true, so it is passed over.
    """
    bounds = {text: read_marker(text) for text in set(published.markers.values())}
    telling = {text for text, one in bounds.items() if one and (one.lower or one.upper is not None)}
    if not telling:
        return
    for place in np.flatnonzero(is_withheld).tolist():
        cell = system.cells[place]
        marker = bounds.get(published.markers.get(cell, ""))
        if marker is None:
            continue
        low = -np.inf if marker.lower is None else marker.lower
        high = np.inf if marker.upper is None else marker.upper
        if low <= system.values[place] <= high:
            lower[place], upper[place] = max(lower[place], low), min(upper[place], high)


def _never_zero(
    system: RelationSystem,
    is_known: BoolArray,
    is_withheld: BoolArray,
    policy: Policy | None,
) -> BoolArray:
    """Tell which cells lie in a table that shows its zeros and withholds none: (n,) bool.

    A policy that withholds no zeros says so for every table, even for one without a zero.
    """
    tables = int(system.table_of.max(initial=0)) + 1
    is_zero = (system.values == 0) & system.is_count
    shows_zeros = np.bincount(system.table_of[is_zero & is_known], minlength=tables) > 0
    if policy is not None and policy.zeros is not ZeroPolicy.UNSAFE:
        shows_zeros[:] = True
    hides_zeros = np.bincount(system.table_of[is_zero & is_withheld], minlength=tables) > 0
    in_table: BoolArray = (shows_zeros & ~hides_zeros)[system.table_of]
    return in_table & system.is_count & (system.lower >= 0)
