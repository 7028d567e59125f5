"""Actions about the release as a whole: what it is, what was decided, what was said and declared.

None of them changes a cell. Comments for colleagues only are in `private`, which goes to the
sealed part of a record and nowhere else; the reason in the stamp is for every reader of the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.release import ReleaseDetails
from sdc_desktop.core.stamp import Stamp
from sdc_desktop.core.tables import Table


class Decision(StrEnum):
    """What a checker says about a table or a finding."""

    APPROVE = "approve"
    CHANGES = "approve-with-changes"
    MORE_INFORMATION = "more-information"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class StateRelease:
    """Say what is released; what was said last counts."""

    release: ReleaseDetails
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class DecideTable:
    """Decide about a table; what was decided last counts.

    Attributes:
        sheet, body: The table, as it was understood then.
        decision: What was decided; None takes back what was decided before.
        stamp: By whom and when, with the reason.
        private: A comment for colleagues only.
    """

    sheet: str
    body: CellRange
    decision: Decision | None
    stamp: Stamp
    private: str = ""

    def is_about(self, table: Table) -> bool:
        """Tell whether a table lies where the one was that this was decided about."""
        return self.sheet == table.sheet and self.body.meets(table.body)


@dataclass(frozen=True, slots=True)
class DecideFinding:
    """Decide about a finding; what was decided last counts.

    Attributes:
        rule, sheet, cells: Which finding.
        decision: What was decided; None takes back what was decided before.
        stamp: By whom and when, with the reason.
        private: A comment for colleagues only.
    """

    rule: str
    sheet: str
    cells: tuple[CellRef, ...]
    decision: Decision | None
    stamp: Stamp
    private: str = ""


@dataclass(frozen=True, slots=True)
class AnswerGate:
    """Say that something holds which the policy asks for before release.

    Attributes:
        gate: Its name in the policy.
        answer: The reference of a document, or that it is so; "" takes back what was said.
        stamp: By whom and when.
    """

    gate: str
    answer: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Declare:
    """Declare something, word for word.

    Attributes:
        name: Short name of the declaration, such as "training".
        version: Version of its words.
        text: The words; "" takes the declaration back.
        paragraph: Where the policy asks for it, "" where the program does.
        stamp: By whom and when.
    """

    name: str
    version: str
    text: str
    paragraph: str
    stamp: Stamp


ReleaseAction = StateRelease | DecideTable | DecideFinding | AnswerGate | Declare
ABOUT_THE_RELEASE = (StateRelease, DecideTable, DecideFinding, AnswerGate, Declare)


def release_of(actions: Iterable[object]) -> ReleaseDetails | None:
    """Return what was said last of the release, None when nobody said anything."""
    said = None
    for action in actions:
        if isinstance(action, StateRelease):
            said = action.release
    return said
