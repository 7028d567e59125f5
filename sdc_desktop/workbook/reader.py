"""Read a workbook file into immutable values; the file itself is never written to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from lxml import etree

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.number_format import is_date_format
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import Sheet, Visibility, Workbook, WorkbookFormat, empty_sheet
from sdc_desktop.workbook.acro import read_results_folder
from sdc_desktop.workbook.csv_reader import read_csv
from sdc_desktop.workbook.errors import DamagedWorkbookError, EmptyWorkbookError, TooLargeError
from sdc_desktop.workbook.file_kinds import FileKind, file_kind
from sdc_desktop.workbook.locked import unlock
from sdc_desktop.workbook.ods_reader import read_ods
from sdc_desktop.workbook.package import (
    Package,
    Relationship,
    known_sheet,
    open_archive,
    read_file,
)
from sdc_desktop.workbook.xls_reader import read_xls
from sdc_desktop.workbook.xlsb_reader import read_xlsb
from sdc_desktop.workbook.xlsx_charts import read_charts
from sdc_desktop.workbook.xlsx_sheet import SheetContext, read_first_rows, read_sheet
from sdc_desktop.workbook.xlsx_strings import SharedStrings
from sdc_desktop.workbook.xlsx_styles import read_styles, read_xml

_MOST_CELLS = 100_000_000
_WORTH_A_PREVIEW = 4 << 20
"""Bytes of XML in all worksheets: about 100,000 cells, which take a moment to read."""

_OTHER_CONTENTS = {
    "comment": "comments",
    "pivotcache": "the source data of pivot tables",
    "externallink": "copies of other workbooks' numbers",
    "embeddings/": "embedded files",
    "vbaproject": "macros",
    "connections.xml": "data connections",
    "querytables/": "queries",
    "revisions/": "tracked changes",
    "/model/": "a data model",
}


@dataclass(frozen=True, slots=True)
class FirstRows:
    """What can be looked at while a large workbook is read; nothing may be decided on it.

    Attributes:
        workbook: All sheets; one of them with about its first 200 rows, the others empty.
        sheet: The name of that one, the first that is visible.
    """

    workbook: Workbook
    sheet: str


ShowFirst = Callable[[FirstRows], None]


def show_nothing(first: FirstRows) -> None:
    """Show the first rows to nobody."""


def read_workbook(
    path: Path,
    progress: Progress = no_progress,
    password: str = "",
    show_first: ShowFirst = show_nothing,
) -> Workbook:
    """Read a workbook, a text file with separated values or a folder of results.

    The bytes of a file decide how it is read.

    Args:
        path: The file or folder.
        progress: Told what is being read.
        password: Opens a locked file; "" for that of `locked.password_given`.
        show_first: Given the first rows of a large xlsx workbook before the rest is read.

    Raises:
        SdcError: One of `workbook.errors`.
        Cancelled: `progress` was asked to stop.
    """
    if path.is_dir():
        return read_results_folder(path, progress)
    data = read_file(path)
    plain = unlock(path, data, password)
    workbook = _read(path, plain, progress, show_first)
    _refuse_double_names(path, workbook)
    if plain is data:
        return workbook
    return replace(workbook, sha256=hashlib.sha256(data).hexdigest(), was_locked=True)


def _refuse_double_names(path: Path, workbook: Workbook) -> None:
    """Refuse sheets that a formula, an action or a person could not tell apart."""
    names = [sheet.name.casefold() for sheet in workbook.sheets]
    if len(set(names)) < len(names):
        raise DamagedWorkbookError(path, "two of its sheets have the same name")


def _with_known_styles(workbook: Workbook) -> Workbook:
    """Return the workbook with the default style where a cell names a style that does not exist."""
    count = len(workbook.styles)
    if all(sheet.styles.max(initial=0) < count for sheet in workbook.sheets):
        return workbook
    sheets = tuple(
        replace(sheet, styles=np.where(sheet.styles < count, sheet.styles, 0).astype(np.int32))
        for sheet in workbook.sheets
    )
    return replace(workbook, sheets=sheets)


def _read(path: Path, data: bytes, progress: Progress, show_first: ShowFirst) -> Workbook:
    match file_kind(path, data):
        case FileKind.TEXT:
            return read_csv(path, data, progress)
        case FileKind.OPEN_DOCUMENT:
            return read_ods(path, data, progress)
        case FileKind.BINARY:
            package = Package(path, data, open_archive(path, data))
            binary = read_xlsb(package, _other_contents(package), progress)
            return _with_known_styles(binary)
        case FileKind.OLD:
            return read_xls(path, data, progress)
        case _:
            return read_package(Package.from_bytes(path, data), progress, show_first)


def read_package(
    package: Package, progress: Progress = no_progress, show_first: ShowFirst = show_nothing
) -> Workbook:
    """Read the xlsx or xlsm workbook in an opened package."""
    links = package.relationships(package.workbook_part)
    styles = read_styles(package)
    root = read_xml(package, package.workbook_part)
    properties = root.find("{*}workbookPr")
    plain = Workbook(
        name=package.path.name,
        format=_format(package),
        sha256=package.sha256,
        sheets=(),
        styles=styles,
        uses_1904_dates=properties is not None and properties.get("date1904") in {"1", "true"},
        other_contents=_other_contents(package),
    )
    entries = tuple(_sheet_entries(package, root, links))
    strings = _shared_strings(package, links)
    dates = [is_date_format(style.number_format) for style in styles]
    first = _first_rows(package, plain, entries, SheetContext(strings, dates), progress)
    if first is not None:
        show_first(first)
    all_strings = strings.all() if isinstance(strings, SharedStrings) else strings
    context = SheetContext(all_strings, dates)
    sheets = tuple(_read_sheets(package, entries, context, progress))
    if not any(sheet.kinds.any() or sheet.stray for sheet in sheets):
        raise EmptyWorkbookError(package.path)
    parts = {one.linked: one.name for one in entries if one.linked}
    charts = read_charts(package, [one.name for one in entries], parts)
    return _with_known_styles(replace(plain, sheets=sheets, charts=charts))


def _shared_strings(
    package: Package, links: Iterable[Relationship]
) -> SharedStrings | tuple[str, ...]:
    part = next((one.target for one in links if one.type == "sharedStrings"), "")
    return SharedStrings(package, part) if part in package else ()


@dataclass(frozen=True, slots=True)
class _SheetEntry:
    """What the workbook says of a sheet; `part` is "" where it has no cells, `linked` never."""

    name: str
    visibility: Visibility
    part: str
    is_chart_sheet: bool
    linked: str

    def without_cells(self) -> Sheet:
        return empty_sheet(self.name, self.visibility, is_chart_sheet=self.is_chart_sheet)


def _sheet_entries(
    package: Package, root: etree._Element, links: Iterable[Relationship]
) -> Iterator[_SheetEntry]:
    by_id = {one.id: one for one in links}
    for entry in root.iterfind("{*}sheets/{*}sheet"):
        name = entry.get("name", "")
        link = known_sheet(package, by_id.get(_relationship_id(entry)), name)
        yield _SheetEntry(
            name=name,
            visibility=_visibility(entry.get("state", "visible")),
            part=link.target if link.type == "worksheet" else "",
            is_chart_sheet=link.type == "chartsheet",
            linked=link.target,
        )


def _first_rows(
    package: Package,
    plain: Workbook,
    entries: Sequence[_SheetEntry],
    context: SheetContext,
    progress: Progress,
) -> FirstRows | None:
    """Return the first rows of the first visible sheet, None where all is read in no time."""
    size = sum(package.infos[one.part].file_size for one in entries if one.part)
    shown = next((one for one in entries if one.visibility is Visibility.VISIBLE), None)
    if size < _WORTH_A_PREVIEW or shown is None or not shown.part:
        return None
    first = read_first_rows(package, shown.part, shown.name, context, progress)
    sheets = tuple(first if one is shown else one.without_cells() for one in entries)
    return FirstRows(_with_known_styles(replace(plain, sheets=sheets)), shown.name)


def _read_sheets(
    package: Package,
    entries: Iterable[_SheetEntry],
    context: SheetContext,
    progress: Progress,
) -> Iterator[Sheet]:
    held = 0
    for one in entries:
        if not one.part:
            yield one.without_cells()
            continue
        tables = _marked_tables(package, one.part)
        sheet = read_sheet(package, one.part, one.name, one.visibility, context, tables, progress)
        held += sheet.kinds.size
        if held > _MOST_CELLS:
            raise TooLargeError(package.path)
        yield sheet


def _relationship_id(entry: etree._Element) -> str:
    return next((str(value) for key, value in entry.items() if str(key).endswith("}id")), "")


def _visibility(state: str) -> Visibility:
    return Visibility(state) if state in set(Visibility) else Visibility.HIDDEN


def _marked_tables(package: Package, part: str) -> tuple[CellRange, ...]:
    """Return the ranges that the file marks as tables on a sheet."""
    ranges = []
    for link in package.relationships(part):
        if link.type == "table" and link.target in package:
            reference = read_xml(package, link.target).get("ref", "")
            try:
                ranges.append(CellRange.parse(reference))
            except ValueError as error:
                detail = f"its part {link.target} names no range"
                raise DamagedWorkbookError(package.path, detail) from error
    return tuple(ranges)


def _other_contents(package: Package) -> tuple[str, ...]:
    """Return in words which parts that can hold numbers or texts are not read as cells."""
    names = [name.lower() for name in package.names]
    return tuple(
        words
        for mark, words in _OTHER_CONTENTS.items()
        if any(mark in name and not name.endswith(".rels") for name in names)
    )


def _format(package: Package) -> WorkbookFormat:
    has_macros = any(name.endswith("vbaProject.bin") for name in package.names)
    is_xlsm = has_macros or package.path.suffix.lower() == ".xlsm"
    return WorkbookFormat.XLSM if is_xlsm else WorkbookFormat.XLSX
