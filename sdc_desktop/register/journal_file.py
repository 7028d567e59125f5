"""The file of a journal: its lines, and what of them is sound.

Each line is JSON, `{"chain": ..., "entry": ...}`. `chain` is the SHA-256 of the chain before it
and the entry, so a changed, lost or doubled line is seen. The first entry is `{"check": ...}`;
then come `{"do": [actions]}` for a step, `{"show": n}` when undo or redo left the first n actions
in force, `{"policy": ...}` when another policy was chosen, and `{"source": path}` when the workbook
was found at another place.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from sdc_desktop.core.errors import SdcError
from sdc_desktop.register.history import History
from sdc_desktop.register.journal_errors import (
    JournalDamagedError,
    JournalError,
    NewerJournalError,
)

BINARY = getattr(os, "O_BINARY", 0)

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class PolicyChoice:
    """Which policy is checked against, so that it can be loaded again.

    Attributes:
        id, version: Of the policy.
        parameters: Name and value of the local parameters that the checker gave.
        file: The policy's own file, "" for one that comes with the program.
    """

    id: str
    version: str
    parameters: tuple[tuple[str, str], ...] = ()
    file: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        pairs = [list(pair) for pair in self.parameters]
        return {"id": self.id, "version": self.version, "parameters": pairs, "file": self.file}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read what `as_json` returned."""
        pairs = tuple((str(name), str(value)) for name, value in document["parameters"])
        return cls(document["id"], document["version"], pairs, document["file"])


@dataclass(frozen=True, slots=True)
class JournalHeader:
    """What a check is about.

    Attributes:
        source: The workbook's file.
        source_sha256: Hash of its bytes, as 64 hexadecimal digits.
        policy: What it is checked against.
        checker: Who checks.
        begun: UTC, such as "2026-11-21T09:30:00Z".
    """

    source: Path
    source_sha256: str
    policy: PolicyChoice
    checker: str
    begun: str

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "format": _FORMAT,
            "source": {"path": str(self.source), "sha256": self.source_sha256},
            "policy": self.policy.as_json(),
            "checker": self.checker,
            "begun": self.begun,
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read what `as_json` returned."""
        return cls(
            source=Path(document["source"]["path"]),
            source_sha256=document["source"]["sha256"],
            policy=PolicyChoice.from_json(document["policy"]),
            checker=document["checker"],
            begun=document["begun"],
        )


_UNREADABLE = JournalHeader(Path(), "", PolicyChoice("", ""), "", "")


@dataclass(frozen=True, slots=True)
class JournalContents:
    """What is sound of a journal, from its beginning on.

    Attributes:
        header: What is checked; its `policy` is the one chosen last.
        history: The actions as JSON.
        chain: The chain after the last sound line.
        size: How many bytes the sound lines take.
        problem: Why the check cannot be continued, None when it can.
    """

    header: JournalHeader = _UNREADABLE
    history: History[dict[str, Any]] = field(default_factory=History)
    chain: str = ""
    size: int = 0
    problem: SdcError | None = None

    @property
    def is_empty(self) -> bool:
        """Whether not even the first line reached the disk, so that nothing was done."""
        return self.size == 0 and self.problem is None

    def after(self, entry: Mapping[str, Any]) -> JournalContents:
        """Return the contents with one more entry.

        Raises:
            KeyError, TypeError, ValueError: It is not an entry that can stand here.
        """
        if not self.size:
            if entry["check"]["format"] > _FORMAT:
                return replace(self, problem=NewerJournalError())
            return replace(self, header=JournalHeader.from_json(entry["check"]))
        if "do" in entry:
            return replace(self, history=self.history.do(entry["do"]))
        if "show" in entry:
            return replace(self, history=self.history.show(entry["show"]))
        if "policy" in entry:
            policy = PolicyChoice.from_json(entry["policy"])
            return replace(self, header=replace(self.header, policy=policy))
        if "source" in entry:
            return replace(self, header=replace(self.header, source=Path(entry["source"])))
        return replace(self, problem=NewerJournalError())


def journal_line(chain: str, entry: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return the line of an entry, and the chain after it."""
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"))
    after = hashlib.sha256((chain + text).encode()).hexdigest()
    return f'{{"chain":"{after}","entry":{text}}}\n'.encode(), after


def read_journal(path: Path) -> JournalContents:
    """Read a journal as far as it is sound; a last line that a crash cut off is passed over.

    A power cut can also leave zero bytes inside the last line; what was acknowledged has none.

    Raises:
        JournalError: The file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise JournalError("The journal of an unfinished check cannot be read.") from error
    contents = JournalContents()
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        is_last = contents.size + len(line) == len(data)
        if is_last and (not line.endswith(b"\n") or b"\0" in line):
            break
        try:
            contents = _after_line(contents, line)
        except (AttributeError, KeyError, TypeError, ValueError):
            return replace(contents, problem=JournalDamagedError(number))
        if contents.problem:
            break
    return contents


def _after_line(contents: JournalContents, line: bytes) -> JournalContents:
    """Return `contents` with one more line.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: The line is not what was written.
    """
    entry = json.loads(line)["entry"]
    written, chain = journal_line(contents.chain, entry)
    if written != line:
        raise ValueError("the line was changed")
    return replace(contents.after(entry), chain=chain, size=contents.size + len(line))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file for its user alone, so that it is there with all its bytes or not at all.

    Raises:
        OSError: It cannot be written.
    """
    new = path.with_suffix(".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, 0o600)
    try:
        write_all(descriptor, data)
    finally:
        os.close(descriptor)
    new.replace(path)
    _sync_folder(path.parent)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all bytes and wait until the disk has them.

    Raises:
        OSError: They cannot be written; some of them may have been.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """Wait until the disk knows the names in `folder`; Windows does so by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
