"""How long a workbook of a million cells in 500 tables takes to be understood, beside its reading.

Run as `python tests/bench/layout_speed.py [cells]`. The workbook is written first, then read and
understood in turns, three times; the goal is to understand it in 1.5 times the reading.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

from sdc_desktop.core.layout import find_tables
from sdc_desktop.workbook.reader import read_workbook

TABLES = 500
SHEETS = 10
COLUMNS = 20
ROUNDS = 3


def main(cells: int) -> None:
    """Print seconds of reading and of understanding, and what was found."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        write_workbook(path, cells)
        for _ in range(ROUNDS):
            start = time.perf_counter()
            workbook = read_workbook(path)
            read = time.perf_counter()
            tables = find_tables(workbook)
            end = time.perf_counter()
            sums = sum(len(table.relations) for table in tables)
            print(
                f"read {read - start:.1f} s, understood {end - read:.1f} s "
                f"({(end - read) / (read - start):.2f} times), {len(tables)} tables, {sums} sums"
            )


def write_workbook(path: Path, cells: int) -> None:
    """Write tables of counts one below the other, with totals of rows and columns and sections."""
    random.seed(1)
    rows = cells // TABLES // COLUMNS - 3
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    for number in range(SHEETS):
        sheet = book.add_worksheet(f"Tables {number + 1}")
        row = 0
        for table in range(TABLES // SHEETS):
            row = _write_table(sheet, row, f"Table {number + 1}.{table + 1}", rows)
    book.close()


def _write_table(sheet: xlsxwriter.worksheet.Worksheet, row: int, title: str, rows: int) -> int:
    """Write one table and return the row where the next may begin."""
    sheet.write(row, 0, f"{title}: People by area and age, 2026")
    names = [f"{age * 5} to {age * 5 + 4}" for age in range(COLUMNS - 2)]
    sheet.write_row(row + 1, 0, ["Area", *names, "All ages"])
    totals = [0] * (COLUMNS - 1)
    for line in range(rows):
        counts = [int(random.expovariate(0.02)) for _ in names]
        counts.append(sum(counts))
        totals = [one + other for one, other in zip(totals, counts, strict=True)]
        sheet.write_row(row + 2 + line, 0, [f"Area {line + 1}", *counts])
    sheet.write_row(row + 2 + rows, 0, ["All areas", *totals])
    return row + rows + 5


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
