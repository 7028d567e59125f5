"""What a formula refers to, read a second way: does it name a changed cell?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sdc_desktop.core.cells import CellRef
from sdc_desktop.workbook.proof_package import SavedPackage, place_of

_LAST = (1_048_575, 16_383)
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_BLIND = re.compile(r"\b(?:INDIRECT|OFFSET)\s*\(", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?:(?P<quoted>'(?:[^']|'')*')!|(?P<sheet>[\w.\[\]]+(?::[\w.]+)?)!|(?<![\w.!$\]]))"
    r"(?:(?P<cells>\$?[A-Z]{1,3}\$?[1-9]\d*(?::\$?[A-Z]{1,3}\$?[1-9]\d*)?)"
    r"|(?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3})|(?P<rows>\$?[1-9]\d*:\$?[1-9]\d*))(?![\w.(!])",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![\w.!'])(?:\[0\]!)?[^\W\d][\w.\\]*")


@dataclass(frozen=True, slots=True)
class Box:
    """Cells of a sheet, all four edges included, from 0."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, cell: CellRef) -> bool:
        """Tell whether a cell lies inside."""
        return (
            self.sheet.casefold() == cell.sheet.casefold()
            and self.top <= cell.row <= self.bottom
            and self.left <= cell.column <= self.right
        )

    @property
    def is_line(self) -> bool:
        """Whether it is one row or one column."""
        return self.top == self.bottom or self.left == self.right

    def cells(self) -> Iterator[CellRef]:
        """Yield the cells row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield CellRef(self.sheet, row, column)


class ChangedCells:
    """Cells to look up by sheet and box."""

    def __init__(self, cells: Iterable[CellRef]) -> None:
        self._rows: dict[str, dict[int, list[CellRef]]] = {}
        for cell in cells:
            rows = self._rows.setdefault(cell.sheet.casefold(), {})
            rows.setdefault(cell.row, []).append(cell)

    def inside(self, box: Box) -> Iterator[CellRef]:
        """Yield those that lie in a box."""
        rows = self._rows.get(box.sheet.casefold(), {})
        height = box.bottom - box.top + 1
        near = range(box.top, box.bottom + 1) if height < len(rows) else list(rows)
        for row in near:
            if box.top <= row <= box.bottom:
                for cell in rows.get(row, ()):
                    if box.left <= cell.column <= box.right:
                        yield cell


def reads_changed_cell(
    formula: str,
    sheet: str,
    package: SavedPackage,
    changed: ChangedCells,
    moved: tuple[int, int] = (0, 0),
) -> bool:
    """Tell whether a formula names a changed cell, or may read cells that it does not name."""
    if _BLIND.search(_TEXT.sub('""', formula)):
        return True
    boxes = boxes_in(formula, sheet, package, moved)
    return any(True for box in boxes for _ in changed.inside(box))


def boxes_in(
    formula: str, sheet: str, package: SavedPackage, moved: tuple[int, int] = (0, 0)
) -> list[Box]:
    """Return the cells that a formula names, names and marked-up tables followed."""
    order = [one.name for one in package.sheets]
    return list(_boxes(formula, sheet, package, order, moved, depth=0))


def _boxes(
    formula: str,
    sheet: str,
    package: SavedPackage,
    order: Sequence[str],
    moved: tuple[int, int],
    depth: int,
) -> Iterator[Box]:
    formula = _TEXT.sub('""', formula)
    for match in _REFERENCE.finditer(formula):
        corners = _corners(match["cells"] or match["columns"] or match["rows"], moved)
        for name in _sheets(match, sheet, order):
            yield Box(name, *corners)
    if depth > 20:
        return
    words = {word.removeprefix("[0]!").upper() for word in _NAME.findall(formula)}
    for name, text in package.defined_names:
        if name in words:
            yield from _boxes(text, sheet, package, order, (0, 0), depth + 1)
    for name, home, cells in package.tables:
        if name in words or ("[" in formula and home == sheet and "[@" in formula):
            yield Box(home, *_corners(cells, (0, 0)))


def _sheets(match: re.Match[str], own: str, order: Sequence[str]) -> Sequence[str]:
    named = match["sheet"] or (match["quoted"] or "")[1:-1].replace("''", "'")
    if not named:
        return [own]
    if "[" in named:
        return []
    first, colon, last = named.partition(":")
    if not colon:
        return [named]
    names = [name.casefold() for name in order]
    if first.casefold() not in names or last.casefold() not in names:
        return order
    ends = sorted((names.index(first.casefold()), names.index(last.casefold())))
    return order[ends[0] : ends[1] + 1]


def _corners(text: str, moved: tuple[int, int]) -> tuple[int, int, int, int]:
    first, _, last = text.upper().partition(":")
    a, b = _corner(first, moved, (0, 0)), _corner(last or first, moved, _LAST)
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _corner(text: str, moved: tuple[int, int], default: tuple[int, int]) -> tuple[int, int]:
    bare = text.replace("$", "")
    if bare.isalpha():
        _, column = place_of(f"{bare}1")
        return default[0], column if text.startswith("$") else column + moved[1]
    if bare.isdigit():
        return int(bare) - 1 + (0 if text.startswith("$") else moved[0]), default[1]
    row, column = place_of(bare)
    return (
        row if "$" in text[1:] else row + moved[0],
        column if text.startswith("$") else column + moved[1],
    )
