"""What a formula refers to, read from its text; what cannot be told counts as everything."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sdc_desktop.core.cells import LAST_COLUMN, LAST_ROW, CellRange, column_index

_SHEET = r"(?P<sheet>'(?:[^']|'')*'!|(?:\[\d+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?!|\[\d+\]!)?"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
_TOKEN = re.compile(
    rf"""
    (?P<string>"(?:[^"]|"")*")
  | (?P<error>\#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA))
  | {_SHEET}(?:
        (?P<area>{_CELL}(?::{_CELL})?)(?![\w.(])
      | (?P<columns>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})(?![\w.(])
      | (?P<rows>\$?[1-9][0-9]{{0,6}}:\$?[1-9][0-9]{{0,6}})(?![\w.])
      | (?P<broken>(?<=!)\#REF!)
      | (?P<function>[^\W\d][\w.]*)\s*\(
      | (?P<name>[^\W\d][\w.?\\]*|\\[\w.?\\]+)(?P<inside>{_BRACKETS})?
    )
  | (?P<this_table>{_BRACKETS})
  | (?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_READS_ANYTHING = {
    *("INDIRECT", "OFFSET", "GETPIVOTDATA", "RTD", "CALL", "EVALUATE", "GET.CELL"),
    *("CUBEVALUE", "CUBEMEMBER", "CUBESET", "CUBERANKEDMEMBER", "CUBEKPIMEMBER"),
    *("CUBEMEMBERPROPERTY", "CUBESETCOUNT"),
}
_CONSTANTS = {"TRUE", "FALSE"}
WHOLE_SHEET = CellRange(0, 0, LAST_ROW, LAST_COLUMN)


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that a formula names.

    Attributes:
        first_sheet, last_sheet: As written; the same for one sheet, "" for the formula's own.
        cells: Which cells of these sheets.
        is_relative: Whether it moves when the formula is copied.
    """

    first_sheet: str
    last_sheet: str
    cells: CellRange
    is_relative: bool


@dataclass(slots=True)
class References:
    """Everything a formula refers to.

    Attributes:
        areas: Cells it names.
        names: Defined names and marked-up tables it names, in capitals.
        is_in_table: Whether it names columns of the table it stands in.
        reads_anything: Whether it may read cells that it does not name.
    """

    areas: list[Area] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    is_in_table: bool = False
    reads_anything: bool = False


def read_references(formula: str, moved: tuple[int, int] = (0, 0)) -> References:
    """Return what `formula` refers to.

    Args:
        formula: Without "=".
        moved: Rows and columns between the cell the text was written for and the one meant.
    """
    found = References()
    for match in _TOKEN.finditer(formula):
        _note(match, moved, found)
    return found


def _note(match: re.Match[str], moved: tuple[int, int], found: References) -> None:
    kind = match.lastgroup if match.lastgroup != "inside" else "name"
    first, last, is_foreign = _sheets(match["sheet"] or "")
    if kind in {"area", "columns", "rows"}:
        if not is_foreign:
            cells, is_relative = _cells(match[kind], moved)
            found.areas.append(Area(first, last, cells, is_relative))
    elif kind == "function":
        name = match["function"].upper()
        found.reads_anything |= name.removeprefix("_XLFN.").removeprefix("_XLUDF.") in (
            _READS_ANYTHING
        )
    elif kind == "name":
        name = match["name"].upper()
        if name not in _CONSTANTS and not name.startswith("_XLPM.") and not is_foreign:
            found.names.add(name)
    elif kind == "this_table":
        found.is_in_table = True
    elif kind == "other" and match["other"] == ":":
        found.reads_anything = True


def _sheets(prefix: str) -> tuple[str, str, bool]:
    """Return first and last sheet of a reference, and whether they are in another workbook."""
    text = prefix.removesuffix("!")
    if text.startswith("'"):
        text = text[1:-1].replace("''", "'")
    path, bracket, after = text.rpartition("]")
    number = path.rpartition("[")[2]
    if bracket and number != "0":
        return "", "", True
    first, colon, last = after.partition(":")
    return first, last if colon else first, False


def _cells(text: str, moved: tuple[int, int]) -> tuple[CellRange, bool]:
    """Return the cells of "B2", "B2:C9", "B:C" or "2:9", and whether any part is relative."""
    first, _, last = text.upper().partition(":")
    ends = [_end(first, moved), _end(last or first, moved)]
    rows = [row for row, _ in ends if row is not None] or [0, LAST_ROW]
    columns = [column for _, column in ends if column is not None] or [0, LAST_COLUMN]
    is_relative = any(
        not part.startswith("$") or part.count("$") < (2 if _has_both(part) else 1)
        for part in (first, last or first)
    )
    return CellRange(min(rows), min(columns), max(rows), max(columns)), is_relative


def _has_both(part: str) -> bool:
    return part.strip("$")[-1].isdigit() and part.strip("$")[0].isalpha()


def _end(text: str, moved: tuple[int, int]) -> tuple[int | None, int | None]:
    """Return row and column of one corner; None for what it leaves out."""
    match = re.fullmatch(r"(\$?)([A-Z]*)(\$?)([0-9]*)", text)
    if match is None:
        raise ValueError(f"{text!r} is not a reference")
    column = row = None
    fixed_column, letters, fixed_row, digits = match.groups()
    if not letters and fixed_column:
        fixed_row = fixed_column
    if letters:
        column = (column_index(letters) + (0 if fixed_column else moved[1])) % (LAST_COLUMN + 1)
    if digits:
        row = (int(digits) - 1 + (0 if fixed_row else moved[0])) % (LAST_ROW + 1)
    return row, column
