"""A command run as a user runs it, and a small workbook to run it on."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sdc_desktop.__main__ import main

ROWS = ("North", "East", "South", "West")
COLUMNS = ("Under 25", "25 to 49", "50 to 74", "75 and over")
COUNTS = ((120, 45, 3, 20), (64, 31, 18, 40), (27, 90, 33, 15), (51, 12, 28, 66))


@dataclass(frozen=True)
class Answer:
    """What a command printed and returned."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs one command in this process."""

    def call(*words: object) -> Answer:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call


def write_counts(path: Path, counts: tuple[tuple[int, ...], ...] = COUNTS) -> Path:
    """Write a table of counts with totals, as a department would."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Table 1")
    sheet.write(0, 0, "Table 1: Complaints by region and age, 2026")
    columns = COLUMNS[: len(counts[0])]
    sheet.write_row(2, 0, ("Region", *columns, "Total"))
    for number, (name, row) in enumerate(zip(ROWS, counts, strict=False)):
        sheet.write_row(3 + number, 0, (name, *row, sum(row)))
    totals = [sum(column) for column in zip(*counts, strict=True)]
    sheet.write_row(3 + len(counts), 0, ("Total", *totals, sum(totals)))
    book.close()
    return path


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    """A workbook with one table of counts, one of them 3."""
    return write_counts(tmp_path / "complaints.xlsx")
