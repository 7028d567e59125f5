"""Which formulas become values when a workbook is saved, and why: known before and after saving."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import Workbook, WorkbookFormat
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.formula_cells import Formula
from sdc_desktop.workbook.formulas import (
    Surroundings,
    TouchedCells,
    WaitingFormula,
    formulas_that_become_values,
    is_touched,
    waiting_formulas,
)
from sdc_desktop.workbook.kept_results import find_telling, judge_results, outside_tables
from sdc_desktop.workbook.ods_formulas import OdsFormulas
from sdc_desktop.workbook.package import Package
from sdc_desktop.workbook.removal import NOTHING, Removal
from sdc_desktop.workbook.removal.cells import CellPlan
from sdc_desktop.workbook.xlsx_writer import formulas_of_package

_OPEN_CONTENT = "content.xml"
_OWN = "Its own number changed"
_ANYTHING = "It may read any cell"
_DIRECT = "It reads a cell that changed"
_THROUGH = "It reads a cell that changed, through other formulas"
_HIDDEN = "It reads hidden data that go"
_REMOVED = "It reads something that is taken out of the file"
_SHARED = "Its text stood in a formula that became a value"


@dataclass(frozen=True, slots=True)
class FormulaToValue:
    """A formula cell that holds its last result as a plain value once the workbook is saved.

    Attributes:
        cell: Where it stands; the first cell where one formula fills several.
        why: In a few words; names sheets, no value.
        finding: What its result tells of a changed cell, None where it tells nothing.
    """

    cell: CellRef
    why: str
    finding: Finding | None = None


def formulas_to_values(
    source: Path,
    workbook: Workbook,
    changes: Sequence[CellChange],
    removal: Removal = NOTHING,
    progress: Progress = no_progress,
    tables: Sequence[Table] = (),
) -> tuple[FormulaToValue, ...]:
    """Return the formulas that become values when a workbook is saved in place.

    Args:
        source: The workbook's file; a locked one with `locked.password_given`.
        workbook: What was read of it.
        changes: What was decided.
        removal: Which hidden data go.
        progress: Told which sheet is looked at.
        tables: What the audit judges; what formulas elsewhere tell of changed cells is found here.

    Raises:
        SdcError: The file cannot be read.
        Cancelled: `progress` was asked to stop.
    """
    if not changes and removal.is_empty:
        return ()
    if workbook.format in {WorkbookFormat.XLSX, WorkbookFormat.XLSM}:
        formulas, around = formulas_of_package(Package.open(source), progress)
    elif workbook.format is WorkbookFormat.ODS:
        formulas, around = _formulas_of_document(source)
    else:
        return ()
    changed = {one.cell for one in changes}
    told = explain_values(formulas, around, changed, removal.plan)
    return _with_findings(told, workbook, waiting_formulas(formulas, around), changed, tables)


def _with_findings(
    told: Sequence[FormulaToValue],
    workbook: Workbook,
    formulas: Sequence[WaitingFormula],
    changed: Collection[CellRef],
    tables: Sequence[Table],
) -> tuple[FormulaToValue, ...]:
    """Say of each formula what its result, which stays, tells of a changed cell."""
    values = {one.cell for one in told}
    elsewhere = outside_tables([one for one in formulas if one.cell in values], tables)
    telling = find_telling(elsewhere, changed)
    findings = {one.cells[0]: one for one in judge_results(telling, workbook)}
    return tuple(replace(one, finding=findings.get(one.cell)) for one in told)


def _formulas_of_document(source: Path) -> tuple[Mapping[str, Sequence[Formula]], Surroundings]:
    content = Package.of_document(source).read(_OPEN_CONTENT)
    found = OdsFormulas(source, _OPEN_CONTENT, content)
    found.walk()
    return found.found, found.surroundings()


def explain_values(
    formulas: Mapping[str, Sequence[Formula]],
    around: Surroundings,
    changed: Collection[CellRef],
    plan: CellPlan,
) -> tuple[FormulaToValue, ...]:
    """Return which formulas become values, in the order of their cells, and why.

    Args:
        formulas: Sheet name to its formula cells.
        around: What the names in formulas stand for.
        changed: Cells that an action decided.
        plan: What becomes of other cells because hidden data go.
    """
    edited, gone, frozen = plan.edits.keys(), plan.gone, plan.freeze
    values = formulas_that_become_values(
        formulas, around, changed, edited=edited, gone=gone, frozen=frozen
    )
    if not values:
        return ()
    spread = formulas_that_become_values(formulas, around, changed)
    reasons = _Reasons(changed, plan, spread)
    return tuple(
        FormulaToValue(one.cell, reasons.why(one))
        for one in sorted(waiting_formulas(formulas, around), key=lambda one: one.cell)
        if one.cell in values
    )


class _Reasons:
    """Why a formula becomes a value: the nearest reason counts."""

    def __init__(
        self, changed: Collection[CellRef], plan: CellPlan, spread: Collection[CellRef]
    ) -> None:
        self._touched = TouchedCells(changed)
        self._edited, self._plan = TouchedCells(plan.edits), plan
        self._spread, self._values = frozenset(spread), TouchedCells(spread)

    def why(self, one: WaitingFormula) -> str:
        """Return the reason in a few words."""
        if self._touched.meets(one.sheet, one.formula.covers):
            return _OWN
        if any(place.cells is None for place in one.precedents):
            return _ANYTHING
        sheets = self._sheets_read(one, self._touched)
        if sheets:
            own = one.sheet in sheets
            return _DIRECT if own else f"{_DIRECT} on the sheet {sheets[0]}"
        if one.cell in self._plan.freeze:
            return _REMOVED
        reads_gone = any(place.sheet in self._plan.gone for place in one.precedents)
        if reads_gone or is_touched(one, self._edited):
            return _HIDDEN
        is_linked = one.cell in self._spread and bool(self._sheets_read(one, self._values))
        return _THROUGH if is_linked else _SHARED

    def _sheets_read(self, one: WaitingFormula, touched: TouchedCells) -> list[str]:
        return [
            place.sheet
            for place in one.precedents
            if place.cells is not None and touched.meets(place.sheet, place.cells)
        ]
