"""Pieces of a part hold together what the whole holds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.workbook import proof_leaks, row_spans, short_turns

PARTS = st.lists(
    st.sampled_from(
        (
            b'<row r="1">',
            b"</row>",
            b'<c r="A1" t="s"><v>7</v></c>',
            b"<x:row/>",
            b" t='s'",
            b"<f>",
            b"n",
        )
    ),
    max_size=40,
).map(b"".join)


@given(PARTS, st.integers(0, 60), st.integers(1, 90))
def test_pieces_follow_one_another_and_leave_nothing_out(data, start, step):
    short_turns._STEP, before = step, short_turns._STEP
    pieces = list(short_turns.by_rows(data, start, len(data)))
    short_turns._STEP = before
    assert b"".join(data[first:last] for first, last in pieces) == data[start:]
    assert all(data.startswith(b"<row", first) for first, _ in pieces[1:])


@given(PARTS, st.integers(1, 90))
def test_counting_in_pieces_counts_what_the_whole_holds(data, step):
    short_turns._STEP, before = step, short_turns._STEP
    counts = {
        pattern: row_spans._count(pattern, data, 0, len(data))
        for pattern in (row_spans._ANY_ROW, row_spans._STRING, row_spans._ANY_STRING)
    }
    short_turns._STEP = before
    assert counts == {pattern: len(pattern.findall(data)) for pattern in counts}


@given(PARTS, st.integers(1, 90))
def test_the_proof_looks_at_the_same_rest_in_pieces(data, step):
    proof_leaks._PIECE, before = step, proof_leaks._PIECE
    rest = b"".join(proof_leaks._USUAL_CELL.sub(b"", one) for one in proof_leaks._in_pieces(data))
    proof_leaks._PIECE = before
    assert rest == proof_leaks._USUAL_CELL.sub(b"", data)


@given(st.lists(st.sampled_from((b"<?xml ?>", b"<?x?>", b"<?xmlns?>", b"<a>")), max_size=4))
def test_instructions_are_seen_wherever_they_stand(parts):
    data = b"".join(parts)
    assert row_spans._has_instruction(data) is bool(re.search(rb"<\?(?!xml[ \t\r\n])", data))
