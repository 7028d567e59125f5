"""What is true of a generated table, and which relations follow from that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sdc_desktop.core.cells import CellRange, column_letters
from sdc_desktop.core.tables import Axis, LineOrder, LineRatio, LineSum
from tests.layouts.words import Measure


@dataclass(frozen=True, slots=True)
class TrueSum:
    """A total line and its parts, counted from 0 on the sheet.

    Attributes:
        is_labelled: Whether the label says total.
        is_required: Whether a human could tell from the sheet.
        across: Lines of the other axis in which it holds.
    """

    axis: Axis
    total: int
    parts: tuple[int, ...]
    is_labelled: bool
    is_required: bool
    across: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TrueRatio:
    """A line of percentages, rates or means and what it was worked out from."""

    axis: Axis
    ratio: int
    numerator: int
    denominator: int
    denominator_at: int | None
    is_required: bool


@dataclass(frozen=True, slots=True)
class TrueLine:
    """What a line adds up: leaves, and what its numbers are (None: what the other axis says)."""

    measure: Measure | None
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class TrueTable:
    """One table as it was made; all rows and columns count from 0 on the sheet.

    Attributes:
        may_header_rows: Rows that a human may or may not call a header.
        either_rows, either_columns: Totals of a part that may be called grand totals.
        may_rows, may_columns: Lines that may or may not be called totals.
        parts_of: (axis, smaller, larger) of lines and what a label says they are part of.
        lines: (axis, place) to what the line is.
        features: What the table was made with.
    """

    sheet: str
    body: CellRange
    header_rows: tuple[int, ...]
    stub_columns: tuple[int, ...]
    total_rows: frozenset[int]
    total_columns: frozenset[int]
    subtotal_rows: frozenset[int]
    subtotal_columns: frozenset[int]
    either_rows: frozenset[int]
    either_columns: frozenset[int]
    may_rows: frozenset[int]
    may_columns: frozenset[int]
    sums: tuple[TrueSum, ...]
    ratios: tuple[TrueRatio, ...]
    parts_of: tuple[tuple[Axis, int, int], ...]
    lines: dict[tuple[Axis, int], TrueLine]
    features: frozenset[str]
    may_header_rows: tuple[int, ...] = ()
    zeros: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    @property
    def measures(self) -> dict[tuple[Axis, int], Measure]:
        """What the numbers of the lines that say so are."""
        return {key: one.measure for key, one in self.lines.items() if one.measure}

    def wrong_sum(self, relation: LineSum) -> str:
        """Return why a relation is not true, "" when it is."""
        keys = [(relation.axis, line) for line in (relation.total, *relation.parts)]
        if any(key not in self.lines for key in keys):
            return "not a line of the table"
        total, *parts = (self.lines[key] for key in keys)
        if len({one.measure for one in (total, *parts)}) > 1:
            return "different measures"
        if total.measure not in _ADDS or not _make_up(
            total.members, [one.members for one in parts]
        ):
            return "not its parts"
        if total.measure in _NOT_ALONG and self._is_along(relation.axis):
            return "percentages of different wholes"
        wrong = [line for line in relation.across if not self._adds_in(relation, line)]
        name = (lambda line: str(line + 1)) if relation.axis is Axis.COLUMNS else column_letters
        return f"does not hold across {', '.join(map(name, wrong))}" if wrong else ""

    def _is_along(self, axis: Axis) -> bool:
        """Tell whether an axis is the one whose lines have measures."""
        return any(key[0] is axis for key in self.measures)

    def _adds_in(self, relation: LineSum, line: int) -> bool:
        other = Axis.COLUMNS if relation.axis is Axis.ROWS else Axis.ROWS
        crossing = self.lines.get((other, line))
        own = self.lines[relation.axis, relation.total].measure
        if crossing is None:
            return False
        if own is not None or crossing.measure in _ADDS_DOWN or crossing.measure is None:
            return True
        places = ((one, line) for one in (relation.total, *relation.parts))
        cells = {(a, b) if relation.axis is Axis.ROWS else (b, a) for a, b in places}
        return cells <= self.zeros

    def wrong_order(self, order: LineOrder) -> bool:
        """Tell whether a line does not count a part of what another one counts."""
        smaller = self.lines.get((order.axis, order.smaller))
        larger = self.lines.get((order.axis, order.larger))
        if smaller is None or larger is None or smaller.measure != larger.measure:
            return True
        return smaller.measure not in {None, *_COUNTED} or not smaller.members <= larger.members

    def wrong_ratio(self, ratio: LineRatio) -> bool:
        """Tell whether a ratio is none of the true ones."""
        found = (ratio.axis, ratio.ratio, ratio.numerator, ratio.denominator, ratio.denominator_at)
        return found not in {
            (one.axis, one.ratio, one.numerator, one.denominator, one.denominator_at)
            for one in self.ratios
        }


_COUNTED = {Measure.COUNT, Measure.AMOUNT, Measure.BASE, Measure.POPULATION}
_ADDS = {None, *_COUNTED, Measure.ROW_PERCENT, Measure.TABLE_PERCENT, Measure.COLUMN_PERCENT}
_NOT_ALONG = {Measure.COLUMN_PERCENT}
_ADDS_DOWN = {*_COUNTED, Measure.COLUMN_PERCENT, Measure.TABLE_PERCENT}


def _make_up(total: frozenset[int], parts: Iterable[frozenset[int]]) -> bool:
    """Tell whether parts that do not overlap make up the total."""
    seen: set[int] = set()
    for part in parts:
        if seen & part:
            return False
        seen |= part
    return seen == total
