"""Which formulas feed on changed cells, directly or through others, and become values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.workbook.formula_cells import Formula
from sdc_desktop.workbook.formula_text import WHOLE_SHEET, Area, References, read_references

_MOST_ROUNDS = 100
_MANY_CELLS = 10_000


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name for cells or for a formula; `sheet` is "" where it holds for the whole workbook."""

    name: str
    sheet: str
    text: str


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """A range that the file marks as a table, under the name that formulas use."""

    name: str
    sheet: str
    cells: CellRange


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the names in formulas stand for.

    Attributes:
        sheets: Names of all sheets in the file's order.
        names: Defined names; one name may be defined for several sheets.
        tables: Marked-up tables.
    """

    sheets: Sequence[str]
    names: Sequence[DefinedName] = ()
    tables: Sequence[MarkedTable] = ()


def formulas_that_become_values(
    formulas: Mapping[str, Sequence[Formula]],
    surroundings: Surroundings,
    changed: Collection[CellRef],
    *,
    edited: Collection[CellRef] = (),
    gone: Collection[str] = (),
    frozen: Collection[CellRef] = (),
) -> frozenset[CellRef]:
    """Return the formula cells that must hold a value once `changed` cells show something else.

    These are changed formula cells, formulas that feed on a changed cell directly or through other
    formulas, those that may read any cell (INDIRECT, OFFSET and the like), and the copies of a
    shared formula whose text goes.

    Args:
        formulas: Sheet name to its formula cells.
        surroundings: What the names in formulas stand for.
        changed: Cells that show something else than before.
        edited: Cells whose hidden contents go: only formulas that read them directly are
            concerned, for these keep the result that their own readers see.
        gone: Sheets that go; likewise.
        frozen: Formula cells that become values for a reason of their own.
    """
    if not (changed or edited or gone or frozen):
        return frozenset()
    waiting = waiting_formulas(formulas, surroundings)
    values = _spread(waiting, TouchedCells(changed)) if changed else set()
    values |= _direct_readers(waiting, edited, gone)
    values |= {one.cell for one in waiting} & set(frozen)
    return frozenset(values | set(_orphans(formulas, values)))


def waiting_formulas(
    formulas: Mapping[str, Sequence[Formula]], surroundings: Surroundings
) -> list[WaitingFormula]:
    """Return each formula cell with the cells that it reads."""
    return [
        WaitingFormula(sheet, formula, tuple(_precedents(sheet, formula, masters, surroundings)))
        for sheet, cells in formulas.items()
        for masters in [_masters(cells)]
        for formula in cells
    ]


@dataclass(frozen=True, slots=True)
class Precedent:
    """Cells of one sheet that a formula reads; `cells` is None for everything everywhere."""

    sheet: str
    cells: CellRange | None


@dataclass(frozen=True, slots=True)
class WaitingFormula:
    """A formula cell and what it reads."""

    sheet: str
    formula: Formula
    precedents: tuple[Precedent, ...]

    @property
    def cell(self) -> CellRef:
        """Where it stands."""
        return CellRef(self.sheet, self.formula.row, self.formula.column)


class TouchedCells:
    """Cells that show, or may compute, something else; large ranges are kept as they are."""

    def __init__(self, cells: Iterable[CellRef]) -> None:
        self._cells: dict[str, dict[int, set[int]]] = {}
        self._ranges: list[tuple[str, CellRange]] = []
        for cell in cells:
            self._add(cell)

    def _add(self, cell: CellRef) -> None:
        rows = self._cells.setdefault(cell.sheet.casefold(), {})
        rows.setdefault(cell.row, set()).add(cell.column)

    def add(self, sheet: str, cells: CellRange) -> None:
        """Count the cells of a range in."""
        if len(cells.rows) * len(cells.columns) > _MANY_CELLS:
            self._ranges.append((sheet.casefold(), cells))
            return
        for cell in cells.cells(sheet):
            self._add(cell)

    def meets(self, sheet: str, cells: CellRange) -> bool:
        """Tell whether any cell of a range is one of them."""
        sheet = sheet.casefold()
        rows = self._cells.get(sheet, {})
        few = cells.rows if len(cells.rows) < len(rows) else [r for r in rows if r in cells.rows]
        wanted = cells.columns
        return any(column in wanted for row in few for column in rows.get(row, ())) or any(
            sheet == other and overlap(cells, one) for other, one in self._ranges
        )


def overlap(one: CellRange, other: CellRange) -> bool:
    """Tell whether two ranges of a sheet share a cell."""
    return (
        one.top <= other.bottom
        and other.top <= one.bottom
        and one.left <= other.right
        and other.left <= one.right
    )


def _spread(waiting: list[WaitingFormula], touched: TouchedCells) -> set[CellRef]:
    """Return every formula cell that is touched, or reads what is touched, until none is new.

    The formulas are gone through forwards and backwards in turn, so that chains along rows and
    columns end after a round or two. What is not settled after many rounds counts as touched.
    """
    values: set[CellRef] = set()
    for _ in range(_MOST_ROUNDS):
        left = []
        for one in waiting:
            if is_touched(one, touched):
                values.add(CellRef(one.sheet, one.formula.row, one.formula.column))
                touched.add(one.sheet, one.formula.covers)
            else:
                left.append(one)
        if len(left) == len(waiting):
            return values
        waiting = left[::-1]
    return values | {CellRef(one.sheet, one.formula.row, one.formula.column) for one in waiting}


def _direct_readers(
    waiting: list[WaitingFormula], edited: Collection[CellRef], gone: Collection[str]
) -> set[CellRef]:
    """Return formula cells that are edited or read an edited cell or a sheet that goes."""
    if not edited and not gone:
        return set()
    touched = TouchedCells(edited)
    for sheet in gone:
        touched.add(sheet, WHOLE_SHEET)
    return {one.cell for one in waiting if is_touched(one, touched)}


def is_touched(one: WaitingFormula, touched: TouchedCells) -> bool:
    """Tell whether a formula fills or reads one of these cells, or may read any."""
    if touched.meets(one.sheet, one.formula.covers):
        return True
    return any(
        precedent.cells is None or touched.meets(precedent.sheet, precedent.cells)
        for precedent in one.precedents
    )


def _masters(formulas: Iterable[Formula]) -> Mapping[str, Formula]:
    return {one.shared: one for one in formulas if one.is_shared_master}


def _orphans(
    formulas: Mapping[str, Sequence[Formula]], values: Collection[CellRef]
) -> Iterator[CellRef]:
    """Yield the copies of shared formulas whose text stands in a cell that becomes a value."""
    for sheet, cells in formulas.items():
        gone = {
            one.shared
            for one in _masters(cells).values()
            if CellRef(sheet, one.row, one.column) in values
        }
        for one in cells:
            if one.shared and one.shared in gone:
                yield CellRef(sheet, one.row, one.column)


def _precedents(
    sheet: str, formula: Formula, masters: Mapping[str, Formula], around: Surroundings
) -> Iterator[Precedent]:
    text, moved = formula.text, (0, 0)
    master = masters.get(formula.shared) if formula.shared and not text else None
    if master is not None:
        text, moved = master.text, (formula.row - master.row, formula.column - master.column)
    if formula.is_data_table or not text:
        yield Precedent("", None)
        return
    yield from _resolve(read_references(text, moved), sheet, around, frozenset(), in_name=False)


def _resolve(
    references: References,
    sheet: str,
    around: Surroundings,
    seen: frozenset[str],
    *,
    in_name: bool,
) -> Iterator[Precedent]:
    if references.reads_anything:
        yield Precedent("", None)
    for area in references.areas:
        for name in _sheets_of(area, sheet, around.sheets):
            is_moving = in_name and area.is_relative
            yield Precedent(name, WHOLE_SHEET if is_moving else area.cells)
    if references.is_in_table:
        yield from (Precedent(one.sheet, one.cells) for one in around.tables if one.sheet == sheet)
    for name in references.names - seen:
        yield from _named(name, sheet, around, seen | {name})


def _named(
    name: str, sheet: str, around: Surroundings, seen: frozenset[str]
) -> Iterator[Precedent]:
    """Yield what a name stands for: all its definitions together, everything when it has none."""
    tables = [one for one in around.tables if one.name.upper() == name]
    definitions = [one for one in around.names if one.name.upper() == name]
    yield from (Precedent(one.sheet, one.cells) for one in tables)
    for one in definitions:
        yield from _resolve(
            read_references(one.text), one.sheet or sheet, around, seen, in_name=True
        )
    if not tables and not definitions:
        yield Precedent("", None)


def _sheets_of(area: Area, own: str, sheets: Sequence[str]) -> Iterable[str]:
    """Return the sheets of an area: its own, the one named, or all between two."""
    if not area.first_sheet:
        return [own]
    if area.first_sheet == area.last_sheet:
        return [area.first_sheet]
    folded = [name.casefold() for name in sheets]
    try:
        ends = sorted(folded.index(name.casefold()) for name in (area.first_sheet, area.last_sheet))
    except ValueError:
        return sheets
    return sheets[ends[0] : ends[1] + 1]


def areas_of(text: str, surroundings: Surroundings) -> list[tuple[str, CellRange]] | None:
    """Return the cells that a reference outside of a sheet names, in its order.

    Args:
        text: Such as "'Table 1'!$B$2:$B$9", or a defined name.
        surroundings: What names stand for.

    Returns:
        Sheets and ranges; None where it cannot be told exactly.
    """
    references = read_references(text)
    precedents = list(_resolve(references, "", surroundings, frozenset(), in_name=False))
    found = [(one.sheet, one.cells) for one in precedents if one.cells is not None and one.sheet]
    return found if len(found) == len(precedents) else None
