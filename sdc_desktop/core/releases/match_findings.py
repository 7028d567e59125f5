"""What a checker must look at in the matching of releases: nothing unmatched counts as a pass."""

from __future__ import annotations

from collections.abc import Iterator

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.core.releases.labels import Side
from sdc_desktop.core.releases.match import Period, ReleaseMatch, TablePair
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Axis, Table

RULE = "release-match"

_SURE = 0.6
_MOST_SHOWN = 5
_REMEDIES = ("Say what belongs together in the panel Earlier releases",)


def find_unmatched(workbook: Workbook, comparison: Comparison) -> tuple[Finding, ...]:
    """Return what could not be matched or is not sure, and what is only informative.

    Args:
        workbook: The workbook that is checked.
        comparison: It beside its earlier releases.
    """
    return (
        *(_missing(name) for name in comparison.missing),
        *(one for match in comparison.matches for one in _of_release(workbook, match)),
    )


def _missing(name: str) -> Finding:
    message = (
        f"The earlier release '{name}' was taken into account and is not at hand, so nothing was "
        "compared with it."
    )
    return Finding(RULE, Severity.REVIEW, "", (), message, remedies=("Add the file again",))


def _of_release(workbook: Workbook, match: ReleaseMatch) -> Iterator[Finding]:
    name = match.release.name
    for table in match.lone_now:
        message = (
            f"{_called(table)} matches no table of the earlier release '{name}', so nothing was "
            "compared."
        )
        yield _finding(table, message, Severity.REVIEW)
    for table in match.lone_before:
        message = (
            f"{_called(table)} of the earlier release '{name}' matches no table here, so nothing "
            "was compared with it."
        )
        yield Finding(RULE, Severity.REVIEW, "", (), message, remedies=_REMEDIES)
    for sentence in match.unused:
        yield Finding(RULE, Severity.REVIEW, "", (), sentence, remedies=_REMEDIES)
    for pair in match.pairs:
        yield from _of_pair(workbook, match, pair)


def _of_pair(workbook: Workbook, match: ReleaseMatch, pair: TablePair) -> Iterator[Finding]:
    name = f"{_called(pair.before)} of '{match.release.name}'"
    if pair.confidence < _SURE:
        message = f"{_called(pair.now)} may be the same table as {name}: {pair.reason}."
        yield _finding(pair.now, message, Severity.REVIEW)
    if pair.period is Period.UNCLEAR:
        message = (
            f"It is not clear whether {_called(pair.now)} and {name} are about the same period: "
            f"{pair.period_reason}. Until you say so they count as the same."
        )
        yield _finding(pair.now, message, Severity.REVIEW)
    if pair.period is Period.OTHER:
        message = (
            f"{_called(pair.now)} and {name} are about different periods ({pair.period_reason}); "
            "the earlier numbers are only informative."
        )
        yield _finding(pair.now, message, Severity.INFO)
        return
    if pair.rounding:
        message = f"{_called(pair.now)} and {name} agree but for rounding in one of them."
        yield _finding(pair.now, message, Severity.INFO)
    for axis in Axis:
        yield from _lone_lines(workbook, match, pair, axis)


def _lone_lines(
    workbook: Workbook, match: ReleaseMatch, pair: TablePair, axis: Axis
) -> Iterator[Finding]:
    """Yield lines without counterpart; where both tables have some, one may be renamed."""
    ours, theirs = pair.open_lines(axis)
    if not ours and not theirs:
        return
    here = _listed(Side(workbook, pair.now), axis, ours)
    there = _listed(Side(match.release.workbook, pair.before), axis, theirs)
    if ours and theirs:
        message = (
            f"{_called(pair.now)}: {axis} without a counterpart are {here} here and {there} in "
            f"'{match.release.name}'. If one of them was only renamed, it is not compared."
        )
        yield _finding(pair.now, message, Severity.REVIEW)
    else:
        message = (
            f"{_called(pair.now)}: {axis} {here or there} "
            f"{'are new since' if ours else 'are only in'} '{match.release.name}'."
        )
        yield _finding(pair.now, message, Severity.INFO)


def _listed(side: Side, axis: Axis, lines: tuple[int, ...]) -> str:
    names = [
        f'"{" | ".join(line.path) or line.line + 1}"'
        for line in side.lines(axis)
        if line.line in lines
    ]
    rest = len(names) - _MOST_SHOWN
    more = f" and {rest} more" if rest > 0 else ""
    return ", ".join(names[:_MOST_SHOWN]) + more


def _called(table: Table) -> str:
    return f'"{table.title}"' if table.title else f"The table {table.body.a1} on {table.sheet}"


def _finding(table: Table, message: str, severity: Severity) -> Finding:
    first = CellRef(table.sheet, table.body.top, table.body.left)
    remedies = _REMEDIES if severity is Severity.REVIEW else ()
    return Finding(RULE, severity, table.sheet, (first,), message, remedies=remedies)
