"""Colours by role: light, dark, high contrast; and how a spreadsheet's own fit into them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from sdc_desktop.register.resource_files import resource

_SIZE = re.compile(r"(font-size|min-height): (\d+)(pt|px)")
_USUAL_SIZE = 10


@dataclass(frozen=True, slots=True)
class Theme:
    """What is painted in which colour, each as "#rrggbb".

    Attributes:
        window, panel, paper: Behind everything; of panels and buttons; of sheets and lists.
        text, muted, line: Of words; of words that matter less; of edges and grids.
        faint: Of words of what cannot be chosen now; they can still be read.
        accent, on_accent, accent_tint: Of what leads on, what is selected or has the focus.
        fail, review, info: Of words and symbols of findings.
        withheld, rounded, exempt: Of words and symbols of decisions.
        ..._tint: Behind cells and cards of that kind.
        header_tint, stub_tint, outline: Of the tables that were found on a sheet.
        header_line, stub_line, total_line: Around the parts of the table one is in.
    """

    is_dark: bool
    window: str
    panel: str
    paper: str
    text: str
    muted: str
    faint: str
    line: str
    strong_line: str
    accent: str
    on_accent: str
    accent_tint: str
    fail: str
    fail_tint: str
    review: str
    review_tint: str
    info: str
    info_tint: str
    withheld: str
    withheld_tint: str
    secondary_tint: str
    rounded: str
    rounded_tint: str
    exempt: str
    exempt_tint: str
    header_tint: str
    stub_tint: str
    outline: str
    header_line: str
    stub_line: str
    total_line: str


LIGHT = Theme(
    is_dark=False,
    window="#eef1f5",
    panel="#f8f9fb",
    paper="#ffffff",
    text="#18202c",
    muted="#525d6e",
    faint="#6a7381",
    line="#d3d9e2",
    strong_line="#737d8c",
    accent="#1d5bb8",
    on_accent="#ffffff",
    accent_tint="#dfeafb",
    fail="#b0201a",
    fail_tint="#fcdfdc",
    review="#7f5200",
    review_tint="#ffedc2",
    info="#34506f",
    info_tint="#e6edf5",
    withheld="#51389f",
    withheld_tint="#ded6fa",
    secondary_tint="#eeeafc",
    rounded="#08625a",
    rounded_tint="#d3f0ec",
    exempt="#276227",
    exempt_tint="#dff1dd",
    header_tint="#e3ecf8",
    stub_tint="#f0f5fb",
    outline="#3d7bd0",
    header_line="#8a3f9e",
    stub_line="#1a7a6d",
    total_line="#8f5a00",
)

DARK = Theme(
    is_dark=True,
    window="#181b22",
    panel="#21262f",
    paper="#13161b",
    text="#e7eaf0",
    muted="#a9b3c3",
    faint="#8691a3",
    line="#353d4a",
    strong_line="#7f8a9b",
    accent="#82b4ff",
    on_accent="#0b1526",
    accent_tint="#213a5f",
    fail="#ff9d94",
    fail_tint="#4c201e",
    review="#ffd27a",
    review_tint="#43340f",
    info="#a9c7ea",
    info_tint="#22303f",
    withheld="#c8bbff",
    withheld_tint="#3a2f6b",
    secondary_tint="#2a2548",
    rounded="#74dfd0",
    rounded_tint="#123f3a",
    exempt="#9fdf9d",
    exempt_tint="#1e3e20",
    header_tint="#1f2a3c",
    stub_tint="#192130",
    outline="#6ba6f6",
    header_line="#d79be6",
    stub_line="#63cdbd",
    total_line="#e3b25a",
)

HIGH_CONTRAST = Theme(
    is_dark=True,
    window="#000000",
    panel="#0a0a0a",
    paper="#000000",
    text="#ffffff",
    muted="#e6e6e6",
    faint="#a8a8a8",
    line="#5c5c5c",
    strong_line="#ffffff",
    accent="#ffe600",
    on_accent="#000000",
    accent_tint="#003a70",
    fail="#ffb3ad",
    fail_tint="#4a0000",
    review="#ffe08a",
    review_tint="#3a2c00",
    info="#cfe4ff",
    info_tint="#001f3f",
    withheld="#e2d9ff",
    withheld_tint="#2c0a66",
    secondary_tint="#1c0b40",
    rounded="#a0fff2",
    rounded_tint="#00332e",
    exempt="#c0ffbd",
    exempt_tint="#053305",
    header_tint="#101a2a",
    stub_tint="#0b1220",
    outline="#7dc4ff",
    header_line="#f0b6ff",
    stub_line="#7dffe9",
    total_line="#ffc95c",
)

HIGH_CONTRAST_LIGHT = Theme(
    is_dark=False,
    window="#ffffff",
    panel="#fafafa",
    paper="#ffffff",
    text="#000000",
    muted="#262626",
    faint="#5c5c5c",
    line="#a0a0a0",
    strong_line="#000000",
    accent="#003f9e",
    on_accent="#ffffff",
    accent_tint="#cfe2ff",
    fail="#8a0000",
    fail_tint="#ffd9d6",
    review="#5a3800",
    review_tint="#ffe9b0",
    info="#003a63",
    info_tint="#dcecfa",
    withheld="#35127f",
    withheld_tint="#dccfff",
    secondary_tint="#efe9ff",
    rounded="#00463f",
    rounded_tint="#c4f2ea",
    exempt="#0d450d",
    exempt_tint="#d3f2d0",
    header_tint="#dce9fa",
    stub_tint="#eef4fc",
    outline="#00509e",
    header_line="#6a0f80",
    stub_line="#00574b",
    total_line="#6b4200",
)
THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "contrast": HIGH_CONTRAST,
    "contrast-light": HIGH_CONTRAST_LIGHT,
}
"""The themes by the names that the settings call them."""


def theme() -> Theme:
    """Return the theme in use, as the application's palette says."""
    used = QGuiApplication.palette().window().color()
    for one in THEMES.values():
        if one.window == used.name():
            return one
    return DARK if used.lightness() < 128 else LIGHT


def theme_called(name: str) -> Theme:
    """Return the theme of a name in the settings; "system" is what the desktop asks for."""
    return THEMES.get(name) or system_theme()


def system_theme() -> Theme:
    """Return the theme that the desktop asks for."""
    hints = QGuiApplication.styleHints()
    is_dark = hints.colorScheme() is Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST if is_dark else HIGH_CONTRAST_LIGHT
    return DARK if is_dark else LIGHT


def apply_theme(application: QApplication, chosen: Theme) -> None:
    """Give the whole application the colours and shapes of a theme."""
    if not application.styleSheet():
        application.setStyle("Fusion")
    application.setPalette(make_palette(chosen))
    application.setStyleSheet(_style_sheet(chosen))


def make_palette(chosen: Theme) -> QPalette:
    """Return the palette of a theme."""
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: chosen.window,
        role.WindowText: chosen.text,
        role.Base: chosen.paper,
        role.AlternateBase: chosen.panel,
        role.Text: chosen.text,
        role.PlaceholderText: chosen.muted,
        role.Button: chosen.panel,
        role.ButtonText: chosen.text,
        role.ToolTipBase: chosen.panel,
        role.ToolTipText: chosen.text,
        role.Highlight: chosen.accent,
        role.HighlightedText: chosen.on_accent,
        role.Link: chosen.accent,
        role.Mid: chosen.line,
        role.Dark: chosen.strong_line,
        role.Accent: chosen.accent,
    }
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(chosen.faint))
    return palette


def _style_sheet(chosen: Theme) -> str:
    text = resource("themes/window.qss").read_text(encoding="utf-8")
    text = _SIZE.sub(_in_proportion, text)
    for one in sorted(fields(chosen), key=lambda item: -len(item.name)):
        text = text.replace(f"@{one.name}", str(getattr(chosen, one.name)))
    tone = "dark" if chosen.is_dark else "light"
    return text.replace("@tone", tone).replace("@folder", resource("themes").as_posix())


def _in_proportion(size: re.Match[str]) -> str:
    """Return a size of the style sheet, made for text of 10 points, for the text in use."""
    share = max(QApplication.font().pointSizeF(), 1) / _USUAL_SIZE
    return f"{size[1]}: {round(float(size[2]) * share)}{size[3]}"


def blend(upper: str, lower: str, share: float) -> str:
    """Return the colour of `upper` laid over `lower` with a share from 0 to 1."""
    a, b = QColor(upper), QColor(lower)
    mixed = (
        round(x * share + y * (1 - share))
        for x, y in zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    )
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    whole = QColor(colour)
    parts = (whole.redF(), whole.greenF(), whole.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def sheet_fill(colour: str, is_dark: bool) -> str:
    """Return a spreadsheet's fill as the theme shows it: in the dark, its lightness is turned."""
    if not is_dark:
        return colour
    source = QColor(colour)
    hue, saturation = max(source.hslHueF(), 0.0), source.hslSaturationF() * 0.8
    return QColor.fromHslF(hue, saturation, 0.08 + 0.84 * (1 - source.lightnessF())).name()


@cache
def readable(colour: str, background: str, fallback: str) -> str:
    """Return `colour` when it can be read on `background`, else the best that can."""
    if contrast(colour, background) >= 4.5:
        return colour
    if contrast(fallback, background) >= 4.5:
        return fallback
    return max(("#000000", "#ffffff"), key=lambda one: contrast(one, background))
