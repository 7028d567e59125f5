"""Two policies on one workbook: what only one of them finds, and what both do."""

from __future__ import annotations

from dataclasses import dataclass

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import Published, publish
from sdc_desktop.core.rules import find_risks
from sdc_desktop.core.tables import Table

CellFinding = tuple[CellRef, str]
"""A cell and the rule that speaks against it."""


@dataclass(frozen=True, slots=True)
class TableComparison:
    """What two policies say of one table; findings that ask for nothing are left out.

    Attributes:
        table: The table.
        only_first, only_second, both: The cells with the rules, sheet order.
    """

    table: Table
    only_first: tuple[CellFinding, ...]
    only_second: tuple[CellFinding, ...]
    both: tuple[CellFinding, ...]


def compare_policies(
    check: Check, first: Policy, second: Policy, progress: Progress = no_progress
) -> tuple[TableComparison, ...]:
    """Return what two policies find in the present state of a check, table by table.

    Both look with the risk rules at what a reader would see; what arithmetic gives away is not
    worked out twice.
    """
    published = publish(check.workbook, check.actions)
    compared = []
    for done, table in enumerate(check.tables):
        progress(done, len(check.tables), table.title)
        one, other = (_found(check, table, published, policy) for policy in (first, second))
        compared.append(
            TableComparison(
                table, _ordered(one - other), _ordered(other - one), _ordered(one & other)
            )
        )
    return tuple(compared)


def _found(
    check: Check, table: Table, published: Published, policy: Policy
) -> frozenset[CellFinding]:
    findings = find_risks(check.workbook, (table,), published, policy, check.evidence)
    return frozenset(
        (cell, finding.rule)
        for finding in findings
        if finding.severity is not Severity.INFO
        for cell in finding.cells
        if cell in table
    )


def _ordered(pairs: frozenset[CellFinding]) -> tuple[CellFinding, ...]:
    return tuple(sorted(pairs))
