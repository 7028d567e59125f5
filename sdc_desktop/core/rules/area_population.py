"""Area population: figures about areas in which too few people live.

Formula: unsafe when the population of the row, printed in a column that is called so, is below the
least population; all numbers of the row are.
Parameters: `TableRules.population`.
Source: Statistics Canada census rules (40; other numbers for income and for areas made on request).
It cannot see: populations that the table does not print.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.concentrated import one_for_all
from sdc_desktop.core.rules.shown_table import ShownTable

RULE = "area-population"

_WORDS = ("population", "residents", "inhabitants", "einwohner")


def find_small_areas(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return one finding with all numbers about areas with too small a population."""
    least = policy.tables.population
    if least is None:
        return ()
    body, labels = shown.table.body, shown.labels
    named = [
        column - body.left
        for column in body.columns
        if any(word in labels.of_column(column).casefold() for word in _WORDS)
    ]
    if not named:
        return ()
    populations = np.where(shown.is_count, shown.original, np.nan)[:, named]
    with np.errstate(invalid="ignore"):
        is_small = ((populations > 0) & (populations < least)).any(axis=1, keepdims=True)
    return one_for_all(
        shown, policy, is_small & shown.shows_number, RULE, Severity.FAIL,
        f"{{cells}} is about an area with a population below {least}, in which everybody can be "
        "recognised.",
        ("Combine areas", "Withhold the cells"),
    )  # fmt: skip
