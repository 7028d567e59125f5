"""Read the evidence that comes beside a workbook; nothing of it is written anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.evidence import Evidence
from sdc_desktop.core.evidence_companion import evidence_from_companion, names_measures
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.reader import read_workbook


class NoEvidenceError(SdcError):
    """Raised when a companion file holds nothing that is known to be evidence."""

    hint = (
        "Name what its tables hold in their titles or labels: number of contributors, largest "
        "contributor, second largest contributor, top 2, unweighted base."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} does not say which evidence it holds.")
        self.path = path


def read_evidence(
    path: Path, workbook: Workbook, tables: Sequence[Table], progress: Progress
) -> Evidence:
    """Return what a companion file says of the cells of `tables`.

    Args:
        path: A workbook or text file with tables of the same labels.
        workbook: The workbook that is checked.
        tables: Its tables.
        progress: Told what is being read.

    Raises:
        NoEvidenceError: No table of it says what it holds.
        SdcError: It cannot be read.
    """
    companion = read_workbook(path, progress)
    found = find_tables(companion, progress)
    if not names_measures(companion, found):
        raise NoEvidenceError(path)
    return evidence_from_companion(workbook, tables, companion, found)
