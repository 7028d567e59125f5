"""What makes real tables hard to read: markers, numbers stored as text, footnote marks."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.layouts.canvas import Canvas
from tests.layouts.render import Placed
from tests.layouts.tables import Plan
from tests.layouts.words import Measure

MARKERS = ("[c]", "*", "..", "-", ":", "x", "[low]", "c", "<5")
_LABEL_MARKS = (" [note 1]", " (1)", "¹", " (a)", "*")
_BELOW = {"<5": 5.0, "[low]": 10.0}


@dataclass(frozen=True, slots=True)
class Noise:
    """How much of what is done to a table.

    Attributes:
        markers: Share of the numbers that markers replace.
        pattern: "random", "small" (small numbers and one more of their row) or "one in a row",
            which subtraction undoes.
    """

    markers: float = 0.0
    pattern: str = "random"
    marker: str = "[c]"
    zeros_as_dashes: bool = False
    numbers_as_text: bool = False
    number_marks: bool = False
    label_marks: bool = False

    @property
    def features(self) -> frozenset[str]:
        """What was done."""
        flags = {
            "zeros as dashes": self.zeros_as_dashes,
            "numbers as text": self.numbers_as_text,
            "marks on numbers": self.number_marks,
            "marks on labels": self.label_marks,
        }
        found = {name for name, is_on in flags.items() if is_on}
        if self.markers:
            found |= {f"markers {self.pattern}", f"marker {self.marker}"}
            found |= {"markers 20-30%"} if self.markers > 0.2 else set()
        return frozenset(found)


def choose_noise(rng: random.Random, most_markers: float) -> Noise:
    """Return random noise with at most that share of markers."""
    has_markers = most_markers > 0 and rng.random() < 0.5
    return Noise(
        markers=rng.uniform(0.02, most_markers) if has_markers else 0.0,
        pattern=rng.choice(("random", "small", "one in a row")),
        marker=rng.choice(MARKERS),
        zeros_as_dashes=rng.random() < 0.08,
        numbers_as_text=rng.random() < 0.1,
        number_marks=rng.random() < 0.08,
        label_marks=rng.random() < 0.2,
    )


def apply(rng: random.Random, canvas: Canvas, plan: Plan, placed: Placed, noise: Noise) -> None:
    """Change the cells of a table; withheld numbers leave `placed.cells`."""
    if noise.markers:
        for place in _withheld(rng, plan, placed, noise):
            canvas.put(*place, noise.marker)
            del placed.cells[place]
    if noise.zeros_as_dashes and noise.marker != "-":
        for place, value in placed.cells.items():
            canvas.put(*place, "-" if value == 0 else None)
    if noise.numbers_as_text:
        for place, value in placed.cells.items():
            if canvas.cells[place] != "-":
                canvas.put(*place, f"{value:,.10g}")
    elif noise.number_marks:
        for place, value in placed.cells.items():
            if rng.random() < 0.1 and canvas.cells[place] != "-":
                canvas.put(*place, f"{value:.10g} [r]")
    if noise.label_marks:
        _mark_labels(rng, canvas, placed)


def _withheld(
    rng: random.Random, plan: Plan, placed: Placed, noise: Noise
) -> list[tuple[int, int]]:
    """Return the cells to withhold: never all of a row or column, nor too many.

    Markers that name a bound stand only for counts below it.
    """
    chosen = dict.fromkeys(_candidates(rng, placed, noise))
    if noise.marker in _BELOW:
        counts = _counts(plan, placed)
        below = _BELOW[noise.marker]
        chosen = {one: None for one in chosen if one in counts and placed.cells[one] < below}
    limit = int(noise.markers * len(placed.cells))
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    for row, column in placed.cells:
        rows[row], columns[column] = rows.get(row, 0) + 1, columns.get(column, 0) + 1
    kept = []
    for row, column in list(chosen)[:limit]:
        if rows[row] > 1 and columns[column] > 1:
            rows[row], columns[column] = rows[row] - 1, columns[column] - 1
            kept.append((row, column))
    return kept


def _counts(plan: Plan, placed: Placed) -> set[tuple[int, int]]:
    """Return the cells with counts."""
    rows = dict(zip(placed.rows, plan.down.lines, strict=True))
    columns = dict(zip(placed.columns, plan.along.lines, strict=True))
    return {
        (row, column)
        for row, column in placed.cells
        if Measure.COUNT in {rows[row].measure, columns[column].measure}
    }


def _candidates(rng: random.Random, placed: Placed, noise: Noise) -> list[tuple[int, int]]:
    cells = list(placed.cells)
    if noise.pattern == "random":
        rng.shuffle(cells)
        return cells
    if noise.pattern == "one in a row":
        by_row: dict[int, list[tuple[int, int]]] = {}
        for cell in cells:
            by_row.setdefault(cell[0], []).append(cell)
        picked = [rng.choice(one) for one in by_row.values()]
        rng.shuffle(picked)
        return picked
    found = []
    for cell in sorted(cells, key=lambda one: (placed.cells[one], one)):
        row = [one for one in cells if one[0] == cell[0]]
        found += [cell, rng.choice(row)]
    return found


def _mark_labels(rng: random.Random, canvas: Canvas, placed: Placed) -> None:
    mark = rng.choice(_LABEL_MARKS)
    for (row, column), content in list(canvas.cells.items()):
        is_label = row in placed.header_rows or (
            row in placed.rows and column == placed.stub_columns[-1]
        )
        if is_label and isinstance(content, str) and rng.random() < 0.2 and len(content) > 3:
            canvas.cells[row, column] = content + mark
