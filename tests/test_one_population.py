"""Several tables of one population keep small counts from a reader who knows whom they count.

People by area, sex and group are published as some of the tables that departments make of them,
with totals or without, turned or not. The program sees labels and numbers only. The reader here
knows which people each number counts, takes all shown numbers of all tables together and solves
for everybody: no withheld number may be left with a single value, nor a small one be known to be
small. That women in one table can be no more than people in another is no sum; it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from scipy.optimize import linprog

from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.published import publish
from tests.core.build import STAMP, Row, make_sheet, make_workbook
from tests.core.systems import POLICY

AREAS, SEXES, GROUPS = range(3)
NAMES = (
    ("Area A", "Area B", "Area C", "Area D"),
    ("Men", "Women"),
    ("Group 1", "Group 2", "Group 3"),
)
TITLES = (
    ("People by area and group", AREAS, GROUPS, None),
    ("People by area and sex", AREAS, SEXES, None),
    ("People by group and sex", GROUPS, SEXES, None),
    ("Men by area and group", AREAS, GROUPS, 0),
    ("Women by area and group", AREAS, GROUPS, 1),
    ("People by sex and group", SEXES, GROUPS, None),
)
EVERYBODY, MEN, WOMEN = 0, 3, 4
SMALL = 10


@dataclass(frozen=True)
class Printed:
    """A table: what stands in its cells, and whom each of them counts, as (rows, columns, all)."""

    rows: list[Row]
    counts: np.ndarray


def printed(people: np.ndarray, form: int, *, with_totals: bool) -> Printed:
    title, down, along, sex = TITLES[form]
    everybody = np.arange(people.size).reshape(people.shape)
    lines = [[*range(len(NAMES[axis])), *([None] if with_totals else [])] for axis in (down, along)]
    names = [
        ["Total" if one is None else NAMES[axis][one] for one in line]
        for axis, line in zip((down, along), lines, strict=True)
    ]
    counts = np.zeros((len(lines[0]), len(lines[1]), people.size))
    for row, one in enumerate(lines[0]):
        for column, other in enumerate(lines[1]):
            place: list[int | slice] = [slice(None)] * 3
            place[down] = slice(None) if one is None else one
            place[along] = slice(None) if other is None else other
            if sex is not None:
                place[SEXES] = sex
            counts[row, column, np.ravel(everybody[tuple(place)])] = 1
    numbers = (counts @ people.ravel()).tolist()
    rows = [[name, *line] for name, line in zip(names[0], numbers, strict=True)]
    return Printed([[title], ["Category", *names[1]], *rows], counts)


def publication(seed: int) -> list[Printed]:
    rng = np.random.default_rng(seed)
    people = rng.negative_binomial(1.2, 0.02, [len(names) for names in NAMES])
    forms = rng.permutation(len(TITLES))[: rng.integers(2, 5)]
    if len({MEN, WOMEN} & set(forms)) == 1:
        forms = forms[forms != EVERYBODY]
    return [printed(people, int(form), with_totals=bool(rng.integers(2))) for form in forms]


def narrowed(
    tables: list[Printed], shown: list[np.ndarray]
) -> Iterator[tuple[float, float, float]]:
    """Yield least value, greatest value and truth of each withheld number."""
    known, numbers, hidden = [], [], []
    for table, values in zip(tables, shown, strict=True):
        for place in np.ndindex(*values.shape):
            truth = table.rows[2 + place[0]][1 + place[1]]
            if np.isnan(values[place]):
                hidden.append((table.counts[place], float(truth)))
            else:
                known.append(table.counts[place])
                numbers.append(values[place])
    for who, truth in hidden:
        low, high = (
            linprog(sign * who, A_eq=np.array(known), b_eq=numbers, method="highs").fun
            for sign in (1, -1)
        )
        yield np.ceil(low - 1e-6), np.inf if high is None else np.floor(1e-6 - high), truth


@pytest.mark.parametrize("seed", range(24))
def test_no_small_count_is_worked_out_from_all_tables_together(seed: int):
    tables = publication(seed)
    sheets = [make_sheet(one.rows, f"Table {number}") for number, one in enumerate(tables)]
    workbook = make_workbook(*sheets)
    check = Check(workbook, POLICY, find_tables(workbook))
    done = check.do(*suppress(check, STAMP).actions)
    assert not assess(done).audit.unprotected
    published = publish(workbook, done.actions)
    shown = [published.values[sheet.name][2:, 1:] for sheet in sheets]
    for low, high, truth in narrowed(tables, shown):
        assert low < high
        assert truth >= SMALL or high >= SMALL
