"""How quick and how good secondary suppression is, beside the best known patterns.

Run from the project root: `python -m tests.bench.suppression_speed [PROBLEM ...]`. The problems are
the shared ones in JJ format, found beside the project. Each line gives cells, primary cells,
seconds, secondary cells and their sum, the best known sum, and how many cells stay short by the
audit. The best known patterns reach the interval 1 to 9, those of the program 1 to 10, which may
cost a little more.
"""

from __future__ import annotations

import gzip
import sys
import time
from pathlib import Path

import numpy as np

from sdc_desktop.core.audit import audit
from sdc_desktop.core.protection.secondary_suppression import suppress_secondary
from tests.core.systems import POLICY, publish_with, system_of

PROBLEMS = Path(__file__).resolve().parents[2] / ".." / "shared" / "instances" / "jj"
BEST = {
    "C20x10-m60-value": 109,
    "S20x10-r02-value": 127,
    "S20x10-r05-value": 257,
    "C50x20-m300-value": 153,
    "S50x20-r02-value": 298,
    "C100x40-m600-value": 191,
    "S100x40-r02-value": 645,
    "3w10x6x4-C-m40-value": 517,
    "3w20x10x5-C-m150-value": 1683,
    "H5x10x8-C10-m60-value": 3498,
}


def read_problem(path: Path) -> tuple[np.ndarray, list[int], list[tuple[list[int], list[float]]]]:
    """Return values, primary cells and relations of a problem in JJ format."""
    lines = iter(gzip.decompress(path.read_bytes()).decode().splitlines())
    next(lines)
    cells = [next(lines).split() for _ in range(int(next(lines)))]
    values = np.array([float(cell[1]) for cell in cells])
    primary = [number for number, cell in enumerate(cells) if cell[3] == "u"]
    relations = []
    for _ in range(int(next(lines))):
        words = next(lines).split(":")[1].replace("(", "").replace(")", "").split()
        relations.append(([int(w) for w in words[::2]], [float(w) for w in words[1::2]]))
    return values, primary, relations


def main(names: list[str]) -> None:
    """Print a line for each problem."""
    print(f"{'problem':26} cells primary  seconds cells    sum   best  short")
    for name in names or BEST:
        values, primary, relations = read_problem(PROBLEMS / f"{name}.jj.gz")
        system = system_of(values, relations)
        start = time.perf_counter()
        found = suppress_secondary(system, publish_with(system, primary), POLICY)
        seconds = time.perf_counter() - start
        numbers = {cell: number for number, cell in enumerate(system.cells)}
        secondary = [numbers[cell] for cell in found.secondary]
        judged = audit(system, publish_with(system, primary, secondary), POLICY)
        print(
            f"{name:26} {values.size:5} {len(primary):7} {seconds:8.2f} {len(secondary):5} "
            f"{found.objective:6.0f} {BEST.get(name, 0):6} {len(judged.unprotected):6}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
