"""Rows without edits are left out of the parse, and what comes out is the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.workbook.row_spans import spans_to_parse
from sdc_desktop.workbook.sheet_writer import KeepResult, edit_sheet

HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet '
    b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
TAIL = b'</sheetData><rowBreaks count="0"/></worksheet>'
ROW = (
    '<row r="{0}" ht="15.5"><c r="A{0}" t="s"><v>{0}</v></c><c r="B{0}" s="2"><v>7</v></c>'
    '<c r="D{0}"><f>B{0}*2</f><v>14</v></c></row>'
)

rows = st.sets(st.integers(0, 30), min_size=1, max_size=20)
contents = st.sampled_from(["[c]", 5.0, KeepResult.KEEP_RESULT])
edits = st.dictionaries(st.tuples(st.integers(0, 32), st.integers(0, 4)), contents, max_size=12)


def sheet(numbers, head: bytes = HEAD) -> bytes:
    written = "\n".join(ROW.format(number + 1) for number in sorted(numbers))
    return head + written.encode() + TAIL


def edit(data: bytes, wanted):
    return edit_sheet(Path("book.xlsx"), "sheet1.xml", data, wanted)


@settings(deadline=None, max_examples=150)
@given(rows, edits)
def test_leaving_rows_out_changes_neither_the_bytes_nor_the_strings(numbers, wanted):
    note = b"<!-- everything is parsed where there is a comment -->"
    quick, full = edit(sheet(numbers), wanted), edit(sheet(numbers, HEAD + note), wanted)
    assert spans_to_parse(sheet(numbers), {row for row, _ in wanted}) is not None
    assert spans_to_parse(sheet(numbers, HEAD + note), set()) is None
    assert quick.data == full.data.replace(note, b"")
    assert quick.used_strings == full.used_strings


def test_only_edited_rows_are_parsed():
    data = sheet(range(1000))
    partly = spans_to_parse(data, {3, 4, 900})
    assert partly is not None
    parsed = b"".join(data[one.start : one.end] for one in partly.spans)
    assert parsed.count(b"<row ") == 3
    assert len(partly.spans) == 4
    assert partly.used_strings == set(range(1, 1001)) - {4, 5, 901}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'<row r="3"', b"<row"),
        (b'<row r="3"', b'<row r="1"'),
        (b'<row r="3"', b'<row r="3" q=">"'),
        (b'<row r="3"', b"<row r='3'"),
        (b"</sheetData>", b"</sheetData><!-- note -->"),
        (b"</sheetData>", b"</sheetData><?note sheetData?>"),
        (b"</sheetData>", b'</sheetData><row r="99"/>'),
        (b' t="s"><v>2<', b" t='s'><v>2<"),
        (b' t="s"><v>2<', b' t="s" ><v>2<'),
        (b' t="s"><v>2<', b' t="s"><f>A1</f><v>2<'),
    ],
)
def test_what_is_written_in_another_way_is_parsed_as_a_whole(before: bytes, after: bytes):
    data = sheet(range(5))
    assert before in data
    assert spans_to_parse(data.replace(before, after, 1), {4}) is None
