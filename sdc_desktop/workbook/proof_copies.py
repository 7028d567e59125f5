"""Judge the places that copy cells by the cells they copy: charts, pivot caches, scenarios."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.proof_leaks import numbers_in_field
from sdc_desktop.workbook.proof_numbers import key_of
from sdc_desktop.workbook.proof_package import (
    Element,
    SavedPackage,
    local,
    parse_xml,
    place_of,
)
from sdc_desktop.workbook.proof_references import Box, ChangedCells, boxes_in

_COPIES = {
    *("numRef", "strRef", "multiLvlStrRef", "datalabelsRange", "dlblFTEntry"),
    *("numDim", "strDim"),
}
_MOST_CELLS = 1_000_000


def find_stale_copies(
    saved: SavedPackage,
    changes: Mapping[CellRef, CellChange],
    old_keys: Mapping[CellRef, Collection[str]],
) -> Iterator[tuple[str, CellRef]]:
    """Yield each part that copies a changed cell and does not show what was decided.

    Args:
        saved: The saved package.
        changes: What was decided.
        old_keys: Changed cell to the number keys it held in the source.
    """
    touched = ChangedCells(changes)
    for name in saved.names:
        if not name.lower().endswith(".xml"):
            continue
        data = saved.read(name)
        head = data[:4096].replace(b"\0", b"")
        if b"chartSpace" in head:
            for cell in _stale_in_chart(parse_xml(data), saved, changes, touched):
                yield name, cell
        elif b"pivotCacheDefinition" in head:
            yield from _stale_in_pivot(name, saved, touched, old_keys)
    yield from _stale_scenarios(saved, old_keys)


def _stale_in_chart(
    root: Element,
    saved: SavedPackage,
    changes: Mapping[CellRef, CellChange],
    touched: ChangedCells,
) -> Iterator[CellRef]:
    for copy in root.iter():
        if local(copy) not in _COPIES:
            continue
        formulas = [one.text or "" for one in copy.iter("{*}f", "{*}sqref")]
        points = list(copy.iter("{*}pt"))
        boxes = boxes_in(formulas[0], "", saved) if formulas and points else []
        concerned = [cell for box in boxes for cell in touched.inside(box)]
        places = _places(boxes) if concerned else []
        for cell in concerned:
            if not _is_shown_rightly(cell, changes[cell], points, places, copy):
                yield cell


def _places(boxes: list[Box]) -> list[tuple[str, int, int]]:
    """Return the cells in the order of the points, nothing where the order is not certain."""
    if not all(box.is_line for box in boxes):
        return []
    size = sum((b.bottom - b.top + 1) * (b.right - b.left + 1) for b in boxes)
    if size > _MOST_CELLS:
        return []
    return [(c.sheet.casefold(), c.row, c.column) for box in boxes for c in box.cells()]


def _is_shown_rightly(
    cell: CellRef,
    change: CellChange,
    points: list[Element],
    places: list[tuple[str, int, int]],
    copy: Element,
) -> bool:
    if local(copy) == "multiLvlStrRef" or len(places) != _count(copy):
        return not points
    at = {place for place, one in enumerate(places) if one == (cell.sheet.casefold(), *cell[1:])}
    for point in points:
        if int(point.get("idx", -1)) in at:
            text = "".join(map(str, point.itertext()))
            if change.is_withheld or float(text) != change.number:
                return False
    return True


def _count(copy: Element) -> int:
    for one in copy.iter("{*}ptCount", "{*}lvl"):
        text = one.get("val") or one.get("ptCount")
        if text:
            return int(text)
    return -1


def _stale_in_pivot(
    name: str,
    saved: SavedPackage,
    touched: ChangedCells,
    old_keys: Mapping[CellRef, Collection[str]],
) -> Iterator[tuple[str, CellRef]]:
    definition = parse_xml(saved.read(name))
    part, records = _records(name, saved)
    for box in _source_of(definition, saved):
        for cell in touched.inside(box):
            kept = set(numbers_in_field(definition, records, cell.column - box.left))
            if kept & set(old_keys.get(cell, ())):
                yield part or name, cell


def _records(name: str, saved: SavedPackage) -> tuple[str, Element | None]:
    for _, kind, target in saved.links(name):
        if kind == "pivotCacheRecords" and target in saved.names:
            return target, parse_xml(saved.read(target))
    return "", None


def _source_of(definition: Element, saved: SavedPackage) -> list[Box]:
    source = definition.find("{*}cacheSource/{*}worksheetSource")
    if source is None or any(str(key).endswith("}id") for key, _ in source.items()):
        return []
    sheet, reference = source.get("sheet", ""), source.get("ref") or source.get("name") or ""
    return boxes_in(reference, sheet, saved)


def _stale_scenarios(
    saved: SavedPackage, old_keys: Mapping[CellRef, Collection[str]]
) -> Iterator[tuple[str, CellRef]]:
    for sheet in saved.sheets:
        if not sheet.part or b"inputCells" not in saved.read(sheet.part):
            continue
        for one in parse_xml(saved.read(sheet.part)).iter("{*}inputCells"):
            cell = CellRef(sheet.name, *place_of(one.get("r", "A1")))
            try:
                key = key_of(float(one.get("val", "")))
            except ValueError:
                continue
            if key in old_keys.get(cell, ()):
                yield sheet.part, cell
