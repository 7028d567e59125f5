"""Rounding that the source shows, and what it leaves open to a reader."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.audit import Audit, audit
from sdc_desktop.core.audit_blur import open_blurred
from sdc_desktop.core.audit_knowledge import reader_knowledge
from sdc_desktop.core.audit_update import update_audit
from sdc_desktop.core.found_rounding import Blur, FoundRounding, find_rounding
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.tables import LineSum
from tests.core.build import Row, make_sheet, make_workbook, table_of
from tests.core.systems import EXACT_ONLY, dense, publish_with, table_instance


def midpoints(counts: np.ndarray) -> np.ndarray:
    return np.where(counts > 0, np.ceil(counts / 6) * 6 - 3, 0)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (np.arange(0, 200, 5), FoundRounding(5)),
        (np.arange(0, 200, 10), FoundRounding(10)),
        (np.arange(0, 400, 3) * 1.0, FoundRounding(3)),
        (midpoints(np.arange(0, 90)), FoundRounding(6, is_midpoint=True)),
        (np.arange(0, 200, 5) + 1, None),
        (np.array([5, 10, 15]), None),
        (np.array([0.0, 0.0, np.nan]), None),
        (np.arange(0, 200, 5) / 10, None),
        (np.append(np.arange(0, 200, 5), 7), None),
    ],
)
def test_the_numbers_tell_what_they_were_rounded_to(counts, expected):
    assert find_rounding(counts.astype(float)) == expected


@given(st.lists(st.integers(0, 100_000), min_size=2, max_size=40, unique=True))
def test_exact_counts_are_hardly_ever_taken_for_rounded_ones(counts):
    found = find_rounding(np.array(counts, float))
    assert found is None or all(count % found.base in (0, found.base / 2) for count in counts)


def rounded_rows(base: int, *, shift: int = 0) -> list[Row]:
    """A table of areas by four groups with a total column, all rounded to the nearest."""
    generator = np.random.default_rng(7)
    counts = generator.integers(20, 4000, (12, 4))
    near = np.floor(counts / base + 0.5) * base
    totals = np.floor(counts.sum(axis=1) / base + 0.5) * base + shift
    rows: list[Row] = [["Area", "One", "Two", "Three", "Four", "Total"]]
    for number, (row, total) in enumerate(zip(near, totals, strict=True)):
        rows.append([f"Area {number}", *row.tolist(), float(total)])
    return rows


def system_of(rows: list[Row]) -> RelationSystem:
    sheet = make_sheet(rows)
    table = table_of(sheet, totals=False)
    across = tuple(range(1, len(rows)))
    total = LineSum(table_of(sheet).relations[1].axis, 5, (1, 2, 3, 4), across, tolerance=1_000.0)
    return build_relations(make_workbook(sheet), (replace(table, relations=(total,)),))


def test_a_rounded_table_leaves_half_a_base_open():
    blur = system_of(rounded_rows(5)).blur
    assert blur is not None
    assert set(blur.below) == set(blur.above) == {2}


def test_totals_too_far_away_tell_of_random_rounding():
    blur = system_of(rounded_rows(5, shift=15)).blur
    assert blur is not None
    assert set(blur.below) == set(blur.above) == {4}


def test_totals_that_no_rounding_explains_leave_the_numbers_as_they_are():
    assert system_of(rounded_rows(5, shift=600)).blur is None


def test_an_exact_table_has_no_blur():
    assert system_of(rounded_rows(1)).blur is None


def test_a_withheld_cell_of_a_rounded_table_is_not_known_exactly():
    rows = rounded_rows(5)
    hidden = rows[3][2]
    rows[3] = [*rows[3][:2], "[c]", *rows[3][3:]]
    sheet = make_sheet(rows)
    system = system_of(rows)
    (one,) = audit(system, publish(make_workbook(sheet), ()), EXACT_ONLY).intervals
    assert isinstance(hidden, float)
    assert one.lower <= hidden <= one.upper
    assert one.upper - one.lower == 16
    assert not one.is_exact


def test_large_components_stay_as_they_are_printed():
    rows = rounded_rows(5)
    rows[3] = [*rows[3][:2], "[c]", *rows[3][3:]]
    sheet = make_sheet(rows)
    system = system_of(rows)
    knowledge = reader_knowledge(system, publish(make_workbook(sheet), ()), EXACT_ONLY)
    assert open_blurred(system, knowledge, most=2) == (system, knowledge)


@st.composite
def blurred_tables(draw: st.DrawFn) -> tuple[RelationSystem, list[int]]:
    """A 2x2 table with totals, rounded to base 5, and the cells that are withheld as well."""
    cells = draw(st.lists(st.integers(0, 12), min_size=4, max_size=4))
    true = table_instance(np.array(cells).reshape(2, 2)).system
    printed = np.floor(true.values / 5 + 0.5) * 5
    blur = Blur(np.full(printed.size, 2.0), np.full(printed.size, 2.0))
    system = replace(true, values=printed, blur=blur)
    system = replace(system, row_lower=system.row_lower - 9, row_upper=system.row_upper + 9)
    return system, draw(st.lists(st.integers(0, 8), min_size=1, max_size=3, unique=True))


@given(blurred_tables())
@settings(max_examples=100, deadline=None)
def test_intervals_hold_every_true_table_that_rounds_to_the_printed_one(
    case: tuple[RelationSystem, list[int]],
):
    system, withheld = case
    found: Audit = audit(system, publish_with(system, withheld), EXACT_ONLY)
    ranges = [
        range(41) if number in withheld else range(max(0, int(value) - 2), int(value) + 3)
        for number, value in enumerate(system.values)
    ]
    inner = np.array(list(itertools.product(*(ranges[n] for n in (0, 1, 3, 4)))))
    tables = np.array([full(point) for point in inner])
    inside = np.ones(len(tables), bool)
    for number in range(9):
        inside &= (tables[:, number] >= ranges[number][0]) & (
            (tables[:, number] <= ranges[number][-1]) | (number in withheld)
        )
    inside &= hides_no_zero(system, withheld, tables)
    assert not (dense(system) @ tables[inside].T).any()
    for one in found.intervals:
        number = system.cells.index(one.cell)
        if number not in withheld or one.upper > 40:
            continue
        values = tables[inside][:, number]
        assert (one.lower, one.upper) == (values.min(), values.max())


def full(inner: np.ndarray) -> list[int]:
    a, b, c, d = inner.tolist()
    return [a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d]


def hides_no_zero(system: RelationSystem, withheld: list[int], tables: np.ndarray) -> np.ndarray:
    """Withheld cells are not zero where no zero is withheld."""
    if (system.values[withheld] == 0).any():
        return np.ones(len(tables), bool)
    return (tables[:, withheld] > 0).all(axis=1)


@given(blurred_tables(), st.integers(0, 8))
@settings(max_examples=60, deadline=None)
def test_an_audit_after_an_edit_takes_rounding_into_account(
    case: tuple[RelationSystem, list[int]], more: int
):
    system, withheld = case
    before = publish_with(system, withheld)
    after = publish_with(system, {*withheld, more})
    updated = update_audit(audit(system, before, EXACT_ONLY), before, system, after, EXACT_ONLY)
    assert updated == audit(system, after, EXACT_ONLY)
