"""The access log: who did what with which file, as a chain in which a change shows.

Each entry holds the digest of the one before and a digest of its own. The register keeps the
number and digest of the last one beside the log, so that cutting off the end shows as well. Whoever
may write to the whole register can write the whole chain anew: against that helps only a last
digest noted elsewhere, which every export for an auditor holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum

import rfc8785

START = "0" * 64
"""What the first entry names as the digest before it."""


class Event(StrEnum):
    """What was done."""

    OPENED = "opened"
    VIEWED = "viewed"
    EXPORTED = "exported"
    VERIFIED = "verified"
    DISPOSED = "disposed"


@dataclass(frozen=True, slots=True)
class Access:
    """One thing that was done with a file; no value of a workbook.

    Attributes:
        event: What was done: the word of an `Event`.
        who: Who did it.
        when: In UTC, such as "2026-11-21T09:30:00Z".
        file: The file's name without its folder; of a disposal, the dataset's name.
        sha256: The file's hash, "" where there was none to take.
        authorised_by: Who allowed it, "" where nobody was named.
        remark: More in words, such as the command.
    """

    event: str
    who: str
    when: str
    file: str
    sha256: str = ""
    authorised_by: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An access in its place in the log.

    Attributes:
        number: 1 for the first entry.
        access: What was done.
        previous: Digest of the entry before, `START` for the first.
        digest: SHA-256 over all of the above, in hexadecimal digits.
    """

    number: int
    access: Access
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class LogHead:
    """The last entry, as the register keeps it beside the log; number 0 for an empty log."""

    number: int = 0
    digest: str = START


def next_entry(head: LogHead, access: Access) -> LogEntry:
    """Return the entry that follows the last one."""
    number = head.number + 1
    return LogEntry(number, access, head.digest, _digest(number, access, head.digest))


def find_breaks(entries: Sequence[LogEntry], head: LogHead) -> tuple[str, ...]:
    """Return in sentences where the chain is broken; empty when the log is whole.

    Args:
        entries: The whole log, in the order of its numbers.
        head: What the register or an auditor's export says of the last entry.
    """
    said: list[str] = []
    last = LogHead()
    for entry in entries:
        if entry.number != last.number + 1:
            said.append(_gap_in_words(last.number + 1, entry.number - 1))
        elif entry.previous != last.digest:
            said.append(f"Entry {entry.number} does not follow the one before it.")
        if entry.digest != _digest(entry.number, entry.access, entry.previous):
            said.append(f"Entry {entry.number} was changed.")
        last = LogHead(entry.number, entry.digest)
    if last.number < head.number:
        said.append(_gap_in_words(last.number + 1, head.number))
    elif last != head:
        said.append(f"The log does not end with entry {head.number} as the register noted it.")
    return tuple(said)


def _digest(number: int, access: Access, previous: str) -> str:
    held = (str(number), *(str(one) for one in astuple(access)), previous)
    return hashlib.sha256(rfc8785.dumps(held)).hexdigest()


def _gap_in_words(first: int, last: int) -> str:
    if last < first:
        return f"Entry {first} has a wrong number."
    if first == last:
        return f"Entry {first} is missing."
    return f"The entries {first} to {last} are missing."
