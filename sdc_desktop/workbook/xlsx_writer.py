"""The parts of an xlsx package that change when some of its cells show something else."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.chart_writer import edit_chart, is_chart
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.formula_cells import Formula, find_formulas
from sdc_desktop.workbook.formulas import (
    DefinedName,
    MarkedTable,
    Surroundings,
    TouchedCells,
    formulas_that_become_values,
)
from sdc_desktop.workbook.package import Package, local_name, parse, safe_parser, spreadsheet_name
from sdc_desktop.workbook.part_edits import (
    blank_unused_strings,
    shorten_chain,
    without_elements,
)
from sdc_desktop.workbook.removal.cells import CellPlan
from sdc_desktop.workbook.sheet_writer import CellEdit, Clear, KeepResult, edit_sheet
from sdc_desktop.workbook.splices import Attributes, Scan, Spliced

_CONTENT_TYPES = "[Content_Types].xml"
_CELL_SHEETS = {"worksheet", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"}


@dataclass(frozen=True, slots=True)
class EditedPackage:
    """What becomes of a package.

    Attributes:
        changed: Part to its new bytes, or to the pieces of them.
        removed: Parts that go.
        reasons: Changed or removed part to why, in a few words.
        formulas_to_values: Formula cells that now hold a value.
        without_result: Those of them for which no result was stored: they are empty now.
    """

    changed: Mapping[str, bytes | Spliced]
    removed: frozenset[str]
    reasons: Mapping[str, str]
    formulas_to_values: tuple[CellRef, ...]
    without_result: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True)
class _SheetPart:
    """A sheet with cells: its name, its number inside the workbook, its part."""

    name: str
    sheet_id: str
    part: str


def edit_package(
    package: Package,
    changes: Sequence[CellChange],
    progress: Progress = no_progress,
    plan: CellPlan | None = None,
) -> EditedPackage:
    """Work out all parts that differ once `changes` are made; without any, nothing differs.

    Args:
        package: The source.
        changes: What was decided.
        progress: Told what is being done.
        plan: What becomes of other cells because hidden data go, None when none go.

    Raises:
        DamagedWorkbookError: A part cannot be understood.
        ValueError: A change names a sheet that has no cells.
        Cancelled: `progress` was asked to stop.
    """
    if not changes and plan is None:
        return EditedPackage({}, frozenset(), {}, (), ())
    return _PackageEditor(package, changes, progress, plan or CellPlan()).run()


def formulas_of_package(
    package: Package, progress: Progress = no_progress
) -> tuple[Mapping[str, Sequence[Formula]], Surroundings]:
    """Return the formula cells of each sheet, and what the names in them stand for.

    Raises:
        DamagedWorkbookError: A part cannot be understood.
        Cancelled: `progress` was asked to stop.
    """
    editor = _PackageEditor(package, (), progress, CellPlan())
    return editor.find_formulas(), editor.surroundings


class _PackageEditor:
    """Collects changed parts, carrier after carrier."""

    def __init__(
        self,
        package: Package,
        changes: Sequence[CellChange],
        progress: Progress,
        plan: CellPlan,
    ) -> None:
        self._package = package
        self._progress = progress
        self._plan = plan
        self._decided = {one.cell for one in changes}
        self._shown: dict[CellRef, CellEdit] = dict(plan.edits)
        for one in changes:
            if not isinstance(plan.edits.get(one.cell), Clear):
                self._shown[one.cell] = one.marker if one.is_withheld else one.number
        self._sheets, self.surroundings = _read_workbook_part(package)
        self._changed: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._reasons: dict[str, str] = {}

    def run(self) -> EditedPackage:
        known = {sheet.name for sheet in self._sheets}
        missing = sorted({cell.sheet for cell in self._decided} - known)
        if {cell.sheet for cell in self._plan.edits} - known:
            raise DamagedWorkbookError(self._package.path, "its list of sheets is in disorder")
        if missing:
            raise ValueError(f"the workbook has no cells on a sheet {missing[0]!r}")
        formulas = self.find_formulas()
        values = formulas_that_become_values(
            formulas,
            self.surroundings,
            self._decided,
            edited=self._plan.edits.keys(),
            gone=self._plan.gone,
            frozen=self._plan.freeze,
        )
        used_strings = self._edit_sheets(values)
        self._scrub_strings(used_strings)
        self._edit_charts()
        self._edit_calculation_chain(formulas, values)
        self._remove_thumbnails()
        self._remove_mentions()
        return EditedPackage(
            changed=self._changed,
            removed=frozenset(self._removed),
            reasons=self._reasons,
            formulas_to_values=tuple(sorted(values)),
            without_result=tuple(self._without_result(formulas, values)),
        )

    def find_formulas(self) -> dict[str, tuple[Formula, ...]]:
        """Return the formula cells of each sheet."""
        found = {}
        for done, sheet in enumerate(self._sheets):
            self._progress(done, 2 * len(self._sheets), sheet.name)
            data = self._package.read(sheet.part)
            found[sheet.name] = find_formulas(self._package.path, sheet.part, data)
        return found

    def _without_result(
        self, formulas: Mapping[str, Sequence[Formula]], values: Collection[CellRef]
    ) -> Iterator[CellRef]:
        for sheet, cells in formulas.items():
            for one in cells:
                cell = CellRef(sheet, one.row, one.column)
                if cell in values and cell not in self._shown and not one.has_result:
                    yield cell

    def _edit_sheets(self, values: Collection[CellRef]) -> frozenset[int]:
        edits: defaultdict[str, dict[tuple[int, int], CellEdit]] = defaultdict(dict)
        for cell in values:
            edits[cell.sheet][cell.row, cell.column] = KeepResult.KEEP_RESULT
        for cell, shown in self._shown.items():
            edits[cell.sheet][cell.row, cell.column] = shown
        used: set[int] = set()
        for done, sheet in enumerate(self._sheets):
            self._progress(len(self._sheets) + done, 2 * len(self._sheets), sheet.name)
            data = self._package.read(sheet.part)
            edited = edit_sheet(self._package.path, sheet.part, data, edits[sheet.name])
            if sheet.name not in self._plan.gone:
                used |= edited.used_strings
            self._note(sheet.part, data, edited.data, "cells were changed")
        return frozenset(used)

    def _scrub_strings(self, used: Collection[int]) -> None:
        for part in _linked(self._package, self._package.workbook_part, "sharedStrings"):
            data = self._package.read(part)
            scrubbed = blank_unused_strings(Scan(self._package.path, part, data), used)
            if scrubbed is not None:
                self._note(part, data, scrubbed, "texts that no cell shows were blanked")

    def _edit_charts(self) -> None:
        shown = {
            cell: edit if isinstance(edit, str | float | int) else ""
            for cell, edit in self._shown.items()
        }
        for part in self._package.names:
            if part in self._changed or not part.lower().endswith(".xml"):
                continue
            data = self._package.read(part) if _may_be_chart(part) else b""
            if is_chart(data):
                edited = edit_chart(self._package.path, part, data, shown, self.surroundings)
                self._note(part, data, edited, "copies of changed cells were taken out")

    def _edit_calculation_chain(
        self, formulas: Mapping[str, Sequence[Formula]], values: Collection[CellRef]
    ) -> None:
        names = {sheet.sheet_id: sheet.name for sheet in self._sheets}
        gone = TouchedCells(values)
        for sheet, cells in formulas.items():
            for one in cells:
                if CellRef(sheet, one.row, one.column) in values:
                    gone.add(sheet, one.covers)
        for part in _linked(self._package, self._package.workbook_part, "calcChain"):
            data = self._package.read(part)
            chain = shorten_chain(Scan(self._package.path, part, data), names, gone)
            if chain is None:
                self._remove(part, "no formula is left")
            else:
                self._note(part, data, chain, "formulas became values")

    def _remove_thumbnails(self) -> None:
        for part in _linked(self._package, "", "thumbnail"):
            self._remove(part, "a picture of the workbook before the changes")

    def _remove_mentions(self) -> None:
        """Take removed parts out of the lists of parts and links."""
        if not self._removed:
            return
        for part in self._package.names:
            if part == _CONTENT_TYPES:
                self._keep_elements(part, self._is_type_kept)
            elif part.endswith(".rels"):
                self._keep_elements(part, self._link_keeper(part))

    def _keep_elements(self, part: str, keep: Callable[[str, Attributes], bool]) -> None:
        data = self._package.read(part)
        edited = without_elements(Scan(self._package.path, part, data), keep)
        self._note(part, data, data if edited is None else edited, "a part was removed")

    def _is_type_kept(self, tag: str, attributes: Attributes) -> bool:
        return tag != "Override" or attributes.get("PartName", "").lstrip("/") not in self._removed

    def _link_keeper(self, links: str) -> Callable[[str, Attributes], bool]:
        folder, name = posixpath.split(links)
        source = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
        ids = {
            one.id
            for one in self._package.relationships(source)
            if not one.is_external and one.target in self._removed
        }
        return lambda tag, attributes: tag != "Relationship" or attributes.get("Id") not in ids

    def _note(self, part: str, before: bytes, after: bytes, why: str) -> None:
        if after is not before and after != before:
            self._changed[part] = after
            self._reasons[part] = why

    def _remove(self, part: str, why: str) -> None:
        self._removed.add(part)
        self._reasons[part] = why


def _may_be_chart(part: str) -> bool:
    return not part.startswith("docProps/") and "/worksheets/" not in f"/{part}"


def _linked(package: Package, part: str, kind: str) -> tuple[str, ...]:
    return tuple(
        one.target
        for one in package.relationships(part)
        if one.type == kind and not one.is_external and one.target in package
    )


def _read_workbook_part(package: Package) -> tuple[list[_SheetPart], Surroundings]:
    """Return the sheets that hold cells, and what the names in formulas stand for."""
    links = {one.id: one for one in package.relationships(package.workbook_part)}
    sheets: list[_SheetPart] = []
    order: list[str] = []
    names: list[tuple[str, str, list[str]]] = []
    parser = safe_parser(package.path)

    def start(name: str, attributes: Attributes) -> None:
        tag = spreadsheet_name(name)
        if tag == "sheet":
            order.append(attributes.get("name", ""))
            ids = [value for key, value in attributes.items() if local_name(key) == "id"]
            link = links.get(ids[0]) if ids else None
            if link is not None and link.type in _CELL_SHEETS and link.target in package:
                sheets.append(_SheetPart(order[-1], attributes.get("sheetId", ""), link.target))
        elif tag == "definedName":
            names.append((attributes.get("name", ""), attributes.get("localSheetId", ""), []))
            parser.CharacterDataHandler = names[-1][2].append

    def end(name: str) -> None:
        if spreadsheet_name(name) == "definedName":
            parser.CharacterDataHandler = None

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parse(package, package.workbook_part, parser)
    defined = [
        DefinedName(name, _sheet_at(order, local), "".join(text)) for name, local, text in names
    ]
    tables = [table for sheet in sheets for table in _tables(package, sheet)]
    return sheets, Surroundings(tuple(order), tuple(defined), tuple(tables))


def _sheet_at(order: Sequence[str], place: str) -> str:
    return order[int(place)] if place.isdecimal() and int(place) < len(order) else ""


def _tables(package: Package, sheet: _SheetPart) -> Iterator[MarkedTable]:
    for part in _linked(package, sheet.part, "table"):
        found: list[Attributes] = []
        parser = safe_parser(package.path)
        parser.StartElementHandler = lambda _, attributes, found=found: found.append(attributes)
        parse(package, part, parser)
        try:
            cells = CellRange.parse(found[0].get("ref", ""))
        except ValueError as error:
            raise DamagedWorkbookError(package.path, f"its part {part} names no range") from error
        for name in {found[0].get("displayName", ""), found[0].get("name", "")} - {""}:
            yield MarkedTable(name, sheet.name, cells)
