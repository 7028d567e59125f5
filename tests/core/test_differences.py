"""Differences are found by words and arithmetic, and follow changed numbers."""

import numpy as np
import pytest

from sdc_desktop.core.actions import Withhold
from sdc_desktop.core.check import Check
from sdc_desktop.core.differences import find_differences
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.protection.changing import perturb_tables
from sdc_desktop.core.protection.perturbing import PerturbWish
from sdc_desktop.core.published import publish
from tests.core.build import STAMP, Row, make_sheet, make_workbook

POLICY = Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 4), asks_for_secondary=False)
ROUND = PerturbWish(method=Method.CONVENTIONAL, base=5)


def rows(label: str, percent: str = "") -> list[Row]:
    pairs = [("Leeds", 41, 53), ("York", 3, 27), ("Hull", 19, 12), ("Goole", 96, 108)]
    head: Row = ["Area", "2020", "2021", label, *([percent] if percent else [])]
    own: list[list[float]] = [
        [b - a, *([round(100 * (b - a) / a, 1)] if percent else [])] for _, a, b in pairs
    ]
    return [head, *([*pair, *more] for pair, more in zip(pairs, own, strict=True))]


def check_of(table: list[Row]) -> Check:
    book = make_workbook(make_sheet(table))
    return Check(book, POLICY, find_tables(book))


def after_rounding(check: Check) -> np.ndarray:
    actions = perturb_tables(check, ROUND, STAMP).actions
    return publish(check.workbook, actions).values["Table 1"][1:, 1:]


@pytest.mark.parametrize("label", ["Change", "Change from 2020", "Difference", "Increase"])
def test_a_line_of_differences_is_found_by_its_label_and_its_numbers(label: str) -> None:
    check = check_of(rows(label))
    [found] = find_differences(check.workbook, check.tables[0])
    assert (found.line, found.later, found.earlier, found.is_percent) == (3, 2, 1, False)


def test_what_is_called_change_and_is_none_is_no_difference() -> None:
    table = rows("Change")
    table[1] = [*table[1][:3], 13]
    check = check_of(table)
    assert find_differences(check.workbook, check.tables[0]) == ()


def test_a_difference_without_a_word_for_it_is_none() -> None:
    check = check_of(rows("Vacancies"))
    assert find_differences(check.workbook, check.tables[0]) == ()


def test_differences_are_worked_out_again_from_rounded_numbers() -> None:
    shown = after_rounding(check_of(rows("Change", "Change (%)")))
    assert shown[0].tolist() == [40, 55, 15, 37.5]
    assert shown[2].tolist() == [20, 10, -10, -50.0]


def test_the_difference_of_a_withheld_number_is_withheld() -> None:
    check = check_of(rows("Change"))
    actions = perturb_tables(check, ROUND, STAMP).actions
    withheld = {cell.a1 for one in actions if isinstance(one, Withhold) for cell in one.cells}
    assert withheld == {"B3", "D3"}
