"""How each symbol of a workbook was read, and why, in words for a checker.

The same sign means different things in different departments (guidance D1). What the workbook says
of its own symbols comes first, then what its sums show, then what the sign usually means. Where
none of these tells, the symbol counts as withheld, and a checker is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.cell_signs import Signs, body_of, signs_of, symbols_in
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.layout.legend import Explanation, read_explanations
from sdc_desktop.core.layout.markers import Marker, MarkerMeaning, read_marker
from sdc_desktop.core.sheets import Sheet, Workbook
from sdc_desktop.core.tables import Table

_LONGEST_QUOTE = 90
_HOLDS_NOTHING = (MarkerMeaning.NIL, MarkerMeaning.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class SymbolReading:
    """How one symbol on one sheet was read.

    Attributes:
        symbol: As it stands in the cells.
        reading: What it counts as: "withheld", "zero", "not available", "not applicable", ...
        because: Why, as the end of a sentence.
        lower, upper: What the symbol itself tells of the number; None where it tells nothing.
        cells: Where it stands inside tables.
        is_ambiguous: A checker has to say what it means.
    """

    sheet: str
    symbol: str
    reading: str
    because: str
    lower: float | None
    upper: float | None
    cells: tuple[CellRef, ...]
    is_ambiguous: bool

    @property
    def sentence(self) -> str:
        """The reading as one sentence."""
        span = _range_in_words(self.lower, self.upper)
        return f'"{self.symbol}" is read as {self.reading}{span}: {self.because}.'


def read_symbols(workbook: Workbook, tables: Sequence[Table]) -> tuple[SymbolReading, ...]:
    """Return how every symbol inside tables was read, sheet by sheet, the most frequent first."""
    said = read_explanations(workbook, symbols_in(workbook, tables))
    legend = {symbol: one.marker for symbol, one in said.items()}
    readings: list[SymbolReading] = []
    for sheet in workbook.sheets:
        own = [table for table in tables if table.sheet == sheet.name]
        places = _places(sheet, own)
        signs = signs_of(sheet, own, legend)
        here = [_read(sheet.name, symbol, at, said, signs) for symbol, at in places.items()]
        readings += sorted(here, key=lambda one: -len(one.cells))
    return tuple(readings)


def find_ambiguous_symbols(workbook: Workbook, tables: Sequence[Table]) -> Iterator[Finding]:
    """Yield the symbols whose meaning a checker must look up."""
    for one in read_symbols(workbook, tables):
        if one.is_ambiguous:
            many = "1 cell" if len(one.cells) == 1 else f"{len(one.cells)} cells"
            yield Finding(
                rule="marker",
                severity=Severity.REVIEW,
                sheet=one.sheet,
                cells=one.cells,
                message=f"{one.sentence} It stands in {many}.",
                remedies=("Read the workbook's notes",),
            )


def _places(sheet: Sheet, tables: Sequence[Table]) -> Mapping[str, tuple[CellRef, ...]]:
    """Return where each symbol stands in tables, in lines that belong to them."""
    found: dict[str, dict[CellRef, None]] = {}
    for table in tables:
        rows, columns = body_of(table)
        texts, values = sheet.texts[rows, columns], sheet.values[rows, columns]
        for row, column in np.argwhere(np.isnan(values) & (texts != "")).tolist():
            cell = CellRef(sheet.name, table.body.top + row, table.body.left + column)
            is_out = cell.row in table.left_out_rows or cell.column in table.left_out_columns
            symbol = str(texts[row, column]).strip()
            if not is_out and read_marker(symbol) is not None:
                found.setdefault(symbol, {})[cell] = None
    return {symbol: tuple(cells) for symbol, cells in found.items()}


def _read(
    sheet: str,
    symbol: str,
    cells: tuple[CellRef, ...],
    said: Mapping[str, Explanation],
    signs: Signs,
) -> SymbolReading:
    explanation = said.get(symbol.lower())
    marker = explanation.marker if explanation is not None else read_marker(symbol)
    assert marker is not None, "only symbols come here"
    reading, because, is_open = _words(symbol, marker, explanation, signs)
    return SymbolReading(
        sheet, symbol, reading, because, marker.lower, marker.upper, cells, is_open
    )


def _words(
    symbol: str, marker: Marker, explanation: Explanation | None, signs: Signs
) -> tuple[str, str, bool]:
    """Return what a symbol counts as, why, and whether that is a guess."""
    if explanation is not None:
        reading = _counts_as(marker.meaning, is_withheld=signs.read(symbol) is not None)
        quote = _quoted(explanation.text)
        if explanation.otherwise:
            other = _quoted(explanation.otherwise)
            return reading, f"the workbook says {quote}, but also {other}", True
        return reading, f"the workbook says {quote}", False
    if symbol in signs.nil:
        return "zero", "sums come out right with zero in its place", False
    if marker.lower is not None or marker.upper is not None:
        return "withheld", "it says so itself", False
    if marker.meaning is MarkerMeaning.UNKNOWN:
        return "withheld", "nothing in the workbook explains it, so it may hide a number", True
    if marker.meaning in _HOLDS_NOTHING or marker.meaning is MarkerMeaning.WITHHELD:
        return _counts_as(marker.meaning, is_withheld=True), "that is its usual meaning", False
    if signs.is_unavailable(symbol, marker):
        because = "that is its usual meaning, and another symbol stands for withheld numbers"
        return marker.meaning.value, because, False
    because = f'it usually means "{marker.meaning.value}", but nothing in the workbook says so'
    return "withheld", because, False


def _counts_as(meaning: MarkerMeaning, *, is_withheld: bool) -> str:
    if meaning is MarkerMeaning.NIL:
        return "zero"
    if meaning is MarkerMeaning.LOW:
        return "a small number that is not shown"
    is_guess = meaning is MarkerMeaning.UNKNOWN and is_withheld
    return "withheld" if is_guess else meaning.value


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    short = plain if len(plain) <= _LONGEST_QUOTE else f"{plain[: _LONGEST_QUOTE - 1]}\u2026"
    return f"\u201c{short}\u201d"


def _range_in_words(lower: float | None, upper: float | None) -> str:
    if lower is not None and upper is not None:
        return f" ({lower:,.10g} to {upper:,.10g})"
    if lower is not None:
        return f" (at least {lower:,.10g})"
    return f" (at most {upper:,.10g})" if upper is not None else ""
