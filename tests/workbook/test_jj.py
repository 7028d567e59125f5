"""JJ files are read, protected, judged and written so that other systems can read them."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from sdc_desktop.core.protection.instances import InstanceStatus, judge_instance, protect_instance
from sdc_desktop.workbook.interchange.errors import ProblemFileError
from sdc_desktop.workbook.interchange.jj import jj_text, read_jj

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "instances" / "jj"
SMALL = """0
9
0 3 3 u 0 1000000000 2 7 0
1 40 40 s 0 1000000000 0 0 0
2 43 43 s 0 1000000000 0 0 0
3 20 20 s 0 1000000000 0 0 0
4 30 30 s 0 1000000000 0 0 0
5 50 50 s 0 1000000000 0 0 0
6 23 23 s 0 1000000000 0 0 0
7 70 70 s 0 1000000000 0 0 0
8 93 93 z 0 1000000000 0 0 0
6
0 3 : 0 (1) 1 (1) 2 (-1)
0 3 : 3 (1) 4 (1) 5 (-1)
0 3 : 6 (1) 7 (1) 8 (-1)
0 3 : 0 (1) 3 (1) 6 (-1)
0 3 : 1 (1) 4 (1) 7 (-1)
0 3 : 2 (1) 5 (1) 8 (-1)
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.jj"
    path.write_text(SMALL)
    return path


def is_same(one, other) -> bool:
    arrays = ("values", "weights", "lower", "upper", "lower_level", "upper_level", "sliding_level")
    arrays += ("row_starts", "columns", "coefficients", "right")
    return one.statuses == other.statuses and all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays
    )


def test_a_file_is_written_as_it_was_read(small):
    assert jj_text(read_jj(small)) == SMALL


def test_a_pattern_is_found_judged_and_written(small, tmp_path):
    done = protect_instance(read_jj(small))
    assert (done.found.objective, done.found.is_optimal) == (90, True)
    assert not done.short.any()
    out = tmp_path / "out.jj"
    out.write_text(jj_text(done.instance))
    again = read_jj(out)
    assert is_same(again, done.instance)
    assert not judge_instance(again)[1].any()
    assert np.flatnonzero(again.has(InstanceStatus.SECONDARY)).tolist() == [1, 3, 4]


def test_a_pattern_that_leaves_a_cell_short_is_said(small, tmp_path):
    small.write_text(SMALL.replace("1 40 40 s", "1 40 40 x"))
    assert np.flatnonzero(judge_instance(read_jj(small))[1]).tolist() == [0, 1]


def test_a_sliding_level_asks_for_a_wide_interval(small):
    small.write_text(SMALL.replace("u 0 1000000000 2 7 0", "u 0 1000000000 2 7 30"))
    done = protect_instance(read_jj(small))
    (interval,) = [one for one in done.audit.intervals if one.cell.row == 0]
    assert interval.upper - interval.lower >= 30
    assert not done.short.any()


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "0\n1\n",
        SMALL.replace("0 3 : 0 (1) 1 (1) 2 (-1)", "0 3 : 0 (1) 1 (1)"),
        SMALL.replace("1 40 40 s", "1 41 40 s"),
        SMALL.replace("8 93 93 z", "9 93 93 z"),
        SMALL.replace("0 (1) 3 (1) 6 (-1)", "0 (1) 3 (1) 66 (-1)"),
        SMALL.replace("0 3 3 u", "0 3 3 q"),
    ],
)
def test_a_broken_file_is_refused_in_a_sentence(small, broken):
    small.write_text(broken)
    with pytest.raises(ProblemFileError):
        read_jj(small)


@pytest.mark.parametrize("name", ["C20x10-m60-value", "M20x10-n40-value", "S20x10-r02-value"])
def test_shared_problems_are_protected_at_the_best_known_cost(name, tmp_path):
    best = {"C20x10-m60-value": 109, "M20x10-n40-value": 2715, "S20x10-r02-value": 127}
    packed = SHARED / f"{name}.jj.gz"
    if not packed.exists():
        pytest.skip("the shared problems are not here")
    path = tmp_path / f"{name}.jj"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    done = protect_instance(read_jj(path))
    assert (done.found.objective, done.short.any()) == (best[name], False)
    path.write_text(jj_text(done.instance))
    assert is_same(read_jj(path), done.instance)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_an_attacker_of_another_make_agrees_with_the_verdict(tmp_path_factory, seed):
    rng = np.random.default_rng(seed)
    path = tmp_path_factory.mktemp("jj") / "random.jj"
    path.write_text(problem_of(rng.integers(1, 40, (3, 3))))
    done = protect_instance(read_jj(path))
    one = done.instance
    hidden = one.has(InstanceStatus.UNSAFE, InstanceStatus.SECONDARY)
    for cell in np.flatnonzero(one.has(InstanceStatus.UNSAFE)).tolist():
        least, most = ends(one, hidden, cell)
        reaches = least <= one.values[cell] - one.lower_level[cell] + 1e-6
        reaches &= most >= one.values[cell] + one.upper_level[cell] - 1e-6
        assert done.short[cell] == (not reaches)


def problem_of(inner: np.ndarray) -> str:
    table = np.vstack([inner, inner.sum(axis=0)])
    table = np.column_stack([table, table.sum(axis=1)])
    numbers = np.arange(table.size).reshape(table.shape)
    cells = [
        f"{number} {value} {value} {'u 0 1000000000 ' if value < 10 else 's 0 1000000000 '}"
        + (f"{value - 1} {10 - value} 0" if value < 10 else "0 0 0")
        for number, value in enumerate(table.ravel().tolist())
    ]
    lines = [*numbers, *numbers.T]
    sums = [
        f"0 {line.size} : {' '.join(f'{one} (1)' for one in line[:-1])} {line[-1]} (-1)"
        for line in lines
    ]
    return "\n".join(["0", str(table.size), *cells, str(len(sums)), *sums]) + "\n"


def ends(one, hidden, cell) -> tuple[float, float]:
    rows = one.right.size
    matrix = np.zeros((rows, one.values.size))
    row = np.repeat(np.arange(rows), np.diff(one.row_starts))
    np.add.at(matrix, (row, one.columns), one.coefficients)
    bounds = [
        (low, None if np.isinf(high) else high) if is_hidden else (value, value)
        for low, high, value, is_hidden in zip(
            one.lower, one.upper, one.values, hidden, strict=True
        )
    ]
    cost = np.zeros(one.values.size)
    cost[cell] = 1.0
    found = [
        linprog(sign * cost, A_eq=matrix, b_eq=one.right, bounds=bounds) for sign in (1.0, -1.0)
    ]
    most = np.inf if found[1].status == 3 else -found[1].fun
    return found[0].fun, most
