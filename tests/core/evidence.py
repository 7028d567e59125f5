"""Evidence for small tables of tests: contributions listed cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sdc_desktop.core.evidence import CONTRIBUTORS, Evidence, Measure, largest
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.policy import Dominance, MagnitudeRules, Policy
from sdc_desktop.core.published import publish
from sdc_desktop.core.rules import find_risks
from sdc_desktop.core.tables import Statistic
from tests.core.build import Row, make_sheet, make_workbook, ref, table_of

SHAPE = (50, 20)


def evidence_of(cells: Mapping[str, Mapping[Measure, float]], sheet: str = "Table 1") -> Evidence:
    """Return evidence that gives these measures of these cells, such as "B2"."""
    measures = {measure for told in cells.values() for measure in told}
    arrays = {measure: np.full(SHAPE, np.nan) for measure in measures}
    for place, told in cells.items():
        cell = ref(place)
        for measure, value in told.items():
            arrays[measure][cell.row, cell.column] = value
    return Evidence({sheet: arrays})


def contributions(*amounts: float, ranks: int = 3) -> dict[Measure, float]:
    """Return N and the largest contributions of a cell."""
    ordered = sorted(amounts, reverse=True)
    told = {largest(rank + 1): amount for rank, amount in enumerate(ordered[:ranks])}
    return {CONTRIBUTORS: float(len(ordered)), **told}


def dominance(count: int, percent: float, operator: str = ">") -> Policy:
    """Return a policy with one (n, k) rule."""
    rule = Dominance(count, percent, operator == ">=")
    return Policy("test", "1", "Test", magnitudes=MagnitudeRules(dominance=(rule,)))


def p_percent(p: float, coalition: int = 2) -> Policy:
    """Return a policy with the p% rule."""
    rules = MagnitudeRules(p_percent=p, coalition=coalition)
    return Policy("test", "1", "Test", magnitudes=rules)


def judge(
    rows: Sequence[Row],
    policy: Policy,
    evidence: Evidence,
    *,
    statistic: Statistic = Statistic.SUM,
) -> tuple[Finding, ...]:
    """Return what the rules find in a table without totals, given evidence."""
    sheet = make_sheet(rows)
    workbook = make_workbook(sheet)
    table = table_of(sheet, totals=False, statistic=statistic)
    return find_risks(workbook, (table,), publish(workbook, ()), policy, evidence)


def judge_sum(policy: Policy, *amounts: float, ranks: int = 3) -> set[str]:
    """Return the rules that find something in one sum of these contributions."""
    rows = [["Area", "turnover"], ["Leeds", sum(amounts)]]
    evidence = evidence_of({"B2": contributions(*amounts, ranks=ranks)})
    return {one.rule for one in judge(rows, policy, evidence)}
