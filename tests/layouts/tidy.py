"""Long tables: a row for each combination of categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from tests.layouts.lines import Form, Role, Side, SideLine, SideSum


@dataclass(frozen=True, slots=True)
class Category:
    """A column of labels of a tidy table; no total where `total` is ""."""

    heading: str
    labels: tuple[str | int, ...]
    total: str = ""
    at: str = "last"

    @property
    def shown(self) -> tuple[str | int, ...]:
        """All its labels in their order."""
        if not self.total:
            return self.labels
        return (self.total, *self.labels) if self.at == "first" else (*self.labels, self.total)


def tidy(categories: Sequence[Category]) -> Side:
    """Return a line for each combination of labels, totals among them."""
    leaves = list(product(*(one.labels for one in categories)))
    rows = list(product(*(one.shown for one in categories)))
    lines = tuple(
        SideLine(
            row,
            frozenset(at for at, leaf in enumerate(leaves) if _covers(row, leaf, categories)),
            _tidy_role(row, categories),
        )
        for row in rows
    )
    sums = []
    for place, row in enumerate(rows):
        for at, one in enumerate(categories):
            if one.total and row[at] == one.total:
                parts = ((*row[:at], label, *row[at + 1 :]) for label in one.labels)
                sums.append(SideSum(place, tuple(sorted(map(rows.index, parts))), True))
    headings = tuple(one.heading for one in categories)
    return Side(Form.TIDY, lines, tuple(sums), len(leaves), headings, frozenset({"tidy"}))


def _covers(
    row: tuple[str | int, ...], leaf: tuple[str | int, ...], categories: Sequence[Category]
) -> bool:
    return all(a in {b, one.total} for a, b, one in zip(row, leaf, categories, strict=True))


def _tidy_role(row: tuple[str | int, ...], categories: Sequence[Category]) -> Role:
    is_total = [
        bool(one.total) and text == one.total for text, one in zip(row, categories, strict=True)
    ]
    if not any(is_total):
        return Role.PART
    return Role.TOTAL if all(is_total) else Role.MAY
