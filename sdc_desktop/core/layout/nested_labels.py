"""Sub-populations: lines whose labels name a part of what another line's label names.

"Under 20" is a part of "under 25", and "16-24" a part of "16-64": the one can never be more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from math import inf

import numpy as np

from sdc_desktop.core.layout.labels import Line
from sdc_desktop.core.layout.total_candidates import parents_of_which
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.tables import Axis, LineOrder

_MOST_LINES = 400
_NUMBER = r"(?<!\w)(\d{1,6}(?:,\d{3})*)"
_UNDER = re.compile(
    rf"\b(?:under|below|less than|fewer than|younger than|unter|moins de|menos de|meno di|dan)\s*"
    rf"[£$€]?{_NUMBER}|(?<!\w)<\s*{_NUMBER}",
    re.IGNORECASE,
)
_UP_TO = re.compile(rf"\b(?:up to|at most|bis(?: zu)?)\s*[£$€]?{_NUMBER}", re.IGNORECASE)
_FROM = re.compile(
    rf"[£$€]?{_NUMBER}\s*(?:\+|and (?:over|older|above|more)|or (?:over|older|more|above)"
    rf"|und (?:älter|mehr)|et plus|y más|e oltre)",
    re.IGNORECASE,
)
_OVER = re.compile(rf"\b(?:over|more than|older than|above|über)\s*[£$€]?{_NUMBER}", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"[£$€]?{_NUMBER}(?:\s*[-\u2013]\s*|\s+(?:to|bis|à|a|tot)\s+)[£$€]?{_NUMBER}", re.IGNORECASE
)
Span = tuple[float, float]


def find_orders(
    lines: Sequence[Line], values: FloatArray, others: Sequence[int], axis: Axis
) -> tuple[LineOrder, ...]:
    """Return for each line the narrowest lines that it is a part of by its label.

    Args:
        lines: The rows or columns of a table.
        values: (lines, others) float64, NaN where there is no number that can add up.
        others: The places of the other axis on the sheet.
        axis: Which of the two `lines` are.
    """
    groups: dict[tuple[str, str, int], list[tuple[int, Span]]] = defaultdict(list)
    for place, line in enumerate(lines[:_MOST_LINES]):
        read = read_span(line.own or line.label)
        if read is not None:
            rest, span = read
            groups[rest, line.outermost, line.section].append((place, span))
    found = [
        LineOrder(
            axis=axis,
            smaller=lines[place].place,
            larger=lines[parent].place,
            across=tuple(others[one] for one in across),
            reason=f'"{lines[place].label}" says that it is a part of what stands before',
        )
        for place, parent in parents_of_which(lines)
        if (across := _where_less(values[place], values[parent]))
    ]
    for members in groups.values():
        for place, span in members:
            for larger in _narrowest_around(span, members):
                across = _where_less(values[place], values[larger])
                if across:
                    found.append(
                        LineOrder(
                            axis=axis,
                            smaller=lines[place].place,
                            larger=lines[larger].place,
                            across=tuple(others[one] for one in across),
                            reason=f'"{lines[place].label}" is a part of "{lines[larger].label}"',
                        )
                    )
    return tuple(found)


def read_span(label: str) -> tuple[str, Span] | None:
    """Return the range of numbers that a label names and the label without it."""
    for pattern, lower, upper in _FORMS:
        match = pattern.search(label)
        if match:
            numbers = [float(one.replace(",", "")) for one in match.groups() if one]
            span = (
                -inf if lower is None else numbers[lower],
                inf if upper is None else numbers[upper],
            )
            if pattern is _UNDER:
                span = span[0], span[1] - 1
            elif pattern is _OVER:
                span = span[0] + 1, span[1]
            rest = (label[: match.start()] + label[match.end() :]).strip()
            return (rest, span) if span[0] <= span[1] else None
    return None


_FORMS = (
    (_BETWEEN, 0, 1),
    (_FROM, 0, None),
    (_UNDER, None, 0),
    (_UP_TO, None, 0),
    (_OVER, 0, None),
)


def _narrowest_around(span: Span, members: list[tuple[int, Span]]) -> list[int]:
    """Return the members that hold a range and hold no other member that does."""
    around = [(place, one) for place, one in members if one != span and _holds(one, span)]
    return [
        place
        for place, one in around
        if not any(other != one and _holds(one, other) for _, other in around)
    ]


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _where_less(smaller: FloatArray, larger: FloatArray) -> list[int]:
    """Return where a line is no larger than another or not known; nothing when it ever is."""
    if bool((smaller > larger).any()):
        return []
    known = ~np.isnan(smaller) & ~np.isnan(larger)
    return list(range(smaller.size)) if known.any() else []
