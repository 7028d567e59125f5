"""What the checker says about the matching of releases, as JSON: places, no label and no value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sdc_desktop.core.cells import CellRange, column_index, column_letters
from sdc_desktop.core.releases.corrections import MatchCorrection, SaidLines, SaidTables
from sdc_desktop.core.releases.match import Period, TablePlace
from sdc_desktop.core.tables import Axis


def correction_as_json(correction: MatchCorrection) -> dict[str, Any]:
    """Return a correction as JSON; lines are named as a spreadsheet names them."""
    return {
        "tables": [
            {
                "now": _place(one.now),
                "before": _place(one.before),
                "same": one.is_same,
                "period": one.period.value if one.period else None,
            }
            for one in correction.tables
        ],
        "lines": [
            {
                "now_table": _place(one.now_table),
                "before_table": _place(one.before_table),
                "axis": one.axis.value,
                "now": _line(one.axis, one.now),
                "before": _line(one.axis, one.before),
            }
            for one in correction.lines
        ],
    }


def correction_from_json(document: Mapping[str, Any]) -> MatchCorrection:
    """Return what `correction_as_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: It is something else.
    """
    return MatchCorrection(
        tuple(_read_tables(one) for one in document["tables"]),
        tuple(_read_lines(one) for one in document["lines"]),
    )


def _place(place: TablePlace | None) -> dict[str, str] | None:
    return None if place is None else {"sheet": place.sheet, "body": place.body.a1}


def _line(axis: Axis, line: int | None) -> str | None:
    if line is None:
        return None
    return str(line + 1) if axis is Axis.ROWS else column_letters(line)


def _read_tables(document: Mapping[str, Any]) -> SaidTables:
    period = document["period"]
    return SaidTables(
        _read_place(document["now"]),
        _read_place(document["before"]),
        bool(document["same"]),
        None if period is None else Period(period),
    )


def _read_lines(document: Mapping[str, Any]) -> SaidLines:
    now, before = _read_place(document["now_table"]), _read_place(document["before_table"])
    if now is None or before is None:
        raise ValueError("lines belong to two tables")
    axis = Axis(document["axis"])
    return SaidLines(
        now, before, axis, _read_line(axis, document["now"]), _read_line(axis, document["before"])
    )


def _read_place(document: Mapping[str, Any] | None) -> TablePlace | None:
    if document is None:
        return None
    return TablePlace(str(document["sheet"]), CellRange.parse(document["body"]))


def _read_line(axis: Axis, text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) - 1 if axis is Axis.ROWS else column_index(text)
