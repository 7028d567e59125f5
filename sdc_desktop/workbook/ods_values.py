"""What a cell of an OpenDocument spreadsheet holds: kind, number and text."""

from __future__ import annotations

import re
from datetime import date

import numpy as np

from sdc_desktop.core.cell_text import finite_number, number_in_text
from sdc_desktop.core.sheets import CellKind
from sdc_desktop.workbook.ods_runs import Run

_NUMBERS = {"float", "percentage", "currency"}
_TYPES = _NUMBERS | {"date", "time", "boolean", "string", "void", "error"}
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?)?Z?")
_DURATION = re.compile(
    r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?", re.ASCII
)
_DAY_ZERO = date(1899, 12, 30).toordinal()
_LEAP_DAY_TOO_MANY = 61
_SECONDS_A_DAY = 86_400

_PREFIX = re.compile(r"(?:[A-Za-z]+:)?=")
_PIECES = re.compile(r"\"(?:[^\"]|\"\")*\"|\[((?:'(?:[^']|'')*'|[^\]'])*)\]|;")
_END = re.compile(r"(?P<sheet>\$?'(?:[^']|'')*'|[^.:]*)\.(?P<cell>[^.:]+)")

Held = tuple[int, float, str]


def held(run: Run) -> Held:
    """Return kind, number (NaN for none) and text of the cells of a run.

    Raises:
        ValueError: A number is none, or what the cell holds is of no known type.
    """
    if run.value_type not in _TYPES:
        raise ValueError("a cell of no known type")
    if run.value_type in _NUMBERS and run.value:
        return CellKind.NUMBER, finite_number(run.value), ""
    if run.value_type in {"date", "time"} and run.value:
        serial = serial_of(run.value)
        return _text(run.text or run.value) if serial is None else (CellKind.DATE, serial, "")
    if run.value_type == "boolean" and run.value:
        return CellKind.BOOLEAN, np.nan, "TRUE" if run.value == "true" else "FALSE"
    if run.value_type == "error":
        return CellKind.ERROR, np.nan, run.text or run.value
    return _text(run.text or run.value)


def _text(text: str) -> Held:
    number = number_in_text(text)
    return CellKind.TEXT, np.nan if number is None else number, text


def serial_of(text: str) -> float | None:
    """Return the day that spreadsheets count for a date, a point in time or a duration.

    1 January 1900 is day 1; days before March 1900 are one less than the calendar has it, as
    workbooks in the other format store them. None where `text` is none of these.
    """
    duration = _DURATION.fullmatch(text)
    if duration is not None:
        sign, *parts = duration.groups()
        days, hours, minutes, seconds = (float((one or "0").replace(",", ".")) for one in parts)
        total = days + (hours * 3600 + minutes * 60 + seconds) / _SECONDS_A_DAY
        return -total if sign else total
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = match.groups()
    try:
        serial = date(int(year), int(month), int(day)).toordinal() - _DAY_ZERO
    except ValueError:
        return None
    seconds = int(hour or 0) * 3600 + int(minute or 0) * 60 + float(second or 0)
    return serial - (serial < _LEAP_DAY_TOO_MANY) + seconds / _SECONDS_A_DAY


def formula_of(text: str) -> str:
    """Return a formula as workbooks of the other format write it.

    "of:=SUM([.B2:.B9];[$'Table 2'.C4])" is "SUM(B2:B9,'Table 2'!C4)".
    """
    plain = text[match.end() :] if (match := _PREFIX.match(text)) else text
    return _PIECES.sub(lambda one: _piece(one), plain)


def _piece(match: re.Match[str]) -> str:
    if match[0] == ";":
        return ","
    if match[1] is None:
        return match[0]
    ends = [one for one in (_END.fullmatch(end) for end in _split(match[1])) if one is not None]
    if not ends or len(ends) != len(_split(match[1])):
        return match[1]
    sheet = ends[0]["sheet"].removeprefix("$")
    cells = ":".join(one["cell"] for one in ends)
    return f"{sheet}!{cells}" if sheet else cells


def _split(area: str) -> list[str]:
    """Split "'a:b'.A1:.B2" at colons outside of quotes."""
    return re.findall(r"(?:'(?:[^']|'')*'|[^:'])+", area)
