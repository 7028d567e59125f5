"""Sums of withheld cells that are unsafe by themselves are protected like cells."""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.suppression.problem import Demand
from sdc_desktop.core.suppression.search import Effort
from sdc_desktop.core.suppression.union import Union, with_unions
from sdc_desktop.core.suppression.unions import solve_with_unions
from tests.core.suppression.problems import is_sound, problem_of, table

FIRST_ROW = 5
VALUES, ROWS = table([[2, 3, 50, 40], [20, 30, 60, 70], [70, 80, 90, 10]])


def problem():
    return problem_of(VALUES, ROWS, [Demand(0, 0, 1.0), Demand(1, 0, 1.0)])


def small_sums(withheld: np.ndarray) -> list[Union]:
    """Known sums below 10 of cells of a relation whose total is shown."""
    found = []
    for row, (cells, _) in enumerate(ROWS):
        members = tuple(cell for cell in cells[:-1] if withheld[cell])
        if len(members) > 1 and not withheld[cells[-1]] and VALUES[list(members)].sum() < 10:
            found.append(Union(row, members, either=1.0))
    return found


def test_two_small_cells_do_not_hide_in_their_own_sum():
    found = solve_with_unions(problem(), small_sums, Effort())
    assert is_sound(problem(), found.chosen, found.reach)
    assert not small_sums(problem().is_withheld | found.chosen)
    assert found.bound <= found.cost


def test_a_union_is_a_cell_between_its_members_and_their_relation():
    extended = with_unions(problem(), [Union(FIRST_ROW, (0, 1), up=4.0, down=2.0)])
    union = VALUES.size
    assert extended.values[union] == 5
    assert [(d.cell, d.direction, d.need) for d in extended.demands[2:]] == [
        (union, 1, 4.0),
        (union, -1, 2.0),
    ]
    sums = np.bincount(extended.row_of, extended.coefficients * extended.values[extended.columns])
    assert not sums.any()


def test_unions_that_overlap_without_holding_one_another_are_left_to_the_next_round():
    extended = with_unions(
        problem(), [Union(FIRST_ROW, (0, 1), 1.0), Union(FIRST_ROW, (1, 2), 1.0)]
    )
    assert extended.values.size == VALUES.size + 1
