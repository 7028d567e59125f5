"""A second opinion on what was read and saved: calamine, `csv`, and a search of bare bytes."""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import python_calamine

from sdc_desktop.core.cells import CellRef, column_letters
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.sheets import TEXT_FORMATS, CellKind, Sheet, Visibility, Workbook
from sdc_desktop.core.tables import Table

Cells = Mapping[tuple[int, int], Any]

MOST_CELLS = 300_000
SURELY_UNSAFE = range(1, 3)
_TOKEN = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[,\u00a0 ]\d{3})+(?![\d,.])|(?<![\w.,-])\d{4,15}(?![\w.])"
)
_PICTURES = re.compile(r".*\.(png|jpe?g|gif|emf|wmf|bin|tiff?)", re.IGNORECASE)
_MEASURES = re.compile(r' (?:spans|ref)="[^"]*"|<pageMargins [^>]*>')
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


def differences(workbook: Workbook, path: Path) -> Iterator[str]:
    """Yield, once a sheet, where calamine sees a number that our reader does not see."""
    if workbook.format in TEXT_FORMATS or not _is_small(workbook):
        return
    sheets = read_again(path)
    for sheet in workbook.sheets:
        for (row, column), seen in sheets.get(sheet.name, {}).items():
            if _is_number(seen) and not _has(sheet, row, column, float(seen)):
                yield f"{path.suffix} {sheet.name[:20]}!{column_letters(column)}{row + 1}"
                break


def _is_small(workbook: Workbook) -> bool:
    return all(not one.stray and math.prod(one.shape) < MOST_CELLS for one in workbook.sheets)


def _is_number(seen: object) -> bool:
    return isinstance(seen, int | float) and not isinstance(seen, bool) and math.isfinite(seen)


def _has(sheet: Sheet, row: int, column: int, number: float) -> bool:
    if sheet.is_empty(row, column):
        return False
    if sheet.kinds[row, column] in {CellKind.DATE, CellKind.BOOLEAN}:
        return True
    return math.isclose(float(sheet.values[row, column]), number, rel_tol=1e-9, abs_tol=1e-12)


def read_again(path: Path) -> dict[str, Cells]:
    """Return sheet name to the cells that hold something, as another reader sees them."""
    if path.suffix.lower() in {".csv", ".tsv"}:
        return {"": _read_text(path)}
    sheets: dict[str, Cells] = {}
    with suppress(python_calamine.CalamineError, *_BROKEN), _without_panic():
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            with suppress(python_calamine.CalamineError, *_BROKEN):
                sheets[name] = _cells_of(book, name)
    return sheets


@contextmanager
def _without_panic() -> Iterator[None]:
    """Let calamine's panics, which are no Exception, end in nothing."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise


def _cells_of(book: python_calamine.CalamineWorkbook, name: str) -> Cells:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return {
        (row, column): value
        for row, line in enumerate(rows)
        for column, value in enumerate(line)
        if value != ""
    }


def _read_text(path: Path) -> Cells:
    text = path.read_bytes().decode("utf-8-sig", "replace")
    try:
        dialect = csv.Sniffer().sniff(text[:20_000], ",;\t|")
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    except csv.Error:
        return {}
    return {
        (row, column): value
        for row, line in enumerate(rows)
        for column, value in enumerate(line)
        if value
    }


def wrongly_safe(
    check: Check, assessment: Assessment, out: Path, *, is_copy: bool, is_safe: bool
) -> Iterator[tuple[str, str]]:
    """Yield what contradicts that the saved file is proved: kind and place.

    Args:
        check: What was decided.
        assessment: Its state.
        out: The saved file, whose proof passed.
        is_copy: Cells have other places than in the source.
        is_safe: Nothing was outstanding.
    """
    if not _is_small(check.workbook):
        return
    again = read_again(out)
    withheld = set(assessment.published.markers)
    if not is_copy:
        yield from _shown_though_withheld(check, again, withheld)
    if is_safe and not is_copy:
        yield from _unsafe_and_shown(check, assessment, again)
    public = set(_public(check.workbook, withheld))
    if is_copy:
        public.update(str(int(one)) for one in _numbers(again))
    yield from _left_in_bytes(check.workbook, withheld, public, out)


def _shown_though_withheld(
    check: Check, again: Mapping[str, Cells], withheld: set[CellRef]
) -> Iterator[tuple[str, str]]:
    for cell in withheld:
        seen = again.get(_name(check.workbook, cell.sheet), {}).get((cell.row, cell.column))
        if _is_number(seen):
            yield "WithheldIsShown", f"{cell.a1}"
            return


def _unsafe_and_shown(
    check: Check, assessment: Assessment, again: Mapping[str, Cells]
) -> Iterator[tuple[str, str]]:
    """Yield counts that every policy withholds, in tables whose columns all count."""
    for table in assessment.tables:
        if not all(one.is_count for _, one in table.column_statistics) or table.row_statistics:
            continue
        for (row, column), seen in again.get(_name(check.workbook, table.sheet), {}).items():
            is_inside = table.body.top <= row <= table.body.bottom
            is_inside &= column in {one for one, _ in table.column_statistics}
            if is_inside and _small(seen) and not _is_accepted(assessment, table, row, column):
                yield "UnsafeIsShown", f"{column_letters(column)}{row + 1}"
                return


def _small(seen: object) -> bool:
    if isinstance(seen, str):
        return seen.strip().isascii() and seen.strip().isdigit() and int(seen) in SURELY_UNSAFE
    return _is_number(seen) and seen in SURELY_UNSAFE


def _is_accepted(assessment: Assessment, table: Table, row: int, column: int) -> bool:
    cell = CellRef(table.sheet, row, column)
    return any(cell in one.cells for one in assessment.findings)


def _name(workbook: Workbook, sheet: str) -> str:
    return "" if workbook.format in TEXT_FORMATS else sheet


def _numbers(sheets: Mapping[str, Cells]) -> Iterator[float]:
    return (abs(one) for cells in sheets.values() for one in cells.values() if _is_number(one))


def _left_in_bytes(
    workbook: Workbook, withheld: set[CellRef], public: set[str], out: Path
) -> Iterator[tuple[str, str]]:
    """Yield parts that hold a long number of a withheld cell that stands nowhere else."""
    secret = {str(int(value)) for value in _whole(workbook, withheld)} - public
    if not secret:
        return
    for part, data in _parts(out):
        text = _MEASURES.sub("", data.decode("utf-8", "replace"))
        found = {re.sub(r"\D", "", one) for one in _TOKEN.findall(text)} & secret
        if found and not _PICTURES.fullmatch(part):
            yield "WithheldIsLeft", part or out.suffix


def _whole(workbook: Workbook, cells: set[CellRef]) -> Iterator[float]:
    for cell in cells:
        value = abs(workbook.value(cell))
        if 1000 <= value < 1e15 and value == int(value):
            yield value


def _public(workbook: Workbook, withheld: set[CellRef]) -> Iterator[str]:
    """Yield the whole numbers of all cells that are not withheld, texts included."""
    for sheet in workbook.sheets:
        if sheet.visibility is not Visibility.VISIBLE:
            continue
        yield from (re.sub(r"\D", "", one) for one in _TOKEN.findall(sheet.name))
        for row, column in np.argwhere(sheet.kinds != CellKind.EMPTY):
            if CellRef(sheet.name, int(row), int(column)) in withheld:
                continue
            value = abs(float(sheet.values[row, column]))
            if value < 1e15 and value == int(value):
                yield str(int(value))
            for one in _TOKEN.findall(str(sheet.texts[row, column])):
                yield re.sub(r"\D", "", one)


def _parts(out: Path) -> Iterator[tuple[str, bytes]]:
    data = out.read_bytes()
    if not data.startswith(b"PK"):
        yield "", data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)
