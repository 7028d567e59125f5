"""Where a cell is: references and ranges, written as a spreadsheet writes them.

Rows and columns count from 0 inside the program; people and files see "C7".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

LAST_ROW = 1_048_575
LAST_COLUMN = 16_383
LONGEST_TEXT = 32_767
"""Characters that the text or formula of a cell may have in a spreadsheet."""

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


def column_letters(column: int) -> str:
    """Return the spreadsheet's name of a column: 0 is "A", 26 is "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the column that a spreadsheet calls `letters`, from 0.

    Raises:
        ValueError: `letters` is not one to three letters.
    """
    if not re.fullmatch(r"[A-Za-z]{1,3}", letters):
        raise ValueError(f"{letters!r} is not a column")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


class CellRef(NamedTuple):
    """One cell of a workbook; `row` and `column` count from 0."""

    sheet: str
    row: int
    column: int

    @classmethod
    def parse(cls, sheet: str, text: str) -> CellRef:
        """Read "C7" (or "$C$7").

        Raises:
            ValueError: `text` does not name a cell.
        """
        match = _CELL.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a cell")
        return cls(sheet, int(match[2]) - 1, column_index(match[1]))

    @property
    def a1(self) -> str:
        """The cell as the spreadsheet names it, such as "C7"."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def full(self) -> str:
        """The cell with its sheet, as a formula names it, such as "Table 1!C7"."""
        return f"{self.sheet}!{self.a1}"


@dataclass(frozen=True, slots=True)
class CellRange:
    """A rectangle of cells on one sheet; all four edges belong to it and count from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def __post_init__(self) -> None:
        if not (0 <= self.top <= self.bottom and 0 <= self.left <= self.right):
            raise ValueError(f"not a range: {self.top}, {self.left}, {self.bottom}, {self.right}")

    @classmethod
    def parse(cls, text: str) -> CellRange:
        """Read "B5:K20"; a single cell is a range too.

        Raises:
            ValueError: `text` does not name a range.
        """
        first, _, last = text.partition(":")
        a, b = CellRef.parse("", first), CellRef.parse("", last or first)
        return cls(
            min(a.row, b.row), min(a.column, b.column), max(a.row, b.row), max(a.column, b.column)
        )

    @property
    def a1(self) -> str:
        """The range as the spreadsheet names it, such as "B5:K20"."""
        first = f"{column_letters(self.left)}{self.top + 1}"
        last = f"{column_letters(self.right)}{self.bottom + 1}"
        return first if first == last else f"{first}:{last}"

    @property
    def rows(self) -> range:
        """The row numbers, from 0."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """The column numbers, from 0."""
        return range(self.left, self.right + 1)

    def __contains__(self, place: tuple[int, int]) -> bool:
        row, column = place
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: CellRange) -> bool:
        """Tell whether the two have a cell in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def cells(self, sheet: str) -> Iterator[CellRef]:
        """Yield the cells row by row."""
        for row in self.rows:
            for column in self.columns:
                yield CellRef(sheet, row, column)
