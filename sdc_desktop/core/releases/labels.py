"""What the lines of a table are called, in a form in which two releases can be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from sdc_desktop.core.layout.label_words import clean, is_code
from sdc_desktop.core.linked_cells import Label, column_labels, row_labels
from sdc_desktop.core.releases.periods import split_periods
from sdc_desktop.core.sheets import FloatArray, Workbook
from sdc_desktop.core.tables import Axis, Table

TOTAL = "total"
_WORD = re.compile(r"[^\W_]+")
_FILLERS = frozenset({"the", "of", "and", "county", "city"})
_AMPERSAND = re.compile(r"\s*&\s*")


@dataclass(frozen=True, slots=True)
class LineLabel:
    """The labels of one row or column.

    Attributes:
        line: Where it is on the sheet, counted from 0.
        path: Its labels, the outermost first, without codes; a grand total's own is "total".
        codes: The codes among its labels, such as "e12000007".
        periods: The periods that its labels name.
        without_periods: `path` with "@" in place of periods.
    """

    line: int
    path: Label
    codes: Label
    periods: frozenset[str]
    without_periods: Label

    @property
    def own(self) -> str:
        """Its innermost label, "" when it has none."""
        return self.path[-1] if self.path else ""

    @property
    def outer(self) -> Label:
        """The labels of the groups that it stands in."""
        return self.path[:-1]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its labels in alphabetical order, without fillers."""
        return plain_words(" ".join(self.path))


@lru_cache(maxsize=50_000)
def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in alphabetical order, without articles and the like."""
    words = _WORD.findall(_AMPERSAND.sub(" and ", text.casefold()))
    return tuple(sorted(word for word in words if word not in _FILLERS))


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two tables that are compared, with its sheet."""

    workbook: Workbook
    table: Table

    @cached_property
    def rows(self) -> tuple[LineLabel, ...]:
        """The labels of the rows with data."""
        sheet = self.workbook.sheet(self.table.sheet)
        kept = set(self.table.left_out_rows)
        labels = [one for one in row_labels(sheet, self.table) if one[0] not in kept]
        return _lines(labels, self.table.total_rows)

    @cached_property
    def columns(self) -> tuple[LineLabel, ...]:
        """The labels of the columns."""
        sheet = self.workbook.sheet(self.table.sheet)
        kept = set(self.table.left_out_columns)
        labels = [one for one in column_labels(sheet, self.table) if one[0] not in kept]
        return _lines(labels, self.table.total_columns)

    @cached_property
    def keys(self) -> tuple[frozenset[Label], frozenset[Label]]:
        """What its rows and its columns are called, without periods."""
        return (
            frozenset(one.without_periods for one in self.rows),
            frozenset(one.without_periods for one in self.columns),
        )

    def lines(self, axis: Axis) -> tuple[LineLabel, ...]:
        """Return the labels of the rows or of the columns."""
        return self.rows if axis is Axis.ROWS else self.columns

    def label(self, axis: Axis, line: int) -> LineLabel | None:
        """Return the labels of one line, None when it has no data."""
        return next((one for one in self.lines(axis) if one.line == line), None)

    def numbers(self, rows: Sequence[int], columns: Sequence[int]) -> FloatArray:
        """Return the numbers where `rows` and `columns` cross: (rows, columns), NaN for none."""
        values = self.workbook.sheet(self.table.sheet).values
        return values[np.ix_(rows, columns)] if rows and columns else np.zeros((0, 0))

    def across(self, axis: Axis, lines: Sequence[int], others: Sequence[int]) -> FloatArray:
        """Return the numbers of `lines`, each along `others`: (lines, others)."""
        if axis is Axis.ROWS:
            return self.numbers(lines, others)
        return self.numbers(others, lines).T


def _lines(labels: Iterable[tuple[int, Label]], totals: Sequence[int]) -> tuple[LineLabel, ...]:
    return tuple(_line(line, path, is_total=line in totals) for line, path in labels)


def _line(line: int, path: Label, *, is_total: bool) -> LineLabel:
    parts = [clean(part) for part in path if part]
    codes = tuple(part for part in parts if is_code(part))
    names = [part for part in parts if not is_code(part)] or list(codes)
    if is_total and names:
        names[-1] = TOTAL
    found = [split_periods(name) for name in names]
    periods = frozenset().union(*(periods for periods, _ in found))
    return LineLabel(line, tuple(names), codes, periods, tuple(rest for _, rest in found))


def unique(keys: Sequence[object]) -> dict[object, int]:
    """Return where each key stands that occurs once and says something."""
    counts = Counter(keys)
    return {key: place for place, key in enumerate(keys) if key and counts[key] == 1}
