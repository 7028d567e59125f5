"""What the rules about the concentration of a sum share: where they look, how they are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.contributions import Contributions, Known, is_magnitude
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted
from sdc_desktop.core.sheets import BoolArray, FloatArray

REMEDIES = ("Combine categories", "Withhold the cell")


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What a concentration rule says of all cells of a table: arrays of the body's shape.

    Attributes:
        is_unsafe: Where the rule is broken, whatever is not known.
        is_decided: Where what is known tells whether it is broken.
        level: Upper protection level where it is broken, in the unit of the sums.
    """

    is_unsafe: BoolArray
    is_decided: BoolArray
    level: FloatArray


Judge = Callable[[Known, Policy], Verdict | None]
"""Returns a rule's verdict, None where the policy does not ask for the rule."""


def unsafe_cells_of(shown: ShownTable, verdict: Verdict, rule: str) -> BoolArray:
    """Return where a reader sees a sum or mean that breaks a rule that was not waived."""
    hides = shown.hides & shown.blurs(verdict.level)
    seen = shown.shows_number & ~hides & is_magnitude(shown)
    return np.asarray(verdict.is_unsafe & seen & ~shown.exempt(rule))


Sentence = Callable[[Contributions, Policy, str, tuple[int, int]], str]
"""Says what is wrong with a cell, given its name and its place in the arrays."""


def find_broken(
    shown: ShownTable, policy: Policy, rule: str, judge: Judge, sentence: Sentence
) -> tuple[Finding, ...]:
    """Return a finding for each shown sum or mean that breaks a rule that was not waived.

    Args:
        shown: The table.
        policy: Whose rule it is.
        rule: Its name.
        judge: What judges the contributions.
        sentence: What is said of a cell.
    """
    contributions = Contributions(shown, policy)
    verdict = judge(contributions, policy)
    if verdict is None:
        return ()

    def say(name: str, place: tuple[int, int]) -> str:
        return sentence(contributions, policy, name, place)

    return one_for_each(shown, policy, unsafe_cells_of(shown, verdict, rule), rule, say)


def one_for_each(
    shown: ShownTable,
    policy: Policy,
    mask: BoolArray,
    rule: str,
    sentence: Callable[[str, tuple[int, int]], str],
) -> tuple[Finding, ...]:
    """Return a finding for each cell of `mask`.

    Args:
        shown: The table.
        policy: Whose paragraph is named.
        mask: (rows, columns) bool.
        rule: The finding's rule.
        sentence: Given a cell's name and its place in the arrays.
    """
    paragraph = policy.paragraph(rule)
    return tuple(
        _finding(shown.cell(row, column), rule, paragraph, sentence(_name(shown, row, column),
                                                                     (row, column)))
        for row, column in np.argwhere(mask).tolist()
    )  # fmt: skip


def one_for_all(
    shown: ShownTable,
    policy: Policy,
    mask: BoolArray,
    rule: str,
    severity: Severity,
    what: str,
    remedies: tuple[str, ...] = REMEDIES,
) -> tuple[Finding, ...]:
    """Return one finding with all cells of `mask`, none when there are none.

    Args:
        shown: The table.
        policy: Whose paragraph is named.
        mask: (rows, columns) bool; cells where the rule was waived are left out.
        rule: The finding's rule.
        severity: What it asks of the checker.
        what: The sentence, with {cells} for "3 cells, beginning with Leeds (C7),".
        remedies: What can be done, best first.
    """
    mask = mask & ~shown.exempt(rule)
    if not mask.any():
        return ()
    cells = shown.cells(mask)
    names = shown.name(cells[0])
    if len(cells) > 1:
        names = f"{counted(len(cells), 'cell')}, beginning with {names},"
    return (
        Finding(
            rule=rule,
            severity=severity,
            sheet=shown.table.sheet,
            cells=cells,
            message=what.format(cells=names),
            evidence=(("cells", str(len(cells))),),
            policy_paragraph=policy.paragraph(rule),
            remedies=remedies,
        ),
    )


def _name(shown: ShownTable, row: int, column: int) -> str:
    return shown.name(shown.cell(row, column))


def _finding(cell: CellRef, rule: str, paragraph: str, message: str) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.FAIL,
        sheet=cell.sheet,
        cells=(cell,),
        message=message,
        policy_paragraph=paragraph,
        remedies=REMEDIES,
    )
