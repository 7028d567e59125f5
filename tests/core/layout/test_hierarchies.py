"""Hierarchies of several levels are understood in every form in which they are published."""

import random
from collections.abc import Iterator
from math import prod

import pytest

from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.tables import Axis, Table
from tests.core.build import Row, make_sheet, make_workbook

LEVELS = ("Region", "Area", "Ward", "Street")
GROUPS = 4
Path = tuple[str, ...]
Lines = list[tuple[Path, list[int]]]
SHAPES = ((3, 4), (3, 3, 3), (5, 4, 3), (2, 3, 2, 3))


def branch(rng: random.Random, path: Path, sizes: tuple[int, ...], *, above: bool) -> Lines:
    """Return the lines below a path, its own total first or last; "" is the whole."""
    if not sizes:
        numbers = [rng.randrange(200) for _ in range(GROUPS)]
        return [(path, [*numbers, sum(numbers)])]
    level = LEVELS[len(path)]
    parts = [
        branch(rng, (*path, f"{level} {rng.randrange(10**6)}A{n}"), sizes[1:], above=above)
        for n in range(sizes[0])
    ]
    heads = [part[0 if above or len(sizes) == 1 else -1][1] for part in parts]
    own = path, [sum(column) for column in zip(*heads, strict=True)]
    below = [line for part in parts for line in part]
    if not path:
        return [*below, (("Total",), own[1])]
    return [own, *below] if above else [*below, ((*path, "Total"), own[1])]


def in_columns(lines: Lines, depth: int) -> Iterator[Row]:
    """Yield rows with a label column for each level, only the innermost label written."""
    for path, numbers in lines:
        labels = ["" for _ in range(depth)]
        labels[min(len(path), depth) - 1] = path[-1]
        yield [*(label or None for label in labels), *numbers]


def filled(lines: Lines, depth: int) -> Iterator[Row]:
    """Yield rows with all labels in every row and the word "Total" for what was added up."""
    for path, numbers in lines:
        yield [*path[:depth], *["Total" for _ in range(depth - len(path))], *numbers]


def understood(rows: list[Row], depth: int) -> Table:
    header = [*LEVELS[:depth], *(f"Group {n + 1}" for n in range(GROUPS)), "Total"]
    [table] = find_tables(make_workbook(make_sheet([header, *rows])))
    return table


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("form", [in_columns, filled])
def test_every_total_of_a_hierarchy_is_found(form, above: bool, sizes: tuple[int, ...]) -> None:
    lines = branch(random.Random(7), (), sizes, above=above)
    table = understood(list(form(lines, len(sizes))), len(sizes))
    totals = {one.total for one in table.relations if one.axis is Axis.ROWS}
    inner = sum(prod(sizes[:level]) for level in range(len(sizes)))
    assert len(totals) == inner
    assert not table.doubts


def test_a_wide_total_adds_up_the_outermost_level() -> None:
    lines = branch(random.Random(7), (), (3, 3, 3), above=True)
    table = understood(list(in_columns(lines, 3)), 3)
    [whole] = [one for one in table.relations if one.total == table.body.bottom]
    assert [lines[row - table.body.top][0] for row in whole.parts] == [
        path for path, _ in lines if len(path) == 1 and path != ("Total",)
    ]
