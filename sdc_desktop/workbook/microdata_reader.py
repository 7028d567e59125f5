"""Read records of a file: csv, spreadsheets and parquet; they stay in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.evidence_microdata import Microdata, label_of
from sdc_desktop.core.sheets import CellKind, Sheet, TextArray, Workbook

_FEWEST_RECORDS = 2
_MOST_HEADER_ROWS = 20


class ParquetError(SdcError):
    """Raised when a parquet file cannot be read."""

    def __init__(self, path: Path, hint: str) -> None:
        super().__init__(f"{path.name} cannot be read as a parquet file.")
        self.path, self.hint = path, hint


def microdata_of(workbook: Workbook) -> Microdata | None:
    """Return the records of the first sheet with a row of names above them, None for none."""
    for sheet in workbook.sheets:
        header = _header_row(sheet)
        if header is not None:
            return _records(sheet, header)
    return None


def read_parquet(path: Path) -> Microdata:
    """Return the records of a parquet file.

    Raises:
        ParquetError: The library for it is not installed, or the file is damaged.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        hint = "Install the optional package pyarrow, or save the records as csv."
        raise ParquetError(path, hint) from error
    try:
        table = pyarrow.parquet.read_table(path)
    except (OSError, pyarrow.ArrowException) as error:
        raise ParquetError(path, "Check the file, or save the records as csv.") from error
    columns = [column.to_pylist() for column in table.columns]
    return Microdata(
        tuple(table.column_names),
        tuple(_texts(column) for column in columns),
        tuple(np.array([_number(value) for value in column]) for column in columns),
    )


def _texts(column: Sequence[object]) -> TextArray:
    texts = np.empty(len(column), object)
    texts[:] = [label_of(value) for value in column]
    return texts


def _number(value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else float("nan")  # type: ignore[arg-type]


def _header_row(sheet: Sheet) -> int | None:
    """Return the first row with at least two cells that are all texts and differ, None for none."""
    for row in range(min(sheet.shape[0], _MOST_HEADER_ROWS)):
        kinds = sheet.kinds[row][sheet.kinds[row] != CellKind.EMPTY]
        texts = [text for text in sheet.texts[row] if text]
        is_names = kinds.size > 1 and bool((kinds == CellKind.TEXT).all())
        if is_names and len(set(texts)) == len(texts):
            return row if sheet.shape[0] - row > _FEWEST_RECORDS else None
    return None


def _records(sheet: Sheet, header: int) -> Microdata:
    """Return what stands below the header; a number stored as text is both, text and number."""
    places = [place for place, text in enumerate(sheet.texts[header]) if text]
    below = slice(header + 1, None)
    labels = [
        [text or value for text, value in zip(texts, values, strict=True)]
        for texts, values in (
            (sheet.texts[below, place].tolist(), sheet.values[below, place].tolist())
            for place in places
        )
    ]
    return Microdata(
        tuple(str(sheet.texts[header, place]).strip() for place in places),
        tuple(_texts(column) for column in labels),
        tuple(sheet.values[below, place] for place in places),
    )
