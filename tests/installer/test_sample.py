"""The sample workbook is what its script makes, and its totals add up."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from make_samples import SAMPLE, make_sample

COMMITTED = Path(__file__).resolve().parents[2] / "resources" / "samples" / SAMPLE


def cells(path: Path, *, values: bool) -> Iterator[tuple[str, str, object]]:
    book = openpyxl.load_workbook(path, data_only=values)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell.coordinate, cell.value) for cell in row)


@pytest.mark.parametrize("values", [True, False])
def test_the_committed_sample_is_what_the_script_makes(tmp_path, values):
    make_sample(tmp_path / SAMPLE)
    assert list(cells(tmp_path / SAMPLE, values=values)) == list(cells(COMMITTED, values=values))


def test_the_script_gives_the_same_bytes_each_time(tmp_path):
    make_sample(tmp_path / "first.xlsx")
    make_sample(tmp_path / "second.xlsx")
    assert (tmp_path / "first.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()


def test_every_line_of_table_1_adds_up():
    sheet = openpyxl.load_workbook(COMMITTED, data_only=True)["Table 1"]
    rows = [[cell.value for cell in row] for row in sheet["B6:H17"]]
    assert all(sum(row[:-1]) == row[-1] for row in rows)
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]


def test_every_total_of_table_2_is_the_sum_of_the_lines_indented_below_it():
    sheet = openpyxl.load_workbook(COMMITTED)["Table 2"]
    lines = [(int(row[0].alignment.indent), row[3].value) for row in sheet["A5:D43"]]
    for place, (indent, total) in enumerate(lines):
        below = []
        for deeper, value in lines[place + 1 :]:
            if deeper <= indent:
                break
            below.extend([value] if deeper == indent + 1 else [])
        assert not below or sum(below) == total


def test_tables_agree_on_what_they_both_show():
    book = openpyxl.load_workbook(COMMITTED, data_only=True)
    assert book["Table 1"]["H17"].value == book["Table 3"]["B14"].value
    assert book["Table 2"]["D6"].value == book["Table 3"]["D14"].value
