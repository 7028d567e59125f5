"""What a reader knows of each cell before adding up: numbers, roundings, markers, zeros."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.layout.markers import read_marker
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
    statuses, rounding = _outcome(system, published)
    is_exempt = _is_exempt(system, published)
    has_number = np.isfinite(system.values)
    is_withheld = (np.isin(statuses, _WITHHELD) | ~has_number) & ~is_exempt
    is_rounded = (statuses == CellStatus.ROUNDED) & ~is_exempt
    is_known = has_number & ~is_withheld & ~is_rounded
    is_withheld &= has_number | ~system.is_unavailable
    lower = np.where(is_known, system.values, system.lower)
    upper = np.where(is_known, system.values, system.upper)
    _add_rounding(system, is_rounded, rounding, lower, upper)
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
    """What is shown of n cells, what it was rounded to, and how far off it may be.

    Attributes:
        shown, bases: (n,) float64.
        reaches: (n, 2) float64: below and above, NaN where rounded to the nearest.
    """

    shown: FloatArray
    bases: FloatArray
    reaches: FloatArray


def _outcome(system: RelationSystem, published: Published) -> tuple[UInt8Array, _Rounding]:
    """Return the status of each cell, (n,), and how it is shown."""
    count = len(system.cells)
    statuses, reaches = np.zeros(count, np.uint8), np.full((count, 2), np.nan)
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
        if name in published.reaches:
            reaches[here] = published.reaches[name][at]
    return statuses, _Rounding(shown, bases, reaches)


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
    is_told = is_rounded & np.isfinite(rounding.shown) & ~np.isnan(rounding.reaches[:, 0])
    ends = rounding.shown[is_told, None] + rounding.reaches[is_told] * (-1, 1)
    lower[is_told] = np.maximum(lower[is_told], ends[:, 0])
    upper[is_told] = np.minimum(upper[is_told], ends[:, 1])
    nearest = is_rounded & ~is_told
    for table in np.unique(system.table_of[nearest]):
        in_table = nearest & (system.table_of == table)
        for base in np.unique(rounding.bases[in_table]):
            here = in_table & (rounding.bases == base)
            low, high = _to_the_nearest(system, here, rounding.shown[here], float(base))
            lower[here] = np.maximum(lower[here], low)
            upper[here] = np.minimum(upper[here], high)


def _to_the_nearest(
    system: RelationSystem, here: BoolArray, shown: FloatArray, base: float
) -> tuple[FloatArray, FloatArray]:
    """Return the numbers that are rounded to what is shown by rounding to the nearest.

    How ties are rounded shows in the table itself. When some moved by more than half the base a
    reader is told of random or controlled rounding.
    """
    reach = _reach(system.values[here] - shown, base)
    low, high = shown - reach.size, shown + reach.size
    whole = system.is_count[here]
    low[whole] = (np.floor(low) + 1 if reach.is_open_below else np.ceil(low))[whole]
    high[whole] = (np.ceil(high) - 1 if reach.is_open_above else np.floor(high))[whole]
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
