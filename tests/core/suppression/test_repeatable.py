"""The same problem, seed and limit of work give the same pattern in any process."""

from __future__ import annotations

import os
import subprocess
import sys
from types import FunctionType

import pytest

from sdc_desktop.core.suppression.compiled import CAN_COMPILE, compiled

SCRIPT = """
import numpy as np
from sdc_desktop.core.suppression.search import Effort
from sdc_desktop.core.suppression.solve import solve
from tests.core.suppression.problems import counts_problem

rng = np.random.default_rng(4)
for shape in ((12, 8), (4, 3, 3)):
    inner = rng.poisson(30 * rng.lognormal(0, 0.8, shape))
    effort = Effort(annealing=300_000, cutting=3_000_000, rounds=6, nodes=30, steps=500, seed=3)
    found = solve(counts_problem(inner), effort)
    print(np.flatnonzero(found.chosen).tolist(), found.bound, sorted(found.protects.items()))
"""


def pattern_in_a_process(threads: str) -> str:
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
    environment = os.environ | dict.fromkeys(names, threads) | {"PYTHONHASHSEED": threads}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout


def test_a_search_that_ends_by_its_limit_of_work_is_the_same_in_each_process():
    first, second = pattern_in_a_process("1"), pattern_in_a_process("2")
    assert len(first.splitlines()) == 2
    assert first == second


@pytest.mark.skipif(not CAN_COMPILE, reason="numba is not installed")
def test_what_is_kept_of_a_function_is_made_again_when_one_that_it_calls_changes():
    def calling(used: object) -> object:
        code = (lambda number: inner(number)).__code__  # noqa: F821 - looked up later
        return compiled(FunctionType(code, {"inner": used, "__name__": __name__}, "calling"))

    plus_one, plus_two = compiled(lambda number: number + 1), compiled(lambda number: number + 2)
    marks = [
        calling(used).py_func.__closure__[0].cell_contents
        for used in (plus_one, compiled(lambda number: number + 1), plus_two)
    ]
    assert marks[0] == marks[1] != marks[2]
