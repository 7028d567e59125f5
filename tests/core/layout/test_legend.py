"""What a workbook says about its own symbols."""

from __future__ import annotations

import numpy as np
import pytest

from sdc_desktop.core.audit import audit
from sdc_desktop.core.layout.legend import read_legend
from sdc_desktop.core.layout.markers import Marker, MarkerMeaning
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import build_relations
from tests.core.build import Row, make_sheet, make_workbook, table_of
from tests.core.systems import POLICY

COUNTS: list[Row] = [
    ["Area", "Men", "Women", "Total"],
    ["North", 120, "[c]", 123],
    ["South", "x", 271, 300],
    ["Total", 149, 274, 423],
]


def meaning(text: str, symbol: str, beside: str = "") -> Marker | None:
    notes = make_sheet([[text, beside]] if beside else [[text]], "Notes")
    return read_legend(make_workbook(notes), {symbol}).get(symbol)


@pytest.mark.parametrize(
    ("text", "symbol", "expected"),
    [
        (".. Not applicable.", "..", MarkerMeaning.NOT_APPLICABLE),
        ("[x] - not available for another reason", "[x]", MarkerMeaning.NOT_AVAILABLE),
        ("x = suppressed", "x", MarkerMeaning.WITHHELD),
        ("* denotes values withheld to protect confidentiality", "*", MarkerMeaning.WITHHELD),
        ("A dash (-) is given for suppressed estimates", "-", MarkerMeaning.WITHHELD),
        ("The symbol “:” means the figure is not available", ":", MarkerMeaning.NOT_AVAILABLE),
        ("[u] unreliable: based on a small number of people", "[u]", MarkerMeaning.UNRELIABLE),
        ("[z] not applicable", "[z]", MarkerMeaning.NOT_APPLICABLE),
        ("[low] rounds to zero", "[low]", MarkerMeaning.LOW),
    ],
)
def test_an_explanation_in_a_text_is_read(text, symbol, expected):
    found = meaning(text, symbol)
    assert found is not None
    assert found.meaning is expected


def test_an_explanation_in_the_next_cell_is_read():
    assert meaning("[w]", "[w]", "nil (none recorded)") == Marker(MarkerMeaning.NIL)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("- Some data are suppressed", "-"),
        ("d Data are not available for 2019", "d"),
        ("Figures are confidential until 9.30 am", "c"),
        ("[x] is explained elsewhere", "[x]"),
    ],
)
def test_other_sentences_explain_nothing(text, symbol):
    assert meaning(text, symbol) is None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("* = suppressed: numbers less than 5", (0, 4)),
        ("* = counts between 1 and 7 are suppressed", (1, 7)),
        ("* = suppressed: numbers less than 5 and secondary suppression", (None, None)),
        ("* = suppressed as fewer than 30 people in the sample", (None, None)),
        ("* = suppressed", (None, None)),
    ],
)
def test_a_range_that_is_said_is_known_to_every_reader(text, bounds):
    found = meaning(text, "*")
    assert found is not None
    assert (found.lower, found.upper) == bounds


def test_who_says_withheld_outweighs_who_says_not_available():
    notes = make_sheet([["x = not available"], ["x = suppressed"]], "Notes")
    assert read_legend(make_workbook(notes), {"x"})["x"].meaning is MarkerMeaning.WITHHELD


def audited(rows: list[Row], *notes: str) -> dict[str, tuple[float, float]]:
    sheet = make_sheet(rows)
    workbook = make_workbook(sheet, make_sheet([[note] for note in notes] or [["Notes"]], "Notes"))
    system = build_relations(workbook, (table_of(sheet),))
    found = audit(system, publish(workbook, ()), POLICY).intervals
    return {one.cell.a1: (one.lower, one.upper) for one in found}


def test_symbols_of_one_sheet_are_told_apart():
    assert set(audited(COUNTS)) == {"C2"}


def test_a_symbol_that_stands_alone_may_be_withheld():
    rows = [[121.0 if cell == "[c]" else cell for cell in row] for row in COUNTS]
    rows[1] = ["North", 120, 3, 123]
    assert set(audited(rows)) == {"B3"}
    assert set(audited(rows, "x = not available")) == set()


def test_a_symbol_that_the_notes_call_suppressed_is_audited():
    assert set(audited(COUNTS, "x = suppressed")) == {"C2", "B3"}


def test_the_range_that_the_notes_name_narrows_the_cell():
    rows: list[Row] = [["Area", "Men", "Women"], ["North", "*", 50], ["South", 30, 60]]
    sheet = make_sheet(rows)
    notes = make_sheet([["* = suppressed: numbers less than 5"]], "Notes")
    workbook = make_workbook(sheet, notes)
    system = build_relations(workbook, (table_of(sheet, totals=False),))
    found = audit(system, publish(workbook, ()), POLICY).intervals
    assert [(one.lower, one.upper) for one in found] == [(1, 4)]
    assert np.isfinite(found[0].upper)
