"""The parts of a saved OpenDocument spreadsheet: what may differ, and what none may hold."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from sdc_desktop.core.cells import CellRef
from sdc_desktop.workbook.ods_addresses import read_addresses
from sdc_desktop.workbook.proof_leaks import Hit, Unsearchable, search_part
from sdc_desktop.workbook.proof_numbers import (
    SHORTEST,
    digits_of,
    key_of,
    keys_in_formula,
    keys_in_text,
)
from sdc_desktop.workbook.proof_ods_cells import OFFICE, TABLE, TEXT, text_of
from sdc_desktop.workbook.proof_package import Element, SavedPackage, canonical, local, parse_xml
from sdc_desktop.workbook.proof_parts import PartComparison, wrong_zip
from sdc_desktop.workbook.proof_references import Box, ChangedCells
from sdc_desktop.workbook.proof_removal import NOTHING_AGREED, AgreedRemoval, holds_something_new

CONTENT, _MANIFEST, _MIMETYPE = "content.xml", "META-INF/manifest.xml", "mimetype"
_CHART = re.compile(r"Obj[^/]*/content\.xml")
_MAY_GO = re.compile(
    r"(?:.*/)?Thumbnails/.*|ObjectReplacements/.*|Versions/.*|VersionList\.xml|META-INF/[^/]*signatures.*"
)
_DOCUMENT = re.compile(r"document-(?:content|styles|meta|settings)|document|manifest")
_LOOKS = (
    *(
        f"{{urn:oasis:names:tc:opendocument:xmlns:{one}:1.0}}"
        for one in ("svg-compatible", "xsl-fo-compatible", "style", "drawing", "datastyle")
    ),
    *(f"{{urn:oasis:names:tc:opendocument:xmlns:{one}:1.0}}" for one in ("chart", "dr3d")),
    "{http://www.w3.org/1999/xlink}",
)
"""Attributes that measure shapes, or lead elsewhere."""
SIZES = {
    *(f"number-{lines}-{how}" for lines in ("columns", "rows") for how in ("repeated", "spanned")),
    *(f"number-matrix-{lines}-spanned" for lines in ("columns", "rows")),
    *("c", "level", "outline-level", "size", "max-length", "min-length", "tab-index"),
}
_FORMULAS = {"formula", "condition", "expression", "value-list", "apply-style-condition"}
_ADDRESS = re.compile(r".*address(?:es)?|ranges?|linked-cell|source-cell-range")
_OLE = b"\xd0\xcf\x11\xe0"
_MEASURES = {"editing-cycles", "editing-duration", "document-statistic", "generator"}
_COUNTS = {"int", "short", "long", "double", "boolean"}
_BINARY = "binary-data"


def compare_ods_parts(
    source: SavedPackage, saved: SavedPackage, agreed: AgreedRemoval = NOTHING_AGREED
) -> PartComparison:
    """Compare the parts of two packages; the cells of content.xml are compared elsewhere."""
    result = PartComparison()
    for name in source.names:
        if name not in saved.names:
            result.removed.append(name)
        elif source.read(name) == saved.read(name):
            result.kept.append(name)
        else:
            result.changed.append(name)
    result.wrong += [(name, "was added") for name in set(saved.names) - set(source.names)]
    result.wrong += [
        (name, "was removed without need")
        for name in result.removed
        if not _MAY_GO.fullmatch(name) and name not in agreed.parts
    ]
    for name in result.changed:
        what = _what_is_wrong(name, source.read(name), saved.read(name), result.removed)
        if what and name in agreed.parts and name not in {_MANIFEST, _MIMETYPE}:
            what = _what_is_new(name, source.read(name), saved.read(name))
        if what:
            result.wrong.append((name, what))
    result.wrong += [("", what) for what in (*wrong_zip(saved), *_wrong_mimetype(saved))]
    return result


def _wrong_mimetype(saved: SavedPackage) -> Iterator[str]:
    if _MIMETYPE in saved.names:
        first = saved.infos[0]
        if first.filename != _MIMETYPE or first.compress_type != zipfile.ZIP_STORED:
            yield "the kind of document does not stand first, as it is"


def _what_is_wrong(name: str, old: bytes, new: bytes, removed: Collection[str]) -> str:
    """Return what is wrong with a changed part, "" when only what may change did."""
    if name == CONTENT:
        return ""
    if name == _MANIFEST:
        return _compare_manifests(old, new, removed)
    if _CHART.fullmatch(name):
        is_same = _without_numbers(old) == _without_numbers(new)
        return "" if is_same else "differs in more than its copies of cells"
    return "was changed without need"


def _what_is_new(name: str, old: bytes, new: bytes) -> str:
    if _CHART.fullmatch(name):
        old, new = _without_numbers(old), _without_numbers(new)
    return "holds what was not there before" if holds_something_new(old, new) else ""


def _compare_manifests(old: bytes, new: bytes, removed: Collection[str]) -> str:
    before, after = _entries(old), _entries(new)
    if after - before:
        return "names what was not there"
    named = {path for path, _ in after}
    lost = {path for path, _ in before - after if not _is_empty_folder(path, named)}
    if lost - set(removed):
        return "has lost an entry"
    return "names a part that is gone" if named & set(removed) else ""


def _is_empty_folder(path: str, named: Collection[str]) -> bool:
    return path.endswith("/") and not any(one.startswith(path) for one in named)


def _entries(data: bytes) -> Counter[tuple[str, bytes]]:
    return Counter(
        (
            next((unquote(str(v)) for k, v in one.items() if str(k).endswith("}full-path")), ""),
            canonical(one),
        )
        for one in parse_xml(data)
    )


def _without_numbers(data: bytes) -> bytes:
    """Return a chart without what the cells of its table hold."""
    root = parse_xml(data)
    for cell in root.iter(f"{TABLE}table-cell"):
        for key in list(cell.keys()):
            if not str(key).endswith(("style-name", "spanned", "repeated")):
                del cell.attrib[key]
        for one in cell.findall(f"{TEXT}p"):
            cell.remove(one)
    return etree.tostring(root, method="c14n")


def search_ods_part(
    name: str, data: bytes, secret: Collection[str]
) -> Iterator[Hit | Unsearchable]:
    """Yield which of the `secret` number keys stand in a part, and parts nobody can search."""
    root = _document(data)
    if root is None:
        if data.startswith(_OLE):
            yield Unsearchable(name)
        yield from search_part(name, data, secret)
        return
    yield from search_root(name, root, secret)


def search_root(name: str, root: Element, secret: Collection[str]) -> Iterator[Hit | Unsearchable]:
    """Do the same for a part that was read."""
    keys = set(keys_in_document(root))
    for key in sorted(keys & {key for key in secret if digits_of(key) >= SHORTEST}):
        yield Hit(name, key)
    if any(True for _ in root.iter(f"{OFFICE}{_BINARY}")):
        yield Unsearchable(name)


def _document(data: bytes) -> Element | None:
    if b"<" not in data[:200]:
        return None
    try:
        root = parse_xml(data)
    except etree.XMLSyntaxError:
        return None
    return root if _DOCUMENT.fullmatch(local(root)) else None


def keys_in_document(root: Element) -> Iterator[str]:
    """Yield every number in an OpenDocument tree but measures of shapes, counts and settings."""
    for beside in (*root.itersiblings(preceding=True), *root.itersiblings()):
        yield from keys_in_text(str(beside.text or ""))
    for element in root.iter():
        tag = local(element)
        if tag in {"p", "h"} or not (tag in _MEASURES or _is_count(element)):
            text = text_of(element) if tag in {"p", "h"} else element.text or ""
            yield from keys_in_text(text)
            yield from keys_in_text(element.tail or "")
        if tag and tag not in _MEASURES:
            yield from _keys_in_attributes(element)


def _keys_in_attributes(element: Element) -> Iterator[str]:
    for key, value in element.items():
        name, word = str(key), str(key).rpartition("}")[2]
        if name.startswith(_LOOKS) or word in SIZES:
            continue
        is_formula = word in _FORMULAS or _ADDRESS.fullmatch(word)
        yield from (keys_in_formula if is_formula else keys_in_text)(str(value))


def _is_count(element: Element) -> bool:
    """Tell whether an element is a setting that counts or measures something."""
    kinds = [str(value) for key, value in element.items() if str(key).endswith("}type")]
    return local(element) == "config-item" and bool(kinds) and kinds[0] in _COUNTS


def chart_addresses(package: SavedPackage) -> dict[str, list[Box] | None]:
    """Return chart to the cells that it shows; None where they cannot be told exactly."""
    found: dict[str, list[Box] | None] = {}
    for name in package.names:
        root = _document(package.read(name)) if _CHART.fullmatch(name) else None
        if root is not None and any(True for _ in root.iter("{*}chart")):
            found[name] = _boxes(root)
    return found


def _boxes(root: Element) -> list[Box] | None:
    texts = [
        str(value)
        for one in root.iter()
        for key, value in one.items()
        if str(key).endswith(("range-address", "cell-address")) and value
    ]
    texts += [one.text for one in root.iter("{*}desc") if one.text]
    boxes: list[Box] = []
    for areas in map(read_addresses, texts):
        if areas is None:
            return None
        boxes += [Box(name, one.top, one.left, one.bottom, one.right) for name, one in areas]
    return boxes


def stale_in_charts(
    package: SavedPackage,
    charts: Mapping[str, list[Box] | None],
    shown: Mapping[str, Collection[str]],
    changed: ChangedCells,
) -> Iterator[tuple[str, tuple[CellRef, ...]]]:
    """Yield charts that keep a number which none of their cells holds any more.

    Args:
        package: The saved package.
        charts: What each chart shows.
        shown: Chart to the keys of the numbers in its cells.
        changed: The changed cells.
    """
    for name, boxes in charts.items():
        cells = tuple(cell for box in boxes or () for cell in changed.inside(box))
        if boxes is not None and not cells:
            continue
        root = parse_xml(package.read(name))
        kept = {key for one in root.iter(f"{TABLE}table-cell") for key in _number_of(one)}
        if kept - set(shown.get(name, ())):
            yield name, tuple(dict.fromkeys(cells))


def _number_of(cell: Element) -> Iterator[str]:
    """Yield the key of the number in a cell of a chart; its texts are searched with the part."""
    value = cell.get(f"{OFFICE}value", "")
    if value and value != "NaN":
        yield key_of(float(value))
        for one in cell.findall(f"{TEXT}p"):
            yield from keys_in_text(text_of(one))
