"""Cells whose look hides what they hold (guidance E5, E6 and E17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.number_format import is_date_format, shown_number
from sdc_desktop.core.sheets import BoolArray, CellKind, CellStyle, FloatArray, Sheet, Workbook
from sdc_desktop.workbook.inspection.carrier import Carrier, counted, counted_cells
from sdc_desktop.workbook.inspection.inspected import (
    Inspected,
    SheetEntry,
    cells_where,
    numbers_and_texts,
    without_blanks,
)

_WHITE = "#ffffff"
_CLOSE = 12
_TINY_POINTS = 3.0
_DIGIT_CODES = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.')
_SHOWN_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?(?:E[+-]?\d+)?")
_NOISE = 1e-9
_ANY_DIGIT = 999
"""Stands for a format that keeps so many digits of any number, such as "0.00E+00"."""


def find_in_looks(inspected: Inspected) -> Iterator[Carrier]:
    """Yield cells that are there and cannot be read, or show less than they hold."""
    for entry, sheet, _ in inspected.worksheets:
        if entry.is_visible:
            yield from _by_style(inspected, entry, sheet)
            yield from _precision(inspected, entry, sheet)
            yield from _under_merges(inspected, entry, sheet)


def _by_style(inspected: Inspected, entry: SheetEntry, sheet: Sheet) -> Iterator[Carrier]:
    seen = inspected.visible_cells(sheet)
    styles = inspected.workbook.styles
    for kind, places, what in (
        ("hidden-by-colour", is_coloured_away(sheet, styles), "a colour like the background hides"),
        ("tiny-text", is_tiny(sheet, styles), "a tiny font hides"),
        ("hidden-by-format", is_formatted_away(sheet, styles), "a number format hides"),
    ):
        places = places & seen
        if not places.any():
            continue
        numbers, texts = numbers_and_texts(sheet, places)
        cells = counted_cells(numbers, texts)
        yield Carrier(
            kind=kind,
            severity=Severity.FAIL if numbers else Severity.REVIEW,
            message=f"Whoever selects the cell reads {cells} that {what}.",
            part=entry.part,
            sheet=entry.name,
            cells=cells_where(sheet, places),
            removable=True,
        )


def is_coloured_away(sheet: Sheet, styles: tuple[CellStyle, ...]) -> BoolArray:
    """Return (rows, columns) bool: filled cells in (nearly) the colour of their background.

    Headers of marked tables are left out: the table's own style gives them a background.
    """
    hidden = np.array([_is_same_colour(style) for style in styles] or [False])
    places: BoolArray = hidden[np.minimum(sheet.styles, len(hidden) - 1)]
    for table in sheet.marked_tables:
        places[table.top, table.left : table.right + 1] = False
    return without_blanks(sheet, places)


def _is_same_colour(style: CellStyle) -> bool:
    font, fill = style.font_colour or "#000000", style.fill_colour or _WHITE
    pairs = [(int(font[i : i + 2], 16), int(fill[i : i + 2], 16)) for i in (1, 3, 5)]
    return all(abs(one - other) <= _CLOSE for one, other in pairs)


def is_tiny(sheet: Sheet, styles: tuple[CellStyle, ...]) -> BoolArray:
    """Return (rows, columns) bool: filled cells in a font that nobody can read."""
    tiny = np.array([style.font_size < _TINY_POINTS for style in styles] or [False])
    places: BoolArray = tiny[np.minimum(sheet.styles, len(tiny) - 1)]
    return without_blanks(sheet, places)


def is_formatted_away(sheet: Sheet, styles: tuple[CellStyle, ...]) -> BoolArray:
    """Return (rows, columns) bool: cells whose number format shows nothing, or another text.

    A zero that is shown as nothing or as a dash is not hidden.
    """
    places = np.zeros(sheet.shape, np.bool_)
    for number, style in enumerate(styles):
        code = style.number_format
        if not _can_hide(code):
            continue
        own = sheet.styles == number
        values = own & (sheet.kinds == CellKind.NUMBER)
        for row, column in np.argwhere(values).tolist():
            places[row, column] = hides_number(float(sheet.values[row, column]), code)
        if _hides_text(code):
            places |= own & (sheet.kinds == CellKind.TEXT)
    return without_blanks(sheet, places)


@lru_cache(maxsize=4096)
def _can_hide(code: str) -> bool:
    """Tell whether some section of a format shows no digit."""
    return any(not re.search(r"[0#?@]|General", one) for one in _sections(code))


def _sections(code: str) -> list[str]:
    """Return the sections of a format without quoted texts, fillers and conditions."""
    return _DIGIT_CODES.sub("", code).split(";")


def hides_number(value: float, code: str) -> bool:
    """Tell whether a format shows something else than a number in place of `value`."""
    if is_date_format(code):
        return False
    shown = shown_number(value, code)
    if re.search(r"\d", shown):
        return False
    if value == 0:
        return "[<" in code and any(letter.isalpha() for letter in shown)
    return True


def _hides_text(code: str) -> bool:
    sections = _sections(code)
    return len(sections) == 4 and "@" not in sections[3]


def _precision(inspected: Inspected, entry: SheetEntry, sheet: Sheet) -> Iterator[Carrier]:
    shown = numbers_as_shown(inspected.workbook, sheet)
    places = ~np.isnan(shown) & inspected.visible_cells(sheet)
    if places.any():
        count = counted(int(places.sum()), "number is", "numbers are")
        yield Carrier(
            kind="stored-precision",
            severity=Severity.REVIEW,
            message=f"{count} stored more exactly than shown; from a rounded or percentage figure "
            "a reader can work out the number behind it.",
            part=entry.part,
            sheet=entry.name,
            cells=cells_where(sheet, places),
            removable=True,
        )


def numbers_as_shown(workbook: Workbook, sheet: Sheet) -> FloatArray:
    """Return (rows, columns) float64: what a cell shows where it stores more, NaN elsewhere.

    The General format is left alone: it shows as many digits as fit.
    """
    result = np.full(sheet.shape, np.nan)
    numbers = sheet.kinds == CellKind.NUMBER
    for number, style in enumerate(workbook.styles):
        scale = _scale(style.number_format)
        if scale is None:
            continue
        own = numbers & (sheet.styles == number)
        values, places = np.unique(sheet.values[own], return_inverse=True)
        shown = np.full(values.shape, np.nan)
        for place in np.flatnonzero(_may_differ(values, scale)).tolist():
            value = float(values[place])
            seen = value_as_shown(value, style.number_format)
            if seen is not None and _differs(value, seen):
                shown[place] = seen
        result[own] = shown[places]
    return result


@lru_cache(maxsize=4096)
def _scale(code: str) -> int | None:
    """Return the decimals that a format keeps, None where it keeps all or shows no digits."""
    if code == "General" or is_date_format(code):
        return None
    plain = _DIGIT_CODES.sub("", code.partition(";")[0])
    if "/" in plain or not re.search(r"[0#?]", plain):
        return None
    if "E+" in plain or "E-" in plain:
        return _ANY_DIGIT
    digits = re.search(r"[0#?][0#?,]*(?:\.([0#?]*))?(,*)|\.([0#?]+)", plain)
    if digits is None:
        return None
    decimals = len(digits[1] or digits[3] or "")
    thousands = len(re.findall(r",(?=[^0#?]*$)", plain)) if "," in plain else 0
    return decimals + 2 * plain.count("%") - 3 * thousands


def _may_differ(values: FloatArray, scale: int) -> BoolArray:
    """Return which values are no multiple of the last shown digit, quickly."""
    if scale == _ANY_DIGIT:
        return np.ones(values.shape, np.bool_)
    scaled = values * 10.0**scale
    return np.asarray(np.abs(scaled - np.round(scaled)) > _NOISE * np.maximum(1, np.abs(scaled)))


def value_as_shown(value: float, code: str) -> float | None:
    """Return the number that a format shows for `value`, None where it shows none."""
    shown = shown_number(value, _LITERALS.sub("", code))
    found = _SHOWN_DIGITS.findall(shown)
    if len(found) != 1:
        return None
    number = float(found[0].replace(",", ""))
    section = _DIGIT_CODES.sub("", code.partition(";")[0])
    number /= 100 ** section.count("%")
    scaling = re.search(r"[0#?](,+)(?![0#?])", section)
    number *= 1000 ** (len(scaling[1]) if scaling else 0)
    return float(f"{-number if value < 0 else number:.15g}")


def _differs(value: float, shown: float) -> bool:
    return abs(value - shown) > _NOISE * max(1e-6, abs(value))


def _under_merges(inspected: Inspected, entry: SheetEntry, sheet: Sheet) -> Iterator[Carrier]:
    places = is_under_merge(sheet) & inspected.visible_cells(sheet)
    if places.any():
        numbers, texts = numbers_and_texts(sheet, places)
        yield Carrier(
            kind="under-merged-cells",
            severity=Severity.FAIL if numbers else Severity.REVIEW,
            message=f"Splitting merged cells shows {counted_cells(numbers, texts)} that lie under "
            "them.",
            part=entry.part,
            sheet=entry.name,
            cells=cells_where(sheet, places),
            removable=True,
        )


def is_under_merge(sheet: Sheet) -> BoolArray:
    """Return (rows, columns) bool: filled cells that a merge covers, its first cell left out."""
    covered = np.zeros(sheet.shape, np.bool_)
    for merge in sheet.merged:
        covered[merge.top : merge.bottom + 1, merge.left : merge.right + 1] = True
    for merge in sheet.merged:
        covered[merge.top, merge.left] = False
    return without_blanks(sheet, covered)
