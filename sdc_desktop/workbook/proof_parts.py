"""Compare all parts but the sheets: kept to the byte, or changed only in what has to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from lxml import etree

from sdc_desktop.core.cells import CellRef
from sdc_desktop.workbook.proof_cells import CellComparison
from sdc_desktop.workbook.proof_package import (
    Element,
    SavedPackage,
    canonical,
    local,
    parse_xml,
    place_of,
    plain_text,
)
from sdc_desktop.workbook.proof_removal import (
    NOTHING_AGREED,
    AgreedRemoval,
    holds_something_new,
)

_CONTENT_TYPES = "[Content_Types].xml"


@dataclass(slots=True)
class PartComparison:
    """What comparing the parts brought to light.

    Attributes:
        kept, changed, removed: Names of parts.
        wrong: Part and what is wrong with it, as the end of a sentence.
    """

    kept: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def compare_parts(
    source: SavedPackage,
    saved: SavedPackage,
    cells: CellComparison,
    agreed: AgreedRemoval = NOTHING_AGREED,
) -> PartComparison:
    """Compare the parts of two packages whose sheets are compared elsewhere."""
    result = PartComparison()
    for name in source.names:
        if name not in saved.names:
            result.removed.append(name)
        elif source.read(name) == saved.read(name):
            result.kept.append(name)
        else:
            result.changed.append(name)
    result.wrong += [(name, "was added") for name in set(saved.names) - set(source.names)]
    result.wrong += [(name, "was removed without need") for name in _missed(source, result, agreed)]
    for name in result.changed:
        what = _what_is_wrong(name, source, saved, result.removed, agreed)
        if what:
            result.wrong.append((name, what))
    if result.changed:
        result.wrong += _wrong_strings(saved, cells.used_strings)
    result.wrong += _wrong_chain(saved, cells)
    result.wrong += [("", what) for what in wrong_zip(saved)]
    return result


def _missed(source: SavedPackage, result: PartComparison, agreed: AgreedRemoval) -> Iterator[str]:
    may_go = {target for _, kind, target in source.links("") if kind == "thumbnail"}
    may_go |= set(_linked(source, "calcChain"))
    return (name for name in result.removed if name not in may_go and name not in agreed.parts)


def _linked(package: SavedPackage, kind: str) -> list[str]:
    links = package.links(package.workbook_part)
    return [target for _, one, target in links if one == kind and target in package.names]


def _what_is_wrong(
    name: str,
    source: SavedPackage,
    saved: SavedPackage,
    removed: Collection[str],
    agreed: AgreedRemoval,
) -> str:
    """Return what is wrong with a changed part, "" when only what may change did."""
    if any(sheet.part == name for sheet in saved.sheets):
        return ""
    old, new = source.read(name), saved.read(name)
    if name in agreed.parts and name not in _linked(source, "calcChain"):
        if name.endswith(".xml") and local(parse_xml(old)) == "chartSpace":
            old, new = _without_points(old), _without_points(new)
        return "holds what was not there before" if holds_something_new(old, new) else ""
    if name in _linked(source, "sharedStrings"):
        return _compare_strings(source, saved)
    if name in _linked(source, "calcChain"):
        return "" if _chain(saved, name) <= _chain(source, name) else "names new formulas"
    if name == _CONTENT_TYPES or name.endswith(".rels"):
        return _compare_lists(old, new, removed)
    if local(parse_xml(old)) == "chartSpace":
        is_same = _without_points(old) == _without_points(new)
        return "" if is_same else "differs in more than its copies of cells"
    return "was changed without need"


def _compare_strings(source: SavedPackage, saved: SavedPackage) -> str:
    if len(source.strings) != len(saved.strings):
        return "has lost or won texts"
    pairs = zip(source.strings, saved.strings, saved.plain_strings, strict=True)
    is_fine = all(old == new or not plain for old, new, plain in pairs)
    return "" if is_fine else "holds other texts than before"


def _wrong_strings(
    saved: SavedPackage, used_strings: Collection[bytes]
) -> Iterator[tuple[str, str]]:
    for part in _linked(saved, "sharedStrings"):
        for string in saved.strings:
            if string not in used_strings and plain_text(parse_xml(string)):
                yield part, "holds a text that no cell shows"
                return


def _chain(package: SavedPackage, name: str) -> set[tuple[str, int, int]]:
    sheet, found = "", set()
    for one in parse_xml(package.read(name)).iterfind("{*}c"):
        sheet = one.get("i", sheet)
        found.add((sheet, *place_of(one.get("r", ""))))
    return found


def _wrong_chain(saved: SavedPackage, cells: CellComparison) -> Iterator[tuple[str, str]]:
    names = {sheet.sheet_id: sheet.name for sheet in saved.sheets}
    for part in _linked(saved, "calcChain"):
        for sheet, row, column in _chain(saved, part):
            cell = CellRef(names.get(sheet, ""), row, column)
            if any(box.holds(cell) for box in cells.lost_formulas):
                yield part, "names a cell that holds no formula any more"
                return


def _compare_lists(old: bytes, new: bytes, removed: Collection[str]) -> str:
    before, after = _entries(old), _entries(new)
    if after - before:
        return "names what was not there"
    for entry in before - after:
        if not any(name.rpartition("/")[2].encode() in entry for name in removed):
            return "has lost an entry"
    return ""


def _entries(data: bytes) -> Counter[bytes]:
    return Counter(map(canonical, parse_xml(data)))


def _without_points(data: bytes) -> bytes:
    root = parse_xml(data)
    for point in list(root.iter("{*}pt")):
        _take_out(point)
    return etree.tostring(root, method="c14n")


def _take_out(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def wrong_zip(saved: SavedPackage) -> Iterator[str]:
    """Yield what stands in the file between, before or behind its parts."""
    if saved.comment or any(info.comment or info.extra for info in saved.infos):
        yield "the file holds comments or extra fields"
    end = 0
    for info in sorted(saved.infos, key=lambda one: one.header_offset):
        if info.header_offset != end:
            yield "the file holds bytes between its parts"
            return
        end += 30 + len(info.filename.encode()) + info.compress_size
    size = sum(46 + len(info.filename.encode()) for info in saved.infos)
    if len(saved.data) != end + size + 22:
        yield "the file holds bytes behind its parts"
