"""Compare a saved OpenDocument spreadsheet with its source and with what was decided.

The cells are compared as lxml reads them, with all that is stored. Then all parts are searched
for what changed cells held.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import Sheet, Visibility, Workbook
from sdc_desktop.workbook.proof_cells import CellComparison
from sdc_desktop.workbook.proof_leaks import Hit, Unsearchable
from sdc_desktop.workbook.proof_numbers import (
    SHORTEST,
    digits_of,
    key_of,
    keys_in_formula,
    keys_in_text,
)
from sdc_desktop.workbook.proof_ods_cells import (
    FORMULA,
    FORMULA_FACTS,
    GoneElements,
    OdsStream,
    RowPair,
    SavedOdsCell,
    paired_cells,
    paired_rows,
)
from sdc_desktop.workbook.proof_ods_formulas import OdsReferences
from sdc_desktop.workbook.proof_ods_judging import (
    VALUES,
    as_cut,
    is_clean,
    is_percentage,
    keys_only_written,
    numbers_of,
    shows_decided,
    words_of,
)
from sdc_desktop.workbook.proof_ods_parts import (
    CONTENT,
    chart_addresses,
    compare_ods_parts,
    keys_in_document,
    search_ods_part,
    search_root,
    stale_in_charts,
)
from sdc_desktop.workbook.proof_package import Element, SavedPackage, parse_xml
from sdc_desktop.workbook.proof_parts import PartComparison
from sdc_desktop.workbook.proof_references import Box, ChangedCells
from sdc_desktop.workbook.proof_removal import (
    NOTHING_AGREED,
    AgreedRemoval,
    holds_something_new,
    together,
)


@dataclass(slots=True)
class OdsComparison:
    """What comparing two spreadsheets brought to light.

    Attributes:
        cells, parts: As for workbooks of the other format.
        leaks: Part, or sheet and cell, to the changed cells of which it still holds something.
        unsearchable: Parts that nobody can search.
        unseen: Cells in hidden rows and columns that hold what a changed cell held.
    """

    cells: CellComparison
    parts: PartComparison
    leaks: dict[str, set[CellRef]] = field(default_factory=dict)
    unsearchable: list[str] = field(default_factory=list)
    unseen: list[CellRef] = field(default_factory=list)


def compare_ods(
    workbook: Workbook,
    before: bytes,
    after: bytes,
    changes: Iterable[CellChange],
    agreed: AgreedRemoval = NOTHING_AGREED,
) -> OdsComparison:
    """Compare the bytes of a saved spreadsheet with its source and with what was decided.

    Args:
        workbook: What was read of the source.
        before: The source's bytes.
        after: The saved bytes.
        changes: What was decided.
        agreed: Which hidden data the checker agreed to remove.
    """
    packages = SavedPackage(before), SavedPackage(after)
    return _Comparison(workbook, *packages, together(agreed.cells, changes), agreed).run()


class _Comparison:
    def __init__(
        self,
        workbook: Workbook,
        before: SavedPackage,
        after: SavedPackage,
        changes: Mapping[CellRef, CellChange],
        agreed: AgreedRemoval,
    ) -> None:
        self._workbook, self._before, self._after = workbook, before, after
        self._agreed = agreed
        changes = {cell: one for cell, one in changes.items() if cell.sheet not in agreed.sheets}
        self._changes, self._touched = changes, ChangedCells(changes)
        self._sheets = {sheet.name: sheet for sheet in workbook.sheets}
        self._old_keys = {cell: self._keys_as_checked(cell) for cell in changes}
        self._wanted = {key for keys in self._old_keys.values() for key in keys}
        self._cells = CellComparison(self._wanted)
        self._named = {
            key
            for sheet in workbook.sheets
            if sheet.visibility is Visibility.VISIBLE
            for key in keys_in_text(sheet.name)
        }
        self._seen: set[CellRef] = set()
        self._rows_changed: dict[str, dict[int, list[int]]] = {}
        for cell in changes:
            self._rows_changed.setdefault(cell.sheet, {}).setdefault(cell.row, []).append(
                cell.column
            )
        self._formulas: dict[tuple[str, str], CellRef] = {}
        self._inside: dict[bytes, CellRef] = {}
        self._words: dict[str, CellRef] = {}
        self._charts = chart_addresses(after) if changes else {}
        self._shown: dict[str, set[str]] = {name: set() for name in self._charts}
        self._boxes: dict[str, list[tuple[Box, set[str]]]] = {}
        for name, boxes in self._charts.items():
            for box in boxes or ():
                sheet = self._boxes.setdefault(box.sheet.casefold(), [])
                sheet.append((box, self._shown[name]))

    def run(self) -> OdsComparison:
        parts = compare_ods_parts(self._before, self._after, self._agreed)
        gone = GoneElements(
            pictures=frozenset(parts.removed),
            sheets=self._agreed.sheets,
            is_tracked=not (self._changes or self._agreed.sheets),
        )
        streams = OdsStream(self._before.read(CONTENT), gone), OdsStream(self._after.read(CONTENT))
        for pair in paired_rows(*streams):
            self._compare_rows(pair)
        rest = [stream.rest for stream in streams]
        if rest[0] is None or rest[1] is None or self._differ(rest[0], rest[1]):
            self._cells.disordered.append("")
        self._cells.disordered += [one for one in self._agreed.sheets if self._is_seen(one)]
        self._cells.wrong += [cell for cell in self._changes if cell not in self._seen]
        result = OdsComparison(self._cells, parts)
        if rest[1] is not None and self._changes:
            self._find_live(rest[1])
            self._find_leaks(rest[1], result)
        return result

    @property
    def _is_cut(self) -> bool:
        """Whether hidden data were agreed to go from the content."""
        return CONTENT in self._agreed.parts

    def _differ(self, before: Element, after: Element) -> bool:
        """Tell whether what stands around the rows differs in more than what was agreed to go."""
        old, new = _canonical(before), _canonical(after)
        return holds_something_new(old, new) if self._is_cut else old != new

    def _is_seen(self, sheet: str) -> bool:
        """Tell whether a reader sees a sheet of the source."""
        return sheet in self._sheets and self._sheets[sheet].visibility is Visibility.VISIBLE

    def _keys_as_checked(self, cell: CellRef) -> set[str]:
        value, sheet = self._workbook.value(cell), self._sheets.get(cell.sheet)
        keys = set() if math.isnan(value) else {key_of(value)}
        if sheet is not None and cell.row < sheet.shape[0] and cell.column < sheet.shape[1]:
            keys.update(keys_in_text(str(sheet.texts[cell.row, cell.column])))
        return keys

    def _compare_rows(self, pair: RowPair) -> None:
        """Compare a run of rows: changed ones each by itself, the others together."""
        self._note_for_charts(pair)
        if pair.before is None or pair.after is None:
            self._compare_with_nothing(pair)
            return
        is_same = (pair.before.facts, pair.before.loose) == (pair.after.facts, pair.after.loose)
        if not is_same and pair.sheet not in self._cells.disordered:
            self._cells.disordered.append(pair.sheet)
        for one in pair.after.loose:
            self._inside.setdefault(one, CellRef(pair.sheet, pair.row, 0))
        for word in words_of(pair.after.facts[1]):
            self._words.setdefault(word, CellRef(pair.sheet, pair.row, 0))
        changed = self._rows_changed.get(pair.sheet, {})
        end = pair.row + pair.rows
        mine = (
            [row for row in range(pair.row, end) if row in changed]
            if pair.rows < len(changed)
            else sorted(row for row in changed if pair.row <= row < end)
        )
        for row in mine:
            self._compare_row(pair, row, changed[row])
        if len(mine) < pair.rows:
            first = next(row for row in range(pair.row, end) if row not in changed)
            self._compare_row(pair, first, ())

    def _note_for_charts(self, pair: RowPair) -> None:
        """Note the numbers that charts show of a run of rows."""
        if pair.after is None:
            return
        for box, shown in self._boxes.get(pair.sheet.casefold(), ()):
            if box.top < pair.row + pair.rows and pair.row <= box.bottom:
                start = 0
                for columns, cell in pair.after.cells:
                    if start <= box.right and box.left < start + columns:
                        shown.update(numbers_of(cell))
                    start += columns

    def _compare_with_nothing(self, pair: RowPair) -> None:
        run = pair.before or pair.after
        is_filled = run is not None and any(cell.text or cell.inside for _, cell in run.cells)
        if is_filled or pair.after is not None:
            self._cells.altered.append(CellRef(pair.sheet, pair.row, 0))

    def _compare_row(self, pair: RowPair, row: int, changed: Collection[int]) -> None:
        if pair.before is None or pair.after is None:
            return
        cells = paired_cells(pair.before.cells, pair.after.cells)
        for column, columns, before, after in cells:
            self._cells.compared += 1
            mine = [one for one in changed if column <= one < column + columns]
            for one in mine:
                self._compare_changed(CellRef(pair.sheet, row, one), before, after)
            if len(mine) < columns:
                if before != after:
                    place = next(one for one in range(column, column + columns) if one not in mine)
                    self._compare_other(CellRef(pair.sheet, row, place), before, after)
                if after is not None:
                    self._note(CellRef(pair.sheet, row, column), after)

    def _compare_other(
        self, cell: CellRef, before: SavedOdsCell | None, after: SavedOdsCell | None
    ) -> None:
        """Judge a cell that nobody changed: only its formula may be gone."""
        if before is None or after is None:
            other = before or after
            if before is not None or (other is not None and (other.text or other.facts)):
                self._cells.altered.append(cell)
            return
        plain = frozenset(one for one in before.facts if one[0] not in FORMULA_FACTS)
        if self._is_cut:
            before = as_cut(before, after)
            plain = frozenset(one for one in before.facts if one[0] not in FORMULA_FACTS)
            if before == after:
                return
        if plain == before.facts or before._replace(facts=plain) != after:
            self._cells.altered.append(cell)
        elif not after.text and not any(after.fact(one) for one in VALUES):
            self._cells.emptied.append(cell)

    def _compare_changed(
        self, cell: CellRef, before: SavedOdsCell | None, after: SavedOdsCell | None
    ) -> None:
        self._seen.add(cell)
        if before is not None:
            self._old_keys[cell] |= set(numbers_of(before))
        change = self._changes[cell]
        factors = () if change.is_withheld else (1, 100) if is_percentage(after) else (1,)
        old = self._old_keys[cell] - {key_of(change.number * one) for one in factors}
        if after is None or not shows_decided(change, after) or not is_clean(before, after, old):
            self._cells.wrong.append(cell)
        elif not change.is_withheld:
            self._cells.published.add(key_of(change.number))

    def _note(self, cell: CellRef, after: SavedOdsCell) -> None:
        """Note where a number that changed cells held stands, and which formulas are left."""
        formula = dict(after.facts).get(FORMULA, "")
        if formula:
            self._formulas.setdefault((cell.sheet, formula), cell)
        for word in words_of(after.facts):
            self._words.setdefault(word, cell)
        for one in (*after.inside, *after.rich):
            self._inside.setdefault(one, cell)
        wanted = self._wanted.intersection(numbers_of(after)) if self._wanted else ()
        sheet = self._sheets.get(cell.sheet)
        unseen = keys_only_written(after) if wanted else frozenset()
        for key in wanted:
            where = self._cells.carried if key in unseen else self._where(cell, sheet)
            if where is None:
                self._cells.published.add(key)
            else:
                where.setdefault(key, []).append(cell)

    def _where(self, cell: CellRef, sheet: Sheet | None) -> dict[str, list[CellRef]] | None:
        """Return the list for numbers on hidden sheets or in hidden lines, None for seen ones."""
        if sheet is None or sheet.visibility is not Visibility.VISIBLE:
            return self._cells.carried
        if cell.column in sheet.hidden_columns:
            return self._cells.unseen
        return self._cells.unseen if cell.row in sheet.hidden_rows else None

    def _find_live(self, root: Element) -> None:
        references = OdsReferences(self._touched, root)
        for (sheet, formula), cell in self._formulas.items():
            if references.reads_changed(formula, sheet):
                self._cells.live.append(cell)

    def _find_leaks(self, rest: Element, result: OdsComparison) -> None:
        holders: dict[str, set[CellRef]] = {}
        for cell, keys in self._old_keys.items():
            for key in keys:
                holders.setdefault(key, set()).add(cell)
        secret = {key for key, cells in holders.items() if self._is_secret(key, cells)}
        for hit in self._hits(rest, secret):
            if isinstance(hit, Hit):
                result.leaks.setdefault(hit.part, set()).update(holders[hit.key])
            else:
                result.unsearchable.append(hit.part)
        for key in secret:
            if digits_of(key) >= SHORTEST:
                for cell in self._cells.carried.get(key, ()):
                    place = f"{cell.sheet}!{cell.a1}"
                    result.leaks.setdefault(place, set()).update(holders[key])
                result.unseen += self._cells.unseen.get(key, ())
        for part, cells in self._stale_charts():
            result.leaks.setdefault(part, set()).update(cells)

    def _is_secret(self, key: str, cells: Collection[CellRef]) -> bool:
        if key in self._cells.published or key in self._named:
            return False
        changes = (self._changes[cell] for cell in cells)
        return any(one.is_withheld or key_of(one.number) != key for one in changes)

    def _hits(self, rest: Element, secret: Collection[str]) -> Iterator[Hit | Unsearchable]:
        for name in self._after.names:
            if name == CONTENT:
                yield from search_root(name, rest, secret)
            else:
                yield from search_ods_part(name, self._after.read(name), secret)
        long = {key for key in secret if digits_of(key) >= SHORTEST}
        for content, cell in self._inside.items():
            for key in long.intersection(keys_in_document(parse_xml(content))):
                yield Hit(f"{cell.sheet}!{cell.a1}", key)
        for (sheet, formula), cell in self._formulas.items():
            for key in long.intersection(keys_in_formula(formula)):
                yield Hit(f"{sheet}!{cell.a1}", key)
        for word, cell in self._words.items():
            for key in long.intersection(keys_in_text(word)):
                yield Hit(f"{cell.sheet}!{cell.a1}", key)

    def _stale_charts(self) -> Iterator[tuple[str, tuple[CellRef, ...]]]:
        yield from stale_in_charts(self._after, self._charts, self._shown, self._touched)


def _canonical(root: Element) -> bytes:
    """Return a tree without the blanks between its elements."""
    for one in root.iter():
        if one.tail is not None and not one.tail.strip():
            one.tail = None
        if one.text is not None and not one.text.strip() and len(one):
            one.text = None
    return etree.tostring(root, method="c14n")
