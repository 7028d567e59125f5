from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.learning import Exercise, Problem, score

CELLS = [CellRef("Table 1", row, 1) for row in range(6)]
EXERCISE = Exercise("x", "X", "Mark", "p", tuple(Problem(cell, "small") for cell in CELLS[:3]))


def test_marking_every_problem_and_nothing_else_scores_a_hundred():
    assert score(EXERCISE, CELLS[:3]).percent == 100


def test_marking_nothing_or_only_safe_cells_scores_nothing():
    assert score(EXERCISE, ()).percent == score(EXERCISE, CELLS[3:]).percent == 0


def test_marking_everything_does_not_score_as_well_as_marking_what_is_wrong():
    assert score(EXERCISE, CELLS).percent == 50
    assert score(EXERCISE, CELLS).wrong == tuple(CELLS[3:])


@given(st.sets(st.sampled_from(CELLS)))
def test_every_problem_is_found_or_missed(marked):
    reached = score(EXERCISE, marked)
    assert {*reached.found, *reached.missed} == set(EXERCISE.problems)
    assert {one.cell for one in reached.found} | set(reached.wrong) == marked
