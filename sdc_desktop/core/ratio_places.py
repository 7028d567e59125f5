"""Which cells of a table are percentages, rates or means of which other cells of it."""

from __future__ import annotations

from collections.abc import Iterator

from sdc_desktop.core.tables import Axis, LineRatio, Table

Place = tuple[int, int]
"""Row and column on the sheet, from 0."""


def ratio_places(table: Table) -> dict[Place, tuple[Place, Place]]:
    """Return the place of each ratio with the places of its numerator and its denominator."""
    return {
        ratio: (numerator, denominator)
        for one in table.ratios
        for ratio, numerator, denominator in places_of(one)
    }


def places_of(one: LineRatio) -> Iterator[tuple[Place, Place, Place]]:
    """Yield the places of each ratio of a line, of its numerator and of its denominator."""
    for other in one.across:
        at = other if one.denominator_at is None else one.denominator_at
        yield (
            place_of(one.axis, one.ratio, other),
            place_of(one.axis, one.numerator, other),
            place_of(one.axis, one.denominator, at),
        )


def place_of(axis: Axis, line: int, other: int) -> Place:
    """Return row and column of a line of an axis and a line of the other one."""
    return (line, other) if axis is Axis.ROWS else (other, line)
