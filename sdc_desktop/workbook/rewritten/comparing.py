"""Compare a package that was written anew with the workbook that it was written from.

The package is read with the proof's own reader, which shares nothing with what wrote it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import numpy as np

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.sheets import CellKind, Sheet, TextArray, Visibility, Workbook
from sdc_desktop.core.shown import shown_text
from sdc_desktop.workbook.proof_package import (
    SavedCell,
    SavedPackage,
    SavedSheet,
    SheetStream,
    parse_xml,
)
from sdc_desktop.workbook.rewritten.writing import (
    separate_merges,
    shown_instead,
    written_sheets,
)

_DIGITS = 2e-15
"""How much a number may differ, relatively: it is written with 16 digits."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a text element writes what XML cannot hold, and an underline that would begin such."""


def differing_sheets(source: Workbook, package: SavedPackage) -> Iterator[str]:
    """Yield the sheets whose names, order, visibility, lines or merged cells differ."""
    wanted = [(one.name, one.visibility is Visibility.VISIBLE) for one in written_sheets(source)]
    if wanted != [(one.name, one.is_visible) for one in package.sheets]:
        yield ""
        return
    for sheet, saved in zip(written_sheets(source), package.sheets, strict=True):
        if not _is_same_layout(sheet, saved, package):
            yield sheet.name


def _is_same_layout(sheet: Sheet, saved: SavedSheet, package: SavedPackage) -> bool:
    stream = SheetStream(package, saved.part)
    hidden = {one.row for one in stream.rows() if one.is_hidden}
    columns = {column for column in range(sheet.shape[1]) if stream.is_hidden_column(column)}
    known = {column for column in sheet.hidden_columns if column < sheet.shape[1]}
    root = parse_xml(package.read(saved.part))
    merged = {CellRange.parse(one.get("ref", "")) for one in root.iter("{*}mergeCell")}
    return (
        hidden == set(sheet.hidden_rows)
        and columns == known
        and merged == set(separate_merges(sheet))
    )


def differing_cells(source: Workbook, package: SavedPackage) -> Iterator[CellRef]:
    """Yield the cells that hold something else than the source's, or a formula."""
    for sheet, saved in zip(written_sheets(source), package.sheets, strict=True):
        seen = np.zeros(sheet.shape, np.bool_)
        for row in SheetStream(package, saved.part).rows():
            for cell in row.read_cells():
                if cell.plain == "" and not cell.formula:
                    continue
                is_inside = cell.row < sheet.shape[0] and cell.column < sheet.shape[1]
                if not is_inside or not _is_same(sheet, cell):
                    yield CellRef(sheet.name, cell.row, cell.column)
                if is_inside:
                    seen[cell.row, cell.column] = True
        for place in np.argwhere(_filled(sheet) & ~seen).tolist():
            yield CellRef(sheet.name, *place)


def _filled(sheet: Sheet) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return (rows, columns) bool: cells that hold more than an empty text."""
    is_empty_text = (sheet.kinds == CellKind.TEXT) & (sheet.texts == "")
    return np.asarray((sheet.kinds != CellKind.EMPTY) & ~is_empty_text, np.bool_)


def _is_same(sheet: Sheet, cell: SavedCell) -> bool:
    kind, value = int(sheet.kinds[cell.row, cell.column]), sheet.values[cell.row, cell.column]
    if cell.formula:
        return False
    if kind in {CellKind.NUMBER, CellKind.DATE} and math.isfinite(value):
        return cell.kind == "n" and math.isclose(float(cell.plain), value, rel_tol=_DIGITS)
    if kind == CellKind.BOOLEAN:
        is_true = str(sheet.texts[cell.row, cell.column]) == "TRUE"
        return cell.kind == "b" and cell.plain == str(int(is_true))
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), cell.plain)
    return cell.kind == "s" and text == shown_instead(sheet, cell.row, cell.column)


def differently_shown(source: Workbook, plain: Workbook) -> Iterator[CellRef]:
    """Yield the cells whose number is shown in another way than in the source.

    Args:
        source: The workbook that was checked.
        plain: The same as read from the package.
    """
    for sheet in written_sheets(source):
        other = plain.sheet(sheet.name)
        height, width = (min(one) for one in zip(sheet.shape, other.shape, strict=True))
        kinds = sheet.kinds[:height, :width]
        is_number = (kinds == CellKind.NUMBER) | (kinds == CellKind.DATE)
        old = _formats(source)[sheet.styles[:height, :width]]
        new = _formats(plain)[other.styles[:height, :width]]
        for row, column in np.argwhere(is_number & (old != new)).tolist():
            shown = shown_text(source, sheet, row, column)
            if shown != shown_text(plain, other, row, column):
                yield CellRef(sheet.name, row, column)


def _formats(workbook: Workbook) -> TextArray:
    """Return (styles,) object: the number format of each style."""
    return np.array([style.number_format for style in workbook.styles], object)
