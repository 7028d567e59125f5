"""The journal of the open check: begun or continued when a workbook opens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sdc_desktop.core.actions import Action
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.register.history import History
from sdc_desktop.register.journal import (
    Journal,
    JournalHeader,
    PolicyChoice,
    UnfinishedCheck,
    unfinished,
)
from sdc_desktop.register.own_policies import load_any_policy


@dataclass(frozen=True, slots=True)
class Begun:
    """A journal that is open for writing.

    Attributes:
        journal: What is written to.
        policy: What the check goes on against.
        history: What was done before; empty for a new check.
    """

    journal: Journal
    policy: Policy
    history: History[Action]


def journal_folder(user_folder: Path) -> Path:
    """Return where the journals of a user are."""
    return user_folder / "journals"


def begin_journal(
    user_folder: Path, source: Path, workbook: Workbook, policy: Policy, who: str
) -> Begun:
    """Go on with the unfinished check of this workbook, or begin a new one.

    Raises:
        SdcError: The journal cannot be read or written, or another window has it open.
    """
    folder = journal_folder(user_folder)
    waiting = find_unfinished(user_folder, workbook.sha256)
    if waiting is not None:
        journal = waiting.resume(workbook)
        if waiting.source != source:
            journal.set_source(source)
        return Begun(journal, _policy_of(user_folder, waiting.policy), waiting.history(workbook))
    stamp = stamp_now(who)
    header = JournalHeader(source, workbook.sha256, choice_of(policy), stamp.who, stamp.when)
    return Begun(Journal.start(folder, header), policy, History())


def find_unfinished(user_folder: Path, sha256: str) -> UnfinishedCheck | None:
    """Return the unfinished check of the workbook with this hash."""
    found = unfinished(journal_folder(user_folder))
    return next((one for one in found if one.source_sha256 == sha256), None)


def unfinished_checks(user_folder: Path) -> tuple[UnfinishedCheck, ...]:
    """Return the checks in which something was done and that no window has open."""
    found = unfinished(journal_folder(user_folder))
    return tuple(one for one in found if (one.count or one.problem) and not one.is_open)


def choice_of(policy: Policy) -> PolicyChoice:
    """Return how the journal names a policy."""
    return PolicyChoice(policy.id, policy.version, policy.local_parameters)


def _policy_of(user_folder: Path, choice: PolicyChoice) -> Policy:
    profile = load_any_policy(user_folder, choice.file or choice.id)
    return profile.with_parameters(dict(choice.parameters))
