"""Not assessable: numbers whose risk cannot be judged from the table alone.

Formula: a shown number that is a sum, percentage, rate, mean, median or anything but a count.
Parameters: none.
Source: Handbook on Statistical Disclosure Control, 2nd edition, section 6.6, for sums ("the
number of cases and the highest two individual values have to be stated"); SACRO statbarns, for
what each kind of statistic is at risk of.
It cannot see: the evidence. Until it is given, a person has to judge.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.ratio_places import ratio_places
from sdc_desktop.core.rules.figures import label_says
from sdc_desktop.core.rules.judged import are_judged
from sdc_desktop.core.rules.kinds import KINDS
from sdc_desktop.core.rules.shown_table import STATISTICS, ShownTable
from sdc_desktop.core.sheets import BoolArray
from sdc_desktop.core.tables import Statistic

RULE = "not-assessable"
NEEDED = "needed"
"""The name of each thing that has to be asked for, among a finding's evidence."""

_NEEDS = {
    Statistic.SUM: (
        "sums",
        "the number of contributors and the two largest contributions of each sum",
    ),
    Statistic.PERCENTAGE: ("percentages", "the numerator and denominator of each percentage"),
    Statistic.RATE: ("rates", "the number of events and the population of each rate"),
    Statistic.MEAN: ("means", "the number of contributors and the two largest of each mean"),
    Statistic.MEDIAN: ("medians", "the number of contributors of each median"),
    Statistic.QUANTILE: ("quantiles", "the number of contributors on each side of each quantile"),
    Statistic.MINIMUM: ("minima", "how many contributors share each minimum"),
    Statistic.MAXIMUM: ("maxima", "how many contributors share each maximum"),
    Statistic.INDEX: ("index numbers", "the number of contributors behind each index number"),
    Statistic.CHANGE: ("changes between periods", "the numbers of both periods"),
    Statistic.ERROR: (
        "standard errors or confidence limits",
        "the number of observations behind each estimate",
    ),
    Statistic.OTHER: (
        "numbers of another kind",
        "what these numbers are and how many contributors each has",
    ),
}


_TOLD_BY_LABELS = [
    STATISTICS.index(one)
    for one in (Statistic.OTHER, Statistic.ERROR, Statistic.RATE, Statistic.INDEX)
]


def find_not_assessable(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return one finding for everything in the table that is neither a count nor made of counts.

    Its cells are the uppermost of each column concerned: where to look, not all there are.
    """
    mask = shown.shows_number & ~shown.is_count & ~shown.exempt(RULE)
    mask &= ~_below_an_exempt_one(shown, mask) & ~_worked_out_from_counts(shown)
    mask &= ~are_judged(shown, policy)
    if not mask.any():
        return ()
    kinds = _kinds(shown, mask)
    what = _listed([name for name, _ in kinds])
    return (
        Finding(
            rule=RULE,
            severity=Severity.REVIEW,
            sheet=shown.table.sheet,
            cells=_uppermost(shown, mask),
            message=f"The table shows {what}, whose risk cannot be judged from the table alone: "
            "one contributor may stand out or a small group stand behind a number; "
            f"needed as evidence: {'; '.join(evidence for _, evidence in kinds)}.",
            evidence=(
                ("numbers", f"{int(mask.sum()):,}"),
                *((NEEDED, needs) for _, needs in kinds),
            ),
            policy_paragraph=policy.paragraph(RULE),
            remedies=("Ask for the evidence", "Accept with a reason"),
        ),
    )


def _kinds(shown: ShownTable, mask: BoolArray) -> list[tuple[str, str]]:
    """Return what is in the table, by its labels where they say more, and what each needs."""
    named = []
    rest = mask.copy()
    unsure = mask & np.isin(shown.statistics, _TOLD_BY_LABELS)
    for kind in KINDS if unsure.any() else ():
        here = unsure & label_says(shown, kind.words)
        if here.any():
            named.append((kind.name, kind.needs))
            rest &= ~here
    codes = np.unique(shown.statistics[rest]).tolist()
    return [*(_NEEDS[STATISTICS[code]] for code in codes), *named]


def _worked_out_from_counts(shown: ShownTable) -> BoolArray:
    """Return where a number is a percentage or rate of two counts that are judged themselves."""
    body = shown.table.body
    covered = np.zeros(shown.shown.shape, np.bool_)
    for place, sources in ratio_places(shown.table).items():
        if place[0] in body.rows and place[1] in body.columns:
            covered[place[0] - body.top, place[1] - body.left] = all(
                shown.table.statistic_at(*one).is_count for one in sources
            )
    for cell in shown.worked_out:
        if cell in shown.table:
            covered[cell.row - body.top, cell.column - body.left] = True
    return covered


def _below_an_exempt_one(shown: ShownTable, mask: BoolArray) -> BoolArray:
    """Return where a number stands below one that was exempt as the uppermost of its column."""
    exempt = shown.exempt(RULE) & shown.shows_number & ~shown.is_count
    if not exempt.any():
        return exempt
    numbers = mask | exempt
    top = numbers.argmax(axis=0)
    columns = np.flatnonzero(exempt[top, np.arange(exempt.shape[1])])
    covered = np.zeros_like(mask)
    covered[:, columns] = True
    return covered


def _uppermost(shown: ShownTable, mask: BoolArray) -> tuple[CellRef, ...]:
    columns = np.flatnonzero(mask.any(axis=0)).tolist()
    return tuple(shown.cell(int(mask[:, column].argmax()), column) for column in columns)


def _listed(words: list[str]) -> str:
    """Return "sums, means and rates"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
