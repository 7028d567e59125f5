"""Saving a large xlsx workbook in place, beside openpyxl's load and save, in one run.

    python tests/bench/saving.py [rows] [runs]

A workbook of `rows` x 100 cells (10,000 by default: a million cells) with numbers, texts and a
formula column; 5,000 cells are withheld or rounded. Each way runs `runs` times (5 by default) in
turn, each time in a process of its own. Prints medians of processor seconds, and the most memory
above what the open workbook takes. What is saved is proved once, and that is timed apart.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLUMNS = 100
CHANGES = 5_000
MEGABYTE = 1 << 20


def write_source(path: Path, rows: int) -> None:
    import xlsxwriter

    rng = random.Random(1)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    sheet = book.add_worksheet("Data")
    styles = [book.add_format({"num_format": one}) for one in ("#,##0", "0.0", "0.00%")]
    for row in range(rows):
        for column in range(COLUMNS):
            style = styles[column % 3]
            if column < 10:
                sheet.write_string(row, column, f"Area {rng.randrange(5000)}")
            elif column == COLUMNS - 1:
                sheet.write_formula(row, column, f"=SUM(K{row + 1}:N{row + 1})", style, 1)
            else:
                sheet.write_number(row, column, rng.randrange(100_000), style)
    book.close()


def decided(rows: int) -> list[tuple[int, int, float | None]]:
    rng = random.Random(2)
    places = {(rng.randrange(rows), rng.randrange(10, COLUMNS - 1)) for _ in range(CHANGES)}
    return [(*place, None if rng.random() < 0.5 else 5.0) for place in sorted(places)]


def peak() -> float:
    """Return the most memory that this process ever had, in MB."""
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return grown / MEGABYTE if sys.platform == "darwin" else grown / 1024


def present() -> float:
    """Return the memory that this process has now, in MB; the most it had where that is unknown."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return peak()
    return int(pages.read_text().split()[1]) * resource.getpagesize() / MEGABYTE


def save_with_openpyxl(source: Path, out: Path, rows: int) -> dict[str, float]:
    import openpyxl

    before, start = present(), time.process_time()
    book = openpyxl.load_workbook(source)
    for row, column, number in decided(rows):
        book["Data"].cell(row + 1, column + 1).value = "[c]" if number is None else number
    book.save(out)
    return {"seconds": time.process_time() - start, "MB": peak() - before}


def save_with_us(source: Path, out: Path, rows: int) -> dict[str, float]:
    from sdc_desktop.core.cells import CellRef
    from sdc_desktop.core.published import CellChange
    from sdc_desktop.workbook.proof import prove_saved
    from sdc_desktop.workbook.reader import read_workbook
    from sdc_desktop.workbook.saving import save_protected

    workbook = read_workbook(source)
    changes = [
        CellChange(CellRef("Data", row, column), marker="[c]")
        if number is None
        else CellChange(CellRef("Data", row, column), number=number)
        for row, column, number in decided(rows)
    ]
    before, start = present(), time.process_time()
    save_protected(source, workbook, changes, out)
    figures = {"seconds": time.process_time() - start, "MB": peak() - before}
    start = time.process_time()
    proof = prove_saved(workbook, source, out, changes)
    assert proof.passed, [one.message for one in proof.findings]
    return {**figures, "proof": time.process_time() - start}


WAYS = {"in place": save_with_us, "openpyxl": save_with_openpyxl}


def measure(way: str, source: Path, rows: int) -> dict[str, float]:
    command = [sys.executable, __file__, way, str(source), str(rows)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(run.stdout)
    return figures


def main(arguments: list[str]) -> None:
    if arguments and arguments[0] in WAYS:
        way, path, height = arguments
        out = Path(path).with_name("saved.xlsx")
        print(json.dumps(WAYS[way](Path(path), out, int(height))))
        return
    rows = int(arguments[0]) if arguments else 10_000
    runs = int(arguments[1]) if len(arguments) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.xlsx"
        write_source(source, rows)
        seen = [{way: measure(way, source, rows) for way in WAYS} for _ in range(runs)]
    print(f"{rows * COLUMNS:,} cells, {CHANGES:,} changed, medians of {runs} runs")
    for way in WAYS:
        names = seen[0][way]
        middle = {name: statistics.median(one[way][name] for one in seen) for name in names}
        print(f"{way:<10}{middle['seconds']:6.2f} s  +{middle['MB']:4.0f} MB", end="")
        print(f"  proof {middle['proof']:.2f} s" if "proof" in middle else "")
    ratios = [one["in place"]["seconds"] / one["openpyxl"]["seconds"] for one in seen]
    print(f"ratio of saving: {statistics.median(ratios):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
