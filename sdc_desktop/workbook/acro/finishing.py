"""Save the copy of a folder of results and prove it, in one go."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.decisions import decision_about_table, unsettled
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.release_actions import DecideTable
from sdc_desktop.workbook.acro.outcome import CheckedBy, list_of_results
from sdc_desktop.workbook.acro.proof import prove_folder
from sdc_desktop.workbook.acro.results import read_results
from sdc_desktop.workbook.acro.saving import save_folder
from sdc_desktop.workbook.hidden_data import HiddenData
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.proof import Proof
from sdc_desktop.workbook.saving import SavedFile


@dataclass(frozen=True, slots=True)
class FolderSaved:
    """A copy of a folder of results: what was written, what reading it back has shown."""

    saved: SavedFile
    proof: Proof
    hidden: HiddenData


def finish_folder(
    check: Check,
    assessment: Assessment,
    source: Path,
    out: Path,
    by: CheckedBy,
    progress: Progress,
) -> FolderSaved:
    """Write the outputs with what was decided into a new folder, and prove it.

    Args:
        check: What was decided.
        assessment: Its present state.
        source: The folder, which must still be what was read.
        out: A new folder.
        by: Who checked it and when, for the list of results.
        progress: Told what is being done.

    Raises:
        SdcError: It cannot be written.
        Cancelled: `progress` was asked to stop.
    """
    results = read_results(source)
    changes = assessment.published.changes()
    changed = Counter(one.cell.sheet for one in changes)
    found = unsettled(assessment.findings, check.actions)
    decisions = _decisions(check, assessment)
    listed = list_of_results(results, check.workbook, changed, found, by, decisions)
    named = {results.name: listed}
    saved = save_folder(source, check.workbook, changes, out, named, progress)
    proof = prove_folder(check.workbook, source, out, changes, results.name)
    decided = frozenset(one.cell for one in changes)
    return FolderSaved(saved, proof, HiddenData((), inspect_file(out, progress), decided))


def _decisions(check: Check, assessment: Assessment) -> dict[str, list[DecideTable]]:
    """Return what was decided about the tables of each sheet."""
    found: defaultdict[str, list[DecideTable]] = defaultdict(list)
    for table in assessment.tables:
        said = decision_about_table(table, check.actions)
        if said is not None:
            found[table.sheet].append(said)
    return found
