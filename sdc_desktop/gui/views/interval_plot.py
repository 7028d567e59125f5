"""The picture of what a reader can narrow each withheld cell to, drawn with matplotlib.

Colours are of the Okabe-Ito palette, which people who see few colours tell apart; whether a cell
is protected also shows in the shape of its ends.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.gui.models.plot_rows import PlotRow, without_values
from sdc_desktop.gui.theme import LIGHT, Theme
from sdc_desktop.gui.words import number_in_words, tr

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DPI = 100
_LINEAR_UP_TO = 200
_ROW_INCHES, _FRAME_INCHES = 0.24, 1.3
_COLOURS = {
    False: {"enough": "#0072B2", "narrow": "#D55E00", "value": "#000000", "band": "#F0E442"},
    True: {"enough": "#56B4E9", "narrow": "#E69F00", "value": "#FFFFFF", "band": "#F0E442"},
}


def draw_intervals(
    rows: Sequence[PlotRow],
    unsafe: UnsafeRange | None,
    used: Theme,
    width: int,
    pixel_ratio: float = 1.0,
) -> Figure:
    """Return a picture of `rows`, the first at the top.

    Args:
        rows: What to draw; their values are drawn where they are numbers.
        unsafe: What the policy asks an interval to reach across; None draws nothing of it.
        used: The colours of the window.
        width: In pixels of the window.
        pixel_ratio: Pixels of the screen to one of the window.
    """
    from matplotlib.figure import Figure

    height = _FRAME_INCHES + _ROW_INCHES * max(len(rows), 3)
    figure = Figure((max(width, 420) / _DPI, height), _DPI * pixel_ratio, layout="constrained")
    figure.set_facecolor(used.paper)
    axes = figure.add_subplot()
    left, right = _ends(rows, unsafe)
    _frame(axes, rows, used, (left, right))
    colours = _COLOURS[used.is_dark]
    if unsafe is not None:
        text = tr("The policy asks: from at most 1 to at least {n}").format(n=unsafe.safe_from)
        axes.axvspan(1, unsafe.safe_from, color=colours["band"], alpha=0.25, label=text, lw=0)
    for is_enough in (False, True):
        some = [(at, row) for at, row in enumerate(rows) if row.is_enough is is_enough]
        _draw(axes, some, colours["enough" if is_enough else "narrow"], is_enough, (left, right))
    values = [(row.value, at) for at, row in enumerate(rows) if math.isfinite(row.value)]
    if values:
        x, y = zip(*values, strict=True)
        axes.scatter(
            x,
            y,
            s=26,
            marker="D",
            facecolors="none",
            edgecolors=colours["value"],
            label=tr("What the source says (never saved)"),
            zorder=4,
        )
    if rows:
        figure.legend(
            loc="outside upper center",
            ncols=2,
            frameon=False,
            fontsize=8,
            labelcolor=used.text,
        )
    return figure


def image_of(figure: Figure) -> QImage:
    """Return a picture for the screen."""
    written = io.BytesIO()
    figure.savefig(written, format="png", dpi=figure.dpi)
    return QImage.fromData(written.getvalue())


def save_intervals(path: Path, rows: Sequence[PlotRow], unsafe: UnsafeRange | None) -> None:
    """Write a picture as SVG or PNG; it never holds what the source says.

    Raises:
        OSError: The file cannot be written.
    """
    save_figure(path, draw_intervals(without_values(rows), unsafe, LIGHT, 900))


def save_figure(path: Path, figure: Figure) -> None:
    """Write a picture as SVG where its name says so, else as PNG, without date and program.

    Raises:
        OSError: The file cannot be written.
    """
    import matplotlib as mpl

    kind = "svg" if path.suffix.lower() == ".svg" else "png"
    metadata = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
    written = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure.savefig(written, format=kind, dpi=2 * _DPI, metadata=metadata)
    path.write_bytes(written.getvalue())


def plot_in_words(rows: Sequence[PlotRow]) -> str:
    """Return what the picture shows, for those who do not see it."""
    lines = [
        tr("{cell}: {a} to {b}, {verdict}").format(
            cell=row.name,
            a=number_in_words(row.lower) if math.isfinite(row.lower) else tr("no limit"),
            b=number_in_words(row.upper),
            verdict=tr("protected") if row.is_enough else tr("unprotected"),
        )
        for row in rows
    ]
    return "\n".join(lines)


def _ends(rows: Sequence[PlotRow], unsafe: UnsafeRange | None) -> tuple[float, float]:
    """Return the least and the greatest number that the picture has room for."""
    ends = [end for row in rows for end in (row.lower, row.upper, row.value)]
    finite = [end for end in ends if math.isfinite(end)]
    highest = max([*finite, 1.0 if unsafe is None else unsafe.safe_from * 1.2])
    lowest = min([*finite, 0.0])
    if highest > _LINEAR_UP_TO:
        return 1.5 * lowest - 2, highest * (2.5 if math.inf in ends else 1.3)
    room = 0.06 * (highest - lowest)
    return lowest - room, highest + room * (3 if math.inf in ends else 1)


def _frame(axes: Axes, rows: Sequence[PlotRow], used: Theme, ends: tuple[float, float]) -> None:
    """Set up axes with a row for each cell."""
    axes.set_facecolor(used.paper)
    if ends[1] > _LINEAR_UP_TO:
        axes.set_xscale("symlog", linthresh=20)
    axes.set_xlim(*ends)
    axes.set_ylim(max(len(rows), 3) - 0.4, -0.6)
    axes.xaxis.set_label_position("top")
    text = tr("Least and greatest number that a reader can work out")
    axes.set_xlabel(text, fontsize=9, color=used.text)
    axes.set_yticks(range(len(rows)), [row.name for row in rows], fontsize=8)
    axes.tick_params(colors=used.text, length=0, labelsize=8, labeltop=True)
    axes.xaxis.set_major_formatter(lambda value, _: number_in_words(round(value, 6)))
    axes.grid(axis="y", color=used.line, linewidth=0.6)
    axes.set_axisbelow(True)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(used.strong_line)


def _draw(
    axes: Axes,
    rows: Sequence[tuple[int, PlotRow]],
    colour: str,
    is_enough: bool,
    ends: tuple[float, float],
) -> None:
    """Draw intervals of one kind; an end without limit is an arrow."""
    if not rows:
        return
    y = [at for at, _ in rows]
    lower = [max(row.lower, ends[0]) for _, row in rows]
    upper = [min(row.upper, ends[1]) for _, row in rows]
    label = tr("Protected") if is_enough else tr("Unprotected")
    axes.hlines(y, lower, upper, colors=colour, linewidth=3 if is_enough else 4.5)
    shape = "o" if is_enough else "^"
    known = [(x, at) for (at, row) in rows for x in (row.lower, row.upper) if math.isfinite(x)]
    open_up = [(ends[1], at) for at, row in rows if row.upper == math.inf]
    open_down = [(ends[0], at) for at, row in rows if row.lower == -math.inf]
    for places, marker, name in (
        (known, shape, label),
        (open_up, ">", None if known else label),
        (open_down, "<", None),
    ):
        if places:
            x, at = zip(*places, strict=True)
            axes.scatter(
                x, at, color=colour, marker=marker, s=34, label=name, zorder=3, clip_on=False
            )
