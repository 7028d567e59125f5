"""Cells that look like personal data, and sheets that look like one row for each person."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.sheets import BoolArray, CellKind, Sheet
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.inspected import Inspected, cells_where

_NI = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b"
)
_NHS = re.compile(r"\b\d{3}\s?\d{3}\s?\d{4}\b")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?:\+44\s?|\b0)(?:\d\s?){9,10}\b")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b")
_BIRTH = re.compile(r"^\W*(?:d\.?o\.?b\.?|date of birth|birth ?date)\b", re.IGNORECASE)
_UPRN = re.compile(r"^\W*uprn\b", re.IGNORECASE)
_NAME = re.compile(
    r"^\W*(?:sur|fore|first|last|family|given|full|patient|client|pupil|staff|employee)[ _]?name\b",
    re.IGNORECASE,
)
_ID = re.compile(
    r"^\W*(?:(?:person|patient|client|case|pupil|staff|employee|member|record|respondent)"
    r"[ _]?(?:id|no|number|ref(?:erence)?)|nino|nhs[ _]?(?:no|number)|upn)\b",
    re.IGNORECASE,
)
_MANY = 10
_LONGEST_HEADER = 30
_ROWS_OF_PEOPLE = 20


def find_people(inspected: Inspected) -> Iterator[Carrier]:
    """Yield what looks like data on single people, on visible and hidden sheets."""
    for entry, sheet, _ in inspected.worksheets:
        yield from find_people_on(entry.part, sheet)


def find_people_on(part: str, sheet: Sheet) -> Iterator[Carrier]:
    """Yield what looks like data on single people on one sheet."""
    yield from _identifiers(part, sheet)
    yield from _one_row_a_person(part, sheet)


def _identifiers(part: str, sheet: Sheet) -> Iterator[Carrier]:
    for kind, what, places, is_certain in (
        ("ni-numbers", "National Insurance numbers", _matching(sheet, _NI), True),
        ("nhs-numbers", "NHS numbers", _nhs_numbers(sheet), True),
        ("email-addresses", "e-mail addresses", _matching(sheet, _EMAIL), False),
        ("phone-numbers", "telephone numbers", _matching(sheet, _PHONE), False),
        ("postcodes", "full postcodes", _matching(sheet, _POSTCODE), False),
        ("birth-dates", "dates of birth", _below_header(sheet, _BIRTH), True),
        ("uprns", "unique property numbers", _below_header(sheet, _UPRN), True),
        ("names", "names of people", _below_header(sheet, _NAME), True),
    ):
        count = int(places.sum())
        if count:
            is_many = count >= _MANY
            yield Carrier(
                kind=f"personal-{kind}",
                severity=Severity.FAIL
                if is_certain and is_many
                else Severity.REVIEW
                if is_certain or is_many
                else Severity.INFO,
                message=f"{counted(count, 'cell looks', 'cells look')} like {what}.",
                part=part,
                sheet=sheet.name,
                cells=cells_where(sheet, places),
            )


def _matching(sheet: Sheet, pattern: re.Pattern[str]) -> BoolArray:
    places = np.zeros(sheet.shape, np.bool_)
    known: dict[str, bool] = {}
    for row, column in np.argwhere(sheet.kinds == CellKind.TEXT).tolist():
        text = str(sheet.texts[row, column])
        if text not in known:
            known[text] = bool(pattern.search(text))
        places[row, column] = known[text]
    return places


def _nhs_numbers(sheet: Sheet) -> BoolArray:
    """Return numbers of ten digits whose last one is right, where a column is full of them."""
    places = np.zeros(sheet.shape, np.bool_)
    is_text = sheet.kinds == CellKind.TEXT
    may_be = is_text | ((sheet.values >= 1e9) & (sheet.values < 1e10))
    for column in np.flatnonzero(may_be.any(axis=0)).tolist():
        rows = np.flatnonzero(may_be[:, column]).tolist()
        found = [row for row in rows if _is_nhs(_written(sheet, row, column))]
        filled = int(np.count_nonzero(sheet.kinds[:, column]))
        if found and len(found) >= max(2, filled // 2):
            places[found, column] = True
    return places


def _written(sheet: Sheet, row: int, column: int) -> str:
    text = str(sheet.texts[row, column]).strip()
    return text or f"{sheet.values[row, column]:.0f}"


def _is_nhs(text: str) -> bool:
    if not 10 <= len(text) <= 12 or not _NHS.fullmatch(text):
        return False
    digits = [int(one) for one in text if one.isdigit()]
    check = 11 - sum(digit * (10 - n) for n, digit in enumerate(digits[:9])) % 11
    return check % 11 == digits[9] and check != 10 and len(set(digits)) > 1


def _below_header(sheet: Sheet, header: re.Pattern[str]) -> BoolArray:
    """Return the filled cells below short texts that match `header`."""
    places = np.zeros(sheet.shape, np.bool_)
    heads = _matching(sheet, header)
    for row, column in np.argwhere(heads).tolist():
        if len(str(sheet.texts[row, column])) <= _LONGEST_HEADER:
            below = sheet.kinds[row + 1 :, column] != CellKind.EMPTY
            places[row + 1 :, column] |= below
    return places & ~heads if int(places.sum()) >= 2 else np.zeros(sheet.shape, np.bool_)


def _one_row_a_person(part: str, sheet: Sheet) -> Iterator[Carrier]:
    places = _below_header(sheet, _ID)
    rows = int(places.any(axis=1).sum())
    if rows < _ROWS_OF_PEOPLE or sheet.shape[1] < 3:
        return
    for column in np.flatnonzero(places.any(axis=0)).tolist():
        lines = np.flatnonzero(places[:, column])
        written = {
            str(sheet.texts[row, column]) or repr(float(sheet.values[row, column])) for row in lines
        }
        if len(written) > 0.9 * len(lines):
            yield Carrier(
                kind="one-row-a-person",
                severity=Severity.FAIL,
                message=f"The sheet looks like one row for each person or case: {rows:,} rows with "
                "a number of their own.",
                part=part,
                sheet=sheet.name,
                cells=cells_where(sheet, places),
            )
            return
