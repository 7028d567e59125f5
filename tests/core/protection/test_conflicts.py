"""Where cells that must be shown stand in the way, exactly those that do are named."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.protection.preferences import Preferences
from sdc_desktop.core.protection.secondary_suppression import suppress_secondary
from tests.core.systems import POLICY, publish_with, table_instance


def suppressed(instance, kept):
    published = publish_with(instance.system, [instance.number(0, 0)])
    wishes = Preferences(must_stay=frozenset(kept))
    return suppress_secondary(instance.system, published, POLICY, preferences=wishes)


def test_the_one_cell_in_the_way_is_named():
    instance = table_instance([[3, 40], [20, 30]])
    kept = {instance.cell(*place) for place in ((0, 1), (0, 2), (1, 1), (2, 2))}
    assert suppressed(instance, kept).conflicts[instance.cell(0, 0)] == (instance.cell(0, 1),)


def test_nothing_is_named_where_nothing_would_help():
    instance = table_instance([[3, 0], [0, 30]])
    everything = frozenset(instance.system.cells) - {instance.cell(0, 0)}
    found = suppressed(instance, everything - {instance.cell(1, 1)})
    assert not any(instance.cell(1, 0) in blocking for blocking in found.conflicts.values())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(5, 14))
def test_allowing_all_named_cells_is_enough_and_allowing_fewer_is_not(seed, count):
    rng = np.random.default_rng(seed)
    inner = rng.integers(10, 60, (3, 3))
    inner[0, 0] = 3
    instance = table_instance(inner)
    cells = [cell for cell in instance.system.cells if cell != instance.cell(0, 0)]
    kept = {cells[one] for one in rng.choice(len(cells), count, replace=False)}
    unsafe = instance.cell(0, 0)
    blocking = suppressed(instance, kept).conflicts.get(unsafe, ())
    if not blocking:
        return
    assert set(blocking) <= kept
    assert unsafe not in suppressed(instance, kept - set(blocking)).unattainable
    for some in combinations(blocking, len(blocking) - 1):
        assert unsafe in suppressed(instance, kept - set(some)).unattainable
