"""How quick the audit is, beside scipy's linprog called once for each end of each cell.

Run from the project root: `python -m tests.bench.audit_speed`. Each line gives the withheld cells
(all counts below 10 and one other cell in twenty), the seconds of the audit, and the seconds that
scipy takes or would take: where there are many cells it is timed on every tenth.
"""

from __future__ import annotations

import time

import numpy as np

from sdc_desktop.core.audit import audit
from tests.core.systems import (
    POLICY,
    Instance,
    attack,
    hierarchy_instance,
    publish_with,
    small_counts,
    table_instance,
)

SAMPLED_FROM = 200


def counts(shape: tuple[int, ...], mean: float, seed: int) -> np.ndarray:
    """Poisson counts with log-normal effects of each dimension and cell (class C)."""
    rng = np.random.default_rng(seed)
    rate = mean * rng.lognormal(0, 0.5, shape)
    for axis, size in enumerate(shape):
        effect = rng.lognormal(0, 0.7 if axis else 1.1, size)
        rate *= np.expand_dims(effect / effect.mean(), [a for a in range(len(shape)) if a != axis])
    return rng.poisson(rate)


def instances() -> dict[str, Instance]:
    """The tables that are measured."""
    return {
        "20x10": table_instance(counts((20, 10), 60, 1)),
        "50x20": table_instance(counts((50, 20), 60, 1)),
        "100x40": table_instance(counts((100, 40), 60, 1)),
        "hierarchy 400x10": hierarchy_instance(counts((400, 10), 60, 1), [8] * 50),
        "10x6x4": table_instance(counts((10, 6, 4), 40, 1)),
        "20x10x5": table_instance(counts((20, 10, 5), 60, 1)),
    }


def main() -> None:
    """Print a line for each table."""
    print(f"{'table':18} cells withheld  seconds  certified  scipy seconds")
    for name, instance in instances().items():
        system = instance.system
        withheld = set(small_counts(system))
        others = np.flatnonzero(system.values >= 10)
        rng = np.random.default_rng(7)
        withheld |= set(rng.choice(others, others.size // 20, replace=False).tolist())
        published = publish_with(system, sorted(withheld))
        start = time.perf_counter()
        result = audit(system, published, POLICY)
        seconds = time.perf_counter() - start
        certified = sum(one.is_certified for one in result.intervals)
        print(
            f"{name:18} {system.values.size:5} {len(withheld):8} {seconds:8.3f} {certified:10}"
            f" {_scipy_seconds(instance, sorted(withheld)):10.1f}",
            flush=True,
        )


def _scipy_seconds(instance: Instance, withheld: list[int]) -> float:
    step = 10 if len(withheld) > SAMPLED_FROM else 1
    start = time.perf_counter()
    attack(instance.system, withheld, lowest=1, whole=False, places=range(0, len(withheld), step))
    return (time.perf_counter() - start) * step


if __name__ == "__main__":
    main()
