"""A workbook compared with its earlier releases: what belongs together and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.releases.corrections import NO_CORRECTION, MatchCorrection
from sdc_desktop.core.releases.joining import JointSystem, SharedCell, join_releases
from sdc_desktop.core.releases.match import ReleaseMatch, TablePair
from sdc_desktop.core.releases.matching import match_releases
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table


@dataclass(frozen=True, eq=False)
class Comparison:
    """Everything that is known about a workbook beside its earlier releases.

    Attributes:
        matches: What belongs together, release by release.
        joint: The one system of what adds up in all of them.
        missing: Names of earlier releases that are taken into account and not at hand.
    """

    matches: tuple[ReleaseMatch, ...]
    joint: JointSystem
    missing: tuple[str, ...] = ()

    def pair_of(self, cell: SharedCell) -> tuple[ReleaseMatch, TablePair]:
        """Return the pair of tables that a shared cell belongs to, and its release."""
        number = cell.pair
        for match in self.matches:
            if number < len(match.pairs):
                return match, match.pairs[number]
            number -= len(match.pairs)
        raise ValueError("a shared cell of another comparison")


def compare_releases(
    workbook: Workbook,
    tables: Sequence[Table],
    releases: Iterable[EarlierRelease],
    policy: Policy | None,
    *,
    corrections: Mapping[str, MatchCorrection] | None = None,
    missing: Sequence[str] = (),
    progress: Progress = no_progress,
) -> Comparison:
    """Match a workbook with its earlier releases and join what adds up in them.

    Args:
        workbook: The workbook that is checked.
        tables: Its tables.
        releases: What was published before.
        policy: Which counts are unsafe; None leaves unsafe differences out.
        corrections: What the checker says about the matching, by the hash of the release.
        missing: Names of earlier releases that are not at hand.
        progress: Told what is being done.
    """
    said = corrections or {}
    releases = tuple(releases)
    told = [said.get(release.sha256, NO_CORRECTION) for release in releases]
    matches = tuple(
        match_releases(workbook, tables, release.workbook, release.tables, one, progress)
        for release, one in zip(releases, told, strict=True)
    )
    unsafe = policy.unsafe_counts if policy is not None else None
    joint = join_releases(
        workbook, tables, matches, unsafe=unsafe, corrections=told, progress=progress
    )
    return Comparison(matches, joint, tuple(missing))
