"""Redesign first: which two neighbouring categories to combine so that less must be withheld.

Every pair of neighbouring categories is looked at roughly, by how many unsafe cells it would leave;
the most promising ones are tried in full: lines combined, rules asked, secondary cells chosen.

Source: GSS guidance ("table redesign is recommended as the initial method"), guidance B6.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.actions import MergeLines, Stamp, Withhold
from sdc_desktop.core.check import Check, combined, with_asked_levels
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.automatic import withhold_unsafe
from sdc_desktop.core.protection.demands import plain_demands, pose
from sdc_desktop.core.protection.filling import fill_in
from sdc_desktop.core.protection.merging import CannotCombineError, adjacent_parts, combine_lines
from sdc_desktop.core.protection.preferences import NO_PREFERENCES
from sdc_desktop.core.published import publish
from sdc_desktop.core.ratio_cells import NO_RATIOS
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.rules.words import counted, number_in_words
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.suppression.compiled import CAN_COMPILE
from sdc_desktop.core.suppression.network import find_network
from sdc_desktop.core.suppression.pieces import one_of_copies, split
from sdc_desktop.core.suppression.problem import CellState, SuppressionProblem
from sdc_desktop.core.suppression.search import USUAL_EFFORT
from sdc_desktop.core.suppression.solve import solve
from sdc_desktop.core.tables import Axis, Table

RULE = "redesign"

_MOST_CELLS = 20_000
_BEST = 3
_TRIED = 6
_MOST_WORK = 20_000
"""Demands times cells that a first choice takes no time for, whatever adds up to what."""
_MOST = 0.5
"""A pair is worth naming when at most this share of the withheld cells is left."""

_NOBODY = Stamp("", "")
_QUICK = replace(USUAL_EFFORT, annealing=0, rounds=0, nodes=0)


@dataclass(frozen=True, slots=True)
class Withheld:
    """What suppression withholds.

    Attributes:
        cells: How many cells.
        value: The sum of their numbers.
        with_others: Whether cells that protect others are counted too, by a first quick choice;
            where that would take long only unsafe ones are.
    """

    cells: int
    value: float
    with_others: bool


@dataclass(frozen=True, slots=True)
class Redesign:
    """A pair of neighbouring categories that is worth combining.

    Attributes:
        table: The table, as understood.
        merge: The action that combines them; its stamp names nobody.
        before, after: What is withheld without and with it.
        gone: How many numbers disappear from the table into sums.
    """

    table: Table
    merge: MergeLines
    before: Withheld
    after: Withheld
    gone: int

    @property
    def is_enough(self) -> bool:
        """Whether nothing is left to withhold."""
        return self.after.cells == 0

    def message(self) -> str:
        """Return the offer in one sentence, with what it costs and saves."""
        label = self.merge.texts[0][1]
        lines = "rows" if self.merge.axis is Axis.ROWS else "columns"
        what = "cell" if self.before.with_others else "unsafe cell"
        saved = "nothing" if self.is_enough else counted(self.after.cells, what)
        return (
            f"With two {lines} combined into '{label}' {saved} would be withheld instead of "
            f"{counted(self.before.cells, what)} (together "
            f"{number_in_words(self.before.value)}); {counted(self.gone, 'number')} would "
            "become part of sums."
        )

    def finding(self) -> Finding:
        """Return the offer as a finding to be shown beside others."""
        return Finding(
            rule=RULE,
            severity=Severity.INFO,
            sheet=self.table.sheet,
            cells=self.merge.kept + self.merge.absorbed,
            message=self.message(),
            policy_paragraph="",
            remedies=("Combine the two lines",),
        )


@dataclass(frozen=True, slots=True)
class Redesigns:
    """Offers to combine lines.

    Attributes:
        offers: Table by table, the best first.
        left_out: How many tables with unsafe cells were not looked at, because of their size.
    """

    offers: tuple[Redesign, ...]
    left_out: int


def find_redesigns(
    check: Check, progress: Progress = no_progress, *, most_cells: int = _MOST_CELLS
) -> Redesigns:
    """Return for each table up to three pairs of lines to combine, the best first.

    Only pairs that remove the need to withhold, or most of it, are among them. Tables under a
    policy that asks for no secondary suppression are judged by their unsafe cells alone.

    Args:
        check: The check as it is; what was decided already is left aside.
        progress: Told which table is looked at.
        most_cells: How many cells the tables together may have that are looked at.
    """
    view = combined(check)
    found: list[Redesign] = []
    left_out = 0
    for done, table in enumerate(view.tables):
        progress(done, len(view.tables), "looking for categories to combine")
        sheet = replace(view.workbook, sheets=(view.workbook.sheet(table.sheet),))
        alone = replace(view, workbook=sheet, loaded=(table,), actions=())
        unsafe = _unsafe_in(alone, table)
        if not unsafe.any():
            continue
        if unsafe.size > most_cells:
            left_out += 1
            continue
        most_cells -= unsafe.size
        found.extend(_of_table(alone, table, unsafe))
    return Redesigns(tuple(found), left_out)


def _of_table(check: Check, table: Table, unsafe: BoolArray) -> list[Redesign]:
    with_others = _is_quick(check)
    before = _withheld(check, with_others=with_others)
    found = []
    for axis, lines in _promising(check, table, unsafe):
        try:
            merge = combine_lines(check, table.sheet, axis, lines, _NOBODY)
        except CannotCombineError:
            continue
        after = _withheld(check.do(merge), with_others=with_others)
        if after.cells <= _MOST * before.cells:
            found.append(Redesign(table, merge, before, after, len(merge.absorbed)))
    return sorted(found, key=_loss)[:_BEST]


def _loss(one: Redesign) -> tuple[int, float]:
    """Return what is lost in all: numbers not shown by themselves, and what is withheld."""
    return one.after.cells + one.gone, one.after.value


def _unsafe_in(check: Check, table: Table) -> BoolArray:
    """Tell which cells of a table's body are unsafe: (rows, columns) bool."""
    unsafe = np.zeros((len(table.body.rows), len(table.body.columns)), bool)
    for action in withhold_unsafe(check, _NOBODY):
        for cell in action.cells if isinstance(action, Withhold) else ():
            unsafe[cell.row - table.body.top, cell.column - table.body.left] = True
    return unsafe


def _promising(check: Check, table: Table, unsafe: BoolArray) -> list[tuple[Axis, tuple[int, int]]]:
    """Return the pairs that leave the fewest unsafe cells by a rough count, the best first."""
    rough = [
        (left, lines[0], axis, lines)
        for axis in Axis
        for left, lines in _rough_counts(check, table, unsafe, axis)
        if left < unsafe.sum()
    ]
    rough.sort(key=lambda one: one[:2])
    return [(axis, lines) for _, _, axis, lines in rough[:_TRIED]]


def _rough_counts(
    check: Check, table: Table, unsafe: BoolArray, axis: Axis
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield each pair of lines with how many unsafe cells it would leave.

    Where counts are judged by a range a sum is looked up in it; elsewhere it is taken to be unsafe
    where both parts are.
    """
    values = _values_of(check, table)
    start = table.body.top if axis is Axis.ROWS else table.body.left
    if axis is Axis.COLUMNS:
        values, unsafe = values.T, unsafe.T
    total = int(unsafe.sum())
    counts = check.policy.unsafe_counts
    for lines in adjacent_parts(table, axis):
        one, other = (line - start for line in lines)
        either, both = unsafe[one] | unsafe[other], unsafe[one] & unsafe[other]
        sums = values[one] + values[other]
        if counts is None:
            left = both
        else:
            left = either & (sums >= counts.lowest) & (sums < counts.safe_from)
        yield total - int(unsafe[one].sum() + unsafe[other].sum()) + int(left.sum()), lines


def _values_of(check: Check, table: Table) -> FloatArray:
    """Return the numbers of a table's body: (rows, columns) float64, NaN where there are none."""
    body, sheet = table.body, check.workbook.sheet(table.sheet)
    found = np.full((len(body.rows), len(body.columns)), np.nan)
    part = sheet.values[body.top : body.bottom + 1, body.left : body.right + 1]
    found[: part.shape[0], : part.shape[1]] = part
    return found


def _withheld(check: Check, *, with_others: bool) -> Withheld:
    """Return what is unsafe and, if wished, what a first choice by the search withholds with it.

    Only the search is asked: it meets what the policy asks of each cell by itself. The audit of
    a pattern that nobody has chosen yet would take far longer.
    """
    first = withhold_unsafe(check, _NOBODY)
    cells = [cell for action in first if isinstance(action, Withhold) for cell in action.cells]
    view = combined(check.do(*first))
    if cells and with_others:
        system, problem = _problem(view)
        found = solve(problem, _QUICK)
        cells += [system.cells[one] for one in np.flatnonzero(found.chosen).tolist()]
    value = float(np.nansum([view.workbook.value(cell) for cell in cells]))
    return Withheld(len(cells), value, with_others)


def _problem(view: Check) -> tuple[RelationSystem, SuppressionProblem]:
    """Return what protecting the cells that are withheld poses."""
    plain = replace(build_relations(view.workbook, view.tables), ratios=NO_RATIOS)
    system = with_asked_levels(view, plain)
    published = publish(view.workbook, view.actions)
    problem = pose(system, published, view.policy, fill_in(system), NO_PREFERENCES)
    return system, replace(problem, demands=plain_demands(system, view.policy, problem))


def _is_quick(check: Check) -> bool:
    """Tell whether a first choice of cells for others takes no time worth mentioning.

    It does for networks, and elsewhere for few demands among few cells.
    """
    if not check.policy.asks_for_secondary:
        return False
    _, problem = _problem(check.do(*withhold_unsafe(check, _NOBODY)))
    if len(problem.demands) * problem.values.size <= _MOST_WORK:
        return True
    pieces = (piece.problem for piece in split(one_of_copies(problem)[0]))
    return CAN_COMPILE and all(
        find_network(one, one.states != CellState.STAYS) is not None for one in pieces
    )
