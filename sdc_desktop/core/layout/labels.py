"""What the labels of a table's rows and columns say: their text and levels, and whether "total"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.sheets import CellKind, CellStyle

_TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?\b|.*\btotals?$|all\b|overall$|sum$|sum of\b|aggregate$|both sexes\b"
    r"|everyone$|every(?:thing|body)$"
    r"|insgesamt|gesamt|summ[ea]$|zusammen$|alle\b|beide geschlechter"
    r"|ensemble\b|toutes?\b|tous\b|somme$"
    r"|totale?s?\b|totali$|tutt[ie]\b|ambos sexos|todos\b|todas\b|totaal\b|totalt\b"
    r"|samtliga\b|alla\b"
    r"|i alt$|cyfanswm\b|pawb\b|pob\b|ogółem\b|razem$|yhteensä$"
    r"|.*, all$|.*\(totals?\)$|.*\b(?:total(?:e|es|t)?|insgesamt|zusammen|gesamt|totaal|overall)$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\bof which\b|\ball other\b|\bnot at all\b|\ball others\b|\btotal numbers?\b|\ball year\b"
    r"|\b(?:average|mean|median)\b|\balleen\b|\ballein\b|\ball.?round\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_TOTAL = 5
_EMPTY = int(CellKind.EMPTY)
_STORED_AS_NUMBERS = (int(CellKind.NUMBER), int(CellKind.DATE))
_FOOTNOTE = re.compile(
    r"""(?:
        (?<=[^\W\d_]{3})\d{1,2}(?:\s*,\s*\d{1,2})*   # Total6, 7
      | \s*\((?:[a-z]|\d{1,2}|note[^)]*)\)           # Total (a), Total (1)
      | \s*\[[^\]]*\]                               # Total [note 3]
      | \s*[*†‡§¶:]+
      | \s*[\u00b9\u00b2\u00b3\u2070-\u2079]+
    )+$""",
    re.IGNORECASE | re.VERBOSE,
)
_UNIT = re.compile(
    r"(?:no\.?|n|nr\.?|numbers?(?: of \w+)?|counts?|anzahl|nombre|número|numero|aantal|antal|nifer"
    r"|%|per ?cent|percentages?|percent of \w+|prozent|in %|share|rates?|proportions?"
    r"|[£$€](?: ?(?:thousands?|millions?|billions?|bn|m|k|000s?))?|estimates?|values?|moe"
    r"|margin of error|se|cv|lower(?: \w+)*|upper(?: \w+)*"
    r"|central|nominal\b.*|real terms\b.*|per ?cent\b.*|thousands?|millions?|base"
    r"|mean|median|average|index|ki\b.*|ci\b.*|bev\..*|\(?\d+% ci\)?)$",
    re.IGNORECASE | re.DOTALL,
)
_STRONG = re.compile(
    r"(?:grand |sub-?)?totals?$|all\b|overall$|summ?a?e?$|(?:ins)?gesamt|zusammen$|alle\b|ensemble$"
    r"|total(?:e|es|t)?$|totaal$|i alt$|cyfanswm$|pawb$|both sexes$|todos\b|tous\b|tutti\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"[a-z]{1,3}\d{2}[\w./-]*$|\d{5,}\w*$|\d\d-\d{4}$", re.IGNORECASE)
_WHOLE_PLACES = re.compile(
    r"(?:united kingdom|uk|great britain|gb|united states|usa|deutschland|schweiz|österreich|france"
    r"|españa|italia|nederland|belgique|sverige|canada|australia|new zealand)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row or column of a table.

    Attributes:
        place: Row or column on the sheet, from 0.
        label: Its label without footnote marks, "" when it has none.
        level: How far it is indented; 0 is outermost.
        section: Number of the group between blank or label-only lines that it stands in.
        is_bold: Whether its label is bold.
        group: The label above it that it shares with its neighbours, "" when there is none.
        names: Its category labels as (header row or label column, text), outermost first;
            units such as "%" and codes are not among them.
    """

    place: int
    label: str
    level: int
    section: int
    is_bold: bool
    group: str = ""
    names: tuple[tuple[int, str], ...] = ()

    @property
    def says_total(self) -> bool:
        """Whether the innermost of its labels claims to be a total."""
        return bool(self.names) and says_total(self.names[-1][1])

    @property
    def group_says_total(self) -> bool:
        """Whether the outermost of several labels claims to be a total: "All | unemployed"."""
        return says_total(self.outermost) if self.outermost else False

    @property
    def own(self) -> str:
        """The innermost of its category labels."""
        return self.names[-1][1] if self.names else ""

    @property
    def outermost(self) -> str:
        """The outermost of its category labels when there are several, else ""."""
        return self.names[0][1] if len(self.names) > 1 else ""

    @property
    def within_group(self) -> str:
        """Its category labels below the outermost, "" when it has only one."""
        return " | ".join(text for _, text in self.names[1:])


@lru_cache(maxsize=50_000)
def says_total(label: str) -> bool:
    """Tell whether a label without footnote marks claims to be a total."""
    if not _TOTAL.match(label) or _PART.search(label):
        return False
    return len(label.split()) <= _MOST_WORDS_OF_A_TOTAL


def names_a_whole(label: str) -> bool:
    """Tell whether a label names a country, which first or last among places is their total."""
    return bool(_WHOLE_PLACES.match(label))


def says_only_total(label: str) -> bool:
    """Tell whether a label says total and nothing that could be something else, as "total pay"."""
    return says_total(label) and bool(_STRONG.match(label))


_OF_WHICH = re.compile(
    r"(?:of which|of whom|including|davon|darunter|dont\b|waarvan|därav|di cui|de los cuales"
    r"|de las cuales|del cual|o'r rhain|o\u2019r rhain|heraf|herav|joista)",
    re.IGNORECASE,
)


@lru_cache(maxsize=50_000)
def says_of_which(label: str) -> bool:
    """Tell whether a label announces a part of what stands above."""
    return bool(_OF_WHICH.match(label))


def row_lines(grid: Grid, block: Block, styles: Sequence[CellStyle]) -> tuple[Line, ...]:
    """Return the data rows of a block as lines."""
    lines, section, outer = [], 0, dict[int, str]()
    for place, row in enumerate(block.data_rows):
        if place and row != block.data_rows[place - 1] + 1:
            section += _begins_section(grid, block, place)
        cells = [column for column in block.stub_columns if grid.sheet.kinds[row, column]]
        texts = {column: clean(cell_label(grid, row, column)) for column in cells}
        style = styles[int(grid.sheet.styles[row, cells[-1]])] if cells else CellStyle()
        spaces = _leading_spaces(str(grid.sheet.texts[row, cells[-1]])) if cells else 0
        names = tuple((column, text) for column, text in texts.items() if not _CODE.match(text))
        if cells:
            outer = {column: text for column, text in outer.items() if column < cells[0]} | texts
        group = " | ".join(text for column, text in outer.items() if column not in cells[-1:])
        level = style.indent + spaces // 2
        label = " | ".join(texts.values())
        lines.append(Line(row, label, level, section, style.bold, group, names))
    return tuple(lines)


def _begins_section(grid: Grid, block: Block, place: int) -> bool:
    """Tell whether a gap before a data row parts sections.

    Where single empty rows stand all over the table they only space it out.
    """
    rows = block.data_rows
    gap = range(rows[place - 1] + 1, rows[place])
    if len(gap) > 1 or grid.is_label[gap[0], list(block.stub_columns)].any():
        return True
    gaps = sum(after != row + 1 for row, after in pairwise(rows))
    return gaps < len(rows) / 2


def column_lines(grid: Grid, block: Block) -> tuple[Line, ...]:
    """Return the data columns of a block as lines; group labels above count for their group."""
    lines, section = [], 0
    headers = HeaderLabels(grid, block)
    for place, column in enumerate(block.data_columns):
        if place and column != block.data_columns[place - 1] + 1:
            section += 1
        parts = headers.parts(column)
        texts = [text for _, text in parts]
        names = tuple((row, clean(text)) for row, text in parts if not _is_unit(text))
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
        is_broken = row in self._full and not _is_unit(following) and not _CODE.match(following)
        return is_broken or _continues(text, following)

    def text(self, column: int) -> str:
        """Return the labels above a column in one text."""
        return " | ".join(text for _, text in self.parts(column))


def _continues(text: str, following: str) -> bool:
    """Tell whether a label goes on in the cell below: after a hyphen, or in lower case."""
    return text.endswith("-") or (following[0].islower() and not _is_unit(following))


def _is_unit(text: str) -> bool:
    """Tell whether a header text names a unit or a column number and no category."""
    plain = clean(text)
    return bool(_UNIT.match(plain)) or plain.isdigit()


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


_TABLE_NAME = re.compile(
    r"(?:tabl\w*|tabel\w*|tavola|figur\w*|abbildung|grafi\w*|chart)\s*[a-z]?\d", re.IGNORECASE
)


def names_a_table(text: str) -> bool:
    """Tell whether a text begins like "Table 3" or "Figure A1"."""
    return bool(_TABLE_NAME.match(text))


def cell_label(grid: Grid, row: int, column: int) -> str:
    """Return a label's text; numbers that label a line (years, codes) as they are stored."""
    kind = grid.sheet.kinds[row, column]
    if kind == _EMPTY:
        return ""
    if kind in _STORED_AS_NUMBERS:
        return f"{grid.sheet.values[row, column]:.10g}"
    return " ".join(str(grid.sheet.texts[row, column]).split())


@lru_cache(maxsize=50_000)
def clean(label: str) -> str:
    """Return a label without footnote marks, in lower case, for comparing."""
    plain = label.casefold().strip()
    without = _FOOTNOTE.sub("", plain).strip()
    return without if without and any(one.isalpha() for one in without) else plain


def section_texts(grid: Grid, block: Block) -> dict[int, str]:
    """Return the text of every section row, all its labels together."""
    return {
        row: " ".join(
            cell_label(grid, row, int(column)) for column in np.flatnonzero(grid.is_label[row])
        )
        for row in block.section_rows
    }


def _leading_spaces(text: str) -> int:
    return len(text) - len(text.lstrip(" \u00a0"))
