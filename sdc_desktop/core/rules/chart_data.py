"""Charts: numbers that a chart draws and that no table shows.

Formula: a chart keeps a copy of each number that it draws. Unsafe where the cell that was copied
shows no number in its table, such as one with a marker: the chart tells it. For a person to judge
where the copy differs from its cell, and where a number is drawn that no table has.
Parameters: none.
Source: OpenSAFELY, output checking (the data behind every point of a chart are checked like a
table); ICO, "How to disclose information safely" (charts keep their source data).
It cannot see: charts of .ods, .xls and .xlsb workbooks and pictures of charts; the inspection of
hidden parts says what these keep. Copies of cells that are withheld here go when the file is saved.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import Published
from sdc_desktop.core.rules.words import counted
from sdc_desktop.core.sheets import ChartNumbers, Workbook
from sdc_desktop.core.tables import Table

RULE = "chart-data"

_SAME = 1e-6
_REMEDIES = ("Draw the chart again from what is published", "Accept with a reason")


def find_chart_data(
    workbook: Workbook, tables: Sequence[Table], published: Published, policy: Policy
) -> Iterator[Finding]:
    """Yield what the charts tell beyond the tables, chart by chart."""
    if not workbook.charts:
        return
    shown = _numbers_of(workbook, tables)
    for part in dict.fromkeys(one.part for one in workbook.charts):
        drawn = _Drawn()
        series = [one for one in workbook.charts if one.part == part]
        for one in series:
            _sort(one, workbook, tables, published, shown, drawn)
        yield from _findings(series[0].sheet, drawn, policy)


@dataclass(slots=True)
class _Drawn:
    """What one chart draws beyond the tables.

    Attributes:
        told: Cells that show no number and of which the chart keeps one.
        differing: Cells with another number than the chart.
        elsewhere: Cells of no table.
        alone: How many numbers are of no known cell and in no table.
    """

    told: list[CellRef] = field(default_factory=list)
    differing: list[CellRef] = field(default_factory=list)
    elsewhere: list[CellRef] = field(default_factory=list)
    alone: int = 0


def _sort(
    series: ChartNumbers,
    workbook: Workbook,
    tables: Sequence[Table],
    published: Published,
    shown: frozenset[float],
    drawn: _Drawn,
) -> None:
    """Sort the numbers of one series into what they tell."""
    names = {sheet.name for sheet in workbook.sheets}
    for place, number in series.points:
        cell = series.cells.get(place)
        if cell is None or cell.sheet not in names:
            drawn.alone += number not in shown
        elif not published.is_exempt(cell, RULE):
            value = workbook.value(cell)
            if math.isnan(value):
                drawn.told.append(cell)
            elif not math.isclose(value, number, rel_tol=_SAME, abs_tol=_SAME):
                drawn.differing.append(cell)
            elif not any(_belongs(cell, table) for table in tables):
                drawn.elsewhere.append(cell)


def _findings(sheet: str, drawn: _Drawn, policy: Policy) -> Iterator[Finding]:
    for severity, cells, words in (
        (Severity.FAIL, drawn.told, "keeps {} of cells that show none"),
        (Severity.REVIEW, drawn.differing, "draws {} that differ from their cells"),
        (Severity.REVIEW, drawn.elsewhere, "draws {} of cells that belong to no table"),
    ):
        if cells:
            told = words.format(counted(len(cells), "number"))
            yield _finding(sheet, policy, severity, told, cells)
    if drawn.alone:
        told = f"draws {counted(drawn.alone, 'number')} of its own that no table shows"
        yield _finding(sheet, policy, Severity.REVIEW, told, ())


def _belongs(cell: CellRef, table: Table) -> bool:
    """Tell whether a cell lies in a table's body or among its labels."""
    if cell.sheet != table.sheet:
        return False
    is_row, is_column = cell.row in table.body.rows, cell.column in table.body.columns
    return (is_row and (is_column or cell.column in table.stub_columns)) or (
        is_column and cell.row in table.header_rows
    )


def _numbers_of(workbook: Workbook, tables: Iterable[Table]) -> frozenset[float]:
    """Return every number that a table shows in the source."""
    found: set[float] = set()
    for table in tables:
        body = table.body
        values = workbook.sheet(table.sheet).values
        part = values[body.top : body.bottom + 1, body.left : body.right + 1]
        found.update(part[~(part != part)].tolist())
    return frozenset(found)


def _finding(
    sheet: str, policy: Policy, severity: Severity, what: str, cells: Sequence[CellRef]
) -> Finding:
    chosen = tuple(dict.fromkeys(cells))
    beginning = f", beginning with {chosen[0].sheet} {chosen[0].a1}" if chosen else ""
    where = f"on {sheet} " if sheet else ""
    return Finding(
        rule=RULE,
        severity=severity,
        sheet=chosen[0].sheet if chosen else sheet,
        cells=chosen,
        message=f"A chart {where}{what}{beginning}: a reader can take them from it.",
        policy_paragraph=policy.paragraph(RULE),
        remedies=_REMEDIES,
    )
