"""Rounding and perturbation against their goals: processor time, and deviation beside its bound.

python tests/bench/rounding_speed.py
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from sdc_desktop.core.perturbation.cell_key import cell_keys, perturb
from sdc_desktop.core.perturbation.controlled_rounding import Sums, round_controlled
from sdc_desktop.core.perturbation.designed_p_table import design_p_table
from sdc_desktop.core.perturbation.inner_cells import find_inner_cells
from sdc_desktop.core.perturbation.magnitude_noise import (
    KeyedScale,
    add_keyed,
    possible_before_keys,
)
from sdc_desktop.core.perturbation.small_count_rounding import round_small_counts
from sdc_desktop.core.sheets import FloatArray, Int32Array

Group = list[list[int]]
"""For one axis: every sum as its total line and its part lines."""


def flat(size: int) -> Group:
    """Return one total, line 0, of `size` lines."""
    return [[0, *range(1, size + 1)]]


def nested(groups: int, size: int) -> Group:
    """Return one total of `groups` subtotals of `size` lines each."""
    heads = [1 + number * (size + 1) for number in range(groups)]
    return [[0, *heads], *([head, *range(head + 1, head + size + 1)] for head in heads)]


def lines_of(group: Group) -> int:
    """Return how many lines an axis has."""
    return 1 + max(max(one) for one in group)


def make_table(axes: list[Group], mean: float, seed: int) -> tuple[FloatArray, Sums]:
    """Return counts with all totals, and what adds up."""
    rng = np.random.default_rng(seed)
    shape = tuple(map(lines_of, axes))
    values = rng.poisson(rng.gamma(0.7, mean / 0.7, shape)).astype(np.float64)
    for axis, group in enumerate(axes):
        moved = np.moveaxis(values, axis, 0)
        for total, *parts in reversed(group):
            moved[total] = moved[parts].sum(axis=0)
    places = np.arange(values.size, dtype=np.int32).reshape(shape)
    rows: list[Int32Array] = []
    for axis, group in enumerate(axes):
        moved = np.moveaxis(places, axis, 0)
        for one in group:
            rows += list(moved[one].reshape(len(one), -1).T)
    starts = np.concatenate([[0], np.cumsum([row.size for row in rows])]).astype(np.int32)
    signs = np.concatenate([[-1.0, *(1.0,) * (row.size - 1)] for row in rows])
    return values.ravel(), Sums(starts, np.concatenate(rows), signs)


def timed(what: str, goal: float, work: Callable[[], str]) -> None:
    """Print what some work took of the processor beside its goal, the best of three."""
    best, said = np.inf, ""
    for _ in range(3):
        start = time.process_time()
        said = work()
        best = min(best, time.process_time() - start)
    print(f"{what:<34} {best * 1e3:9.1f} ms  goal {goal * 1e3:6.0f}  {said}", flush=True)


def controlled(axes: list[Group], base: int, seed: int) -> Callable[[], str]:
    """Return the work of rounding one table."""
    values, sums = make_table(axes, 8.0, seed)

    def work() -> str:
        found = round_controlled(values, sums, base)
        terms = sums.coefficients * found.values[sums.columns]
        error = float(np.abs(np.add.reduceat(terms, sums.row_starts[:-1])).max())
        gap = found.deviation - found.lower_bound
        return (
            f"deviation {found.deviation:.0f}, above its bound {gap:.0f}, additive error {error:g}"
        )

    return work


def small_counts() -> Callable[[], str]:
    """Return the work of rounding the small counts of 5,000 inner cells."""
    values, sums = make_table([flat(100), flat(50)], 3.0, 1)
    cells = find_inner_cells(sums, values.size)
    places = np.flatnonzero(cells.is_inner)
    published = cells.parts[:, places].tocsr()

    def work() -> str:
        shown = np.zeros(values.size)
        shown[places] = round_small_counts(values[places], published, 3)
        return f"largest change {np.abs(cells.sums(shown) - values).max():.0f}"

    return work


def keys() -> Callable[[], str]:
    """Return the work of perturbing 200,000 cells of two million records."""
    rng = np.random.default_rng(1)
    records, cell_of = rng.random(2_000_000), rng.integers(0, 200_000, 2_000_000, np.int32)
    table = design_p_table(5, 2.0, 2)

    def work() -> str:
        counts = np.bincount(cell_of, minlength=200_000).astype(np.float64)
        shown = perturb(counts, cell_keys(records, cell_of, 200_000), table)
        return f"mean noise {float((shown - counts).mean()):+.4f}"

    return work


def sums() -> Callable[[], str]:
    """Return the work of perturbing 200,000 sums by the keys of their records."""
    rng = np.random.default_rng(2)
    largest = np.sort(rng.lognormal(5, 2, (200_000, 3)))[:, ::-1]
    true, record_keys = largest.sum(axis=1) * 1.5, rng.random(200_000)
    way = KeyedScale(design_p_table(5, 2.0), 0.05, 0.05, weights=(1.0, 0.5, 0.2))

    def work() -> str:
        shown = add_keyed(true, largest, record_keys, way)
        low, high = possible_before_keys(shown, way)
        outside = int(np.count_nonzero((low > true) | (true > high)))
        return f"mean share of noise {float((shown / true - 1).mean()):+.4f}, outside {outside}"

    return work


def main() -> None:
    """Run everything."""
    for base in (3, 5, 10):
        timed(
            f"controlled 100x40, base {base}", 0.07, controlled([flat(100), flat(40)], base, base)
        )
    timed("controlled 400x40, base 5", 0.7, controlled([flat(400), flat(40)], 5, 1))
    timed("controlled 2H2D 9,559, base 5", 0.3, controlled([nested(12, 9), nested(6, 12)], 5, 1))
    timed("controlled 10x6x4, base 5", 5.0, controlled([flat(10), flat(6), flat(4)], 5, 1))
    timed("controlled 20x10x5, base 5", 5.0, controlled([flat(20), flat(10), flat(5)], 5, 1))
    timed("small counts, 5,000 cells", 0.05, small_counts())
    timed("cell keys, 2M records", 0.5, keys())
    timed("cell keys, 200,000 sums", 0.5, sums())


if __name__ == "__main__":
    main()
