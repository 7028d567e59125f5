"""What protection cost is counted in cells; how far readers can narrow cells, in classes."""

from math import inf

import pytest

from sdc_desktop.core.actions import RoundCells, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.audit import Audit, FeasibilityInterval
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.outcome import Narrowing, TableOutcome, narrowing_of, outcome_of
from sdc_desktop.core.published import publish
from sdc_desktop.workbook.reader import read_workbook
from tests.workbooks import write_counts

STAMP = Stamp("Ann", "2026-11-21T09:30:00Z")


def cell(name):
    return CellRef.parse("Table 1", name)


def test_shown_changed_and_withheld_numbers_are_counted(tmp_path):
    workbook = read_workbook(write_counts(tmp_path / "a.xlsx"))
    actions = (
        Withhold((cell("D4"), cell("E4")), SuppressionRole.PRIMARY, "[c]", STAMP),
        RoundCells((cell("B4"), cell("D4")), (120.0, 5.0), "conventional", 5.0, STAMP),
        Withhold((cell("D6"),), SuppressionRole.SECONDARY, "[c]", STAMP),
    )
    found = outcome_of(workbook, find_tables(workbook), publish(workbook, actions))
    assert found == (TableOutcome("Table 1", "B4:F8", 25, 2, 2),)


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        (7, 7, Narrowing.EXACT),
        (80, 100, Narrowing.QUARTER),
        (75, 100, Narrowing.QUARTER),
        (50, 100, Narrowing.HALF),
        (1, 100, Narrowing.MORE),
        (0, 100, Narrowing.FROM_ZERO),
        (-5, 100, Narrowing.FROM_ZERO),
        (3, inf, Narrowing.NO_LIMIT),
        (-inf, 3, Narrowing.NO_LIMIT),
    ],
)
def test_the_class_goes_by_what_is_left_against_the_greatest_value(lower, upper, expected):
    one = FeasibilityInterval(cell("B4"), lower, upper, lower == upper, True, True, "")
    assert narrowing_of(Audit((one,)))[expected] == 1


def test_what_was_not_proved_is_no_class_of_its_width():
    one = FeasibilityInterval(cell("B4"), 0, 100, False, False, False, "")
    counts = narrowing_of(Audit((one,)))
    assert counts[Narrowing.UNPROVED] == 1
    assert sum(counts.values()) == 1
