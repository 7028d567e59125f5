"""How cells, rows, columns and sheets of an OpenDocument spreadsheet look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import IO

from lxml import etree

from sdc_desktop.core.sheets import CellStyle
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.ods_formats import STYLE_TAGS, fact, format_code, tag_of
from sdc_desktop.workbook.ods_package import CONTENT, STYLES, OdsPackage

_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(-?[0-9.]+)(pt|in|cm|mm|pc|px)")
_POINTS_A_LEVEL = 10.0
_POINTS_A_CHARACTER = 5.25
_SIDES = ("top", "bottom", "left", "right")
_HORIZONTAL = {"start": "left", "left": "left", "end": "right", "right": "right"}
_HORIZONTAL |= {"center": "center", "justify": "justify"}
_VERTICAL = {"top": "top", "middle": "center", "bottom": "bottom"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FALLBACKS = {"date": "yyyy-mm-dd", "time": "[hh]:mm:ss", "percentage": "0.00%"}
_FAMILIES = {"table-cell", "table-row", "table-column", "table"}

Facts = dict[str, str]


@dataclass(slots=True)
class OdsStyles:
    """The styles of a file by family and name.

    Attributes:
        own: (family, name) to what the style itself says; the name "" is the family's default.
        parents: (family, name) to the name of the style that it goes on from.
        formats: Name of a number style to its format code.
    """

    own: dict[tuple[str, str], Facts] = field(default_factory=dict)
    parents: dict[tuple[str, str], str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)

    def facts(self, family: str, name: str) -> Facts:
        """Return what a style says, with what it takes from those that it goes on from."""
        chain: list[Facts] = []
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            chain.append(self.own.get((family, name), {}))
            name = self.parents.get((family, name), "")
        found = dict(self.own.get((family, ""), {}))
        for facts in reversed(chain):
            found.update(facts)
        return found

    def is_sheet_hidden(self, name: str) -> bool:
        """Tell whether sheets of a style are hidden."""
        return self.facts("table", name).get("display") == "false"

    def row_height(self, name: str) -> float | None:
        """Return a row's height in points, None where its style leaves it open."""
        return _points(self.facts("table-row", name).get("row-height", ""))

    def column_width(self, name: str) -> float | None:
        """Return a column's width in characters of the default font, None where left open."""
        points = _points(self.facts("table-column", name).get("column-width", ""))
        return None if points is None else round(points / _POINTS_A_CHARACTER, 2)

    def cell_style(self, name: str, value_type: str) -> CellStyle:
        """Return how a cell of a style looks that holds a date, a percentage or the like."""
        facts = self.facts("table-cell", name or "Default")
        code = self.formats.get(facts.get("data-style-name", ""), "General")
        style = _cell_style(facts, code)
        if code == "General" and value_type in _FALLBACKS:
            return replace(style, number_format=_FALLBACKS[value_type])
        return style


def read_ods_styles(package: OdsPackage) -> OdsStyles:
    """Return the styles of a file: those with names and those that only cells have.

    Raises:
        DamagedWorkbookError: A part is not well-formed.
    """
    styles = OdsStyles()
    for part in (STYLES, CONTENT):
        if part in package:
            _read_part(package, part, styles)
    return styles


def _read_part(package: OdsPackage, part: str, styles: OdsStyles) -> None:
    try:
        with package.stream(part) as stream:
            for element in _style_elements(stream):
                tag, name = tag_of(element), fact(element, "name")
                if tag in STYLE_TAGS:
                    styles.formats[name] = format_code(element, styles.formats)
                elif fact(element, "family") in _FAMILIES:
                    key = fact(element, "family"), "" if tag == "default-style" else name
                    styles.own[key] = _read_facts(element)
                    styles.parents[key] = fact(element, "parent-style-name")
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedWorkbookError(package.path, f"its part {part} is not valid XML") from error


def _style_elements(stream: IO[bytes]) -> Iterator[etree._Element]:
    """Yield the style elements of a part; what comes after them is not read."""
    tags = ("style", "default-style", "body", "master-styles", *sorted(STYLE_TAGS))
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    for event, element in events:
        is_after = tag_of(element) in {"body", "master-styles"}
        if event == "start" and is_after:
            return
        if event == "end" and not is_after:
            yield element
            element.clear()


def _read_facts(style: etree._Element) -> Facts:
    """Return all attributes of a style's properties; what holds for all sides for each side."""
    facts: Facts = {}
    if fact(style, "data-style-name"):
        facts["data-style-name"] = fact(style, "data-style-name")
    for properties in style:
        plain = {str(key).rpartition("}")[2]: str(value) for key, value in properties.items()}
        for name in ("border", "padding", "margin"):
            if name in plain:
                facts.update({f"{name}-{side}": plain[name] for side in _SIDES})
        facts.update(plain)
    return facts


def _cell_style(facts: Facts, number_format: str) -> CellStyle:
    has_own_colour = facts.get("use-window-font-color") != "true"
    is_by_value = facts.get("text-align-source") == "value-type"
    return CellStyle(
        number_format=number_format,
        bold=_is_bold(facts.get("font-weight", "")),
        italic=facts.get("font-style", "") in {"italic", "oblique"},
        underline=facts.get("text-underline-style", "none") != "none",
        font_size=_points(facts.get("font-size", "")) or 11.0,
        font_name=facts.get("font-name", "") or facts.get("font-family", "").strip("'\""),
        font_colour=_colour(facts.get("color", "")) if has_own_colour else "",
        fill_colour=_colour(facts.get("background-color", "")),
        horizontal="" if is_by_value else _HORIZONTAL.get(facts.get("text-align", ""), ""),
        vertical=_VERTICAL.get(facts.get("vertical-align", ""), ""),
        wrap=facts.get("wrap-option") == "wrap",
        indent=_indent(facts),
        border_top=_has_line(facts, "top"),
        border_bottom=_has_line(facts, "bottom"),
        border_left=_has_line(facts, "left"),
        border_right=_has_line(facts, "right"),
    )


def _indent(facts: Facts) -> int:
    lengths = [_points(facts.get(name, "")) or 0.0 for name in ("margin-left", "padding-left")]
    return max(0, round(sum(lengths) / _POINTS_A_LEVEL))


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdigit() and int(weight) >= 600)


def _has_line(facts: Facts, side: str) -> bool:
    line = facts.get(f"border-{side}", "none")
    return not {"none", "hidden"} & set(line.split()) and bool(line)


def _colour(text: str) -> str:
    return text.lower() if _COLOUR.fullmatch(text) else ""


def _points(text: str) -> float | None:
    match = _LENGTH.fullmatch(text.strip())
    try:
        return float(match[1]) * _POINTS[match[2]] if match else None
    except ValueError:
        return None
