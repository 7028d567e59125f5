"""The truth of generated workbooks holds in their cells."""

from pathlib import Path

import numpy as np
import pytest

from sdc_desktop.core.sheets import CellKind, Sheet
from sdc_desktop.core.tables import Axis
from sdc_desktop.workbook.reader import read_workbook
from tests.layouts.build import Options, make_workbook
from tests.layouts.truth import TrueRatio, TrueSum, TrueTable
from tests.layouts.xlsx import write_xlsx

SEEDS = range(60)


def value(sheet: Sheet, axis: Axis, line: int, other: int) -> float:
    return float(sheet.values[(line, other) if axis is Axis.ROWS else (other, line)])


def rounding_base(table: TrueTable) -> float:
    return next((float(one[11:]) for one in table.features if one[:11] == "rounded to "), 0.0)


def is_off(sheet: Sheet, table: TrueTable, one: TrueSum) -> bool:
    slack = 0.5 * rounding_base(table) * (len(one.parts) + 1) + 1e-3
    for line in one.across:
        total = value(sheet, one.axis, one.total, line)
        parts = sum(value(sheet, one.axis, part, line) for part in one.parts)
        if abs(total - parts) > slack:  # False where a number is withheld
            return True
    return False


def error_of(sheet: Sheet, table: TrueTable, one: TrueRatio) -> float:
    """Return the smallest factor's largest deviation."""
    lines = table.body.columns if one.axis is Axis.ROWS else table.body.rows
    errors = []
    for factor in (100, 1000, 1):
        worst = 0.0
        for line in lines:
            at = line if one.denominator_at is None else one.denominator_at
            below = value(sheet, one.axis, one.denominator, at)
            above = value(sheet, one.axis, one.numerator, line)
            printed = value(sheet, one.axis, one.ratio, line)
            off = abs(factor * above / below - printed) if below else 0.0
            worst = max(worst, 0.0 if np.isnan(off) else off)
        errors.append(worst)
    return min(errors)


def test_a_seed_gives_the_same_workbook_every_time() -> None:
    first, second = make_workbook(7), make_workbook(7)
    assert first.tables == second.tables
    for one, other in zip(first.workbook.sheets, second.workbook.sheets, strict=True):
        assert np.array_equal(one.texts, other.texts)
        assert np.array_equal(one.values, other.values, equal_nan=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_true_sums_and_ratios_hold_in_the_cells(seed: int) -> None:
    made = make_workbook(seed)
    for table in made.tables:
        sheet = made.workbook.sheet(table.sheet)
        assert [one for one in table.sums if is_off(sheet, table, one)] == []
        required = [one for one in table.ratios if one.is_required]
        assert [one for one in required if error_of(sheet, table, one) > 0.501] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_bodies_are_tight_and_hold_numbers_and_markers_only(seed: int) -> None:
    made = make_workbook(seed)
    for table in made.tables:
        sheet, body = made.workbook.sheet(table.sheet), table.body
        kinds = sheet.kinds[body.top : body.bottom + 1, body.left : body.right + 1]
        assert kinds[0].any()
        assert kinds[-1].any()
        assert kinds[:, 0].any()
        assert kinds[:, -1].any()
        texts = sheet.texts[body.top : body.bottom + 1, body.left : body.right + 1]
        is_text = (kinds == CellKind.TEXT) & np.isnan(
            sheet.values[body.top : body.bottom + 1, body.left : body.right + 1]
        )
        assert all(len(text) <= 5 for text in texts[is_text])


@pytest.mark.parametrize("seed", range(5))
def test_a_real_file_reads_back_as_the_same_cells(seed: int, tmp_path: Path) -> None:
    made = make_workbook(seed, Options())
    write_xlsx(made.workbook, tmp_path / "made.xlsx")
    again = read_workbook(tmp_path / "made.xlsx")
    assert [one.name for one in again.sheets] == [one.name for one in made.workbook.sheets]
    for one, other in zip(made.workbook.sheets, again.sheets, strict=True):
        rows, columns = one.shape
        assert np.array_equal(one.kinds, other.kinds[:rows, :columns])
        assert np.allclose(one.values, other.values[:rows, :columns], equal_nan=True)
        assert set(one.merged) == set(other.merged)
