"""Random tables: what they count by what, and the truth about them once they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.tables import Axis
from tests.layouts.lines import Form, Role, Side, SideLine, SideSum
from tests.layouts.measured import ADDITIVE
from tests.layouts.render import Placed
from tests.layouts.truth import TrueLine, TrueRatio, TrueSum, TrueTable
from tests.layouts.values import Figures
from tests.layouts.words import Measure

_LINES_OF_PROOF = 3
_LINES_OF_PROOF_WHEN_ROUNDED = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """A table before it has a place.

    Attributes:
        rows, columns: Its sides; only the lines of `columns` say their measure, but for a row of
            sample sizes.
        is_turned: Whether `columns` run down the sheet.
        base: What all numbers are rounded to on their own, 0 when they are not.
    """

    rows: Side
    columns: Side
    figures: Figures
    is_turned: bool = False
    base: int = 0
    features: frozenset[str] = frozenset()

    @property
    def down(self) -> Side:
        """The side whose lines are sheet rows."""
        return self.columns if self.is_turned else self.rows

    @property
    def along(self) -> Side:
        """The side whose lines are sheet columns."""
        return self.rows if self.is_turned else self.columns

    def number(self, down: SideLine, along: SideLine) -> float | None:
        """Return what is printed where two lines cross."""
        row, column = (along, down) if self.is_turned else (down, along)
        measure = row.measure or column.measure or Measure.COUNT
        value = self.figures.number(measure, row.members, column.members)
        if self.base and value is not None and measure in ADDITIVE:
            value = self.base * float(round(value / self.base))
        return value


class TruthWriter:
    """Says what is true of a plan that was placed."""

    def __init__(self, sheet: str, plan: Plan, placed: Placed) -> None:
        self._sheet, self._plan, self._placed = sheet, plan, placed
        self._places = {Axis.ROWS: placed.rows, Axis.COLUMNS: placed.columns}
        self._sides = {Axis.ROWS: plan.down, Axis.COLUMNS: plan.along}

    def write(self, features: frozenset[str]) -> TrueTable:
        """Return the whole truth."""
        placed = self._placed
        return TrueTable(
            sheet=self._sheet,
            body=CellRange(placed.rows[0], placed.columns[0], placed.rows[-1], placed.columns[-1]),
            header_rows=tuple(placed.header_rows),
            stub_columns=tuple(placed.stub_columns),
            total_rows=self._of_role(Axis.ROWS, Role.TOTAL),
            total_columns=self._of_role(Axis.COLUMNS, Role.TOTAL),
            subtotal_rows=self._of_role(Axis.ROWS, Role.SUBTOTAL),
            subtotal_columns=self._of_role(Axis.COLUMNS, Role.SUBTOTAL),
            either_rows=self._of_role(Axis.ROWS, Role.EITHER) - self._may(Axis.ROWS),
            either_columns=self._of_role(Axis.COLUMNS, Role.EITHER) - self._may(Axis.COLUMNS),
            may_rows=self._may(Axis.ROWS),
            may_columns=self._may(Axis.COLUMNS),
            sums=tuple(self._sums()),
            ratios=tuple(self._ratios()),
            parts_of=tuple(self._parts_of()),
            lines=self._lines(),
            features=features | self._plan.features,
            zeros=frozenset(place for place, value in placed.cells.items() if value == 0),
        )

    def _of_role(self, axis: Axis, role: Role) -> frozenset[int]:
        lines = zip(self._sides[axis].lines, self._places[axis], strict=True)
        return frozenset(
            place for line, place in lines if line.role is role and not self._is_beside(axis, line)
        )

    def _is_beside(self, axis: Axis, line: SideLine) -> bool:
        """Tell whether a line holds shares, rates or means beside lines that add up."""
        lines = self._sides[axis].lines
        return line.measure not in {None, *ADDITIVE} and any(
            one.measure in ADDITIVE for one in lines
        )

    def _may(self, axis: Axis) -> frozenset[int]:
        """Return lines that a human may or may not call totals.

        Parents without a word for total are clear only where enough numbers add up.
        """
        lines = zip(self._sides[axis].lines, self._places[axis], strict=True)
        beside = {place for line, place in lines if self._is_beside(axis, line)}
        may = beside | self._of_role(axis, Role.MAY)
        if self._sides[axis].form is Form.NESTED:
            clear = {one.total for one in self._sums() if one.axis is axis and one.is_required}
            may |= self._of_role(axis, Role.EITHER) - clear
        return frozenset(may)

    def _lines(self) -> dict[tuple[Axis, int], TrueLine]:
        return {
            (axis, place): TrueLine(line.measure, line.members)
            for axis, side in self._sides.items()
            for line, place in zip(side.lines, self._places[axis], strict=True)
        }

    def _parts_of(self) -> Iterator[tuple[Axis, int, int]]:
        """Yield lines with what they are a part of: "of which", ages under 20 and under 25."""
        for axis, side in self._sides.items():
            places = self._places[axis]
            for at, line in enumerate(side.lines):
                if line.measure not in {None, *ADDITIVE}:
                    continue
                if line.role is Role.OF_WHICH:
                    yield axis, places[at], places[_holder(side, at, range(at - 1, -1, -1))]
                elif side.form is Form.CUMULATIVE and line.role is Role.PART:
                    holder = _holder(side, at, range(at + 1, len(side.lines)))
                    if holder != at and side.lines[holder].role is Role.PART:
                        yield axis, places[at], places[holder]

    def _sums(self) -> list[TrueSum]:
        return [
            self._sum(axis, one)
            for axis, side in self._sides.items()
            for one in side.sums
            if self._across(axis, one)
        ]

    def _across(self, axis: Axis, one: SideSum) -> tuple[int, ...]:
        other = Axis.COLUMNS if axis is Axis.ROWS else Axis.ROWS
        own = self._sides[axis].lines[one.total].measure
        lines = zip(self._sides[other].lines, self._places[other], strict=True)
        return tuple(
            place
            for line, place in lines
            if own is not None or line.measure is None or line.measure in ADDITIVE
        )

    def _sum(self, axis: Axis, one: SideSum) -> TrueSum:
        places, across = self._places[axis], self._across(axis, one)
        known = self._known(axis, one, across)
        enough = _LINES_OF_PROOF_WHEN_ROUNDED if self._plan.base else _LINES_OF_PROOF
        return TrueSum(
            axis,
            places[one.total],
            tuple(places[part] for part in one.parts),
            one.is_labelled,
            known >= (self._enough(axis) if one.is_labelled else enough),
            across,
        )

    def _enough(self, axis: Axis) -> int:
        """Return how many lines must add up though a label says total.

        One total of several sections is clear for those far from it only by its number.
        """
        return int(self._sides[axis].form is Form.BREAKDOWNS)

    def _known(self, axis: Axis, one: SideSum, across: Sequence[int]) -> int:
        """Return in how many lines all numbers are printed and not all of them 0."""
        own = [self._places[axis][place] for place in (one.total, *one.parts)]
        count = 0
        for line in across:
            cells = [(place, line) if axis is Axis.ROWS else (line, place) for place in own]
            values = [self._placed.cells.get(cell) for cell in cells]
            count += None not in values and any(values)
        return count

    def _ratios(self) -> list[TrueRatio]:
        plan = self._plan
        axis = Axis.ROWS if plan.is_turned else Axis.COLUMNS
        other = Axis.COLUMNS if plan.is_turned else Axis.ROWS
        find = {
            (line.measure, line.members): place
            for line, place in zip(plan.columns.lines, self._places[axis], strict=True)
        }
        whole = self._row_of(other, plan.rows.everything)
        first = self._row_of(other, plan.figures.periods[0])
        found = []
        for line, place in zip(plan.columns.lines, self._places[axis], strict=True):
            ratio = _ratio_of(line, find, plan.columns.everything, whole, first)
            if ratio is not None:
                is_required = line.measure is not Measure.INDEX
                is_required = is_required and self._shows_ratio(axis, place, ratio)
                found.append(TrueRatio(axis, place, *ratio, is_required))
        return found

    def _row_of(self, axis: Axis, members: frozenset[int]) -> int | None:
        lines = zip(self._plan.rows.lines, self._places[axis], strict=True)
        ours = (one for line, one in lines if line.members == members and line.measure is None)
        return next(ours, None)

    def _shows_ratio(self, axis: Axis, place: int, ratio: tuple[int, int, int | None]) -> bool:
        """Tell whether enough different numbers show a ratio, and none was rounded before."""
        numerator, denominator, at = ratio
        values = set()
        for row, column in self._placed.cells:
            line, other = (row, column) if axis is Axis.ROWS else (column, row)
            if line == place:
                cells = ((numerator, other), (denominator, other if at is None else at))
                turned = [(a, b) if axis is Axis.ROWS else (b, a) for a, b in cells]
                if all(cell in self._placed.cells for cell in turned):
                    values.add(self._placed.cells[row, column])
        proof = values - {0.0, 100.0}
        return not self._plan.base and len(proof) >= _LINES_OF_PROOF + 1


def _holder(side: Side, at: int, where: Iterable[int]) -> int:
    """Return the first line that holds all of a line and more, the line itself without one."""
    line = side.lines[at]
    for place in where:
        other = side.lines[place]
        if other.measure is line.measure and line.members < other.members:
            return place
    return at


def _ratio_of(
    line: SideLine,
    find: dict[tuple[Measure | None, frozenset[int]], int],
    everyone: frozenset[int],
    whole: int | None,
    first: int | None,
) -> tuple[int, int, int | None] | None:
    """Return (numerator, denominator, denominator_at) of a line, None when not all are shown."""
    count = find.get((Measure.COUNT, line.members))
    everybody = find.get((Measure.COUNT, everyone))
    parts: tuple[int | None, int | None, int | None]
    match line.measure:
        case Measure.ROW_PERCENT:
            parts = (count, everybody, None)
        case Measure.COLUMN_PERCENT if whole is not None:
            parts = (count, count, whole)
        case Measure.INDEX if first is not None:
            parts = (count, count, first)
        case Measure.TABLE_PERCENT if whole is not None:
            parts = (count, everybody, whole)
        case Measure.RATE:
            parts = (count, find.get((Measure.POPULATION, line.members)), None)
        case Measure.MEAN:
            parts = (find.get((Measure.AMOUNT, line.members)), count, None)
        case _:
            return None
    numerator, denominator, at = parts
    if numerator is None or denominator is None or (numerator == denominator and at is None):
        return None
    return numerator, denominator, at


def with_sample_sizes(side: Side, label: str) -> Side:
    """Return rows with a row of sample sizes below them."""
    last = side.lines[-1]
    texts = (label, *("" for _ in last.texts[1:]))
    line = SideLine(texts, side.everything, Role.PART, 0, Measure.BASE)
    return replace(side, lines=(*side.lines, line), features=side.features | {"base row"})


def with_sample_size_column(side: Side, label: str) -> Side:
    """Return columns with a column of sample sizes after them."""
    depth = len(side.lines[0].texts)
    texts = (label, *("" for _ in range(depth - 1)))
    line = SideLine(texts, side.everything, Role.PART, 0, Measure.BASE)
    return replace(side, lines=(*side.lines, line), features=side.features | {"base column"})
