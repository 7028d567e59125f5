"""Actions come back from JSON as they were; what must not be written is not."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.action_json import (
    UNKNOWN_BASE,
    BrokenActionError,
    UnknownActionError,
    action_as_json,
    action_from_json,
)
from sdc_desktop.core.actions import (
    CorrectTables,
    Exempt,
    Prefer,
    Release,
    RemoveHidden,
    RoundCells,
    Stamp,
    SuppressionRole,
    Wish,
    Withhold,
)
from sdc_desktop.core.cells import LAST_COLUMN, LAST_ROW, CellRange, CellRef
from sdc_desktop.core.sheets import CellKind, Sheet, Workbook, WorkbookFormat
from sdc_desktop.core.tables import Axis, LineSum, Statistic, Table

words = st.text(st.characters(codec="utf-8"), max_size=20)
lines = st.lists(st.integers(0, 300), max_size=4).map(tuple)
kinds = st.sampled_from(Statistic)
stamps = st.builds(Stamp, words, words, words)
cells = st.builds(
    CellRef, st.sampled_from(["A", "B 'x'"]), st.integers(0, LAST_ROW), st.integers(0, LAST_COLUMN)
)
several = st.lists(cells, max_size=8).map(tuple)
numbers = st.floats(allow_nan=False, allow_infinity=False)
relations = st.builds(
    LineSum,
    st.sampled_from(Axis),
    st.integers(0, 300),
    lines,
    lines,
    st.floats(0, 100),
    words,
)
tables = st.builds(
    Table,
    sheet=words,
    title=words,
    body=st.builds(lambda a, b, c, d: CellRange(a, b, a + c, b + d), *([st.integers(0, 99)] * 4)),
    header_rows=lines,
    stub_columns=lines,
    total_rows=lines,
    total_columns=lines,
    subtotal_rows=lines,
    subtotal_columns=lines,
    statistic=kinds,
    column_statistics=st.lists(st.tuples(st.integers(0, 99), kinds), max_size=3).map(tuple),
    row_statistics=st.lists(st.tuples(st.integers(0, 99), kinds), max_size=3).map(tuple),
    relations=st.lists(relations, max_size=3).map(tuple),
    confidence=st.floats(0, 1),
    doubts=st.lists(words, max_size=2).map(tuple),
)
roundings = several.flatmap(
    lambda some: st.builds(
        RoundCells,
        st.just(some),
        st.lists(numbers, min_size=len(some), max_size=len(some)).map(tuple),
        words,
        st.floats(0.001, 1e6),
        stamps,
    )
)
actions = st.one_of(
    st.builds(Withhold, several, st.sampled_from(SuppressionRole), words.filter(bool), stamps),
    st.builds(Release, several, stamps),
    st.builds(Exempt, several, words, stamps),
    st.builds(Prefer, several, st.sampled_from(Wish), stamps, st.floats(0.001, 1e6)),
    st.builds(RemoveHidden, st.lists(words, max_size=4).map(tuple), stamps),
    st.builds(CorrectTables, words, st.lists(tables, max_size=2).map(tuple), stamps),
    roundings,
)

STAMP = Stamp("Ann", "2026-11-21T09:30:00Z", "too small")
CELLS = (CellRef("T", 0, 0), CellRef("T", 0, 1))


def _workbook(values: list[float]) -> Workbook:
    row = np.array([values])
    sheet = Sheet(
        "T",
        np.full(row.shape, CellKind.NUMBER, np.uint8),
        row,
        np.full(row.shape, "", object),
        np.zeros(row.shape, np.int32),
    )
    return Workbook("t.xlsx", WorkbookFormat.XLSX, "0" * 64, (sheet,))


@given(actions)
def test_an_action_with_everything_comes_back_as_it_was(action):
    written = json.loads(json.dumps(action_as_json(action, with_values=True, with_parameters=True)))
    assert action_from_json(written) == action


@given(roundings)
def test_the_record_form_has_no_base_and_the_same_values(action):
    written = action_as_json(action, with_values=True, with_parameters=False)
    assert "base" not in written
    read = action_from_json(written)
    assert isinstance(read, RoundCells)
    assert read.values == action.values
    assert not action.cells or read.base == UNKNOWN_BASE


def test_the_journal_form_has_no_values_and_works_them_out_again():
    action = RoundCells(CELLS, (15.0, 10.0), "conventional", 5.0, STAMP)
    written = action_as_json(action, with_values=False, with_parameters=True)
    assert "15" not in json.dumps(written["cells"])
    assert action_from_json(written, _workbook([13.0, 12.0])) == action


def test_what_weighed_cells_cost_stands_in_the_journal_only():
    action = Prefer(CELLS, Wish.WEIGH, STAMP, 7.5)
    assert "7.5" in str(action_as_json(action, with_values=False, with_parameters=True))
    record = action_as_json(action, with_values=True, with_parameters=False)
    assert "7.5" not in str(record)
    assert action_from_json(record) == Prefer(CELLS, Wish.WEIGH, STAMP)


def test_values_are_decimal_text():
    action = RoundCells(CELLS, (15.0, 0.1), "conventional", 2.5, STAMP)
    written = action_as_json(action, with_values=True, with_parameters=True)
    assert written["cells"] == [{"sheet": "T", "cells": ["A1", "B1"], "values": ["15", "0.1"]}]
    assert written["base"] == "2.5"


def test_fields_of_the_future_are_passed_over():
    action = Release(CELLS, STAMP)
    written = action_as_json(action, with_values=True, with_parameters=False)
    assert action_from_json({**written, "mood": "good"}) == action


def test_an_action_of_the_future_is_an_error_with_a_hint():
    with pytest.raises(UnknownActionError) as caught:
        action_from_json({"do": "swap", "cells": []})
    assert "newer version" in caught.value.hint


def test_what_a_method_other_than_conventional_rounding_decided_is_in_every_form():
    action = RoundCells(
        CELLS, (15.0, 10.0), "random", 5.0, STAMP, (("key", "c0ffee"),), (4.0, np.inf)
    )
    written = action_as_json(action, with_values=False, with_parameters=True)
    assert action_from_json(written) == action


def test_a_method_that_cannot_be_repeated_without_values_is_an_error():
    action = RoundCells(CELLS, (15.0, 10.0), "random", 5.0, STAMP)
    written = action_as_json(action, with_values=False, with_parameters=True)
    for run in written["cells"]:
        del run["values"]
    with pytest.raises(UnknownActionError):
        action_from_json(written, _workbook([13.0, 12.0]))


def test_neither_base_nor_key_is_in_the_form_of_the_record():
    action = RoundCells(
        CELLS, (15.0, 10.0), "random", 5.0, STAMP, (("key", "c0ffee"),), (4.0, np.inf)
    )
    written = action_as_json(action, with_values=True, with_parameters=False)
    assert not {"base", "parameters", "reach"} & written.keys()
    assert "c0ffee" not in str(written)


@pytest.mark.parametrize("field", ["role", "marker", "cells", "who", "when", "why"])
def test_a_missing_field_is_an_error_in_words(field):
    action = Withhold(CELLS, SuppressionRole.PRIMARY, "[c]", STAMP)
    written = action_as_json(action, with_values=True, with_parameters=False)
    del written[field]
    with pytest.raises(BrokenActionError):
        action_from_json(written)


def test_a_withheld_cell_without_a_marker_is_an_error():
    action = Withhold(CELLS, SuppressionRole.PRIMARY, "[c]", STAMP)
    written = action_as_json(action, with_values=True, with_parameters=False) | {"marker": ""}
    with pytest.raises(BrokenActionError):
        action_from_json(written)
