"""Inspection of old workbooks (.xls): cells as they are read, records, and the file around."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import olefile
from lxml import etree

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import Sheet, Workbook, WorkbookFormat
from sdc_desktop.workbook.errors import DamagedWorkbookError, EmptyWorkbookError
from sdc_desktop.workbook.inspection.binary import OF_CELLS, worksheets_of
from sdc_desktop.workbook.inspection.carrier import Carrier
from sdc_desktop.workbook.inspection.inspected import Element, Inspected, SheetEntry
from sdc_desktop.workbook.inspection.xls_records import find_in_records, listed_sheets
from sdc_desktop.workbook.inspection.xls_storage import find_in_storage
from sdc_desktop.workbook.package import Package, Relationship
from sdc_desktop.workbook.xls_reader import read_xls

_STREAMS = ("Workbook", "Book")
_BROKEN = (OSError, struct.error, LookupError, ValueError, TypeError, AttributeError, EOFError)


def inspect_xls(path: Path, data: bytes, progress: Progress = no_progress) -> tuple[Carrier, ...]:
    """Return the carriers of an old workbook.

    What is removable stays out of the xlsx workbook as which it is saved.

    Args:
        path: For its name.
        data: The file's bytes.
        progress: Told which family is looked for.

    Raises:
        DamagedWorkbookError: It cannot be read to its end.
        WorkbookLockedError: It asks for a password.
        Cancelled: `progress` was asked to stop.
    """
    workbook = _read(path, data, progress)
    try:
        return tuple(_find(path, data, workbook))
    except _BROKEN as error:
        raise DamagedWorkbookError(path) from error


def _read(path: Path, data: bytes, progress: Progress) -> Workbook:
    """Read a workbook; one without any cell may still hold caches, and is inspected too."""
    try:
        return read_xls(path, data, progress)
    except EmptyWorkbookError:
        return Workbook(path.name, WorkbookFormat.XLS, "", ())


def _find(path: Path, data: bytes, workbook: Workbook) -> Iterator[Carrier]:
    with olefile.OleFileIO(io.BytesIO(data)) as compound:
        name = next(one for one in _STREAMS if compound.exists(one))
        stream = compound.openstream(name).read()
        inspected = InspectedOld(path, workbook, stream)
        for find in OF_CELLS:
            yield from find(inspected)
        yield from _other_sheets(inspected)
        found = (*find_in_records(stream), *find_in_storage(compound, data))
        yield from dict.fromkeys(found)


def _other_sheets(inspected: Inspected) -> Iterator[Carrier]:
    for entry in inspected.entries:
        if entry.kind in {"macro", "module"} and entry.is_visible:
            message = "A sheet of an old kind holds commands or a form."
            yield Carrier("macro-sheet", Severity.REVIEW, message, sheet=entry.name, removable=True)


class InspectedOld(Inspected):
    """An old workbook, which has no parts."""

    def __init__(self, path: Path, workbook: Workbook, stream: bytes) -> None:
        super().__init__(_no_parts(path), workbook)
        self._stream = stream

    @cached_property
    def entries(self) -> tuple[SheetEntry, ...]:
        """All sheets in the file's order."""
        listed = listed_sheets(self._stream)
        return tuple(SheetEntry(one.name, "", one.kind, one.state) for _, one in listed)

    @cached_property
    def links(self) -> tuple[Relationship, ...]:
        """No link: there are no parts."""
        return ()

    @cached_property
    def book(self) -> Element:
        """An empty element: the list of sheets is no XML."""
        return etree.Element("records")

    def frame(self, part: str) -> Element:
        """Return an empty element: what surrounds the cells is no XML."""
        return etree.Element("records")

    @cached_property
    def worksheets(self) -> tuple[tuple[SheetEntry, Sheet, Element], ...]:
        """Each sheet with cells, with an empty frame."""
        return worksheets_of(self.entries, self.workbook)


def _no_parts(path: Path) -> Package:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w"):
        pass
    return Package(path, memory.getvalue(), zipfile.ZipFile(memory))
