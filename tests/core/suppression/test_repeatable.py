"""The same problem, seed and limit of work give the same pattern in any process."""

from __future__ import annotations

import os
import subprocess
import sys

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
