"""What the only contributor of a cell works out of other cells (DESIGN.md, P3)."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.audit import Audit, audit
from sdc_desktop.core.known_contributions import KnownContributions
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.protection.secondary_suppression import suppress_secondary
from tests.core.systems import EXACT_ONLY, Instance, dense, publish_with, table_instance

GUARDED = replace(EXACT_ONLY, guards_contributors=True)


def audited(instance: Instance, withheld: list[int], policy: Policy = GUARDED) -> Audit:
    return audit(instance.system, publish_with(instance.system, withheld), policy)


def block(values: list[list[int]], *places: tuple[int, int]) -> tuple[Instance, list[int]]:
    instance = table_instance(np.array(values))
    return instance, [instance.number(*place) for place in places]


SQUARE = (0, 0), (0, 1), (1, 0), (1, 1)


def test_whoever_is_alone_in_a_cell_solves_the_square_around_it():
    instance, withheld = block([[1, 40, 50], [30, 3, 40], [20, 30, 60]], *SQUARE)
    assert not audited(instance, withheld, EXACT_ONLY).unprotected
    (found,) = audited(instance, withheld).unprotected
    assert found.cell == instance.cell(1, 1)
    assert "the only one in A1" in found.because


def test_a_square_without_a_single_contributor_is_safe():
    instance, withheld = block([[2, 40, 50], [30, 3, 40], [20, 30, 60]], *SQUARE)
    assert not audited(instance, withheld).unprotected


def test_a_second_way_round_protects_against_the_contributor():
    instance, withheld = block(
        [[1, 40, 50], [30, 3, 40], [20, 30, 60]], *SQUARE, (0, 2), (1, 2), (2, 0), (2, 1), (2, 2)
    )
    assert not audited(instance, withheld).unprotected


def test_safe_cells_may_be_known_to_a_contributor():
    instance, withheld = block([[1, 40, 50], [30, 60, 40], [20, 30, 60]], *SQUARE)
    assert not audited(instance, withheld).unprotected


def test_an_unknown_neighbour_leaves_it_open():
    instance, withheld = block([[1, 40, 50], [30, 3, 40], [20, 30, 60]], *SQUARE)
    values = instance.system.values.copy()
    values[instance.number(0, 1)] = np.nan
    system = replace(instance.system, values=values)
    found = {
        one.cell: one for one in audit(system, publish_with(system, withheld), GUARDED).intervals
    }
    target = found[instance.cell(1, 1)]
    assert not target.is_enough
    assert not target.is_certified
    assert "could not be worked out" in target.because


@st.composite
def small_tables(draw: st.DrawFn) -> tuple[Instance, list[int]]:
    shape = draw(st.sampled_from([(2, 2), (2, 3), (3, 3)]))
    size = int(np.prod(shape))
    cells = draw(st.lists(st.integers(1, 3), min_size=size, max_size=size))
    instance = table_instance(np.array(cells).reshape(shape))
    numbers = st.integers(0, instance.system.values.size - 1)
    return instance, sorted(draw(st.sets(numbers, min_size=2, max_size=4)))


@given(small_tables())
@settings(max_examples=100, deadline=None)
def test_contributors_know_what_all_tables_with_their_own_number_share(
    case: tuple[Instance, list[int]],
):
    instance, withheld = case
    values = instance.system.values
    matrix = dense(instance.system)
    shown = np.delete(np.arange(values.size), withheld)
    right = -(matrix[:, shown] @ values[shown])
    highest = int(values.max()) + 2
    points = np.array(list(itertools.product(range(1, highest), repeat=len(withheld))), float)
    fits = points[np.abs(points @ matrix[:, withheld].T - right).max(axis=1) < 1e-9]
    known = set()
    for place, single in enumerate(withheld):
        if values[single] != 1:
            continue
        left = fits[fits[:, place] == 1]
        same = left.min(axis=0) == left.max(axis=0)
        known |= {withheld[n] for n in np.flatnonzero(same).tolist() if n != place}
    expected = {instance.system.cells[number] for number in known if values[number] < 10}
    found = audited(instance, withheld)
    exact = {one.cell for one in found.intervals if one.is_exact}
    unions = {one.cell for one in audited(instance, withheld, EXACT_ONLY).unprotected}
    assert {one.cell for one in found.unprotected} == expected | exact | unions


def test_t4_the_only_contributor_of_a_sum_takes_it_out_of_the_line():
    instance = table_instance(np.array([[40.0, 60, 500], [300, 200, 100]]), is_count=False)
    count = instance.system.values.size
    single, level = np.zeros(count, bool), np.zeros(count)
    single[instance.number(0, 0)] = True
    level[instance.number(0, 1)] = 10.0
    system = replace(instance.system, is_single=single, lower_level=level, upper_level=level)
    withheld = [instance.number(*place) for place in SQUARE]
    published = publish_with(system, withheld)
    outside = {one.cell: one for one in audit(system, published, EXACT_ONLY).intervals}
    open_cell = outside[instance.cell(0, 1)]
    assert (open_cell.lower, open_cell.upper) == pytest.approx((0, 100))
    assert open_cell.is_enough
    inside = {one.cell: one for one in audit(system, published, GUARDED).intervals}
    assert not inside[instance.cell(0, 1)].is_enough
    assert "the only one in A1" in inside[instance.cell(0, 1)].because


def test_suppression_holds_against_the_only_contributor_of_a_sum():
    sums = np.array([[40.0, 60, 500, 80], [300, 200, 100, 90], [70, 30, 60, 120]])
    instance = table_instance(sums, is_count=False)
    count = instance.system.values.size
    single, level = np.zeros(count, bool), np.zeros(count)
    single[instance.number(0, 0)] = True
    level[[instance.number(0, 0), instance.number(0, 1)]] = 10.0
    system = replace(instance.system, is_single=single, lower_level=level, upper_level=level)
    primary = [instance.number(0, 0), instance.number(0, 1)]
    published = publish_with(system, primary)
    plain = suppress_secondary(system, published, EXACT_ONLY)
    found = suppress_secondary(system, published, GUARDED)
    numbers = [system.cells.index(cell) for cell in found.secondary]
    assert not audit(system, publish_with(system, primary, numbers), GUARDED).unprotected
    assert len(found.secondary) >= len(plain.secondary)


def holding(owners: dict[tuple[int, int], int]) -> tuple[Instance, list[int]]:
    """Sums of two regions in three industries, (0, 1) unsafe, these cells of one firm each."""
    sums = np.array([[40.0, 60, 50, 900], [300, 200, 100, 800], [700, 600, 500, 400]])
    instance = table_instance(sums, is_count=False)
    count = instance.system.values.size
    single, level = np.zeros(count, bool), np.zeros(count)
    sole = np.full(count, -1, np.int64)
    for place, owner in owners.items():
        single[instance.number(*place)], sole[instance.number(*place)] = True, owner
    level[instance.number(0, 1)] = 10.0
    nothing, ranks = np.full(count, np.nan), np.full((count, 2), np.nan)
    known = KnownContributions(
        np.zeros(count, bool), nothing, nothing, ranks, ranks, ranks, nothing,
        np.zeros(count, bool), {}, sole,
    )  # fmt: skip
    system = replace(
        instance.system, is_single=single, lower_level=level, upper_level=level, contributions=known
    )
    withheld = [instance.number(row, column) for row in range(2) for column in range(3)]
    return replace(instance, system=system), withheld


def test_a_holding_takes_all_its_own_cells_out():
    apart, withheld = holding({(0, 0): 1, (1, 2): 2})
    assert not audited(apart, withheld).unprotected
    instance, withheld = holding({(0, 0): 7, (1, 2): 7})
    (found,) = audited(instance, withheld).unprotected
    assert found.cell == instance.cell(0, 1)
    assert "the only one in A1 and H1 knows B1 exactly" in found.because


def test_suppression_holds_against_a_holding():
    instance, withheld = holding({(0, 0): 7, (1, 2): 7})
    published = publish_with(instance.system, withheld)
    found = suppress_secondary(instance.system, published, GUARDED)
    numbers = [instance.system.cells.index(cell) for cell in found.secondary]
    assert numbers
    assert not audited(instance, [*withheld, *numbers]).unprotected
    assert found.is_optimal
