"""What a record says of a clean copy, so that it can be built again years later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.clean_copy.model import Arrangement, CopyWish

KEY = "clean_copy"
"""Of the settings within the record's `saved_file_check`."""


def settings_as_json(wish: CopyWish, tables: Sequence[Table]) -> dict[str, Any]:
    """Return the wish and the places of the tables, without any number of a cell."""
    return {
        "date": wish.date,
        "title": wish.title,
        "publisher": wish.publisher,
        "contact": wish.contact,
        "arrangement": wish.arrangement.value,
        "with_hidden": wish.with_hidden,
        "tables": [_place(table) for table in tables],
    }


def _place(table: Table) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "title": table.title,
        "body": table.body.a1,
        "header_rows": list(table.header_rows),
        "stub_columns": list(table.stub_columns),
        "left_out_rows": list(table.left_out_rows),
        "left_out_columns": list(table.left_out_columns),
    }


def settings_of(record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the settings in a record, None when its result is no clean copy."""
    check = record.get("saved_file_check")
    settings = check.get(KEY) if isinstance(check, Mapping) else None
    return settings if isinstance(settings, Mapping) else None


def wish_from_json(settings: Mapping[str, Any]) -> CopyWish:
    """Return the wish that `settings_as_json` wrote.

    Raises:
        KeyError, ValueError, TypeError: Something is missing or of another kind.
    """
    return CopyWish(
        date=str(settings["date"]),
        title=str(settings["title"]),
        publisher=str(settings["publisher"]),
        contact=str(settings["contact"]),
        arrangement=Arrangement(settings["arrangement"]),
        with_hidden=bool(settings["with_hidden"]),
    )


def tables_from_settings(settings: Mapping[str, Any]) -> tuple[Table, ...]:
    """Return the places of the tables that `settings_as_json` wrote.

    Raises:
        KeyError, ValueError, TypeError: Something is missing or of another kind.
    """
    return tuple(
        Table(
            sheet=str(one["sheet"]),
            title=str(one["title"]),
            body=CellRange.parse(str(one["body"])),
            header_rows=_numbers(one["header_rows"]),
            stub_columns=_numbers(one["stub_columns"]),
            left_out_rows=_numbers(one["left_out_rows"]),
            left_out_columns=_numbers(one["left_out_columns"]),
        )
        for one in settings["tables"]
    )


def _numbers(listed: Sequence[Any]) -> tuple[int, ...]:
    return tuple(int(one) for one in listed)
