"""Ways to protect a workbook side by side: what each costs, and what risk it leaves.

Nothing is applied: each way gives the actions that would do it, the loss, and an assessment. What
could not be used says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sdc_desktop.core.actions import Action, Stamp
from sdc_desktop.core.check import Assessment, Check, assess
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.evidence import CONTRIBUTORS
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.perturbation.designed_p_table import design_p_table
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.protection.automatic import perturb_tables, suppress_tables
from sdc_desktop.core.protection.losing import WorkbookLoss, loss_of
from sdc_desktop.core.protection.perturbing import PerturbWish
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Cost, Preferences
from sdc_desktop.core.protection.weighing import contributors_of

_USUAL_BASE = 5.0
_MIDPOINT_BASE = 6.0
_SMALL_COUNT_BASE = 3.0
_NOISE = (5, 2.0)
"""Largest noise and variance of the perturbation table that is tried."""

_COST_WORDS = {
    Cost.VALUE: "smallest value withheld",
    Cost.CELLS: "fewest cells withheld",
    Cost.ENTROPY: "between cells and value",
    Cost.CONTRIBUTORS: "fewest contributors withheld",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A way to protect.

    Attributes:
        name: As the command line says it, such as "suppress --cost cells" or "round".
        words: The same for people.
        act: Returns the actions that protect a check in this way.
    """

    name: str
    words: str
    act: Callable[[Check, Stamp, Progress], tuple[Action, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a way to protect would lead to.

    Attributes:
        way: The way.
        actions: What would be done.
        loss: What it costs; None where the way cannot be used.
        assessment: Of the check afterwards; None where the way cannot be used.
        problem: Why it cannot be used, in a sentence.
    """

    way: Way
    actions: tuple[Action, ...] = ()
    loss: WorkbookLoss | None = None
    assessment: Assessment | None = None
    problem: str = ""

    @property
    def at_risk(self) -> int:
        """How many findings of risk are left."""
        return self.assessment.count(Severity.FAIL) if self.assessment else 0

    @property
    def to_look_at(self) -> int:
        """How many findings are left that somebody has to look at."""
        return self.assessment.count(Severity.REVIEW) if self.assessment else 0

    @property
    def worked_out(self) -> int:
        """How many cells that are not shown an outsider can narrow too far, or knows exactly."""
        return len(self.assessment.audit.unprotected) if self.assessment else 0


def usual_ways(check: Check, key: bytes) -> tuple[Way, ...]:
    """Return the ways that can be tried on any workbook.

    Cell keys are not among them: they need the keys of the records behind every cell.

    Args:
        check: The check; contributors count as a cost where its evidence knows them, and its
            policy says what to round to.
        key: The secret of random rounding and noise while they are tried, 16 bytes or more.
    """
    is_known = any(CONTRIBUTORS in known for known in check.evidence.sheets.values())
    costs = [one for one in Cost if is_known or one is not Cost.CONTRIBUTORS]
    suppressing = (
        Way(
            f"suppress --cost {cost}", f"Suppression, {_COST_WORDS[cost]}", partial(_suppress, cost)
        )
        for cost in costs
    )
    changing = (
        Way(name, words, partial(_change, wish)) for name, words, wish in _wishes(check.policy, key)
    )
    return (*suppressing, *changing)


def _wishes(policy: Policy, key: bytes) -> Iterator[tuple[str, str, PerturbWish]]:
    base = float(policy.rounding_base or _USUAL_BASE)
    yield "round", "Conventional rounding", PerturbWish(method=Method.CONVENTIONAL, base=base)
    yield "random-round", "Random rounding", PerturbWish(method=Method.RANDOM, base=base, key=key)
    yield (
        "controlled-round",
        "Controlled rounding",
        PerturbWish(method=Method.CONTROLLED, base=base),
    )
    midpoint = PerturbWish(method=Method.MIDPOINT, base=_MIDPOINT_BASE)
    yield "midpoint", "Midpoint rounding", midpoint
    small = PerturbWish(method=Method.SMALL_COUNT, base=_SMALL_COUNT_BASE)
    yield "small-count", "Rounding of small counts", small
    noise = PerturbWish(method=Method.NOISE, key=key, p_table=design_p_table(*_NOISE))
    yield "noise", "Keyed noise", noise


def compare_ways(
    check: Check,
    ways: Sequence[Way],
    stamp: Stamp,
    *,
    progress: Progress = no_progress,
) -> Iterator[Outcome]:
    """Yield what each way would lead to, one after the other as they are known.

    Args:
        check: The check as it is; what was decided already stays.
        ways: What to try.
        stamp: Who would do it and when.
        progress: Told what is tried; may raise `Cancelled`.
    """
    for done, way in enumerate(ways):
        progress(done, len(ways), way.words)
        yield _outcome(check, way, stamp, progress)


def _outcome(check: Check, way: Way, stamp: Stamp, progress: Progress) -> Outcome:
    try:
        actions = way.act(check, stamp, progress)
    except SdcError as error:
        return Outcome(way, problem=str(error))
    after = check.do(*actions)
    return Outcome(way, actions, loss_of(after), assess(after, progress=progress))


def _suppress(cost: Cost, check: Check, stamp: Stamp, progress: Progress) -> tuple[Action, ...]:
    known = contributors_of(check) if cost is Cost.CONTRIBUTORS else {}
    wishes: Preferences = replace(NO_PREFERENCES, cost=cost, contributors=known)
    return suppress_tables(check, stamp, preferences=wishes, progress=progress)


def _change(
    wish: PerturbWish, check: Check, stamp: Stamp, progress: Progress
) -> tuple[Action, ...]:
    return perturb_tables(check, wish, stamp, progress=progress).actions
