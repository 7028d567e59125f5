"""What each cell of a sheet is for the layout: a number, a marker, a label or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

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
    """

    sheet: Sheet
    classes: UInt8Array
    is_data: BoolArray

    def is_class(self, wanted: CellClass) -> BoolArray:
        """(rows, columns) bool: cells of one class."""
        return np.equal(self.classes, int(wanted))


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
    is_data = (classes == CellClass.NUMBER) | (classes == CellClass.MARKER)
    for array in (classes, is_data):
        array.setflags(write=False)
    return Grid(sheet, classes, is_data)


def _text_class(text: str) -> CellClass:
    if not text.strip():
        return CellClass.BLANK
    return CellClass.MARKER if read_marker(text) else CellClass.LABEL
