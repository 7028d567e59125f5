"""Earlier releases for tests: written out by hand, or generated from one true table."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sdc_desktop.core.actions import Action
from sdc_desktop.core.check import Assessment, Check, assess, take_into_account
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.releases.match import ReleaseMatch
from sdc_desktop.core.releases.matching import match_releases
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.core.sheets import Workbook
from tests.core.build import STAMP, Row, make_sheet, make_workbook

POLICY = Policy("test", "1", "Test", unsafe_counts=UnsafeRange(1, 9))
TITLE = "Table 1: People by area and sex, 2024"


def book(*sheets: Sequence[Row], name: str = "now.xlsx", title: str = TITLE) -> Workbook:
    """Return a workbook of sheets "Table 1", "Table 2" ... with these rows below a title."""
    made = [
        make_sheet([[title], *rows], f"Table {number}")
        for number, rows in enumerate(sheets, start=1)
    ]
    digest = hashlib.sha256(repr((name, title, sheets)).encode()).hexdigest()
    return replace(make_workbook(*made), name=name, sha256=digest)


def release(
    *sheets: Sequence[Row], name: str = "before.xlsx", title: str = TITLE
) -> EarlierRelease:
    """Return an earlier release with these sheets."""
    workbook = book(*sheets, name=name, title=title)
    return EarlierRelease(workbook, find_tables(workbook))


def match(now: Workbook, before: EarlierRelease, **options: object) -> ReleaseMatch:
    """Return what belongs together in a workbook and an earlier release."""
    return match_releases(now, find_tables(now), before.workbook, before.tables, **options)


def check_of(
    now: Workbook, *before: EarlierRelease, actions: Sequence[Action] = (), policy: Policy = POLICY
) -> Check:
    """Return the check of a workbook that takes earlier releases into account."""
    check = Check(now, policy, find_tables(now), tuple(actions))
    return take_into_account(check, before, STAMP) if before else check


def assessed(now: Workbook, *before: EarlierRelease, **options: object) -> Assessment:
    """Return everything that is known about a workbook with earlier releases."""
    return assess(check_of(now, *before, **options))


@dataclass(frozen=True)
class TwoReleases:
    """The rows of two releases of one true table of areas by groups.

    Attributes:
        now, before: Rows with a header row, labels and totals.
        truth: (area, group) to the number of people.
        now_areas, before_areas: For each row of a release the areas that it counts.
    """

    now: list[list[float | str]]
    before: list[list[float | str]]
    truth: list[list[int]]
    now_areas: list[tuple[int, ...]]
    before_areas: list[tuple[int, ...]]


_NAMES = ("Ash", "Beech", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper")


def two_releases(seed: int, areas: int = 5, groups: int = 3, *, largest: int = 40) -> TwoReleases:
    """Return two releases of one table: reordered, with merged areas, and with one left out."""
    chance = random.Random(seed)
    truth = [[chance.randint(0, largest) for _ in range(groups)] for _ in range(areas)]
    now_areas = [(area,) for area in range(areas)]
    merged = chance.randrange(areas - 1)
    before_areas = [one for one in now_areas if one[0] not in (merged, merged + 1)]
    before_areas.insert(merged, (merged, merged + 1))
    order = chance.sample(range(len(before_areas)), len(before_areas))
    before_areas = [before_areas[place] for place in order]
    return TwoReleases(
        _rows(truth, now_areas), _rows(truth, before_areas), truth, now_areas, before_areas
    )


def _rows(truth: list[list[int]], areas: list[tuple[int, ...]]) -> list[list[float | str]]:
    groups = len(truth[0])
    rows: list[list[float | str]] = [
        ["Area", *(f"Group {chr(65 + number)}" for number in range(groups)), "Total"]
    ]
    counts = [[sum(truth[one][group] for one in area) for group in range(groups)] for area in areas]
    for area, row in zip(areas, counts, strict=True):
        rows.append([" and ".join(_NAMES[one] for one in area), *row, sum(row)])
    sums = [sum(column) for column in zip(*counts, strict=True)]
    rows.append(["Total", *sums, sum(sums)])
    return rows
