"""Findings in groups: by the rule that found them, or by the sheet they are on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.gui.words import SEVERITY_SYMBOLS, rule_in_words, sheet_words, tr

_ORDER = {Severity.FAIL: 0, Severity.REVIEW: 1, Severity.INFO: 2}


class GroupBy(StrEnum):
    """What findings of one group have in common."""

    RULE = "rule"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that have something in common.

    Attributes:
        key: The rule or the sheet.
        name: What it is called.
        count: How many findings there are.
        worst: The most serious of them.
    """

    key: str
    name: str
    count: int
    worst: Severity

    @property
    def text(self) -> str:
        """The group in a line."""
        return f"{SEVERITY_SYMBOLS[self.worst]}  {self.name}  {self.count:,}"


def key_in(finding: Finding, by: GroupBy) -> str:
    """Return the key of the group that a finding belongs to."""
    return finding.rule if by is GroupBy.RULE else finding.sheet


def groups_of(findings: Iterable[Finding], by: GroupBy) -> tuple[Group, ...]:
    """Return the groups, the most serious first, then the largest; sheets as they come."""
    found: dict[str, list[Severity]] = {}
    for one in findings:
        found.setdefault(key_in(one, by), []).append(one.severity)
    groups = [
        Group(key, _name(key, by), len(several), min(several, key=_ORDER.__getitem__))
        for key, several in found.items()
    ]
    if by is GroupBy.SHEET:
        return tuple(groups)
    return tuple(sorted(groups, key=lambda one: (_ORDER[one.worst], -one.count, one.name)))


def _name(key: str, by: GroupBy) -> str:
    if by is GroupBy.RULE:
        return rule_in_words(key)
    return sheet_words(key) if key else tr("The whole workbook")
