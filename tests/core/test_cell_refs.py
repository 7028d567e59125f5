"""Many cells as arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.cell_refs import CellRefs
from sdc_desktop.core.cells import LAST_COLUMN, LAST_ROW, CellRef

cells = st.builds(
    CellRef,
    st.sampled_from(["Table 1", "Notes", ""]),
    st.integers(0, LAST_ROW),
    st.integers(0, LAST_COLUMN),
)


@given(st.lists(cells, unique=True), st.lists(cells))
def test_they_are_a_sequence_that_finds_its_members(members, others):
    refs = CellRefs.of(members)
    assert list(refs) == members
    assert [refs[number] for number in range(len(refs))] == members
    wanted = [*others, *members]
    expected = [members.index(one) if one in members else -1 for one in wanted]
    assert refs.numbers(wanted).tolist() == expected
    assert refs.where(others).tolist() == [one in others for one in members]


def test_a_part_of_them_is_again_such_a_sequence():
    members = [CellRef("A", row, 2) for row in range(5)]
    part = CellRefs.of(members)[1:3]
    assert list(part) == members[1:3]


def test_there_is_no_cell_beyond_the_last():
    with pytest.raises(IndexError):
        CellRefs.of([CellRef("A", 0, 0)])[1]


def test_none_are_found_among_none():
    assert CellRefs.of([]).numbers([CellRef("A", 0, 0)]).tolist() == [-1]
    assert np.array_equal(CellRefs.of([]).where([]), np.zeros(0, bool))
