import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sdc_desktop.core.cells import CellRef
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.sheet_writer import KeepResult, edit_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def sheet(rows: str, namespace: str = MAIN) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return (
        f'{head}<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    )


def edit(data: bytes, **edits):
    places = {CellRef.parse("", cell)[1:]: content for cell, content in edits.items()}
    return edit_sheet(Path("book.xlsx"), "sheet1.xml", data, places).data


def rows_of(data: bytes) -> str:
    match = re.search(rb"<sheetData>(.*)</sheetData>", data, re.DOTALL)
    return match[1].decode() if match else ""


def test_a_marker_takes_the_place_of_a_number_and_the_style_stays():
    data = sheet('<row r="1"><c r="A1" s="4"><v>12</v></c><c r="B1"><v>3</v></c></row>')
    assert rows_of(edit(data, A1="[c]")) == (
        '<row r="1"><c r="A1" s="4" t="inlineStr"><is><t>[c]</t></is></c>'
        '<c r="B1"><v>3</v></c></row>'
    )


def test_a_number_takes_the_place_of_a_shared_string():
    data = sheet('<row r="1"><c r="A1" s="4" t="s"><v>0</v></c></row>')
    assert rows_of(edit(data, A1=15.0)) == '<row r="1"><c r="A1" s="4"><v>15</v></c></row>'


def test_nothing_changes_without_edits():
    data = sheet('<row r="1"><c r="A1"><v>12</v></c></row>')
    assert edit(data) is data


def test_formula_and_rich_attributes_go_with_the_old_value():
    data = sheet('<row r="1"><c r="A1" cm="1" vm="2" ph="1"><f>B1*2</f><v>12</v></c></row>')
    assert b"12" not in edit(data, A1="[c]")
    assert b"B1" not in edit(data, A1="[c]")
    assert not re.search(rb"\b(cm|vm|ph)=", edit(data, A1="[c]"))


def test_a_formula_becomes_its_stored_result():
    data = sheet(
        '<row r="1"><c r="A1" s="2" t="str" cm="1"><f t="shared" si="0"/><v>x</v></c></row>'
    )
    assert rows_of(edit(data, A1=KeepResult.KEEP_RESULT)) == (
        '<row r="1"><c r="A1" s="2" t="str"><v>x</v></c></row>'
    )


def test_cells_and_rows_that_are_missing_are_put_in_order():
    data = sheet('<row r="2"><c r="B2"><v>1</v></c></row><row r="5"/><row r="7"/>')
    edited = edit(data, A1="a", A2="b", C2="c", A3="d", B5="e", A9="f")
    root = etree.fromstring(edited)
    assert [one.get("r") for one in root.iter("{*}row")] == ["1", "2", "3", "5", "7", "9"]
    assert [one.get("r") for one in root.iter("{*}c")] == ["A1", "A2", "B2", "C2", "A3", "B5", "A9"]


def test_an_empty_sheet_takes_its_first_row():
    data = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
    assert [one.text for one in etree.fromstring(edit(data, B2="x")).iter("{*}t")] == ["x"]


def test_prefixes_and_strict_namespaces_are_kept():
    data = (
        f'<x:worksheet xmlns:x="{STRICT}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>12</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    ).encode()
    edited = edit(data, A1="[c]", B1=2.5, A2=3)
    values = [
        (one.get("r"), "".join(one.itertext()))
        for one in etree.fromstring(edited).iter(f"{{{STRICT}}}c")
    ]
    assert values == [("A1", "[c]"), ("B1", "2.5"), ("A2", "3")]


def test_cells_without_references_are_counted():
    data = sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    edited = edit(data, B1="[c]", A2="[d]")
    assert ["".join(one.itertext()) for one in etree.fromstring(edited).iter("{*}c")] == [
        "1",
        "[c]",
        "[d]",
    ]


def test_greater_than_signs_in_attributes_do_not_confuse_the_writer():
    data = sheet('<row r="1" x=">"><c r="A1" y="/>"><v>12</v></c ><c r=\'B1\'><v>3</v></c></row>')
    assert rows_of(edit(data, A1="&<>")).startswith(
        '<row r="1" x=">"><c r="A1" t="inlineStr"><is><t>&amp;&lt;&gt;</t></is></c><c'
    )


def test_utf_16_parts_are_edited_too():
    text = sheet('<row r="1"><c r="A1"><v>12</v></c></row>').decode().replace("UTF-8", "UTF-16")
    edited = edit(text.encode("utf-16"), A1="é")
    assert next(etree.fromstring(edited).iter("{*}t")).text == "é"


def test_strings_still_in_use_are_counted_after_the_edits():
    data = sheet('<row r="1"><c r="A1" t="s"><v>4</v></c><c r="B1" t="s"><v>7</v></c></row>')
    edited = edit_sheet(Path("b.xlsx"), "s.xml", data, {(0, 0): "[c]"})
    assert edited.used_strings == {7}


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="1"><c r="A2"/></row>',
    ],
)
def test_a_sheet_in_disorder_is_not_edited(rows):
    with pytest.raises(DamagedWorkbookError):
        edit(sheet(rows), A1="[c]")


@pytest.mark.parametrize("content", ["", "a\x00b", float("nan"), float("inf")])
def test_what_cannot_stand_in_a_cell_is_refused(content):
    with pytest.raises(ValueError, match="cell"):
        edit(sheet(""), A1=content)


places = st.tuples(st.integers(0, 6), st.integers(0, 6))
contents = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"]), min_size=1),
)


@given(st.sets(places), st.dictionaries(places, contents))
def test_any_cells_can_change_and_all_others_stay(there, edits):
    rows = "".join(
        f'<row r="{row + 1}">'
        + "".join(
            f'<c r="{CellRef("", *one).a1}" s="3"><v>1</v></c>'
            for one in sorted(there)
            if one[0] == row
        )
        + "</row>"
        for row in sorted({row for row, _ in there})
    )
    root = etree.fromstring(edit_sheet(Path("b.xlsx"), "s.xml", sheet(rows), edits).data)
    shown = {}
    for cell in root.iter("{*}c"):
        text = "".join(cell.itertext())
        shown[CellRef.parse("", cell.get("r"))[1:]] = text if cell.get("t") else float(text)
    assert shown == {**dict.fromkeys(there, 1.0), **edits}
    assert list(shown) == sorted(shown)
