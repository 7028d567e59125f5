"""A review: what a further checker decided about a record that somebody else signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sdc_desktop.core.record import FORMAT_VERSION, canonical
from sdc_desktop.core.stamp import is_same_person as is_same_person

ROLE = "second checker"
LATER_ROLE = "further checker"
REQUESTER = "requester"
COUNTERSIGNERS = ("data owner", "data steward", "information asset manager")
"""Who may countersign besides checkers, as the departments' policies call them."""


class ReviewDecision(StrEnum):
    """What a further checker decided."""

    APPROVE = "approve"
    CHANGES = "changes"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class TableReview:
    """What a further checker decided about one table.

    Attributes:
        sheet, body: Which table, such as "Table 1", "B5:K20".
        decision: A word as in the record's own decisions, such as "approve-with-changes".
        why: In the checker's own words.
    """

    sheet: str
    body: str
    decision: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What a further checker says of a record.

    Attributes:
        number: 2 for the second checker, 3 for a third.
        record_sha256: Hash of the record that was reviewed.
        previous_sha256: Hash of the review before, that of the record for the first review.
        result_sha256: Hash of the protected workbook that was looked at.
        decision: What was decided.
        comment: In the checker's own words.
        who: The checker's name as they sign.
        when: UTC, such as "2026-11-21T09:30:00Z".
        key: Fingerprint of the key that signs.
        program_version: Of this program.
        tables: What was decided about single tables.
        role: As what they sign; "" for a checker.
        is_blind: Whether the program showed them nobody's decision before they signed.
    """

    number: int
    record_sha256: str
    previous_sha256: str
    result_sha256: str
    decision: ReviewDecision
    comment: str
    who: str
    when: str
    key: str
    program_version: str
    tables: tuple[TableReview, ...] = ()
    role: str = ""
    is_blind: bool = False

    @property
    def file_name(self) -> str:
        """Name of its file in the record's folder."""
        return f"review-{self.number}.json"


def build_review(review: Review) -> bytes:
    """Return the bytes that are signed: canonical JSON (RFC 8785)."""
    return canonical(
        {
            "format_version": FORMAT_VERSION,
            "program": {"name": "SDC Desktop", "version": review.program_version},
            "who": review.who,
            "role": review.role or (ROLE if review.number == 2 else LATER_ROLE),
            "when": review.when,
            "key": review.key,
            "record_sha256": review.record_sha256,
            "previous_sha256": review.previous_sha256,
            "result_sha256": review.result_sha256,
            "decision": review.decision.value,
            "comment": review.comment,
            "tables": [asdict(one) for one in review.tables],
            "blind": review.is_blind,
        }
    )


def decided(document: Mapping[str, Any]) -> str:
    """Return what the JSON of a review decided, "" where an older one does not say."""
    decision = document.get("decision", "")
    return decision if decision in set(ReviewDecision) else ""


def requesters(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return who asked for the release, as the JSON of a record says."""
    roles = record.get("roles")
    named = [one for one in roles if isinstance(one, Mapping)] if isinstance(roles, list) else []
    return tuple(str(one.get("who", "")) for one in named if one.get("role") == REQUESTER)
