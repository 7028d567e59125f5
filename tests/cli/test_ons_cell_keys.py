"""The ONS's own example of cell key perturbation, cell for cell, through the command line.

The expected table is the one that the ONS tests its packages with (tests/data/ons-cell-key); its
perturbation table is the 10-5 rule. The ONS's records are replaced by others that give the same
counts and the same cell keys.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import openpyxl
import pytest

KEYS, LAST_ROW, LEAST = 256, 750, 10
Reference = list[dict[str, str]]


@pytest.fixture
def reference(corpus) -> Reference:
    with corpus("ons-cell-key/perturbed_table_var1_var5_var8.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


def ten_five(count: int) -> int:
    return -count if count < LEAST else (0, -1, -2, 2, 1)[count % 5]


def write_p_table(path: Path) -> Path:
    pairs = ((count, key) for count in range(1, LAST_ROW + 1) for key in range(KEYS))
    lines = [f"{count},{key},{ten_five(count)}" for count, key in pairs]
    path.write_text("\n".join(["pcv,ckey,pvalue", *lines]))
    return path


def write_table(path: Path, reference: Reference) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Table 1"
    sheet.append(["Table 1: Number of people by region, age group and type"])
    sheet.append(["Region", "Age group", *(f"Type {letter}" for letter in "ABCD")])
    for first in range(0, len(reference), 4):
        four = reference[first : first + 4]
        labels = f"Region {four[0]['var1']}", f"Age {four[0]['var5']}"
        sheet.append([*labels, *(int(one["rs_cv"]) for one in four)])
    book.save(path)
    return path


def records_of(reference: Reference) -> Iterator[tuple[str, str, str, int]]:
    """Yield records with as many in each cell, and keys that add up to the key of the cell."""
    rng = np.random.default_rng(5)
    for one in reference:
        keys = rng.integers(0, KEYS, int(one["rs_cv"])).tolist()
        if keys:
            keys[-1] = (int(one["ckey"]) - sum(keys[:-1])) % KEYS
        for key in keys:
            yield f"Region {one['var1']}", f"Age {one['var5']}", f"Type {one['var8']}", key


def test_every_cell_is_shown_as_the_ons_shows_it(run, reference: Reference, tmp_path: Path) -> None:
    records = tmp_path / "records.csv"
    with records.open("w", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["region", "age", "type", "record_key"])
        lines.writerows(records_of(reference))
    table = write_table(tmp_path / "people.xlsx", reference)
    wish = ("--set", f"records={records}", "--set", f"p_table={write_p_table(tmp_path / 'p.csv')}")
    out, more = tmp_path / "out.xlsx", ("--set", f"least={LEAST}", "--method", "cell-key")
    answer = run("protect", table, "--policy", "uk-ons-105", *wish, *more, "--out", out, "--json")
    sheet = openpyxl.load_workbook(out)["Table 1"]
    shown = [
        cell for row in sheet.iter_rows(min_row=3, min_col=3, values_only=True) for cell in row
    ]
    marker = answer.document["primary"] and next(one for one in shown if isinstance(one, str))
    expected = [int(one["count"]) if int(one["count"]) >= LEAST else marker for one in reference]
    assert len(shown) == 200
    assert shown == expected
