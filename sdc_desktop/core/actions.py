"""Actions: everything a checker does, as immutable values in one list.

The list is the undo stack, the journal, the check record and the replay. An action holds what was
decided, never an order to search again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.evidence import EvidenceFile
from sdc_desktop.core.merge_lines import MergeLines as MergeLines
from sdc_desktop.core.release_actions import ABOUT_THE_RELEASE, ReleaseAction
from sdc_desktop.core.releases.corrections import MatchCorrection
from sdc_desktop.core.stamp import Stamp as Stamp
from sdc_desktop.core.tables import Table
from sdc_desktop.core.wishes import Wish as Wish


class SuppressionRole(StrEnum):
    """Why a cell is withheld. Never shown in the protected workbook."""

    PRIMARY = "primary"
    """It is unsafe itself."""
    SECONDARY = "secondary"
    """It protects another cell."""


@dataclass(frozen=True, slots=True)
class Withhold:
    """Show `marker` in place of the values of `cells`.

    Attributes:
        protects: For each cell, in the same order, the cells that it protects; empty where nobody
            said so.
    """

    cells: tuple[CellRef, ...]
    role: SuppressionRole
    marker: str
    stamp: Stamp
    protects: tuple[tuple[CellRef, ...], ...] = ()

    def __post_init__(self) -> None:
        if self.protects and len(self.protects) != len(self.cells):
            raise ValueError("what each cell protects is said of all cells or of none")


@dataclass(frozen=True, slots=True)
class Release:
    """Show the original values of `cells` again."""

    cells: tuple[CellRef, ...]
    stamp: Stamp


class ExemptionKind(StrEnum):
    """On what ground a number is shown although a rule speaks against it."""

    ACCEPTED_RISK = "accepted-risk"
    """Somebody answers for it."""
    STRUCTURAL_ZERO = "structural-zero"
    """Nobody can be there, so that it tells nothing."""
    PUBLIC = "public"
    """It is public already, or no confidential information."""


EVERY_RULE = "every rule"
"""What an exemption names in place of a rule when it waives all of them."""


@dataclass(frozen=True, slots=True)
class Exempt:
    """Accept what `rule` found in `cells` for the reason in the stamp (P1: it must have one).

    An exempt cell counts as known to everybody: it is shown and never withheld for others.

    Attributes:
        rule: The rule that is waived, or `EVERY_RULE`.
        kind: The ground.
        answers: Question and answer, as `core/exemptions.py` asks them.
        source: Where anybody finds what is public.
    """

    cells: tuple[CellRef, ...]
    rule: str
    stamp: Stamp
    kind: ExemptionKind = ExemptionKind.ACCEPTED_RISK
    answers: tuple[tuple[str, str], ...] = ()
    source: str = ""


class Extract(StrEnum):
    """What the numbers of a table were counted from."""

    FULL = "100%"
    SAMPLE = "sample"
    SURVEY = "survey"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class StateExtract:
    """Say what a table was counted from; what was said last of a table counts.

    Attributes:
        sheet, body: The table, as it was understood then.
        extract: What its numbers were counted from.
        is_grossed: Whether numbers of a sample are grossed; None when nobody has said.
    """

    sheet: str
    body: CellRange
    extract: Extract
    is_grossed: bool | None
    stamp: Stamp

    def is_about(self, table: Table) -> bool:
        """Tell whether a table lies where the one was that this was said of."""
        return self.sheet == table.sheet and self.body.meets(table.body)


@dataclass(frozen=True, slots=True)
class RoundCells:
    """Show `values` in place of the values of `cells`.

    Attributes:
        values: One decided value for each cell, in the same order.
        method: Such as "conventional"; what a public note may say.
        base: What was rounded to: a parameter, so it goes to the sealed part of a record only.
            For noise it is twice the largest that may have been added; for controlled rounding
            that had to go further than the next multiple it is as much wider.
        reach: How far the true numbers can lie below and above the shown ones, to a reader who
            knows the method and what it was given; None for rounding to the nearest, where the
            table itself shows it. A parameter as well.
        parameters: Name and value of whatever else is needed to do the same again, such as a key;
            sealed as well.
        reaches: The same as `reach` for each cell, where it differs; then `reach` is None.
    """

    cells: tuple[CellRef, ...]
    values: tuple[float, ...]
    method: str
    base: float
    stamp: Stamp
    parameters: tuple[tuple[str, str], ...] = ()
    reach: tuple[float, float] | None = None
    reaches: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        if len(self.cells) != len(self.values):
            raise ValueError("one value for each cell is needed")
        if self.reaches and (len(self.cells) != len(self.reaches) or self.reach is not None):
            raise ValueError("one reach for each cell is needed, or one for all")


@dataclass(frozen=True, slots=True)
class CorrectTables:
    """Replace what was understood of one sheet's tables by what the checker says."""

    sheet: str
    tables: tuple[Table, ...]
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class RemoveHidden:
    """Take these carriers of hidden data, and no others, out of the file that is saved.

    The latest of several counts; with no carriers everything hidden stays.

    Attributes:
        carriers: Names of carriers (`Carrier.name`): sort, part and sheet, never a value.
    """

    carriers: tuple[str, ...]
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class StateFact:
    """Say what readers know from elsewhere: a footnote, a press release, an earlier answer.

    The audit takes it for granted. "Of whom 3 were women" is a fact about the cell of the women.

    Attributes:
        cells: The cells whose numbers together lie between `lower` and `upper`.
        lower: Least value; -inf where nothing limits it.
        upper: Greatest value; inf where nothing limits it.
    """

    cells: tuple[CellRef, ...]
    lower: float
    upper: float
    stamp: Stamp

    def __post_init__(self) -> None:
        if not self.lower <= self.upper:
            raise ValueError("the least value must not be above the greatest")


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """An earlier release: its file name without folders and the SHA-256 of its bytes.

    It was published, so its hash tells nobody anything new.
    """

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class UseEvidence:
    """Judge the tables with what these files say is behind their numbers, and with no others.

    The latest of several counts; with no files the tables are judged by themselves.
    """

    files: tuple[EvidenceFile, ...]
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class CompareReleases:
    """Take these earlier releases into account, and no others.

    The latest of several counts; with no releases the workbook is judged by itself.
    """

    releases: tuple[ReleaseFile, ...]
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class CorrectMatching:
    """Say what of an earlier release belongs to what here; the latest for each release counts.

    Attributes:
        sha256: The hash of the release's file.
        correction: Everything that the checker says about it.
    """

    sha256: str
    correction: MatchCorrection
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Prefer:
    """Say which cells should be shown or may go; the latest wish for each cell counts.

    It changes nothing that is shown. An unsafe cell is withheld all the same.

    Attributes:
        factor: What the cost of a cell that is weighed is multiplied by, above 0; 1 for others.
    """

    cells: tuple[CellRef, ...]
    wish: Wish
    stamp: Stamp
    factor: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.factor < math.inf:
            raise ValueError("a factor lies above 0")


Action = (
    Withhold
    | Release
    | Exempt
    | RoundCells
    | CorrectTables
    | RemoveHidden
    | StateFact
    | CompareReleases
    | CorrectMatching
    | StateExtract
    | UseEvidence
    | ReleaseAction
    | Prefer
    | MergeLines
)

DECIDE_WHAT_IS_SHOWN = (Withhold, Release, RoundCells, MergeLines)
"""The actions of which the last about a cell says what stands in it."""

NOT_ABOUT_CELLS = (
    CorrectTables,
    RemoveHidden,
    CompareReleases,
    CorrectMatching,
    StateExtract,
    UseEvidence,
    *ABOUT_THE_RELEASE,
)
"""Actions that change nothing that a cell shows or may show."""


def hidden_to_remove(actions: Iterable[Action]) -> frozenset[str]:
    """Return the names of the carriers of hidden data that go after all `actions`."""
    names: tuple[str, ...] = ()
    for action in actions:
        if isinstance(action, RemoveHidden):
            names = action.carriers
    return frozenset(names)


def releases_compared(actions: Iterable[Action]) -> tuple[ReleaseFile, ...]:
    """Return the earlier releases that are taken into account after all `actions`."""
    releases: tuple[ReleaseFile, ...] = ()
    for action in actions:
        if isinstance(action, CompareReleases):
            releases = action.releases
    return releases


def evidence_used(actions: Iterable[Action]) -> tuple[EvidenceFile, ...]:
    """Return the files of evidence that are used after all `actions`."""
    files: tuple[EvidenceFile, ...] = ()
    for action in actions:
        if isinstance(action, UseEvidence):
            files = action.files
    return files


def matching_said(actions: Iterable[Action]) -> dict[str, MatchCorrection]:
    """Return what the checker says about each earlier release, by its hash."""
    return {
        action.sha256: action.correction
        for action in actions
        if isinstance(action, CorrectMatching)
    }
