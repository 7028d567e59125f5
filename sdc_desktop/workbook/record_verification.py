"""Verify a record: every byte of its folder, the workbook, the source, and that replay agrees.

A signature is checked over the bytes on the disk before anything in them is read. What a record
whose signature does not hold says about itself is not repeated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sdc_desktop.core.agreement import Opinion, opinion_of_record, opinion_of_review
from sdc_desktop.core.record import FORMAT_VERSION, canonical, commitment
from sdc_desktop.core.review import decided, is_same_person, requesters
from sdc_desktop.core.signing import (
    AllowedSigner,
    SignatureError,
    allowed_signers_line,
    parse_allowed_signers,
    verify,
)
from sdc_desktop.workbook.folder_listing import folder_listing
from sdc_desktop.workbook.record_errors import (
    NewerRecordError,
    RecordBrokenError,
    RecordMissingError,
    RecordUnreadableError,
)
from sdc_desktop.workbook.recorded_parts import parts_differ
from sdc_desktop.workbook.replay import replay_differs
from sdc_desktop.workbook.verification import (
    Match,
    ReviewFound,
    SignatureCheck,
    Verification,
)

RECORD = "record.json"
SIGNATURE = "record.json.sig"
ALLOWED_SIGNERS = "allowed_signers"
REPORT_HTML = "report.html"
REPORT_PDF = "report.pdf"
STATEMENT = "public-statement.txt"
PUBLIC_HTML = "report-public.html"
PUBLIC_PDF = "report-public.pdf"
SEALED = "sealed.json"

_HASHED = (REPORT_HTML, REPORT_PDF, STATEMENT)
_HASHED_LATER = (PUBLIC_HTML, PUBLIC_PDF)
"""Files that records of earlier versions do not have."""

Document = dict[str, Any]


Replay = Callable[[Mapping[str, Any], Path, Path], bool]
"""Tells whether the record's actions on the source give anything but the workbook."""


def verify_record(
    folder: Path,
    workbook: Path | None = None,
    source: Path | None = None,
    signers: Path | None = None,
    replay: Replay = replay_differs,
    known: Sequence[AllowedSigner] = (),
) -> Verification:
    """Verify a record.

    Args:
        folder: Where it is.
        workbook: The protected workbook, to compare with what the record says.
        source: The workbook that was checked; with `workbook` too, the check is replayed.
        signers: The reader's own list of signers. With it every signer must be on it; without
            it a signature shows that nothing was changed, but not who signed.
        replay: How to replay.
        known: Signers that are trusted as well, such as those of the register; unlike with a list
            of `signers`, nobody has to be among them.

    Raises:
        RecordMissingError: There is no record.
        RecordUnreadableError: A file cannot be read.
        RecordBrokenError: It is unsigned, and not a record.
        NewerRecordError: Its format is newer than this program.
        SignersUnreadableError: The list of signers cannot be read.
        SdcError: The workbook or the source cannot be read.
    """
    if not (folder / RECORD).is_file():
        raise RecordMissingError(folder)
    listed = parse_allowed_signers(_read_text(signers)) if signers else ()
    trusted = (*listed, *known) if signers is None else listed
    data = _read(folder / RECORD)
    first = _read_signed(folder, RECORD, data, trusted)
    reviews = _read_reviews(folder, trusted)
    chain = _chain_problems(reviews, data, first)
    signed = [one for one in (first, *reviews.values()) if one is not None]
    problems = [*_signature_problems(first, signed, must_be_trusted=signers is not None), *chain]
    record = first.document if first else _parse_record(data)
    if record is None:
        matches = _unread(workbook), _unread(source), Match.NOT_RUN, Match.NOT_RUN
    else:
        salt, found = _folder_problems(folder, record, signed)
        problems += found
        matches = _compare(record, workbook, source, salt, replay)
    problems += _match_problems(*matches)
    return Verification(
        is_good=not problems,
        signatures=tuple(one.check for one in signed),
        workbook=matches[0],
        source=matches[1],
        replay=matches[2],
        is_chain_good=not chain,
        problems=tuple(problems),
        parts=matches[3],
        reviews=tuple(_found(one) for one in reviews.values() if one is not None and one.document),
        workbook_sha256=_hash_of_result(workbook) if workbook is not None else "",
        opinions=_opinions(first, reviews),
    )


def _opinions(first: _Signed | None, reviews: Mapping[str, _Signed | None]) -> tuple[Opinion, ...]:
    """Return what those decided whose signatures hold."""
    of_first = opinion_of_record(first.document) if first and first.document else None
    others = [opinion_of_review(one.document) for one in reviews.values() if one and one.document]
    return (*([of_first] if of_first else []), *others)


def _found(review: _Signed) -> ReviewFound:
    document = review.document or {}
    who, when, comment = (_text(document, key) for key in ("who", "when", "comment"))
    return ReviewFound(review.name, who, when, decided(document), comment)


@dataclass(frozen=True, slots=True)
class _Signed:
    """A file with its signature.

    Attributes:
        name: Of the file.
        check: What is known about the signature.
        document: What the file holds; None when the signature does not hold.
        signer_line: The line of the folder's list of signers that belongs to it.
        sha256: Hash of the file.
    """

    name: str
    check: SignatureCheck
    document: Document | None
    signer_line: str = ""
    sha256: str = ""


def _read_signed(
    folder: Path, name: str, data: bytes, trusted: Sequence[AllowedSigner]
) -> _Signed | None:
    """Read a signed file, given its bytes; None when there is no signature.

    Raises:
        RecordUnreadableError: A file cannot be read.
        RecordBrokenError: The signature holds, but what was signed is no record.
    """
    signature = folder / f"{name}.sig"
    if not signature.exists():
        return None
    try:
        verified = verify(data, _read(signature).decode("ascii"))
    except (SignatureError, UnicodeDecodeError):
        return _Signed(name, SignatureCheck("", "", "", "", False, False), None)
    sha256 = hashlib.sha256(data).hexdigest()
    document = _parse_record(data)
    who, role, when = (_text(document, key) for key in ("who", "role", "when"))
    is_trusted = any(one.allows(who, verified.public_key, when) for one in trusted)
    check = SignatureCheck(who, role, when, verified.fingerprint, True, is_trusted)
    line = allowed_signers_line(who, verified.public_key)
    return _Signed(name, check, document, line, sha256)


def _read_reviews(folder: Path, trusted: Sequence[AllowedSigner]) -> dict[str, _Signed | None]:
    """Return the reviews by name in their order; None for one that is not signed."""
    names = {path.name.removesuffix(".sig") for path in folder.glob("review-*")}
    ordered = sorted(names, key=lambda name: (len(name), name))
    return {
        name: _read_signed(folder, name, _read(folder / name), trusted)
        if (folder / name).is_file()
        else None
        for name in ordered
    }


def _chain_problems(
    reviews: Mapping[str, _Signed | None], record: bytes, first: _Signed | None
) -> list[str]:
    """Return what is wrong with the reviews.

    Each must be signed, name the record's hash and that of the review before, and be signed by
    somebody who has not signed yet and did not ask for the release.
    """
    problems = []
    sha256 = before = hashlib.sha256(record).hexdigest()
    keys = {first.check.key} if first is not None else set()
    asked_by = requesters(first.document or {}) if first is not None else ()
    for number, (name, review) in enumerate(reviews.items(), start=2):
        if name != f"review-{number}.json":
            problems.append(f"{name} is out of turn: review-{number}.json is missing.")
        elif review is None:
            problems.append(f"{name} is not signed, or its writing was interrupted.")
        elif _text(review.document, "record_sha256") != sha256:
            problems.append(f"{name} does not belong to this record.")
        elif _text(review.document, "previous_sha256") not in {"", before}:
            problems.append(f"{name} was written after another review than the one before it.")
        elif review.check.key in keys:
            problems.append(f"{name} is signed with a key that had signed already.")
        elif any(is_same_person(review.check.signer, one) for one in asked_by):
            problems.append(f"{name} is signed by the one who asked for the release.")
        if review is not None:
            keys.add(review.check.key)
            before = review.sha256
    return problems


def _signature_problems(
    first: _Signed | None, signed: Sequence[_Signed], *, must_be_trusted: bool
) -> list[str]:
    problems = [] if first else ["The record is not signed."]
    for one in signed:
        if not one.check.is_good:
            problems.append(f"The signature of {one.name} does not belong to it.")
        elif must_be_trusted and not one.check.is_trusted:
            problems.append(f"The key of {one.check.signer} is not on your list of signers.")
    if first and first.document and _text(first.document, "key") != first.check.key:
        problems.append("The record was signed with another key than it names.")
    return problems


def _folder_problems(
    folder: Path, record: Document, signed: Sequence[_Signed]
) -> tuple[bytes | None, list[str]]:
    """Return the salt of the sealed part, None without it, and what is wrong with the files."""
    problems = [
        f"{name} was changed or is missing."
        for name in (*_HASHED, *_later_files(folder, record))
        if _hash_at(folder / name) != _text(record, "files", name)
    ]
    path = folder / ALLOWED_SIGNERS
    if (_read(path) if path.exists() else b"") != _lines(signed):
        problems.append(f"{ALLOWED_SIGNERS} does not name exactly those who signed.")
    if not (folder / SEALED).exists():
        return None, problems
    data = _read(folder / SEALED)
    salt = _salt(data)
    if salt is None or commitment(data, salt) != _text(record, "sealed", "salted_sha256"):
        return None, [*problems, f"{SEALED} was changed."]
    return salt, problems


def _later_files(folder: Path, record: Document) -> list[str]:
    """Return the files of `_HASHED_LATER` that a record names, or that lie beside it."""
    return [
        name for name in _HASHED_LATER if _text(record, "files", name) or (folder / name).exists()
    ]


def signer_lines(folder: Path) -> bytes:
    """Return what the list of signers in a record's folder should hold: who signed, in order.

    Raises:
        SdcError: A file cannot be read.
    """
    first = _read_signed(folder, RECORD, _read(folder / RECORD), ())
    signed = (first, *_read_reviews(folder, ()).values())
    return _lines([one for one in signed if one is not None])


def _lines(signed: Sequence[_Signed]) -> bytes:
    return "".join(dict.fromkeys(one.signer_line for one in signed)).encode()


def _compare(
    record: Document,
    workbook: Path | None,
    source: Path | None,
    salt: bytes | None,
    replay: Replay,
) -> tuple[Match, Match, Match, Match]:
    """Return whether the workbook, the source, the replay and the parts agree with the record."""
    of_workbook = of_source = Match.NOT_GIVEN
    of_replay = of_parts = Match.NOT_RUN
    if workbook is not None:
        is_same = _hash_of_result(workbook) == _text(record, "result", "sha256")
        of_workbook = _match(is_same)
    if source is not None and salt is None:
        _hash_of_result(source)
        of_source = Match.NOT_CHECKED
    elif source is not None and salt is not None:
        salted = commitment(_hash_of_result(source).encode(), salt)
        of_source = _match(salted == _text(record, "source", "salted_sha256"))
    if workbook is not None and source is not None and of_source is not Match.DIFFERS:
        of_replay = _match(not replay(record, source, workbook))
        of_parts = _parts(record, source, workbook, of_workbook)
    return of_workbook, of_source, of_replay, of_parts


def _parts(record: Document, source: Path, workbook: Path, of_workbook: Match) -> Match:
    if not record.get("parts"):
        return Match.NOT_RECORDED
    if of_workbook is not Match.MATCH:
        return Match.NOT_RUN
    return _match(not parts_differ(record, source, workbook))


def _match_problems(workbook: Match, source: Match, replay: Match, parts: Match) -> list[str]:
    problems = []
    if workbook is Match.DIFFERS:
        problems.append("The workbook is not the one that was recorded.")
    if source is Match.DIFFERS:
        problems.append("The source is not the one that was checked.")
    if source is Match.NOT_CHECKED:
        problems.append(
            "The source cannot be compared: sealed.json is missing or not to be trusted."
        )
    if replay is Match.DIFFERS:
        problems.append("The recorded actions on the source do not give the workbook.")
    if parts is Match.DIFFERS:
        problems.append("The parts of the file differ in another way than was recorded.")
    if workbook is Match.NOT_CHECKED:
        problems.append("The workbook was not compared, because the record is not to be believed.")
    return problems


def _match(is_same: bool) -> Match:
    return Match.MATCH if is_same else Match.DIFFERS


def _unread(given: Path | None) -> Match:
    return Match.NOT_GIVEN if given is None else Match.NOT_CHECKED


def _parse_record(data: bytes) -> Document:
    """Read signed JSON; only its canonical form is accepted, so that it has one meaning.

    Raises:
        RecordBrokenError: It is no such JSON.
        NewerRecordError: Its format is newer than this program.
    """
    try:
        document = json.loads(data)
        if not isinstance(document, dict) or canonical(document) != data:
            raise RecordBrokenError
        if document.get("format_version", 0) > FORMAT_VERSION:
            raise NewerRecordError
    except (ValueError, TypeError, RecursionError) as error:
        raise RecordBrokenError from error
    return document


def _text(document: Document | None, *keys: str) -> str:
    """Return the text at the end of a way of keys, "" when there is none."""
    value: object = document
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def _salt(sealed: bytes) -> bytes | None:
    try:
        return bytes.fromhex(json.loads(sealed)["salt"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _hash_at(path: Path) -> str:
    """Return the hash of a file of the record, and one that no file has when it is missing."""
    return _hash_of(path) if path.is_file() else "missing"


def _hash_of(path: Path) -> str:
    return hashlib.sha256(_read(path)).hexdigest()


def _hash_of_result(path: Path) -> str:
    """Return the hash of a workbook, or of the listing of a folder of csv files."""
    return hashlib.sha256(folder_listing(path)).hexdigest() if path.is_dir() else _hash_of(path)


def _read_text(path: Path) -> str:
    try:
        return _read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordUnreadableError(path.name) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RecordUnreadableError(path.name) from error
