"""Pictures of a check, drawn with matplotlib: a map of its cells, counts, losses, moves, sums.

Colours are of the Okabe-Ito palette, which people who see few colours tell apart; kinds also differ
by a sign, a hatching or their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sdc_desktop.core.pictures import (
    CountBars,
    Moves,
    Outcome,
    TableLoss,
    TableMap,
    counts_near_threshold,
    losses,
    map_tables,
    moves,
    sum_errors,
)
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.gui.theme import Theme
from sdc_desktop.gui.views.picture_axes import (
    add_legend,
    bins_of,
    count_in_wholes,
    make_axes,
    name_of,
    say_instead,
    short_name,
)
from sdc_desktop.gui.views.picture_names import Picture
from sdc_desktop.gui.words import number_in_words, tr

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

    from sdc_desktop.core.check import Assessment
    from sdc_desktop.core.sheets import Workbook

_DPI = 100
_MOST_MAPS = 12
_MOST_SIGN_LINES = 48
_MOST_TABLES = 30
_BANDS = (0, 1, 3, 5, 10, 20, 50, 100, 1_000, 10_000)
_ORANGE, _SKY, _GREEN, _YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
_BLUE, _VERMILION, _PURPLE = "#0072B2", "#D55E00", "#CC79A7"
_OUTCOME_COLOURS = {
    Outcome.SHOWN: "#B9C2CE",
    Outcome.CHANGED: _SKY,
    Outcome.WITHHELD: _PURPLE,
    Outcome.REVIEW: _YELLOW,
    Outcome.AT_RISK: _VERMILION,
}
_SIGNS = {
    Outcome.CHANGED: "≈",
    Outcome.WITHHELD: "\N{MULTIPLICATION SIGN}",
    Outcome.REVIEW: "?",
    Outcome.AT_RISK: "!",
}


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What pictures are drawn of.

    Attributes:
        workbook: The source.
        assessment: What is known of it.
        with_source: Whether a picture may say what the source holds: on the screen only.
    """

    workbook: Workbook
    assessment: Assessment
    with_source: bool = False


def draw_picture(
    picture: Picture,
    subject: Subject,
    used: Theme,
    width: int,
    pixel_ratio: float = 1.0,
    *,
    height: int = 460,
) -> tuple[Figure, str]:
    """Return a picture and the same in words, for those who do not see it.

    Args:
        picture: Which.
        subject: Of what.
        used: The colours of the window.
        width: In pixels of the window.
        pixel_ratio: Pixels of the screen to one of the window.
        height: In pixels of the window; what has many tables takes more.
    """
    from matplotlib.figure import Figure

    book, known = subject.workbook, subject.assessment
    published, unsafe = known.published, known.policy.unsafe_counts
    size = max(width, 420) / _DPI, max(height, 300) / _DPI
    figure = Figure(size, _DPI * pixel_ratio, layout="constrained")
    figure.set_facecolor(used.paper)
    match picture:
        case Picture.MAP:
            return figure, _draw_map(figure, map_tables(book, known), used)
        case Picture.COUNTS:
            bars = counts_near_threshold(
                book, known.tables, published, unsafe, with_source=subject.with_source
            )
            return figure, _draw_counts(figure, bars, used, with_source=subject.with_source)
        case Picture.LOSS:
            return figure, _draw_losses(figure, losses(book, known.tables, published), used)
        case Picture.MOVES:
            return figure, _draw_moves(figure, moves(book, known.tables, published), used)
        case Picture.BEFORE_AFTER:
            found = moves(book, known.tables, published)
            return figure, _draw_bands(figure, found, used, with_source=subject.with_source)
        case Picture.SUMS:
            return figure, _draw_errors(figure, sum_errors(known.system, published), used)
    raise ValueError(f"no such picture: {picture}")


def _draw_map(figure: Figure, maps: Sequence[TableMap], used: Theme) -> str:
    """Draw the tables with most at risk first, each cell as a square."""
    ordered = sorted(maps, key=lambda one: -_count(one, Outcome.AT_RISK, Outcome.REVIEW))
    drawn = ordered[:_MOST_MAPS]
    columns = min(3, max(1, len(drawn)))
    rows = -(-len(drawn) // columns) if drawn else 1
    figure.set_figheight(max(figure.get_figheight(), 0.9 + 2.3 * rows))
    room = _DPI * figure.get_figwidth() / columns - 40
    for place, one in enumerate(drawn):
        _draw_table_map(figure.add_subplot(rows, columns, place + 1), one, used, room)
    for axes in figure.axes[-columns:]:
        axes.set_xlabel(tr("Columns of the table"), fontsize=8, color=used.text)
    for axes in figure.axes[::columns]:
        axes.set_ylabel(tr("Rows of the table"), fontsize=8, color=used.text)
    if len(drawn) < len(ordered):
        text = tr("The {n} tables with most to deal with, of {all}")
        figure.suptitle(text.format(n=len(drawn), all=len(ordered)), fontsize=9, color=used.muted)
    names = _outcome_names()
    figure.legend(
        handles=[_patch(_OUTCOME_COLOURS[outcome], name) for outcome, name in names.items()],
        loc="outside lower center",
        ncols=5,
        frameon=False,
        fontsize=8,
        labelcolor=used.text,
    )
    lines = [
        f"{name_of(one.table)}: "
        + ", ".join(
            f"{count} {name}" for outcome, name in names.items() if (count := _count(one, outcome))
        )
        for one in ordered
    ]
    return "\n".join(lines)


def _draw_table_map(axes: Axes, one: TableMap, used: Theme, room: float) -> None:
    from matplotlib.colors import BoundaryNorm, ListedColormap

    colours = ListedColormap([used.paper, *_OUTCOME_COLOURS.values()])
    norm = BoundaryNorm(np.arange(len(Outcome) + 1) - 0.5, len(Outcome))
    axes.imshow(one.outcomes, cmap=colours, norm=norm, aspect="auto", interpolation="nearest")
    axes.set_title(short_name(one.table, room), fontsize=8, color=used.text, loc="left")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_color(used.strong_line)
    longest = max(one.outcomes.shape)
    if longest <= _MOST_SIGN_LINES:
        size = 7 if longest <= _MOST_SIGN_LINES // 2 else 4.5
        for outcome, sign in _SIGNS.items():
            for row, column in np.argwhere(one.outcomes == outcome).tolist():
                axes.text(
                    column, row, sign, ha="center", va="center", fontsize=size, color="#000000"
                )


def _draw_counts(figure: Figure, bars: CountBars, used: Theme, *, with_source: bool) -> str:
    axes = make_axes(figure, used, tr("Count"), tr("Cells"))
    count_in_wholes(axes)
    counts = np.arange(bars.shown.size)
    if bars.unsafe is not None:
        low, high = bars.unsafe.lowest - 0.5, bars.unsafe.highest + 0.5
        axes.axvspan(low, high, color=_YELLOW, alpha=0.25, lw=0, label=tr("Unsafe counts"))
    axes.bar(counts, bars.shown, color=_BLUE, label=tr("Shown"))
    if with_source and bars.withheld.any():
        axes.bar(
            counts,
            bars.withheld,
            bottom=bars.shown,
            color=_ORANGE,
            hatch="///",
            edgecolor=used.paper,
            label=tr("Withheld (never saved)"),
        )
    add_legend(axes, used)
    unsafe = slice(0, 0)
    if bars.unsafe is not None:
        unsafe = slice(bars.unsafe.lowest, bars.unsafe.highest + 1)
    text = tr("{n} cells show an unsafe count; {m} counts are withheld.")
    return text.format(n=int(bars.shown[unsafe].sum()), m=bars.withheld_at_all)


def _draw_losses(figure: Figure, found: Sequence[TableLoss], used: Theme) -> str:
    ordered = sorted(found, key=lambda one: -_share(one.withheld + one.changed, one.numbers))
    drawn = ordered[:_MOST_TABLES]
    figure.set_figheight(max(figure.get_figheight(), 1.4 + 0.3 * len(drawn)))
    axes = make_axes(figure, used, tr("Share of the table's numbers in percent"), "")
    places = np.arange(len(drawn))
    withheld = np.array([_share(one.withheld, one.numbers) for one in drawn])
    changed = np.array([_share(one.changed, one.numbers) for one in drawn])
    axes.barh(places, withheld, color=_PURPLE, hatch="xx", edgecolor=used.paper,
              label=tr("Withheld"))  # fmt: skip
    axes.barh(places, changed, left=withheld, color=_SKY, label=tr("Changed"))
    axes.set_yticks(places, [short_name(one.table, 250) for one in drawn], fontsize=8)
    axes.set_xlim(0, 100)
    axes.set_ylim(max(len(drawn), 8) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    figure.legend(
        loc="outside upper center", ncols=2, frameon=False, fontsize=8, labelcolor=used.text
    )
    text = tr("{table}: {n} of {all} withheld, {m} changed")
    return "\n".join(
        text.format(table=name_of(one.table), n=one.withheld, all=one.numbers, m=one.changed)
        for one in ordered
    )


def _draw_moves(figure: Figure, found: Moves, used: Theme) -> str:
    axes = make_axes(figure, used, tr("Shown number less true number"), tr("Cells"))
    count_in_wholes(axes)
    by = found.by
    if not by.size:
        return say_instead(axes, used, tr("No number is shown changed."))
    axes.axvline(0, color=used.strong_line, linewidth=1)
    axes.hist(by, bins=bins_of(by).tolist(), color=_BLUE, edgecolor=used.paper)
    axes.axvline(float(by.mean()), color=_VERMILION, linestyle="--", label=tr("Mean"))
    add_legend(axes, used)
    text = tr(
        "{n} numbers are shown changed, by {mean} on average and {size} in size. Keep this picture "
        "to yourself: the largest move tells what the method was given."
    )
    return text.format(
        n=by.size,
        mean=number_in_words(round(float(by.mean()), 2)),
        size=number_in_words(round(float(np.abs(by).mean()), 2)),
    )


def _draw_bands(figure: Figure, found: Moves, used: Theme, *, with_source: bool) -> str:
    axes = make_axes(figure, used, tr("Size of the number"), tr("Changed cells"))
    count_in_wholes(axes)
    if not found.after.size:
        return say_instead(axes, used, tr("No number is shown changed."))
    edges = [*_BANDS, np.inf]
    before, after = (np.histogram(np.abs(one), edges)[0] for one in (found.before, found.after))
    places, width = np.arange(len(_BANDS)), 0.4 if with_source else 0.7
    if with_source:
        axes.bar(places - width / 2, before, width, color=_ORANGE, hatch="///",
                 edgecolor=used.paper, label=tr("Before (never saved)"))  # fmt: skip
    at = places + width / 2 if with_source else places
    axes.bar(at, after, width, color=_BLUE, label=tr("After"))
    axes.set_xticks(places, _band_names(), fontsize=8)
    add_legend(axes, used)
    return "\n".join(
        tr("{band}: {n} after").format(band=band, n=count)
        for band, count in zip(_band_names(), after.tolist(), strict=True)
    )


def _draw_errors(figure: Figure, errors: FloatArray, used: Theme) -> str:
    axes = make_axes(figure, used, tr("Shown total less the sum of its shown parts"), tr("Sums"))
    count_in_wholes(axes)
    if not errors.size:
        return say_instead(axes, used, tr("No sum is shown with all its parts."))
    if not errors.any():
        text = tr("All {n} sums between the numbers shown hold.")
        return say_instead(axes, used, text.format(n=f"{errors.size:,}"))
    axes.axvline(0, color=used.strong_line, linewidth=1)
    axes.hist(errors, bins=bins_of(errors).tolist(), color=_GREEN, edgecolor=used.paper)
    wrong = int(np.count_nonzero(errors))
    text = tr(
        "{n} of {all} sums no longer hold between the numbers shown; the largest error is {m}."
    )
    return text.format(
        n=wrong, all=errors.size, m=number_in_words(round(float(np.abs(errors).max()), 6))
    )


def _band_names() -> list[str]:
    names = [f"{low}" if high - low == 1 else f"{low:,}-{high - 1:,}"
             for low, high in pairwise(_BANDS)]  # fmt: skip
    return [*names, f"{_BANDS[-1]:,}+"]


def _patch(colour: str, name: str) -> Patch:
    from matplotlib.patches import Patch

    return Patch(facecolor=colour, label=name)


def _outcome_names() -> dict[Outcome, str]:
    return {
        Outcome.SHOWN: tr("shown"),
        Outcome.CHANGED: tr("≈ changed"),
        Outcome.WITHHELD: f"{_SIGNS[Outcome.WITHHELD]} {tr('withheld')}",
        Outcome.REVIEW: tr("? to look at"),
        Outcome.AT_RISK: tr("! at risk"),
    }


def _count(one: TableMap, *outcomes: Outcome) -> int:
    return int(np.count_nonzero(np.isin(one.outcomes, outcomes)))


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
