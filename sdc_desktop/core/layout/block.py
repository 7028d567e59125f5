"""The place of one table on its sheet."""

from __future__ import annotations

from dataclasses import dataclass

from sdc_desktop.core.cells import CellRange


@dataclass(frozen=True, slots=True)
class Block:
    """One table's place; rows and columns count from 0 on the sheet.

    Attributes:
        header_rows: Rows with column labels, top first; empty when none was found.
        stub_columns: Columns with row labels.
        data_rows: Rows that hold data, top first.
        data_columns: Columns that hold data, left first.
        section_rows: Rows that hold a label only, between `data_rows` or just above them.
        title_rows: Rows with text above the header that belong to no other block.
    """

    header_rows: tuple[int, ...]
    stub_columns: tuple[int, ...]
    data_rows: tuple[int, ...]
    data_columns: tuple[int, ...]
    section_rows: tuple[int, ...]
    title_rows: tuple[int, ...]

    @property
    def area(self) -> CellRange:
        """Everything from the header and the row labels to the last number."""
        return CellRange(
            min(*self.header_rows, self.data_rows[0], self.data_rows[0]),
            min(*self.stub_columns, self.data_columns[0], self.data_columns[0]),
            self.data_rows[-1],
            self.data_columns[-1],
        )
