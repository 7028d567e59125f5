"""How much of the corpus' tables is understood: precision and recall against truth.json.

Run as `python tests/bench/layout_accuracy.py [words in the file name]`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from sdc_desktop.core.cells import column_index
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.layout.layout_json import tables_as_json
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.workbook.reader import read_workbook

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
KEYS = ("header_rows", "stub_cols", "total_rows", "total_cols", "subtotal_rows")
AXES = {"row_sums": Axis.ROWS, "col_sums": Axis.COLUMNS}


def main(words: list[str]) -> None:
    """Print a line for each workbook and the misses below it."""
    truth = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
    totals: Counter[str] = Counter()
    for name in dict.fromkeys(entry["file"] for entry in truth):
        if all(word in name for word in words):
            totals += compare(name, [entry for entry in truth if entry["file"] == name])
    print("ALL", dict(totals))


def compare(name: str, sheets: list[dict]) -> Counter[str]:
    """Return how many tables there are, were found exactly, and have each key right."""
    try:
        workbook = read_workbook(CORPUS / name)
    except SdcError as error:
        print(name, error)
        return Counter()
    tables = find_tables(workbook)
    sums = {(one.sheet, one.body.a1): _sums(one) for one in tables}
    found = tables_as_json(workbook, tables)
    by_sheet = {one["sheet"]: one["tables"] for one in found["sheets"]}
    counts: Counter[str] = Counter()
    misses = []
    for entry in sheets:
        ours = {table["body"]: table for table in by_sheet.get(entry["sheet"], [])}
        counts["tables"] += len(entry["tables"])
        counts["found"] += len(ours)
        for table in entry["tables"]:
            mine = ours.pop(table["body"], None)
            if mine is None:
                misses.append(f"   {entry['sheet']}: missed {table['body']}")
                continue
            counts["body"] += 1
            wanted = _true_sums(table)
            have = sums[entry["sheet"], table["body"]]
            counts["sums"] += len(wanted)
            counts["sums_found"] += len(wanted & have)
            misses += [f"   {entry['sheet']} sum {one}" for one in sorted(wanted - have)]
            for key in KEYS:
                right = sorted(table.get(key, [])) == sorted(mine[key])
                counts[key] += right
                if not right:
                    misses.append(f"   {entry['sheet']} {key}: {table.get(key)} != {mine[key]}")
        misses += [f"   {entry['sheet']}: invented {body}" for body in ours]
    print(name, dict(counts), *misses, sep="\n")
    return counts


def _sums(table: Table) -> set[tuple[Axis, int, tuple[int, ...]]]:
    return {(one.axis, one.total, one.parts) for one in table.relations}


def _true_sums(table: dict) -> set[tuple[Axis, int, tuple[int, ...]]]:
    """Return the sums of the truth; rows and columns counted from 0."""
    return {
        (axis, _line(one["total"]), tuple(sorted(_line(part) for part in one["parts"])))
        for key, axis in AXES.items()
        for one in table.get(key, [])
    }


def _line(name: int | str) -> int:
    return name - 1 if isinstance(name, int) else column_index(name)


if __name__ == "__main__":
    main(sys.argv[1:])
