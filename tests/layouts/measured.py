"""Lines of a generated table with what their numbers are: counts, shares, rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.layouts.lines import Form, Side, SideLine, SideSum
from tests.layouts.words import Measure

ADDITIVE = frozenset({Measure.COUNT, Measure.AMOUNT, Measure.BASE, Measure.POPULATION})


def with_measures(
    side: Side, measures: Sequence[Measure], names: dict[Measure, str], *, is_beside: bool
) -> Side:
    """Return a side with several measures of each line: beside each other or in blocks."""
    count = len(side.lines)
    pairs = [(place, one) for place in range(count) for one in measures]
    if not is_beside:
        pairs = [(place, one) for one in measures for place in range(count)]
    lines: list[SideLine] = []
    where: dict[tuple[int, Measure], int] = {}
    for place, one in pairs:
        line = side.lines[place]
        texts = (*line.texts, names[one]) if is_beside else (names[one], *line.texts)
        where[place, one] = len(lines)
        lines.append(replace(line, texts=texts, measure=one))
    sums = tuple(
        SideSum(
            where[one.total, of],
            tuple(sorted(where[part, of] for part in one.parts)),
            one.is_labelled,
        )
        for one in side.sums
        for of in measures
        if of in ADDITIVE
    )
    how = "measures beside each other" if is_beside else "measures in blocks"
    return replace(
        side,
        lines=tuple(lines),
        sums=sums,
        headings=(*side.headings, ""),
        features=side.features | {how},
    )


def of_measure(side: Side, measure: Measure) -> Side:
    """Return a side whose lines all hold one measure; without its sums where it does not add up."""
    lines = tuple(replace(line, measure=measure) for line in side.lines)
    return replace(side, lines=lines, sums=side.sums if measure in ADDITIVE else ())


def of_measures(measures: Sequence[Measure], names: dict[Measure, str]) -> Side:
    """Return one line for each measure of everything."""
    lines = tuple(SideLine((names[one],), frozenset({0}), measure=one) for one in measures)
    return Side(Form.FLAT, lines, (), 1, ("",), frozenset({"measures side by side"}))
