"""Which styles of an OpenDocument spreadsheet hide a sheet or the text of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

_WHITE = "#ffffff"
_TINY_POINTS = 3.0


@dataclass(frozen=True, slots=True)
class OdsStyle:
    """What matters of a style; "" stands for what its parent says."""

    parent: str = ""
    colour: str = ""
    background: str = ""
    size: str = ""
    display: str = ""


def read_styles(parts: Iterable[bytes]) -> dict[str, OdsStyle]:
    """Return the styles of cells and tables by name, from content.xml and styles.xml."""
    found: dict[str, OdsStyle] = {}
    for data in parts:
        for style in _styles_in(data):
            name = _get(style, "name")
            family = _get(style, "family")
            if family in {"table-cell", "table"} and name:
                found[name] = _read(style)
    return found


def _styles_in(data: bytes) -> Iterator[etree._Element]:
    """Yield the style elements of a part; what comes after them is not read."""
    events = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=("{*}style", "{*}body"),
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
    )
    try:
        for _, element in events:
            if str(element.tag).endswith("}body"):
                return
            yield element
            element.clear()
    except etree.XMLSyntaxError:
        return


def _get(element: etree._Element, name: str) -> str:
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _read(style: etree._Element) -> OdsStyle:
    facts = {"parent": _get(style, "parent-style-name")}
    for properties in style:
        for fact, name in (
            ("colour", "color"),
            ("background", "background-color"),
            ("size", "font-size"),
            ("display", "display"),
        ):
            facts[fact] = _get(properties, name) or facts.get(fact, "")
    return OdsStyle(**facts)


class Styles:
    """Styles by name, with what they take from their parents."""

    def __init__(self, styles: dict[str, OdsStyle]) -> None:
        self._styles = styles

    def hides_sheet(self, name: str) -> bool:
        """Tell whether a table of this style is hidden."""
        return self._fact(name, "display") == "false"

    def hides_text(self, name: str) -> str:
        """Return how a style hides the text of a cell: "colour", "size", or "" for not."""
        colour = self._fact(name, "colour").lower()
        background = self._fact(name, "background").lower()
        background = _WHITE if background in {"", "transparent"} else background
        if colour == background:
            return "colour"
        size = self._fact(name, "size").removesuffix("pt")
        try:
            return "size" if size and float(size) < _TINY_POINTS else ""
        except ValueError:
            return ""

    def _fact(self, name: str, fact: str) -> str:
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            style = self._styles.get(name)
            if style is None:
                return ""
            if getattr(style, fact):
                return str(getattr(style, fact))
            name = style.parent
        return ""
