"""Derived figures follow their counts: a percentage beside a withheld count is withheld too.

Source: guidance of NHS Digital (HES) and CMS: if numerator or denominator is withheld, so is the
percentage. What a percentage elsewhere in the table gives away is the audit's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table

_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)


def derived_beside_withheld(
    workbook: Workbook, tables: Sequence[Table], published: Published
) -> tuple[CellRef, ...]:
    """Return the shown percentages, rates and means in line with a withheld count.

    In a table with columns of percentages that is the count's row; in one with rows of
    percentages its column as well.
    """
    return tuple(
        dict.fromkeys(
            cell for table in tables for cell in _derived_cells(workbook, table, published)
        )
    )


def _derived_cells(workbook: Workbook, table: Table, published: Published) -> Iterator[CellRef]:
    body = table.body
    here = np.s_[body.top : body.bottom + 1, body.left : body.right + 1]
    withheld = np.isin(published.statuses[table.sheet][here], _WITHHELD)
    shown = ~np.isnan(workbook.sheet(table.sheet).values[here]) & ~withheld
    derived_columns = {line for line, what in table.column_statistics if not what.is_additive}
    derived_rows = {line for line, what in table.row_statistics if not what.is_additive}
    for row, column in np.argwhere(shown):
        place = body.top + int(row), body.left + int(column)
        if table.statistic_at(*place).is_additive:
            continue
        is_beside = place[1] in derived_columns and withheld[row].any()
        is_below = place[0] in derived_rows and withheld[:, column].any()
        if is_beside or is_below:
            yield CellRef(table.sheet, *place)
