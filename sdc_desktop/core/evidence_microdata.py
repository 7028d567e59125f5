"""Evidence from microdata: what stands behind each cell, worked out from the records themselves.

The labels of a table's rows and columns are looked up among the values of the variables; what a
label names becomes a condition on the records. The numbers that the records give for each cell are
part of the evidence, so that a table which they do not reproduce is told (rule "evidence").

Source: Handbook on Statistical Disclosure Control, 2nd edition, chapter 4, on holdings (records of
one enterprise are one contribution) and on sampling weights (each value repeated by its weight).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sdc_desktop.core.contributor_shares import OwnerArray, Shares, shares_of
from sdc_desktop.core.evidence import (
    ABSOLUTE,
    BASE,
    CONTRIBUTORS,
    GROSSED,
    SMALLEST,
    VALUE,
    Evidence,
    Measure,
    largest,
)
from sdc_desktop.core.layout.label_words import clean
from sdc_desktop.core.releases.labels import TOTAL, LineLabel, Side, plain_words
from sdc_desktop.core.sheets import BoolArray, FloatArray, TextArray, Workbook
from sdc_desktop.core.tables import Axis, Statistic, Table

RANKS = 5
"""How many of the largest contributions are worked out."""

_MOSTLY = 0.6
_CONTRIBUTOR = re.compile(
    r"(?:enterprise|holding|company|business|firm|contributor|respondent|trader|person|patient"
    r"|entity|unit|pupil|household)(?:[ _-]?group)?[ _-]?(?:id|ref|reference|number|no|code|key)$",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"(?:.*[ _-])?(?:weights?|wt|wgt|grossing(?: factor)?)$", re.IGNORECASE)
_AVERAGED = {Statistic.MEAN}
_NEEDS_COUNT_ONLY = {
    Statistic.MEDIAN, Statistic.QUANTILE, Statistic.MINIMUM, Statistic.MAXIMUM, Statistic.ERROR,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Microdata:
    """n records of several variables.

    Attributes:
        names: Of the variables.
        texts: Variable by variable (n,) object: each value as a plain label, "" for none.
        numbers: Variable by variable (n,) float64, NaN where a value is no number.
    """

    names: tuple[str, ...]
    texts: tuple[TextArray, ...]
    numbers: tuple[FloatArray, ...]

    @property
    def size(self) -> int:
        """How many records there are."""
        return int(self.numbers[0].size) if self.numbers else 0

    @cached_property
    def values(self) -> tuple[frozenset[str], ...]:
        """The different values of each variable that can be a label."""
        return tuple(frozenset(map(str, np.unique(one.astype(str)))) - {""} for one in self.texts)

    def find(self, pattern: re.Pattern[str]) -> int | None:
        """Return the first variable whose name matches, None for none."""
        return next((n for n, name in enumerate(self.names) if pattern.fullmatch(name)), None)


def label_of(value: object) -> str:
    """Return a value of a record as labels are compared: "North ", "north" and "7.0", "7"."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:g}" if np.isfinite(value) else ""
    return clean(" ".join(str(value).split())) if value is not None else ""


def evidence_from_microdata(
    workbook: Workbook, tables: Sequence[Table], microdata: Microdata
) -> Evidence:
    """Return what the records say of the cells of those tables whose labels they hold.

    Args:
        workbook: The workbook that is checked.
        tables: Its tables.
        microdata: The records.
    """
    sheets: dict[str, dict[Measure, FloatArray]] = defaultdict(dict)
    shares: dict[str, dict[tuple[int, int], Shares]] = defaultdict(dict)
    for table in tables:
        behind = _Behind(Side(workbook, table), microdata)
        shape = workbook.sheet(table.sheet).shape
        for one in behind.cells():
            for measure, value in one.measures.items():
                found = sheets[table.sheet].setdefault(measure, np.full(shape, np.nan))
                found[one.row, one.column] = value
            if one.shares is not None:
                shares[table.sheet][one.row, one.column] = one.shares
    return Evidence(sheets, shares=shares)


class _Told(NamedTuple):
    """What the records say of a cell, and of its contributors where it is a sum of theirs."""

    row: int
    column: int
    measures: dict[Measure, float]
    shares: Shares | None


@dataclass(frozen=True, slots=True, eq=False)
class _Selection:
    """The records that a row or a column is about.

    Attributes:
        line: Its number on the sheet.
        is_in: (n,) bool.
        variable: The variable that it adds up or averages, None when it names none.
    """

    line: int
    is_in: BoolArray
    variable: int | None


class _Behind:
    """The records behind the cells of one table."""

    def __init__(self, side: Side, microdata: Microdata) -> None:
        self._side, self._data = side, microdata
        self._contributor = microdata.find(_CONTRIBUTOR)
        self._weight = microdata.find(_WEIGHT)

    def cells(self) -> Iterator[_Told]:
        """Yield the evidence of each cell that is understood; none if hardly any is."""
        rows = self._selections(Axis.ROWS)
        columns = self._selections(Axis.COLUMNS)
        crossing = [(row, column, row.is_in & column.is_in) for row in rows for column in columns]
        if not any(np.count_nonzero(is_in) > 1 for _, _, is_in in crossing):
            return
        weighted = self._is_weighted(crossing)
        for row, column, is_in in crossing:
            told, shares = self._told(row, column, is_in, weighted)
            if told:
                yield _Told(row.line, column.line, told, shares)

    def _selections(self, axis: Axis) -> list[_Selection]:
        """Return what the lines of an axis select; lines that are not understood are left out."""
        lines = self._side.lines(axis)
        variables = self._variables(lines)
        found = []
        for line in lines:
            selection = self._selection(line, variables)
            if selection is not None:
                found.append(selection)
        enough = len(found) >= _MOSTLY * max(1, len(lines))
        return found if enough else []

    def _variables(self, lines: Sequence[LineLabel]) -> dict[int, int]:
        """Return which variable the labels of each level name, counted from the innermost."""
        found: dict[int, int] = {}
        for level in range(max((len(line.path) for line in lines), default=0)):
            parts = [line.path[-1 - level] for line in lines if len(line.path) > level]
            hits = Counter(
                {
                    n: sum(part in values for part in parts)
                    for n, values in enumerate(self._data.values)
                }
            )
            best, count = hits.most_common(1)[0] if hits else (0, 0)
            if count:
                found[level] = best
        return found

    def _selection(self, line: LineLabel, variables: Mapping[int, int]) -> _Selection | None:
        is_in = np.ones(self._data.size, bool)
        measured: int | None = None
        for level, part in enumerate(reversed(line.path)):
            variable = variables.get(level)
            if variable is not None and part in self._data.values[variable]:
                is_in &= self._data.texts[variable] == part
            elif part != TOTAL:
                measured = self._named(part)
                if measured is None and level == 0 and not self._is_measure(line):
                    return None
        return _Selection(line.line, is_in, measured)

    def _is_measure(self, line: LineLabel) -> bool:
        """Tell whether a line may name what is counted: the only one, or one of a known kind."""
        return len(self._side.columns) == 1 and line in self._side.columns

    def _named(self, text: str) -> int | None:
        """Return the variable of numbers that a text names, the one with the most words."""
        words = set(plain_words(text))
        fits = [
            (len(named), -n)
            for n, name in enumerate(self._data.names)
            if (named := set(plain_words(name.replace("_", " ")))) and named <= words
            and np.isfinite(self._data.numbers[n]).any()
        ]  # fmt: skip
        return -max(fits)[1] if fits else None

    def _variable(self, row: _Selection, column: _Selection) -> int | None:
        """Return what a cell adds up: what its labels, or the title, name."""
        own = column.variable if column.variable is not None else row.variable
        return own if own is not None else self._named(self._side.table.title)

    def _is_weighted(self, crossing: Sequence[tuple[_Selection, _Selection, BoolArray]]) -> bool:
        """Tell whether the table's numbers fit the weighted records better than the plain ones."""
        if self._weight is None:
            return False
        misses = [0.0, 0.0]
        for row, column, is_in in crossing:
            for way in (False, True):
                value = self._told(row, column, is_in, way)[0].get(VALUE)
                printed = self._printed(row, column)
                if value is not None and np.isfinite(printed):
                    misses[way] += abs(value - printed)
        return misses[1] < misses[0]

    def _printed(self, row: _Selection, column: _Selection) -> float:
        return float(self._side.numbers([row.line], [column.line])[0, 0])

    def _told(
        self, row: _Selection, column: _Selection, is_in: BoolArray, weighted: bool
    ) -> tuple[dict[Measure, float], Shares | None]:
        """Return the evidence of one cell, none where what it adds up is not known.

        The contributors are told of sums only.
        """
        statistic = self._side.table.statistic_at(row.line, column.line)
        weights = np.ones(self._data.size)
        if weighted and self._weight is not None:
            weights = np.nan_to_num(self._data.numbers[self._weight])
        if statistic.is_count:
            is_base = statistic is Statistic.BASE
            value = float(np.count_nonzero(is_in)) if is_base else float(weights[is_in].sum())
            told = {VALUE: value, BASE: float(np.count_nonzero(is_in))}
            return told | self._grossed(is_in, np.ones(is_in.size)), None
        variable = self._variable(row, column)
        if variable is None or statistic in {Statistic.PERCENTAGE, Statistic.RATE}:
            return {}, None
        amounts = self._data.numbers[variable]
        has = is_in & np.isfinite(amounts)
        counted = {CONTRIBUTORS: float(np.unique(self._owners[has]).size),
                   BASE: float(np.count_nonzero(has))}  # fmt: skip
        if statistic in _NEEDS_COUNT_ONLY:
            return counted, None
        total = float((amounts[has] * weights[has]).sum())
        size = float(weights[has].sum())
        value = total / size if statistic in _AVERAGED and size else total
        counted[VALUE] = value
        shares = shares_of(self._owners[has], amounts[has], weights[has])
        if statistic.is_additive:
            counted |= self._grossed(has, amounts)
        return counted | _ranked(shares), shares if statistic.is_additive else None

    def _grossed(self, is_in: BoolArray, amounts: FloatArray) -> dict[Measure, float]:
        """Return what the records add up to by their weights, nothing where there are none."""
        if self._weight is None:
            return {}
        weights = np.nan_to_num(self._data.numbers[self._weight])
        return {GROSSED: float((amounts[is_in] * weights[is_in]).sum())}

    @cached_property
    def _owners(self) -> OwnerArray:
        """Return whose each record is, (n,): the contributor named in it, else the record's own."""
        if self._contributor is None:
            return np.arange(self._data.size, dtype=np.int64)
        names = self._data.texts[self._contributor].astype(str)
        return np.unique(names, return_inverse=True)[1].astype(np.int64)


def _ranked(shares: Shares) -> dict[Measure, float]:
    """Return the largest contributions, each repeated by its weight, and what is below zero."""
    if not shares.amounts.size:
        return {}
    ranks = enumerate(shares.largest(RANKS).tolist(), 1)
    told = {largest(rank): amount for rank, amount in ranks if not np.isnan(amount)}
    told[SMALLEST] = float(shares.amounts[-1])
    if told[SMALLEST] < 0:
        told[ABSOLUTE] = float(np.abs(shares.amounts).sum())
    return told
