"""What verifying a record found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sdc_desktop.core.agreement import Opinion, standing


class Match(StrEnum):
    """Whether a file, or a replay, is what the record says."""

    MATCH = "match"
    DIFFERS = "differs"
    NOT_GIVEN = "not given"
    NOT_RUN = "not run"
    NOT_RECORDED = "not recorded"
    """The record is of an older program, which did not write it down."""
    NOT_CHECKED = "not checked"
    """It was given and could not be compared: the record is not to be believed, or its sealed
    part, which holds the salt, is not there. Never counts as good."""


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """One signature of a record.

    Attributes:
        signer, role, time: Who signed, as what and when, in their own words; "" when the
            signature does not hold, because then nothing in the file is to be believed.
        key: Fingerprint of the key, "" when the signature cannot be read.
        is_good: The signature belongs to the file, and the folder's list names this signer.
        is_trusted: The reader's own list says that this key is the signer's.
    """

    signer: str
    role: str
    time: str
    key: str
    is_good: bool
    is_trusted: bool


@dataclass(frozen=True, slots=True)
class ReviewFound:
    """What a review says whose signature holds.

    Attributes:
        name: Of its file.
        who, when, comment: In the checker's own words.
        decision: "approve", "changes" or "reject"; "" where an older review does not say.
    """

    name: str
    who: str
    when: str
    decision: str
    comment: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying a record found.

    Attributes:
        is_good: Signed, unchanged, and whatever was given agrees with it.
        signatures: The first checker's first.
        workbook, source, replay: Whether they agree with the record.
        parts: Whether the parts of source and workbook differ as recorded, and in no other way.
        is_chain_good: Every review belongs to this record and is signed.
        problems: Why it is not good, one sentence each.
        reviews: Those whose signature holds, in their order.
        workbook_sha256: Hash of the workbook that was given, "" when none was.
        opinions: What those decided whose signatures hold, in their order.
    """

    is_good: bool
    signatures: tuple[SignatureCheck, ...]
    workbook: Match
    source: Match
    replay: Match
    is_chain_good: bool
    problems: tuple[str, ...] = ()
    parts: Match = Match.NOT_RUN
    reviews: tuple[ReviewFound, ...] = ()
    workbook_sha256: str = ""
    opinions: tuple[Opinion, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what `verify` prints (DESIGN.md)."""
        return {
            "ok": self.is_good,
            "signatures": [
                {
                    "signer": one.signer,
                    "role": one.role,
                    "time": one.time,
                    "key": one.key,
                    "ok": one.is_good,
                    "trusted": one.is_trusted,
                }
                for one in self.signatures
            ],
            "workbook": _as_said(self.workbook),
            "source": _as_said(self.source),
            "replay": self.replay.value,
            "parts": self.parts.value,
            "chain": "ok" if self.is_chain_good else "broken",
            "reviews": [
                {
                    "file": one.name,
                    "who": one.who,
                    "when": one.when,
                    "decision": one.decision,
                    "comment": one.comment,
                }
                for one in self.reviews
            ],
            "standing": standing(self.opinions).as_json(),
            "problems": list(self.problems),
        }


def _as_said(match: Match) -> str:
    """Return the word of the contract: what was given and could not be compared never matches."""
    return Match.DIFFERS.value if match is Match.NOT_CHECKED else match.value
