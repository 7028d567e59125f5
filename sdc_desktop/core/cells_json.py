"""Cells as JSON: in their order, those that follow one another on one sheet together.

`[{"sheet": "Table 1", "cells": ["B5", "B6"], "values": ["10", "15"]}]`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.table_json import decimal_text


def cells_as_json(
    cells: Sequence[CellRef], values: Sequence[float] | None = None
) -> list[dict[str, Any]]:
    """Return cells in their order, in runs of one sheet, with a value each where given."""
    runs: list[dict[str, Any]] = []
    done = 0
    for sheet, run in groupby(cells, key=lambda cell: cell.sheet):
        names = [cell.a1 for cell in run]
        group: dict[str, Any] = {"sheet": sheet, "cells": names}
        if values is not None:
            group["values"] = [decimal_text(one) for one in values[done : done + len(names)]]
        runs.append(group)
        done += len(names)
    return runs


def cells_from_json(runs: Iterable[Mapping[str, Any]]) -> tuple[CellRef, ...]:
    """Return the cells that `cells_as_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: They cannot be read.
    """
    return tuple(CellRef.parse(run["sheet"], name) for run in runs for name in run["cells"])


def text_of(value: object) -> str:
    """Return a value that must be a text.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(value, str):
        raise TypeError("a text is needed")
    return value
