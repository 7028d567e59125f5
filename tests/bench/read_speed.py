"""Reading a workbook of a million cells: own reader beside openpyxl and calamine, in one run.

Run as `python tests/bench/read_speed.py [rows]`; 100 columns. Prints processor seconds and the
memory that each reader adds, each in a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

COLUMNS = 100
READERS = {
    "own": "from sdc_desktop.workbook.reader import read_workbook; book = read_workbook(path)",
    "openpyxl": "import openpyxl; book = openpyxl.load_workbook(path)",
    "calamine": (
        "import python_calamine; book = python_calamine.CalamineWorkbook.from_path(str(path));"
        "rows = book.get_sheet_by_index(0).to_python()"
    ),
}
PROGRAM = """
import resource, sys, time
from pathlib import Path
path = Path(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF)
start = time.process_time()
{reader}
after = resource.getrusage(resource.RUSAGE_SELF)
print(f"{{time.process_time() - start:.2f}} {{(after.ru_maxrss - before.ru_maxrss) / 1024:.0f}}")
"""


def write_workbook(path: Path, rows: int) -> None:
    """Write numbers with a tenth of texts and two number formats."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    thousands = book.add_format({"num_format": "#,##0"})
    sheet = book.add_worksheet()
    for row in range(rows):
        sheet.write_string(row, 0, f"Area {row % 5000}")
        for column in range(1, COLUMNS):
            if column % 10 == 0:
                sheet.write_string(row, column, f"note {(row * column) % 997}")
            else:
                sheet.write_number(row, column, (row * 31 + column * 17) % 9973, thousands)
    book.close()


def main() -> None:
    """Print a line for each reader."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.xlsx"
        write_workbook(path, rows)
        print(f"{rows * COLUMNS:,} cells, {path.stat().st_size / 1e6:.1f} MB")
        for name, reader in READERS.items():
            program = PROGRAM.format(reader=reader)
            done = subprocess.run(
                [sys.executable, "-c", program, str(path)],
                capture_output=True,
                text=True,
                check=True,
            )
            seconds, megabytes = done.stdout.split()
            print(f"{name:<10} {seconds} s  +{megabytes} MB")


if __name__ == "__main__":
    main()
