"""Submissions: what the program that made them found itself, as far as it still stands.

Formula: the status that ACRO gave each output, and the cells in which one of its checks did not
pass ("acro:threshold" and the like; unsafe where the output failed), unless the cell is withheld,
exempt, or rounded widely enough. Files that were not opened, or were changed after ACRO wrote
them, are told as "acro-file".
Parameters: none.
Source: ACRO (AI-SDC), results.json: it sees the records behind its outputs, which a file of tables
does not hold, so its verdict on a cell counts as evidence.
It cannot see: which threshold and parameters ACRO was given; they stand in its config.json.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import ACRO, Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.rules.shown_table import least_hiding_base
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table

RULE = ACRO


def tells_unsafe_cells(finding: Finding) -> bool:
    """Tell whether the cells of a finding are unsafe because the submission itself says so."""
    return finding.severity is Severity.FAIL and finding.rule.startswith(f"{ACRO}:")


def find_submitted(
    workbook: Workbook, _: Sequence[Table], published: Published, policy: Policy
) -> Iterator[Finding]:
    """Yield what came with a submission, without the cells that were dealt with."""
    for finding in workbook.submitted:
        if not finding.cells:
            yield finding
            continue
        open_cells = tuple(
            cell for cell in finding.cells if not _is_settled(cell, finding.rule, published, policy)
        )
        if open_cells:
            yield replace(finding, cells=open_cells)


def _is_settled(cell: CellRef, rule: str, published: Published, policy: Policy) -> bool:
    """Tell whether a cell is withheld, exempt, or rounded widely enough to stand in for it.

    What is said of a whole output settles nobody but a person.
    """
    if published.is_exempt(cell, rule):
        return True
    if rule == ACRO:
        return False
    if published.status(cell) is CellStatus.ROUNDED:
        return bool(_base(cell, published) >= least_hiding_base(policy))
    return cell in published.markers


def _base(cell: CellRef, published: Published) -> float:
    bases = published.bases.get(cell.sheet)
    return float(bases[cell.row, cell.column]) if bases is not None else float(np.nan)
