"""What a check record is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sdc_desktop.core.actions import Action, Stamp
from sdc_desktop.core.audit import Audit
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.outcome import SumsOutcome, TableOutcome
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.preflight import Point
from sdc_desktop.core.release import ReleaseDetails
from sdc_desktop.core.release_actions import Decision

FIRST_CHECKER = "first checker"


@dataclass(frozen=True, slots=True)
class HashedFile:
    """A file: its name without folders and the SHA-256 of its bytes, 64 hexadecimal digits."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part in a check, and as what, such as "requester" or "data owner"."""

    role: str
    who: str


@dataclass(frozen=True, slots=True)
class TableDecision:
    """What was decided about one table.

    Attributes:
        sheet, body: Which table, such as "Table 1", "B5:K20".
        decision: What was decided.
        stamp: By whom, when and why.
    """

    sheet: str
    body: str
    decision: Decision
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Declaration:
    """Something that somebody, or the program about itself, says to be so.

    Attributes:
        text, by: The words, and who says them.
        name, version: What the words are called, and which edition of them it is.
        paragraph: Where a policy asks for it.
        when: UTC; "" where it is not kept.
    """

    text: str
    by: str
    name: str = ""
    version: str = ""
    paragraph: str = ""
    when: str = ""


NO_GENERATIVE_AI = Declaration("No generative AI was used in the calculations.", "SDC Desktop")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContents:
    """Everything that a record is made from.

    Attributes:
        who, role: Who signs, and as what.
        when: UTC, such as "2026-11-21T09:30:00Z".
        key: Fingerprint of the key that will sign, "" when nobody does.
        program_version: Of this program.
        source: The workbook that was checked.
        result: The protected workbook.
        policy: What it was checked against.
        tables: The tables as understood: the document of the `tables` command.
        findings: What was found in the source, before anything was done.
        outstanding: What is still found after all actions.
        actions: What was done, oldest first; reasons in the stamps are kept word for word.
        audit: What a reader can work out of what is withheld.
        hidden_data: The document of the `inspect` command, empty when nobody looked.
        saved_file_check: {"passed": bool, ...} with counts, names of parts and cells and never a
            value, which is written as it is; empty when there was no such check.
        decisions: For each table, as far as they were taken.
        roles: Who else takes part.
        declarations: What is declared.
        parts: What became of each part of the source's file: {"part", "state", "why"}, no value;
            empty where nobody compared them.
        extract: What the numbers were counted from, such as "survey", "sample", "public".
        release: What is released, None where nobody said it.
        preflight: The list that was gone through before signing.
        outcome: What became of the numbers of each table, as counts of cells.
        sums: How many sums no longer hold between the numbers shown.
    """

    who: str
    when: str
    program_version: str
    source: HashedFile
    result: HashedFile
    policy: Policy
    tables: Mapping[str, Any]
    findings: tuple[Finding, ...]
    outstanding: tuple[Finding, ...]
    actions: tuple[Action, ...]
    audit: Audit
    hidden_data: Mapping[str, Any] = field(default_factory=dict)
    saved_file_check: Mapping[str, Any] = field(default_factory=dict)
    decisions: tuple[TableDecision, ...] = ()
    roles: tuple[Participant, ...] = ()
    declarations: tuple[Declaration, ...] = (NO_GENERATIVE_AI,)
    parts: tuple[Mapping[str, str], ...] = ()
    extract: str = "not stated"
    release: ReleaseDetails | None = None
    preflight: tuple[Point, ...] = ()
    outcome: tuple[TableOutcome, ...] = ()
    sums: SumsOutcome = SumsOutcome(0, 0)  # noqa: RUF009 - a frozen value
    role: str = FIRST_CHECKER
    key: str = ""
