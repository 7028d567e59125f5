"""The first rows of a large workbook are shown before the rest is read, and are the true ones."""

from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.sheets import Visibility
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.package import Package
from sdc_desktop.workbook.reader import FirstRows, read_workbook
from sdc_desktop.workbook.xlsx_strings import SharedStrings
from tests.workbooks import damage_sheet, write_counts, write_large

ROWS = 6_000


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """A workbook of 120,000 cells: a hidden sheet, a visible one with them, and a third."""
    return write_large(tmp_path_factory.mktemp("large") / "large.xlsx", ROWS)


def read_with_first(path: Path):
    shown: list[FirstRows] = []
    workbook = read_workbook(path, show_first=shown.append)
    return workbook, shown


def test_the_first_rows_are_those_of_the_whole_workbook(large: Path) -> None:
    workbook, [first] = read_with_first(large)
    early, whole = first.workbook.sheet(first.sheet), workbook.sheet(first.sheet)
    rows = slice(0, 200)
    assert 200 <= early.shape[0] < whole.shape[0] == ROWS
    assert np.array_equal(early.values[rows], whole.values[rows], equal_nan=True)
    assert early.texts[rows].tolist() == whole.texts[rows].tolist()
    assert early.styles[rows].tolist() == whole.styles[rows].tolist()
    assert early.kinds[rows].tolist() == whole.kinds[rows].tolist()


def test_the_first_visible_sheet_is_shown_and_all_are_named(large: Path) -> None:
    workbook, [first] = read_with_first(large)
    assert first.sheet == "Data"
    seen = [(one.name, one.visibility) for one in first.workbook.sheets]
    assert seen == [(one.name, one.visibility) for one in workbook.sheets]
    assert seen[0] == ("Lists", Visibility.HIDDEN)
    assert not first.workbook.sheets[0].kinds.any()


def test_lines_that_the_spreadsheet_hides_are_known_at_once(large: Path) -> None:
    _, [first] = read_with_first(large)
    sheet = first.workbook.sheet(first.sheet)
    assert 5 in sheet.hidden_rows
    assert 3 in sheet.hidden_columns


def test_it_is_shown_before_the_rest_is_read(large: Path) -> None:
    done: list[int] = []

    def note(read: int, total: int, what: str) -> None:
        done.append(read * 100 // total)

    def stop(first: FirstRows) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_workbook(large, note, show_first=stop)
    assert max(done) < 20


def test_a_small_workbook_needs_no_first_rows(tmp_path: Path) -> None:
    _, shown = read_with_first(write_counts(tmp_path / "small.xlsx"))
    assert shown == []


def test_damage_after_the_first_rows_is_said_as_ever(large: Path, tmp_path: Path) -> None:
    damaged = damage_sheet(large, tmp_path / "damaged.xlsx")
    shown: list[FirstRows] = []
    with pytest.raises(DamagedWorkbookError, match="cannot be understood"):
        read_workbook(damaged, show_first=shown.append)
    assert len(shown) == 1


def test_reading_can_be_stopped_after_the_first_rows(large: Path) -> None:
    shown: list[FirstRows] = []

    def stop_then(done: int, total: int, what: str) -> None:
        if shown:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_workbook(large, stop_then, show_first=shown.append)
    assert len(shown) == 1


def test_strings_are_read_as_far_as_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "texts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row in range(20_000):
            sheet.write_string(row, 0, f"a rather long name of a place, number {row}")
    package, read = Package.open(path), []
    inflate = package.pieces
    package.pieces = lambda part: (read.append(len(one)) or one for one in inflate(part))
    strings = SharedStrings(package, "xl/sharedStrings.xml")
    assert strings[0].endswith("number 0")
    assert sum(read) < package.infos["xl/sharedStrings.xml"].file_size / 2
    assert strings[19_999].endswith("number 19999")
    assert len(strings.all()) == 20_000
    with pytest.raises(IndexError):
        strings[20_000]
