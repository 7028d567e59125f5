"""Inspection of binary workbooks (.xlsb): their parts as in xlsx, their cells as they are read."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from lxml import etree

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import Sheet, Workbook, WorkbookFormat
from sdc_desktop.workbook import xlsb_records as brt
from sdc_desktop.workbook.errors import DamagedWorkbookError, EmptyWorkbookError
from sdc_desktop.workbook.inspection.alternatives import find_alternatives
from sdc_desktop.workbook.inspection.carrier import Carrier
from sdc_desktop.workbook.inspection.container import find_in_container, find_unrecognised
from sdc_desktop.workbook.inspection.drawings import find_in_drawings
from sdc_desktop.workbook.inspection.images import find_in_images
from sdc_desktop.workbook.inspection.inspected import Element, Inspected, SheetEntry
from sdc_desktop.workbook.inspection.links import find_in_links
from sdc_desktop.workbook.inspection.looks import find_in_looks
from sdc_desktop.workbook.inspection.notes import find_in_notes
from sdc_desktop.workbook.inspection.people import find_people
from sdc_desktop.workbook.inspection.pivots import find_in_pivots
from sdc_desktop.workbook.inspection.programs import find_in_programs
from sdc_desktop.workbook.inspection.properties import find_in_properties
from sdc_desktop.workbook.inspection.sheets import find_in_sheets
from sdc_desktop.workbook.package import Package, open_archive
from sdc_desktop.workbook.xlsb_reader import read_xlsb

OF_CELLS: tuple[Callable[[Inspected], Iterator[Carrier]], ...] = (
    find_in_sheets,
    find_in_looks,
    find_people,
)
"""Families that look at cells as they were read, whatever the format."""

_OF_PARTS: tuple[Callable[[Inspected], Iterator[Carrier]], ...] = (
    find_in_pivots,
    find_in_links,
    find_in_drawings,
    find_in_images,
    find_in_notes,
    find_in_properties,
    find_in_programs,
    find_alternatives,
    find_in_container,
)
_BINARY_PARTS = (
    (
        r".*pivotCacheRecords[^/]*\.bin",
        "pivot-records",
        Severity.FAIL,
        "A pivot table keeps complete source rows; a double click on a total shows them.",
    ),
    (
        r".*pivotCacheDefinition[^/]*\.bin",
        "pivot-cache",
        Severity.REVIEW,
        "A pivot table keeps fields and distinct values of its source.",
    ),
    (
        r".*externalLinks/[^/]*\.bin",
        "external-link",
        Severity.FAIL,
        "The file links to another workbook and may keep copies of its cells.",
    ),
    (
        r".*comments[^/]*\.bin",
        "comments",
        Severity.REVIEW,
        "Comments at cells can be read by everybody, with the names of who wrote them.",
    ),
    (
        r".*connections\.bin|.*queryTables/[^/]*\.bin",
        "data-connections",
        Severity.REVIEW,
        "The file keeps data connections or queries, which tell paths, servers or tables.",
    ),
    (
        r".*(?:macrosheets|dialogsheets|intlMacrosheets)/[^/]*\.bin",
        "macro-sheet",
        Severity.REVIEW,
        "A sheet of an old kind holds commands or a form.",
    ),
    (
        r".*revisions/[^/]*\.bin",
        "tracked-changes",
        Severity.FAIL,
        "Tracked changes keep what cells showed before.",
    ),
    (
        r".*userNames?\.bin|.*usernames\.bin",
        "shared-users",
        Severity.REVIEW,
        "The file names people who shared it.",
    ),
)
_HARMLESS = re.compile(
    r"(?:.*/)?(?:workbook|styles|sharedStrings|calcChain|tables/table\d*|"
    r"(?:work|chart)sheets/[^/]+|pivotTables/[^/]+)\.bin",
    re.IGNORECASE,
)


def inspect_xlsb(path: Path, data: bytes, progress: Progress = no_progress) -> tuple[Carrier, ...]:
    """Return the carriers of a binary workbook.

    Its formulas, defined names and conditional formats are not read, and a finding says so. What
    is removable stays out of the xlsx workbook as which it is saved.

    Args:
        path: For its name.
        data: The file's bytes, unlocked.
        progress: Told which family is looked for.

    Raises:
        SdcError: A part cannot be read, or the file is hostile.
        Cancelled: `progress` was asked to stop.
    """
    package = Package(path, data, open_archive(path, data))
    inspected = InspectedBinary(package, _read(package, progress))
    families = (*OF_CELLS, *_OF_PARTS)
    found: list[Carrier] = []
    for done, find in enumerate(families):
        progress(done, len(families), "Hidden parts")
        found += find(inspected)
    found += _binary_parts(inspected)
    unknown = find_unrecognised(inspected, found)
    found += (one for one in unknown if not _HARMLESS.fullmatch(one.part))
    return (*found, not_read("Formulas, defined names and conditional formats"))


def not_read(what: str) -> Carrier:
    """Return the finding that says what nobody looked into."""
    return Carrier(
        "not-read",
        Severity.REVIEW,
        f"{what} of this format are not looked into and may hold numbers; the workbook is saved "
        "as xlsx without them.",
        removable=True,
    )


def _read(package: Package, progress: Progress) -> Workbook:
    """Read a workbook; one without any cell may still hold caches, and is inspected too."""
    try:
        return read_xlsb(package, progress=progress)
    except EmptyWorkbookError:
        return Workbook(package.path.name, WorkbookFormat.XLSB, package.sha256, ())


def _binary_parts(inspected: Inspected) -> Iterator[Carrier]:
    for pattern, kind, severity, message in _BINARY_PARTS:
        for part in inspected.parts(pattern):
            sheet = inspected.sheet_of(part)
            yield Carrier(kind, severity, message, part=part, sheet=sheet, removable=True)


class InspectedBinary(Inspected):
    """A package whose list of sheets and cells are records and no XML."""

    def xml(self, part: str) -> Element:
        """Return the root of a part, an empty element for one that is no XML."""
        return etree.Element("records") if part.endswith(".bin") else super().xml(part)

    def frame(self, part: str) -> Element:
        """Return an empty element: what surrounds the cells is not read."""
        return etree.Element("records")

    @cached_property
    def entries(self) -> tuple[SheetEntry, ...]:
        """All sheets in the file's order."""
        try:
            return tuple(self._entries())
        except (struct.error, IndexError) as error:
            raise DamagedWorkbookError(self.package.path) from error

    def _entries(self) -> Iterator[SheetEntry]:
        links = {one.id: one for one in self.links}
        for kind, body in brt.records(self.package.read(self.package.workbook_part)):
            if kind == brt.SHEET:
                link_id, place = brt.wide_text(body, 8)
                name, _ = brt.wide_text(body, place)
                link = links.get(link_id)
                part = link.target if link is not None and link.target in self.package else ""
                yield SheetEntry(name, part, link.type if link else "", _state(body))


def _state(body: bytes) -> str:
    (state,) = struct.unpack_from("<I", body)
    return ("visible", "hidden", "veryHidden")[state] if state < 3 else "hidden"


def worksheets_of(
    entries: tuple[SheetEntry, ...], workbook: Workbook
) -> tuple[tuple[SheetEntry, Sheet, Element], ...]:
    """Return the sheets with cells of a workbook without XML, each with an empty frame."""
    by_name = {one.name: one for one in workbook.sheets}
    return tuple(
        (entry, by_name[entry.name], etree.Element("records"))
        for entry in entries
        if entry.kind == "worksheet" and entry.name in by_name
    )
