"""Read the keys of records from a csv file: microdata, or records that name their cell."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.protection.record_keys import CellRecords, KeySource, Microdata
from sdc_desktop.core.sheets import FloatArray

KEY_NAMES = ("record_key", "rkey", "key")
_LEAST_SHARE = 0.5
"""Share of the records that must have a key; the ONS's package stops at the same."""

_Columns = Mapping[str, Sequence[str]]


class RecordKeysError(SdcError):
    """Raised when a file of record keys cannot be used."""

    hint = (
        "A csv file with a column record_key and either the columns sheet and cell, or one column "
        "for each variable with values as the tables print them."
    )


def read_record_keys(file: Path, modulus: int) -> KeySource:
    """Return the keys in `file`.

    Args:
        file: A csv file with a header, in UTF-8.
        modulus: How many whole keys there are, such as 256; 0 when keys are fractions.

    Raises:
        RecordKeysError: The file cannot be read, or its keys do not belong to that modulus.
    """
    columns = _read(file)
    name = next((name for name in KEY_NAMES if name in columns), None)
    if name is None:
        raise RecordKeysError(f"{file.name} has no column record_key.")
    keys = _keys(file, columns[name], modulus)
    if {"sheet", "cell"} <= columns.keys():
        return _by_cell(file, columns, keys, modulus)
    variables = {
        other: np.array([" ".join(one.split()).casefold() for one in values], object)
        for other, values in columns.items()
        if other != name
    }
    return Microdata(variables, keys, modulus)


def _read(file: Path) -> _Columns:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            header, *rows = list(csv.reader(stream))
    except (OSError, UnicodeDecodeError, ValueError, csv.Error) as error:
        raise RecordKeysError(f"{file.name} cannot be read as a csv file.") from error
    names = [name.strip().casefold() for name in header]
    if len(set(names)) < len(names) or any(len(row) != len(names) for row in rows):
        raise RecordKeysError(f"{file.name} has lines of different lengths, or a column twice.")
    return (
        dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())
    )


def _keys(file: Path, texts: Sequence[str], modulus: int) -> FloatArray:
    try:
        keys = np.array([float(text) if text.strip() else np.nan for text in texts], np.float64)
    except ValueError:
        raise RecordKeysError(f"A record key in {file.name} is no number.") from None
    given = keys[np.isfinite(keys)]
    if given.size < _LEAST_SHARE * max(keys.size, 1):
        raise RecordKeysError(f"More than half of the records in {file.name} have no key.")
    is_whole = bool(np.all(given % 1 == 0))
    if np.any(given < 0) or np.any(given >= (modulus or 1)) or (modulus and not is_whole):
        wanted = f"whole numbers from 0 to {modulus - 1}" if modulus else "from 0 to below 1"
        raise RecordKeysError(
            f"The record keys in {file.name} do not belong to the perturbation table, which wants "
            f"{wanted}."
        )
    return np.nan_to_num(keys)


def _by_cell(file: Path, columns: _Columns, keys: FloatArray, modulus: int) -> CellRecords:
    """Return the keys of records that name their cell, added up."""
    sums: dict[CellRef, float] = {}
    lines = zip(columns["sheet"], columns["cell"], keys.tolist(), strict=True)
    for sheet, place, key in lines:
        try:
            cell = CellRef.parse(sheet, place.strip())
        except ValueError as error:
            raise RecordKeysError(f"{file.name} names a cell {place}, which is none.") from error
        sums[cell] = (sums.get(cell, 0.0) + key) % (modulus or 1)
    return CellRecords({cell: key / (modulus or 1) for cell, key in sums.items()})
