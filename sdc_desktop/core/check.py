"""A check: the workbook as read, the policy, the tables as understood, the checker's actions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sdc_desktop.core.actions import Action, CorrectTables
from sdc_desktop.core.audit import Audit, audit
from sdc_desktop.core.audit_update import update_audit
from sdc_desktop.core.facts import with_facts
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.layout.doubts import find_doubts
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import Published, publish
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.rules import find_risks
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """What is checked and everything that was decided; each change gives a new value.

    Attributes:
        workbook: The source as read.
        policy: What it is checked against.
        loaded: The tables as found, before any correction by the checker.
        actions: What the checker did, oldest first.
    """

    workbook: Workbook
    policy: Policy
    loaded: tuple[Table, ...]
    actions: tuple[Action, ...] = ()

    def do(self, *actions: Action) -> Check:
        """Return the check after `actions` as well."""
        return replace(self, actions=(*self.actions, *actions))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables with the checker's corrections."""
        tables = self.loaded
        for action in self.actions:
            if isinstance(action, CorrectTables):
                kept = tuple(table for table in tables if table.sheet != action.sheet)
                tables = kept + action.tables
        return tables


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """Everything that is known about a check in its present state.

    Attributes:
        tables: The tables with the checker's corrections.
        published: What a reader would see.
        findings: Of all checks, the most serious first.
        audit: What a reader could work out of the withheld cells.
        policy: What was asked for.
        system: The relations that the audit used.
    """

    tables: tuple[Table, ...]
    published: Published
    findings: tuple[Finding, ...]
    audit: Audit
    policy: Policy
    system: RelationSystem

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def is_outstanding(self) -> bool:
        """Whether anything still has to be dealt with or looked at."""
        return any(finding.severity is not Severity.INFO for finding in self.findings)


def assess(
    check: Check,
    *,
    system: RelationSystem | None = None,
    previous: Assessment | None = None,
    progress: Progress = no_progress,
) -> Assessment:
    """Run every check on the present state.

    Args:
        check: What to assess.
        system: The relation system of these tables where the caller kept it; built when None.
        previous: An assessment of an earlier state of the check. What it says of cells that
            nothing touched since is carried over; it helps only with the same `system`.
        progress: Told what is being done.
    """
    tables = check.tables
    published = publish(check.workbook, check.actions)
    if system is None:
        system = build_relations(check.workbook, tables)
    system = with_facts(system, check.actions)
    intervals = _audit(check.policy, system, published, previous, progress)
    findings = (
        *find_risks(check.workbook, tables, published, check.policy),
        *find_unprotected(intervals, check.policy),
        *find_doubts(check.workbook, tables, published),
    )
    ordered = most_serious_first(findings)
    return Assessment(tables, published, ordered, intervals, check.policy, system)


def _audit(
    policy: Policy,
    system: RelationSystem,
    published: Published,
    previous: Assessment | None,
    progress: Progress,
) -> Audit:
    """Return the audit, of what was touched only where a previous one is about the same cells."""
    if previous is None or previous.system is not system or previous.policy != policy:
        return audit(system, published, policy, progress)
    before = previous.published
    return update_audit(previous.audit, before, system, published, policy, progress)


_ORDER = {Severity.FAIL: 0, Severity.REVIEW: 1, Severity.INFO: 2}


def most_serious_first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return `findings` by severity; those of one severity keep their order."""
    return tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity]))


def find_unprotected(intervals: Audit, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each withheld cell that a reader can narrow too far."""
    return tuple(
        Finding(
            rule="audit",
            severity=Severity.FAIL if one.is_certified else Severity.REVIEW,
            sheet=one.cell.sheet,
            cells=(one.cell,),
            message=one.because,
            policy_paragraph=policy.paragraph("secondary"),
            remedies=("Withhold another cell of the same row and column", "Combine categories"),
        )
        for one in intervals.unprotected
    )
