"""Results that formulas leave behind: one that is worked out from a withheld cell may tell it.

Inside the tables the audit knows what a reader can work out. A formula anywhere else, such as a
line of text with a number, is in no relation; when it becomes a value, its result stays readable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from math import isnan

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.formulas import WaitingFormula

_RULE = "kept-result"
_MANY = 2


def find_telling(
    formulas: Sequence[WaitingFormula], changed: Collection[CellRef]
) -> dict[CellRef, int]:
    """Return formula cells with the number of cells, 1 or 2 for more, that their results tell of.

    A formula over one changed cell tells its number, whatever else it reads, for that is shown; so
    does a formula over such a formula. One that may read any cell counts as reading many.

    Args:
        formulas: Those outside of all tables that become values.
        changed: Cells that show something else than before.
    """
    unknown = _Cells(changed)
    telling: dict[CellRef, int] = {}
    waiting = [one for one in formulas if one.cell not in unknown]
    while True:
        counts = [(one, _count(one, unknown)) for one in waiting]
        found = {one.cell: count for one, count in counts if count}
        if not found:
            return telling
        telling.update(found)
        unknown.add(found)
        waiting = [one for one, count in counts if not count]


def _count(one: WaitingFormula, unknown: _Cells) -> int:
    if any(place.cells is None for place in one.precedents):
        return _MANY
    read: set[tuple[int, int, str]] = set()
    for place in one.precedents:
        if place.cells is not None:
            read.update(islice(unknown.inside(place.sheet, place.cells), _MANY))
    return min(len(read), _MANY)


class _Cells:
    """Cells that can be asked for by range; names of sheets in small letters are the same."""

    def __init__(self, cells: Iterable[CellRef]) -> None:
        self._rows: dict[str, dict[int, set[int]]] = {}
        self.add(cells)

    def add(self, cells: Iterable[CellRef]) -> None:
        for cell in cells:
            rows = self._rows.setdefault(cell.sheet.casefold(), {})
            rows.setdefault(cell.row, set()).add(cell.column)

    def __contains__(self, cell: CellRef) -> bool:
        return cell.column in self._rows.get(cell.sheet.casefold(), {}).get(cell.row, ())

    def inside(self, sheet: str, area: CellRange) -> Iterator[tuple[int, int, str]]:
        rows, wanted = self._rows.get(sheet.casefold(), {}), area.columns
        few = area.rows if len(area.rows) < len(rows) else [one for one in rows if one in area.rows]
        for row in few:
            for column in rows.get(row, ()):
                if column in wanted:
                    yield row, column, sheet.casefold()


def outside_tables(
    formulas: Sequence[WaitingFormula], tables: Sequence[Table]
) -> tuple[WaitingFormula, ...]:
    """Return the formulas that stand in the numbers of no table."""
    bodies: dict[str, list[CellRange]] = {}
    for table in tables:
        bodies.setdefault(table.sheet, []).append(table.body)
    return tuple(
        one
        for one in formulas
        if not any(
            (one.cell.row, one.cell.column) in body for body in bodies.get(one.cell.sheet, ())
        )
    )


def judge_results(telling: dict[CellRef, int], workbook: Workbook) -> Iterator[Finding]:
    """Yield a finding for each formula whose result stays and tells of a changed cell.

    Args:
        telling: As `find_telling` returned it.
        workbook: What was read of the source.
    """
    for cell, count in sorted(telling.items()):
        is_certain = count == 1 and not isnan(workbook.value(cell))
        yield Finding(
            rule=_RULE,
            severity=Severity.FAIL if is_certain else Severity.REVIEW,
            sheet=cell.sheet,
            cells=(cell,),
            message=f"{cell.sheet} {cell.a1} holds a formula over a cell that changed, and keeps "
            f"its last result, which {'tells' if is_certain else 'may tell'} that cell's number.",
            remedies=("Withhold this cell too", "Empty it in the source"),
        )
