"""How the cells of an xlsx workbook look: xl/styles.xml with the theme's colours."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable

from lxml import etree

from sdc_desktop.core.sheets import CellStyle
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.package import Package

BUILT_IN_FORMATS = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '#,##0;-#,##0;"-";@',
    42: '£#,##0;-£#,##0;"-";@',
    43: '#,##0.00;-#,##0.00;"-";@',
    44: '£#,##0.00;-£#,##0.00;"-";@',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
_INDEXED = (
    *("000000", "ffffff", "ff0000", "00ff00", "0000ff", "ffff00", "ff00ff", "00ffff") * 2,
    *("800000", "008000", "000080", "808000", "800080", "008080", "c0c0c0", "808080"),
    *("9999ff", "993366", "ffffcc", "ccffff", "660066", "ff8080", "0066cc", "ccccff"),
    *("000080", "ff00ff", "ffff00", "00ffff", "800080", "800000", "008080", "0000ff"),
    *("00ccff", "ccffff", "ccffcc", "ffff99", "99ccff", "ff99cc", "cc99ff", "ffcc99"),
    *("3366ff", "33cccc", "99cc00", "ffcc00", "ff9900", "ff6600", "666699", "969696"),
    *("003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333"),
)
_THEME_ORDER = (1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11)
_FALSE = {"0", "false", "none"}


def read_xml(package: Package, part: str) -> etree._Element:
    """Return the root of a small part, with no entity resolved and nothing fetched.

    Raises:
        DamagedWorkbookError: It is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(package.read(part), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedWorkbookError(package.path, f"its part {part} is not valid XML") from error


def read_styles(package: Package) -> tuple[CellStyle, ...]:
    """Return the cell formats of a workbook in their order, at least the default one."""
    links = package.relationships(package.workbook_part)
    parts = {link.type: link.target for link in links if link.target in package}
    theme = _theme_colours(package, parts["theme"]) if "theme" in parts else ()
    if "styles" not in parts:
        return (CellStyle(),)
    return _StyleSheet(read_xml(package, parts["styles"]), theme).styles() or (CellStyle(),)


class _StyleSheet:
    """The style part: fonts, fills, borders and number formats that cell formats point to."""

    def __init__(self, root: etree._Element, theme: tuple[str, ...]) -> None:
        self._theme = theme
        self._formats = dict(BUILT_IN_FORMATS)
        for one in _children(_child(root, "numFmts")):
            self._formats[_int(one.get("numFmtId"), -1)] = one.get("formatCode", "General")
        self._fonts = list(_children(_child(root, "fonts")))
        self._fills = list(_children(_child(root, "fills")))
        self._borders = list(_children(_child(root, "borders")))
        self._cells = list(_children(_child(root, "cellXfs")))

    def styles(self) -> tuple[CellStyle, ...]:
        return tuple(self._style(cell) for cell in self._cells)

    def _style(self, cell: etree._Element) -> CellStyle:
        font = _at(self._fonts, cell.get("fontId"))
        border = _at(self._borders, cell.get("borderId"))
        alignment = _child(cell, "alignment")
        get = alignment.get if alignment is not None else lambda *_: None
        size, name = _child(font, "sz"), _child(font, "name")
        return CellStyle(
            number_format=self._formats.get(_int(cell.get("numFmtId"), 0), "General"),
            bold=_is_on(_child(font, "b")),
            italic=_is_on(_child(font, "i")),
            underline=_is_on(_child(font, "u")),
            font_size=_float(size.get("val") if size is not None else None, 11.0),
            font_name=name.get("val", "") if name is not None else "",
            font_colour=self._colour(_child(font, "color")),
            fill_colour=self._fill(_at(self._fills, cell.get("fillId"))),
            horizontal=(get("horizontal") or "").replace("general", ""),
            vertical=get("vertical") or "",
            wrap=(get("wrapText") or "0") not in _FALSE,
            indent=max(_int(get("indent"), 0), 0),
            border_top=_has_line(border, "top"),
            border_bottom=_has_line(border, "bottom"),
            border_left=_has_line(border, "left"),
            border_right=_has_line(border, "right"),
        )

    def _fill(self, fill: etree._Element | None) -> str:
        pattern = _child(fill, "patternFill")
        if pattern is None or pattern.get("patternType", "none") in {"none", "gray125"}:
            return ""
        return self._colour(_child(pattern, "fgColor"))

    def _colour(self, colour: etree._Element | None) -> str:
        if colour is None or colour.get("auto") is not None:
            return ""
        tint = _float(colour.get("tint"), 0.0)
        if colour.get("rgb"):
            return _tinted(colour.get("rgb", "")[-6:], tint)
        if colour.get("theme") is not None:
            place = _int(colour.get("theme"), 0)
            place = _THEME_ORDER[place] if place < len(_THEME_ORDER) else place
            return _tinted(self._theme[place], tint) if place < len(self._theme) else ""
        place = _int(colour.get("indexed"), 64)
        return _tinted(_INDEXED[place], tint) if 0 <= place < len(_INDEXED) else ""


def _theme_colours(package: Package, part: str) -> tuple[str, ...]:
    """Return dk1, lt1, dk2, lt2, accent1... of a theme as "rrggbb"."""
    scheme = next(read_xml(package, part).iter("{*}clrScheme"), None)
    colours = []
    for entry in _children(scheme):
        value = next(iter(_children(entry)), None)
        name = "" if value is None else value.get("lastClr") or value.get("val") or ""
        colours.append(name if len(name) == 6 else "000000")
    return tuple(colours)


def _tinted(colour: str, tint: float) -> str:
    """Return "#rrggbb" lighter (tint > 0) or darker (tint < 0), as ECMA-376 18.8.19 says."""
    try:
        red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    except ValueError:
        return ""
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    channels = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return None if element is None else element.find(f"{{*}}{name}")


def _children(element: etree._Element | None) -> Iterable[etree._Element]:
    return () if element is None else element.iterchildren("{*}*")


def _at(elements: list[etree._Element], place: str | None) -> etree._Element | None:
    number = _int(place, 0)
    return elements[number] if 0 <= number < len(elements) else None


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") not in _FALSE


def _has_line(border: etree._Element | None, side: str) -> bool:
    line = _child(border, side)
    return line is not None and line.get("style", "none") != "none"


def _int(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def _float(text: str | None, default: float) -> float:
    try:
        return float(text) if text is not None else default
    except ValueError:
        return default
