"""Which evidence a check uses, what it says of each table, and what of it is not at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.actions import Action, evidence_used
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.evidence import Evidence, Measure, MeasureKind, SheetShares
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.rules.evidence_quality import RULE
from sdc_desktop.core.sheets import FloatArray, Workbook
from sdc_desktop.core.tables import Table

_NAMES = {
    MeasureKind.CONTRIBUTORS: "number of contributors",
    MeasureKind.BASE: "unweighted base",
    MeasureKind.SMALLEST: "smallest contribution",
    MeasureKind.ABSOLUTE: "sum of the sizes of contributions",
    MeasureKind.REQUESTED: "whether the largest asked for protection",
    MeasureKind.UNWAIVED: "largest contribution without a waiver",
    MeasureKind.NUMERATOR: "numerator",
    MeasureKind.DENOMINATOR: "denominator",
    MeasureKind.FREEDOM: "degrees of freedom",
    MeasureKind.VALUE: "the number itself",
}
_ORDINALS = ("", "largest", "second largest", "third largest", "fourth largest", "fifth largest")


@dataclass(frozen=True, slots=True)
class Told:
    """What evidence says of one table.

    Attributes:
        table: The table.
        cells: How many of its cells hold a number.
        covered: Measure and of how many of these cells it is known, the best known first.
    """

    table: Table
    cells: int
    covered: tuple[tuple[Measure, int], ...]


def measure_in_words(measure: Measure) -> str:
    """Return what a measure is called, such as "second largest contribution"."""
    if measure.kind is MeasureKind.LARGEST:
        is_named = measure.rank < len(_ORDINALS)
        which = _ORDINALS[measure.rank] if is_named else f"{measure.rank}th largest"
        return f"{which} contribution"
    if measure.kind is MeasureKind.TOP:
        return f"sum of the {measure.rank} largest contributions"
    return _NAMES[measure.kind]


def joined(several: Sequence[Evidence]) -> Evidence:
    """Return what several files say together; of a cell that two tell about, the first counts."""
    sheets: dict[str, dict[Measure, FloatArray]] = {}
    for evidence in several:
        for sheet, measures in evidence.sheets.items():
            known = sheets.setdefault(sheet, {})
            for measure, array in measures.items():
                before = known.get(measure)
                known[measure] = array if before is None else _filled(before, array)
    findings = tuple(finding for one in several for finding in one.findings)
    files = tuple(file for one in several for file in one.files)
    return Evidence(sheets, findings, files, _only_shares(several))


def _only_shares(several: Sequence[Evidence]) -> Mapping[str, SheetShares]:
    """Return who contributed what; nothing where two files say, as each numbers them anew."""
    told = [one.shares for one in several if one.shares]
    return told[0] if len(told) == 1 else {}


def _filled(first: FloatArray, second: FloatArray) -> FloatArray:
    return np.where(np.isnan(first), second, first)


def what_is_told(workbook: Workbook, tables: Iterable[Table], evidence: Evidence) -> list[Told]:
    """Return for each table how much of it the evidence is about."""
    found = []
    for table in tables:
        body = table.body
        values = workbook.sheet(table.sheet).values
        is_number = ~np.isnan(values[body.top : body.bottom + 1, body.left : body.right + 1])
        rows, columns = is_number.shape
        counts = [
            (measure, int(np.count_nonzero(is_number & ~np.isnan(known[:rows, :columns]))))
            for measure in evidence.sheets.get(table.sheet, {})
            for known in (evidence.of(table, measure),)
        ]
        told = sorted((one for one in counts if one[1]), key=lambda one: (-one[1], one[0]))
        found.append(Told(table, int(np.count_nonzero(is_number)), tuple(told)))
    return found


def told_of_cell(evidence: Evidence, cell: CellRef) -> list[tuple[Measure, float]]:
    """Return what evidence says of one cell, measure by measure."""
    found = []
    for measure, array in evidence.sheets.get(cell.sheet, {}).items():
        is_inside = cell.row < array.shape[0] and cell.column < array.shape[1]
        if is_inside and not np.isnan(array[cell.row, cell.column]):
            found.append((measure, float(array[cell.row, cell.column])))
    return sorted(found)


def find_missing_evidence(actions: Iterable[Action], evidence: Evidence) -> tuple[Finding, ...]:
    """Return a finding for each file that the check uses and that is not at hand."""
    at_hand = {one.sha256 for one in evidence.files}
    return tuple(
        Finding(
            rule=RULE,
            severity=Severity.REVIEW,
            sheet="",
            cells=(),
            message=f"The evidence {one.name} is not at hand, so the numbers are judged without "
            "it.",
            remedies=("Add the file again",),
        )
        for one in evidence_used(actions)
        if one.sha256 not in at_hand
    )
