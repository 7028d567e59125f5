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
from math import isclose
from pathlib import Path

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sheets import CellKind, Sheet, Visibility
from sdc_desktop.workbook.clean_copy.csv_files import METADATA, metadata
from sdc_desktop.workbook.clean_copy.model import CleanCopy, CopyCell, CopySheet, MarkedTable
from sdc_desktop.workbook.reader import read_workbook

BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, KeyError, OSError, EOFError, RuntimeError)

_SIXTEEN_DIGITS = 1e-15
"""What is written to an xlsx file keeps so many."""


def differing_places(copy: CleanCopy, out: Path) -> Iterator[str]:
    """Yield in words where the file is not what was built; no value is named."""
    if are_csv_files(out):
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
        is_same = isclose(float(saved.values[row, column]), cell.number, rel_tol=_SIXTEEN_DIGITS)
        return kind == CellKind.NUMBER and is_same
    return kind == CellKind.TEXT and str(saved.texts[row, column]) == cell.text


def are_csv_files(out: Path) -> bool:
    """Tell whether a clean copy is a zip or a folder of csv files."""
    try:
        return METADATA in stored_files(out)
    except BROKEN:
        return False


def stored_files(out: Path) -> dict[str, bytes]:
    """Return name to content of the files in a zip or a folder, in their order.

    Raises:
        OSError: It cannot be read, or a folder holds another one.
        BadZipFile, error, RuntimeError: It is no zip, or damaged.
    """
    if out.is_dir():
        return {one.name: one.read_bytes() for one in sorted(out.iterdir())}
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name) for name in package.namelist()}


def _differing_files(copy: CleanCopy, out: Path) -> Iterator[str]:
    """Yield which csv files are not what was built; each is read from its metadata on."""
    try:
        files = {name: content.decode() for name, content in stored_files(out).items()}
        document = json.loads(files.pop(METADATA))
        names = [str(one["url"]) for one in document["tables"]]
    except (*BROKEN, TypeError):
        yield "the file as a whole"
        return
    built = [
        (sheet, table)
        for sheet in copy.sheets
        if sheet.name in copy.table_sheets
        for table in sheet.tables
    ]
    if set(names) != set(files) or len(files) != len(names) or len(built) != len(names):
        yield "the list of files"
        return
    if document != metadata(copy, built):
        yield METADATA
    for (sheet, table), name in zip(built, names, strict=True):
        if not _is_same_table(sheet, table, files[name]):
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
