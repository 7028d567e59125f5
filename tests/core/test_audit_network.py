"""Flows find the ends of networks; what is no network is left to others."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.audit_intervals import Method, find_ends
from sdc_desktop.core.audit_network import NetworkEnds, find_network_ends
from sdc_desktop.core.audit_problem import components, reduce_system
from sdc_desktop.core.audit_solver import Work
from sdc_desktop.core.audit_units import in_units
from sdc_desktop.core.progress import no_progress
from sdc_desktop.core.relations import RelationSystem
from tests.core.systems import Instance, attack, hierarchy_instance, system_of, table_instance

pytest.importorskip("numba")


def network_ends(
    system: RelationSystem,
    withheld: list[int],
    *,
    lowest: float = 0,
    knows_values: bool = True,
    work: int = 10_000,
) -> NetworkEnds:
    """What flows find, in units, of cells of which only `lowest` is known."""
    is_known = np.ones(system.values.size, bool)
    is_known[withheld] = False
    lower = np.where(is_known, system.values, lowest)
    upper = np.where(is_known, system.values, np.inf)
    units = in_units(reduce_system(system, is_known, lower, upper))
    point = system.values[~is_known] * units.factor
    labels = components(units.problem)
    return find_network_ends(
        units.problem,
        labels,
        units.is_whole,
        np.ones(point.size, bool),
        point if knows_values else np.full(point.size, np.nan),
        Work(work),
        no_progress,
    )


def deep_hierarchy(leaves: np.ndarray) -> Instance:
    """A two-way table of eight leaf rows, four pairs of them, two pairs of these and a total."""
    rows = [*leaves]
    relations: list[tuple[list[int], list[float]]] = []
    columns = leaves.shape[1] + 1
    level = list(range(8))
    while len(level) > 1:
        above = []
        for first, second in zip(level[::2], level[1::2], strict=True):
            above.append(len(rows))
            rows.append(rows[first] + rows[second])
            for column in range(columns):
                cells = [row * columns + column for row in (first, second, above[-1])]
                relations.append((cells, [1.0, 1.0, -1.0]))
        level = above
    table = np.array(rows)
    table = np.concatenate([table, table.sum(axis=1, keepdims=True)], axis=1)
    for row in range(len(rows)):
        cells = [row * columns + column for column in range(columns)]
        relations.append((cells, [1.0] * (columns - 1) + [-1.0]))
    return Instance(system_of(table.ravel().astype(float), relations), table.shape)


@st.composite
def networks(draw: st.DrawFn) -> tuple[Instance, list[int]]:
    kind = draw(st.sampled_from(["two-way", "hierarchy", "deep"]))
    shape = {"two-way": (6, 5), "hierarchy": (7, 3), "deep": (8, 3)}[kind]
    leaves = np.random.default_rng(draw(st.integers(0, 10_000))).poisson(4, shape)
    if kind == "deep":
        instance = deep_hierarchy(leaves)
    else:
        instance = (
            table_instance(leaves) if kind == "two-way" else hierarchy_instance(leaves, [3, 2, 2])
        )
    numbers = st.integers(0, instance.system.values.size - 1)
    return instance, sorted(draw(st.sets(numbers, min_size=1, max_size=24)))


@given(networks(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_flows_find_the_ends_in_tables_with_at_most_one_hierarchy(
    case: tuple[Instance, list[int]], knows_values: bool
):
    instance, withheld = case
    system = instance.system
    is_known = np.ones(system.values.size, bool)
    is_known[withheld] = False
    lower = np.where(is_known, system.values, 0.0)
    problem = reduce_system(system, is_known, lower, np.where(is_known, lower, np.inf))
    point = system.values[withheld] if knows_values else np.full(len(withheld), np.nan)
    wanted = np.ones(len(withheld), bool)
    found = find_ends(problem, wanted, point, Work(10_000), no_progress)
    assert set(found.method.tolist()) <= {Method.ONE_BY_ONE, Method.NETWORK}
    ends = list(zip(found.lower.tolist(), found.upper.tolist(), strict=True))
    assert ends == attack(instance.system, withheld, lowest=0)


@given(st.integers(0, 10_000), st.sets(st.integers(0, 47), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_what_is_called_a_network_in_three_dimensions_is_one(seed: int, withheld: set[int]):
    cells = np.random.default_rng(seed).poisson(2, (3, 3, 2))
    system = table_instance(cells).system
    found = network_ends(system, sorted(withheld))
    expected = attack(system, sorted(withheld), lowest=0)
    ends = list(zip(found.lower.tolist(), found.upper.tolist(), strict=True))
    for place in np.flatnonzero(found.is_found):
        assert ends[place] == expected[place]


def test_a_dense_three_way_table_is_no_network():
    instance = table_instance(np.full((3, 3, 3), 5))
    inner = [instance.number(a, b, c) for a in range(3) for b in range(3) for c in range(3)]
    found = network_ends(instance.system, inner)
    assert not found.is_network.any()
    assert not found.is_found.any()


def test_tenths_and_loose_totals_flow_as_well():
    values = np.array([1.5, 2.5, 4.0, 3.0, 1.0, 4.0, 4.5, 3.5])
    lines = [([0, 1, 2], 3), ([3, 4, 5], 3), ([0, 3, 6], 3), ([1, 4, 7], 3)]
    relations = [(cells, [1.0, 1.0, -1.0]) for cells, _ in lines]
    system = system_of(values, relations, is_count=False, tolerance=0.1)
    system = replace(system, steps=np.full(8, 0.1))
    found = network_ends(system, [0, 1, 3, 4])
    assert found.is_network.all()
    tenths = list(zip(found.lower / 10, found.upper / 10, strict=True))
    assert tenths == [(0.3, 4.1), (0.0, 3.6), (0.3, 4.1), (0.0, 3.6)]


def test_numbers_that_nothing_meets_are_impossible():
    system = system_of(
        np.array([5.0, 6.0, 3.0, 4.0]), [([0, 1, 2], [1, 1, -1]), ([0, 1, 3], [1, 1, -1])]
    )
    found = network_ends(system, [0, 1])
    assert found.is_network.all()
    assert found.is_impossible.all()
    assert not found.is_found.any()


def test_a_cell_that_nothing_limits_has_no_end():
    instance = table_instance([[3, 40], [20, 30]])
    whole_line = [instance.number(0, column) for column in range(3)]
    totals = [instance.number(2, column) for column in range(3)]
    found = network_ends(instance.system, [*whole_line, *totals])
    assert np.isinf(found.upper).all()
    assert np.isfinite(found.lower).all()


def test_flows_stop_when_the_work_is_spent():
    instance = table_instance(np.arange(1, 401).reshape(20, 20))
    found = network_ends(instance.system, list(range(0, 400, 2)), work=2)
    assert 0 < np.count_nonzero(found.is_found) < 200


def test_a_relation_across_a_ring_that_touches_no_root_follows_from_it():
    instance = hierarchy_instance(np.full((7, 3), 4), [3, 2, 2])
    lines = [0, 1, 4, 6, 10]
    pairs = sorted(instance.number(line, column) for line in lines for column in (0, 1))
    found = network_ends(instance.system, pairs)
    assert found.is_network.all()
    ends = list(zip(found.lower.tolist(), found.upper.tolist(), strict=True))
    assert ends == attack(instance.system, pairs, lowest=0)


ROOT = Path(__file__).resolve().parents[2]
WITHOUT_NUMBA = """
import json, sys
{before}
import numpy as np
from sdc_desktop.core.audit import audit
from tests.core.systems import POLICY, publish_with, table_instance
assert {is_unloaded}
instance = table_instance(np.arange(1, 401).reshape(20, 20))
published = publish_with(instance.system, list(range(0, 400, 3)))
found = audit(instance.system, published, POLICY).intervals
print(json.dumps([(one.lower, one.upper, one.method.name) for one in found]))
"""


def ends_elsewhere(before: str, is_unloaded: str) -> list[tuple[float, float, str]]:
    code = WITHOUT_NUMBA.format(before=before, is_unloaded=is_unloaded)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return [tuple(one) for one in json.loads(done.stdout)]


def test_without_numba_the_same_ends_are_found_and_small_audits_do_not_load_it():
    plain = ends_elsewhere("sys.modules['numba'] = None", "True")
    small = ends_elsewhere("", "'numba' not in sys.modules")
    flows = ends_elsewhere("import numba", "True")
    assert plain == small
    assert [one[:2] for one in plain] == [one[:2] for one in flows]
    assert {one[2] for one in flows} == {"NETWORK", "ONE_BY_ONE"}
    assert {one[2] for one in plain} == {"LINEAR", "ONE_BY_ONE"}
