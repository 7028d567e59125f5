"""The primary risk rules, one per file; here they are applied to all tables of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.evidence import NO_EVIDENCE, Evidence
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.linked_ratios import shares_of_counts_elsewhere
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import Published
from sdc_desktop.core.rules import (
    area_population,
    changes,
    contributors,
    count_quality,
    dominance,
    escaped_rounding,
    evidence_quality,
    extremes,
    freedom,
    group_disclosure,
    identifiers,
    negatives,
    not_assessable,
    ones_and_twos,
    p_percent,
    percentages,
    prior_posterior,
    quantiles,
    rates,
    reliability,
    request,
    rounded,
    share,
    sparse_table,
    thin_bins,
    threshold,
    unweighted_base,
    within_group,
    zeros,
)
from sdc_desktop.core.rules.chart_data import find_chart_data
from sdc_desktop.core.rules.shown_table import ShownTable, show_table
from sdc_desktop.core.rules.submitted import find_submitted, tells_unsafe_cells
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table

Rule = Callable[[ShownTable, Policy], tuple[Finding, ...]]
WorkbookRule = Callable[[Workbook, Sequence[Table], Published, Policy], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    threshold.find_small_counts,
    ones_and_twos.find_ones_and_twos,
    zeros.find_zeros,
    group_disclosure.find_group_disclosure,
    rounded.find_unrounded,
    escaped_rounding.find_unrounded_among_rounded,
    thin_bins.find_thin_bins,
    count_quality.find_doubtful_counts,
    contributors.find_few_contributors,
    dominance.find_dominated,
    p_percent.find_estimable,
    prior_posterior.find_estimable_with_prior,
    request.find_requested,
    negatives.find_negatives,
    percentages.find_telling_percentages,
    rates.find_rates_on_few,
    quantiles.find_narrow_quantiles,
    extremes.find_extremes,
    freedom.find_little_freedom,
    unweighted_base.find_small_bases,
    reliability.find_unreliable,
    changes.find_small_changes,
    share.find_large_shares,
    within_group.find_told_apart,
    sparse_table.find_sparse,
    area_population.find_small_areas,
    identifiers.find_identifiers,
    evidence_quality.find_contradictions,
    not_assessable.find_not_assessable,
)

WORKBOOK_RULES: tuple[WorkbookRule, ...] = (find_submitted, find_chart_data)
"""What is about the workbook as a whole."""

UNSAFE_CELL_RULES = frozenset(
    {
        threshold.RULE,
        ones_and_twos.RULE,
        zeros.RULE,
        group_disclosure.RULE,
        contributors.RULE,
        dominance.RULE,
        p_percent.RULE,
        prior_posterior.RULE,
        request.RULE,
        percentages.RULE,
        rates.RULE,
        quantiles.RULE,
        freedom.RULE,
        unweighted_base.RULE,
        share.RULE,
        within_group.RULE,
        area_population.RULE,
    }
)
"""The rules whose cells are unsafe themselves and become primary suppressions."""


def find_risks(
    workbook: Workbook,
    tables: Sequence[Table],
    published: Published,
    policy: Policy,
    evidence: Evidence = NO_EVIDENCE,
) -> tuple[Finding, ...]:
    """Return what the rules find in what a reader would see, table by table.

    Withheld and exempt cells give no findings. A rounded cell whose number is unsafe gives one
    unless the policy accepts rounding, and the base is wide enough.
    """
    findings = list(evidence.findings)
    for about_workbook in WORKBOOK_RULES:
        findings += about_workbook(workbook, tables, published, policy)
    elsewhere = shares_of_counts_elsewhere(workbook, tables)
    for table in tables:
        shown = show_table(workbook, table, published, policy, evidence, elsewhere)
        for rule in RULES:
            findings += rule(shown, policy)
    return tuple(findings)


def unsafe_cells(findings: Iterable[Finding]) -> tuple[CellRef, ...]:
    """Return the cells that must not be shown, each once, sheet by sheet, row by row.

    The sheets come in the order in which the findings name them.
    """
    by_sheet: dict[str, set[CellRef]] = {}
    for finding in findings:
        is_unsafe = finding.severity is Severity.FAIL and finding.rule in UNSAFE_CELL_RULES
        if is_unsafe or tells_unsafe_cells(finding):
            by_sheet.setdefault(finding.sheet, set()).update(finding.cells)
    return tuple(cell for cells in by_sheet.values() for cell in sorted(cells))
