"""What holds for every table: nobody learns a withheld value, undo leads back, replay repeats.

The attacker here is written with another solver and reads the saved file with another reader.
"""

from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from sdc_desktop.cli.protect import protect
from sdc_desktop.core.actions import Release, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import no_progress
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.protection.perturbing import Method, PerturbWish
from sdc_desktop.core.published import publish
from sdc_desktop.register.policies import load_policy
from sdc_desktop.workbook.finish import FinishWish
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.record_verification import verify_record
from tests.workbooks import write_counts

THRESHOLD = 10
STAMP = Stamp("ann", "2026-11-21T09:00:00Z")
LARGE = 1e7

counts = st.integers(1, 14) | st.integers(10, 300)
tables = st.integers(2, 4).flatmap(
    lambda columns: st.lists(
        st.lists(counts, min_size=columns, max_size=columns).map(tuple), min_size=2, max_size=4
    ).map(tuple)
)
slow = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

WAYS = [
    None,
    PerturbWish(method=Method.CONVENTIONAL, base=5.0),
    PerturbWish(method=Method.RANDOM, base=3.0, key=b"a secret of many bytes"),
    PerturbWish(method=Method.CONTROLLED, base=5.0),
    PerturbWish(method=Method.MIDPOINT, base=6.0),
    PerturbWish(method=Method.SMALL_COUNT, base=3.0),
]


def policy() -> Policy:
    return load_policy("uk-tre-acro").with_parameters({})


def opened(path: Path) -> Check:
    workbook = read_workbook(path)
    return Check(workbook, policy(), find_tables(workbook))


def shown(path: Path, rows: int, columns: int) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(path)["Table 1"]
    return [
        [sheet.cell(4 + row, 2 + column).value for column in range(columns + 1)]
        for row in range(rows + 1)
    ]


def narrowest(cells: list[list[Any]]) -> dict[tuple[int, int], tuple[float, float]]:
    """Return what anybody can narrow each withheld cell to, over whole numbers from 0.

    The policy withholds zeros as well, so that a marker may hide one.
    """
    height, width = len(cells), len(cells[0])
    known = [[value if isinstance(value, int) else None for value in row] for row in cells]
    lines = [[(row, column) for column in range(width)] for row in range(height)]
    lines += [[(row, column) for row in range(height)] for column in range(width)]
    unknown = [(r, c) for r in range(height) for c in range(width) if known[r][c] is None]
    matrix, sums = np.zeros((len(lines), len(unknown))), np.zeros(len(lines))
    for number, line in enumerate(lines):
        for place, (row, column) in enumerate(line):
            sign = -1 if place == len(line) - 1 else 1
            if known[row][column] is None:
                matrix[number, unknown.index((row, column))] = sign
            else:
                sums[number] -= sign * known[row][column]
    equations = LinearConstraint(matrix, sums, sums)
    bounds = Bounds(np.zeros(len(unknown)), np.full(len(unknown), LARGE))
    found = {}
    for place, cell in enumerate(unknown):
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(unknown))
            goal[place] = sign
            solved = milp(
                goal, constraints=equations, bounds=bounds, integrality=np.ones(len(goal))
            )
            assert solved.success
            ends.append(round(sign * solved.fun))
        found[cell] = ends[0], ends[1]
    return found


@slow
@given(counts=tables)
def test_no_withheld_value_can_be_worked_out_of_the_saved_file(
    counts: tuple[tuple[int, ...], ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("promise")
    source = write_counts(folder / "in.xlsx", counts)
    wish = FinishWish(out=folder / "out.xlsx", record=None, signer=None)
    document = protect(opened(source), source, wish, version="test", progress=no_progress)
    true = [[*row, sum(row)] for row in counts]
    true.append([sum(column) for column in zip(*true, strict=True)])
    said = {one["cell"] for one in document["unprotected_cells"]}
    for (row, column), (lower, upper) in narrowest(
        shown(wish.out, len(counts), len(counts[0]))
    ).items():
        is_unsafe = true[row][column] < THRESHOLD
        is_enough = lower <= 1 and upper >= THRESHOLD if is_unsafe else lower < upper
        assert is_enough or CellRef("Table 1", 3 + row, 1 + column).a1 in said
        assert lower <= true[row][column] <= upper


@slow
@given(counts=tables, data=st.data())
def test_undoing_everything_leads_back_to_the_start(
    counts: tuple[tuple[int, ...], ...],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    start = opened(write_counts(tmp_path_factory.mktemp("undo") / "in.xlsx", counts))
    cells = [cell for table in start.tables for cell in table.body.cells(table.sheet)]
    states = [start]
    for _ in range(data.draw(st.integers(1, 6))):
        chosen = tuple(data.draw(st.lists(st.sampled_from(cells), min_size=1, unique=True)))
        action = data.draw(
            st.sampled_from(
                [
                    Withhold(chosen, SuppressionRole.PRIMARY, "[c]", STAMP),
                    Release(chosen, STAMP),
                    *suppress(states[-1], STAMP).actions,
                ]
            )
        )
        states.append(states[-1].do(action))
    for after, before in zip(reversed(states), reversed(states[:-1]), strict=False):
        assert (
            publish(after.workbook, after.actions[:-1]).changes()
            == publish(before.workbook, before.actions).changes()
        )
    assert publish(start.workbook, start.actions).changes() == ()


@slow
@given(counts=tables)
def test_the_same_file_and_policy_give_the_same_pattern(
    counts: tuple[tuple[int, ...], ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = write_counts(tmp_path_factory.mktemp("same") / "in.xlsx", counts)
    assert suppress(opened(path), STAMP).actions == suppress(opened(path), STAMP).actions


@slow
@given(counts=tables, way=st.sampled_from(WAYS))
def test_replaying_the_record_gives_the_saved_workbook(
    counts: tuple[tuple[int, ...], ...],
    way: PerturbWish | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("replay")
    source = write_counts(folder / "in.xlsx", counts)
    wish = FinishWish(out=folder / "out.xlsx", record=folder / "record")
    check = opened(source)
    protect(check, source, wish, perturbation=way, version="test", progress=no_progress)
    verified = verify_record(folder / "record", wish.out, source)
    assert (verified.workbook, verified.source, verified.replay) == ("match", "match", "match")
