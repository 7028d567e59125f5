"""Derived figures follow their counts: a percentage of a withheld count is withheld too.

Where a percentage, rate or mean is known to be worked out from two cells of the table, it is
withheld when one of these is. Where that is not known, it is withheld beside any withheld count.

Source: guidance of NHS Digital (HES) and CMS: if numerator or denominator is withheld, so is the
percentage. What a percentage elsewhere in the table gives away is the audit's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellStatus, Published
from sdc_desktop.core.ratio_places import ratio_places
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table

_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)


def derived_beside_withheld(
    workbook: Workbook, tables: Sequence[Table], published: Published
) -> tuple[CellRef, ...]:
    """Return the shown percentages, rates and means of withheld counts, or beside them.

    Beside a count stand, in a table with columns of percentages, those of its row; in one with
    rows of percentages those of its column as well.
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
    known = ratio_places(table)
    for row, column in np.argwhere(shown):
        place = body.top + int(row), body.left + int(column)
        if table.statistic_at(*place).is_additive:
            continue
        if place in known:
            if any(withheld[one[0] - body.top, one[1] - body.left] for one in known[place]):
                yield CellRef(table.sheet, *place)
            continue
        is_beside = place[1] in derived_columns and withheld[row].any()
        is_below = place[0] in derived_rows and withheld[:, column].any()
        if is_beside or is_below:
            yield CellRef(table.sheet, *place)
