"""Tables, rows and columns of two releases are matched by labels, codes, order and numbers."""

from __future__ import annotations

import numpy as np
import pytest

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.releases.corrections import NO_CORRECTION, SaidLines, SaidTables
from sdc_desktop.core.releases.match import LinePair, Period, TablePair, TablePlace
from sdc_desktop.core.releases.periods import find_periods
from sdc_desktop.core.releases.same_numbers import rounding_between
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Axis
from tests.releases import TITLE, book, match, release

NOW = [
    ["Area", "Men", "Women", "Total"],
    ["Ash", 130, 141, 271],
    ["Beech", 203, 247, 450],
    ["Cedar", 130, 113, 243],
    ["Total", 463, 501, 964],
]


def only_pair(now: Workbook, before, **options: object) -> TablePair:
    [pair] = match(now, before, **options).pairs
    return pair


def lines(pairs: tuple[LinePair, ...]) -> list[tuple[int, int]]:
    return [(pair.now, pair.before) for pair in pairs]


def reordered(rows: list[list[object]], *order: int) -> list[list[object]]:
    return [rows[place] for place in order]


def test_the_same_table_is_matched_line_by_line():
    pair = only_pair(book(NOW), release(NOW))
    assert pair.period is Period.SAME
    assert lines(pair.rows) == [(2, 2), (3, 3), (4, 4), (5, 5)]
    assert lines(pair.columns) == [(1, 1), (2, 2), (3, 3)]
    assert all(one.confidence == 1 for one in (*pair.rows, *pair.columns))


def test_reordered_rows_are_found_by_their_labels():
    before = release(reordered(NOW, 0, 3, 1, 2, 4))
    assert lines(only_pair(book(NOW), before).rows) == [(2, 3), (3, 4), (4, 2), (5, 5)]


def test_reordered_columns_are_found_by_their_labels():
    before = release([[row[0], row[2], row[1], row[3]] for row in NOW])
    assert lines(only_pair(book(NOW), before).columns) == [(1, 2), (2, 1), (3, 3)]


def test_an_added_and_a_removed_area_are_listed():
    before = release(reordered(NOW, 0, 2, 3, 4))
    pair = only_pair(book(reordered(NOW, 0, 1, 2, 4)), before)
    assert pair.lone_rows == ((2,), (3,))


def test_a_renamed_area_is_found_by_its_numbers():
    before = release([*NOW[:1], ["Old Forest", *NOW[1][1:]], *NOW[2:]])
    pair = only_pair(book(NOW), before)
    assert lines(pair.rows) == [(2, 2), (3, 3), (4, 4), (5, 5)]
    assert pair.rows[0].reason == "another label, but the same numbers"
    assert pair.rows[0].confidence < 1


def test_a_code_says_more_than_a_changed_name():
    now = [["Code", *NOW[0]], ["E06000001", *NOW[1]], ["E06000002", *NOW[2]]]
    before = [["Code", *NOW[0]], ["E06000002", "Beech town", 1, 2, 3], ["E06000001", *NOW[1]]]
    pair = only_pair(book(now), release(before))
    assert lines(pair.rows) == [(2, 3), (3, 2)]
    assert pair.rows[1].reason == "same code"


def test_articles_and_order_of_words_do_not_matter():
    now = [*NOW[:1], ["Ash, City of", 1, 2, 3], *NOW[2:]]
    before = [*NOW[:1], ["City of Ash", 4, 5, 9], *NOW[2:]]
    assert lines(only_pair(book(now), release(before)).rows)[0] == (2, 2)


def test_the_same_label_twice_is_told_apart_by_the_lines_around():
    def rows(first: int) -> list[list[object]]:
        return [
            *(["Area", "Men", "Women"], ["Ash", 100, 200], ["Other", first, 20]),
            *(["Beech", 300, 400], ["Other", 30, 40]),
        ]

    pair = only_pair(book(rows(10)), release([*rows(10)[:3], ["New", 7, 8], *rows(10)[3:]]))
    assert (3, 3) in lines(pair.rows)
    assert (5, 6) in lines(pair.rows)


@pytest.mark.parametrize(
    ("now", "before"),
    [("North East", "North West"), ("Under 20", "Under 25"), ("Aged 16-24", "Aged 16-64")],
)
def test_labels_that_only_look_alike_are_not_the_same(now: str, before: str):
    pair = only_pair(
        book([*NOW[:1], [now, 11, 12, 23], *NOW[2:]]),
        release([*NOW[:1], [before, 14, 16, 30], *NOW[2:]]),
    )
    assert (2, 2) not in lines(pair.rows)


def test_merged_areas_are_recognised_by_their_names():
    merged = ["Ash and Beech", "[c]", "[c]", "[c]"]
    [split] = only_pair(book(NOW), release([NOW[0], merged, *NOW[3:]])).splits
    assert (split.is_whole_now, split.whole, split.parts) == (False, 2, (2, 3))


def test_split_areas_are_recognised_by_their_numbers():
    whole = ["Hillside", 333, 388, 721]
    [split] = only_pair(book([NOW[0], whole, *NOW[3:]]), release(NOW)).splits
    assert (split.is_whole_now, split.whole, split.parts) == (True, 2, (2, 3))
    assert split.reason == "the numbers add up"


def test_an_area_that_keeps_its_name_and_loses_a_part_is_a_split():
    whole = ["Ash", 333, 388, 721]
    pair = only_pair(book(NOW), release([NOW[0], whole, *NOW[3:]]))
    [split] = pair.splits
    assert (split.is_whole_now, split.whole, split.parts) == (False, 2, (2, 3))
    assert (2, 2) not in lines(pair.rows)


def test_bands_that_make_up_a_wider_band_are_its_parts():
    now = [["Age", "Men", "Women"], ["Under 20", 5, 6], ["20 to 24", 7, 8], ["25 and over", 90, 91]]
    before = [["Age", "Men", "Women"], ["Under 25", 12, 14], ["25 and over", 90, 91]]
    [split] = only_pair(book(now), release(before)).splits
    assert (split.whole, split.parts) == (2, (2, 3))


def test_nested_thresholds_leave_a_remainder():
    now = [["Age", "Men", "Women"], ["Under 25", 127, 330], ["Total", 900, 910]]
    before = [["Age", "Men", "Women"], ["Under 20", 126, 200], ["Total", 900, 910]]
    [remainder] = only_pair(book(now), release(before)).remainders
    assert (remainder.is_larger_now, remainder.larger, remainder.smaller) == (True, 2, 2)
    assert remainder.rest == '"under 25" less "under 20"'


def test_an_area_without_a_part_is_a_part_of_the_area():
    now = [*NOW[:1], ["Cedar excluding Hill", 101, 102, 203], *NOW[4:]]
    [remainder] = only_pair(book(now), release(NOW)).remainders
    assert (remainder.is_larger_now, remainder.larger, remainder.smaller) == (False, 4, 2)


def test_titles_of_other_years_are_other_periods():
    before = [[cell + 3 if isinstance(cell, int) else cell for cell in row] for row in NOW]
    pair = only_pair(book(NOW), release(before, title=TITLE.replace("2024", "2023")))
    assert pair.period is Period.OTHER


def test_equal_numbers_say_the_same_period_whatever_the_titles_say():
    pair = only_pair(book(NOW), release(NOW, title=TITLE.replace("2024", "2023")))
    assert pair.period is Period.SAME


def test_without_names_and_with_other_numbers_it_is_another_period():
    before = [[cell + 3 if isinstance(cell, int) else cell for cell in row] for row in NOW]
    title = "People by area and sex"
    assert only_pair(book(NOW, title=title), release(before, title=title)).period is Period.OTHER


def test_where_nothing_can_be_compared_the_period_is_unclear():
    hidden = [["Area", "Men", "Women"], ["Ash", "[c]", 44], ["Beech", 50, "[c]"], ["Elm", 5, 6]]
    title = "People by area and sex"
    before = [["Area", "Men", "Women"], ["Ash", 3, "[c]"], ["Beech", "[c]", 70], ["Oak", 7, 8]]
    pair = only_pair(book(hidden, title=title), release(before, title=title))
    assert pair.period is Period.UNCLEAR


def test_years_as_columns_are_matched_by_year():
    now = [["Area", "2023", "2024"], ["Ash", 11, 30], ["Beech", 250, 260], ["Elm", 350, 360]]
    before = [["Area", "2022", "2023"], ["Ash", 20, 11], ["Beech", 240, 250], ["Elm", 340, 350]]
    pair = only_pair(book(now), release(before))
    assert pair.period is Period.SAME
    assert [(one.now, one.before) for one in pair.columns if one.is_same_period] == [(1, 2)]


def test_a_rounded_release_is_the_same_but_for_rounding():
    rounded = [
        [5 * round(cell / 5) if isinstance(cell, int) else cell for cell in row] for row in NOW
    ]
    pair = only_pair(book(NOW), release(rounded))
    assert (pair.period, pair.rounding) == (Period.SAME, 2.5)


def test_numbers_that_only_differ_are_not_rounded():
    assert rounding_between(np.array([11.0, 12, 13]), np.array([11.0, 13, 13])) == 0


def test_of_two_tables_each_finds_its_own():
    second = [["Area", "Cats", "Dogs"], ["Ash", 7, 8], ["Beech", 900, 901], ["Cedar", 800, 801]]
    matched = match(book(NOW, second), release(second, NOW))
    assert [(pair.now.sheet, pair.before.sheet) for pair in matched.pairs] == [
        ("Table 1", "Table 2"),
        ("Table 2", "Table 1"),
    ]


def test_a_table_about_something_else_stays_alone():
    other = [["Make", "Cars", "Vans"], ["Red", 7, 8], ["Green", 900, 901], ["Blue", 800, 801]]
    matched = match(book(NOW), release(other, title="Vehicles by colour"))
    assert not matched.pairs
    assert (len(matched.lone_now), len(matched.lone_before)) == (1, 1)


def place(cells: str, sheet: str = "Table 1") -> TablePlace:
    return TablePlace(sheet, CellRange.parse(cells))


def test_what_the_checker_says_of_lines_counts_and_can_be_said_otherwise():
    before = release([*NOW[:1], ["Forest", 7, 9, 16], *NOW[2:]])
    body = place("B3:D6")
    said = NO_CORRECTION.with_lines(SaidLines(body, body, Axis.ROWS, 2, 2))
    pair = only_pair(book(NOW), before, correction=said)
    assert (pair.rows[0].now, pair.rows[0].before, pair.rows[0].confidence) == (2, 2, 1)
    alone = said.with_lines(SaidLines(body, body, Axis.ROWS, 2, None))
    pair = only_pair(book(NOW), before, correction=alone)
    assert (2, 2) not in lines(pair.rows)
    assert len(alone.lines) == 1


def test_what_the_checker_says_of_tables_counts():
    matched = match(book(NOW), release(NOW))
    denied = NO_CORRECTION.with_tables(SaidTables(place("B3:D6"), place("B3:D6"), is_same=False))
    assert matched.pairs
    assert not match(book(NOW), release(NOW), correction=denied).pairs
    other = SaidTables(place("B3:D6"), place("B3:D6"), period=Period.OTHER)
    pair = only_pair(book(NOW), release(NOW), correction=NO_CORRECTION.with_tables(other))
    assert (pair.period, pair.reason) == (Period.OTHER, "said by the checker")


def test_a_table_said_to_be_alone_is_settled():
    alone = NO_CORRECTION.with_tables(SaidTables(place("B3:D6"), None))
    matched = match(book(NOW), release(NOW), correction=alone)
    assert (len(matched.settled_now), len(matched.lone_now), matched.pairs) == (1, 0, ())


def test_what_no_longer_fits_is_said():
    gone = NO_CORRECTION.with_tables(SaidTables(place("B3:D6", "Gone"), None))
    assert "no longer fits" in match(book(NOW), release(NOW), correction=gone).unused[0]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Table 3: NEET, Q1 2024", {"2024-q1"}),
        ("Quarter 2 2022-23", {"2022/23-q2"}),
        ("Year ending 31 March 2024", {"2024-mar-31"}),
        ("2022/23", {"2022/23"}),
        ("2022 to 2023", {"2022/23"}),
        ("Mar-24", {"2024-mar"}),
        ("März 2024", {"2024-mär"}),
        ("Week 25 2020", {"2020-w25"}),
        ("People who may be older", set()),
        ("May", {"may"}),
        ("Aged 16-24", set()),
    ],
)
def test_periods_are_read_however_they_are_written(text: str, periods: set[str]):
    assert find_periods(text) == periods
