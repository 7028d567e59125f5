"""How long it takes to audit a folder of small workbooks with all processors, and what takes it.

Run from the project root: `python -m tests.bench.audit_folder [workbooks]`, 1,000 without a number.
Each workbook has one table of 12 areas by 6 groups with totals, counts below 10 and some others
withheld. The times of the steps are added up over all processes.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import xlsxwriter

from sdc_desktop.core.audit import audit
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import build_relations
from sdc_desktop.workbook.reader import read_workbook
from tests.bench.audit_tables import counts, withheld_cells
from tests.core.systems import POLICY, table_instance

STEPS = ("read", "find tables", "relate", "audit")
AT_A_TIME = 20


def write(path: Path, seed: int) -> None:
    """Write one workbook."""
    instance = table_instance(counts((12, 6), 40, seed))
    withheld = set(withheld_cells(instance.system).tolist())
    rows, columns = instance.shape
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Table 1")
        groups = [*(f"Group {number + 1}" for number in range(columns - 1)), "Total"]
        sheet.write_row(0, 0, ["Area", *groups])
        for row in range(rows):
            sheet.write(row + 1, 0, f"Area {row + 1}" if row < rows - 1 else "Total")
            for column in range(columns):
                number = instance.number(row, column)
                value = "[c]" if number in withheld else float(instance.table[row, column])
                sheet.write(row + 1, column + 1, value)


def seconds_of(path: Path) -> tuple[int, list[float]]:
    """Audit one workbook; return how many cells are withheld and the seconds of each step."""
    times = [time.perf_counter()]
    workbook = read_workbook(path)
    times.append(time.perf_counter())
    tables = find_tables(workbook)
    times.append(time.perf_counter())
    system = build_relations(workbook, tables)
    times.append(time.perf_counter())
    result = audit(system, publish(workbook, ()), POLICY)
    times.append(time.perf_counter())
    return len(result.intervals), np.diff(times).tolist()


def main() -> None:
    """Write the workbooks, audit them and print the times."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{seed}.xlsx" for seed in range(number)]
        for path, seed in zip(paths, range(number), strict=True):
            write(path, seed)
        for processes in sorted({1, os.cpu_count() or 1}):
            some = paths[: number // 5] if processes == 1 else paths
            start = time.perf_counter()
            with ProcessPoolExecutor(processes) as pool:
                found = list(pool.map(seconds_of, some, chunksize=AT_A_TIME))
            seconds = time.perf_counter() - start
            cells = sum(count for count, _ in found)
            steps = np.sum([times for _, times in found], axis=0) / len(some) * 1_000
            told = ", ".join(f"{name} {ms:.1f}" for name, ms in zip(STEPS, steps, strict=True))
            print(
                f"{processes} processes, {len(some)} workbooks, {cells} withheld cells:"
                f" {seconds:.1f} s; ms of a workbook: {told}"
            )


if __name__ == "__main__":
    main()
