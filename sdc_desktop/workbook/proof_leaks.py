"""Search every part of a saved package for numbers that it must not hold.

What is text is searched as text: all elements, comments and, save for measures of shapes and the
like, attributes. Places that copy cells (charts, pivot caches) are also judged by the cells they
copy, however short a number is. What cannot be searched is named.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from sdc_desktop.workbook.proof_numbers import (
    SHORTEST,
    digits_of,
    keys_in_bytes,
    keys_in_formula,
    keys_in_text,
)
from sdc_desktop.workbook.proof_package import Element, local, parse_xml

_FORMULAS = {
    *("f", "definedName", "formula", "formula1", "formula2", "sqref", "xdr:f"),
    *("calculatedColumnFormula", "totalsRowFormula", "FmlaLink", "FmlaMacro", "FmlaRange"),
}
_MEASURES = {
    *("col", "colOff", "row", "rowOff", "Anchor", "Row", "Column", "posOffset"),
    *("TotalTime", "AppVersion", "Pages", "Words", "Characters", "CharactersWithSpaces"),
    *("Lines", "Paragraphs", "Slides", "Notes", "DocSecurity", "revision"),
}
_COUNTS_OF_APP = {"i4"}
_PLAIN_ROOTS = {
    *("worksheet", "chartsheet", "dialogsheet", "macrosheet", "workbook", "styleSheet", "theme"),
    *("wsDr", "userShapes", "chartSpace", "chartStyle", "colorStyle", "xml", "table", "sst"),
    *("Relationships", "Types", "calcChain", "pivotTableDefinition", "comments", "personList"),
    *("ThreadedComments", "slicers", "timelines", "drawing", "dataModel", "layoutDef"),
    *("styleDef", "colorsDef", "themeOverride"),
}
_TEXTS = {
    *("descr", "title", "alt", "tooltip", "display", "prompt", "promptTitle", "error"),
    *("errorTitle", "formatCode", "caption", "string", "comment", "text"),
}
_TEXTS_OF = {
    *(("tableColumn", "name"), ("filter", "val"), ("customFilter", "val")),
    *(("inputCells", "val"), ("top10", "val"), ("top10", "filterVal")),
}
_OPAQUE = re.compile(
    r"(^|/)(vbaProject\.bin|model/.*|embeddings/.*\.bin|activeX/.*\.bin|.*\.vsdx)$", re.IGNORECASE
)
_MARKUP = (".xml", ".rels", ".vml")
_BASE_64 = re.compile(r"[A-Za-z0-9+/\s]{400,}={0,2}\s*")
_COMMENT = re.compile(rb"<\0?!\0?-\0?-.*?-\0?-\0?>", re.DOTALL)
_USUAL_CELL = re.compile(
    rb'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?(?: t="\w+")?(?:/>|>(?:<v>[^<]*</v>)?</c>)'
)
_TAG = re.compile(rb"<[^<>]*>")
_FACT = re.compile(rb"\s(?P<name>[\w.:-]+)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*')")
_PIECE = 256 * 1024
_KNOWN_FACTS = {
    *("r", "s", "t", "cm", "vm", "ph", "spans", "customFormat", "ht", "hidden", "customHeight"),
    *("outlineLevel", "collapsed", "thickTop", "thickBot", "dyDescent", "aca", "ref", "dt2D"),
    *("dtr", "del1", "del2", "r1", "r2", "ca", "si", "bx", "space", "val", "rgb", "theme"),
    *("indexed", "tint", "auto"),
}
_MOST_BYTES_INSIDE = 256 << 20
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A number key found in a part."""

    part: str
    key: str


@dataclass(frozen=True, slots=True)
class Unsearchable:
    """A part that could not be searched."""

    part: str


def search_sheet(
    name: str, data: bytes, rest: Iterable[bytes], secret: Collection[str]
) -> Iterator[Hit]:
    """Yield which number keys stand in a sheet outside of what its cells hold.

    Comments in XML and attributes of no known meaning are included.

    Args:
        name: Name of the part.
        data: Its bytes, inflated.
        rest: Its elements but the rows.
        secret: Number keys; those with few digits are not looked for.
    """
    keys = {key for comment in _COMMENT.findall(data) for key in keys_in_text(_decoded(comment))}
    keys |= set(_keys_of_unknown_facts(data))
    for element in rest:
        root = _xml(element)
        keys |= set(_keys_in_xml(root, name, is_plain=True)) if root is not None else set()
    for key in sorted(keys & _long(secret)):
        yield Hit(name, key)


def _keys_of_unknown_facts(data: bytes) -> Iterator[str]:
    """Yield the numbers in attributes of rows and cells that no spreadsheet program writes."""
    plain = data.replace(b"\0", b"") if b"\0" in data else data
    start, end = plain.find(b"sheetData"), plain.rfind(b"sheetData")
    rows = _in_pieces(plain[max(start, 0) : end])
    unusual = b"".join(_USUAL_CELL.sub(b"", piece) for piece in rows)
    for tag in _TAG.findall(unusual):
        for match in _FACT.finditer(tag):
            if match["name"].rpartition(b":")[2].decode("ascii", "replace") not in _KNOWN_FACTS:
                yield from keys_in_text(_decoded(match["value"]))


def _in_pieces(rows: bytes) -> Iterator[bytes]:
    """Yield rows a few at a time, for a search through all holds every other thread up."""
    start = 0
    while start < len(rows):
        cut = rows.find(b"<row", start + _PIECE)
        end = len(rows) if cut < 0 else cut
        yield rows[start:end]
        start = end


def search_part(
    name: str, data: bytes, secret: Collection[str], depth: int = 0
) -> Iterator[Hit | Unsearchable]:
    """Yield which of the `secret` number keys stand in a part, and parts nobody can search.

    Args:
        name: Name of the part.
        data: Its bytes, inflated.
        secret: Number keys; those with few digits are not looked for in text.
        depth: How many packages this part lies in.
    """
    if data.startswith(b"PK\x03\x04"):
        yield from _search_package(name, data, secret, depth)
        return
    if _OPAQUE.search(name):
        yield Unsearchable(name)
    root = _xml(data)
    if root is not None:
        keys = set(_keys_in_xml(root, name, is_plain=local(root) in _PLAIN_ROOTS))
        if any(_BASE_64.fullmatch(str(text)) for text in root.itertext() if len(text) > 400):
            yield Unsearchable(name)
    elif name.lower().endswith(_MARKUP):
        keys = set(keys_in_text(_decoded(data)))
    else:
        text = _text(data)
        keys = set(keys_in_text(text)) if text is not None else set(keys_in_bytes(data))
    for key in sorted(keys & _long(secret)):
        yield Hit(name, key)


def _long(secret: Collection[str]) -> set[str]:
    return {key for key in secret if digits_of(key) >= SHORTEST}


def _decoded(data: bytes) -> str:
    return data.replace(b"\0", b"").decode("utf-8", "replace")


def _search_package(
    name: str, data: bytes, secret: Collection[str], depth: int
) -> Iterator[Hit | Unsearchable]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
        if depth >= _DEEPEST or sum(one.file_size for one in infos) > _MOST_BYTES_INSIDE:
            raise zipfile.BadZipFile
        for info in infos:
            inner = archive.read(info)
            inside = f"{name} > {info.filename}"
            yield from search_part(inside, inner, secret, depth + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        yield Unsearchable(name)


def _xml(data: bytes) -> Element | None:
    if b"<" not in data[:200]:
        return None
    try:
        return parse_xml(data)
    except etree.XMLSyntaxError:
        return None


def _text(data: bytes) -> str | None:
    """Return what is plain text, None for anything else."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeError:
        return None
    return None if "\0" in text else text


def _keys_in_xml(root: Element, name: str, *, is_plain: bool) -> Iterator[str]:
    is_app = name.endswith("docProps/app.xml")
    for before in root.itersiblings(preceding=True):
        yield from keys_in_text(str(before.text or ""))
    for after in root.itersiblings():
        yield from keys_in_text(str(after.text or ""))
    for element in root.iter():
        tag = local(element)
        is_measure = tag in _MEASURES or (is_app and tag in _COUNTS_OF_APP)
        read = keys_in_formula if tag in _FORMULAS else keys_in_text
        if not is_measure:
            yield from read(element.text or "")
        yield from keys_in_text(element.tail or "")
        yield from _keys_in_attributes(element, tag, is_plain=is_plain)


def _keys_in_attributes(element: Element, tag: str, *, is_plain: bool) -> Iterator[str]:
    if not tag:
        return
    for key, value in element.items():
        word = str(key).rpartition("}")[2]
        if not is_plain or word in _TEXTS or (tag, word) in _TEXTS_OF:
            yield from keys_in_text(str(value))


def numbers_in_field(definition: Element, records: Element | None, field: int) -> Iterator[str]:
    """Yield the number keys that a pivot cache keeps of one of its fields."""
    fields = definition.findall("{*}cacheFields/{*}cacheField")
    if field >= len(fields):
        return
    for element in fields[field].iter("{*}sharedItems", "{*}n", "{*}s"):
        yield from _values_of(element)
    for record in records if records is not None else ():
        if field < len(record) and local(record[field]) in {"n", "s"}:
            yield from _values_of(record[field])


def _values_of(element: Element) -> Iterator[str]:
    for name in ("v", "minValue", "maxValue"):
        yield from keys_in_text(str(element.get(name, "")).lstrip("-"))
