"""Cells for the clipboard, as spreadsheets take them: text with tabs, and a table in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellStatus
from sdc_desktop.core.sheets import CellKind
from sdc_desktop.gui.models.sheet_model import SheetModel

_NUMBERS = (CellKind.NUMBER, CellKind.DATE)
_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)


@dataclass(frozen=True, slots=True)
class Copied:
    """What goes on the clipboard.

    Attributes:
        lines: A line for each row, tabs between the columns.
        html: The same as a table.
        cells: How many cells that is.
        withheld: How many of them readers do not get as they are copied.
    """

    lines: str
    html: str
    cells: int
    withheld: int


def copied_from(model: SheetModel, cells: Sequence[CellRef], *, is_source: bool) -> Copied:
    """Return cells of one sheet for the clipboard.

    Args:
        model: The sheet.
        cells: What is selected.
        is_source: Whether the source's values are wanted, hidden lines included; without it
            they are as readers get them, and what the spreadsheet hides is left out.
    """
    sheet = model.sheet
    seen = [
        one
        for one in cells
        if is_source or not (one.row in sheet.hidden_rows or one.column in sheet.hidden_columns)
    ]
    rows, columns = sorted({one.row for one in seen}), sorted({one.column for one in seen})
    chosen = {(one.row, one.column) for one in seen}
    texts = {
        (row, column): model.text_of(row, column, is_source=is_source) for row, column in chosen
    }
    lines = "\n".join(
        "\t".join(_field(texts.get((row, column), "")) for column in columns) for row in rows
    )
    withheld = sum(model.status(*place) in _WITHHELD for place in chosen) if is_source else 0
    return Copied(lines, _html(model, texts, rows, columns), len(seen), withheld)


def _field(text: str) -> str:
    """Return a text so that its tabs and line ends do not begin another cell."""
    if any(one in text for one in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _html(
    model: SheetModel,
    texts: dict[tuple[int, int], str],
    rows: Sequence[int],
    columns: Sequence[int],
) -> str:
    lines = "".join(
        "<tr>"
        + "".join(_cell(model, (row, column), texts.get((row, column), "")) for column in columns)
        + "</tr>"
        for row in rows
    )
    return f'<meta charset="utf-8"><table>{lines}</table>'


def _cell(model: SheetModel, place: tuple[int, int], text: str) -> str:
    """Return one cell; a text stays a text there, even when it begins like a formula."""
    written = escape(text).replace("\n", "<br>")
    is_number = model.kind(*place) in _NUMBERS and any(one.isdigit() for one in text)
    how = "text-align:right" if is_number else r"mso-number-format:'\@'"
    return f'<td style="{how}">{written}</td>'
