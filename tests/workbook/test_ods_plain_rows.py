"""Rows taken out of the XML in bulk mean the same as read one by one."""

import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.workbook import ods_reader
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.ods_content import read_content
from sdc_desktop.workbook.ods_plain_rows import MARK, NotPlainError, PlainRows, pieces_by_row
from sdc_desktop.workbook.reader import read_workbook
from tests.workbook.inspection.ods_makers import number, row, table, text, write_ods

REAL = (
    "dluhc-council-tax-support/Local_Council_Tax_Support_Claimants_Live_Table_Q3_2022-23_v2.ods",
    "scotgov-poverty/data2023_1yr.ods",
)


def one_by_one(path, monkeypatch) -> Workbook:
    with monkeypatch.context() as patch:
        patch.setattr(
            ods_reader,
            "read_content",
            lambda package, progress: read_content(package, progress, in_bulk=False),
        )
        return read_workbook(path)


def assert_same(one: Workbook, other: Workbook) -> None:
    assert [sheet.name for sheet in one.sheets] == [sheet.name for sheet in other.sheets]
    for ours, theirs in zip(one.sheets, other.sheets, strict=True):
        np.testing.assert_array_equal(ours.kinds, theirs.kinds)
        np.testing.assert_array_equal(ours.values, theirs.values)
        assert (ours.texts == theirs.texts).all()
        assert ours.formulas == theirs.formulas
        assert ours.stray == theirs.stray
        assert ours.merged == theirs.merged
        for place in np.ndindex(ours.shape):
            look = one.styles[ours.styles[place]]
            assert look == other.styles[theirs.styles[place]], place


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_is_the_same_both_ways(corpus, monkeypatch, name):
    assert_same(read_workbook(corpus(name)), one_by_one(corpus(name), monkeypatch))


ODD = {
    "formulas": number(3, "3", 'table:formula="of:=1&amp;&quot;a&lt;b&quot;"'),
    "a formula without a result": '<table:table-cell table:formula="of:=[.A1]"/>',
    "a text with entities": text("a &amp;amp; b &lt;c&gt; &apos;d&quot;"),
    "a number of a character": text("a&#228;b"),
    "a date": '<table:table-cell office:value-type="date" office:date-value="2020-06-30">'
    "<text:p>x</text:p></table:table-cell>",
    "a run": number(7, "7", 'table:number-columns-repeated="3"'),
    "an empty run": '<table:table-cell table:number-columns-repeated="3"/>',
    "a styled empty run": '<table:table-cell table:style-name="x" '
    'table:number-columns-repeated="3"/>',
    "a number without a value": '<table:table-cell office:value-type="float"><text:p>7</text:p>'
    "</table:table-cell>",
    "a text with a value": '<table:table-cell office:value-type="string" office:value="7">'
    "<text:p>a</text:p></table:table-cell>",
    "an error": '<table:table-cell office:value-type="string" calcext:value-type="error">'
    "<text:p>#N/A</text:p></table:table-cell>",
    "a number as text": text("1,234"),
    "an empty text": text(""),
    "a merged cell": number(7, "7", 'table:number-columns-spanned="2"')
    + "<table:covered-table-cell/>",
    "a covered number": number(7).replace("table-cell", "covered-table-cell"),
    "other quotes": "<table:table-cell office:value-type='float' office:value='7'/>",
    "a value in a style": '<table:table-cell table:style-name="x office:value" '
    'office:value-type="float" office:value="7"/>',
    "two paragraphs": text("a</text:p><text:p>b"),
    "a remark": "<!-- <table:table-row><table:table-cell/></table:table-row> -->" + number(7),
    "a line break": text("a\n   b"),
    "a percentage": number(0.125, "12.5%").replace('"float"', '"percentage"'),
    "a huge number": number(1e300),
    "CDATA": text("<![CDATA[<table:table-cell/>]]>"),
}


@pytest.mark.parametrize("what", ODD)
def test_any_cell_is_the_same_both_ways(tmp_path, monkeypatch, what):
    rows = row(number(1), ODD[what], number(2)) + row(text("b"), number(5))
    source = write_ods(tmp_path / "a.ods", tables=table("S", rows))
    assert_same(read_workbook(source), one_by_one(source, monkeypatch))


@pytest.mark.parametrize(
    "rows",
    [
        row(number(1), attributes='table:number-rows-repeated="3"') + row(number(2)),
        row(attributes='table:number-rows-repeated="3"') + row(number(2)),
        row(number(1)) + row(attributes='table:number-rows-repeated="9000"') + row(number(2)),
        row(number(1), attributes='table:visibility="collapse"') + row(number(2)),
        row(text("a"), attributes='table:default-cell-style-name="x"'),
        "<table:table-header-rows>"
        + row(text("a"))
        + "</table:table-header-rows>"
        + row(text("b")),
        "<table:tracked-changes>" + row(number(9)) + "</table:tracked-changes>" + row(number(1)),
        '<table:table-column table:default-cell-style-name="x"/>' + row(number(1)),
    ],
)
def test_any_row_is_the_same_both_ways(tmp_path, monkeypatch, rows):
    source = write_ods(tmp_path / "a.ods", tables=table("S", rows) + table("T", row(number(4))))
    assert_same(read_workbook(source), one_by_one(source, monkeypatch))


CELL = st.one_of(
    st.integers(-(10**9), 10**9).map(number),
    st.floats(allow_nan=False, allow_infinity=False).map(number),
    st.text("ab1, &<.", max_size=5).map(
        lambda one: text(one.replace("&", "&amp;").replace("<", "&lt;"))
    ),
    st.sampled_from(sorted(ODD.values())),
)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=6))
def test_a_random_sheet_is_the_same_both_ways(rows, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("random")
    written = "".join(row(*cells) for cells in rows)
    source = write_ods(folder / "a.ods", tables=table("S", written))
    assert_same(read_workbook(source), one_by_one(source, monkeypatch))


def test_rows_cut_at_any_place_come_together_again():
    data = b"a</table:table-row>b<c></table:table-row></table>"
    for size in range(1, len(data) + 1):
        pieces = [data[start : start + size] for start in range(0, len(data), size)]
        joined = list(pieces_by_row(pieces))
        assert b"".join(joined) == data
        assert all(one.endswith(b"</table:table-row>") for one in joined[:-1])


def test_a_file_that_uses_our_mark_is_read_one_by_one(tmp_path):
    rows = row(number(7), attributes=f'{MARK}="0"') + row(number(8))
    source = write_ods(tmp_path / "a.ods", tables=table("S", rows))
    assert read_workbook(source).sheet("S").values[:, 0].tolist() == [7, 8]
    with pytest.raises(NotPlainError):
        PlainRows().take(rows.encode())


def test_a_table_prefix_of_another_kind_is_not_taken_for_tables(tmp_path):
    source = write_ods(tmp_path / "plain.ods", tables=table("S", row(number(7))))
    with zipfile.ZipFile(source) as archive:
        content = archive.read("content.xml").decode()
    swapped = content.replace("table:", "sheet:").replace(":table=", ":sheet=")
    swapped = swapped.replace("oasis:names:tc:opendocument:xmlns:sheet", "oasis:names:tc:"
                              "opendocument:xmlns:table")  # fmt: skip
    swapped = swapped.replace(
        "<sheet:sheet-row", '<table:table-row xmlns:table="urn:x"/><sheet:sheet-row', 1
    ).replace("xmlns:sheet", 'xmlns:table="urn:y" xmlns:sheet', 1)
    other = write_ods(tmp_path / "a.ods", parts={"content.xml": swapped})
    assert read_workbook(other).value(CellRef("S", 0, 0)) == 7


def test_a_number_that_is_none_is_damage_both_ways(tmp_path, monkeypatch):
    cell = '<table:table-cell office:value-type="float" office:value="1-2"/>'
    source = write_ods(tmp_path / "a.ods", tables=table("S", row(cell)))
    with pytest.raises(DamagedWorkbookError):
        read_workbook(source)
    with pytest.raises(DamagedWorkbookError):
        one_by_one(source, monkeypatch)


def test_a_cell_outside_of_the_sheet_is_damage(tmp_path):
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'
    source = write_ods(tmp_path / "a.ods", tables=table("S", row(wide, number(1))))
    with pytest.raises(DamagedWorkbookError):
        read_workbook(source)
