"""The list to go through before signing: why outputs are refused, and what the policy asks for.

Source: OpenSAFELY's reasons for rejection (unrounded counts, insufficient context, unredacted
counts, underlying data missing, file types) and UKLLC's (low counts, masking issues, insufficient
information); guidance.md F1. Each of them is a line here.
It cannot see: whether a text makes sense to its readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.decisions import decisions_about_tables, unsettled
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.gates import Surroundings, gate_states, undeclared
from sdc_desktop.core.policy_terms import GateKind
from sdc_desktop.core.release import ReleaseDetails
from sdc_desktop.core.release_actions import Decision, release_of
from sdc_desktop.core.stamp import is_same_person

_ROUNDING = frozenset({"rounding", "escaped-rounding", "extract"})
_MASKING = frozenset({"audit", "differencing", "derived", "marker", "thin-bin"})
_CONTEXT = frozenset({"layout", "total", "release-match", "revised"})
_EVIDENCE = frozenset({"not-assessable"})
_ABOUT_THE_FILE = frozenset({"hidden"})


class PointState(StrEnum):
    """How a line of the list stands."""

    HOLDS = "holds"
    OUTSTANDING = "outstanding"
    UNSAID = "unsaid"
    """Nobody said it, and nobody asks for it."""


class PointGroup(StrEnum):
    """What a line is about."""

    NUMBERS = "numbers"
    """What was found in the workbook; the findings say more."""
    RELEASE = "release"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the list.

    Attributes:
        name: A short stable name, such as "rounding"; of a gate "gate:" and its name.
        group: What it is about.
        asks: What must hold, as a sentence.
        state: How it stands.
        said: What is known of it, in words without any value; "" for nothing.
        paragraph: Where the policy asks for it.
    """

    name: str
    group: PointGroup
    asks: str
    state: PointState
    said: str = ""
    paragraph: str = ""

    @property
    def is_outstanding(self) -> bool:
        """Whether somebody still has to deal with it."""
        return self.state is PointState.OUTSTANDING


def preflight(check: Check, assessment: Assessment, around: Surroundings) -> tuple[Point, ...]:
    """Return the list for the present state of a check.

    Args:
        check: What was decided and said.
        assessment: Its present state.
        around: What the check does not know of itself.
    """
    left = unsettled(assessment.findings, check.actions)
    return (
        *_about_numbers(check, left, around),
        *_about_release(check, around),
        *_about_policy(check, assessment, around),
    )


def still_asked(points: Iterable[Point]) -> tuple[str, ...]:
    """Return in words what of the release and the policy is outstanding; findings speak alone."""
    return tuple(
        f"not met: {one.asks.rstrip('.')} ({_first_small(one.said)})"
        for one in points
        if one.is_outstanding and one.group is not PointGroup.NUMBERS
    )


def _about_numbers(
    check: Check, left: tuple[Finding, ...], around: Surroundings
) -> Iterator[Point]:
    others = _ROUNDING | _MASKING | _CONTEXT | _EVIDENCE | _ABOUT_THE_FILE
    asked = (
        ("rounding", "Counts are rounded where the policy asks for it.", _ROUNDING),
        ("masking", "What is withheld cannot be worked out.", _MASKING),
        ("context", "The tables are understood and add up.", _CONTEXT),
        ("evidence", "The underlying numbers that rules need are at hand.", _EVIDENCE),
    )
    small = [one for one in left if one.rule not in others]
    yield _counting("small-numbers", "No unsafe number is shown.", small)
    for name, asks, rules in asked:
        yield _counting(name, asks, [one for one in left if one.rule in rules])
    untitled = sum(not table.title.strip() for table in check.tables)
    yield _point(
        "titles",
        PointGroup.NUMBERS,
        "Every table says what it is about.",
        f"{_counted(untitled, 'table')} without a title." if untitled else "",
        is_asked=False,
    )
    hidden = around.hidden or _findings_in_words([one for one in left if one.rule == "hidden"])
    yield _point("file", PointGroup.NUMBERS, "Nothing is hidden in the file.", hidden)


def _counting(name: str, asks: str, left: list[Finding]) -> Point:
    return _point(name, PointGroup.NUMBERS, asks, _findings_in_words(left))


def _findings_in_words(left: Iterable[Finding]) -> str:
    serious = [one for one in left if one.severity is not Severity.INFO]
    return f"{_counted(len(serious), 'finding')} left." if serious else ""


def _about_release(check: Check, around: Surroundings) -> Iterator[Point]:
    said = release_of(check.actions)
    is_asked = said is not None or bool(check.policy.terms.gates)
    missing = (said or ReleaseDetails()).missing()
    yield _point(
        "release",
        PointGroup.RELEASE,
        "The release is described.",
        f"Missing: {', '.join(missing)}." if missing else "",
        is_asked=is_asked,
    )
    yield _about_decisions(check, is_asked=said is not None)
    if said is None:
        return
    is_own = is_same_person(said.requester, around.who)
    yield _point(
        "requester",
        PointGroup.RELEASE,
        "Who asks for the release does not check it.",
        f"{said.requester} does both." if is_own else "",
    )
    data = said.dataset
    if data.special_category:
        yield Point(
            "second-checker",
            PointGroup.RELEASE,
            "A second checker signs as well.",
            PointState.UNSAID,
            f"The data are of a special category: {data.special_category}.",
        )
    is_over = bool(data.delete_by and around.today) and data.delete_by < around.today
    yield _point(
        "delete-by",
        PointGroup.RELEASE,
        "The data may still be kept.",
        f"{data.name} was to be deleted by {data.delete_by}." if is_over else "",
    )


def _about_decisions(check: Check, *, is_asked: bool) -> Point:
    decided = [said for _, said in decisions_about_tables(check.tables, check.actions)]
    refused = sum(one is not None and one.decision is not Decision.APPROVE for one in decided)
    undecided = sum(one is None for one in decided)
    said = []
    if refused:
        said.append(f"{_counted(refused, 'table')} not approved as they are")
    if undecided:
        said.append(f"{_counted(undecided, 'table')} not decided")
    words = f"{', '.join(said)}." if said else ""
    return _point(
        "decisions",
        PointGroup.RELEASE,
        "Every table is approved.",
        words,
        is_asked=is_asked or bool(refused),
    )


def _about_policy(check: Check, assessment: Assessment, around: Surroundings) -> Iterator[Point]:
    for one in gate_states(check, assessment, around):
        is_seen = one.gate.kind is GateKind.AUTOMATIC
        yield Point(
            f"gate:{one.gate.name}",
            PointGroup.POLICY,
            one.gate.asks,
            PointState.HOLDS if one.holds else PointState.OUTSTANDING,
            one.said if not (one.holds and is_seen) else "",
            one.gate.paragraph,
        )
    open_ones = {one.name for one in undeclared(check.policy.terms, check.actions, around.who)}
    for asked in check.policy.terms.declarations:
        yield Point(
            f"declaration:{asked.name}",
            PointGroup.POLICY,
            f"Declared: {asked.text}",
            PointState.OUTSTANDING if asked.name in open_ones else PointState.HOLDS,
            "Nobody has declared it." if asked.name in open_ones else "",
            asked.paragraph,
        )


def _point(
    name: str, group: PointGroup, asks: str, problem: str, *, is_asked: bool = True
) -> Point:
    if not problem:
        return Point(name, group, asks, PointState.HOLDS)
    state = PointState.OUTSTANDING if is_asked else PointState.UNSAID
    return Point(name, group, asks, state, problem)


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _first_small(text: str) -> str:
    return (text[:1].lower() + text[1:]).rstrip(".")
