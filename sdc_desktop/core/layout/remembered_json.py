"""Remembered layouts as JSON: labels and places, no value of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sdc_desktop.core.cells import CellRange, column_index, column_letters
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout.given import TablePlace
from sdc_desktop.core.layout.remembered import LayoutSignature, RememberedLayout, RememberedTable
from sdc_desktop.core.table_json import (
    ratio_as_json,
    ratio_from_json,
    relation_as_json,
    relation_from_json,
    said_as_json,
    said_from_json,
)

FORMAT = 1


class BrokenLayoutError(SdcError):
    """Raised when remembered corrections cannot be read."""

    hint = "Correct the tables once more; they are then remembered anew."

    def __init__(self) -> None:
        super().__init__("Corrections of an earlier check cannot be read.")


def layout_as_json(layout: RememberedLayout) -> dict[str, Any]:
    """Return a remembered layout as JSON."""
    return {
        "format": FORMAT,
        "sheet": layout.signature.sheet,
        "rows": list(layout.signature.rows),
        "tables": [_table_as_json(table) for table in layout.tables],
        "source": layout.source,
        "when": layout.when,
    }


def layout_from_json(document: object) -> RememberedLayout:
    """Return what `layout_as_json` wrote; unknown fields are passed over.

    Raises:
        BrokenLayoutError: It is something else, or was written by a newer version.
    """
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise BrokenLayoutError
    try:
        return RememberedLayout(
            LayoutSignature(str(document["sheet"]), tuple(map(str, document["rows"]))),
            tuple(_table_from_json(one) for one in document["tables"]),
            str(document["source"]),
            str(document["when"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BrokenLayoutError from error


def _table_as_json(table: RememberedTable) -> dict[str, Any]:
    place = table.place
    return {
        "body": place.body.a1,
        "header_rows": [row + 1 for row in place.header_rows],
        "stub_columns": [column_letters(column) for column in place.stub_columns],
        "left_out_rows": [row + 1 for row in place.left_out_rows],
        "left_out_columns": [column_letters(column) for column in place.left_out_columns],
        "columns": list(table.columns),
        "said": said_as_json(table.said),
        "relations": [relation_as_json(one) for one in table.relations],
        "ratios": [ratio_as_json(one) for one in table.ratios],
        "is_none": table.is_none,
    }


def _table_from_json(document: Mapping[str, Any]) -> RememberedTable:
    place = TablePlace(
        "",
        CellRange.parse(document["body"]),
        tuple(int(row) - 1 for row in document["header_rows"]),
        tuple(column_index(name) for name in document["stub_columns"]),
        tuple(int(row) - 1 for row in document["left_out_rows"]),
        tuple(column_index(name) for name in document["left_out_columns"]),
    )
    return RememberedTable(
        place,
        tuple(map(str, document["columns"])),
        said_from_json(document["said"]),
        tuple(relation_from_json(one) for one in document["relations"]),
        tuple(ratio_from_json(one) for one in document["ratios"]),
        bool(document["is_none"]),
    )
