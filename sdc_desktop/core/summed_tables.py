"""Tables that are the sum of other tables, cell by cell.

Men on one sheet, women on the next, everybody on a third: under the same labels the first two add
up to the third, and a reader adds them up. Each table is taken as one line of a larger table,
and its cells as that line's numbers; what adds up among those lines is found as it is found
inside a table (`core.layout.totals`), part totals and totals of those among it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations

import numpy as np

from sdc_desktop.core.implied_totals import ImpliedTotals
from sdc_desktop.core.layout.label_words import clean, names_a_table
from sdc_desktop.core.layout.labels import Line
from sdc_desktop.core.layout.sum_evidence import weigh
from sdc_desktop.core.layout.totals import FoundSum, find_sums
from sdc_desktop.core.linked_cells import Label, LabelledTable, table_name
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array
from sdc_desktop.core.table_cells import TableCells

_FEWEST_TABLES = 3
_FEWEST_CELLS = 2
_FEW_TABLES = 8
_MOST_PARTS = 4
_FEWEST_TELLING = 3
_SHARE_IN_COMMON = 0.5
_MOST_PROBES = 256
_NAMED_PARTS = 3
_PIECES = re.compile(r"\s*[,;:()]\s*|\s+[\N{EN DASH}\N{EM DASH}-]\s+")


def find_summed_tables(
    labelled: Sequence[LabelledTable], cells: TableCells
) -> Iterator[ImpliedTotals]:
    """Yield the tables that others add up to.

    Args:
        labelled: The tables with their labels.
        cells: Their data cells.
    """
    if not cells.values.size:
        return
    for family in _families(labelled):
        if len(family) >= _FEWEST_TABLES:
            yield from _sums_among([labelled[number] for number in family], cells)


def _families(labelled: Sequence[LabelledTable]) -> list[list[int]]:
    """Return the tables in groups that share their labels, in the order of the workbook."""
    group = list(range(len(labelled)))
    kinds: dict[tuple[frozenset[Label], frozenset[Label]], list[int]] = {}
    for number, one in enumerate(labelled):
        kinds.setdefault((frozenset(one.rows), frozenset(one.columns)), []).append(number)
    for first, second in combinations(kinds, 2):
        if _are_alike(first, second):
            kept, left = group[kinds[first][0]], group[kinds[second][0]]
            for alike in kinds.values():
                if group[alike[0]] == left:
                    group[alike[0]] = kept
    families: dict[int, list[int]] = {}
    for alike in kinds.values():
        families.setdefault(group[alike[0]], []).extend(alike)
    return [sorted(family) for family in families.values()]


def _are_alike(
    first: tuple[frozenset[Label], frozenset[Label]],
    second: tuple[frozenset[Label], frozenset[Label]],
) -> bool:
    """Tell whether two tables have most cells of the smaller one in common."""
    rows, columns = len(first[0] & second[0]), len(first[1] & second[1])
    smaller = min(len(first[0]) * len(first[1]), len(second[0]) * len(second[1]))
    shared = rows * columns
    return shared >= _FEWEST_CELLS and shared >= _SHARE_IN_COMMON * smaller


def _sums_among(family: Sequence[LabelledTable], cells: TableCells) -> Iterator[ImpliedTotals]:
    places, is_left_out = _places(family, cells)
    is_there = places >= 0
    values = np.where(is_there, cells.values[places], np.nan)
    is_unknown = np.isnan(values) & (is_there | is_left_out)
    probes = _probes(is_there & ~is_unknown)
    if not probes.size:
        return
    lines = _as_lines([one.table.title or one.table.sheet for one in family])
    seen = values[:, probes], is_unknown[:, probes]
    in_order = find_sums(*seen, lines).sums
    totals = {found.total for found in in_order}
    others = (found for found in _in_any_order(*seen) if found.total not in totals)
    for found in (*in_order, *others):
        if found.telling:
            values_there = np.where(is_there | is_left_out, values, 0.0)
            yield from _as_cells(family, found, places, values_there)


def _in_any_order(values: FloatArray, is_unknown: BoolArray) -> Iterator[FoundSum]:
    """Yield for each of a few tables the first others that add up to it everywhere, if any do.

    Args:
        values: (tables, pairs) float64, NaN where there is no number.
        is_unknown: (tables, pairs) bool: a number is not told there.
    """
    for total in range(len(values)) if len(values) <= _FEW_TABLES else ():
        others = [place for place in range(len(values)) if place != total]
        sizes = dict.fromkeys((2, len(others), *range(3, _MOST_PARTS + 1)))
        for parts in chain.from_iterable(combinations(others, size) for size in sizes):
            evidence = weigh(values, is_unknown, total, parts, 0.0)
            telling = int(evidence.telling.sum())
            if telling >= _FEWEST_TELLING and bool(evidence.is_exact[evidence.known].all()):
                yield FoundSum(total, parts, (), 0.0, (), "", telling=telling)
                break


def _places(family: Sequence[LabelledTable], cells: TableCells) -> tuple[Int32Array, BoolArray]:
    """Return the cell of each table under each pair of labels, and which totals it leaves out.

    Only cells that can be added up count, and only labels that two tables have: what stands in one
    alone adds up to nothing, and a large table among small ones would be copied for each of them.
    A table without a line counts nothing there, but one without a line of totals leaves it out.

    Returns:
        (tables, pairs) int32, -1 for none, and (tables, pairs) bool.
    """
    rows = _in_common(label for one in family for label in one.rows)
    columns = _in_common(label for one in family for label in one.columns)
    places = np.full((len(family), len(rows), len(columns)), -1, np.int32)
    is_left_out = np.zeros(places.shape, bool)
    for number, one in enumerate(family):
        has_row = np.array([label in one.rows for label in rows], bool)
        has_column = np.array([label in one.columns for label in columns], bool)
        block = cells.at(
            one.table.sheet,
            [one.rows[label] for label in rows if label in one.rows],
            [one.columns[label] for label in columns if label in one.columns],
        )
        adds_up = (block >= 0) & cells.can_add[block]
        places[number][np.ix_(has_row, has_column)] = np.where(adds_up, block, -1)
        is_left_out[number] = np.logical_or.outer(
            ~has_row & np.array([_is_total(label) for label in rows], bool),
            ~has_column & np.array([_is_total(label) for label in columns], bool),
        )
    return places.reshape(len(family), -1), is_left_out.reshape(len(family), -1)


def _is_total(label: Label) -> bool:
    """Tell whether a label is that of a grand total."""
    return label[-1] == "total"


def _in_common(labels: Iterable[Label]) -> list[Label]:
    return [label for label, times in Counter(labels).items() if times > 1]


def _probes(is_known: BoolArray) -> Int32Array:
    """Return the pairs of labels to look at first: those that most tables show, spread evenly."""
    times = is_known.sum(axis=0)
    most = np.flatnonzero(times >= max(1, int(times.max(initial=0)) - 1))
    step = max(1, -(-most.size // _MOST_PROBES))
    probes: Int32Array = most[::step].astype(np.int32)
    return probes


def _as_lines(titles: Sequence[str]) -> tuple[Line, ...]:
    """Return tables as lines, called by the pieces of their titles in which they differ."""
    pieces = [[clean(one) for one in _PIECES.split(title) if one] for title in titles]
    pieces = [[one for one in row if not names_a_table(one)] for row in pieces]
    common = set(pieces[0]).intersection(*pieces[1:])
    lines = []
    for number, row in enumerate(pieces):
        own = [(place, one) for place, one in enumerate(row) if one not in common]
        label = " | ".join(one for _, one in own)
        lines.append(Line(number, label, 0, 0, is_bold=False, names=tuple(own)))
    return tuple(lines)


def _as_cells(
    family: Sequence[LabelledTable], found: FoundSum, places: Int32Array, values: FloatArray
) -> Iterator[ImpliedTotals]:
    """Yield where the sum holds, or may hold behind what is withheld.

    Args:
        family: The tables.
        found: The sum among them.
        places: (tables, pairs) int32: their cells.
        values: (tables, pairs) float64: 0 where a table counts nothing, NaN where it does not say.
    """
    total, parts = places[found.total], places[list(found.parts)]
    shown = values[list(found.parts)]
    is_left_out = (np.isnan(shown) & (parts < 0)).any(axis=0)
    gap = np.abs(shown.sum(axis=0) - values[found.total])
    noise = 1e-9 * np.abs(shown).sum(axis=0)
    holds = ~(gap > found.tolerance + noise) & (total >= 0) & (parts >= 0).any(axis=0)
    holds &= ~is_left_out
    if holds.any():
        names = [table_name(family[part].table) for part in found.parts[:_NAMED_PARTS]]
        if len(found.parts) > _NAMED_PARTS:
            names.append(f"{len(found.parts) - _NAMED_PARTS} more")
        reason = f"{table_name(family[found.total].table)} prints the sum of {', '.join(names)}"
        yield ImpliedTotals(total[holds], parts[:, holds].T, reason, found.tolerance)
