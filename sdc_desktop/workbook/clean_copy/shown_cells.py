"""What a reader sees in each cell after all actions: the only way of a number into the copy."""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.number_format import shown_number
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.sheets import BoolArray, CellKind, Sheet, Visibility, Workbook
from sdc_desktop.core.shown import shown_text
from sdc_desktop.workbook.clean_copy.model import NOT_AVAILABLE, CopyCell
from sdc_desktop.workbook.inspection.looks import is_coloured_away, is_tiny, is_under_merge
from sdc_desktop.workbook.inspection.sheets import hidden_columns_of

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f\u2002\u2003"), " ")
_NUMBER = re.compile(
    r"""(?P<before>[^\d.]*)
        (?P<digits>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)
        (?P<percent>\s?%)?
        (?P<after>.*)""",
    re.VERBOSE | re.DOTALL,
)
_SCIENTIFIC = re.compile(r"-?\d(?:\.(?P<decimals>\d+))?[Ee][+-]?\d+")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file can hold."""

_CURRENCIES = "£$€¥"
_FLAT_POINTS = 3.0
_SIGNS = "-+\u2212\u2013()[] "


class Shown(NamedTuple):
    """A data cell: what is in it, and the note marks that stood beside its number."""

    cell: CopyCell
    mark: str = ""


class ShownCells:
    """The cells of one sheet as they are published; hidden ones are empty unless wanted."""

    def __init__(
        self, workbook: Workbook, published: Published, sheet: Sheet, *, with_hidden: bool
    ) -> None:
        self.sheet = sheet
        self._workbook = workbook
        self._published = published
        self._texts: dict[tuple[int, int], str] = {}
        self.unseen = _unseen(workbook, sheet) & (not with_hidden)
        """(rows, columns) bool: cells that are kept out because a reader does not see them."""

    def is_hidden(self, row: int, column: int) -> bool:
        """Tell whether a cell is kept out because it is hidden."""
        rows, columns = self.unseen.shape
        return row < rows and column < columns and bool(self.unseen[row, column])

    def text(self, row: int, column: int) -> str:
        """Return a label or another text as it is published, spaces made single."""
        known = self._texts.get((row, column))
        if known is None:
            known = self._texts[row, column] = self._text(row, column)
        return known

    def _text(self, row: int, column: int) -> str:
        cell = CellRef(self.sheet.name, row, column)
        if self.is_hidden(row, column) or self.sheet.is_empty(row, column):
            return ""
        marker = self._published.markers.get(cell)
        if marker is not None:
            return marker
        if self._published.status(cell) is CellStatus.ROUNDED:
            return self._rounded_text(row, column)
        text = shown_text(self._workbook, self.sheet, row, column)
        return " ".join(_UNWRITABLE.sub("", text).split())

    def data(self, row: int, column: int) -> Shown:
        """Return a data cell as it is published; what is stored is what is shown."""
        cell = CellRef(self.sheet.name, row, column)
        text = self.text(row, column)
        if not text or cell in self._published.markers:
            return Shown(CopyCell(text, source=cell))
        kind = CellKind(int(self.sheet.kinds[row, column]))
        if kind is CellKind.ERROR:
            return Shown(CopyCell(NOT_AVAILABLE, source=cell))
        value = float(self._published.values[self.sheet.name][row, column])
        if kind is CellKind.DATE or not isfinite(value):
            return Shown(CopyCell(text, source=cell))
        return read_number(text, value, cell, is_text=kind is CellKind.TEXT)

    def _rounded_text(self, row: int, column: int) -> str:
        value = float(self._published.values[self.sheet.name][row, column])
        if int(self.sheet.kinds[row, column]) == CellKind.TEXT:
            sign = "%" if str(self.sheet.texts[row, column]).rstrip().endswith("%") else ""
            return f"{_plain(value)}{sign}"
        style = self._workbook.styles[int(self.sheet.styles[row, column])]
        dates = self._workbook.uses_1904_dates
        shown = shown_number(value, style.number_format, uses_1904_dates=dates)
        return " ".join(shown.split())


def _unseen(workbook: Workbook, sheet: Sheet) -> BoolArray:
    """Return (rows, columns) bool: cells on a hidden sheet or line, or that look like nothing.

    These are texts in the colour of their background or in a tiny font, and cells under a merge.
    """
    if sheet.visibility is not Visibility.VISIBLE:
        return np.ones(sheet.shape, np.bool_)
    styles, (height, width) = workbook.styles, sheet.shape
    unseen = is_coloured_away(sheet, styles) | is_tiny(sheet, styles) | is_under_merge(sheet)
    flat = {row for row, points in sheet.row_heights.items() if points < _FLAT_POINTS}
    unseen[[row for row in flat | sheet.hidden_rows if row < height], :] = True
    unseen[:, [column for column in hidden_columns_of(sheet) if column < width]] = True
    return unseen


def _plain(value: float) -> str:
    return f"{Decimal(repr(value)).normalize():f}"


def read_number(text: str, value: float, source: CellRef, *, is_text: bool) -> Shown:
    """Return the number that a shown text means, with a plain format that shows it again.

    Args:
        text: What is shown, not empty.
        value: The number behind it, of which only the sign is taken.
        source: The cell.
        is_text: Whether the source stores the text; what follows the number is a note mark then.
    """
    plain = text.translate(_SPACES).strip()
    scientific = _SCIENTIFIC.fullmatch(plain)
    if scientific:
        decimals = "." + "0" * len(scientific["decimals"]) if scientific["decimals"] else ""
        return Shown(CopyCell("", float(plain), f"0{decimals}E+00", source))
    match = _NUMBER.fullmatch(plain)
    if match is None or (not is_text and re.search(r"\d", match["after"])):
        return Shown(CopyCell(text, source=source))
    digits = re.sub("[, ]", "", match["digits"])
    percent = "%" if match["percent"] else ""
    number = Decimal(digits).scaleb(-2 if percent else 0) * (-1 if value < 0 else 1)
    before, after = match["before"].strip(_SIGNS), match["after"].strip()
    is_bracketed = match["before"].strip()[:1] in {"(", "["} and value >= 0
    after = after if is_bracketed else after.removesuffix(")").strip()
    mark, suffix = (after, "") if is_text or _is_mark(after) else ("", after)
    if is_bracketed:
        mark, suffix = "shown in brackets in the source", ""
    whole = "#,##0" if match["digits"] != digits else "0"
    decimals = digits.partition(".")[2]
    number_format = (
        _literal(before, is_text=is_text)
        + whole
        + (f".{'0' * len(decimals)}" if decimals else "")
        + percent
        + _literal(suffix, is_text=is_text)
    )
    return Shown(CopyCell("", float(number) + 0.0, number_format, source), mark)


def _is_mark(text: str) -> bool:
    """Tell whether a text after a number is shorthand, which has a column of its own."""
    return bool(re.fullmatch(r"\[\w{1,4}\]|[bepru]|[*†‡§#]{1,3}", text))


def _literal(text: str, *, is_text: bool) -> str:
    """Return a currency sign or a unit as a part of a number format."""
    if not text or (is_text and text not in _CURRENCIES):
        return ""
    escaped = text.replace('"', "")
    return f'"{escaped}"' if escaped else ""
