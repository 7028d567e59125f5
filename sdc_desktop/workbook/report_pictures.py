"""Pictures of a report: where in a table something was done, drawn without any number.

They are SVG with shapes only, so that they look the same in the HTML and in the PDF and need no
font; each comes with words that say the same. A sign tells its meaning by its shape, its colour
helps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from sdc_desktop.core.cells import CellRange, CellRef

OUTSTANDING, PRIMARY, SECONDARY = "outstanding", "primary", "secondary"
CHANGED, COMBINED, ACCEPTED = "round", "merge-lines", "exempt"

SIGN_WORDS = {
    OUTSTANDING: "still found",
    PRIMARY: "withheld, unsafe itself",
    SECONDARY: "withheld to protect others",
    CHANGED: "another number is shown",
    COMBINED: "combined with a neighbouring line",
    ACCEPTED: "shown with a reason",
}
"""What the signs mean, the most serious first."""

_RANK = {name: rank for rank, name in enumerate(SIGN_WORDS)}
_SIDE = 10
_MOST_ROWS, _MOST_COLUMNS = 120, 60
_GROUND, _PALE = "#e6ebf1", "#d5dde6"
_NAVY, _AMBER, _BLUE, _GREEN = "#1f3a5f", "#c76a00", "#4f86c6", "#2d7d4a"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, the same in words, and how wide it is in signs; no picture where `svg` is ""."""

    svg: str = ""
    words: str = ""
    columns: int = 0


NO_PICTURE = Picture()


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign and what it means."""

    svg: str
    words: str


def map_of_table(body: CellRange, states: Mapping[CellRef, str]) -> Picture:
    """Return where in a table something was done.

    A table of more than 120 rows or 60 columns is drawn in blocks; each shows the most serious
    thing in it.

    Args:
        body: The table's numbers.
        states: A name of `SIGN_WORDS` for each of its cells about which there is something to say.
    """
    if not states:
        return NO_PICTURE
    tall = ceil(len(body.rows) / _MOST_ROWS)
    wide = ceil(len(body.columns) / _MOST_COLUMNS)
    rows, columns = ceil(len(body.rows) / tall), ceil(len(body.columns) / wide)
    blocks: dict[tuple[int, int], str] = {}
    for cell, state in states.items():
        place = (cell.row - body.top) // tall, (cell.column - body.left) // wide
        blocks[place] = min(blocks.get(place, state), state, key=_RANK.__getitem__)
    marks = "".join(
        _mark(state, column * _SIDE, row * _SIDE) for (row, column), state in sorted(blocks.items())
    )
    ground = f'<rect width="{columns * _SIDE}" height="{rows * _SIDE}" fill="{_GROUND}"/>'
    grid = _grid(rows, columns)
    words = _in_words(states, is_coarse=tall > 1 or wide > 1)
    return Picture(_svg(columns, rows, f"{ground}{grid}{marks}"), words, columns)


def signs(states: frozenset[str]) -> tuple[Sign, ...]:
    """Return the signs that maps use, with what they mean."""
    return tuple(
        Sign(_svg(1, 1, _mark(name, 0, 0)), words)
        for name, words in SIGN_WORDS.items()
        if name in states
    )


def bar_of_shares(shares: tuple[float, float, float]) -> str:
    """Return what is shown, changed and withheld as one bar; the numbers beside it say the same.

    Args:
        shares: Of the whole, from 0 to 1 each.
    """
    parts, start = [], 0.0
    for colour, share in zip((_PALE, _BLUE, _NAVY), shares, strict=True):
        width = 100 * share
        parts.append(f'<rect x="{start:.2f}" width="{width:.2f}" height="10" fill="{colour}"/>')
        start += width
    return f'<svg class="bar" viewBox="0 0 100 10" aria-hidden="true">{"".join(parts)}</svg>'


def bar_of_interval(start: float, end: float) -> str:
    """Return where an interval lies, without a number; the words beside it say the same.

    Args:
        start: From 0 to 1, the greatest possible value.
        end: The same; more than 1 where there is no greatest value, 0 for nothing to draw.
    """
    left, right = 100 * start, 100 * min(end, 1.0)
    mark = f'<rect x="{left:.0f}" y="2" width="{right - left:.0f}" height="6" fill="{_NAVY}"/>'
    if not end:
        mark = ""
    elif start == end:
        mark = f'<circle cx="{left:.0f}" cy="5" r="3" fill="{_NAVY}"/>'
    elif end > 1:
        mark += f'<polygon points="100,0 108,5 100,10" fill="{_NAVY}"/>'
    axis = '<path d="M0 5H100" stroke="#4a5560" stroke-width="1" fill="none"/>'
    return f'<svg class="bar" viewBox="0 0 108 10" aria-hidden="true">{axis}{mark}</svg>'


def _in_words(states: Mapping[CellRef, str], *, is_coarse: bool) -> str:
    counts = Counter(states.values())
    said = [f"{counts[name]:,} {words}" for name, words in SIGN_WORDS.items() if counts[name]]
    blocks = "; each sign stands for a block of cells" if is_coarse else ""
    return f"Map of the table. Cells {', '.join(said)}{blocks}."


def _svg(columns: int, rows: int, content: str) -> str:
    width, height = columns * _SIDE, rows * _SIDE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{content}</svg>'
    )


def _grid(rows: int, columns: int) -> str:
    """Return white lines between the cells."""
    width, height = columns * _SIDE, rows * _SIDE
    down = "".join(f"M{column * _SIDE} 0V{height}" for column in range(1, columns))
    across = "".join(f"M0 {row * _SIDE}H{width}" for row in range(1, rows))
    lines = f"{down}{across}"
    return f'<path d="{lines}" stroke="#fff" stroke-width="1" fill="none"/>' if lines else ""


def _mark(state: str, x: int, y: int) -> str:
    """Return the sign of a state with its corner at (x, y)."""
    match state:
        case "primary":
            return f'<rect x="{x + 1}" y="{y + 1}" width="8" height="8" fill="{_NAVY}"/>'
        case "secondary":
            return (
                f'<rect x="{x + 2}" y="{y + 2}" width="6" height="6" fill="#fff" '
                f'stroke="{_NAVY}" stroke-width="1.5"/>'
            )
        case "round":
            return f'<circle cx="{x + 5}" cy="{y + 5}" r="3.5" fill="{_BLUE}"/>'
        case "merge-lines":
            return f'<rect x="{x + 1}" y="{y + 3}" width="8" height="4" fill="{_BLUE}"/>'
        case "exempt":
            points = f"{x + 5},{y + 1} {x + 9},{y + 5} {x + 5},{y + 9} {x + 1},{y + 5}"
            return f'<polygon points="{points}" fill="{_GREEN}"/>'
        case _:
            points = f"{x + 5},{y + 1} {x + 9},{y + 9} {x + 1},{y + 9}"
            return f'<polygon points="{points}" fill="{_AMBER}"/>'
