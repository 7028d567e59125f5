"""Evidence from a companion workbook: tables under the same labels as those of the workbook.

Each table of the companion says with its labels, its title or the name of its sheet which measure
it holds: "number of contributors", "largest contributor", "top 2" and so on. What is left of the
labels tells which cell of which table each number belongs to. What finds no place is a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sdc_desktop.core.evidence import BASE, CONTRIBUTORS, VALUE, Evidence, Measure
from sdc_desktop.core.evidence_words import split_measure
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.linked_cells import table_name
from sdc_desktop.core.releases.labels import LineLabel, Side, plain_words
from sdc_desktop.core.releases.line_matching import match_labels
from sdc_desktop.core.sheets import FloatArray, Int32Array, Workbook
from sdc_desktop.core.tables import Axis, Statistic, Table

RULE = "evidence"

_OF_A_WHOLE_ROW = {CONTRIBUTORS, BASE}
"""Measures that, given once for a row, hold for all of its columns."""

_JUDGED_BY_CONTRIBUTIONS = (Statistic.SUM, Statistic.MEAN)


def names_measures(companion: Workbook, tables: Sequence[Table]) -> bool:
    """Tell whether any table of a file says that it holds evidence; microdata do not."""
    return any(part.measure != VALUE for table in tables for part in _parts(Side(companion, table)))


def evidence_from_companion(
    workbook: Workbook,
    tables: Sequence[Table],
    companion: Workbook,
    companion_tables: Sequence[Table],
) -> Evidence:
    """Return what a companion workbook says of the cells of `tables`.

    Args:
        workbook: The workbook that is checked.
        tables: Its tables.
        companion: The workbook with the evidence.
        companion_tables: Its tables.
    """
    sides = [Side(workbook, table) for table in tables]
    sheets: dict[str, dict[Measure, FloatArray]] = defaultdict(dict)
    findings = []
    for table in companion_tables:
        source = Side(companion, table)
        parts = tuple(_parts(source))
        chosen = _best(sides, source, parts)
        if chosen is None:
            findings.append(_not_placed(table))
            continue
        shape = workbook.sheet(chosen.table.sheet).shape
        for part in parts:
            for rows, columns, numbers in _placed(chosen, source, part):
                array = sheets[chosen.table.sheet].setdefault(part.measure, np.full(shape, np.nan))
                here = np.ix_(rows, columns)
                array[here] = np.where(np.isnan(numbers), array[here], numbers)
    if not companion_tables:
        findings.append(_nothing_found(companion))
    return Evidence(sheets, tuple(findings))


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines of a companion's table that hold one measure; their labels without its words."""

    measure: Measure
    rows: tuple[LineLabel, ...]
    columns: tuple[LineLabel, ...]


def _parts(source: Side) -> Iterator[_Part]:
    """Yield the measures that a table holds; numbers without a measure are the cells themselves."""
    table = source.table
    of_table = split_measure(table.title)[0] or split_measure(table.sheet)[0]
    rows, columns = _by_measure(source.rows), _by_measure(source.columns)
    for row_measure, row_lines in rows.items():
        for column_measure, column_lines in columns.items():
            measure = column_measure or row_measure or of_table or VALUE
            yield _Part(measure, tuple(row_lines), tuple(column_lines))


def _by_measure(lines: Sequence[LineLabel]) -> dict[Measure | None, list[LineLabel]]:
    """Return the lines by the measure that their innermost label names."""
    found: dict[Measure | None, list[LineLabel]] = defaultdict(list)
    for line in lines:
        told = [split_measure(part) for part in line.path]
        measure = next((one for one, _ in reversed(told) if one is not None), None)
        if measure is None:
            found[None].append(line)
            continue
        path = tuple(rest if one == measure else part
                     for part, (one, rest) in zip(line.path, told, strict=True))  # fmt: skip
        path = tuple(part for part in path if part)
        found[measure].append(replace(line, path=path, without_periods=path))
    return found


def _best(sides: Sequence[Side], source: Side, parts: Sequence[_Part]) -> Side | None:
    """Return the table that a companion's table belongs to; None where none or several fit."""
    scores = [_score(side, source, parts) for side in sides]
    best = max(scores, default=0.0)
    if best <= 0 or scores.count(best) > 1:
        return None
    return sides[scores.index(best)]


def _score(side: Side, source: Side, parts: Sequence[_Part]) -> float:
    """Return how many cells two tables share, as a share, and more for the same title or sheet."""
    cells = sum(
        rows.size * columns.size
        for part in parts
        for rows, columns, _ in _placed(side, source, part)
    )
    if not cells:
        return 0.0
    most = max(1, len(side.rows) * len(side.columns) * len(parts))
    return cells / most + _same_name(side.table, source.table)


def _same_name(table: Table, source: Table) -> float:
    """Return how much of title and sheet name are the same, from 0 to 2."""
    titles = [set(plain_words(split_measure(one.title)[1])) for one in (table, source)]
    every = titles[0] | titles[1]
    share = len(titles[0] & titles[1]) / len(every) if every else 0.0
    names = [plain_words(split_measure(one.sheet)[1]) for one in (table, source)]
    return share + float(names[0] == names[1])


def _placed(
    side: Side, source: Side, part: _Part
) -> Iterator[tuple[Int32Array, Int32Array, FloatArray]]:
    """Yield rows and columns on the workbook's sheet and the numbers that belong there."""
    rows = _matched(side, Axis.ROWS, part.rows, part.measure)
    columns = _matched(side, Axis.COLUMNS, part.columns, part.measure)
    if rows is not None and columns is not None:
        numbers = source.numbers(rows[1].tolist(), columns[1].tolist())
        yield rows[0], columns[0], numbers


def _matched(
    side: Side, axis: Axis, lines: Sequence[LineLabel], measure: Measure
) -> tuple[Int32Array, Int32Array] | None:
    """Return lines of the workbook's table and those of the companion's that belong to them."""
    if all(not line.path for line in lines):
        return _of_unnamed(side, axis, lines, measure)
    pairs = [pair for pair in match_labels(side.lines(axis), lines) if pair.is_same_period]
    if not pairs:
        return None
    return (
        np.array([pair.now for pair in pairs], np.int32),
        np.array([pair.before for pair in pairs], np.int32),
    )


def _of_unnamed(
    side: Side, axis: Axis, lines: Sequence[LineLabel], measure: Measure
) -> tuple[Int32Array, Int32Array] | None:
    """Return which lines a line without a label of its own is about, None where that is open."""
    if len(lines) != 1:
        return None
    numbers = [line.line for line in side.lines(axis)]
    if len(numbers) > 1 and measure not in _OF_A_WHOLE_ROW:
        numbers = [one for one in numbers if _statistic(side.table, axis, one)
                   in _JUDGED_BY_CONTRIBUTIONS]  # fmt: skip
        if len(numbers) != 1:
            return None
    return np.array(numbers, np.int32), np.full(len(numbers), lines[0].line, np.int32)


def _statistic(table: Table, axis: Axis, line: int) -> Statistic:
    if axis is Axis.ROWS:
        return table.statistic_at(line, table.body.left)
    return table.statistic_at(table.body.top, line)


def _not_placed(table: Table) -> Finding:
    return Finding(
        rule=RULE,
        severity=Severity.REVIEW,
        sheet="",
        cells=(),
        message=f"The companion's table {table_name(table)} fits no table of the workbook, or "
        "several alike, so its evidence was not used.",
        remedies=("Give it the same title and labels as the table that it belongs to",),
    )


def evidence_inside(sheet: str) -> Finding:
    """Return the finding that evidence stands in the workbook that is to be published."""
    return Finding(
        rule=RULE,
        severity=Severity.REVIEW,
        sheet=sheet,
        cells=(),
        message=f"The sheet {sheet} holds evidence, which is more confidential than the tables, "
        "and belongs to the workbook itself.",
        remedies=("Take the sheet out before the workbook is published",),
    )


def _nothing_found(companion: Workbook) -> Finding:
    return Finding(
        rule=RULE,
        severity=Severity.REVIEW,
        sheet="",
        cells=(),
        message=f"No table was found in the companion {companion.name}, so there is no evidence.",
        remedies=("Give a workbook with the same labels, or the microdata",),
    )
