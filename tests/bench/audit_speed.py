"""How quick the audit is, beside scipy's linprog called once for each end of each cell.

Run from the project root: `python -m tests.bench.audit_speed [part ...]`, parts `plain` (before
machine code is loaded), `tables`, `edits` and `curve`; all without any. scipy is timed in the same
run on some of the cells and multiplied up. All times are processor seconds of one core.
"""

from __future__ import annotations

import importlib
import sys
import time

import numpy as np

from sdc_desktop.core.audit import Audit, audit
from sdc_desktop.core.audit_compiled import can_compile
from sdc_desktop.core.audit_intervals import Method
from sdc_desktop.core.audit_update import update_audit
from sdc_desktop.core.relations import RelationSystem
from tests.bench.audit_tables import counts, published_without, tree_system, withheld_cells
from tests.core.systems import POLICY, attack, hierarchy_instance, small_counts, table_instance

SAMPLE = 20
"""Cells that scipy is timed on."""

LARGEST_FOR_SCIPY = 20_000
TREES = {
    "1k": (4, 10),
    "5k": (5, 5, 8),
    "17k": (10, 8, 9),
    "88k": (10, 20, 20),
    "259k": (10, 30, 40),
    "857k": (20, 40, 50),
    "1m": (20, 40, 60),
}


def systems() -> dict[str, tuple[RelationSystem, np.ndarray]]:
    """The tables that are measured, and what is withheld of them."""
    made = {
        "20x10": table_instance(counts((20, 10), 60, 1)),
        "50x20": table_instance(counts((50, 20), 60, 1)),
        "100x40": table_instance(counts((100, 40), 60, 1)),
        "hierarchy 400x10": hierarchy_instance(counts((400, 10), 60, 1), [8] * 50),
        "20x10x5, few": table_instance(counts((20, 10, 5), 150, 1)),
        "20x10x5": table_instance(counts((20, 10, 5), 60, 1)),
        "20x10x5, many": table_instance(counts((20, 10, 5), 30, 1)),
    }
    found = {name: (one.system, withheld_cells(one.system)) for name, one in made.items()}
    for name in ("100x40", "20x10x5"):
        system = made[name].system
        others = np.flatnonzero(system.values >= 10)
        more = np.random.default_rng(7).choice(others, others.size // 20, replace=False)
        found[f"{name}, one in 20"] = system, np.union1d(small_counts(system), more)
    return found


def load_machine_code() -> None:
    """Do as the first large audit does: load the compiler and what it made before."""
    importlib.import_module("numba")
    system = table_instance(np.arange(1, 401).reshape(20, 20)).system
    audit(system, published_without(system, np.arange(0, 400, 2)), POLICY)


def show(name: str, system: RelationSystem, withheld: np.ndarray) -> None:
    """Print how long one audit takes, the second time of two."""
    published = published_without(system, withheld)
    for _ in range(2):
        start = time.process_time()
        result = audit(system, published, POLICY)
        seconds = time.process_time() - start
    certified = sum(one.is_certified for one in result.intervals)
    methods = np.bincount([one.method for one in result.intervals], minlength=len(Method))
    told = " ".join(f"{n:6}" for n in methods[1:])
    print(
        f"{name:22} {system.values.size:8} {withheld.size:7} {seconds:8.3f} {certified:7} {told}"
        f" {_scipy_seconds(system, withheld):>9}",
        flush=True,
    )


def _scipy_seconds(system: RelationSystem, withheld: np.ndarray) -> str:
    if system.values.size > LARGEST_FOR_SCIPY:
        return "-"
    places = np.linspace(0, withheld.size - 1, min(SAMPLE, withheld.size)).astype(int)
    start = time.process_time()
    attack(system, withheld.tolist(), lowest=1, whole=False, places=places.tolist())
    return f"{(time.process_time() - start) * withheld.size / places.size:.1f}"


def show_edits() -> None:
    """Print how long the audit takes after one cell more is withheld, or one less."""
    print("\nafter an edit           cells withheld  seconds: median, most   from scratch")
    for name, shape in (("50x20", (50, 20)), ("50x38", (50, 38)), ("20x10x5", (20, 10, 5))):
        system = table_instance(counts(shape, 60, 1)).system
        withheld = withheld_cells(system)
        before = published_without(system, withheld)
        start = time.process_time()
        known = audit(system, before, POLICY)
        scratch = time.process_time() - start
        taken = [_edit(system, known, withheld, number) for number in range(20)]
        print(
            f"{name:22} {system.values.size:6} {withheld.size:8} {np.median(taken):16.3f}"
            f" {max(taken):6.3f} {scratch:14.3f}"
        )


def _edit(system: RelationSystem, known: Audit, withheld: np.ndarray, number: int) -> float:
    before = published_without(system, withheld)
    others = np.setdiff1d(np.arange(system.values.size), withheld)
    rng = np.random.default_rng(number)
    cell = rng.choice(others) if number % 2 else rng.choice(withheld)
    after = np.setxor1d(withheld, [cell])
    now = published_without(system, after)
    start = time.process_time()
    update_audit(known, before, system, now, POLICY)
    return time.process_time() - start


def main() -> None:
    """Print what was asked for."""
    parts = sys.argv[1:] or ["plain", "tables", "edits", "curve"]
    head = " " * 26 + "cells    held  seconds  proved  alone  flows     lp  whole   scipy s"
    if "plain" in parts:
        print(f"without machine code\n{head}")
        for name, (system, withheld) in systems().items():
            show(name, system, withheld)
    if can_compile():
        start = time.process_time()
        load_machine_code()
        print(f"\nmachine code loaded in {time.process_time() - start:.1f} s\n{head}")
    if "tables" in parts:
        for name, (system, withheld) in systems().items():
            show(name, system, withheld)
    if "curve" in parts:
        for name, fan_out in TREES.items():
            system = tree_system(fan_out, 20, 60, 1)
            show(f"tree {name}", system, withheld_cells(system))
    if "edits" in parts:
        show_edits()


if __name__ == "__main__":
    main()
