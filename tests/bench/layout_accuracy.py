"""How much of the corpus' tables is understood: precision and recall against truth.json.

Run as `python tests/bench/layout_accuracy.py [words in the file name]`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.layout.layout_json import tables_as_json
from sdc_desktop.workbook.reader import read_workbook

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
KEYS = ("header_rows", "stub_cols", "total_rows", "total_cols", "subtotal_rows")


def main(words: list[str]) -> None:
    """Print a line for each workbook and the misses below it."""
    truth = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
    totals: Counter[str] = Counter()
    for name in dict.fromkeys(entry["file"] for entry in truth):
        if name.endswith((".xlsx", ".xlsm")) and all(word in name for word in words):
            totals += compare(name, [entry for entry in truth if entry["file"] == name])
    print("ALL", dict(totals))


def compare(name: str, sheets: list[dict]) -> Counter[str]:
    """Return how many tables there are, were found exactly, and have each key right."""
    try:
        workbook = read_workbook(CORPUS / name)
    except SdcError as error:
        print(name, error)
        return Counter()
    found = tables_as_json(workbook, find_tables(workbook))
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
            for key in KEYS:
                right = sorted(table.get(key, [])) == sorted(mine[key])
                counts[key] += right
                if not right:
                    misses.append(f"   {entry['sheet']} {key}: {table.get(key)} != {mine[key]}")
        misses += [f"   {entry['sheet']}: invented {body}" for body in ours]
    print(name, dict(counts), *misses, sep="\n")
    return counts


if __name__ == "__main__":
    main(sys.argv[1:])
