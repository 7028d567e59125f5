"""Heading styles in an xlsx file, so that a screen reader announces titles as headings."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

_HEADINGS = ((16, "Heading 1", 16), (14, "Heading 2", 17))
"""Size of the font in points, name of the style, and the number that spreadsheets know it by."""

_LISTS = ("fonts", "cellXfs", "cellStyleXfs", "cellStyles")


def with_heading_styles(styles: bytes) -> bytes:
    """Return the styles part with the cells in a heading's font bound to that heading style."""
    root = etree.fromstring(styles)
    fonts, cells, bases, named = (_child(root, name) for name in _LISTS)
    for points, name, number in _HEADINGS:
        wanted = {
            str(at)
            for at, font in enumerate(fonts)
            if float(_child(font, "sz").get("val", "0")) == points
        }
        used = [one for one in cells if one.get("fontId") in wanted]
        if not used:
            continue
        base = deepcopy(used[0])
        base.attrib.pop("xfId", "")
        bases.append(base)
        for one in used:
            one.set("xfId", str(len(bases) - 1))
        looks = {"name": name, "xfId": str(len(bases) - 1), "builtinId": str(number)}
        etree.SubElement(named, named[0].tag, looks)
    for one in (bases, named):
        one.set("count", str(len(one)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _child(element: etree._Element, name: str) -> etree._Element:
    found = element.find(f"{{*}}{name}")
    if found is None:
        raise ValueError(f"the styles have no {name}")
    return found
