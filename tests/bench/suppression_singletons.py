"""Secondary suppression that holds against whoever is the only contributor of a withheld cell.

Run from the project root: `python -m tests.bench.suppression_singletons [CLASS ...]`. Classes and
costs are those of `suppression_problems`; the whole way is measured that `protect` goes, from the
first audit to the last. "holding" puts the only contributors of each five cells into one. Each line
gives cells, withheld cells with one contributor, unsafe cells that such a contributor knows without
the guard, what the guard costs, the bound, whether the pattern is proved the cheapest, seconds of
processor time, and how many cells the audit finds short in the end.
"""

from __future__ import annotations

import itertools
import os
import sys
import time
from dataclasses import replace

import numpy as np

from sdc_desktop.core.audit import audit
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.known_contributions import KnownContributions
from sdc_desktop.core.policy import Policy, RequiredInterval, UnsafeRange
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Cost
from sdc_desktop.core.protection.secondary_suppression import suppress_secondary
from sdc_desktop.core.relations import RelationSystem
from tests.bench.suppression_problems import make, singles_of
from tests.core.systems import publish_with, system_of

NAMES = ("C50x20", "M50x20", "C100x40", "M100x40")
LIMIT = float(os.environ.get("LIMIT", "30"))
COUNTS = Policy(
    "test", "1", "Test", unsafe_counts=UnsafeRange(1, 9), required_interval=RequiredInterval.RANGE
)
SUMS = Policy("test", "1", "Test")


def pose(name: str, seed: int, *, holdings: bool) -> tuple[RelationSystem, list[int], Policy]:
    """Return the relations of a class, the cells that are unsafe, and a policy without a guard."""
    problem = make(name, seed, unit=False)
    starts = problem.row_starts.tolist()
    rows = [
        (problem.columns[start:end].tolist(), problem.coefficients[start:end].tolist())
        for start, end in itertools.pairwise(starts)
    ]
    is_count = bool(problem.is_whole.all())
    plain = system_of(problem.values, rows, is_count=is_count)
    levels = np.zeros((2, problem.values.size))
    for demand in problem.demands if not is_count else ():
        levels[0 if demand.direction < 0 else 1, demand.cell] = demand.need
    single = singles_of(name, seed)
    system = replace(
        plain,
        steps=np.ones(problem.values.size),
        is_single=single & ~plain.is_count,
        lower_level=levels[0],
        upper_level=levels[1],
        contributions=_owned(single) if holdings else None,
    )
    primary = np.flatnonzero(problem.is_withheld).tolist()
    return system, primary, COUNTS if is_count else SUMS


def _owned(single: np.ndarray) -> KnownContributions:
    """Return only who is alone where: each holding in five cells."""
    count, places = single.size, np.flatnonzero(single)
    sole = np.full(count, -1, np.int64)
    sole[np.random.default_rng(1).permutation(places)] = np.arange(places.size) // 5
    nothing, none = np.full(count, np.nan), np.full((count, 2), np.nan)
    no = np.zeros(count, bool)
    return KnownContributions(no, nothing, nothing, none, none, none, nothing, no, {}, sole)


def measure(name: str, seed: int, *, unit: bool, holdings: bool) -> None:
    """Print a line."""
    system, primary, policy = pose(name, seed, holdings=holdings)
    wish = replace(NO_PREFERENCES, cost=Cost.CELLS if unit else Cost.VALUE)
    guarded = replace(policy, guards_contributors=True)
    published = publish_with(system, primary)
    plain = suppress_secondary(system, published, policy, preferences=wish)
    number = {cell: place for place, cell in enumerate(system.cells)}
    known = audit(
        system, publish_with(system, primary, map(number.get, plain.secondary)), guarded
    ).unprotected
    start = time.process_time()

    def progress(done: int, total: int, what: str) -> None:
        if time.process_time() - start > LIMIT:
            raise Cancelled

    found = suppress_secondary(system, published, guarded, preferences=wish, progress=progress)
    end = time.process_time() - start
    withheld = publish_with(system, primary, map(number.get, found.secondary))
    short = audit(system, withheld, guarded).unprotected
    alone = int((system.is_single | (system.is_count & (system.values == 1)))[primary].sum())
    print(
        f"{name:9} s{seed} {'unit' if unit else 'value':5} {'holding' if holdings else '':7} "
        f"{system.values.size:6} {alone:5} {len(known):5} {plain.objective:7.0f} "
        f"{found.objective:7.0f} {found.lower_bound:7.0f} "
        f"{'proved' if found.is_optimal else 'open':6} {end:6.2f} {len(short):3}",
        flush=True,
    )


def main(names: list[str]) -> None:
    """Print a line for each class, seed, cost and kind of contributors."""
    print(
        "class                       cells alone known   plain guarded   bound        seconds short"
    )
    for name in names or NAMES:
        for seed, unit, holdings in itertools.product((1, 2), (False, True), (False, True)):
            measure(name, seed, unit=unit, holdings=holdings)


if __name__ == "__main__":
    main(sys.argv[1:])
