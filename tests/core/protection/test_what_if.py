"""Asking what happens when a withheld cell is shown gives what showing it would."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sdc_desktop.core.audit import audit
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.protection.secondary_suppression import suppress_secondary
from sdc_desktop.core.protection.what_if import WhatIf
from tests.core.systems import EXACT_ONLY, POLICY, publish_with, small_counts, table_instance


@pytest.mark.parametrize("shape", [(8, 6), (3, 3, 2)])
@pytest.mark.parametrize("seed", range(4))
def test_the_answer_is_that_of_the_audit_after_showing_the_cell(seed, shape):
    rng = np.random.default_rng(seed)
    instance = table_instance(rng.poisson(25 * rng.lognormal(0, 0.8, shape)))
    system, primary = instance.system, small_counts(instance.system)
    numbers = {cell: number for number, cell in enumerate(system.cells)}
    found = suppress_secondary(system, publish_with(system, primary), POLICY)
    secondary = [numbers[cell] for cell in found.secondary]
    ask = WhatIf(system, publish_with(system, primary, secondary), POLICY)
    before = set(found.unattainable)
    for cell in found.secondary:
        others = [number for number in secondary if number != numbers[cell]]
        after = audit(system, publish_with(system, primary, others), POLICY)
        short = {one.cell: one for one in after.unprotected if one.cell not in before}
        said = {one.cell: one for one in ask.show(cell) if one.cell not in before}
        assert said.keys() == short.keys()
        for one, narrowed in said.items():
            assert narrowed.lower <= short[one].lower + 1e-6 or narrowed.lower <= 1
            assert narrowed.upper >= min(short[one].upper, 10) - 1e-6


def test_a_secondary_cell_that_is_shown_gives_away_what_it_protects():
    instance = table_instance([[3, 40, 50], [20, 30, 60], [70, 80, 90]])
    system = instance.system
    ask = WhatIf(system, publish_with(system, [0], [1, 4, 5]), POLICY)
    narrowed = ask.show(system.cells[1])
    exact = {one.cell: (one.lower, one.upper) for one in narrowed}
    assert exact[system.cells[0]] == (3, 3)


def test_an_answer_that_takes_long_can_be_stopped_and_asked_for_again():
    instance = table_instance([[3, 40, 50], [20, 30, 60], [70, 80, 90]])
    ask = WhatIf(instance.system, publish_with(instance.system, [0], [1, 4, 5]), POLICY)

    def stop(done: int, total: int, what: str) -> None:
        assert "give away" in what
        raise Cancelled

    with pytest.raises(Cancelled):
        ask.show(instance.system.cells[1], stop)
    assert ask.show(instance.system.cells[1])


def test_a_cell_that_is_not_withheld_changes_nothing():
    instance = table_instance([[3, 40], [20, 30]])
    ask = WhatIf(instance.system, publish_with(instance.system, [0], [1, 3, 4]), POLICY)
    assert ask.show(instance.cell(2, 2)) == ()


def test_sums_are_asked_for_their_protection_levels():
    instance = table_instance([[30, 40, 50], [20, 30, 60], [70, 80, 90]], is_count=False)
    levels = np.zeros(16)
    levels[0] = 25
    system = replace(instance.system, lower_level=levels, upper_level=levels)
    others = [instance.number(*place) for place in ((0, 1), (1, 0), (1, 1), (2, 0), (2, 1))]
    said = WhatIf(system, publish_with(system, [0], others), EXACT_ONLY).show(instance.cell(2, 0))
    narrowed = {one.cell: (one.lower, one.upper) for one in said}
    assert narrowed[instance.cell(0, 0)] == pytest.approx((0, 50))
    after = audit(system, publish_with(system, [0], [*others[:3], others[4]]), EXACT_ONLY)
    assert narrowed.keys() <= {one.cell for one in after.unprotected}
