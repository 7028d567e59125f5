"""Secondary suppression on seeded classes of tables, and on the shared problems in JJ format.

Run from the project root: `python -m tests.bench.suppression_classes [CLASS ...]`, or with
`--jj [NAME ...]` for the shared problems. `suppression_problems` says what the classes are; each is
posed by value and by unit weights. Each line gives cells, unsafe cells, seconds of processor time
to the first sound pattern, the pattern at one second and at the end with the bound that proves it,
secondary cells, and how many demands cannot be met.
"""

from __future__ import annotations

import itertools
import os
import sys
import time

import numpy as np

from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.suppression.problem import SuppressionProblem
from sdc_desktop.core.suppression.solve import Solution, solve
from tests.bench.suppression_problems import CLASSES, PROBLEMS, make, read_jj

LIMIT = float(os.environ.get("LIMIT", "30"))


def measure(name: str, problem: SuppressionProblem) -> None:
    """Print a line."""
    start = time.process_time()
    events: list[tuple[float, float, float]] = []

    def progress(done: int, total: int, what: str) -> None:
        if time.process_time() - start > LIMIT:
            raise Cancelled

    def note(found: Solution) -> None:
        events.append((time.process_time() - start, found.cost, found.bound))

    found = solve(problem, progress=progress, report=note)
    end = time.process_time() - start
    first = events[0][0] if events else end
    early = next((one for one in reversed(events) if one[0] <= 1), (0.0, np.nan, 0.0))
    missed = sum(
        reach < demand.need for reach, demand in zip(found.reach, problem.demands, strict=True)
    )
    gap = 100 * (found.cost / found.bound - 1) if found.bound else 0.0
    print(
        f"{name:24} {problem.values.size:6} {int(problem.is_withheld.sum()):6} {first:7.3f} "
        f"{early[1]:9.0f} {found.cost:9.0f} {found.bound:9.0f} {gap:5.1f}% "
        f"{'proved' if found.is_optimal else 'open':6} {end:6.2f} {int(found.chosen.sum()):5} "
        f"{missed:3}",
        flush=True,
    )


def main(names: list[str]) -> None:
    """Print a line for each problem."""
    print(
        f"{'problem':24} {'cells':>6} unsafe   first     at 1s       end     bound   gap          "
        "end s cells missed"
    )
    if "--jj" in names:
        asked = names[names.index("--jj") + 1 :]
        for path in sorted(PROBLEMS.glob("*.jj.gz")):
            name = path.name.removesuffix(".jj.gz")
            if not asked or name in asked:
                measure(name, read_jj(name))
        return
    for name in names or CLASSES:
        for seed, unit in itertools.product((1, 2, 3), (False, True)):
            measure(f"{name} s{seed} {'unit' if unit else 'value'}", make(name, seed, unit=unit))


if __name__ == "__main__":
    main(sys.argv[1:])
