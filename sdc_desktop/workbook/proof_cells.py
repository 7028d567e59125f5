"""Compare the cells of the saved file with the source's: what was decided, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.proof_numbers import key_of, keys_in_formula, keys_in_text
from sdc_desktop.workbook.proof_package import (
    SavedCell,
    SavedPackage,
    SavedRow,
    SavedSheet,
    SheetStream,
)
from sdc_desktop.workbook.proof_references import Box, ChangedCells, boxes_in, reads_changed_cell
from sdc_desktop.workbook.proof_removal import (
    CLEARED,
    NOTHING_AGREED,
    AgreedRemoval,
    holds_something_new,
)

Placed = TypeVar("Placed", SavedRow, SavedCell)


@dataclass(slots=True)
class CellComparison:
    """What comparing the cells of all sheets brought to light.

    Attributes:
        wanted: Number keys for which it matters where they stand.
        compared: How many cells were looked at.
        wrong: Decided cells that show something else, or keep more than what is shown.
        altered: Other cells that are not what they were.
        live: Formulas left that read a changed cell.
        emptied: Formula cells that show nothing now because no result was stored for them.
        disordered: Sheets whose rows, columns, settings or order differ.
        old_keys: Number key to the changed cells that held it in the source.
        published: Wanted keys that a reader sees in the saved file.
        unseen: Wanted key to the cells in hidden rows and columns that hold it.
        carried: Wanted key to the cells that hold it on a hidden sheet or inside a formula.
        used_strings: Shared strings that cells of the saved file show.
        lost_formulas: Cells that a formula filled in the source and that hold a value now.
        rests: Part to everything in it but its rows, element by element.
    """

    wanted: Collection[str]
    compared: int = 0
    wrong: list[CellRef] = field(default_factory=list)
    altered: list[CellRef] = field(default_factory=list)
    live: list[CellRef] = field(default_factory=list)
    emptied: list[CellRef] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    old_keys: dict[str, set[CellRef]] = field(default_factory=dict)
    published: set[str] = field(default_factory=set)
    unseen: dict[str, list[CellRef]] = field(default_factory=dict)
    carried: dict[str, list[CellRef]] = field(default_factory=dict)
    used_strings: set[bytes] = field(default_factory=set)
    lost_formulas: list[Box] = field(default_factory=list)
    rests: dict[str, list[bytes]] = field(default_factory=dict)


def compare_cells(
    source: SavedPackage,
    saved: SavedPackage,
    changes: Mapping[CellRef, CellChange],
    wanted: Collection[str],
    agreed: AgreedRemoval = NOTHING_AGREED,
) -> CellComparison:
    """Compare all sheets of two packages, cell by cell.

    Args:
        source: The package that was checked.
        saved: The package to judge.
        changes: What was decided.
        wanted: Number keys for which it matters where else they stand.
        agreed: Which hidden data may be gone.
    """
    result = CellComparison(wanted)
    kept = [one for one in source.sheets if one.name not in agreed.sheets]
    may_go = [one for one in source.sheets if not one.is_visible or one.is_macro_sheet]
    if agreed.sheets - {one.name for one in may_go}:
        result.disordered.append("")
        return result
    if [(s.name, s.part, s.is_visible) for s in kept] != [
        (s.name, s.part, s.is_visible) for s in saved.sheets
    ]:
        result.disordered.append("")
        return result
    touched = ChangedCells(changes)
    for sheet in saved.sheets:
        if sheet.part:
            _SheetComparison(source, saved, sheet, changes, touched, result, agreed).run()
    listed = {sheet.name for sheet in saved.sheets if sheet.part} | agreed.sheets
    result.wrong += [cell for cell in changes if cell.sheet not in listed]
    return result


class _SheetComparison:
    """Both streams of one sheet, side by side."""

    def __init__(
        self,
        source: SavedPackage,
        saved: SavedPackage,
        sheet: SavedSheet,
        changes: Mapping[CellRef, CellChange],
        touched: ChangedCells,
        result: CellComparison,
        agreed: AgreedRemoval,
    ) -> None:
        self._agreed = agreed
        self._package, self._sheet = saved, sheet
        self._before = SheetStream(source, sheet.part)
        self._after = SheetStream(saved, sheet.part)
        self._changes = {
            (cell.row, cell.column): change
            for cell, change in changes.items()
            if cell.sheet == sheet.name
        }
        self._rows = {row for row, _ in self._changes}
        self._touched, self._result = touched, result
        self._masters: dict[str, SavedCell] = {}
        self._confirmed: set[tuple[int, int]] = set()
        self._seen: set[tuple[int, int]] = set()

    def run(self) -> None:
        for old, new in _side_by_side(self._before.rows(), self._after.rows()):
            self._compare_rows(old, new)
        if self._before.rest != self._after.rest and not self._is_only_less():
            self._result.disordered.append(self._sheet.name)
        self._result.rests[self._sheet.part] = self._after.rest
        self._result.wrong += [
            CellRef(self._sheet.name, *place)
            for place in self._changes.keys() - self._confirmed
            if place in self._seen or self._changes[place].marker != CLEARED
        ]

    def _is_only_less(self) -> bool:
        """Tell whether what stands beside the cells only lost what was agreed."""
        if self._sheet.part not in self._agreed.parts:
            return False
        old = b"<rest>" + b"".join(self._before.rest[1:]) + b"</rest>"
        new = b"<rest>" + b"".join(self._after.rest[1:]) + b"</rest>"
        is_same_root = self._before.rest[0] == self._after.rest[0]
        return is_same_root and not holds_something_new(old, new)

    def _compare_rows(self, old: SavedRow | None, new: SavedRow | None) -> None:
        if old is not None and new is not None and old.attributes != new.attributes:
            self._result.disordered.append(self._sheet.name)
        is_hidden = new is not None and new.is_hidden
        after = _cells(new)
        if self._is_untouched(old, new, after):
            self._result.compared += len(after)
            for cell in after:
                self._note_new(cell, is_hidden)
            return
        before = _cells(old)
        for cell_before, cell_after in _side_by_side(iter(before), iter(after)):
            self._compare(cell_before, cell_after, is_hidden)

    def _is_untouched(
        self, old: SavedRow | None, new: SavedRow | None, after: tuple[SavedCell, ...]
    ) -> bool:
        """Tell at a glance whether a row is the source's own.

        It is written with the same bytes and names no shared string that was blanked; all other
        shared strings are compared as a part.
        """
        if old is None or new is None or old.written != new.written or old.row in self._rows:
            return False
        return not any(cell.kind == "s" and not cell.plain for cell in after)

    def _compare(self, old: SavedCell | None, new: SavedCell | None, in_hidden_row: bool) -> None:
        self._result.compared += 1
        there = old or new
        if there is None:
            return
        place = there.row, there.column
        if old is not None and old.formula and (new is None or not new.formula):
            self._result.lost_formulas += self._filled_by(old)
        change = self._changes.get(place)
        if change is not None:
            self._note_old(change.cell, old)
            if new is not None:
                self._seen.add(place)
            if new is not None and _is_as_decided(change, old, new):
                self._confirmed.add(place)
        elif old is None or new is None or not self._is_same(old, new):
            self._result.altered.append(CellRef(self._sheet.name, *place))
        if new is not None:
            self._note_new(new, in_hidden_row)

    def _note_old(self, cell: CellRef, old: SavedCell | None) -> None:
        if old is None:
            return
        for key in _keys(old):
            self._result.old_keys.setdefault(key, set()).add(cell)

    def _is_same(self, old: SavedCell, new: SavedCell) -> bool:
        if (old.shown, old.plain, old.extra) != (new.shown, new.plain, new.extra):
            return False
        if old.formula == new.formula:
            return self._kept(old) == self._kept(new)
        if new.formula:
            return False
        if not old.shown:
            self._result.emptied.append(CellRef(self._sheet.name, new.row, new.column))
        kept = {key: value for key, value in self._kept(old).items() if key != "cm"}
        return kept == self._kept(new)

    def _kept(self, cell: SavedCell) -> dict[str, str]:
        """Return the attributes that have to stay."""
        gone = {"cm", "vm"} if self._agreed.loses_metadata else set()
        return {key: value for key, value in cell.attributes.items() if key not in gone}

    def _filled_by(self, cell: SavedCell) -> list[Box]:
        if cell.fills:
            return boxes_in(cell.fills, self._sheet.name, self._package)
        return [Box(self._sheet.name, cell.row, cell.column, cell.row, cell.column)]

    def _note_new(self, new: SavedCell, in_hidden_row: bool) -> None:
        if new.kind == "s":
            self._result.used_strings.add(new.shown)
        if new.formula:
            self._note_formula(new)
        self._note_numbers(new, in_hidden_row)

    def _note_numbers(self, new: SavedCell, in_hidden_row: bool) -> None:
        result, wanted = self._result, self._result.wanted
        cell = CellRef(self._sheet.name, new.row, new.column)
        for key in keys_in_formula(new.formula_text):
            if key in wanted:
                result.carried.setdefault(key, []).append(cell)
        for key in _keys(new):
            if key not in wanted:
                continue
            if not self._sheet.is_visible:
                result.carried.setdefault(key, []).append(cell)
            elif in_hidden_row or self._after.is_hidden_column(new.column):
                result.unseen.setdefault(key, []).append(cell)
            else:
                result.published.add(key)

    def _note_formula(self, new: SavedCell) -> None:
        cell = CellRef(self._sheet.name, new.row, new.column)
        group = new.formula_attributes.get("si", "")
        if new.formula_text:
            if group:
                self._masters.setdefault(group, new)
            text, moved = new.formula_text, (0, 0)
        else:
            master = self._masters.get(group)
            if master is None:
                self._result.altered.append(cell)
                return
            text = master.formula_text
            moved = new.row - master.row, new.column - master.column
        text = f"{text}+{new.fills}" if new.fills else text
        if reads_changed_cell(text, self._sheet.name, self._package, self._touched, moved):
            self._result.live.append(cell)


def _cells(row: SavedRow | None) -> tuple[SavedCell, ...]:
    return row.read_cells() if row is not None else ()


def _is_as_decided(change: CellChange, old: SavedCell | None, new: SavedCell) -> bool:
    if new.formula or new.extra or new.attributes.keys() - {"s", "t"}:
        return False
    if change.marker == CLEARED:
        return not new.shown
    if old is not None and old.attributes.get("s") != new.attributes.get("s"):
        return False
    if change.is_withheld:
        return new.kind == "inlineStr" and new.plain == change.marker
    return new.kind == "n" and float(new.plain) == change.number


def _keys(cell: SavedCell) -> tuple[str, ...]:
    if cell.kind == "n":
        return (key_of(float(cell.plain)),) if cell.plain else ()
    return tuple(keys_in_text(cell.plain)) if cell.plain else ()


def _side_by_side(
    before: Iterator[Placed], after: Iterator[Placed]
) -> Iterator[tuple[Placed | None, Placed | None]]:
    """Yield what stands at the same place, None where only one side has something there."""
    old, new = next(before, None), next(after, None)
    while old is not None or new is not None:
        if new is None or (old is not None and _order(old) < _order(new)):
            yield old, None
            old = next(before, None)
        elif old is None or _order(new) < _order(old):
            yield None, new
            new = next(after, None)
        else:
            yield old, new
            old, new = next(before, None), next(after, None)


def _order(placed: SavedRow | SavedCell) -> int:
    return placed.row if isinstance(placed, SavedRow) else placed.column
