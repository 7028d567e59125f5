"""Prove that a saved text file shows what was decided, and that nothing else in it differs.

The saved bytes are read by Python's own csv module with the source's dialect; only a file whose
quotes are wrong is read by this program's reader. Every line without a change must be the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.workbook.csv_dialect import CsvDialect, detect_dialect
from sdc_desktop.workbook.csv_reader import read_rows
from sdc_desktop.workbook.csv_style import meaning
from sdc_desktop.workbook.csv_writer import writes_commas
from sdc_desktop.workbook.proof_numbers import SHORTEST, digits_of, key_of, keys_in_text
from sdc_desktop.workbook.proof_removal import CLEARED

Rows = Sequence[Sequence[str]]
_LONGEST_FIELD = (1 << 31) - 1


@dataclass(slots=True)
class TextComparison:
    """What comparing two text files brought to light.

    Attributes:
        compared: How many fields were looked at.
        wrong: Changed cells that show something else than was decided.
        altered: Other cells that differ.
        leaking: Changed cells whose field still holds the old number.
        mentions: Texts that name the number of a changed cell, which no other cell shows.
        is_disordered: Whether lines differ in which no cell was changed, or marks and line ends.
    """

    compared: int = 0
    wrong: list[CellRef] = field(default_factory=list)
    altered: list[CellRef] = field(default_factory=list)
    leaking: list[CellRef] = field(default_factory=list)
    mentions: list[CellRef] = field(default_factory=list)
    is_disordered: bool = False

    @property
    def is_same(self) -> bool:
        """Whether the saved file shows the decisions, and elsewhere what the source shows."""
        return not (self.wrong or self.altered or self.is_disordered)


def compare_csv(
    workbook: Workbook, before: bytes, after: bytes, changes: Sequence[CellChange]
) -> TextComparison:
    """Compare the bytes of a saved text file with its source and with what was decided.

    Args:
        workbook: What was read of the source.
        before: The source's bytes.
        after: The saved bytes.
        changes: What was decided.

    Raises:
        UnicodeError: The saved bytes are not in the source's encoding.
    """
    dialect = detect_dialect(before)
    if not after.startswith(dialect.bom):
        return TextComparison(is_disordered=True)
    texts = dialect.decode(before), dialect.decode(after)
    rows = _read_both(texts, workbook, dialect)
    comparison = _Comparison(workbook, dialect, {one.cell: one for one in changes})
    comparison.run(*rows)
    comparison.result.is_disordered |= _has_strange_lines(*texts, rows[0], comparison.changes)
    return comparison.result


def _read_both(
    texts: tuple[str, str], workbook: Workbook, dialect: CsvDialect
) -> tuple[Rows, Rows]:
    try:
        before, after = (_read_strictly(text, dialect) for text in texts)
        if _is_as_checked(before, workbook):
            return before, after
    except csv.Error:
        pass
    return read_rows(texts[0], dialect), read_rows(texts[1], dialect)


def _read_strictly(text: str, dialect: CsvDialect) -> Rows:
    previous = csv.field_size_limit(_LONGEST_FIELD)
    try:
        lines = io.StringIO(text, newline="")
        reader = csv.reader(
            lines, delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True
        )
        return list(reader)
    finally:
        csv.field_size_limit(previous)


def _is_as_checked(rows: Rows, workbook: Workbook) -> bool:
    """Tell whether these fields are the cells that were checked."""
    texts = workbook.sheets[0].texts
    if len(rows) != texts.shape[0]:
        return False
    width = texts.shape[1]
    return all(
        [*row, *("",) * (width - len(row))] == list(checked)
        for row, checked in zip(rows, texts, strict=True)
    )


class _Comparison:
    """The fields of two files side by side."""

    def __init__(
        self, workbook: Workbook, dialect: CsvDialect, changes: Mapping[CellRef, CellChange]
    ) -> None:
        self.result = TextComparison()
        self.changes = changes
        self._workbook, self._sheet = workbook, workbook.sheets[0]
        self._with_commas = writes_commas(self._sheet, dialect)
        self._shown: set[str] = set()
        self._named: dict[str, list[CellRef]] = {}
        self._columns: dict[int, list[int]] = {}
        for cell in changes:
            self._columns.setdefault(cell.row, []).append(cell.column)

    def run(self, before: Rows, after: Rows) -> None:
        if len(before) != len(after):
            self.result.is_disordered = True
        secret = self._old_keys()
        for number, (old, new) in enumerate(zip(before, after, strict=False)):
            self._compare_row(number, old, new, secret)
        for key, cells in self._named.items():
            if key not in self._shown and digits_of(key) >= SHORTEST:
                self.result.mentions += cells

    def _old_keys(self) -> set[str]:
        return {key for cell in self.changes for key in self._keys_of(cell)}

    def _keys_of(self, cell: CellRef) -> set[str]:
        """Return the numbers that a changed cell held and must not show any more."""
        change, value = self.changes[cell], self._workbook.value(cell)
        inside = cell.row < self._sheet.shape[0] and cell.column < self._sheet.shape[1]
        keys = set(keys_in_text(str(self._sheet.texts[cell.row, cell.column]))) if inside else set()
        if value == value:
            keys.add(key_of(value))
        if change.is_withheld:
            return keys - set(keys_in_text(change.marker))
        return keys - {key_of(change.number)}

    def _compare_row(
        self, number: int, old: Sequence[str], new: Sequence[str], secret: set[str]
    ) -> None:
        for column in range(max(len(old), len(new))):
            cell = CellRef(self._sheet.name, number, column)
            before, after = _at(old, column), _at(new, column)
            change = self.changes.get(cell)
            self.result.compared += 1
            if change is not None:
                self._compare_changed(change, after)
            elif (before or "") != (after or ""):
                self.result.altered.append(cell)
            else:
                self._note(cell, after or "", secret)
        last = max(self._columns.get(number, ()), default=-1)
        if (len(new) or 1) != max(len(old), last + 1, 1):
            self.result.altered.append(CellRef(self._sheet.name, number, len(old)))

    def _compare_changed(self, change: CellChange, after: str | None) -> None:
        after = after or ""
        if not self._shows(change, after):
            self.result.wrong.append(change.cell)
            return
        if not change.is_withheld:
            self._shown.add(key_of(change.number))
        allowed = set(keys_in_text(change.marker)) if change.is_withheld else set()
        value = self._workbook.value(change.cell)
        is_moved = change.is_withheld or value != change.number
        if is_moved and value == value and key_of(value) in set(keys_in_text(after)) - allowed:
            self.result.leaking.append(change.cell)

    def _shows(self, change: CellChange, text: str) -> bool:
        if change.is_withheld:
            return text == ("" if change.marker == CLEARED else change.marker)
        return meaning(text, with_commas=self._with_commas) == change.number

    def _note(self, cell: CellRef, text: str, secret: set[str]) -> None:
        """Note where a number that changed cells held stands: as a number, or inside a text."""
        number = meaning(text, with_commas=self._with_commas)
        if number is not None:
            self._shown.add(key_of(number))
            return
        for key in secret.intersection(keys_in_text(text)):
            self._named.setdefault(key, []).append(cell)


def _at(row: Sequence[str], column: int) -> str | None:
    return row[column] if column < len(row) else None


def _has_strange_lines(
    before: str, after: str, old: Rows, changes: Mapping[CellRef, CellChange]
) -> bool:
    """Tell whether lines differ beyond those of changed cells, or how lines end."""
    if before == after:
        return False
    if any("\n" in one or "\r" in one for one in _changed_fields(old, changes)):
        return False
    lines = [io.StringIO(text, newline="").readlines() for text in (before, after)]
    if len(lines[0]) != len(lines[1]):
        return True
    differing = [pair for pair in zip(*lines, strict=True) if pair[0] != pair[1]]
    if any(_end(one) != _end(other) for one, other in differing):
        return True
    return len(differing) > len({cell.row for cell in changes})


def _changed_fields(rows: Rows, changes: Mapping[CellRef, CellChange]) -> Iterator[str]:
    for cell in changes:
        if cell.row < len(rows):
            yield _at(rows[cell.row], cell.column) or ""


def _end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]
