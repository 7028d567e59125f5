"""Read the evidence that comes beside a workbook; nothing of it is written anywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.evidence import Evidence, EvidenceFile, EvidenceKind
from sdc_desktop.core.evidence_companion import (
    evidence_from_companion,
    evidence_inside,
    names_measures,
)
from sdc_desktop.core.evidence_microdata import Microdata, evidence_from_microdata
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.microdata_reader import microdata_of, read_parquet
from sdc_desktop.workbook.package import read_file
from sdc_desktop.workbook.reader import read_workbook

_MOST_TABLE_ROWS = 20_000
"""A longer file holds records and no tables."""


class NoEvidenceError(SdcError):
    """Raised when a companion file holds nothing that is known to be evidence."""

    hint = (
        "Name what its tables hold in their titles or labels: number of contributors, largest "
        "contributor, second largest contributor, top 2, unweighted base. Or give the records "
        "with the labels of the tables as values of their variables."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} does not say which evidence it holds.")
        self.path = path


def read_evidence(
    path: Path, workbook: Workbook, tables: Sequence[Table], progress: Progress
) -> Evidence:
    """Return what a companion file says of the cells of `tables`.

    Args:
        path: A workbook or text file with tables of the same labels, or the records from which the
            tables were made (csv, a spreadsheet or parquet).
        workbook: The workbook that is checked.
        tables: Its tables.
        progress: Told what is being read.

    Raises:
        NoEvidenceError: No table of it says what it holds, and it holds no records of these tables.
        SdcError: It cannot be read.
    """
    if path.suffix.lower() == ".parquet":
        sha256 = hashlib.sha256(read_file(path)).hexdigest()
        return _from_records(path, read_parquet(path), sha256, workbook, tables)
    companion = read_workbook(path, progress)
    if max((sheet.shape[0] for sheet in companion.sheets), default=0) <= _MOST_TABLE_ROWS:
        found = find_tables(companion, progress)
        if names_measures(companion, found):
            evidence = _from_tables(workbook, tables, companion, found)
            file = EvidenceFile(path.name, EvidenceKind.COMPANION, companion.sha256)
            return replace(evidence, files=(file,))
    return _from_records(path, microdata_of(companion), companion.sha256, workbook, tables)


def _from_tables(
    workbook: Workbook, tables: Sequence[Table], companion: Workbook, found: Sequence[Table]
) -> Evidence:
    """Return what tables say of others; those of the workbook itself may do so as well."""
    if companion.sha256 != workbook.sha256:
        return evidence_from_companion(workbook, tables, companion, found)
    telling = [table for table in found if names_measures(companion, (table,))]
    others = [table for table in tables if not names_measures(workbook, (table,))]
    evidence = evidence_from_companion(workbook, others, companion, telling)
    sheets = dict.fromkeys(table.sheet for table in telling)
    return replace(evidence, findings=(*evidence.findings, *map(evidence_inside, sheets)))


def _from_records(
    path: Path,
    microdata: Microdata | None,
    sha256: str,
    workbook: Workbook,
    tables: Sequence[Table],
) -> Evidence:
    evidence = None
    if microdata is not None:
        evidence = evidence_from_microdata(workbook, tables, microdata)
    if evidence is None or not evidence.sheets:
        raise NoEvidenceError(path)
    file = EvidenceFile(path.name, EvidenceKind.MICRODATA, sha256)
    return replace(evidence, files=(file,))
