"""How symbols are read, and why, is said; what may mean two things is asked about."""

from __future__ import annotations

import pytest

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.symbols import SymbolReading, find_ambiguous_symbols, read_symbols
from sdc_desktop.core.tables import Table
from tests.core.build import make_sheet, make_workbook, table_of

HEADER = ["Area", "Men", "Women", "Total"]


def book(symbol: str, *notes: str, other: object = 271) -> tuple[Workbook, list[Table]]:
    """A table with a symbol that does not come out as zero."""
    rows = [
        HEADER,
        ["North", 120, symbol, 123],
        ["South", 29, other, 300],
        ["Total", 149, 274, 423],
    ]
    sheet = make_sheet(rows)
    said = make_sheet([[note] for note in notes or ("Source: survey",)], "Notes")
    return make_workbook(sheet, said), [table_of(sheet)]


def reading(symbol: str, *notes: str, other: object = 271) -> SymbolReading:
    return next(
        one for one in read_symbols(*book(symbol, *notes, other=other)) if one.symbol == symbol
    )


def test_what_the_workbook_says_counts_most_and_is_quoted():
    one = reading("[x]", "[x] = suppressed")
    assert (one.reading, one.is_ambiguous) == ("withheld", False)
    assert "the workbook says \u201c[x] = suppressed\u201d" in one.sentence
    assert [cell.a1 for cell in one.cells] == ["C2"]


def test_a_symbol_that_sums_show_to_be_zero_is_zero():
    rows = [HEADER, ["North", 120, "-", 120], ["South", 29, 271, 300], ["Total", 149, 271, 420]]
    sheet = make_sheet(rows)
    [one] = read_symbols(make_workbook(sheet), [table_of(sheet)])
    assert (one.reading, one.is_ambiguous) == ("zero", False)
    assert "sums come out right" in one.because


def test_a_range_in_the_symbol_is_said():
    assert reading("<5").sentence == '"<5" is read as withheld (0 to 4): it says so itself.'


@pytest.mark.parametrize("symbol", ["*", "-", "~", "w", "#"])
def test_a_symbol_that_nothing_explains_is_withheld_and_asked_about(symbol):
    workbook, tables = book(symbol)
    [finding] = find_ambiguous_symbols(workbook, tables)
    assert (finding.rule, finding.severity) == ("marker", Severity.REVIEW)
    assert finding.message.startswith(f'"{symbol}" is read as withheld: nothing')
    assert [cell.a1 for cell in finding.cells] == ["C2"]


def test_a_symbol_that_the_workbook_explains_is_not_asked_about():
    assert not list(find_ambiguous_symbols(*book("*", "* = not available")))


def test_a_symbol_with_two_explanations_is_asked_about_and_counts_as_withheld():
    one = reading("[x]", "[x] = not available", "[x] = suppressed")
    assert (one.reading, one.is_ambiguous) == ("withheld", True)
    assert "but also" in one.because


def test_beside_withheld_cells_not_available_means_just_that():
    assert reading("..", other="[c]").reading == "not available"
    assert reading("..").reading == "withheld"


@pytest.mark.parametrize(
    "note",
    [
        "* Sample numbers are too small to provide reliable estimates.",
        'An "*" entry indicates that too few sample observations were available.',
    ],
)
def test_a_sample_that_is_too_small_is_unreliable(note):
    assert reading("*", note).reading == "unreliable"


def test_numbers_too_small_to_be_published_are_not_read_as_unreliable():
    assert reading("*", "* Numbers too small to be shown").reading == "withheld"
