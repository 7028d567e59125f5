"""The parts of an OpenDocument spreadsheet that change when some cells show something else."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Sequence

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.number_format import shown_number
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.workbook.csv_style import number_style, write_number
from sdc_desktop.workbook.ods_charts import edit_chart_object
from sdc_desktop.workbook.ods_cuts import MANIFEST, cut_elements, target_of
from sdc_desktop.workbook.ods_folding import FoldedScan, Folding
from sdc_desktop.workbook.ods_formulas import OdsFormulas
from sdc_desktop.workbook.ods_package import CONTENT
from sdc_desktop.workbook.ods_sheet_writer import OdsEdit, edit_tables
from sdc_desktop.workbook.ods_walk import DRAWING, TABLE
from sdc_desktop.workbook.package import Package, local_name
from sdc_desktop.workbook.proof_numbers import key_of, keys_in_text
from sdc_desktop.workbook.removal.cells import CellPlan
from sdc_desktop.workbook.sheet_writer import CellEdit, Clear, KeepResult, number_text
from sdc_desktop.workbook.splices import Attributes, Scan, Spliced
from sdc_desktop.workbook.xlsx_writer import EditedPackage

_OBJECT = re.compile(r"(?P<object>Obj[^/]*)/content\.xml")
_GONE = (
    (re.compile(r"(?:.*/)?Thumbnails/.*"), "a picture of the workbook before the changes"),
    (re.compile(r"Versions/.*|VersionList\.xml"), "the workbook before the changes"),
    (re.compile(r"META-INF/[^/]*signatures[^/]*\.xml"), "a signature of the source"),
)
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def edit_document(
    package: Package,
    workbook: Workbook,
    changes: Sequence[CellChange],
    progress: Progress = no_progress,
    plan: CellPlan | None = None,
) -> EditedPackage:
    """Work out all parts that differ once `changes` are made; without any, nothing differs.

    Args:
        package: The source.
        workbook: What was read of it.
        changes: What was decided.
        progress: Told what is being done.
        plan: What becomes of other cells because hidden data go, None when none go.

    Raises:
        DamagedWorkbookError: A part cannot be understood.
        ValueError: A change names a sheet that is not there, or shows what no cell can.
        Cancelled: `progress` was asked to stop.
    """
    if not changes and plan is None:
        return EditedPackage({}, frozenset(), {}, (), ())
    for one in changes:
        _refuse_impossible(one)
    return _DocumentEditor(package, workbook, changes, progress, plan or CellPlan()).run()


def _refuse_impossible(change: CellChange) -> None:
    if change.is_withheld and _NOT_IN_XML.search(change.marker):
        raise ValueError(f"{change.marker!r} cannot stand in a cell")
    if not change.is_withheld and not math.isfinite(change.number):
        raise ValueError("a cell cannot hold a number that is not finite")


class _DocumentEditor:
    """Collects changed parts, carrier after carrier."""

    def __init__(
        self,
        package: Package,
        workbook: Workbook,
        changes: Sequence[CellChange],
        progress: Progress,
        plan: CellPlan,
    ) -> None:
        self._package, self._workbook, self._progress = package, workbook, progress
        self._plan = plan
        self._changes = {
            one.cell: one for one in changes if not isinstance(plan.edits.get(one.cell), Clear)
        }
        self._edits = {
            **{cell: self._planned(cell, show) for cell, show in plan.edits.items()},
            **{cell: self._decided(change) for cell, change in self._changes.items()},
        }
        self._changed: dict[str, bytes | Spliced] = {}
        self._removed: dict[str, str] = {}
        self._reasons: dict[str, str] = {}

    def run(self) -> EditedPackage:
        known = {sheet.name for sheet in self._workbook.sheets}
        missing = sorted({cell.sheet for cell in self._edits} - known)
        if missing:
            raise ValueError(f"the workbook has no cells on a sheet {missing[0]!r}")
        self._progress(0, 3, "Formulas")
        data = self._package.read(CONTENT)
        folding = Folding(Scan(self._package.path, CONTENT, data).data)
        formulas = self._find_formulas(folding)
        values = self._values(formulas)
        self._progress(1, 3, "Cells")
        edited: bytes | Spliced | None
        edited = edit_tables(self._package.path, CONTENT, folding, self._edits, values)
        self._progress(2, 3, "Charts")
        if self._edits or self._plan.gone:
            self._edit_charts()
            self._remove_parts()
            edited = self._without_copies(data, edited)
        if edited is not None:
            self._changed[CONTENT] = edited
            self._reasons[CONTENT] = (
                "cells were changed, and tracked changes taken out"
                if _is_tracked(data)
                else "cells were changed"
            )
        self._shorten_manifest()
        return EditedPackage(
            changed=self._changed,
            removed=frozenset(self._removed),
            reasons={**self._reasons, **self._removed},
            formulas_to_values=tuple(sorted(values)),
            without_result=tuple(sorted(self._without_result(formulas, values))),
        )

    def _find_formulas(self, folding: Folding) -> OdsFormulas | None:
        if b"formula" not in folding.folded:
            return None
        formulas = OdsFormulas(self._package.path, CONTENT, folding)
        formulas.walk()
        return formulas

    def _values(self, formulas: OdsFormulas | None) -> frozenset[CellRef]:
        plan = self._plan
        if formulas is None:
            return frozenset()
        return formulas.that_become_values(
            self._changes, edited=plan.edits.keys(), gone=plan.gone, frozen=plan.freeze
        )

    def _without_result(
        self, formulas: OdsFormulas | None, values: Collection[CellRef]
    ) -> set[CellRef]:
        found = formulas.found.items() if formulas else ()
        empty = {
            CellRef(sheet, one.row, one.column)
            for sheet, cells in found
            for one in cells
            if not one.has_result
        }
        return {cell for cell in empty if cell in values and cell not in self._edits}

    def _planned(self, cell: CellRef, show: CellEdit) -> OdsEdit:
        """Return the edit of a cell that changes because hidden data go; it looks as before."""
        if isinstance(show, KeepResult):
            raise ValueError("a plan keeps results by its list of formulas")
        return OdsEdit(float(show) if isinstance(show, int) else show, self._old_keys(cell))

    def _decided(self, change: CellChange) -> OdsEdit:
        old = self._old_keys(change.cell)
        if change.is_withheld:
            return OdsEdit(change.marker, old)
        return OdsEdit(change.number, old, self._way_of_showing(change))

    def _old_keys(self, cell: CellRef) -> frozenset[str]:
        """Return the numbers that a cell held."""
        value, sheet = self._workbook.value(cell), self._workbook.sheet(cell.sheet)
        keys = set() if math.isnan(value) else {key_of(value)}
        if cell.row < sheet.shape[0] and cell.column < sheet.shape[1]:
            keys.update(keys_in_text(str(sheet.texts[cell.row, cell.column])))
        return frozenset(keys)

    def _way_of_showing(self, change: CellChange) -> Callable[[str], str]:
        """Return how a cell shows its number: by its format, or as it showed the old one."""
        cell, sheet = change.cell, self._workbook.sheet(change.cell.sheet)
        code = "General"
        if cell.row < sheet.shape[0] and cell.column < sheet.shape[1]:
            code = self._workbook.styles[sheet.styles[cell.row, cell.column]].number_format
        old = self._workbook.value(cell)

        def shown(text: str) -> str:
            if not math.isnan(old) and shown_number(old, code) == text:
                return shown_number(change.number, code)
            is_percent = text.rstrip().endswith("%") and "%" in code
            number = change.number * (100 if is_percent else 1)
            style = number_style([text], with_commas=False)
            try:
                return write_number(number, text, style)
            except ValueError:
                return number_text(change.number)

        return shown

    def _edit_charts(self) -> None:
        shown = {
            cell: "" if isinstance(one.show, Clear) else one.show
            for cell, one in self._edits.items()
        }
        for part in self._package.names:
            match = _OBJECT.fullmatch(part)
            if match is None:
                continue
            data = self._package.read(part)
            edited = edit_chart_object(self._package.path, part, data, shown, self._plan.gone)
            if edited is None:
                continue
            if edited != data:
                self._changed[part] = edited
                self._reasons[part] = "copies of changed cells were taken out"
            picture = f"ObjectReplacements/{match['object']}"
            if picture in self._package:
                self._removed[picture] = "a picture of a chart before the changes"

    def _remove_parts(self) -> None:
        for part in self._package.names:
            for pattern, why in _GONE:
                if pattern.fullmatch(part) and not part.endswith("/"):
                    self._removed[part] = why

    def _without_copies(
        self, source: bytes, edited: bytes | Spliced | None
    ) -> bytes | Spliced | None:
        """Return the content without tracked changes and without mentions of removed pictures.

        None when it is as it was.
        """
        if not _is_tracked(source) and not self._removed:
            return edited

        def goes(name: str, attributes: Attributes) -> bool:
            if name == f"{TABLE} tracked-changes":
                return True
            links = [value for key, value in attributes.items() if local_name(key) == "href"]
            is_picture = name == f"{DRAWING} image"
            return is_picture and any(target_of(one) in self._removed for one in links)

        data = source if edited is None else bytes(edited)
        cut = cut_elements(FoldedScan(self._package.path, CONTENT, Folding(data)), goes)
        return None if cut == source else cut

    def _shorten_manifest(self) -> None:
        if not self._removed or MANIFEST not in self._package:
            return
        data = self._package.read(MANIFEST)

        def goes(name: str, attributes: Attributes) -> bool:
            paths = [value for key, value in attributes.items() if local_name(key) == "full-path"]
            return local_name(name) == "file-entry" and any(
                target_of(one) in self._removed for one in paths
            )

        shorter = cut_elements(Scan(self._package.path, MANIFEST, data), goes)
        if shorter != data:
            self._changed[MANIFEST] = shorter
            self._reasons[MANIFEST] = "a part was removed"


def _is_tracked(data: bytes) -> bool:
    """Tell whether a part may keep what cells held before they were changed."""
    return b"tracked-changes" in data
