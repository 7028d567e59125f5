"""Tables as JSON in which nothing is lost, named as a spreadsheet names rows and columns.

This is the form of the journal and the record. What the `tables` command prints is shorter: it
counts the relations, here each of them is written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sdc_desktop.core.cells import CellRange, column_index, column_letters
from sdc_desktop.core.tables import Axis, LineOrder, LineRatio, LineSum, Said, Statistic, Table

_OTHER_AXIS = {Axis.ROWS: Axis.COLUMNS, Axis.COLUMNS: Axis.ROWS}


def decimal_text(number: float) -> str:
    """Return the shortest decimal text that reads back as `number`; whole numbers have no point."""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def table_as_json(table: Table) -> dict[str, Any]:
    """Return a table with all its relations; numbers that need not be whole are decimal text."""
    return {
        "sheet": table.sheet,
        "title": table.title,
        "body": table.body.a1,
        "header_rows": _names(Axis.ROWS, table.header_rows),
        "stub_columns": _names(Axis.COLUMNS, table.stub_columns),
        "total_rows": _names(Axis.ROWS, table.total_rows),
        "total_columns": _names(Axis.COLUMNS, table.total_columns),
        "subtotal_rows": _names(Axis.ROWS, table.subtotal_rows),
        "subtotal_columns": _names(Axis.COLUMNS, table.subtotal_columns),
        "statistic": table.statistic.value,
        "column_statistics": _statistics(Axis.COLUMNS, table.column_statistics),
        "row_statistics": _statistics(Axis.ROWS, table.row_statistics),
        "relations": [relation_as_json(relation) for relation in table.relations],
        "ratios": [ratio_as_json(ratio) for ratio in table.ratios],
        "orders": [_order_as_json(order) for order in table.orders],
        "left_out_rows": _names(Axis.ROWS, table.left_out_rows),
        "left_out_columns": _names(Axis.COLUMNS, table.left_out_columns),
        "confidence": decimal_text(table.confidence),
        "doubts": list(table.doubts),
        "said": said_as_json(table.said),
    }


def table_from_json(document: Mapping[str, Any]) -> Table:
    """Return the table that `table_as_json` wrote; unknown fields are passed over.

    Raises:
        KeyError, TypeError, ValueError: A field is missing or cannot be read.
    """
    return Table(
        sheet=document["sheet"],
        title=document["title"],
        body=CellRange.parse(document["body"]),
        header_rows=_lines(Axis.ROWS, document["header_rows"]),
        stub_columns=_lines(Axis.COLUMNS, document["stub_columns"]),
        total_rows=_lines(Axis.ROWS, document["total_rows"]),
        total_columns=_lines(Axis.COLUMNS, document["total_columns"]),
        subtotal_rows=_lines(Axis.ROWS, document["subtotal_rows"]),
        subtotal_columns=_lines(Axis.COLUMNS, document["subtotal_columns"]),
        statistic=Statistic(document["statistic"]),
        column_statistics=_read_statistics(Axis.COLUMNS, document["column_statistics"]),
        row_statistics=_read_statistics(Axis.ROWS, document["row_statistics"]),
        relations=tuple(relation_from_json(relation) for relation in document["relations"]),
        ratios=tuple(ratio_from_json(ratio) for ratio in document.get("ratios", ())),
        orders=tuple(_order_from_json(order) for order in document.get("orders", ())),
        left_out_rows=_lines(Axis.ROWS, document.get("left_out_rows", ())),
        left_out_columns=_lines(Axis.COLUMNS, document.get("left_out_columns", ())),
        confidence=float(document["confidence"]),
        doubts=tuple(document["doubts"]),
        said=said_from_json(document.get("said", {})),
    )


def said_as_json(said: Said) -> dict[str, Any]:
    """Return what the checker said of a table; what was not said is left out."""
    document = {
        "statistic": None if said.statistic is None else said.statistic.value,
        "columns": _statistics(Axis.COLUMNS, said.columns),
        "rows": _statistics(Axis.ROWS, said.rows),
        "no_total_rows": _names(Axis.ROWS, said.no_total_rows),
        "no_total_columns": _names(Axis.COLUMNS, said.no_total_columns),
    }
    return {name: value for name, value in document.items() if value}


def said_from_json(document: Mapping[str, Any]) -> Said:
    """Return what `said_as_json` wrote; unknown fields are passed over.

    Raises:
        KeyError, TypeError, ValueError: A field cannot be read.
    """
    statistic = document.get("statistic")
    return Said(
        statistic=None if statistic is None else Statistic(statistic),
        columns=_read_statistics(Axis.COLUMNS, document.get("columns", ())),
        rows=_read_statistics(Axis.ROWS, document.get("rows", ())),
        no_total_rows=_lines(Axis.ROWS, document.get("no_total_rows", ())),
        no_total_columns=_lines(Axis.COLUMNS, document.get("no_total_columns", ())),
    )


def relation_as_json(relation: LineSum) -> dict[str, Any]:
    """Return what adds up."""
    return {
        "axis": relation.axis.value,
        "total": _name(relation.axis, relation.total),
        "parts": _names(relation.axis, relation.parts),
        "across": _names(_OTHER_AXIS[relation.axis], relation.across),
        "tolerance": decimal_text(relation.tolerance),
        "reason": relation.reason,
        "confidence": decimal_text(relation.confidence),
    }


def relation_from_json(document: Mapping[str, Any]) -> LineSum:
    """Return what `relation_as_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: A field is missing or cannot be read.
    """
    axis = Axis(document["axis"])
    return LineSum(
        axis=axis,
        total=_line(axis, document["total"]),
        parts=_lines(axis, document["parts"]),
        across=_lines(_OTHER_AXIS[axis], document["across"]),
        tolerance=float(document["tolerance"]),
        reason=document["reason"],
        confidence=float(document.get("confidence", 1)),
    )


def ratio_as_json(ratio: LineRatio) -> dict[str, Any]:
    """Return what was divided by what."""
    at = ratio.denominator_at
    return {
        "axis": ratio.axis.value,
        "ratio": _name(ratio.axis, ratio.ratio),
        "numerator": _name(ratio.axis, ratio.numerator),
        "denominator": _name(ratio.axis, ratio.denominator),
        "denominator_at": None if at is None else _name(_OTHER_AXIS[ratio.axis], at),
        "across": _names(_OTHER_AXIS[ratio.axis], ratio.across),
        "factor": decimal_text(ratio.factor),
        "step": decimal_text(ratio.step),
        "reason": ratio.reason,
    }


def ratio_from_json(document: Mapping[str, Any]) -> LineRatio:
    """Return what `ratio_as_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: A field is missing or cannot be read.
    """
    axis = Axis(document["axis"])
    at = document["denominator_at"]
    return LineRatio(
        axis=axis,
        ratio=_line(axis, document["ratio"]),
        numerator=_line(axis, document["numerator"]),
        denominator=_line(axis, document["denominator"]),
        denominator_at=None if at is None else _line(_OTHER_AXIS[axis], at),
        across=_lines(_OTHER_AXIS[axis], document["across"]),
        factor=float(document["factor"]),
        step=float(document["step"]),
        reason=document["reason"],
    )


def _order_as_json(order: LineOrder) -> dict[str, Any]:
    return {
        "axis": order.axis.value,
        "smaller": _name(order.axis, order.smaller),
        "larger": _name(order.axis, order.larger),
        "across": _names(_OTHER_AXIS[order.axis], order.across),
        "reason": order.reason,
    }


def _order_from_json(document: Mapping[str, Any]) -> LineOrder:
    axis = Axis(document["axis"])
    return LineOrder(
        axis=axis,
        smaller=_line(axis, document["smaller"]),
        larger=_line(axis, document["larger"]),
        across=_lines(_OTHER_AXIS[axis], document["across"]),
        reason=document["reason"],
    )


def _statistics(axis: Axis, pairs: Iterable[tuple[int, Statistic]]) -> list[dict[str, Any]]:
    return [{"line": _name(axis, line), "statistic": kind.value} for line, kind in pairs]


def _read_statistics(
    axis: Axis, documents: Iterable[Mapping[str, Any]]
) -> tuple[tuple[int, Statistic], ...]:
    return tuple((_line(axis, one["line"]), Statistic(one["statistic"])) for one in documents)


def _names(axis: Axis, lines: Iterable[int]) -> list[int | str]:
    return [_name(axis, line) for line in lines]


def _name(axis: Axis, line: int) -> int | str:
    """Return a row as its number from 1, a column as its letters."""
    return line + 1 if axis is Axis.ROWS else column_letters(line)


def _lines(axis: Axis, names: Iterable[int | str]) -> tuple[int, ...]:
    return tuple(_line(axis, name) for name in names)


def _line(axis: Axis, name: int | str) -> int:
    return int(name) - 1 if axis is Axis.ROWS else column_index(str(name))
