"""What numbers are, what they were worked out from, and which lines count a part of others."""

import pytest

from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.layout.formula_sums import find_formula_sums
from sdc_desktop.core.layout.nested_labels import read_span
from sdc_desktop.core.layout.statistics import are_counts
from sdc_desktop.core.tables import Axis, Statistic, Table
from tests.core.build import Row, make_sheet, make_workbook


def understood(rows: list[Row]) -> Table:
    [table] = find_tables(make_workbook(make_sheet(rows)))
    return table


def column_kinds(rows: list[Row]) -> list[Statistic]:
    return [statistic for _, statistic in understood(rows).column_statistics]


@pytest.mark.parametrize(
    ("header", "numbers", "kind"),
    [
        ("Number of people", (12, 40, 7), Statistic.COUNT),
        ("Turnover (£ million)", (12.5, 40.1, 7.0), Statistic.SUM),
        ("Per cent", (12.5, 40.1, 47.4), Statistic.PERCENTAGE),
        ("Rate per 100,000", (12.5, 140.1, 47.4), Statistic.RATE),
        ("Mean age", (31.5, 40.1, 47.4), Statistic.MEAN),
        ("Median income", (31500, 40100, 47400), Statistic.MEDIAN),
        ("90th percentile", (31500, 40100, 47400), Statistic.QUANTILE),
        ("Minimum", (3, 4, 1), Statistic.MINIMUM),
        ("Maximum", (30, 44, 18), Statistic.MAXIMUM),
        ("Index (2015 = 100)", (100, 103.5, 108.1), Statistic.INDEX),
        ("Change from 2024", (-3, 4, 1), Statistic.CHANGE),
        ("Upper 95% confidence limit", (30.1, 44.2, 18.3), Statistic.ERROR),
        ("Unweighted base", (130, 444, 218), Statistic.BASE),
        ("Durchschnittsalter", (31.5, 40.1, 47.4), Statistic.MEAN),
        ("HHI", (1840, 2210, 990), Statistic.OTHER),
        ("Gini coefficient", (31, 44, 29), Statistic.OTHER),
        ("Standard deviation", (4, 12, 7), Statistic.OTHER),
        ("Degrees of freedom", (12, 9, 30), Statistic.OTHER),
        ("Modal age", (34, 27, 41), Statistic.OTHER),
        ("Odds ratio", (4, 1, 2), Statistic.OTHER),
        ("Interquartile range", (12, 15, 11), Statistic.QUANTILE),
        ("Range", (88, 71, 90), Statistic.MAXIMUM),
        ("Mode of travel: bus", (88, 71, 90), Statistic.COUNT),
    ],
)
def test_a_label_says_what_the_numbers_are(
    header: str, numbers: tuple[float, ...], kind: Statistic
) -> None:
    names = ("Leeds", "York", "Hull")
    rows: list[Row] = [
        ["Area", header],
        *([name, n] for name, n in zip(names, numbers, strict=True)),
    ]
    assert column_kinds(rows) == [kind]


def test_whole_numbers_up_to_100_are_counts_until_something_says_percentage() -> None:
    rows: list[Row] = [["Area", "Cars"], ["Leeds", 40], ["York", 35], ["Hull", 25]]
    assert column_kinds(rows) == [Statistic.COUNT]


def test_rows_may_name_the_measures() -> None:
    table = understood(
        [
            ["", "North", "South", "All areas"],
            ["Number of deaths", 12, 30, 42],
            ["Population", 4000, 6000, 10000],
            ["Rate per 1,000", 3.0, 5.0, 4.2],
        ]
    )
    kinds = dict(table.row_statistics)
    assert [kinds[row] for row in (1, 2, 3)] == [Statistic.COUNT, Statistic.COUNT, Statistic.RATE]
    assert table.total_columns == (3,)


def test_percentages_of_a_column_know_their_total() -> None:
    table = understood(
        [
            ["Area", "Number", "% of total"],
            ["Leeds", 40, 40.0],
            ["York", 35, 35.0],
            ["Hull", 17, 17.0],
            ["Goole", 8, 8.0],
            ["Total", 100, 100.0],
        ]
    )
    [ratio] = table.ratios
    assert (ratio.axis, ratio.ratio, ratio.numerator, ratio.denominator) == (Axis.COLUMNS, 2, 1, 1)
    assert (ratio.denominator_at, ratio.factor) == (5, 100.0)


def test_rates_know_their_numerator_and_denominator() -> None:
    table = understood(
        [
            ["Area", "Deaths", "Population", "Rate per 1,000"],
            ["Leeds", 12, 4000, 3.0],
            ["York", 30, 7000, 4.3],
            ["Hull", 8, 3000, 2.7],
            ["Goole", 3, 2100, 1.4],
        ]
    )
    [ratio] = table.ratios
    assert (ratio.numerator, ratio.denominator, ratio.denominator_at) == (1, 2, None)
    assert (ratio.factor, ratio.step, ratio.across) == (1000.0, 0.1, (1, 2, 3, 4))


def test_a_mean_knows_its_sum_and_its_count() -> None:
    table = understood(
        [
            ["Trade", "Firms", "Turnover (£)", "Mean turnover"],
            ["Food", 12, 600, 50.0],
            ["Wood", 30, 960, 32.0],
            ["Iron", 8, 900, 112.5],
        ]
    )
    [ratio] = table.ratios
    assert (ratio.ratio, ratio.numerator, ratio.denominator, ratio.factor) == (3, 2, 1, 1.0)


def test_unrelated_decimals_are_no_ratio() -> None:
    table = understood(
        [
            ["Area", "Number", "Mean age"],
            ["Leeds", 40, 31.2],
            ["York", 35, 47.9],
            ["Hull", 17, 22.4],
        ]
    )
    assert table.ratios == ()


def test_lines_that_count_a_part_of_others_are_in_order() -> None:
    table = understood(
        [["Area", "Under 20", "Under 25", "All ages"], ["Leeds", 4, 9, 90], ["York", 2, 5, 44]]
    )
    [order] = table.orders
    assert (order.smaller, order.larger) == (1, 2)


def test_of_which_is_a_part_and_not_added_up() -> None:
    table = understood(
        [
            ["Trade", "2023", "2024", "2025"],
            ["Food", 40, 42, 47],
            ["of which: bread", 12, 13, 11],
            ["Wood", 30, 31, 36],
            ["Total", 70, 73, 83],
        ]
    )
    assert [(one.total, one.parts) for one in table.relations] == [(4, (1, 3))]
    assert [(one.smaller, one.larger) for one in table.orders] == [(2, 1)]


@pytest.mark.parametrize(
    ("label", "span"),
    [
        ("Under 20", (float("-inf"), 19)),
        ("16 to 24", (16, 24)),
        ("65 and over", (65, float("inf"))),
        ("85+", (85, float("inf"))),
        ("over 64", (65, float("inf"))),
        ("unter 15", (float("-inf"), 14)),
    ],
)
def test_labels_name_ranges(label: str, span: tuple[float, float]) -> None:
    read = read_span(label)
    assert read is not None
    assert read[1] == span


@pytest.mark.parametrize("label", ["Leeds", "Ward R1A5", "E06000001", "Route 1to4", "A5+"])
def test_a_label_without_a_range_names_none(label: str) -> None:
    assert read_span(label) is None


def test_numbers_with_fractions_are_no_counts() -> None:
    import numpy as np

    assert are_counts(np.array([1.0, 2.0, 30.0]))
    assert not are_counts(np.array([1.5, 2.5, 30.0]))
    assert not are_counts(np.array([-1.0, 2.0]))


def test_the_formula_sums_are_those_of_the_own_column() -> None:
    from dataclasses import replace

    from sdc_desktop.core.layout.blocks import find_blocks
    from sdc_desktop.core.layout.grid import classify

    rows: list[Row] = [["Area", "a", "b"], ["Leeds", 3, 4], ["York", 5, 6], ["Both", 8, 10]]
    sheet = replace(make_sheet(rows), formulas={(3, 1): "SUM(B2:B3)", (3, 2): "C2+C3*2"})
    grid = classify(sheet)
    [block] = find_blocks(grid)
    assert find_formula_sums(grid, block, Axis.ROWS) == ((2, (0, 1)),)
    [table] = find_tables(make_workbook(sheet))
    assert [(one.total, one.parts) for one in table.relations] == [(3, (1, 2))]


@pytest.mark.parametrize(
    "header",
    ["value", "Income support", "Under £200 a week", "£10,000 to £19,999", "Hours: 1 to 9"],
)
def test_small_whole_numbers_stay_counts_whatever_their_group_is_called(header: str) -> None:
    rows: list[Row] = [["Area", header], ["Leeds", 4], ["York", 35], ["Hull", 2]]
    assert column_kinds(rows) == [Statistic.COUNT]


@pytest.mark.parametrize(
    "title",
    ["Table 1: Number of people by mean weekly income", "Number of claims by rate of benefit"],
)
def test_the_number_of_something_is_a_count(title: str) -> None:
    rows: list[Row] = [[title], [], ["Area", "Men", "Women"], ["Leeds", 4, 8], ["York", 35, 2]]
    assert column_kinds(rows) == [Statistic.COUNT, Statistic.COUNT]


def test_rows_of_percentages_do_not_hide_the_counts_above_them() -> None:
    table = understood(
        [
            ["Place", "Week 1", "Week 2", "Week 3"],
            ["Number of deaths"],
            ["Hospital", 8, 43, 19],
            ["Home", 2, 14, 39],
            ["Percentage of deaths"],
            ["Hospital", 0.8, 0.754, 0.328],
            ["Home", 0.2, 0.246, 0.672],
        ]
    )
    assert {statistic for _, statistic in table.column_statistics} == {Statistic.COUNT}
    assert dict(table.row_statistics) == {5: Statistic.PERCENTAGE, 6: Statistic.PERCENTAGE}


def test_a_note_glued_to_a_word_does_not_hide_it() -> None:
    rows: list[Row] = [
        ["Percentage1 of households by income"],
        [],
        ["Area", "Car", "Phone"],
        ["Leeds", 46, 80],
        ["York", 35, 91],
    ]
    assert column_kinds(rows) == [Statistic.PERCENTAGE, Statistic.PERCENTAGE]
