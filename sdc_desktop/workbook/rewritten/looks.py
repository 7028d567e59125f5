"""Looks of cells as the xlsx writer wants them."""

from __future__ import annotations

from typing import Any

from sdc_desktop.core.sheets import CellStyle

_HORIZONTAL = {
    "left": "left",
    "center": "center",
    "right": "right",
    "fill": "fill",
    "justify": "justify",
    "centerContinuous": "center_across",
    "distributed": "distributed",
}
_VERTICAL = {
    "top": "top",
    "center": "vcenter",
    "bottom": "bottom",
    "justify": "vjustify",
    "distributed": "vdistributed",
}


def format_of(style: CellStyle) -> dict[str, Any]:
    """Return a style as properties of a format; what is the default is left out."""
    look: dict[str, Any] = {
        "font_size": style.font_size,
        "font_name": style.font_name,
        "font_color": style.font_colour,
        "bg_color": style.fill_colour,
        "align": _HORIZONTAL.get(style.horizontal, ""),
        "valign": _VERTICAL.get(style.vertical, ""),
        "bold": style.bold,
        "italic": style.italic,
        "underline": int(style.underline),
        "text_wrap": style.wrap,
        "indent": style.indent,
        "top": int(style.border_top),
        "bottom": int(style.border_bottom),
        "left": int(style.border_left),
        "right": int(style.border_right),
    }
    used = {name: value for name, value in look.items() if value}
    if style.number_format != "General":
        used["num_format"] = style.number_format
    return used


def is_seen_when_empty(style: CellStyle) -> bool:
    """Tell whether an empty cell of this style looks different from one without any style."""
    borders = (style.border_top, style.border_bottom, style.border_left, style.border_right)
    return bool(style.fill_colour) or any(borders)
