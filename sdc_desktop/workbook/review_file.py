"""Add a further checker's signed review to the folder of a record.

Several people may do so over a shared folder without a server: whoever holds the lock file writes,
the others wait. A review and its signature are written under other names first, so that a reader
never sees half of one.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from sdc_desktop.core.review import (
    Review,
    ReviewDecision,
    TableReview,
    build_review,
    is_same_person,
    requesters,
)
from sdc_desktop.core.signing import SigningKey, allowed_signers_line, fingerprint, sign
from sdc_desktop.workbook.record_errors import (
    FolderLockedError,
    NotReviewedError,
    OwnRequestError,
    RecordNotWrittenError,
    SameCheckerError,
)
from sdc_desktop.workbook.record_verification import ALLOWED_SIGNERS, RECORD, verify_record
from sdc_desktop.workbook.review_lock import locked, put, put_new, undo_interrupted
from sdc_desktop.workbook.verification import Verification


def add_review(
    folder: Path,
    workbook: Path,
    key: SigningKey,
    decision: ReviewDecision,
    comment: str = "",
    *,
    who: str,
    when: str,
    version: str,
    tables: tuple[TableReview, ...] = (),
    role: str = "",
    is_blind: bool = False,
) -> Review:
    """Write the next review of a record, signed, and name its signer in the folder's list.

    Args:
        folder: The record's.
        workbook: The protected workbook that was looked at.
        key: What signs; it must not have signed the record or another review.
        decision: What was decided.
        comment: In the checker's own words.
        who: The checker's name.
        when: UTC.
        version: Of this program.
        tables: What was decided about single tables.
        role: As what they sign; "" for a checker.
        is_blind: Whether the program showed them nobody's decision before.

    Raises:
        NotReviewedError: The record does not hold, or the workbook is not the recorded one.
        SameCheckerError: The key, or somebody of this name, has signed here already.
        OwnRequestError: It is the checker's own request.
        NotSignedError: The key is kept elsewhere and did not sign.
        FolderLockedError: Somebody else is writing and does not finish.
        RecordNotWrittenError: It cannot be written.
        SdcError: The record cannot be read.
    """
    with locked(folder):
        _tidy(folder)
        verified = verify_record(folder, workbook)
        _refuse_broken(verified)
        own = fingerprint(key)
        if any(one.key == own or is_same_person(one.signer, who) for one in verified.signatures):
            raise SameCheckerError
        record = (folder / RECORD).read_bytes()
        if any(is_same_person(one, who) for one in requesters(json.loads(record))):
            raise OwnRequestError
        number = len(verified.signatures) + 1
        before = record if number == 2 else (folder / f"review-{number - 1}.json").read_bytes()
        review = Review(
            number,
            hashlib.sha256(record).hexdigest(),
            hashlib.sha256(before).hexdigest(),
            verified.workbook_sha256,
            decision,
            comment.strip(),
            who,
            when,
            own,
            version,
            tables,
            role,
            is_blind,
        )
        _write(folder, review, key)
    return review


def _tidy(folder: Path) -> None:
    try:
        undo_interrupted(folder)
    except OSError as error:
        reason = (error.strerror or "the disk refused it").lower()
        raise RecordNotWrittenError(folder, reason) from error


def _refuse_broken(verified: Verification) -> None:
    if not verified.is_good:
        raise NotReviewedError(verified.problems[0])


def _write(folder: Path, review: Review, key: SigningKey) -> None:
    """Write list of signers, signature and review, each whole, and nothing over another's.

    The review comes last and counts once it is there; what came before it is taken back when the
    rest fails, by this writer or the next.
    """
    data = build_review(review)
    made = sign(data, key).encode()
    signers = folder / ALLOWED_SIGNERS
    lines = signers.read_bytes()
    line = allowed_signers_line(review.who, key).encode()
    signature = folder / f"{review.file_name}.sig"
    try:
        if line not in lines.splitlines(keepends=True):
            put(signers, lines + line)
        put_new(signature, made)
        put_new(folder / review.file_name, data)
    except FileExistsError as error:
        raise FolderLockedError(folder) from error
    except OSError as error:
        with suppress(OSError):
            undo_interrupted(folder)
        reason = (error.strerror or "the disk refused it").lower()
        raise RecordNotWrittenError(folder, reason) from error
