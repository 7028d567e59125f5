"""What the compound file around an old workbook (.xls) tells ([MS-CFB], [MS-OLEPS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import Carrier
from sdc_desktop.workbook.inspection.properties import is_program

SUMMARY, DOCUMENT_SUMMARY = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_KNOWN = {"Workbook", "Book", SUMMARY, DOCUMENT_SUMMARY, "\x01CompObj", "\x01Ole", "\x03ObjInfo"}
_FREE = 0xFFFFFFFF
_HEADER = 512
_SECTIONS_AT = 24
_OLD_LIST = "Root Entry".encode("utf-16-le")
_STORED: dict[str, tuple[str, Severity, str]] = {
    "_VBA_PROJECT_CUR": (
        *("macros", Severity.REVIEW),
        "The file holds macros, whose code and forms can hold data, paths and names.",
    ),
    "_SX_DB_CUR": (
        *("pivot-records", Severity.FAIL),
        "A pivot table keeps complete source rows; a double click on a total shows them.",
    ),
    "MBD": (
        *("embedded-file", Severity.REVIEW),
        "A whole file is embedded in the workbook and can be taken out.",
    ),
    "Revision Log": (
        *("tracked-changes", Severity.FAIL),
        "Tracked changes keep what cells showed before.",
    ),
    "User Names": ("shared-users", Severity.REVIEW, "The file names people who shared it."),
    "Ctls": (
        *("active-x", Severity.REVIEW),
        "A control keeps its own properties and texts, which no check can read.",
    ),
    "MsoDataStore": (
        *("custom-xml", Severity.REVIEW),
        "A part of another program is in the file; it may hold anything.",
    ),
    "_signatures": (
        *("digital-signature", Severity.REVIEW),
        "A digital signature names who signed the source; it does not hold after a change.",
    ),
}


def find_in_storage(compound: Any, data: bytes) -> Iterator[Carrier]:
    """Yield what lies in a compound file beside the workbook's own stream.

    Args:
        compound: The opened `olefile.OleFileIO`.
        data: The file's bytes.
    """
    for name in dict.fromkeys(path[0] for path in compound.listdir()):
        if name not in _KNOWN:
            yield _stored(name)
    yield from _properties(compound)
    if _has_leftovers(compound, data):
        yield Carrier(
            "free-sectors",
            Severity.REVIEW,
            "Unused stretches of the file still hold bytes, perhaps of deleted cells.",
            removable=True,
        )


def _stored(name: str) -> Carrier:
    part = name.strip("\x00\x01\x02\x03\x04\x05\x06")
    for mark, (kind, severity, message) in _STORED.items():
        if name.startswith(mark):
            return Carrier(kind, severity, message, part=part, removable=True)
    message = "A part of the file is of a sort that this program does not know."
    return Carrier("unrecognised-part", Severity.REVIEW, message, part=part, removable=True)


def _properties(compound: Any) -> Iterator[Carrier]:
    facts = compound.get_metadata()
    people = [_text(facts.author), _text(facts.last_saved_by)]
    if any(one and not is_program(one) for one in people):
        yield _told("authors", "name who wrote it or saved it last")
    if _text(facts.company) or _text(facts.manager):
        yield _told("organisation", "name an organisation or a manager")
    words = [facts.title, facts.subject, facts.keywords, facts.comments, facts.category]
    if any(map(_text, words)):
        is_remark = bool(_text(facts.comments) or _text(facts.keywords))
        severity = Severity.REVIEW if is_remark else Severity.INFO
        yield _told("document-words", "hold texts that no sheet shows", severity)
    if facts.thumbnail:
        yield _told("thumbnail", "hold a picture of the first sheet as it was when it was saved")
    if compound.exists(DOCUMENT_SUMMARY) and _sections(compound) > 1:
        yield _told("custom-properties", "have fields of their own, such as labels or folders")


def _told(kind: str, what: str, severity: Severity = Severity.REVIEW) -> Carrier:
    message = f"The properties of the document {what}."
    return Carrier(kind, severity, message, part="SummaryInformation", removable=True)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip(" \0")
    return str(value or "").strip(" \0")


def _sections(compound: Any) -> int:
    head = compound.openstream(DOCUMENT_SUMMARY).read(_SECTIONS_AT + 4)
    return int(struct.unpack_from("<I", head, _SECTIONS_AT)[0]) if len(head) > _SECTIONS_AT else 0


def _has_leftovers(compound: Any, data: bytes) -> bool:
    """Tell whether sectors that belong to no stream hold anything, or bytes after the last.

    The list of streams that LibreOffice leaves behind holds nothing but names.
    """
    size, fat = compound.sectorsize, compound.fat
    start = max(size, _HEADER)
    for number, place in enumerate(range(start, len(data), size)):
        is_free = number >= len(fat) or fat[number] == _FREE
        sector = data[place : place + size]
        if is_free and any(sector) and not sector.startswith(_OLD_LIST):
            return True
    return False
