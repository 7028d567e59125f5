"""The audit's intervals are those of all tables that fit, whatever the size of the numbers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.audit import Audit, audit
from sdc_desktop.core.relations import RelationSystem
from tests.core.systems import (
    ZEROS_WITHHELD,
    Instance,
    attack,
    hierarchy_instance,
    publish_with,
    system_of,
    table_instance,
)

HIGHEST = 12
THOUSANDS = 1_000


def audited(system: RelationSystem, withheld: Sequence[int], marker: str = "[c]") -> Audit:
    return audit(system, publish_with(system, withheld, marker=marker), ZEROS_WITHHELD)


def ends(result: Audit) -> list[tuple[float, float]]:
    assert all(one.is_certified for one in result.intervals)
    return [(one.lower, one.upper) for one in result.intervals]


def tried(
    system: RelationSystem,
    withheld: Sequence[int],
    highest: int = HIGHEST,
    lowest: int = 0,
    *,
    is_limit: bool = False,
) -> list[tuple[float, float]]:
    """The ends over all whole tables, whose relations are tested in whole numbers.

    An end that is as near to `highest` as the total of the table is taken for none, since it is the
    limit of some other cell; but not where `is_limit` says that readers know `highest`. Where zeros
    are shown and none is withheld, no withheld cell is zero.
    """
    shown = np.delete(system.values, list(withheld))
    if (shown == 0).any() and (system.values[list(withheld)] > 0).all():
        lowest = max(lowest, 1)
    terms = np.zeros(system.shape, np.int64)
    scaled = np.rint(system.coefficients * THOUSANDS).astype(np.int64)
    np.add.at(terms, (system.row_of, system.columns), scaled)
    choices = itertools.product(range(lowest, highest + 1), repeat=len(withheld))
    points = np.array(list(choices), np.int64)
    values = np.nan_to_num(system.values).astype(np.int64)
    values[list(withheld)] = 0
    sums = points @ terms[:, list(withheld)].T + terms @ values
    low, high = system.row_lower * THOUSANDS, system.row_upper * THOUSANDS
    fits = points[((sums >= low - 0.5) & (sums <= high + 0.5)).all(axis=1)]
    room = system.row_upper.max(initial=0, where=np.isfinite(system.row_upper))
    limit = np.inf if is_limit else highest - system.values.max() - room
    most = [np.inf if value >= limit else value for value in fits.max(axis=0).tolist()]
    return list(zip(fits.min(axis=0).tolist(), most, strict=True))


def withheld_of(draw: st.DrawFn, system: RelationSystem, most: int) -> list[int]:
    numbers = st.integers(0, system.values.size - 1)
    return sorted(draw(st.sets(numbers, min_size=1, max_size=most)))


@st.composite
def tables(draw: st.DrawFn) -> Instance:
    kind = draw(st.sampled_from(["two-way", "three-way", "hierarchy"]))
    shape = {"two-way": (3, 2), "three-way": (2, 2, 2), "hierarchy": (4, 1)}[kind]
    size = int(np.prod(shape))
    ones = draw(st.sets(st.integers(0, size - 1), max_size=5))
    leaves = np.isin(np.arange(size), list(ones)).astype(int).reshape(shape)
    return hierarchy_instance(leaves, [2, 2]) if kind == "hierarchy" else table_instance(leaves)


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_ends_are_those_of_all_whole_tables(data: st.DataObject):
    system = data.draw(tables()).system
    withheld = withheld_of(data.draw, system, 4)
    assert ends(audited(system, withheld)) == tried(system, withheld)


@given(st.data(), st.sampled_from([0.5, 1.0, 1.5]))
@settings(max_examples=300, deadline=None)
def test_ends_are_exact_where_totals_are_only_nearly_sums(data: st.DataObject, tolerance: float):
    system = data.draw(tables()).system
    rows, _ = system.shape
    system = replace(
        system, row_lower=np.full(rows, -tolerance), row_upper=np.full(rows, tolerance)
    )
    withheld = withheld_of(data.draw, system, 3)
    assert ends(audited(system, withheld)) == tried(system, withheld, 2 * HIGHEST)


@given(st.data(), st.sampled_from([("<4", 0, 3), ("1-3", 1, 3), ("<3", 0, 2)]))
@settings(max_examples=300, deadline=None)
def test_ends_are_exact_where_markers_tell_a_range(data: st.DataObject, marker: tuple):
    text, lowest, highest = marker
    system = data.draw(tables()).system
    fits = np.flatnonzero((system.values >= lowest) & (system.values <= highest)).tolist()
    if not fits:
        return
    withheld = sorted(data.draw(st.sets(st.sampled_from(fits), min_size=1, max_size=5)))
    expected = tried(system, withheld, highest, lowest, is_limit=True)
    assert ends(audited(system, withheld, text)) == expected


def with_ratio(system: RelationSystem, x: int, total: int, shown: float, room: float):
    """The system when `shown` percent, give or take `room`, is what x is of the total."""
    first, second = shown - room, shown + room
    return replace(
        system,
        row_starts=np.append(system.row_starts, system.row_starts[-1] + [2, 4]).astype(np.int32),
        columns=np.append(system.columns, [x, total, x, total]).astype(np.int32),
        coefficients=np.append(system.coefficients, [100.0, -first, 100.0, -second]),
        row_lower=np.append(system.row_lower, [0.0, -np.inf]),
        row_upper=np.append(system.row_upper, [np.inf, 0.0]),
        reasons=(*system.reasons, "a percentage", "a percentage"),
    )


@given(st.data(), st.sampled_from([0.05, 0.5]))
@settings(max_examples=400, deadline=None)
def test_ends_are_exact_beside_percentages(data: st.DataObject, room: float):
    leaves = data.draw(st.lists(st.integers(0, 3), min_size=4, max_size=4))
    instance = table_instance(np.reshape(leaves, (2, 2)))
    system, table = instance.system, instance.table
    for row in range(3):
        total = table[row, 2]
        if total > 0:
            shown = round(100 * table[row, 0] / total, 1 if room < 0.1 else 0)
            places = instance.number(row, 0), instance.number(row, 2)
            system = with_ratio(system, *places, shown, room)
    withheld = withheld_of(data.draw, system, 3)
    found = ends(audited(system, withheld))
    for (low, high), (least, most) in zip(found, tried(system, withheld, 40), strict=True):
        assert low == least
        assert high == most or (most == np.inf and high > 2 * HIGHEST)


@given(st.data(), st.sampled_from([10**6, 10**9, 10**12 + 1]))
@settings(max_examples=150, deadline=None)
def test_large_shown_numbers_change_nothing(data: st.DataObject, size: int):
    leaves = np.reshape(data.draw(st.lists(st.integers(1, 9), min_size=9, max_size=9)), (3, 3))
    small = table_instance(leaves)
    large = np.pad(leaves, ((0, 1), (0, 1)), constant_values=size)
    large[3, 3] = 1
    big = table_instance(large)
    inner = st.tuples(st.integers(0, 2), st.integers(0, 2))
    places = sorted(data.draw(st.sets(inner, min_size=1, max_size=8)))
    expected = ends(audited(small.system, [small.number(*place) for place in places]))
    assert ends(audited(big.system, [big.number(*place) for place in places])) == expected


@given(st.data(), st.sampled_from([10**9, 10**12]))
@settings(max_examples=100, deadline=None)
def test_large_withheld_numbers_are_limited_to_the_last_digit(data: st.DataObject, size: int):
    """Two by two cells with one degree of freedom: the ends are known by adding up."""
    small, other = data.draw(st.integers(0, 9)), data.draw(st.integers(0, 9))
    instance = table_instance(np.array([[size, small], [other, 7]]))
    cells = [instance.number(r, c) for r in range(2) for c in range(2)]
    less = min(small, other)
    expected = [
        (size - 7, size + less),
        (small - less, small + 7),
        (other - less, other + 7),
        (0, 7 + less),
    ]
    assert ends(audited(instance.system, cells)) == expected


def tenths_of(system: RelationSystem, offset: float = 0.0) -> RelationSystem:
    """The same numbers as tenths, no counts, printed with one decimal."""
    count = system.values.size
    return replace(
        system,
        values=np.round(system.values / 10 + offset, 1),
        is_count=np.zeros(count, bool),
        steps=np.full(count, 0.1),
    )


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_tenths_are_limited_to_exact_decimals(data: st.DataObject):
    leaves = data.draw(st.lists(st.integers(0, 40), min_size=12, max_size=12))
    system = table_instance(np.reshape(leaves, (4, 3))).system
    withheld = withheld_of(data.draw, system, 10)
    expected = [(low / 10, high / 10) for low, high in attack(system, withheld, lowest=0)]
    assert ends(audited(tenths_of(system), withheld)) == expected


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_amounts_in_three_dimensions_have_the_ends_of_fractions(data: st.DataObject):
    seed = data.draw(st.integers(0, 10_000))
    system = table_instance(np.random.default_rng(seed).poisson(3, (3, 3, 2))).system
    withheld = withheld_of(data.draw, system, 20)
    expected = np.array(attack(system, withheld, lowest=0, whole=False)) / 10
    assert np.allclose(ends(audited(tenths_of(system), withheld)), expected, rtol=1e-9, atol=1e-7)


def test_a_tenth_among_millions_of_millions_is_known():
    values = np.array([0.3, 1e12 + 0.1, 1e12 + 0.4])
    system = replace(
        system_of(values, [([0, 1, 2], [1, 1, -1])], is_count=False), steps=np.full(3, 0.1)
    )
    (known,) = audited(system, [0]).intervals
    assert (known.lower, known.upper, known.is_exact) == (0.3, 0.3, True)


def test_a_large_count_with_a_narrow_interval_is_not_called_known():
    size = 10**12
    instance = table_instance(np.array([[size, 200], [300, size]]))
    cells = [instance.number(r, c) for r in range(2) for c in range(2)]
    first = audited(instance.system, cells).intervals[0]
    assert (first.lower, first.upper, first.is_exact) == (0, size + 200, False)
    narrow = replace(instance.system, lower=instance.system.values - 1)
    found = audited(narrow, cells).intervals
    assert [(one.upper - one.lower, one.is_exact) for one in found] == [(2.0, False)] * 4


def test_numbers_that_are_no_decimals_are_known_when_little_is_left():
    values = np.array([1 / 3, 2 / 7, 1 / 3 + 2 / 7])
    system = system_of(values, [([0, 1, 2], [1, 1, -1])], is_count=False)
    (known,) = audited(system, [0]).intervals
    assert known.is_exact
    both = audited(system, [0, 1]).intervals
    assert not any(one.is_exact for one in both)
