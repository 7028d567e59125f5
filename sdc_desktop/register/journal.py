"""The journal of an unfinished check: every step is on the disk before the next can be taken.

There is one file for each workbook, named after the hash of its bytes (so a workbook that was
moved finds its check again), in a folder that only its user can read. It holds no number of the
workbook, but the policy's parameters.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sdc_desktop.core.action_json import action_as_json, action_from_json
from sdc_desktop.core.actions import Action, MergeLines
from sdc_desktop.core.combined_lines import combined_workbook
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.register.history import History
from sdc_desktop.register.journal_errors import (
    CheckOpenElsewhereError,
    JournalDamagedError,
    JournalError,
    SourceChangedError,
    UnfinishedCheckError,
)
from sdc_desktop.register.journal_file import (
    BINARY,
    JournalContents,
    JournalHeader,
    PolicyChoice,
    journal_line,
    read_journal,
    write_all,
    write_whole,
)
from sdc_desktop.register.lock import Lock, is_locked

__all__ = [
    "Journal",
    "JournalHeader",
    "PolicyChoice",
    "UnfinishedCheck",
    "unfinished",
]

_SUFFIX = ".journal"


class Journal:
    """The open journal of one check; each method returns when the disk has what it wrote."""

    def __init__(
        self, path: Path, lock: Lock, contents: JournalContents, history: History[Action]
    ) -> None:
        self._path, self._lock = path, lock
        self._chain, self._size = contents.chain, contents.size
        self._history = history
        self._descriptor = os.open(path, os.O_WRONLY | BINARY)
        self._cut_to_size()

    @classmethod
    def start(cls, folder: Path, header: JournalHeader) -> Journal:
        """Begin the journal of a check.

        Args:
            folder: Where this user's journals are; made when it is missing, for its user alone.
            header: What is checked.

        Raises:
            CheckOpenElsewhereError: Another window checks the same workbook.
            UnfinishedCheckError: An earlier check of it waits to be continued or discarded.
            JournalError: The folder cannot be used.
        """
        path = folder / f"{header.source_sha256[:32]}{_SUFFIX}"
        lock = _take_lock(path, header.source)
        try:
            if path.exists() and not read_journal(path).is_empty:
                raise UnfinishedCheckError(header.source)
            line, chain = journal_line("", {"check": header.as_json()})
            write_whole(path, line)
            return cls(path, lock, JournalContents(chain=chain, size=len(line)), History())
        except OSError as error:
            lock.release()
            raise JournalError("The journal of the check cannot be written.") from error
        except BaseException:
            lock.release()
            raise

    def append(self, *actions: Action) -> None:
        """Add `actions` as one step; what was undone before is forgotten.

        Raises:
            JournalError: They could not be written; the journal is as it was before.
        """
        written = [
            action_as_json(action, with_values=False, with_parameters=True) for action in actions
        ]
        self._write({"do": written})
        self._history = self._history.do(actions)

    def undo_to(self, count: int) -> None:
        """Note that the list is now the first `count` actions; the others can be redone.

        Raises:
            JournalError: It could not be written.
        """
        after = self._history.show(count)
        self._write({"show": count})
        self._history = after

    def redo_to(self, count: int) -> None:
        """Note that undone actions are done again, so that `count` of them are in force.

        Raises:
            JournalError: It could not be written.
        """
        self.undo_to(count)

    def follow(self, actions: Sequence[Action]) -> None:
        """Write what is needed, if anything, so that `actions` are what is in force.

        Raises:
            JournalError: It could not be written.
        """
        common = self._history.count_common(actions)
        if self._history.shown != common:
            self.undo_to(common)
        if len(actions) > common:
            self.append(*actions[common:])

    def set_policy(self, policy: PolicyChoice) -> None:
        """Note that the check goes on against another policy.

        Raises:
            JournalError: It could not be written.
        """
        self._write({"policy": policy.as_json()})

    def set_source(self, source: Path) -> None:
        """Note that the workbook is at another place now; its bytes are the same.

        Raises:
            JournalError: It could not be written.
        """
        self._write({"source": str(source)})

    def close(self) -> None:
        """Leave the check unfinished; it can be continued later."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
            self._lock.release()

    def finish(self) -> None:
        """Remove the journal: the check is saved, or was given up."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
            self._path.unlink(missing_ok=True)
            self._lock.release()

    def _write(self, entry: dict[str, Any]) -> None:
        if self._descriptor < 0:
            raise JournalError("The journal of the check is closed.")
        line, chain = journal_line(self._chain, entry)
        try:
            write_all(self._descriptor, line)
        except OSError as error:
            self._take_back()
            raise JournalError("The last step could not be written to the journal.") from error
        self._chain, self._size = chain, self._size + len(line)

    def _take_back(self) -> None:
        """Cut off what was written of a line that did not fit; close when even that fails."""
        try:
            self._cut_to_size()
        except OSError:
            self.close()

    def _cut_to_size(self) -> None:
        """Remove what stands behind the last sound line, and write from there on."""
        os.ftruncate(self._descriptor, self._size)
        os.lseek(self._descriptor, 0, os.SEEK_END)


@dataclass(frozen=True, slots=True)
class UnfinishedCheck:
    """A check that was begun and neither saved nor discarded.

    Attributes:
        path: Its journal.
        source, source_sha256, policy, checker, begun: What it is about; `policy` is the one
            that was chosen last. Empty where the journal is too damaged to say.
        count: How many actions are in force.
        problem: Why it cannot be continued, None when it can.
    """

    path: Path
    source: Path
    source_sha256: str
    policy: PolicyChoice
    checker: str
    begun: str
    count: int
    problem: SdcError | None = None

    @property
    def is_open(self) -> bool:
        """Whether a window has it open now."""
        return is_locked(_lock_path(self.path))

    def actions(self, workbook: Workbook) -> tuple[Action, ...]:
        """Return what was done and not undone, oldest first.

        Args:
            workbook: The source as read; rounded values are worked out from it again.

        Raises:
            SourceChangedError: It is not the workbook that was checked.
            JournalDamagedError, NewerJournalError, UnknownActionError, BrokenActionError: What
                was done cannot be read.
        """
        history = self.history(workbook)
        return history.actions[: history.shown]

    def history(self, workbook: Workbook) -> History[Action]:
        """Return all steps, those that were undone at the end too; raises as `actions` does."""
        return _actions(self._read(), workbook, self)

    def resume(self, workbook: Workbook) -> Journal:
        """Open the journal to go on where it ended; raises as `actions` does.

        Raises:
            CheckOpenElsewhereError: Another window has it open.
            JournalError: It cannot be written.
        """
        lock = _take_lock(self.path, self.source)
        try:
            contents = self._read()
            return Journal(self.path, lock, contents, _actions(contents, workbook, self))
        except OSError as error:
            lock.release()
            raise JournalError("The journal of the check cannot be written.") from error
        except BaseException:
            lock.release()
            raise

    def discard(self) -> None:
        """Forget the check.

        Raises:
            CheckOpenElsewhereError: Another window has it open.
        """
        lock = _take_lock(self.path, self.source)
        self.path.unlink(missing_ok=True)
        lock.release()

    def _read(self) -> JournalContents:
        contents = read_journal(self.path)
        if contents.problem is not None:
            raise contents.problem
        if contents.is_empty:
            raise JournalDamagedError(1)
        return contents


def unfinished(folder: Path) -> tuple[UnfinishedCheck, ...]:
    """Return the checks whose journals are in `folder`, the latest begun first.

    A journal whose first line never reached the disk is none: nothing was done in it.

    Raises:
        JournalError: A journal cannot be read.
    """
    found = [(path, read_journal(path)) for path in sorted(folder.glob(f"*{_SUFFIX}"))]
    checks = (_unfinished(path, contents) for path, contents in found if not contents.is_empty)
    return tuple(sorted(checks, key=lambda check: check.begun, reverse=True))


def _unfinished(path: Path, contents: JournalContents) -> UnfinishedCheck:
    header = contents.header
    return UnfinishedCheck(
        path=path,
        source=header.source,
        source_sha256=header.source_sha256,
        policy=header.policy,
        checker=header.checker,
        begun=header.begun,
        count=contents.history.shown,
        problem=contents.problem,
    )


def _actions(
    contents: JournalContents, workbook: Workbook, check: UnfinishedCheck
) -> History[Action]:
    if workbook.sha256 != check.source_sha256:
        raise SourceChangedError(check.source)
    return contents.history.map(_ActionReader(workbook).read)


class _ActionReader:
    """Reads actions in their order; what lines were combined is seen by those that follow."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    def read(self, document: Mapping[str, Any]) -> Action:
        """Return the next action."""
        action = action_from_json(document, self._workbook)
        if isinstance(action, MergeLines):
            self._workbook = combined_workbook(self._workbook, (action,))
        return action


def _lock_path(journal: Path) -> Path:
    return journal.with_suffix(".lock")


def _take_lock(journal: Path, source: Path) -> Lock:
    try:
        journal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        journal.parent.chmod(0o700)
        return Lock.take(_lock_path(journal))
    except BlockingIOError as error:
        raise CheckOpenElsewhereError(source) from error
    except OSError as error:
        raise JournalError("The folder of unfinished checks cannot be used.") from error
