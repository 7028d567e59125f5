"""Numbers that name a line instead of counting something: years, weeks, 1 2 3, codes."""

from __future__ import annotations

import re

import numpy as np

from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.layout.labels import cell_label
from sdc_desktop.core.sheets import BoolArray, FloatArray

_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_FEWEST_DIGITS_OF_A_CODE = 4
_CODE_WORDS = re.compile(
    r"\b(?:codes?|geocode|id|ids|rank|sort|order|ref|reference|case|key|nr|no|kod|kode|código"
    r"|codice|schlüssel|rang)\b\.?",
    re.IGNORECASE,
)
_SURE_CODE_WORDS = re.compile(
    r"\b(?:codes?|geocode|ids?|rank|sort order|kode|código|codice|schlüssel)$", re.IGNORECASE
)
_PERIOD_WORDS = re.compile(
    r"(?:[^\W\d]+ )?(?:years?|yr|periods?|time|weeks?|months?|quarters?|deciles?|quintiles?"
    r"|percentiles?|age|jahr|monat|woche|alter|année|mois|semaine|âge|año|mes|edad|anno|mese|età"
    r"|jaar|maand|leeftijd|år|månad|vecka|ålder|blwyddyn|oed)(?: [^\W\d]+| \(.*\))?",
    re.IGNORECASE,
)


def are_years(numbers: FloatArray) -> bool:
    """Tell whether numbers are all whole and in the range of years; none at all are."""
    is_year = (numbers >= _EARLIEST_YEAR) & (numbers <= _LATEST_YEAR)
    return bool((is_year & (numbers == np.round(numbers))).all())


def count_up(numbers: FloatArray) -> bool:
    """Tell whether numbers count up by one, perhaps several times from the same start."""
    if numbers.size < 2 or bool((numbers != np.round(numbers)).any()):
        return False
    steps_up = np.diff(numbers) == 1
    starts_again = numbers[1:] == numbers[0]
    return bool(steps_up[0]) and bool((steps_up | starts_again).all())


def may_be_headings(grid: Grid, rows: slice, columns: slice) -> BoolArray:
    """(rows,) bool: rows that hold only years, or whose second number is the first plus one."""
    is_number, values = grid.is_number[rows, columns], grid.sheet.values[rows, columns]
    with np.errstate(invalid="ignore"):
        is_year = (values >= _EARLIEST_YEAR) & (values <= _LATEST_YEAR)
    all_years = ~(is_number & ~is_year).any(axis=1)
    lines = np.arange(len(values))
    first = is_number.argmax(axis=1)
    others = is_number.copy()
    others[lines, first] = False
    second = others.argmax(axis=1)
    counts = others.any(axis=1) & (values[lines, second] == values[lines, first] + 1)
    return np.asarray(all_years | counts)


def is_heading_row(grid: Grid, row: int, columns: slice) -> bool:
    """Tell whether the numbers of a row label the columns below, going by the row alone."""
    is_number = grid.is_number[row, columns]
    places = np.flatnonzero(is_number)
    if places.size and grid.is_label[row, columns][places[0] : places[-1]].any():
        return False
    numbers = grid.sheet.values[row, columns][is_number]
    if numbers.size > 1 and are_years(numbers):
        return True
    return (numbers.size > 2 or bool((numbers == [1, 2]).all())) and count_up(numbers)


def counts_years(grid: Grid, row: int, columns: slice) -> bool:
    """Tell whether the numbers of a row are three years in a row or more."""
    numbers = grid.sheet.values[row, columns][grid.is_number[row, columns]]
    return numbers.size > 2 and are_years(numbers) and bool((np.diff(numbers) == 1).all())


def label_codes(grid: Grid, rows: list[int], column: int, *, is_leftmost: bool) -> bool:
    """Tell whether the numbers left of a column of labels are codes of these labels."""
    if _CODE_WORDS.search(header_above(grid, rows[0], column)):
        return True
    if not is_leftmost:
        return False
    numbers = _numbers(grid, rows, column)
    if bool((numbers != np.round(numbers)).any()):
        return False
    is_sorted = bool((np.diff(numbers) >= 0).all())
    digits = np.floor(np.log10(np.maximum(np.abs(numbers), 1))) + 1
    has_long_codes = bool((digits >= _FEWEST_DIGITS_OF_A_CODE).all()) and np.unique(digits).size < 3
    has_few = np.unique(numbers).size <= max(numbers.size // 4, 1) and numbers.max() < 1000
    return is_sorted or has_long_codes or has_few


def label_rows(grid: Grid, rows: list[int], column: int, *, is_leftmost: bool) -> bool:
    """Tell whether a column of numbers names its rows: years, ages, ranks, codes."""
    numbers = _numbers(grid, rows, column)
    if bool((numbers != np.round(numbers)).any()):
        return False
    header = header_above(grid, rows[0], column)
    says = _CODE_WORDS if is_leftmost else _SURE_CODE_WORDS
    if says.search(header) or (
        _PERIOD_WORDS.fullmatch(header.strip()) and _could_be_periods(numbers)
    ):
        return True
    repeats = np.unique(numbers).size < numbers.size
    if not is_leftmost:
        return numbers.size > 2 and are_years(numbers) and repeats
    is_increasing = bool((np.diff(numbers) > 0).all())
    counts = is_increasing and (bool((np.diff(numbers) == 1).all()) or are_years(numbers))
    return counts or (numbers.size > 2 and are_years(numbers))


def _could_be_periods(numbers: FloatArray) -> bool:
    """Tell whether numbers under a heading such as "year" or "age" are years or ages."""
    return are_years(numbers) or bool((numbers >= 0).all() and (numbers <= 120).all())


def header_above(grid: Grid, first_row: int, column: int) -> str:
    """Return the nearest label above the first data row in a column, "" when there is none."""
    for row in range(first_row - 1, max(first_row - 8, -1), -1):
        if grid.classes[row, column] == CellClass.LABEL:
            return cell_label(grid, row, column)
    return ""


def says_code(label: str) -> bool:
    """Tell whether a label announces codes, ranks or identifiers."""
    return bool(_CODE_WORDS.search(label))


def _numbers(grid: Grid, rows: list[int], column: int) -> FloatArray:
    values = grid.sheet.values[rows, column]
    return np.asarray(values[grid.is_number[rows, column]])
