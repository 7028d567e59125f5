"""Plain tables are found exactly, nothing is invented, and no number is skipped silently."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.layout.doubts import find_doubts
from sdc_desktop.core.published import publish
from sdc_desktop.core.sheets import CellKind, CellStyle, Sheet, Workbook, WorkbookFormat
from sdc_desktop.core.tables import Axis, LineSum, Table
from sdc_desktop.workbook.reader import read_workbook
from tests.core.build import Row, make_sheet, make_workbook
from tests.layouts import build
from tests.layouts.build import Options
from tests.layouts.compare import compare
from tests.layouts.more_words import LANGUAGES
from tests.layouts.pages import PAGES
from tests.layouts.xlsx import write_xlsx

LINES_OF_PROOF = 3
PLACES = (
    "Ash",
    "Birch",
    "Cedar",
    "Elm",
    "Fir",
    "Hazel",
    "Larch",
    "Maple",
    "Oak",
    "Pine",
    "Rowan",
    "Yew",
)

seeds = st.integers(0, 10**6)
often = settings(derandomize=True, deadline=None, max_examples=60, database=None)
texts = st.sampled_from(
    ("Area", "Total", "North", "All", "of which", "Note 1", "2019-20", "%", "é")
)
cells = st.one_of(
    st.none(),
    texts,
    st.sampled_from(("[c]", "*", "..", "-", "<5", "1,234", "12 [r]")),
    st.integers(-5, 3000),
    st.floats(-1e9, 1e9, allow_nan=False),
)
grids = st.lists(st.lists(cells, min_size=1, max_size=7), min_size=1, max_size=9)


@pytest.mark.parametrize("seed", range(100))
def test_plain_tables_are_found_exactly(seed: int) -> None:
    made = build.make_workbook(seed, Options(is_plain=True))
    results, invented = compare(made.tables, find_tables(made.workbook))
    assert invented == ()
    for one in results:
        wrong = [check for check in ("body", "header", "stub") if not one.checks[check]]
        assert wrong == [], one.true.body.a1


def uncovered_numbers(workbook: Workbook) -> list[tuple[str, int, int]]:
    """Return the numbers that are in no table and in no finding."""
    tables = find_tables(workbook)
    doubts = find_doubts(workbook, tables, publish(workbook, ()))
    assert all(one.severity is Severity.REVIEW for one in doubts)
    shown = {(cell.sheet, cell.row, cell.column) for one in doubts for cell in one.cells}
    return [
        (sheet.name, row, column)
        for sheet in workbook.sheets
        for row in range(sheet.shape[0])
        for column in range(sheet.shape[1])
        if holds_number(sheet, row, column)
        and (sheet.name, row, column) not in shown
        and not any(is_in(table, sheet, row, column) for table in tables)
    ]


def holds_number(sheet: Sheet, row: int, column: int) -> bool:
    is_number = sheet.kinds[row, column] in {CellKind.NUMBER, CellKind.TEXT}
    return bool(is_number and sheet.values[row, column] == sheet.values[row, column])


def is_in(table: Table, sheet: Sheet, row: int, column: int) -> bool:
    """Tell whether a cell is in a table's body, or among its own header rows or stub columns."""
    if table.sheet != sheet.name:
        return False
    rows = (*table.header_rows, *table.body.rows)
    columns = (*table.stub_columns, *table.body.columns)
    is_left_out = row in table.left_out_rows or column in table.left_out_columns
    return row in rows and column in columns and not is_left_out


def known_lines(sheet: Sheet, relation: LineSum) -> int:
    """Return in how many lines the numbers of a relation are all known and add up."""
    count = 0
    for line in relation.across:
        places = [(one, line) for one in (relation.total, *relation.parts)]
        if relation.axis is Axis.COLUMNS:
            places = [(column, row) for row, column in places]
        total, *parts = (float(sheet.values[place]) for place in places)
        count += abs(total - sum(parts)) <= relation.tolerance + 1e-9 * abs(total)
    return count


def random_table(rng: random.Random) -> list[list[float | str | None]]:
    labels = rng.sample(PLACES, 12)
    columns = labels[: rng.randint(2, 6)]
    top = rng.choice((12, 60, 5000))
    rows = ([f"Area {labels[n]}", *(rng.randint(0, top) for _ in columns)] for n in range(9))
    return [["Area", *columns], *rows]


@often
@given(seeds)
def test_independent_numbers_give_no_sum_that_holds_in_fewer_than_three_lines(seed: int) -> None:
    sheet = make_sheet(random_table(random.Random(seed)))
    for table in find_tables(make_workbook(sheet)):
        for relation in table.relations:
            assert known_lines(sheet, relation) >= LINES_OF_PROOF, relation


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_covers_contents_notes_and_lists_of_codes_hold_no_table(kind: str, language: str) -> None:
    for seed in range(12):
        known = {CellStyle(): 0}
        canvas = PAGES[kind](random.Random(seed), LANGUAGES[language])
        sheet = canvas.as_sheet(known)
        book = Workbook("page.xlsx", WorkbookFormat.XLSX, "0" * 64, (sheet,), tuple(known))
        assert [table.body.a1 for table in find_tables(book)] == [], seed


@often
@given(seeds)
def test_every_number_is_in_a_table_or_in_a_finding(seed: int) -> None:
    assert uncovered_numbers(build.make_workbook(seed).workbook) == []


@often
@given(grids)
def test_any_grid_is_understood_or_shown(rows: Sequence[Row]) -> None:
    assert uncovered_numbers(make_workbook(make_sheet(rows))) == []


@often
@given(grids, seeds)
def test_tables_of_any_grid_lie_within_their_sheet(rows: Sequence[Row], seed: int) -> None:
    shuffled = [*rows]
    random.Random(seed).shuffle(shuffled)
    sheet = make_sheet(shuffled)
    for table in find_tables(make_workbook(sheet)):
        assert table.body.bottom < sheet.shape[0]
        assert table.body.right < sheet.shape[1]
        assert not set(table.header_rows) & set(table.body.rows)
        assert not set(table.stub_columns) & set(table.body.columns)
        for relation in table.relations:
            body = table.body.rows if relation.axis is Axis.ROWS else table.body.columns
            assert {relation.total, *relation.parts} <= set(body)
            assert relation.total not in relation.parts


@pytest.mark.parametrize("seed", range(6))
def test_a_real_file_gives_the_same_tables_as_its_cells(seed: int, tmp_path: Path) -> None:
    made = build.make_workbook(seed)
    write_xlsx(made.workbook, tmp_path / "made.xlsx")
    assert find_tables(read_workbook(tmp_path / "made.xlsx")) == find_tables(made.workbook)
