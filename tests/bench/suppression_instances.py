"""Secondary suppression on the shared instances, beside the best figures that peers reached.

Run from the project root: `python -m tests.bench.suppression_instances [--levels-only]
[INSTANCE:RULE ...]`. The instances and their judge, `attacker_audit.py`, are found beside the
project; the judge shares nothing with the program. Rules: `f` counts 1 to 9 are unsafe, `f0` 0 to
9, `p` p% with p = 15, `nk` dominance (1, 75) or (2, 85). Protection levels are those the peers had:
up to the threshold and one down for counts, the level of the rule both ways for sums; no sum of
withheld cells is unsafe. With `--levels-only` sums of withheld cells are not asked about, to
compare with peers that leave unsafe ones: only where they do. Each line gives secondary cells and
their sum by value and by unit weights, the lower bound, seconds of processor time until a first
pattern, until this one and to the end, what the judge found (short of a level, exact, unsafe
unions) and the best peer's figures.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem
from sdc_desktop.core.suppression.search import Effort
from sdc_desktop.core.suppression.solve import Solution
from sdc_desktop.core.suppression.union import Union
from sdc_desktop.core.suppression.unions import solve_with_unions

INSTANCES = Path(__file__).resolve().parents[2] / ".." / "shared" / "instances"
LIMIT = float(os.environ.get("LIMIT", "30"))
FIGURES = {
    "f_10x5:f": (3, 176),
    "f_20x10:f": (7, 156),
    "f_50x20:f": (17, 257),
    "f_100x40:f": (30, 386),
    "f_10x6x4:f": (26, 965),
    "f_20x10x5:f": (36, 921),
    "h_5x8x6x10:f": (151, 2940),
    "f_10x5:f0": (6, 235),
    "f_20x10:f0": (10, 207),
    "f_50x20:f0": (28, 505),
    "f_100x40:f0": (37, 560),
    "f_10x6x4:f0": (35, 1251),
    "f_20x10x5:f0": (75, 4490),
    "h_5x8x6x10:f0": (193, 3728),
    "m_10x5:p": (4, 903),
    "m_20x10:p": (7, 1512),
    "m_50x20:p": (4, 697),
    "m_10x6x4:p": (34, 17634),
    "m_h_5x8x6x10:p": (261, 70332),
    "m_10x5:nk": (5, 1503),
    "m_20x10:nk": (8, 2449),
    "m_50x20:nk": (5, 2082),
    "m_10x6x4:nk": (35, 19562),
    "m_h_5x8x6x10:nk": (230, 77410),
}

LEAVE_UNIONS = ("m_10x5:p", "m_50x20:p", "m_h_5x8x6x10:p", "m_50x20:nk", "m_h_5x8x6x10:nk")


def load_judge() -> ModuleType:
    """Return the independent auditor of the shared instances."""
    spec = importlib.util.spec_from_file_location("judge", INSTANCES / "attacker_audit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pose(judge: ModuleType, table: Any, rule: str, *, unit: bool) -> SuppressionProblem:
    """Return the problem of a table that the judge read."""
    values = table.val
    starts = np.cumsum([0, *(len(children) + 1 for _, children in table.rel)])
    columns = [cell for parent, children in table.rel for cell in (*children, parent)]
    factors = [f for _, children in table.rel for f in (*[1.0] * len(children), -1.0)]
    demands: list[Demand] = []
    for cell, value in enumerate(values):
        if rule in ("f", "f0"):
            if value < 10 and (value > 0 or rule == "f0"):
                demands.append(Demand(cell, 1, 10 - value))
                if value > 0:
                    demands.append(Demand(cell, -1, 1.0))
        elif (level := table.upl(cell, judge.RULES[rule])) > 1e-9:
            demands += [Demand(cell, 1, level), Demand(cell, -1, min(level, value))]
    states = np.where(values > 0, CellState.FREE, CellState.STAYS).astype(np.uint8)
    states[[demand.cell for demand in demands]] = CellState.WITHHELD
    return SuppressionProblem(
        values=values,
        costs=np.ones(values.size) if unit else np.maximum(values, 1.0),
        up=np.full(values.size, np.inf),
        down=values.copy(),
        states=states,
        row_starts=starts.astype(np.int32),
        columns=np.array(columns, np.int32),
        coefficients=np.array(factors),
        row_down=np.zeros(len(table.rel)),
        row_up=np.zeros(len(table.rel)),
        demands=tuple(demands),
        is_whole=np.full(values.size, rule in ("f", "f0")),
    )


def unsafe_unions(judge: ModuleType, table: Any, rule: str, withheld: np.ndarray) -> list[Union]:
    """Return the sums of withheld cells of a relation that are known and unsafe."""
    found: list[Union] = []
    if rule in ("f", "f0"):
        return found
    for row, (parent, children) in enumerate(table.rel):
        members = tuple(cell for cell in children if withheld[cell])
        if len(members) < 2 or withheld[parent]:
            continue
        union: dict[str, float] = {}
        for cell in members:
            for who, amount in table.contrib[cell].items():
                union[who] = union.get(who, 0.0) + amount
        level = judge.upl_list(sorted(union.values(), reverse=True), judge.RULES[rule])
        if level > 1e-9:
            down = min(level, sum(union.values()))
            found.append(Union(row, members, level, down, lacks=level))
    return found


def protect(
    judge: ModuleType, table: Any, rule: str, *, unit: bool, asks_unions: bool = True
) -> tuple[Solution, tuple[float, float, float]]:
    """Return the pattern, and when there was a first one, this one, and the end."""
    problem = pose(judge, table, rule, unit=unit)
    start, events = time.process_time(), list[tuple[float, float]]()

    def progress(done: int, total: int, what: str) -> None:
        if time.process_time() - start > LIMIT:
            raise Cancelled

    def note(found: Solution) -> None:
        events.append((time.process_time() - start, found.cost))

    def unsafe(withheld: np.ndarray) -> list[Union]:
        return unsafe_unions(judge, table, rule, withheld) if asks_unions else []

    found = solve_with_unions(problem, unsafe, Effort(), progress, note)
    end = time.process_time() - start
    first = events[0][0] if events else end
    last = next((at for at, cost in events if cost <= found.cost + 1e-6), end)
    return found, (first, last, end)


def judged(judge: ModuleType, table: Any, rule: str, chosen: np.ndarray) -> str:
    """Return what the judge says of a pattern."""
    import pandas

    primary = pose(judge, table, rule, unit=False).is_withheld
    rows = pandas.DataFrame(table.cells, columns=table.names)
    rows["primary"], rows["suppressed"] = primary, primary | chosen
    if rule in ("f", "f0"):
        report = judge.audit(table, rows, None, "freq", 10, rule == "f0")[0]
        short = report["below_thr"]
    else:
        report = judge.audit(table, rows, None, judge.RULES[rule])[0]
        short = report["under_any"]
    return f"{short} short {report['exact_any']} exact {report['union_bad']} unions"


def main(names: list[str]) -> None:
    """Print a line for each instance and rule."""
    judge = load_judge()
    asks_unions = "--levels-only" not in names
    asked = [name for name in names if name != "--levels-only"]
    print(
        "instance:rule        weights  cells     sum    bound   first   found     end  judge | peer"
    )
    for name in asked or (FIGURES if asks_unions else LEAVE_UNIONS):
        instance, rule = name.split(":")
        table = judge.table(instance)
        for unit in (False, True):
            found, times = protect(judge, table, rule, unit=unit, asks_unions=asks_unions)
            total = float(table.val[found.chosen].sum())
            verdict = judged(judge, table, rule, found.chosen)
            print(
                f"{name:20} {'unit' if unit else 'value':7} {int(found.chosen.sum()):6} "
                f"{total:7.0f} {found.bound:8.1f} "
                f"{times[0]:7.2f} {times[1]:7.2f} {times[2]:7.2f}  {verdict} | "
                f"{FIGURES[name][0]} / {FIGURES[name][1]}",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
