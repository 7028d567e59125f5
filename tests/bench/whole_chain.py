"""The whole chain on large workbooks: check, protect and verify, each in a process of its own.

    PYTHONPATH=. python tests/bench/whole_chain.py [kind] [thousand cells] [time limit]

`kind` is flat (one table of areas by groups), hierarchy (regions, districts and wards by groups)
or many (tables of 40 x 12 over sheets of 25); all when it is left out. Counts are lognormal, about
one in thirty is below ten. Prints processor seconds, seconds as they pass, and peak memory of each
command; the pattern is judged by the audit in `protect`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import xlsxwriter

GROUPS = 12
TABLES_ON_A_SHEET = 25
AREAS_OF_MANY = 40
DISTRICTS, WARDS = 8, 20
SEED = 7
_DONE = (0, 1)


def counts(areas: int) -> np.ndarray:
    """Return counts of `areas` by groups: (areas, GROUPS) int."""
    rng = np.random.default_rng(SEED + areas)
    return rng.poisson(90 * rng.lognormal(0, 1, (areas, GROUPS)))


def write_table(sheet: xlsxwriter.worksheet.Worksheet, top: int, title: str, rows: list) -> None:
    """Write a title, a header and `rows` of a label and numbers, each with its total."""
    sheet.write(top, 0, title)
    names = [f"Group {one + 1}" for one in range(GROUPS)]
    sheet.write_row(top + 1, 0, ("Area", *names, "Total"))
    for number, (label, line) in enumerate(rows, start=top + 2):
        sheet.write_row(number, 0, (label, *line.tolist(), int(line.sum())))


def flat_rows(areas: int) -> list:
    body = counts(areas)
    return [
        *((f"Area {one + 1}", line) for one, line in enumerate(body)),
        ("Total", body.sum(axis=0)),
    ]


def nested_rows(regions: int) -> Iterator:
    body = counts(regions * DISTRICTS * WARDS).reshape(regions, DISTRICTS, WARDS, GROUPS)
    yield "All areas", body.sum(axis=(0, 1, 2))
    for r, region in enumerate(body):
        yield f"Region {r + 1}", region.sum(axis=(0, 1))
        for d, district in enumerate(region):
            yield f"District {r + 1}.{d + 1}", district.sum(axis=0)
            for w, ward in enumerate(district):
                yield f"Ward {r + 1}.{d + 1}.{w + 1}", ward


def write(path: Path, kind: str, cells: int) -> None:
    """Write a workbook of about so many cells."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    if kind == "many":
        tables = max(1, cells // ((AREAS_OF_MANY + 1) * (GROUPS + 1)))
        rows = AREAS_OF_MANY + 1
        for first in range(0, tables, TABLES_ON_A_SHEET):
            sheet = book.add_worksheet(f"Tables {first // TABLES_ON_A_SHEET + 1}")
            for place, one in enumerate(range(first, min(tables, first + TABLES_ON_A_SHEET))):
                body = counts(AREAS_OF_MANY + one)[:AREAS_OF_MANY]
                lines = [(f"Area {n + 1}", line) for n, line in enumerate(body)]
                lines.append(("Total", body.sum(axis=0)))
                title = f"Table {one + 1}: people by area and group, part {one + 1}"
                write_table(sheet, place * (rows + 4), title, lines)
    else:
        sheet = book.add_worksheet("Table 1")
        areas = cells // (GROUPS + 1)
        regions = max(1, areas // (DISTRICTS * WARDS))
        lines = flat_rows(areas) if kind == "flat" else list(nested_rows(regions))
        write_table(sheet, 0, "Table 1: people by area and group", lines)
    book.close()


def run(*words: str) -> tuple[dict, str]:
    """Run a command and return what it printed as JSON, and its figures in words."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(
            [sys.executable, "-m", "sdc_desktop", *words, "--json"], stdout=printed, stderr=said
        )
        _, status, used = os.wait4(child.pid, 0)
        passed = time.perf_counter() - started
        printed.seek(0)
        said.seek(0)
        if os.waitstatus_to_exitcode(status) not in _DONE:
            raise SystemExit(f"{words[0]} failed: {said.read()[-500:]}")
        found = json.load(printed)
    spent = used.ru_utime + used.ru_stime
    peak = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return found, f"{words[0]:8} {spent:7.1f} s cpu {passed:7.1f} s {peak:6.0f} MB"


def measure(kind: str, cells: int, limit: int, folder: Path) -> None:
    """Print the figures of one workbook."""
    path, out, record = folder / "in.xlsx", folder / "out.xlsx", folder / "record"
    write(path, kind, cells)
    print(f"{kind}, {cells:,} cells, {path.stat().st_size / 1e6:.1f} MB", flush=True)
    policy = ("--policy", "uk-tre-acro")
    found, words = run("check", str(path), *policy)
    print(words, found["summary"], flush=True)
    done, words = run(
        *("protect", str(path), *policy, "--out", str(out), "--record", str(record)),
        *("--time-limit", str(limit)),
    )
    print(words, len(done["primary"]), "primary", len(done["secondary"]), "secondary", end=" ")
    print(done["audit"], done["saved_file_check"]["passed"], done["outstanding"], flush=True)
    seen, words = run("verify", str(record), "--workbook", str(out), "--source", str(path))
    print(words, {name: seen[name] for name in ("workbook", "source", "replay")}, flush=True)


def main() -> None:
    kinds = sys.argv[1:2] or ["flat", "hierarchy", "many"]
    cells = int(sys.argv[2]) * 1000 if len(sys.argv) > 2 else 100_000
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else 60
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["SDC_DESKTOP_HOME"] = folder
            measure(kind, cells, limit, Path(folder))


if __name__ == "__main__":
    main()
