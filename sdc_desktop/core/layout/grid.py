"""What each cell of a sheet is for the layout: a number, a marker, a label or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np

from sdc_desktop.core.layout.markers import read_marker
from sdc_desktop.core.sheets import BoolArray, CellKind, Sheet, UInt8Array


class CellClass(IntEnum):
    """What a cell is for the layout."""

    BLANK = 0
    NUMBER = 1
    MARKER = 2
    LABEL = 3


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """What the cells of a sheet are.

    Attributes:
        sheet: The sheet itself.
        classes: (rows, columns) uint8, a `CellClass` each.
        is_data: (rows, columns) bool: numbers and markers.
        is_number, is_label: (rows, columns) bool: cells of that class.
    """

    sheet: Sheet
    classes: UInt8Array
    is_data: BoolArray
    is_number: BoolArray
    is_label: BoolArray

    def is_class(self, wanted: CellClass) -> BoolArray:
        """(rows, columns) bool: cells of one class."""
        return np.equal(self.classes, int(wanted))

    def without(self, taken: BoolArray) -> Grid:
        """Return the grid with nothing in the cells where `taken`, (rows, columns) bool, holds."""
        classes = np.where(taken, CellClass.BLANK, self.classes).astype(np.uint8)
        return _grid(self.sheet, classes)


def classify(sheet: Sheet) -> Grid:
    """Return the class of every cell; dates are labels, unless they are all there is."""
    classes = np.zeros(sheet.shape, np.uint8)
    classes[sheet.kinds == CellKind.NUMBER] = CellClass.NUMBER
    classes[sheet.kinds == CellKind.DATE] = CellClass.LABEL
    classes[sheet.kinds == CellKind.BOOLEAN] = CellClass.LABEL
    classes[sheet.kinds == CellKind.ERROR] = CellClass.MARKER
    is_text = sheet.kinds == CellKind.TEXT
    classes[is_text] = [_text_class(text) for text in sheet.texts[is_text]]
    classes[is_text & ~np.isnan(sheet.values)] = CellClass.NUMBER
    return _grid(sheet, classes)


def _grid(sheet: Sheet, classes: UInt8Array) -> Grid:
    is_number = classes == CellClass.NUMBER
    is_data = is_number | (classes == CellClass.MARKER)
    is_label = classes == CellClass.LABEL
    for array in (classes, is_data, is_number, is_label):
        array.setflags(write=False)
    return Grid(sheet, classes, is_data, is_number, is_label)


@lru_cache(maxsize=20_000)
def _text_class(text: str) -> int:
    if not text.strip():
        return CellClass.BLANK
    return CellClass.MARKER if read_marker(text) else CellClass.LABEL
