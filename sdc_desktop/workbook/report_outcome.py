"""What a report says of the cost of protection and of what readers can narrow: counts only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]

_NARROWING = {
    "exact": ("Known exactly", 0.6, 0.6),
    "quarter": ("Within a quarter of the greatest possible value", 0.75, 1.0),
    "half": ("Within half of it", 0.5, 1.0),
    "more": ("Wider than half of it, but not down to zero", 0.2, 1.0),
    "from-zero": ("Anything from zero to a greatest value", 0.0, 1.0),
    "no-limit": ("No greatest value", 0.0, 1.2),
    "unproved": ("Not proved: the search ended before", 0.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class LossRow:
    """What became of the numbers of a table.

    Attributes:
        title: The table's, or where it is.
        numbers, shown, changed, withheld: Cells that hold a number in the source, those of them
            that are shown as they were, show another number, show none.
        shares: Of `shown`, `changed` and `withheld`, from 0 to 1.
    """

    title: str
    numbers: str
    shown: str
    changed: str
    withheld: str
    shares: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class NarrowingRow:
    """How many withheld cells a reader can narrow to an interval of one kind.

    Attributes:
        words: What the reader knows.
        count: How many cells.
        start, end: Where the interval lies between 0 and the greatest possible value, 1; more than
            1 when there is none. Both alike for a point, both 0 for nothing to draw.
    """

    words: str
    count: str
    start: float
    end: float


def view_loss(record: Record) -> tuple[LossRow, ...]:
    """Return what became of the numbers of each table, and of all together."""
    titles = _titles(record)
    rows = [
        _loss(titles.get((one["sheet"], one["body"]), one["body"]), one)
        for one in record["outcome"]
    ]
    if len(rows) > 1:
        facts = ("numbers", "withheld", "changed")
        total = {fact: sum(one[fact] for one in record["outcome"]) for fact in facts}
        rows.append(_loss("All tables", total))
    return tuple(rows)


def view_narrowing(record: Record) -> tuple[NarrowingRow, ...]:
    """Return how far readers can narrow the withheld cells; classes without cells are left out."""
    counts = record["audit"].get("narrowing", {})
    return tuple(
        NarrowingRow(words, f"{counts[name]:,}", start, end)
        for name, (words, start, end) in _NARROWING.items()
        if counts.get(name)
    )


def _titles(record: Record) -> dict[tuple[str, str], str]:
    return {
        (sheet["sheet"], table["body"]): str(table.get("title", "")).strip()
        or f"{sheet['sheet']} {table['body']}"
        for sheet in record["tables"].get("sheets", ())
        for table in sheet.get("tables", ())
    }


def _loss(title: str, counts: Mapping[str, Any]) -> LossRow:
    numbers, changed, withheld = counts["numbers"], counts["changed"], counts["withheld"]
    shown = max(0, numbers - changed - withheld)
    whole = max(1, numbers)
    shares = (shown / whole, changed / whole, withheld / whole)
    return LossRow(title, f"{numbers:,}", f"{shown:,}", f"{changed:,}", f"{withheld:,}", shares)
