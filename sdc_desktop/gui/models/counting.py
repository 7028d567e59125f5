"""Cells at risk by sheet and by table, counted once each however many rules name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.sheets import UInt8Array
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.models.marks import table_extent
from sdc_desktop.gui.models.workbook_model import Counts


def cells_of(findings: Iterable[Finding], severity: Severity) -> frozenset[CellRef]:
    """Return the cells that findings of a severity name."""
    return frozenset(
        cell for finding in findings if finding.severity is severity for cell in finding.cells
    )


def count_by_sheet(findings: Sequence[Finding]) -> dict[str, Counts]:
    """Return the counts of each sheet that has any; a finding without cells counts as one."""
    return {sheet: _count(several) for sheet, several in _by_sheet(findings).items()}


def count_by_table(
    findings: Sequence[Finding], tables: Sequence[Table]
) -> dict[tuple[str, int], Counts]:
    """Return the counts of each table, named by its sheet and its place on it."""
    places: dict[str, int] = {}
    counts: dict[tuple[str, int], Counts] = {}
    by_sheet = _by_sheet(findings)
    for table in tables:
        place = places.get(table.sheet, 0)
        places[table.sheet] = place + 1
        extent = table_extent(table)
        inside = [
            finding
            for finding in by_sheet.get(table.sheet, ())
            if finding.cells and (finding.cells[0].row, finding.cells[0].column) in extent
        ]
        counts[table.sheet, place] = _count(inside)
    return counts


def _by_sheet(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.sheet, []).append(finding)
    return found


def with_decisions(
    published: Published,
    tables: Sequence[Table],
    by_sheet: Mapping[str, Counts],
    by_table: Mapping[tuple[str, int], Counts],
) -> tuple[dict[str, Counts], dict[tuple[str, int], Counts]]:
    """Return counts of sheets and tables with how many cells are withheld and changed as well."""
    sheets = {
        name: _decided(by_sheet.get(name, Counts()), statuses)
        for name, statuses in published.statuses.items()
    }
    places: dict[str, int] = {}
    found: dict[tuple[str, int], Counts] = {}
    for table in tables:
        key = table.sheet, places.get(table.sheet, 0)
        places[table.sheet] = key[1] + 1
        body = table.body
        inside = published.statuses[table.sheet][
            body.top : body.bottom + 1, body.left : body.right + 1
        ]
        found[key] = _decided(by_table.get(key, Counts()), inside)
    return sheets, found


def _decided(counts: Counts, statuses: UInt8Array) -> Counts:
    if not statuses.any():
        return counts
    of = np.bincount(statuses.ravel(), minlength=len(CellStatus)).tolist()
    withheld = of[CellStatus.PRIMARY] + of[CellStatus.SECONDARY]
    return replace(
        counts, withheld=withheld, changed=of[CellStatus.ROUNDED] + of[CellStatus.COMBINED]
    )


def _count(findings: Sequence[Finding]) -> Counts:
    return Counts(*(_count_one(findings, one) for one in (Severity.FAIL, Severity.REVIEW)))


def _count_one(findings: Sequence[Finding], severity: Severity) -> int:
    without = sum(one.severity is severity and not one.cells for one in findings)
    return len(cells_of(findings, severity)) + without
