"""Which cells of an OpenDocument spreadsheet change, and which names go, when carriers go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.workbook.formula_text import read_references
from sdc_desktop.workbook.formulas import DefinedName
from sdc_desktop.workbook.inspection.carrier import Carrier
from sdc_desktop.workbook.inspection.ods import OdsInspection
from sdc_desktop.workbook.inspection.ods_stream import OdsCell, OdsTable
from sdc_desktop.workbook.inspection.ods_tables import (
    FORMULAS,
    is_constant,
    number_as_shown,
    unseen_cells,
)
from sdc_desktop.workbook.ods_formulas import OdsFormulas
from sdc_desktop.workbook.ods_package import CONTENT
from sdc_desktop.workbook.package import Package
from sdc_desktop.workbook.removal.cells import CellPlan
from sdc_desktop.workbook.removal.chosen import Chosen
from sdc_desktop.workbook.sheet_writer import CellEdit, Clear

SHEETS = ("hidden-sheet", "scenarios")
_LINKS = ("external-link", "formula-other-workbook")


def plan_document(
    package: Package, workbook: Workbook, which: Iterable[Carrier] | None
) -> tuple[Chosen, CellPlan]:
    """Return which carriers go and what becomes of cells.

    Args:
        package: The source.
        workbook: What was read of it.
        which: What was agreed to go; None for everything that can be removed.

    Raises:
        SdcError: The source cannot be understood.
    """
    inspection = OdsInspection(package.path, package.data)
    chosen = Chosen.of(inspection.run() if which is None else which)
    return chosen, _Planner(package, workbook, inspection, chosen).plan()


class _Planner:
    def __init__(
        self, package: Package, workbook: Workbook, inspection: OdsInspection, chosen: Chosen
    ) -> None:
        self._workbook, self._inspection, self._chosen = workbook, inspection, chosen
        self._gone = self._sheets_that_go()
        self._formulas = OdsFormulas(package.path, CONTENT, package.read(CONTENT))
        self._formulas.walk()

    def plan(self) -> CellPlan:
        """Return what becomes of cells, sheets and names."""
        own = {sheet.name for sheet in self._workbook.sheets} - self._gone
        tables = [one for one in self._inspection.content.tables if one.name in own]
        names = self._names_that_go()
        edits = {cell: show for table in tables for cell, show in self._edits(table)}
        edits.update((cell, Clear.CLEAR) for cell in self._far_cells())
        freeze = {cell for table in tables for cell in self._frozen(table)}
        freeze.update(self._reading(names))
        return CellPlan(edits, frozenset(freeze), self._gone, names)

    def _sheets_that_go(self) -> frozenset[str]:
        has_links = self._chosen.has("external-link")
        copies = (one.name for one in self._inspection.content.tables if one.is_copy)
        return self._chosen.sheets(*SHEETS) | frozenset(copies if has_links else ())

    def _edits(self, table: OdsTable) -> Iterator[tuple[CellRef, CellEdit]]:
        for kind, cells in unseen_cells(table, self._inspection.styles):
            if table.name in self._chosen.sheets(kind):
                for one in cells:
                    yield CellRef(table.name, one.row, one.column), _as_shown(kind, one)

    def _far_cells(self) -> Iterator[CellRef]:
        for sheet in self._inspection.sheets:
            if sheet.name in self._chosen.sheets("far-cells"):
                yield from (CellRef(sheet.name, one.row, one.column) for one in sheet.stray)

    def _frozen(self, table: OdsTable) -> Iterator[CellRef]:
        """Yield formulas that read another file or fetch something."""
        for kind, (pattern, _) in FORMULAS.items():
            is_chosen = table.name in self._chosen.sheets(kind)
            if is_chosen or (kind in _LINKS and self._chosen.has("external-link")):
                for one in table.cells:
                    if pattern.search(one.formula):
                        yield CellRef(table.name, one.row, one.column)

    def _names_that_go(self) -> frozenset[str]:
        """Return names for constants, for cells of sheets that go, and what is made of them."""
        constants = {name for name, text in self._inspection.content.names if is_constant(text)}
        removed = {
            one.name.upper()
            for one in self._formulas.defined
            if (self._chosen.has("constant-names") and one.name in constants)
            or self._reads_gone(one)
        }
        while True:
            more = {
                one.name.upper()
                for one in self._formulas.defined
                if read_references(one.text).names & removed
            } - removed
            if not more:
                return frozenset(removed)
            removed |= more

    def _reads_gone(self, name: DefinedName) -> bool:
        gone = {one.casefold() for one in self._gone}
        areas = read_references(name.text).areas
        return any({one.first_sheet.casefold(), one.last_sheet.casefold()} & gone for one in areas)

    def _reading(self, names: frozenset[str]) -> Iterator[CellRef]:
        for sheet, formulas in self._formulas.found.items():
            for one in formulas if sheet not in self._gone else ():
                if names and read_references(one.text).names & names:
                    yield CellRef(sheet, one.row, one.column)


def _as_shown(kind: str, cell: OdsCell) -> CellEdit:
    """Return what a cell holds once nothing is hidden in it."""
    if kind == "hidden-by-format":
        return cell.text.strip() or Clear.CLEAR
    shown = number_as_shown(cell) if kind == "stored-precision" else None
    return Clear.CLEAR if shown is None else shown
