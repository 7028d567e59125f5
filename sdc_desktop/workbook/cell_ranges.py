"""Many cells in few words: "B5:B9, D7 and 12 more"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sdc_desktop.core.cells import CellRange, CellRef

_MOST = 40


def ranges_in_words(cells: Iterable[CellRef], most: int = _MOST) -> str:
    """Return cells as ranges, sheet by sheet where they lie on several.

    Args:
        cells: Any order; doubled ones count once.
        most: How many ranges are written out for each sheet before "and ... more cells".
    """
    by_sheet: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for cell in cells:
        by_sheet[cell.sheet].add((cell.row, cell.column))
    texts = {sheet: _in_words(places, most) for sheet, places in by_sheet.items()}
    if len(texts) == 1:
        return next(iter(texts.values()))
    return "; ".join(f"{sheet}: {text}" for sheet, text in texts.items())


def _in_words(places: set[tuple[int, int]], most: int) -> str:
    ranges = sorted(rectangles(places), key=lambda one: (one.top, one.left))
    text = ", ".join(one.a1 for one in ranges[:most])
    left = sum(len(one.rows) * len(one.columns) for one in ranges[most:])
    return f"{text} and {left:,} more cells" if left else text


def rectangles(places: set[tuple[int, int]]) -> Iterator[CellRange]:
    """Yield rectangles that cover exactly these (row, column) places, each once."""
    runs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for column, (top, bottom) in _runs_down(places):
        runs[top, bottom].append(column)
    for (top, bottom), columns in runs.items():
        for left, right in _runs(sorted(columns)):
            yield CellRange(top, left, bottom, right)


def _runs_down(places: set[tuple[int, int]]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield each column with a run of rows in it."""
    columns: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(places):
        columns[column].append(row)
    for column, rows in columns.items():
        for run in _runs(rows):
            yield column, run


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of the runs of whole numbers that follow one another."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last
