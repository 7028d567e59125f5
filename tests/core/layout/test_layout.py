import pytest

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.layout.doubts import find_doubts
from sdc_desktop.core.layout.layout_json import LayoutError, tables_as_json, tables_from_json
from sdc_desktop.core.layout.markers import MarkerMeaning, read_marker
from sdc_desktop.core.published import publish
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Axis
from tests.core.build import Row, make_sheet, make_workbook

COUNTS = [
    ["Table 1: Complaints by region and age"],
    [],
    ["Region", "Under 25", "25 and over", "All ages"],
    ["North", 12, 30, 42],
    ["East", 5, 25, 30],
    ["South", 7, 11, 18],
    ["All regions", 24, 66, 90],
    [],
    ["Source: invented data, 2026"],
]


def workbook(rows: list[Row]) -> Workbook:
    return make_workbook(make_sheet(rows))


def changed(row: int, column: int, value: object) -> list[list[object]]:
    rows = [list(line) for line in COUNTS]
    rows[row][column] = value
    return rows


def test_a_plain_table_is_found_with_its_totals() -> None:
    [table] = find_tables(workbook(COUNTS))
    assert (table.body.a1, table.header_rows, table.stub_columns) == ("B4:D7", (2,), (0,))
    assert (table.total_rows, table.total_columns) == ((6,), (3,))
    assert {one.axis for one in table.relations} == {Axis.ROWS, Axis.COLUMNS}
    assert table.doubts == ()


def test_a_total_that_does_not_add_up_is_a_finding_with_both_numbers() -> None:
    book = workbook(changed(6, 3, 92))
    doubts = find_doubts(book, find_tables(book), publish(book, ()))
    messages = [one.message for one in doubts if one.rule == "total"]
    assert any("add to 90" in message and "says 92" in message for message in messages)


def test_withheld_cells_leave_room_for_a_labelled_total() -> None:
    book = workbook(changed(4, 1, "[c]"))
    [table] = find_tables(book)
    across = {one.axis: set(one.across) for one in table.relations}
    assert 1 in across[Axis.ROWS]
    assert 4 in across[Axis.COLUMNS]


def test_a_sum_by_accident_is_no_relation() -> None:
    book = workbook([["Area", "2024", "2025"], ["A", 5, 8], ["B", 7, 3], ["C", 12, 11]])
    [table] = find_tables(book)
    assert all(one.axis is not Axis.ROWS for one in table.relations)


def test_a_line_that_may_be_a_total_is_a_doubt() -> None:
    book = workbook([["Area", "Men", "Women"], ["A", 53, 18], ["B", 71, 33], ["England", 124, 51]])
    [table] = find_tables(book)
    assert any('"england"' in doubt for doubt in table.doubts)


def test_counts_that_count_up_below_their_labels_are_data() -> None:
    book = workbook([["Area", "Men", "Women", "Not known"], ["A", 1, 2, 3], ["B", 71, 33, 4]])
    assert [table.body.a1 for table in find_tables(book)] == ["B2:D3"]


def test_counts_left_of_a_comment_stay_statistics() -> None:
    book = workbook(
        [["Area", "Men", "Comment", "Women"], ["A", 3, "few", 18], ["B", 71, "many", 33]]
    )
    assert find_tables(book)[0].body.a1 == "B2:D3"


def test_years_above_numbers_are_a_header() -> None:
    book = workbook([["Area", 2024, 2025], ["A", 51, 82], ["B", 71, 33]])
    [table] = find_tables(book)
    assert (table.body.a1, table.header_rows) == ("B2:C3", (0,))


def test_two_tables_below_each_other_are_two() -> None:
    book = workbook([*COUNTS, [], ["Area", "Men", "Women"], ["A", 51, 82], ["B", 71, 33]])
    assert [one.body.a1 for one in find_tables(book)] == ["B4:D7", "B12:C13"]


def test_a_contents_page_has_no_table() -> None:
    book = workbook([["Contents"], ["Table 1", 3], ["Table 2", 4], ["Table 3", 5]])
    assert find_tables(book) == ()


def test_numbers_outside_all_tables_are_shown_to_the_checker() -> None:
    book = workbook([["Contents"], ["Table 1", 3], ["Table 2", 4], ["Table 3", 5]])
    [doubt] = find_doubts(book, (), publish(book, ()))
    assert (doubt.rule, doubt.severity) == ("layout", Severity.REVIEW)
    assert doubt.cells[0] == CellRef(book.sheets[0].name, 1, 1)


def test_a_layout_reads_back_as_the_same_tables() -> None:
    book = workbook(COUNTS)
    tables = find_tables(book)
    assert tables_from_json(tables_as_json(book, tables), book) == tables


@pytest.mark.parametrize(
    "document",
    [
        None,
        {"sheets": 3},
        [{"sheet": "no such sheet", "tables": [{"body": "A1:B2"}]}],
        [{"sheet": "Table 1", "tables": [{"body": "nowhere"}]}],
        [{"sheet": "Table 1", "tables": [{}]}],
        [{"sheet": "Table 1", "tables": [{"body": "B900:C901"}]}],
        [{"sheet": "Table 1", "tables": ["B4:D7"]}],
        [{"sheet": "Table 1", "tables": [{"body": "B4:D7", "columns": {"B": "guess"}}]}],
    ],
)
def test_a_layout_that_does_not_fit_gets_a_sentence_and_a_hint(document: object) -> None:
    with pytest.raises(LayoutError) as caught:
        tables_from_json(document, workbook(COUNTS))
    assert str(caught.value).endswith(".")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "meaning", "lower", "upper"),
    [
        ("[c]", MarkerMeaning.WITHHELD, None, None),
        ("*", MarkerMeaning.UNKNOWN, None, None),
        ("<5", MarkerMeaning.WITHHELD, 0, 4),
        ("<= 5", MarkerMeaning.WITHHELD, 0, 5),
        ("fewer than 5", MarkerMeaning.WITHHELD, 0, 4),
        ("1-7", MarkerMeaning.WITHHELD, 1, 7),
        ("[low]", MarkerMeaning.LOW, None, None),
        ("..", MarkerMeaning.NOT_AVAILABLE, None, None),
        ("[z]", MarkerMeaning.NOT_APPLICABLE, None, None),
        ("[u]", MarkerMeaning.UNRELIABLE, None, None),
    ],
)
def test_markers_are_read_with_the_bounds_they_give_away(text, meaning, lower, upper) -> None:
    marker = read_marker(text)
    assert marker is not None
    assert (marker.meaning, marker.lower, marker.upper) == (meaning, lower, upper)


@pytest.mark.parametrize("text", ["North", "15-74 years", "2019-20", "12", "25 and over", ""])
def test_labels_are_no_markers(text: str) -> None:
    assert read_marker(text) is None


@pytest.mark.parametrize("text", ["02", "two", "A1:B", "3-ish"])
def test_a_text_among_numbers_that_is_no_symbol_is_shown_to_the_checker(text: str) -> None:
    book = workbook(changed(4, 1, text))
    doubts = find_doubts(book, find_tables(book), publish(book, ()))
    [doubt] = [one for one in doubts if "neither a number" in one.message]
    assert doubt.severity == Severity.REVIEW
    assert doubt.cells == (CellRef(book.sheets[0].name, 4, 1),)
    assert text not in doubt.message


def test_a_column_of_words_and_known_symbols_are_no_doubts() -> None:
    rows = [["Region", "Open", "Count", "Other"]]
    rows += [[name, "yes", 12, 30] for name in ("North", "East", "South")]
    rows += [["West", "no", "[c]", 17]]
    book = workbook(rows)
    assert find_tables(book)
    assert find_doubts(book, find_tables(book), publish(book, ())) == ()
