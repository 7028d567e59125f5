"""Read a clean copy from the disk again and compare it with what was built.

The readers share nothing with what wrote the file.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sheets import CellKind, Sheet, Visibility
from sdc_desktop.workbook.clean_copy.csv_files import METADATA
from sdc_desktop.workbook.clean_copy.model import CleanCopy, CopyCell, CopySheet, MarkedTable
from sdc_desktop.workbook.reader import read_workbook

_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, KeyError, OSError, EOFError, RuntimeError)


def differing_places(copy: CleanCopy, out: Path) -> Iterator[str]:
    """Yield in words where the file is not what was built; no value is named."""
    if is_csv_zip(out):
        yield from _differing_files(copy, out)
        return
    try:
        sheets = read_workbook(out).sheets
    except (SdcError, OSError):
        yield "the file as a whole"
        return
    if [sheet.name for sheet in sheets] != [sheet.name for sheet in copy.sheets]:
        yield "the list of worksheets"
        return
    for built, saved in zip(copy.sheets, sheets, strict=True):
        if saved.visibility is not Visibility.VISIBLE or saved.hidden_rows or saved.hidden_columns:
            yield f"{built.name}: something is hidden"
        if saved.formulas or saved.merged or saved.stray:
            yield f"{built.name}: there are formulas, merged or stray cells"
        if {one.area for one in built.tables} != set(saved.marked_tables):
            yield f"{built.name}: the marked tables"
        for row, column in _differing_cells(built, saved):
            yield f"{built.name} {CellRef(built.name, row, column).a1}"


def _differing_cells(built: CopySheet, saved: Sheet) -> Iterator[tuple[int, int]]:
    wanted = {
        (row, column): cell
        for row, cells in enumerate(built.rows)
        for column, cell in enumerate(cells)
        if not cell.is_empty
    }
    stored = {(int(row), int(column)) for row, column in np.argwhere(saved.kinds)}
    yield from sorted(stored ^ wanted.keys())
    for place in sorted(stored & wanted.keys()):
        if not _is_same(wanted[place], saved, *place):
            yield place


def _is_same(cell: CopyCell, saved: Sheet, row: int, column: int) -> bool:
    kind = int(saved.kinds[row, column])
    if cell.number is not None:
        return kind == CellKind.NUMBER and float(saved.values[row, column]) == cell.number
    return kind == CellKind.TEXT and str(saved.texts[row, column]) == cell.text


def is_csv_zip(out: Path) -> bool:
    """Tell whether a clean copy is a zip of csv files."""
    try:
        with zipfile.ZipFile(out) as package:
            return METADATA in package.namelist()
    except _BROKEN:
        return False


def _differing_files(copy: CleanCopy, out: Path) -> Iterator[str]:
    """Yield which files of a zip are not what was built; each is read from its metadata on."""
    try:
        with zipfile.ZipFile(out) as package:
            files = {name: package.read(name).decode() for name in package.namelist()}
        entries = json.loads(files.pop(METADATA))["tables"]
    except (*_BROKEN, TypeError):
        yield "the file as a whole"
        return
    built = [
        (sheet, table)
        for sheet in copy.sheets
        if sheet.name in copy.table_sheets
        for table in sheet.tables
    ]
    if [str(one["url"]) for one in entries] != list(files) or len(built) != len(entries):
        yield "the list of files"
        return
    for (sheet, table), (name, text) in zip(built, files.items(), strict=True):
        if not _is_same_table(sheet, table, text):
            yield name


def _is_same_table(sheet: CopySheet, table: MarkedTable, text: str) -> bool:
    stored = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    wanted = sheet.rows[table.area.top : table.area.bottom + 1]
    return len(stored) == len(wanted) and all(
        len(fields) == len(cells)
        and all(_is_same_field(cell, one) for cell, one in zip(cells, fields, strict=True))
        for cells, fields in zip(wanted, stored, strict=True)
    )


def _is_same_field(cell: CopyCell, field: str) -> bool:
    if cell.number is None:
        return field in {cell.text, f"'{cell.text}"}
    try:
        return float(field) == cell.number
    except ValueError:
        return False
