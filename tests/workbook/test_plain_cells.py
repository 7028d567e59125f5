"""Plain cells are read many at a time, and mean what the stream reader says they mean."""

import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.sheets import CellKind
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.xlsx_plain_cells import NotPlainError, PlainReader, pieces_by_tag
from tests.workbook.saved import replace_parts
from tests.workbooks import write_counts

STRINGS = ("Leeds", "1,234", "")
DATES = (False, True)


def taken(data: bytes):
    return PlainReader(STRINGS, DATES).take(data)


def test_numbers_strings_and_truths_are_taken_and_the_rest_stays() -> None:
    cells, rest = taken(
        b'<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>7</v></c>'
        b'<c r="C2" t="b"><v>1</v></c>'
        b'<c r="D2"><f>B2*2</f><v>14</v></c><c r="E2" t="s"><v>1</v></c></row>'
    )
    assert cells is not None
    assert rest == b'<row r="2"><c r="D2"><f>B2*2</f><v>14</v></c></row>'
    assert cells.columns.tolist() == [0, 1, 2, 4]
    assert cells.kinds.tolist() == [CellKind.TEXT, CellKind.DATE, CellKind.BOOLEAN, CellKind.TEXT]
    assert cells.text_at.tolist() == [0, 3, 2]
    assert cells.texts.tolist() == ["Leeds", "1,234", "TRUE"]
    assert cells.values[[1, 3]].tolist() == [7.0, 1234.0]
    assert np.isnan(cells.values[[0, 2]]).all()


@pytest.mark.parametrize(
    "data",
    [
        b'<row><c r="A1"><v>1</v></c></row>',
        b'<row r="1"><c><v>1</v></c></row>',
        b'<row r="1"><!-- <c r="A1"><v>1</v></c> --></row>',
        b'<row r="1"><c r="A1" t="str"><v><![CDATA[<c r="A1"><v>1</v></c>]]></v></c></row>',
        b'<row r="1"><?note <c r="A1"><v>1</v></c> ?></row>',
        b'<?note <c r="A1"><v>1</v></c> ?>',
    ],
)
def test_what_taking_could_change_is_left_to_the_stream(data: bytes) -> None:
    with pytest.raises(NotPlainError):
        taken(data)


@pytest.mark.parametrize("value", ["7", "-3", "2.5"])
def test_a_string_that_is_not_there_is_an_error(value: str) -> None:
    with pytest.raises(LookupError):
        taken(f'<row r="1"><c r="A1" t="s"><v>{value}</v></c></row>'.encode())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(max_size=12).map(lambda one: one.replace(b"x", b">")), max_size=30))
def test_pieces_by_tag_are_the_whole_and_cut_no_tag(pieces: list[bytes]) -> None:
    cut = list(pieces_by_tag(pieces))
    assert b"".join(cut) == b"".join(pieces)
    assert all(piece.endswith(b">") for piece in cut[:-1])


@pytest.mark.parametrize(
    "again",
    [
        b'<c r="B4"><v>5</v></c>',
        b'<c r="B4" t="str"><f>1+1</f><v>2</v></c>',
        b'<c r="B4" s="1"/>',
        b'<c r="B4"/>',
        b'<!-- not plain --><c r="B4"><v>5</v></c>',
    ],
)
def test_a_cell_that_stands_twice_is_refused(tmp_path: Path, again: bytes) -> None:
    source = write_counts(tmp_path / "a.xlsx")
    part = "xl/worksheets/sheet1.xml"
    sheet = zipfile.ZipFile(source).read(part)
    sheet = sheet.replace(b"</row></sheetData>", again + b"</row></sheetData>")
    double = replace_parts(source, {part: sheet})
    with pytest.raises(DamagedWorkbookError, match="a cell twice"):
        read_workbook(double)
