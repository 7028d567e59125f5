"""What was decided about tables and findings, and when a decision needs a reason.

Sources: Airlock (approve, request changes, reject, per file; private and public comments); ONS and
OpenSAFELY request forms ("approve; reject; approval subject to changes"); Code of Practice, edition
2, T6.4: the choices that were made are accounted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sdc_desktop.core.actions import Action
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.release_actions import DecideFinding, DecideTable, Decision
from sdc_desktop.core.stamp import Stamp
from sdc_desktop.core.tables import Table

_ONLY_PROVED = frozenset({"audit", "differencing"})
"""Rules whose findings a person cannot settle by looking: arithmetic can be repeated by anybody."""


class ReasonMissingError(SdcError):
    """Raised when a decision against what was found has no reason."""

    hint = "Write the reason; it goes into the record, so name no number from the cells."

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The decision about {what} goes against what was found, without a reason."
        )


def goes_against(decision: Decision, findings: Iterable[Finding]) -> bool:
    """Tell whether a decision says another thing than what was found.

    To approve what is at risk or was not shown to be safe goes against it, and so does anything
    but approval where nothing was found.
    """
    is_found = any(one.severity is not Severity.INFO for one in findings)
    return (decision is Decision.APPROVE) is is_found


def decide_table(
    table: Table,
    decision: Decision | None,
    findings: Iterable[Finding],
    stamp: Stamp,
    private: str = "",
) -> DecideTable:
    """Return a decision about a table.

    Args:
        table: As it is understood.
        decision: What is decided, None to take back what was decided before.
        findings: What is found at present, of all tables; what is settled does not count.
        stamp: By whom and when, with the reason that every reader of the record sees.
        private: A comment for colleagues only.

    Raises:
        ReasonMissingError: It goes against what was found, and there is no reason.
    """
    own = [one for one in findings if is_in(one, table)]
    if decision is not None and goes_against(decision, own) and not stamp.why.strip():
        raise ReasonMissingError(table.title or f"the table {table.sheet}!{table.body.a1}")
    return DecideTable(table.sheet, table.body, decision, stamp, private)


def decide_finding(
    finding: Finding, decision: Decision | None, stamp: Stamp, private: str = ""
) -> DecideFinding:
    """Return a decision about a finding; arguments as for `decide_table`.

    Raises:
        ReasonMissingError: It goes against what was found, and there is no reason.
    """
    if decision is not None and goes_against(decision, [finding]) and not stamp.why.strip():
        raise ReasonMissingError(f'the finding "{finding.rule}"')
    return DecideFinding(finding.rule, finding.sheet, finding.cells, decision, stamp, private)


def is_in(finding: Finding, table: Table) -> bool:
    """Tell whether a finding names a cell of a table."""
    return any(
        cell.sheet == table.sheet and (cell.row, cell.column) in table.body
        for cell in finding.cells
    )


def decision_about_table(table: Table, actions: Iterable[Action]) -> DecideTable | None:
    """Return what was decided last about a table, None when nothing is in force."""
    said = None
    for action in actions:
        if isinstance(action, DecideTable) and action.is_about(table):
            said = action
    return said if said is not None and said.decision is not None else None


def decisions_about_tables(
    tables: Iterable[Table], actions: Iterable[Action]
) -> tuple[tuple[Table, DecideTable | None], ...]:
    """Return each table with what was decided last about it, None where nothing is in force."""
    said = [one for one in actions if isinstance(one, DecideTable)]
    return tuple((table, decision_about_table(table, said)) for table in tables)


FindingKey = tuple[str, str, tuple[object, ...]]
"""Rule, sheet and cells: what makes two findings one and the same."""


def decisions_about_findings(actions: Iterable[Action]) -> dict[FindingKey, DecideFinding]:
    """Return what was decided last about each finding, by `key_of`."""
    said: dict[FindingKey, DecideFinding] = {}
    for action in actions:
        if isinstance(action, DecideFinding):
            said[action.rule, action.sheet, action.cells] = action
    return {key: one for key, one in said.items() if one.decision is not None}


def key_of(finding: Finding) -> FindingKey:
    """Return what a decision names a finding by."""
    return finding.rule, finding.sheet, finding.cells


def unsettled(findings: Sequence[Finding], actions: Iterable[Action]) -> tuple[Finding, ...]:
    """Return the findings that somebody still has to deal with or look at.

    A finding that asked somebody to look is settled when they approved it with a reason. What is
    at risk is not settled by words, nor is what a reader can work out.
    """
    said = decisions_about_findings(actions)
    return tuple(one for one in findings if not _is_settled(one, said.get(key_of(one))))


def _is_settled(finding: Finding, said: DecideFinding | None) -> bool:
    return (
        said is not None
        and finding.severity is Severity.REVIEW
        and finding.rule not in _ONLY_PROVED
        and said.decision is Decision.APPROVE
        and bool(said.stamp.why.strip())
    )
