"""What the columns of a table are called: header rows, merged groups, broken labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.label_words import clean, is_code, is_unit
from sdc_desktop.core.layout.labels import Line, cell_label


def column_lines(grid: Grid, block: Block) -> tuple[Line, ...]:
    """Return the data columns of a block as lines; group labels above count for their group."""
    lines, section = [], 0
    headers = HeaderLabels(grid, block)
    for place, column in enumerate(block.data_columns):
        if place and column != block.data_columns[place - 1] + 1:
            section += 1
        parts = headers.parts(column)
        texts = [text for _, text in parts]
        names = tuple((row, clean(text)) for row, text in parts if not is_unit(text))
        label = clean(" | ".join(texts))
        group = " | ".join(texts[:-1])
        lines.append(Line(column, label, 0, section, False, group, names))
    return tuple(lines)


class HeaderLabels:
    """The column labels of a block; labels over several columns count for each of them."""

    def __init__(self, grid: Grid, block: Block) -> None:
        self._grid = grid
        self._rows = block.header_rows
        self._origins = _merged_origins(grid, block.header_rows)
        self._spread = _spread_groups(grid, block, self._origins)
        self._full = _full_rows(grid, block)
        self._groups = _wide_cells(grid, block) | self._spread.keys() | set(self._spread.values())

    def parts(self, column: int) -> list[tuple[int, str]]:
        """Return (header row, text) of the labels above a column, the innermost last.

        A label that was broken over several rows is put together again.
        """
        parts: list[tuple[int, str]] = []
        is_group = False
        for row in self._rows:
            place = self._origins.get((row, column)) or self._spread.get((row, column))
            text = cell_label(self._grid, *(place or (row, column)))
            if not text or text in (one for _, one in parts):
                continue
            was_group, is_group = is_group, (row, column) in self._groups
            if parts and not was_group and self._goes_on(*parts[-1], text):
                parts[-1] = parts[-1][0], _joined(parts[-1][1], text)
            else:
                parts.append((row, text))
        return parts

    def _goes_on(self, row: int, text: str, following: str) -> bool:
        """Tell whether a label goes on in a row below: where each column has its own, say."""
        is_broken = row in self._full and not is_unit(following) and not is_code(following)
        return is_broken or _continues(text, following)

    def text(self, column: int) -> str:
        """Return the labels above a column in one text."""
        return " | ".join(text for _, text in self.parts(column))


def _continues(text: str, following: str) -> bool:
    """Tell whether a label goes on in the cell below: after a hyphen, or in lower case."""
    return text.endswith("-") or (following[0].islower() and not is_unit(following))


def _joined(text: str, following: str) -> str:
    return text[:-1] + following if text.endswith("-") else f"{text} {following}"


def _wide_cells(grid: Grid, block: Block) -> set[tuple[int, int]]:
    """Return the header cells in labels that are merged over several columns."""
    rows = set(block.header_rows)
    return {
        (row, column)
        for one in grid.sheet.merged
        if one.right > one.left
        for row in rows.intersection(one.rows)
        for column in one.columns
    }


def _full_rows(grid: Grid, block: Block) -> set[int]:
    """Return the header rows with a different label over each data column."""
    full = set[int]()
    for row in block.header_rows:
        texts = [cell_label(grid, row, column) for column in block.data_columns]
        used = [text for text in texts if text]
        if len(used) == len(texts) > 2 and len(set(used)) > len(used) / 2:
            full.add(row)
    return full


def _merged_origins(grid: Grid, rows: Sequence[int]) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Return where the text of each merged cell in some rows stands."""
    wanted = set(rows)
    return {
        (row, column): (one.top, one.left)
        for one in grid.sheet.merged
        if wanted.intersection(one.rows)
        for row in one.rows
        if row in wanted
        for column in one.columns
    }


def _spread_groups(
    grid: Grid, block: Block, merged: Mapping[tuple[int, int], tuple[int, int]]
) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Return which label of an outer header row counts for the empty cells to its right.

    Where a row has merged labels these say themselves how far they reach.
    """
    spread: dict[tuple[int, int], tuple[int, int]] = {}
    span = range(block.data_columns[0], block.data_columns[-1] + 1)
    for row, below in pairwise(block.header_rows):
        labelled = [column for column in span if grid.is_label[row, column]]
        if any((row, column) in merged for column in labelled):
            continue
        if not labelled or not _is_group_row(grid, row, below, labelled, len(span)):
            continue
        for column in range(labelled[0], span.stop):
            if grid.is_label[row, column]:
                current = row, column
            elif not _is_gap(grid, block, column):
                spread[row, column] = current
    return spread


def _is_group_row(grid: Grid, row: int, below: int, labelled: list[int], width: int) -> bool:
    """Tell whether a header row names groups of columns: few labels that do not go on below."""
    if len(labelled) > width / 2:
        return False
    pairs = [(cell_label(grid, row, one), cell_label(grid, below, one)) for one in labelled]
    return all(under and not _continues(text, under) for text, under in pairs)


def _is_gap(grid: Grid, block: Block, column: int) -> bool:
    return column not in block.data_columns and not any(
        grid.is_label[row, column] for row in block.header_rows
    )
