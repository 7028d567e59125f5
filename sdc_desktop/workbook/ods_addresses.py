"""Addresses of cells as OpenDocument writes them: "$'Table 1'.$B$4:.$B$9"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdc_desktop.core.cells import LAST_COLUMN, LAST_ROW, CellRange, CellRef

_END = re.compile(
    r"\$?(?:(?P<quoted>'(?:[^']|'')*')|(?P<plain>[^'.:\s]*))"
    r"\.\$?(?P<column>[A-Za-z]{1,3})?\$?(?P<row>[0-9]{1,7})?(?![\w.])"
)
_LIST = re.compile(r"(?:'(?:[^']|'')*'|[^\s'])+")


def read_addresses(text: str) -> list[tuple[str, CellRange]] | None:
    """Return sheets and cells of a list of addresses parted by blanks.

    Returns:
        Sheet ("" where none is named) and cells; None where it cannot be told exactly.
    """
    found = list(_read(text))
    return None if not found or None in found else [one for one in found if one is not None]


def _read(text: str) -> Iterator[tuple[str, CellRange] | None]:
    for match in _LIST.finditer(text):
        ends = list(_END.finditer(match[0]))
        is_whole = bool(ends) and ":".join(one[0] for one in ends) == match[0]
        sheets = [_sheet(one) for one in ends]
        if not is_whole or len(ends) > 2 or (len(ends) == 2 and sheets[1] not in {"", sheets[0]}):
            yield None
            continue
        try:
            yield sheets[0], _cells(ends[0], ends[-1])
        except ValueError:
            yield None


def _sheet(match: re.Match[str]) -> str:
    quoted = match["quoted"]
    return quoted[1:-1].replace("''", "'") if quoted else match["plain"]


def _cells(first: re.Match[str], last: re.Match[str]) -> CellRange:
    """Return the cells between two corners; a corner may leave out its row or its column.

    Raises:
        ValueError: A corner names nothing, or lies outside of a sheet.
    """
    if not all(one["column"] or one["row"] for one in (first, last)):
        raise ValueError("no cell is named")
    corners = [
        CellRef.parse("", f"{one['column'] or letters}{one['row'] or row}")
        for one, letters, row in ((first, "A", "1"), (last, _LAST_LETTERS, str(LAST_ROW + 1)))
    ]
    rows, columns = zip(*((one.row, one.column) for one in corners), strict=True)
    return CellRange(min(rows), min(columns), max(rows), max(columns))


_LAST_LETTERS = CellRef("", 0, LAST_COLUMN).a1[:-1]
