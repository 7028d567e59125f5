"""The exercises are what their script makes, and the program agrees that they are wrong."""

from pathlib import Path

import make_exercises
import openpyxl
import pytest

from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.layout import find_tables
from sdc_desktop.register.exercises import read_exercises, workbook_of
from sdc_desktop.register.policies import load_policy
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.reader import read_workbook

COMMITTED = make_exercises.LEARNING


def assessed(exercise):
    workbook = read_workbook(workbook_of(exercise))
    policy = load_policy(exercise.policy).with_parameters({})
    return assess(Check(workbook, policy, find_tables(workbook)))


def exercise(start):
    return next(one for one in read_exercises() if one.name.startswith(start))


def test_the_committed_exercises_are_what_the_script_makes(tmp_path, monkeypatch):
    monkeypatch.setattr(make_exercises, "LEARNING", tmp_path)
    make_exercises.main()
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == sorted(file.name for file in COMMITTED.iterdir())
    for name in names:
        assert cells(tmp_path / name) == cells(COMMITTED / name)


def cells(path: Path):
    if path.suffix == ".json":
        return path.read_text(encoding="utf-8")
    book = openpyxl.load_workbook(path)
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]


def test_there_are_three_kinds_to_be_marked_and_one_to_be_looked_through():
    assert len(read_exercises()) == 3
    assert len(list(COMMITTED.glob("*.xlsx"))) == 4


def test_the_small_counts_are_those_that_the_rules_find():
    one = exercise("1")
    found = {cell for finding in assessed(one).findings for cell in finding.cells}
    assert {problem.cell for problem in one.problems} == found


def test_the_cells_that_can_be_worked_out_are_those_that_the_audit_finds():
    one = exercise("2")
    audit = assessed(one).audit
    assert {problem.cell for problem in one.problems} == {each.cell for each in audit.unprotected}


@pytest.mark.parametrize("row", [6, 8])
def test_each_percentage_leaves_a_single_count(row):
    sheet = openpyxl.load_workbook(COMMITTED / "3-percentages.xlsx")["Table 1"]
    workers, share = sheet[f"B{row}"].value, sheet[f"D{row}"].value
    fitting = [count for count in range(workers) if round(100 * count / workers, 2) == share]
    assert len(fitting) == 1
    assert sheet[f"C{row}"].value == "[c]"


def test_what_is_hidden_is_found():
    found = {one.kind for one in inspect_file(COMMITTED / "4-hidden-parts.xlsx")}
    assert {"hidden-columns", "hidden-sheet", "comments"} <= found
