"""The tables of published workbooks, beside a truth that was written by hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdc_desktop.core.cells import column_index
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.layout.doubts import find_doubts
from sdc_desktop.core.layout.layout_json import tables_as_json
from sdc_desktop.core.published import publish
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.workbook.reader import read_workbook

UNDERSTOOD = [
    "phs-sdc-training/test_data_SDC_presentation_data_wide_rev_1.xlsx",
    "phs-sdc-training/test_data_SDC_presentation_data_long_rev_1.xlsx",
    "moj-prison-population/Population_30June2020_Annual.xlsx",
    "dwp-frs-savings/c7-savings-investments.xlsx",
]
KEYS = ("header_rows", "stub_cols", "total_rows", "total_cols")

Truth = list[dict[str, Any]]


@pytest.fixture(scope="module")
def truth(corpus: Callable[[str], Path]) -> Truth:
    return json.loads(corpus("truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_tables_are_those_of_the_truth(name: str, corpus, truth: Truth) -> None:
    workbook = read_workbook(corpus(name))
    found = tables_as_json(workbook, find_tables(workbook))
    by_sheet = {one["sheet"]: one["tables"] for one in found["sheets"]}
    for entry in (one for one in truth if one["file"] == name):
        ours = by_sheet[entry["sheet"]]
        assert [one["body"] for one in ours] == [one["body"] for one in entry["tables"]]
        for mine, theirs in zip(ours, entry["tables"], strict=True):
            for key in KEYS:
                assert sorted(mine[key]) == sorted(theirs[key]), (entry["sheet"], key)


def sums(table: Table, axis: Axis) -> set[tuple[int, frozenset[int]]]:
    return {(one.total, frozenset(one.parts)) for one in table.relations if one.axis is axis}


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_every_sum_of_the_truth_is_a_relation(name: str, corpus, truth: Truth) -> None:
    workbook = read_workbook(corpus(name))
    tables = {(table.sheet, table.body.a1): table for table in find_tables(workbook)}
    missing = []
    for entry in (one for one in truth if one["file"] == name):
        for theirs in entry["tables"]:
            ours = tables[entry["sheet"], theirs["body"]]
            for one in theirs.get("row_sums", []):
                wanted = one["total"] - 1, frozenset(part - 1 for part in one["parts"])
                missing += [(entry["sheet"], one)] if wanted not in sums(ours, Axis.ROWS) else []
            for one in theirs.get("col_sums", []):
                parts = frozenset(column_index(part) for part in one["parts"])
                wanted = column_index(one["total"]), parts
                missing += [(entry["sheet"], one)] if wanted not in sums(ours, Axis.COLUMNS) else []
    assert missing == []


@pytest.mark.parametrize(
    "name",
    ["nhs-fft-ae/trust_names.xlsm", "nrs-covid-deaths/scotland_week25_2020.xlsx"],
)
def test_every_number_is_in_a_table_or_in_a_finding(name: str, corpus) -> None:
    workbook = read_workbook(corpus(name))
    tables = find_tables(workbook)
    doubts = find_doubts(workbook, tables, publish(workbook, ()))
    assert all(finding.severity is Severity.REVIEW for finding in doubts)
    covered = {(cell.sheet, cell.row, cell.column) for one in doubts for cell in one.cells}
    for sheet in workbook.sheets:
        own = [table for table in tables if table.sheet == sheet.name]
        for row in range(sheet.shape[0]):
            for column in range(sheet.shape[1]):
                if sheet.kinds[row, column] != 1 or (sheet.name, row, column) in covered:
                    continue
                assert any(
                    min((*one.header_rows, one.body.top)) <= row <= one.body.bottom
                    and min((*one.stub_columns, one.body.left)) <= column <= one.body.right
                    for one in own
                ), (sheet.name, row + 1, column + 1)


def test_markers_of_unknown_meaning_are_shown(corpus) -> None:
    workbook = read_workbook(corpus("nhs-fft-ae/trust_names.xlsm"))
    doubts = find_doubts(workbook, find_tables(workbook), publish(workbook, ()))
    assert any(one.rule == "marker" and '"*"' in one.message for one in doubts)


def test_macros_are_shown_as_not_looked_into(corpus) -> None:
    workbook = read_workbook(corpus("nhs-fft-ae/trust_names.xlsm"))
    doubts = find_doubts(workbook, find_tables(workbook), publish(workbook, ()))
    assert any(one.rule == "hidden" and "macros" in one.message for one in doubts)


def test_a_hidden_sheet_is_shown(corpus) -> None:
    workbook = read_workbook(corpus("nhs-fft-ae/trust_names.xlsm"))
    doubts = find_doubts(workbook, find_tables(workbook), publish(workbook, ()))
    assert any(one.rule == "hidden" and one.sheet == "BS" for one in doubts)
