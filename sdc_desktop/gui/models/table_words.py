"""What a cell is to its table, in words: for tooltips and screen readers."""

from __future__ import annotations

from sdc_desktop.core.layout.correcting import LineRole, role_of
from sdc_desktop.core.tables import Axis, Statistic, Table
from sdc_desktop.gui.models.cell_links import lines_in_words
from sdc_desktop.gui.words import tr


def statistic_in_words(statistic: Statistic) -> str:
    """Return what numbers of a kind are called."""
    return {
        Statistic.COUNT: tr("counts"),
        Statistic.SUM: tr("sums"),
        Statistic.PERCENTAGE: tr("percentages"),
        Statistic.RATE: tr("rates"),
        Statistic.MEAN: tr("means"),
        Statistic.MEDIAN: tr("medians"),
        Statistic.QUANTILE: tr("quantiles"),
        Statistic.MINIMUM: tr("minima"),
        Statistic.MAXIMUM: tr("maxima"),
        Statistic.INDEX: tr("an index"),
        Statistic.CHANGE: tr("changes"),
        Statistic.ERROR: tr("standard errors or confidence limits"),
        Statistic.BASE: tr("an unweighted base"),
        Statistic.OTHER: tr("something else"),
    }[statistic]


def part_in_words(table: Table, row: int, column: int) -> str:
    """Return what a cell is to its table, "" for an ordinary number."""
    if role_of(table, Axis.ROWS, row) is LineRole.LABELS:
        return _header_in_words(table, column)
    if role_of(table, Axis.COLUMNS, column) is LineRole.LABELS:
        return _label_in_words(table, row)
    if (row, column) not in table.body:
        return ""
    if LineRole.LEFT_OUT in (role_of(table, Axis.ROWS, row), role_of(table, Axis.COLUMNS, column)):
        return tr("Not part of the table")
    return _totals_in_words(table, row, column)


def kind_of_line(table: Table, axis: Axis, line: int) -> Statistic:
    """Return what the numbers of a row or column are."""
    pairs = table.row_statistics if axis is Axis.ROWS else table.column_statistics
    return dict(pairs).get(line, table.statistic)


def _header_in_words(table: Table, column: int) -> str:
    if column not in table.body.columns:
        return tr("Header of the table")
    if column in table.left_out_columns:
        return tr("Header; this column is not part of the table")
    kind = statistic_in_words(kind_of_line(table, Axis.COLUMNS, column))
    total = tr("Σ Total") if column in table.total_columns else ""
    total = tr("Σ Subtotal") if column in table.subtotal_columns else total
    words = tr("Header; the numbers of {column} are {kind}").format(
        column=lines_in_words(Axis.COLUMNS, (column,)), kind=kind
    )
    return f"{total}. {words}" if total else words


def _label_in_words(table: Table, row: int) -> str:
    if row in table.left_out_rows:
        return tr("Row label; this row is not part of the table")
    if row in table.total_rows:
        return tr("Σ Total. Row label")
    if row in table.subtotal_rows:
        return tr("Σ Subtotal. Row label")
    return tr("Row label")


def _totals_in_words(table: Table, row: int, column: int) -> str:
    names = []
    for axis, line, totals, subtotals in (
        (Axis.ROWS, row, table.total_rows, table.subtotal_rows),
        (Axis.COLUMNS, column, table.total_columns, table.subtotal_columns),
    ):
        if line in totals:
            names.append(tr("Σ Total ({line})").format(line=lines_in_words(axis, (line,))))
        elif line in subtotals:
            names.append(tr("Σ Subtotal ({line})").format(line=lines_in_words(axis, (line,))))
    return ", ".join(names)
