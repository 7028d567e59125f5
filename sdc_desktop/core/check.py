"""A check: the workbook as read, the policy, the tables as understood, the checker's actions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sdc_desktop.core.actions import (
    Action,
    CompareReleases,
    CorrectTables,
    ReleaseFile,
    Stamp,
    UseEvidence,
    matching_said,
    releases_compared,
)
from sdc_desktop.core.audit import Audit, audit
from sdc_desktop.core.audit_findings import remedies_for
from sdc_desktop.core.audit_update import update_audit
from sdc_desktop.core.combined_findings import find_taken_apart, sums_printed_apart
from sdc_desktop.core.combined_lines import (
    combined_evidence,
    combined_tables,
    combined_workbook,
    merges_in,
    without_merges,
)
from sdc_desktop.core.evidence import NO_EVIDENCE, Evidence
from sdc_desktop.core.evidence_use import find_missing_evidence
from sdc_desktop.core.extracts import RECORD_RULE, find_about_extracts
from sdc_desktop.core.facts import PrintedApart, with_facts
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.layout.doubts import find_doubts
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_terms import find_about_policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection_levels import with_levels
from sdc_desktop.core.published import Published, publish
from sdc_desktop.core.relations import RelationSystem, build_relations
from sdc_desktop.core.releases.comparison import Comparison, compare_releases
from sdc_desktop.core.releases.findings import find_differencing
from sdc_desktop.core.releases.judging import JointAudit, audit_jointly
from sdc_desktop.core.releases.match_findings import find_unmatched
from sdc_desktop.core.releases.release import EarlierRelease
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
        earlier: Earlier releases that are at hand. Which of them are taken into account is an
            action.
        today: The day of the check, such as "2026-11-21", for what grows old; "" when not known.
        evidence: What is known of the cells beyond the workbook; never written anywhere.
        printed_apart: Combined lines of which other tables print the parts; see `combined`.
    """

    workbook: Workbook
    policy: Policy
    loaded: tuple[Table, ...]
    actions: tuple[Action, ...] = ()
    earlier: tuple[EarlierRelease, ...] = ()
    today: str = ""
    evidence: Evidence = NO_EVIDENCE
    printed_apart: tuple[PrintedApart, ...] = ()

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

    @property
    def compared(self) -> tuple[EarlierRelease, ...]:
        """The earlier releases that are taken into account, as far as they are at hand."""
        at_hand = {release.sha256: release for release in self.earlier}
        wanted = (one.sha256 for one in releases_compared(self.actions))
        return tuple(at_hand[one] for one in wanted if one in at_hand)


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
        comparison: The workbook beside its earlier releases, None when there are none.
        jointly: What a reader can work out of all of them.
    """

    tables: tuple[Table, ...]
    published: Published
    findings: tuple[Finding, ...]
    audit: Audit
    policy: Policy
    system: RelationSystem
    comparison: Comparison | None = None
    jointly: JointAudit | None = None

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def needs_record(self) -> bool:
        """Whether the check must be recorded even when nothing is found."""
        return any(finding.rule == RECORD_RULE for finding in self.findings)

    @property
    def is_outstanding(self) -> bool:
        """Whether anything still has to be dealt with or looked at."""
        return any(finding.severity is not Severity.INFO for finding in self.findings)


def combined(check: Check) -> Check:
    """Return the check of the workbook as its combined lines leave it; the same where none are.

    Whatever judges or protects sees this one: the sums of combined lines are its numbers, their
    second lines no part of its tables. Actions that are found for it are actions of `check` too.
    """
    merges = merges_in(check.actions)
    if not merges:
        return check
    return replace(
        check,
        workbook=combined_workbook(check.workbook, merges),
        loaded=combined_tables(check.tables, merges),
        actions=tuple(
            one for one in without_merges(check.actions) if not isinstance(one, CorrectTables)
        ),
        evidence=combined_evidence(check.evidence, merges),
        printed_apart=sums_printed_apart(check.workbook, check.tables, merges),
    )


def with_knowledge(check: Check, system: RelationSystem) -> RelationSystem:
    """Return a system with what readers know besides: stated facts, parts of combined lines."""
    return with_facts(system, check.actions, check.printed_apart)


def take_into_account(check: Check, releases: tuple[EarlierRelease, ...], stamp: Stamp) -> Check:
    """Return the check with these earlier releases, and no others, taken into account.

    Args:
        check: The check of a later release.
        releases: What was published before; none of them leaves the workbook by itself.
        stamp: Who says so and when.
    """
    at_hand = {release.sha256: release for release in (*check.earlier, *releases)}
    files = tuple(ReleaseFile(release.name, release.sha256) for release in releases)
    known = replace(check, earlier=tuple(at_hand.values()))
    return known.do(CompareReleases(files, stamp))


def use_evidence(check: Check, evidence: Evidence, stamp: Stamp) -> Check:
    """Return the check with its tables judged by this evidence, and by no other.

    Args:
        check: What is checked.
        evidence: What is known beyond the workbook; `NO_EVIDENCE` for nothing.
        stamp: Who says so and when.
    """
    return replace(check, evidence=evidence).do(UseEvidence(evidence.files, stamp))


def assess(
    check: Check,
    *,
    system: RelationSystem | None = None,
    previous: Assessment | None = None,
    comparison: Comparison | None = None,
    progress: Progress = no_progress,
) -> Assessment:
    """Run every check on the present state.

    Args:
        check: What to assess.
        system: The relation system of these tables where the caller kept it; built when None.
        previous: An assessment of an earlier state of the check. What it says of cells that
            nothing touched since is carried over; it helps only with the same `system`.
        comparison: The earlier releases matched with these tables, where the caller kept it.
        progress: Told what is being done.
    """
    view = combined(check)
    if view is not check:
        return _assess_combined(check, view, comparison, progress)
    tables = check.tables
    published = publish(check.workbook, check.actions)
    if system is None:
        system = build_relations(check.workbook, tables)
    system = with_asked_levels(check, with_knowledge(check, system))
    comparison = comparison or compare(check, progress)
    if comparison is not None:
        return _assess_jointly(check, system, comparison, published, previous, progress)
    intervals = _audit(check.policy, system, published, previous, progress)
    findings = (
        *find_risks(check.workbook, tables, published, check.policy, check.evidence),
        *find_unprotected(intervals, check.policy),
        *find_doubts(check.workbook, tables, published),
        *find_about_extracts(check.workbook, tables, published, check.policy, check.actions),
        *find_missing_evidence(check.actions, check.evidence),
        *find_about_policy(check.policy.title, check.policy.terms, check.today),
    )
    ordered = most_serious_first(findings)
    return Assessment(tables, published, ordered, intervals, check.policy, system)


def _assess_combined(
    check: Check, view: Check, comparison: Comparison | None, progress: Progress
) -> Assessment:
    """Run every check on a workbook with combined lines."""
    found = assess(view, comparison=comparison, progress=progress)
    published = publish(check.workbook, check.actions)
    findings = (
        *found.findings,
        *find_taken_apart(check.workbook, check.tables, published, check.policy, check.actions),
    )
    return replace(found, published=published, findings=most_serious_first(findings))


def are_compared_alike(one: Check, other: Check) -> bool:
    """Tell whether what `compare` returns is the same for two states of a check."""
    return (
        one.workbook is other.workbook
        and one.tables == other.tables
        and releases_compared(one.actions) == releases_compared(other.actions)
        and [release.sha256 for release in one.compared]
        == [release.sha256 for release in other.compared]
        and matching_said(one.actions) == matching_said(other.actions)
        and one.policy.unsafe_counts == other.policy.unsafe_counts
        and one.policy.magnitudes == other.policy.magnitudes
        and one.evidence is other.evidence
        and merges_in(one.actions) == merges_in(other.actions)
    )


def compare(check: Check, progress: Progress = no_progress) -> Comparison | None:
    """Return a check's workbook beside its earlier releases, None when there are none."""
    check = combined(check)
    wanted = releases_compared(check.actions)
    if not wanted:
        return None
    at_hand = {release.sha256 for release in check.compared}
    found = compare_releases(
        check.workbook,
        check.tables,
        check.compared,
        check.policy,
        corrections=matching_said(check.actions),
        missing=tuple(one.name for one in wanted if one.sha256 not in at_hand),
        progress=progress,
    )
    system = with_asked_levels(check, found.joint.system)
    return replace(found, joint=replace(found.joint, system=system))


def with_asked_levels(check: Check, system: RelationSystem) -> RelationSystem:
    """Return a system of the check's cells with the protection levels of its unsafe sums."""
    return with_levels(system, check.workbook, check.tables, check.policy, check.evidence)


def _assess_jointly(
    check: Check,
    system: RelationSystem,
    comparison: Comparison,
    published: Published,
    previous: Assessment | None,
    progress: Progress,
) -> Assessment:
    """Run every check on a workbook that has earlier releases."""
    before = previous if previous is not None and previous.policy == check.policy else None
    jointly = audit_jointly(
        comparison,
        system,
        published,
        check.policy,
        facts=check.actions,
        sums=check.printed_apart,
        previous=before.jointly if before is not None else None,
        progress=progress,
    )
    by_itself = Audit(
        tuple(one for one in jointly.now.intervals if one.cell not in jointly.only_together)
    )
    findings = (
        *find_risks(check.workbook, check.tables, published, check.policy, check.evidence),
        *find_differencing(comparison, jointly, published, check.policy),
        *find_unprotected(by_itself, check.policy),
        *find_unmatched(check.workbook, comparison),
        *find_doubts(check.workbook, check.tables, published),
        *find_about_extracts(check.workbook, check.tables, published, check.policy, check.actions),
        *find_missing_evidence(check.actions, check.evidence),
        *find_about_policy(check.policy.title, check.policy.terms, check.today),
    )
    return Assessment(
        check.tables,
        published,
        most_serious_first(findings),
        jointly.now,
        check.policy,
        system,
        comparison,
        jointly,
    )


def _audit(
    policy: Policy,
    system: RelationSystem,
    published: Published,
    previous: Assessment | None,
    progress: Progress,
) -> Audit:
    """Return the audit, of what was touched only where a previous one is about the same cells."""
    is_alike = previous is not None and previous.jointly is None and previous.policy == policy
    if previous is None or not is_alike or previous.system is not system:
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
            severity=Severity.FAIL if one.is_certified and one.is_assessed else Severity.REVIEW,
            sheet=one.cell.sheet,
            cells=(one.cell,),
            message=one.because,
            policy_paragraph=policy.paragraph("secondary"),
            remedies=remedies_for(one),
        )
        for one in intervals.unprotected
    )
