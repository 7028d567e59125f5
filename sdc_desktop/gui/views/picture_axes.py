"""What all pictures of a check are made of: axes in the window's colours, whole ticks, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.theme import Theme
from sdc_desktop.gui.words import sheet_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BINS = 25
_LONGEST_NAME = 90
_LETTER_PIXELS = 5.6
"""About what a letter of a table's name takes in pictures."""


def make_axes(figure: Figure, used: Theme, across: str, up: str) -> Axes:
    """Return axes with these titles; "" for none."""
    axes = figure.add_subplot()
    axes.set_facecolor(used.paper)
    axes.set_xlabel(across, fontsize=9, color=used.text)
    axes.set_ylabel(up, fontsize=9, color=used.text)
    axes.tick_params(colors=used.text, labelsize=8, length=0)
    axes.grid(axis="both", color=used.line, linewidth=0.6)
    axes.set_axisbelow(True)
    for name, spine in axes.spines.items():
        spine.set_visible(name in ("bottom", "left"))
        spine.set_color(used.strong_line)
    return axes


def count_in_wholes(axes: Axes) -> None:
    """Let the axis upwards say whole numbers: cells come in no halves."""
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def add_legend(axes: Axes, used: Theme) -> None:
    """Say what the colours mean, where there is anything to say."""
    if axes.get_legend_handles_labels()[0]:
        axes.legend(frameon=False, fontsize=8, labelcolor=used.text)


def say_instead(axes: Axes, used: Theme, why: str) -> str:
    """Say why there is nothing to draw, in place of empty axes."""
    axes.axis("off")
    axes.text(0.5, 0.5, why, ha="center", va="center", transform=axes.transAxes, color=used.muted)
    return why


def bins_of(values: FloatArray) -> FloatArray:
    """Return edges of bins around 0: one for each whole number where these are few."""
    most = max(float(np.abs(values).max()), 1.0)
    if np.all(values % 1 == 0) and most <= _BINS:
        return np.arange(-most - 0.5, most + 1.0)
    return np.linspace(-most, most, 2 * _BINS)


def name_of(table: Table) -> str:
    """Return what a table is called in words beside a picture."""
    return (table.title or f"{sheet_words(table.sheet)}, {table.body.a1}")[:_LONGEST_NAME]


def short_name(table: Table, pixels: float) -> str:
    """Return what a table is called within so many pixels of a picture."""
    name, room = name_of(table), max(8, int(pixels / _LETTER_PIXELS))
    return name if len(name) <= room else f"{name[: room - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
