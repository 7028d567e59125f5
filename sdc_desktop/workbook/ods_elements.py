"""Write elements of an OpenDocument table anew from their own bytes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from sdc_desktop.workbook.proof_numbers import keys_in_text
from sdc_desktop.workbook.splices import StartTag, start_tag_at

_ATTRIBUTE = re.compile(rb"\s+(?P<name>[^\s=/>]+)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*')")
_ELEMENT = re.compile(rb"<[^>]*>")
_SPACES = re.compile(r"(?:(?<=\n)|\A) +| {2,}| \Z")
_TYPE, _CURRENCY = b"value-type", b"currency"
_KINDS = frozenset((_TYPE, _CURRENCY))
_LOOKS = frozenset(
    (
        *(b"style-name", b"number-columns-spanned", b"number-rows-spanned"),
        *(b"content-validation-name", b"protect", b"protected", b"id"),
    )
)
FORMULA = frozenset((b"formula", b"number-matrix-columns-spanned", b"number-matrix-rows-spanned"))
COLUMNS, ROWS = b"number-columns-repeated", b"number-rows-repeated"
_NUMBERS = {b"float", b"percentage", b"currency"}
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Names:
    """The prefixes of a document, each with its colon: b"office:" and so on."""

    table: bytes
    office: bytes
    text: bytes


@dataclass(frozen=True, slots=True)
class Child:
    """An element right inside a cell; `kind` is "text", "note" or "other"."""

    kind: str
    start: int
    end: int


@dataclass(slots=True)
class CellElement:
    """A cell, or a run of equal cells, in the bytes of a part.

    Attributes:
        start: Where its start tag begins.
        tag: Its start tag.
        column: Its first column from 0.
        columns: How many columns it covers.
        end: Where the byte after it is.
        children: What stands in it.
        is_run: Whether it stands for several plain cells that differ.
    """

    start: int
    tag: StartTag
    column: int
    columns: int
    end: int = 0
    children: list[Child] = field(default_factory=list)
    is_run: bool = False


def plain_cell(data: bytes, start: int, end: int, column: int) -> CellElement:
    """Return a cell that holds one paragraph or nothing, by where it begins and ends."""
    tag = start_tag_at(data, start)
    close = data.rfind(b"</", start, end)
    children = [Child("text", tag.end, close)] if tag.end < close else []
    return CellElement(start, tag, column, 1, end, children)


def local(name: bytes) -> bytes:
    """Return the name of an attribute without its prefix."""
    return name.rpartition(b":")[2]


def opened(tag: bytes) -> bytes:
    """Return a start tag without its end: `<a b="c"` for `<a b="c"/>`."""
    return tag.rstrip(b">").rstrip(b"/ \t\r\n")


def without(tag: bytes, names: Collection[bytes]) -> bytes:
    """Return a start tag without the attributes of these names, whatever their prefix."""
    return _ATTRIBUTE.sub(lambda one: b"" if local(one["name"]) in names else one[0], tag)


def only(tag: bytes, names: Collection[bytes]) -> bytes:
    """Return a start tag with the attributes of these names and its declared prefixes only.

    What another program wrote into attributes of its own may be a copy of the cell.
    """
    return _ATTRIBUTE.sub(
        lambda one: (
            one[0] if local(one["name"]) in names or one["name"].startswith(b"xmlns") else b""
        ),
        tag,
    )


def with_count(tag: bytes, names: Names, what: bytes, count: int) -> bytes:
    """Return a start tag that stands for `count` equal columns or rows (`what`)."""
    plain = without(tag, {what})
    if count == 1:
        return plain
    end = b"/>" if plain.endswith(b"/>") else b">"
    return opened(plain) + b' %s%s="%d"' % (names.table, what, count) + end


def attribute(tag: bytes, wanted: bytes) -> bytes:
    """Return the value of an attribute by its name without prefix, b"" where there is none."""
    for one in _ATTRIBUTE.finditer(tag):
        if local(one["name"]) == wanted:
            return one["value"][1:-1]
    return b""


def text_of(data: bytes, cell: CellElement) -> str:
    """Return the text that a cell shows."""
    paragraphs = [data[one.start : one.end] for one in cell.children if one.kind == "text"]
    return "\n".join(html.unescape(_ELEMENT.sub(b"", one).decode()) for one in paragraphs)


def write_text(
    data: bytes, cell: CellElement, names: Names, text: str, old: Collection[str]
) -> bytes:
    """Return the cell with a text in it; its looks, drawings and harmless remarks stay.

    Args:
        data: The part.
        cell: Where the cell stands.
        names: The part's prefixes.
        text: What it shows.
        old: Number keys that a remark must not mention.
    """
    tag = data[cell.start : cell.tag.end]
    head = only(opened(tag), _LOOKS)
    head += b"".join(b' %s="string"' % one for one in _type_names(tag, names))
    return _element(data, cell, head, _paragraphs(text, names), old)


def write_number(
    data: bytes,
    cell: CellElement,
    names: Names,
    value: str,
    shown: Callable[[str], str],
    old: Collection[str],
) -> bytes:
    """Return the cell with a number in it, of the kind it had; a number stored as text stays one.

    Args:
        data: The part.
        cell: Where the cell stands.
        names: The part's prefixes.
        value: The number as it is stored.
        shown: Returns what the cell shows, given what it showed.
        old: Number keys that a remark must not mention.
    """
    tag = data[cell.start : cell.tag.end]
    text = shown(text_of(data, cell))
    kind = attribute(tag, _TYPE)
    if kind == b"string":
        return write_text(data, cell, names, text, old)
    head = only(opened(tag), _LOOKS | _KINDS if kind in _NUMBERS else _LOOKS)
    if kind not in _NUMBERS:
        head += b"".join(b' %s="float"' % one for one in _type_names(tag, names))
    head += b' %svalue="%s"' % (names.office, value.encode())
    return _element(data, cell, head, _paragraphs(text, names), old)


def write_nothing(data: bytes, cell: CellElement, old: Collection[str]) -> bytes:
    """Return the cell with its looks and drawings only, and with remarks that tell nothing."""
    head = only(opened(data[cell.start : cell.tag.end]), _LOOKS)
    written = _element(data, cell, head, b"", old)
    content, end = written[len(head) + 1 :], b"</"
    return head + b"/>" if content.startswith(end) else written


def _type_names(tag: bytes, names: Names) -> Sequence[bytes]:
    """Return under which names the kind of a cell is written, the standard's first."""
    standard = names.office + _TYPE
    found = [one["name"] for one in _ATTRIBUTE.finditer(tag) if local(one["name"]) == _TYPE]
    return [standard, *(one for one in found if one != standard)]


def write_empty(data: bytes, cell: CellElement, *, columns: int, names: Names) -> bytes:
    """Return the same cell for another number of columns."""
    tag = with_count(data[cell.start : cell.tag.end], names, COLUMNS, columns)
    return tag + data[cell.tag.end : cell.end]


def _element(
    data: bytes, cell: CellElement, head: bytes, text: bytes, old: Collection[str]
) -> bytes:
    notes, others = [], []
    for one in cell.children:
        content = data[one.start : one.end]
        if one.kind == "note" and not _mentions(content, old):
            notes.append(content)
        elif one.kind == "other":
            others.append(content)
    name = re.match(rb"<([^\s/>]+)", head)
    if name is None:
        raise ValueError("no element here")
    return b"%s>%s</%s>" % (head, b"".join([*notes, text, *others]), name[1])


def _mentions(content: bytes, keys: Collection[str]) -> bool:
    text = html.unescape(_ELEMENT.sub(b" ", content).decode())
    return not set(keys).isdisjoint(keys_in_text(text))


def _paragraphs(text: str, names: Names) -> bytes:
    lines = (_SPACES.sub(_spaces, escape(line)) for line in text.split("\n"))
    inside = (line.replace("\t", "<\1tab/>").encode() for line in lines)
    return b"".join(
        b"<%sp>%s</%sp>" % (names.text, one.replace(b"\1", names.text), names.text)
        for one in inside
    )


def _spaces(match: re.Match[str]) -> str:
    return f'<\1s \1c="{len(match[0])}"/>'
