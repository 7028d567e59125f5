"""What the numbers of each table were counted from, and what that asks for.

Source: DWP, "Confidentiality policy and data management approach" (22 April 2026) and "Policy
Statement on confidentiality and access" (March 2017), Disclosure security: data from a sample are
grossed and rounded; for a 100% extract statistical disclosure techniques are used; disclosure
control is always applied before release.
It cannot see: whether numbers are grossed. The checker says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.actions import Action, Extract, StateExtract
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import Published
from sdc_desktop.core.rules.shown_table import show_table
from sdc_desktop.core.rules.words import counted
from sdc_desktop.core.sheets import FloatArray, Workbook
from sdc_desktop.core.tables import Table

RULE = "extract"
RECORD_RULE = "record-needed"

_LEAST_BASE = 3
"""Rounding to 2 leaves zeros and ones recognisable."""

_SAMPLES = (Extract.SAMPLE, Extract.SURVEY)


@dataclass(frozen=True, slots=True)
class ExtractSaid:
    """What is known of a table's extract.

    Attributes:
        extract: What the numbers were counted from.
        is_grossed: Whether they are grossed; None when nobody has said.
    """

    extract: Extract
    is_grossed: bool | None = None


def extract_of(table: Table, actions: Iterable[Action], policy: Policy) -> ExtractSaid | None:
    """Return what was said last of a table, or what the policy is for; None for neither."""
    said = None
    for action in actions:
        if isinstance(action, StateExtract) and action.is_about(table):
            said = ExtractSaid(action.extract, action.is_grossed)
    if said is None and policy.terms.extract:
        return ExtractSaid(Extract(policy.terms.extract))
    return said


def extract_in_record(tables: Iterable[Table], actions: Sequence[Action], policy: Policy) -> str:
    """Return what a record says of the extracts of all tables, such as "sample"."""
    said = (extract_of(table, actions, policy) for table in tables)
    names = dict.fromkeys(str(one.extract) if one else "not stated" for one in said)
    return ", ".join(names) or "not stated"


def find_about_extracts(
    workbook: Workbook,
    tables: Iterable[Table],
    published: Published,
    policy: Policy,
    actions: Sequence[Action],
) -> tuple[Finding, ...]:
    """Return what the extract of each table asks for and what of it is not done."""
    findings: list[Finding] = []
    for table in tables:
        said = extract_of(table, actions, policy)
        if said is not None:
            findings += _of_table(workbook, table, published, policy, said)
    return tuple(findings)


def _of_table(
    workbook: Workbook, table: Table, published: Published, policy: Policy, said: ExtractSaid
) -> Iterator[Finding]:
    wanted = policy.terms.extract
    if wanted and said.extract in _ROUTES and said.extract != wanted:
        yield _finding(
            table,
            Severity.REVIEW,
            f"The policy is for data from a {_NAMES[Extract(wanted)]}, and this table comes from a "
            f"{_NAMES[said.extract]}: another policy holds for it.",
            policy,
            "Choose the policy for this extract",
        )
    if said.extract is Extract.FULL:
        yield _finding(
            table,
            Severity.INFO,
            "The table comes from a 100% extract: the check must be recorded before release, even "
            "when nothing is flagged.",
            policy,
            "Save with a record",
            rule=RECORD_RULE,
        )
    if said.extract in _SAMPLES:
        yield from _not_grossed(table, policy, said)
        yield from _not_rounded(workbook, table, published, policy, said)


def _not_grossed(table: Table, policy: Policy, said: ExtractSaid) -> Iterator[Finding]:
    if said.is_grossed:
        return
    source = _NAMES[said.extract]
    is_known = said.is_grossed is False
    yield _finding(
        table,
        Severity.FAIL if is_known else Severity.REVIEW,
        f"The table comes from a {source} and its numbers are not grossed: they count the "
        "respondents themselves."
        if is_known
        else f"The table comes from a {source}, and nobody has said whether its numbers are "
        "grossed.",
        policy,
        "Gross the numbers" if is_known else "Say whether the numbers are grossed",
    )


def _not_rounded(
    workbook: Workbook, table: Table, published: Published, policy: Policy, said: ExtractSaid
) -> Iterator[Finding]:
    shown = show_table(workbook, table, published, policy)
    counts = np.where(shown.is_count & ~shown.exempt(RULE), shown.shown, np.nan)
    numbers = counts[~np.isnan(counts)]
    base = policy.rounding_base or _LEAST_BASE
    if numbers.size == 0 or _common_base(numbers) % base == 0:
        return
    if policy.rounding_base is None and _common_base(numbers) >= _LEAST_BASE:
        return
    unrounded = ~np.isnan(counts) & (np.abs(counts - np.rint(counts / base) * base) > 0)
    cells = shown.cells(unrounded)
    yield _finding(
        table,
        Severity.FAIL,
        f"The table comes from a {_NAMES[said.extract]}, and "
        f"{counted(len(cells), 'shown count is', 'shown counts are')} not rounded: such data are "
        "grossed and rounded before release.",
        policy,
        "Round the table",
        cells,
    )


def _common_base(numbers: FloatArray) -> int:
    """Return the largest number that all are multiples of; 0 when all are zero, 1 for none."""
    if np.any(numbers != np.rint(numbers)):
        return 1
    return int(np.gcd.reduce(np.abs(numbers).astype(np.int64)))


_ROUTES = (Extract.FULL, *_SAMPLES)

_NAMES = {
    Extract.FULL: "100% extract",
    Extract.SAMPLE: "sample",
    Extract.SURVEY: "survey",
    Extract.PUBLIC: "public source",
}


def _finding(
    table: Table,
    severity: Severity,
    message: str,
    policy: Policy,
    remedy: str,
    cells: tuple[CellRef, ...] = (),
    *,
    rule: str = RULE,
) -> Finding:
    first = CellRef(table.sheet, table.body.top, table.body.left)
    return Finding(
        rule=rule,
        severity=severity,
        sheet=table.sheet,
        cells=cells or (first,),
        message=message,
        policy_paragraph=policy.paragraph(RULE),
        remedies=(remedy,),
    )
