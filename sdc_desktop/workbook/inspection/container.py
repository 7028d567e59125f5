"""The zip around the parts, and parts that nobody refers to (guidance E29, E30)."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator

import numpy as np

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.sheets import CellKind
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.inspected import Inspected

_LOCAL = 30
_DESCRIPTORS = (0, 12, 16, 20, 24)
_COMMENT = re.compile(rb"<!--.*?-->|<\?(?!xml[\s?]|mso-)[^>]*\?>", re.DOTALL)
_KNOWN = {"[Content_Types].xml"}
_UNDERSTOOD = re.compile(
    r"\[Content_Types\]\.xml|(?:.*/)?(?:"
    r"workbook\d*|styles|sharedStrings|calcChain|metadata|theme/theme\d*|theme/themeOverride\d*|"
    r"(?:work|chart|dialog)sheets/[^/]+|macrosheets/[^/]+|tables/table\d*|"
    r"drawings/[^/]+|charts?(?:Ex)?/[^/]+|diagrams/(?:data|layout|quickStyle|colors|drawing)\d*|"
    r"pivotTables/[^/]+|slicers/[^/]+|timelines/[^/]+|externalLinks/[^/]+|queryTables/[^/]+|"
    r"featurePropertyBag/[^/]+|customXml/itemProps\d*|docProps/(?:core|app|custom)[^/]*|"
    r"namedSheetViews/[^/]+|revisions/[^/]+|ctrlProps/[^/]+)\.(?:xml|vml)"
    r"|(?:.*/)?media/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)",
    re.IGNORECASE,
)
_BYTES_A_CELL, _MOST_RATIO, _SMALL = 40, 10, 1_000_000


def find_in_container(inspected: Inspected) -> Iterator[Carrier]:
    """Yield what lies in the file beside its parts, and parts that belong to nothing."""
    yield from _zip(inspected)
    for part in orphans(inspected):
        yield Carrier(
            kind="unknown-part",
            severity=Severity.REVIEW,
            message="A part of the file belongs to nothing in the workbook; it may be left over "
            "from something deleted, or hidden on purpose.",
            part=part,
            removable=True,
        )
    for part in inspected.parts(r".*\.(?:xml|vml)"):
        if _COMMENT.search(inspected.package.read(part)):
            yield Carrier(
                kind="xml-comments",
                severity=Severity.REVIEW,
                message="A part holds remarks that no spreadsheet shows.",
                part=part,
                sheet=inspected.sheet_of(part),
                removable=True,
            )
    for part in sorted(inspected.unreadable):
        yield Carrier(
            kind="unreadable-part",
            severity=Severity.REVIEW,
            message="A part cannot be read as what it should be; nobody knows what it holds.",
            part=part,
        )
    yield from _size(inspected)


def find_unrecognised(inspected: Inspected, found: Collection[Carrier]) -> Iterator[Carrier]:
    """Yield parts that no family knows: nobody has looked into them.

    Args:
        inspected: The package.
        found: What all families found; parts they name were looked into.
    """
    seen = {one.part for one in found}
    for part in inspected.parts(r".*"):
        if part not in seen and not _UNDERSTOOD.fullmatch(part):
            yield Carrier(
                kind="unrecognised-part",
                severity=Severity.REVIEW,
                message="A part of a sort that is not known is in the file; nobody has looked "
                "into it.",
                part=part,
                sheet=inspected.sheet_of(part),
            )


def orphans(inspected: Inspected) -> list[str]:
    """Return parts that no chain of links reaches from the package."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for link in inspected.package.relationships(waiting.pop()):
            if not link.is_external and link.target not in reached:
                if link.target in inspected.package:
                    waiting.append(link.target)
                reached.add(link.target)
    return [part for part in inspected.parts(r".*") if part not in reached and part not in _KNOWN]


def _zip(inspected: Inspected) -> Iterator[Carrier]:
    data, infos = inspected.package.data, list(inspected.package.infos.values())
    if any(one.comment for one in infos) or archive_comment(data):
        yield _zip_carrier("zip-comment", "The file carries a remark that no spreadsheet shows.")
    if any(one.is_dir() and one.file_size for one in infos):
        yield _zip_carrier("zip-folders", "An entry for a folder holds data.")
    slack = slack_bytes(data, [(one.header_offset, one.compress_size) for one in infos])
    if slack:
        yield _zip_carrier(
            "zip-slack",
            f"{counted(slack, 'byte lies', 'bytes lie')} between, before or behind the "
            "parts, perhaps of a deleted part.",
        )


def _zip_carrier(kind: str, message: str) -> Carrier:
    return Carrier(kind, Severity.REVIEW, message, removable=True)


def archive_comment(data: bytes) -> bytes:
    """Return the remark at the end of a zip."""
    place = data.rfind(b"PK\x05\x06")
    if place < 0 or place + 22 > len(data):
        return b""
    (length,) = struct.unpack("<H", data[place + 20 : place + 22])
    return data[place + 22 : place + 22 + int(length)]


def slack_bytes(data: bytes, members: list[tuple[int, int]]) -> int:
    """Return how many bytes of a zip belong to no member, no list of members and no ending.

    Args:
        data: The whole file.
        members: Place of the header and compressed size of each member.
    """
    end_record = data.rfind(b"PK\x05\x06")
    if end_record < 0 or end_record + 22 > len(data):
        return 0
    (start,) = struct.unpack("<I", data[end_record + 16 : end_record + 20])
    (comment,) = struct.unpack("<H", data[end_record + 20 : end_record + 22])
    slack, place = max(0, len(data) - end_record - 22 - comment), 0
    inside = (one for one in sorted(members) if one[0] + _LOCAL <= len(data))
    for offset, size in inside:
        slack += max(0, offset - place) if not _is_descriptor(data, place, offset) else 0
        name, extra = struct.unpack("<2H", data[offset + 26 : offset + 30])
        place = offset + _LOCAL + name + extra + size
    if start != 0xFFFFFFFF and not _is_descriptor(data, place, start):
        slack += max(0, start - place)
    return int(slack)


def _is_descriptor(data: bytes, place: int, until: int) -> bool:
    """Tell whether the bytes after a member are its sizes, written behind it."""
    size = until - place
    if size not in _DESCRIPTORS:
        return False
    return size in {0, 12, 20} or data[place : place + 4] == b"PK\x07\x08"


def _size(inspected: Inspected) -> Iterator[Carrier]:
    cells = sum(
        int(np.count_nonzero(sheet.kinds != CellKind.EMPTY)) for sheet in inspected.workbook.sheets
    )
    pictures = sum(
        inspected.package.infos[one].compress_size for one in inspected.parts(r".*media/.*")
    )
    size = len(inspected.package.data) - pictures
    if size > _SMALL and size > _MOST_RATIO * _BYTES_A_CELL * max(cells, 1):
        yield Carrier(
            kind="oversized-file",
            severity=Severity.REVIEW,
            message="The file is far larger than its visible cells need; find out what else is "
            "inside before it leaves.",
        )
