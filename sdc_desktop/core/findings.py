"""Findings: the one value that every check returns, whatever it looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sdc_desktop.core.cells import CellRef

ACRO = "acro"
"""The rule of what ACRO says of a whole output; that of one of its checks begins with "acro:"."""

ACRO_FILE = "acro-file"
"""The rule of what is wrong with the files of a folder that ACRO wrote."""


class Severity(StrEnum):
    """What a finding asks of the checker."""

    FAIL = "fail"
    """Something is at risk and must be dealt with."""
    REVIEW = "review"
    """Safety could not be shown; somebody has to look."""
    INFO = "info"
    """Good to know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    Attributes:
        rule: Which check found it, such as "threshold"; a stable name with hyphens.
        severity: What it asks of the checker.
        sheet: Name of the sheet, "" for the workbook as a whole.
        cells: The cells concerned, the one to show first at the front; may be empty.
        message: One sentence for the screen: which rule, which numbers, what a reader would
            learn. May hold confidential numbers and is therefore never written to the record.
        evidence: Name and value pairs behind the sentence; for the screen only.
        policy_paragraph: Where the policy asks for it, such as "Output checking, rule 2".
        remedies: What can be done, best first, in the words of a button.
    """

    rule: str
    severity: Severity
    sheet: str
    cells: tuple[CellRef, ...]
    message: str
    evidence: tuple[tuple[str, str], ...] = ()
    policy_paragraph: str = ""
    remedies: tuple[str, ...] = ()
