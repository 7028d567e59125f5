"""Real workbooks as releases of one another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sdc_desktop.core.check import Check, assess, take_into_account
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.releases.match import Period
from sdc_desktop.core.releases.matching import match_releases
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.workbook.reader import read_workbook
from tests.core.build import STAMP
from tests.releases import POLICY


def test_the_same_content_in_another_format_is_matched_table_by_table(corpus):
    now = read_workbook(corpus("scotgov-poverty/data2023_1yr.xlsx"))
    before = read_workbook(corpus("scotgov-poverty/data2023_1yr.ods"))
    tables = find_tables(now)
    match = match_releases(now, tables, before, find_tables(before))
    assert not match.lone_now
    assert not match.lone_before
    assert len(match.pairs) == len(tables) == 46
    for pair in match.pairs:
        assert pair.period is Period.SAME
        assert (pair.now.sheet, pair.now.body) == (pair.before.sheet, pair.before.body)
        assert all(line.now == line.before for line in (*pair.rows, *pair.columns))
        assert not any((*pair.lone_rows, *pair.lone_columns))


@pytest.mark.parametrize(
    "name",
    [
        "ons-informal-employment/ad_hoc_2021-05-27.xlsx",
        "ons-neet/notineducationemploymentortrainingod221.xlsx",
    ],
)
def test_a_published_file_beside_itself_tells_no_more_than_alone(corpus, name: str):
    now = read_workbook(corpus(name))
    tables = find_tables(now)
    before = replace(now, name="before.xlsx", sha256="f" * 64)
    check = Check(now, POLICY, tables)
    alone = assess(check)
    beside = assess(take_into_account(check, (EarlierRelease(before, tables),), STAMP))
    ends = [
        [(one.cell, one.lower, one.upper) for one in each.audit.intervals]
        for each in (alone, beside)
    ]
    assert alone.audit.unprotected
    assert ends[0] == ends[1]
    severe = [one for one in beside.findings if one.rule in {"revised", "differencing"}]
    assert {one.severity.value for one in severe} <= {"info"}


def test_tables_that_are_all_alike_find_their_own(corpus):
    now = read_workbook(corpus("bfs-alcohol/Alkoholkonsum.xlsx"))
    tables = find_tables(now)
    match = match_releases(now, tables, replace(now, sha256="f" * 64), tables)
    assert len(match.pairs) == len(tables) == 6
    assert all(pair.now == pair.before for pair in match.pairs)


def test_wide_and_long_forms_of_a_table_are_not_taken_for_the_same(corpus):
    folder = "phs-sdc-training/test_data_SDC_presentation_data"
    now = read_workbook(corpus(f"{folder}_wide_rev_1.xlsx"))
    before = read_workbook(corpus(f"{folder}_long_rev_1.xlsx"))
    match = match_releases(now, find_tables(now), before, find_tables(before))
    assert (match.pairs, len(match.lone_now), len(match.lone_before)) == ((), 1, 1)
