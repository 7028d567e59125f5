"""Add a further checker's signed review to the folder of a record.

Several people may do so over a shared folder without a server: whoever holds the lock file writes,
the others wait. A review and its signature are written under other names first, so that a reader
never sees half of one.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
from sdc_desktop.workbook.verification import Verification

LOCK = ".review.lock"
_WAIT = 15.0
_STALE = 120.0
_PAUSE = 0.05


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
    with _locked(folder):
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


def _refuse_broken(verified: Verification) -> None:
    if not verified.is_good:
        raise NotReviewedError(verified.problems[0])


def _write(folder: Path, review: Review, key: SigningKey) -> None:
    """Write signature, review and list of signers, each whole; the review counts once it is there.

    The signature is in place first: without its file it is no review, and is taken back when the
    rest fails.
    """
    data = build_review(review)
    made = sign(data, key).encode()
    signers = folder / ALLOWED_SIGNERS
    lines = signers.read_bytes()
    line = allowed_signers_line(review.who, key).encode()
    signature = folder / f"{review.file_name}.sig"
    try:
        if line not in lines.splitlines(keepends=True):
            _put(signers, lines + line)
        _put(signature, made)
        _put(folder / review.file_name, data)
    except OSError as error:
        with suppress(OSError):
            signature.unlink(missing_ok=True)
            (folder / review.file_name).unlink(missing_ok=True)
            _put(signers, lines)
        reason = (error.strerror or "the disk refused it").lower()
        raise RecordNotWrittenError(folder, reason) from error


def _put(path: Path, data: bytes) -> None:
    """Write a file whole: until the last moment it is what it was."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(6)}.unfinished")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; one that was left behind by a crash is taken over."""
    lock, end = folder / LOCK, time.monotonic() + _WAIT
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError as error:
            with suppress(OSError):
                if time.time() - lock.stat().st_mtime > _STALE:
                    lock.unlink()
                    continue
            if time.monotonic() > end:
                raise FolderLockedError(folder) from error
            time.sleep(_PAUSE)
        except OSError as error:
            reason = (error.strerror or "the disk refused it").lower()
            raise RecordNotWrittenError(folder, reason) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
