"""Earlier releases for tests: written out by hand, or generated from one true table."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from sdc_desktop.core.actions import Action
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.check import Assessment, Check, assess, take_into_account
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.published import publish
from sdc_desktop.core.releases.match import ReleaseMatch
from sdc_desktop.core.releases.matching import match_releases
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.core.sheets import Sheet, Workbook
from sdc_desktop.core.tables import Axis, LineSum, Table
from tests.core.build import STAMP, Row, make_sheet, make_workbook

Ends = tuple[float, float]

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


def known_tables(workbook: Workbook) -> tuple[Table, ...]:
    """Return the tables of `book` with totals in the last row and column, whatever is shown."""
    return tuple(_known_table(sheet) for sheet in workbook.sheets)


def _known_table(sheet: Sheet) -> Table:
    rows, columns = sheet.shape
    body = CellRange(2, 1, rows - 1, columns - 1)
    return Table(
        sheet=sheet.name,
        title=TITLE,
        body=body,
        header_rows=(1,),
        stub_columns=(0,),
        total_rows=(rows - 1,),
        total_columns=(columns - 1,),
        relations=(
            LineSum(Axis.ROWS, rows - 1, tuple(range(2, rows - 1)), tuple(body.columns)),
            LineSum(Axis.COLUMNS, columns - 1, tuple(range(1, columns - 1)), tuple(body.rows)),
        ),
    )


def known_check(now: Workbook, *before: Workbook) -> Check:
    """Return the check of a workbook whose tables are known, as those of its earlier releases."""
    check = Check(now, POLICY, known_tables(now))
    earlier = tuple(EarlierRelease(one, known_tables(one)) for one in before)
    return take_into_account(check, earlier, STAMP) if before else check


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
    """Return two releases of one table: reordered, renamed, and with two areas merged before."""
    chance = random.Random(seed)
    truth = [[chance.randint(0, largest) for _ in range(groups)] for _ in range(areas)]
    now_areas = [(area,) for area in range(areas)]
    merged = chance.randrange(areas - 1)
    before_areas = [one for one in now_areas if one[0] not in (merged, merged + 1)]
    before_areas.insert(merged, (merged, merged + 1))
    order = chance.sample(range(len(before_areas)), len(before_areas))
    before_areas = [before_areas[place] for place in order]
    before = _rows(truth, before_areas)
    for row in before[1:-1]:
        row[0] = chance.choice(("{}", "{}", "City of {}", " {} [note 1]")).format(row[0])
    return TwoReleases(_rows(truth, now_areas), before, truth, now_areas, before_areas)


def protected(rows: Sequence[Row], policy: Policy = POLICY) -> list[list[float | str | None]]:
    """Return what a reader sees of a table that was protected by itself."""
    check = replace(known_check(book(rows)), policy=policy)
    check = check.do(*suppress(check, STAMP).actions)
    shown: list[list[float | str | None]] = [list(row) for row in rows]
    for cell, marker in publish(check.workbook, check.actions).markers.items():
        shown[cell.row - 1][cell.column] = marker
    return shown


def reader_ends(releases: TwoReleases, *shown: Sequence[Row]) -> dict[tuple[int, int, int], Ends]:
    """Return what a reader can narrow each withheld number to, by other integer programmes.

    Args:
        releases: The truth, and which areas each row counts.
        shown: What a reader sees of the two releases.

    Returns:
        (release, row, column) to least and greatest value, with 0 for the first release.
    """
    size = len(releases.truth), len(releases.truth[0])
    forms: dict[tuple[int, int, int], np.ndarray] = {}
    equal, least = [], []
    for number, (rows, areas) in enumerate(
        zip(shown, (releases.now_areas, releases.before_areas), strict=True)
    ):
        every = tuple(range(size[0]))
        for row, members in enumerate([*areas, every], start=1):
            for column in range(1, size[1] + 2):
                form = np.zeros(size)
                form[list(members), slice(None) if column > size[1] else column - 1] = 1
                value = rows[row][column]
                if isinstance(value, str):
                    forms[number, row, column] = form.ravel()
                    least.append(form.ravel())
                else:
                    equal.append((form.ravel(), value))
    known = np.array([form for form, _ in equal])
    numbers = np.array([value for _, value in equal])
    limits = [LinearConstraint(known, numbers, numbers)]
    if least:
        limits.append(LinearConstraint(np.array(least), 1, np.inf))
    return {place: _ends(form, limits) for place, form in forms.items()}


def _ends(form: np.ndarray, limits: Sequence[LinearConstraint]) -> Ends:
    found = [
        milp(sign * form, constraints=limits, integrality=np.ones(form.size), bounds=Bounds(0))
        for sign in (1, -1)
    ]
    assert found[0].status == 0  # so values are possible, and only "unbounded" is left above
    upper = -round(found[1].fun) if found[1].status == 0 else np.inf
    return round(found[0].fun), upper


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
