"""What a reader would see after a list of actions: the outcome of each cell, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np

from sdc_desktop.core.actions import (
    EVERY_RULE,
    NOT_ABOUT_CELLS,
    Action,
    Exempt,
    MergeLines,
    Release,
    RoundCells,
    SuppressionRole,
    Withhold,
)
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.combined_lines import combined_workbook, merges_in, without_merges
from sdc_desktop.core.sheets import FloatArray, UInt8Array, Workbook


class CellStatus(IntEnum):
    """What was decided about a cell."""

    AS_IS = 0
    PRIMARY = 1
    SECONDARY = 2
    ROUNDED = 3
    COMBINED = 4
    """It shows the sum with the cell beside it, or its number is shown there."""


_WITHHELD = {
    SuppressionRole.PRIMARY: CellStatus.PRIMARY,
    SuppressionRole.SECONDARY: CellStatus.SECONDARY,
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """What the protected workbook shows in a cell instead of the source's value.

    Attributes:
        marker: The text to show when the value is withheld, "" otherwise.
        number: The number to show when it is not withheld.
    """

    cell: CellRef
    marker: str = ""
    number: float = float("nan")

    @property
    def is_withheld(self) -> bool:
        """Whether the reader sees a marker and no number."""
        return bool(self.marker)


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """The outcome of all actions on a workbook.

    Attributes:
        statuses: Sheet name to (rows, columns) uint8, a `CellStatus` each.
        values: Sheet name to (rows, columns) float64: what is shown; NaN where nothing is, or
            where it is withheld.
        markers: Withheld cell to the text that stands in it.
        exempt: Cells whose value is accepted as public, with the rule that was waived.
        bases: Sheet name to (rows, columns) float64: what a rounded cell was rounded to, NaN
            elsewhere; sheets without rounded cells may be left out.
        reaches: Sheet name to (rows, columns, 2) float64: how far the true number of a rounded
            cell can lie below and above; NaN where it was rounded to the nearest, and elsewhere.
        texts: Cell to the text that it shows because lines were combined: labels, and what stands
            for the numbers of the line that went.
    """

    statuses: Mapping[str, UInt8Array]
    values: Mapping[str, FloatArray]
    markers: Mapping[CellRef, str]
    exempt: frozenset[tuple[CellRef, str]]
    bases: Mapping[str, FloatArray] = field(default_factory=dict)
    reaches: Mapping[str, FloatArray] = field(default_factory=dict)
    texts: Mapping[CellRef, str] = field(default_factory=dict)

    def status(self, cell: CellRef) -> CellStatus:
        """Return what was decided about `cell`; cells beyond the arrays are as they were."""
        statuses = self.statuses[cell.sheet]
        rows, columns = statuses.shape
        if cell.row >= rows or cell.column >= columns:
            return CellStatus.AS_IS
        return CellStatus(int(statuses[cell.row, cell.column]))

    def cells_with(self, *wanted: CellStatus) -> Iterator[CellRef]:
        """Yield the cells of these statuses, sheet by sheet, row by row."""
        for name, statuses in self.statuses.items():
            for row, column in np.argwhere(np.isin(statuses, wanted)):
                yield CellRef(name, int(row), int(column))

    def is_exempt(self, cell: CellRef, rule: str) -> bool:
        """Tell whether `rule` was waived for `cell`."""
        return (cell, rule) in self.exempt or (cell, EVERY_RULE) in self.exempt

    def changes(self) -> tuple[CellChange, ...]:
        """Return what the protected workbook shows differently, sheet by sheet, row by row."""
        return tuple(self._change(cell) for cell in self.cells_with(*_CHANGED))

    def _change(self, cell: CellRef) -> CellChange:
        text = self.texts.get(cell) or self.markers.get(cell)
        if text:
            return CellChange(cell, marker=text)
        return CellChange(cell, number=float(self.values[cell.sheet][cell.row, cell.column]))


_CHANGED = tuple(status for status in CellStatus if status is not CellStatus.AS_IS)


def publish(workbook: Workbook, actions: Sequence[Action]) -> Published:
    """Apply `actions` in their order to what `workbook` shows.

    Raises:
        ValueError: An action names a sheet or cell that the workbook does not have.
    """
    merges = merges_in(actions)
    if not merges:
        return _publish(workbook, actions)
    combined = combined_workbook(workbook, merges)
    return _with_combined(_publish(combined, without_merges(actions)), merges)


def _with_combined(published: Published, merges: Sequence[MergeLines]) -> Published:
    """Return the outcome with the cells of combined lines marked as such."""
    statuses = {name: array.copy() for name, array in published.statuses.items()}
    texts = {cell: text for merge in merges for cell, text in merge.texts}
    for cell in dict.fromkeys(cell for merge in merges for cell in merge.cells):
        here, place = statuses[cell.sheet], (cell.row, cell.column)
        if cell in texts or here[place] == CellStatus.AS_IS:
            here[place] = CellStatus.COMBINED
    for array in statuses.values():
        array.setflags(write=False)
    markers = {cell: marker for cell, marker in published.markers.items() if cell not in texts}
    return replace(published, statuses=statuses, markers=markers, texts=texts)


def _publish(workbook: Workbook, actions: Sequence[Action]) -> Published:
    """Apply actions that combine no lines."""
    statuses = {sheet.name: np.zeros(sheet.shape, np.uint8) for sheet in workbook.sheets}
    values = {sheet.name: sheet.values.copy() for sheet in workbook.sheets}
    bases: dict[str, FloatArray] = {}
    reaches: dict[str, FloatArray] = {}
    markers: dict[CellRef, str] = {}
    exempt: set[tuple[CellRef, str]] = set()
    for action in actions:
        if isinstance(action, NOT_ABOUT_CELLS):
            continue
        _check_places(action.cells, statuses)
        if isinstance(action, Withhold):
            for cell in action.cells:
                statuses[cell.sheet][cell.row, cell.column] = _WITHHELD[action.role]
                values[cell.sheet][cell.row, cell.column] = np.nan
                markers[cell] = action.marker
        elif isinstance(action, Release):
            for cell in action.cells:
                statuses[cell.sheet][cell.row, cell.column] = CellStatus.AS_IS
                values[cell.sheet][cell.row, cell.column] = workbook.value(cell)
                markers.pop(cell, None)
        elif isinstance(action, RoundCells):
            for name in {cell.sheet for cell in action.cells} - bases.keys():
                bases[name] = np.full(statuses[name].shape, np.nan)
                reaches[name] = np.full((*statuses[name].shape, 2), np.nan)
            reach = (np.nan, np.nan) if action.reach is None else action.reach
            own = action.reaches or (reach,) * len(action.cells)
            for cell, value, reach in zip(action.cells, action.values, own, strict=True):
                statuses[cell.sheet][cell.row, cell.column] = CellStatus.ROUNDED
                values[cell.sheet][cell.row, cell.column] = value
                bases[cell.sheet][cell.row, cell.column] = action.base
                reaches[cell.sheet][cell.row, cell.column] = reach
                markers.pop(cell, None)
        elif isinstance(action, Exempt):
            exempt.update((cell, action.rule) for cell in action.cells)
    for name, sheet_bases in bases.items():
        sheet_bases[statuses[name] != CellStatus.ROUNDED] = np.nan
    for array in (*values.values(), *bases.values(), *reaches.values()):
        array.setflags(write=False)
    for sheet_statuses in statuses.values():
        sheet_statuses.setflags(write=False)
    return Published(statuses, values, markers, frozenset(exempt), bases, reaches)


def _check_places(cells: Iterable[CellRef], statuses: Mapping[str, UInt8Array]) -> None:
    for cell in cells:
        if cell.sheet not in statuses:
            raise ValueError(f"the workbook has no sheet {cell.sheet!r}")
        rows, columns = statuses[cell.sheet].shape
        if cell.row >= rows or cell.column >= columns:
            raise ValueError(f"sheet {cell.sheet!r} has no data at {cell.a1}")
