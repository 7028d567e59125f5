import numpy as np
import pytest

from sdc_desktop.core.actions import Release
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.published import publish
from sdc_desktop.core.rules.labels import Labels
from sdc_desktop.core.rules.shown_table import STATISTICS, least_hiding_base, show_table
from sdc_desktop.core.tables import Statistic, Table
from tests.core.build import (
    STAMP,
    make_sheet,
    make_workbook,
    ref,
    rounded,
    table_of,
    with_totals,
    withhold,
)

SHEET = make_sheet(with_totals([[13, 20], [4, 50]]))
WORKBOOK = make_workbook(SHEET)


def test_a_rounded_cell_remembers_its_base_until_it_is_released():
    published = publish(WORKBOOK, [rounded(5, B2=15, C2=20)])
    assert published.bases["Table 1"][1, 1] == 5
    again = publish(WORKBOOK, [rounded(5, B2=15, C2=20), Release((ref("B2"),), STAMP)])
    assert np.isnan(again.bases["Table 1"][1, 1])
    assert again.bases["Table 1"][1, 2] == 5


def test_a_rounded_cell_that_is_withheld_later_has_no_base():
    published = publish(WORKBOOK, [rounded(5, B2=15), withhold("B2")])
    assert np.isnan(published.bases["Table 1"]).all()


@pytest.mark.parametrize(
    ("policy", "base"),
    [
        (Policy("t", "1", "T"), 3),
        (Policy("t", "1", "T", rounding_base=5), 5),
        (Policy("t", "1", "T", unsafe_counts=UnsafeRange(1, 9)), float("inf")),
        (
            Policy(
                "t",
                "1",
                "T",
                unsafe_counts=UnsafeRange(1, 9),
                rounding_base=10,
                rounding_is_enough=True,
            ),
            10,
        ),
    ],
)
def test_rounding_stands_in_for_withholding_only_where_the_policy_lets_it(policy, base):
    assert least_hiding_base(policy) == base


def test_statistics_are_those_of_the_table():
    table = Table(
        SHEET.name,
        "",
        CellRange(1, 1, 3, 3),
        statistic=Statistic.SUM,
        column_statistics=((2, Statistic.MEAN), (3, Statistic.COUNT), (3, Statistic.RATE)),
        row_statistics=((2, Statistic.PERCENTAGE),),
    )
    shown = show_table(WORKBOOK, table, publish(WORKBOOK, ()), Policy("t", "1", "T"))
    for row in table.body.rows:
        for column in table.body.columns:
            code = shown.statistics[row - 1, column - 1]
            assert STATISTICS[code] is table.statistic_at(row, column)


def test_merged_headers_lend_their_label_to_the_columns_below():
    sheet = make_sheet(
        [["", "Men", None, 2020], ["Area", "young", "old", "all"], ["  Leeds\n city", 1, 2, 3]]
    )
    sheet = type(sheet)(
        sheet.name,
        sheet.kinds,
        sheet.values,
        sheet.texts,
        sheet.styles,
        merged=(CellRange(0, 1, 0, 2),),
    )
    table = Table(sheet.name, "", CellRange(2, 1, 2, 3), (0, 1), (0,))
    labels = Labels(make_workbook(sheet), table)
    assert labels.of_cell(2, 2) == "Leeds city, Men, old"
    assert labels.of_column(3) == "2020, all"


def test_cells_without_labels_are_named_by_their_place():
    sheet = make_sheet([[1, 2]])
    table = table_of(make_sheet([[None, None], [None, None]]))
    labels = Labels(make_workbook(sheet), table)
    assert labels.name_row(5) == "row 6"
    assert labels.name_column(2) == "column C"
    shown = show_table(
        make_workbook(sheet),
        Table(sheet.name, "", CellRange(0, 0, 0, 1)),
        publish(make_workbook(sheet), ()),
        Policy("t", "1", "T"),
    )
    assert shown.name(ref("B1")) == "B1"
