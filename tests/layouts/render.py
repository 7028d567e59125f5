"""Write a generated table onto a canvas and say where its parts are."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from sdc_desktop.core.sheets import CellStyle
from tests.layouts.canvas import DATE_FORMAT, Canvas
from tests.layouts.lines import Form, Role, Side, SideLine
from tests.layouts.styles import Look
from tests.layouts.words import Words

_BOLD = CellStyle(bold=True)
Number = Callable[[SideLine, SideLine], float | None]


@dataclass
class Placed:
    """Where a table came to stand; all counted from 0 on the sheet."""

    header_rows: list[int] = field(default_factory=list)
    stub_columns: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    section_rows: list[int] = field(default_factory=list)
    cells: dict[tuple[int, int], float] = field(default_factory=dict)


@dataclass
class Renderer:
    """Writes one table with its upper left corner at (top, left)."""

    canvas: Canvas
    rng: random.Random
    words: Words
    rows: Side
    columns: Side
    look: Look
    units: tuple[str, ...]
    missing: str = ""
    is_dated: bool = False

    def write(self, top: int, left: int, number: Number, *, with_header: bool = True) -> Placed:
        """Write header, stub and numbers; without a header the columns stay where they were."""
        placed = Placed()
        stub = self._stub_width()
        placed.stub_columns = list(range(left, left + stub))
        placed.columns = self._column_places(left + stub)
        below = self._write_header(top, placed) if with_header else top
        self._write_rows(below, placed)
        self._write_numbers(placed, number)
        return placed

    @property
    def _has_group_columns(self) -> bool:
        return self.rows.form in {Form.GROUPED, Form.CROSSED} and self.look.groups != "sections"

    def _stub_width(self) -> int:
        own = 1
        if self.rows.form is Form.TIDY or self._has_group_columns:
            own = max(len(line.texts) for line in self.rows.lines)
        return own + bool(self.look.codes)

    def _column_places(self, first: int) -> list[int]:
        places, at, before = [], first, None
        for line in self.columns.lines:
            group = line.texts[0]
            if self.look.has_gap_columns and before not in {None, group}:
                at += 1
            places.append(at)
            at, before = at + 1, group
        return places

    # The header

    def _write_header(self, top: int, placed: Placed) -> int:
        depth = max(len(line.texts) for line in self.columns.lines)
        for level in range(depth):
            self._write_header_level(top + level, level, depth, placed)
        self._write_stub_heading(top if self.look.heading_at_top else top + depth - 1, placed)
        row = top + depth
        for write in (self._write_units, self._write_column_numbers):
            row = write(row, placed)
        placed.header_rows = list(range(top, row))
        return row + self.look.has_blank_below_header

    def _write_header_level(self, row: int, level: int, depth: int, placed: Placed) -> None:
        if level == depth - 1:
            for line, column in zip(self.columns.lines, placed.columns, strict=True):
                self._heading(row, column, _lowest(line, depth))
            return
        start = 0
        lines = self.columns.lines
        for place in range(1, len(lines) + 1):
            if (
                place == len(lines)
                or lines[place].texts[: level + 1] != lines[start].texts[: level + 1]
            ):
                self._write_group(row, level, depth, placed.columns[start:place], lines[start])
                start = place

    def _write_group(
        self, row: int, level: int, depth: int, columns: list[int], line: SideLine
    ) -> None:
        if _is_short(line) and level >= _filled(line) - 1:
            return
        text = line.texts[level]
        how = self.look.headers
        at = {"middle": [columns[len(columns) // 2]], "repeated": columns}.get(how, columns[:1])
        for column in at:
            self._heading(row, column, text)
        if how == "merged":
            self.canvas.merge(row, columns[0], row, columns[-1])

    def _heading(self, row: int, column: int, text: str | int) -> None:
        style = _BOLD
        if self.is_dated and isinstance(text, int) and text > 9999:
            style = CellStyle(number_format=DATE_FORMAT, bold=True)
        self.canvas.put(row, column, text, style)

    def _write_stub_heading(self, row: int, placed: Placed) -> None:
        if not self.look.has_stub_heading:
            return
        columns = placed.stub_columns
        if self.look.codes:
            self.canvas.put(row, columns[0], self.words.headings[2], _BOLD)
            columns = columns[1:]
        headings = self.rows.headings[-len(columns) :]
        for column, text in zip(columns, headings, strict=False):
            self.canvas.put(row, column, text, _BOLD)

    def _write_units(self, row: int, placed: Placed) -> int:
        if not self.look.units or not any(self.units):
            return row
        if self.look.units == "one" and len(set(self.units)) == 1:
            self.canvas.put(row, placed.columns[0], self.units[0])
        else:
            for column, unit in zip(placed.columns, self.units, strict=True):
                self.canvas.put(row, column, unit)
        return row + 1

    def _write_column_numbers(self, row: int, placed: Placed) -> int:
        if not self.look.has_column_numbers or len(placed.columns) < 3:
            return row
        for number, column in enumerate(placed.columns, 1):
            self.canvas.put(row, column, number)
        return row + 1

    # The rows

    def _write_rows(self, row: int, placed: Placed) -> None:
        before: str | int | None = None
        for place, line in enumerate(self.rows.lines):
            group = line.texts[0] if len(line.texts) > 1 else None
            begins = group != before and self.rows.form is not Form.TIDY
            if place and self._has_space(begins):
                row += 1
            if begins and self._is_section(line):
                self.canvas.put(row, placed.stub_columns[-1], group, _BOLD)
                placed.section_rows.append(row)
                row += 1
            self._write_stub(row, line, placed, begins=begins)
            placed.rows.append(row)
            row, before = row + 1, group
        if self.look.groups == "merged" and self._has_group_columns:
            self._merge_groups(placed)

    def _has_space(self, begins: bool) -> bool:
        return self.look.spacers == "every row" or (self.look.spacers == "sections" and begins)

    def _is_section(self, line: SideLine) -> bool:
        if self.rows.form not in {Form.GROUPED, Form.CROSSED, Form.BREAKDOWNS}:
            return False
        return not self._has_group_columns and line.texts[0] != "" and line.texts[-1] != ""

    def _write_stub(self, row: int, line: SideLine, placed: Placed, *, begins: bool) -> None:
        columns = placed.stub_columns
        if self.look.codes:
            if line.role is Role.PART:
                self.canvas.put(row, columns[0], self._code(len(placed.rows)))
            columns = columns[1:]
        if len(columns) == 1:
            text = next(one for one in reversed(line.texts) if one != "")
            self._write_label(row, columns[0], text, line)
            return
        for depth, (column, text) in enumerate(zip(columns, line.texts, strict=True)):
            is_repeated = depth == 0 and not begins and self.look.groups != "filled"
            if not (is_repeated and self.rows.form is not Form.TIDY):
                self.canvas.put(row, column, text)

    def _code(self, place: int) -> str | int:
        if self.look.codes == "number":
            return 101 + 7 * place
        return f"E{12000001 + place:08d}"

    def _write_label(self, row: int, column: int, text: str | int, line: SideLine) -> None:
        if self.look.levels == "bold" and self.rows.form is Form.NESTED:
            deepest = max(one.level for one in self.rows.lines)
            self.canvas.put(row, column, text, CellStyle(bold=line.level < deepest))
        elif self.look.levels == "spaces" and line.level:
            self.canvas.put(row, column, "   " * line.level + str(text))
        else:
            self.canvas.put(row, column, text, CellStyle(indent=line.level))

    def _merge_groups(self, placed: Placed) -> None:
        column = placed.stub_columns[-2]
        start = 0
        lines = self.rows.lines
        for place in range(1, len(lines) + 1):
            if place == len(lines) or lines[place].texts[0] != lines[start].texts[0]:
                self.canvas.merge(placed.rows[start], column, placed.rows[place - 1], column)
                start = place

    def _write_numbers(self, placed: Placed, number: Number) -> None:
        for line, row in zip(self.rows.lines, placed.rows, strict=True):
            for other, column in zip(self.columns.lines, placed.columns, strict=True):
                value = number(line, other)
                if value is None:
                    self.canvas.put(row, column, self.missing)
                    continue
                value = float(value)
                placed.cells[row, column] = value
                self.canvas.put(row, column, int(value) if value.is_integer() else value)


def _filled(line: SideLine) -> int:
    return sum(text != "" for text in line.texts)


def _is_short(line: SideLine) -> bool:
    return "" in line.texts


def _lowest(line: SideLine, depth: int) -> str | int:
    """Return the label of the lowest header row: its own, also of a line with fewer labels."""
    return next(text for text in reversed(line.texts) if text != "")
