"""Removal: take carriers of hidden data out of a package, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sdc_desktop.core.sheets import Workbook, WorkbookFormat
from sdc_desktop.workbook.inspection import inspect_package
from sdc_desktop.workbook.inspection.carrier import Carrier
from sdc_desktop.workbook.inspection.inspected import Inspected
from sdc_desktop.workbook.package import Package
from sdc_desktop.workbook.removal.book import edit_book
from sdc_desktop.workbook.removal.cells import CellPlan, plan_cells
from sdc_desktop.workbook.removal.chosen import CONNECTIONS, NOTES, PIVOTS, Chosen
from sdc_desktop.workbook.removal.frames import edit_frames, edit_tables
from sdc_desktop.workbook.removal.ods_parts import PartsRemover
from sdc_desktop.workbook.removal.ods_plan import plan_document
from sdc_desktop.workbook.removal.shapes import edit_shapes
from sdc_desktop.workbook.removal.texts import (
    edit_pictures,
    edit_properties,
    edit_remarks,
    edit_strings,
    forget_titles,
)
from sdc_desktop.workbook.removal.workspace import Workspace

__all__ = ["Removal", "plan_removal"]

_WHOLE_PARTS = {
    "unlisted-sheet": "a sheet that nothing lists was removed",
    "external-link": "copies of another workbook were removed",
    "tracked-changes": "tracked changes were removed",
    "shared-users": "names of people were removed",
    "persons": "names of people were removed",
    "tasks": "tasks were removed",
    "custom-properties": "properties of other programs were removed",
    "sensitivity-label": "a label with account numbers was removed",
    "printer-settings": "settings of printers were removed",
    "thumbnail": "a picture of the workbook was removed",
    "digital-signature": "a signature of the source was removed",
    "macros": "macros were removed",
    "active-x": "controls were removed",
    "menu-extensions": "menus of its own were removed",
    "web-extension": "add-ins were removed",
    "rich-data": "values with fields were removed",
    "fetched-values": "fetched values were removed",
    "python-code": "code was removed",
    "xml-maps": "forms of XML sources were removed",
    "power-query": "queries were removed",
    "custom-xml": "parts of other programs were removed",
    "unknown-part": "a part that belongs to nothing was removed",
    "embedded-file": "an embedded file was removed",
    "chart-workbook": "the workbook behind a chart was removed",
    "personal-views": "personal views were removed",
}
_GROUPS = (
    (
        PIVOTS,
        r".*pivotCache/.*|.*pivotTables/.*|.*slicerCaches/.*|.*slicers/.*|.*timeline(?:Cache)?s/.*",
        "pivot tables became values",
    ),
    (
        CONNECTIONS,
        r"(?:.*/)?connections\.xml|.*queryTables/.*|(?:.*/)?model/.*",
        "connections and queries were removed",
    ),
    (frozenset({"rich-data"}), r"(?:.*/)?metadata\.xml", "values with fields were removed"),
)


@dataclass(frozen=True, slots=True)
class Removal:
    """What is to be removed of one package.

    Attributes:
        chosen: The carriers, with those that go along.
        plan: What becomes of cells.
    """

    chosen: Chosen
    plan: CellPlan

    @property
    def is_empty(self) -> bool:
        """Whether nothing goes."""
        return not self.chosen.carriers

    @property
    def drops_macros(self) -> bool:
        """Whether a workbook with macros becomes one without."""
        return self.chosen.has("macros")


NOTHING = Removal(Chosen(()), CellPlan())


def plan_removal(
    package: Package, workbook: Workbook, which: Iterable[Carrier] | None = None
) -> Removal:
    """Return what has to be done so that carriers are gone.

    Args:
        package: The source.
        workbook: What was read of it.
        which: What `inspect_package` found and the checker agreed to remove; None for everything
            that can be removed.
    """
    if workbook.format is WorkbookFormat.ODS:
        return Removal(*plan_document(package, workbook, which))
    found = inspect_package(package, workbook)
    chosen = Chosen.of(found if which is None else which).completed(found)
    if chosen.has(*CONNECTIONS) and _has_outside_pivots(package):
        chosen = Chosen.of((*chosen.carriers, *(one for one in found if one.kind in PIVOTS)))
    return Removal(chosen, plan_cells(Inspected(package, workbook), chosen))


def _has_outside_pivots(package: Package) -> bool:
    return any(
        b'type="external"' in package.read(name)
        for name in package.names
        if "pivotCacheDefinition" in name and name.endswith(".xml")
    )


def remove_carriers(
    source: Package, workbook: Workbook, edited: Package, removal: Removal
) -> tuple[Mapping[str, bytes], frozenset[str], Mapping[str, str]]:
    """Take the chosen carriers out of a package whose cells were edited.

    Args:
        source: The package as it was read.
        workbook: What was read of it.
        edited: The same package with the cells of `removal.plan` edited.
        removal: What goes.

    Returns:
        Part to its new bytes, the parts that go, and for both why, in a few words.

    Raises:
        DamagedWorkbookError: A part cannot be understood.
    """
    if workbook.format is WorkbookFormat.ODS:
        return PartsRemover(source, edited, removal.chosen, removal.plan).run()
    inspected, work, chosen = Inspected(source, workbook), Workspace(edited), removal.chosen
    edit_remarks(work, chosen)
    _drop_parts(work, inspected, chosen)
    edit_book(work, inspected, chosen, removal.plan)
    edit_frames(work, inspected, chosen, removal.plan)
    edit_tables(work, inspected, chosen, removal.plan)
    edit_shapes(work, inspected, chosen, removal.plan)
    edit_strings(work, chosen)
    edit_pictures(work, chosen)
    edit_properties(work, chosen)
    if removal.plan.gone or removal.plan.names:
        forget_titles(work)
    work.settle()
    return work.changed(), frozenset(work.removed), work.reasons


def _drop_parts(work: Workspace, inspected: Inspected, chosen: Chosen) -> None:
    """Take out the parts that are carriers as a whole."""
    needed = {one.part for one in inspected.entries} | {work.package.workbook_part}
    for kind, why in _WHOLE_PARTS.items():
        for part in chosen.parts(kind) - needed:
            work.drop(part, why)
    for group, pattern, why in _GROUPS:
        if chosen.has(*group):
            for part in work.names(pattern):
                work.drop(part, why)
    _drop_by_sheet(work, inspected, chosen)


def _drop_by_sheet(work: Workspace, inspected: Inspected, chosen: Chosen) -> None:
    for kinds, pattern, why in (
        (("form-controls",), r".*ctrlProps/.*", "controls were removed"),
        (tuple(NOTES), r".*comments[^/]*\.xml|.*threadedComments/.*", "comments were removed"),
    ):
        for part in work.names(pattern):
            if inspected.sheet_of(part) in chosen.sheets(*kinds):
                work.drop(part, why)
