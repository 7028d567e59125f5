"""Inspection: everything in a file that a reader does not see and still gets (guidance E)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import Visibility, Workbook, WorkbookFormat, empty_sheet
from sdc_desktop.workbook.errors import EmptyWorkbookError
from sdc_desktop.workbook.file_kinds import FileKind, file_kind
from sdc_desktop.workbook.folder_listing import folder_entries
from sdc_desktop.workbook.inspection.alternatives import find_alternatives
from sdc_desktop.workbook.inspection.binary import inspect_xlsb
from sdc_desktop.workbook.inspection.carrier import Carrier
from sdc_desktop.workbook.inspection.conditions import find_in_conditions
from sdc_desktop.workbook.inspection.container import find_in_container, find_unrecognised
from sdc_desktop.workbook.inspection.csv_file import inspect_csv
from sdc_desktop.workbook.inspection.drawings import find_in_drawings
from sdc_desktop.workbook.inspection.formulas import find_in_formulas
from sdc_desktop.workbook.inspection.images import find_in_images
from sdc_desktop.workbook.inspection.inspected import Inspected
from sdc_desktop.workbook.inspection.links import find_in_links
from sdc_desktop.workbook.inspection.looks import find_in_looks
from sdc_desktop.workbook.inspection.names import find_in_names
from sdc_desktop.workbook.inspection.notes import find_in_notes
from sdc_desktop.workbook.inspection.ods import inspect_ods, is_ods
from sdc_desktop.workbook.inspection.people import find_people
from sdc_desktop.workbook.inspection.pivots import find_in_pivots
from sdc_desktop.workbook.inspection.programs import find_in_programs
from sdc_desktop.workbook.inspection.properties import find_in_properties
from sdc_desktop.workbook.inspection.sheets import find_in_sheets
from sdc_desktop.workbook.inspection.strings import find_in_strings
from sdc_desktop.workbook.inspection.xls import inspect_xls
from sdc_desktop.workbook.locked import unlock
from sdc_desktop.workbook.package import Package, read_file
from sdc_desktop.workbook.reader import read_package
from sdc_desktop.workbook.xlsx_styles import read_xml

__all__ = ["Carrier", "inspect_file", "inspect_package"]

_FAMILIES: tuple[Callable[[Inspected], Iterator[Carrier]], ...] = (
    find_in_sheets,
    find_in_looks,
    find_in_conditions,
    find_in_formulas,
    find_in_pivots,
    find_in_links,
    find_in_drawings,
    find_in_images,
    find_in_notes,
    find_in_names,
    find_in_strings,
    find_in_properties,
    find_in_programs,
    find_alternatives,
    find_people,
    find_in_container,
)
_TEXTS = {".csv", ".tsv"}
_ORDER = {Severity.FAIL: 0, Severity.REVIEW: 1, Severity.INFO: 2}


def inspect_package(
    package: Package, workbook: Workbook, progress: Progress = no_progress
) -> tuple[Carrier, ...]:
    """Return all carriers of hidden data in an xlsx or xlsm package, the most serious first.

    Args:
        package: The opened file.
        workbook: What was read of it.
        progress: Told which family is looked for.

    Raises:
        SdcError: A part cannot be inflated, or the file is hostile.
        Cancelled: `progress` was asked to stop.
    """
    inspected = Inspected(package, workbook)
    found: list[Carrier] = []
    for done, find in enumerate(_FAMILIES):
        progress(done, len(_FAMILIES), "Hidden parts")
        found += find(inspected)
    found += find_unrecognised(inspected, found)
    return tuple(sorted(found, key=lambda one: _ORDER[one.severity]))


def _read(package: Package, progress: Progress) -> Workbook:
    """Read a workbook; one without any cell may still hold caches, and is inspected too."""
    try:
        return read_package(package, progress)
    except EmptyWorkbookError:
        root = read_xml(package, package.workbook_part)
        sheets = tuple(
            empty_sheet(one.get("name", ""), _visibility(one.get("state", "visible")))
            for one in root.iterfind("{*}sheets/{*}sheet")
        )
        return Workbook(package.path.name, WorkbookFormat.XLSX, package.sha256, sheets)


def _visibility(state: str) -> Visibility:
    return Visibility(state) if state in set(Visibility) else Visibility.HIDDEN


def inspect_file(
    path: Path, progress: Progress = no_progress, password: str = ""
) -> tuple[Carrier, ...]:
    """Return all carriers of hidden data in a file; `password` opens a locked one.

    Of a folder, those of the text files in it; each is a sheet of its name.

    Raises:
        SdcError: The file cannot be read.
        Cancelled: `progress` was asked to stop.
    """
    if path.is_dir():
        found = tuple(_inspect_folder(path))
        return tuple(sorted(found, key=lambda one: _ORDER[one.severity]))
    locked = read_file(path)
    data = unlock(path, locked, password)
    match file_kind(path, data):
        case FileKind.OPEN_DOCUMENT if is_ods(data):
            found = inspect_ods(path, data)
        case FileKind.TEXT:
            found = inspect_csv(path, data)
        case FileKind.BINARY:
            found = inspect_xlsb(path, data, progress)
        case FileKind.OLD:
            found = inspect_xls(path, data, progress)
        case _:
            package = Package.from_bytes(path, locked, password)
            return inspect_package(package, _read(package, progress), progress)
    return tuple(sorted(found, key=lambda one: _ORDER[one.severity]))


def _inspect_folder(folder: Path) -> Iterator[Carrier]:
    for name, path in folder_entries(folder).items():
        if path.suffix.lower() in _TEXTS and path.is_file():
            for one in inspect_csv(path, read_file(path)):
                cells = tuple(CellRef(name, cell.row, cell.column) for cell in one.cells)
                yield replace(one, part=name, sheet=name, cells=cells, removable=False)
