"""What the rows and columns of a table are called, for sentences and for remembering."""

from __future__ import annotations

from sdc_desktop.core.layout.given import TablePlace
from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.labels import cell_label
from sdc_desktop.core.tables import Axis, Table

_JOINT = " | "


def line_name(grid: Grid, place: Table | TablePlace, axis: Axis, line: int) -> str:
    """Return the labels of a row or column, the outer one first, "" when it has none."""
    if axis is Axis.ROWS:
        cells = [(line, column) for column in place.stub_columns]
    else:
        cells = [(row, line) for row in place.header_rows]
    labels: list[str] = []
    for row, column in cells:
        label = cell_label(grid, *_origin(grid, row, column))
        if label and label not in labels:
            labels.append(label)
    return _JOINT.join(labels)


def _origin(grid: Grid, row: int, column: int) -> tuple[int, int]:
    for merged in grid.sheet.merged:
        if (row, column) in merged:
            return merged.top, merged.left
    return row, column
