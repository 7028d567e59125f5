"""Pictures: what they may show, what is cut off, what they tell beside (guidance E23)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import Carrier
from sdc_desktop.workbook.inspection.image_metadata import has_metadata
from sdc_desktop.workbook.inspection.inspected import Inspected, attribute

_WIDE, _HIGH = 320, 160
_VECTOR = (".emf", ".wmf", ".svg", ".pdf", ".emz", ".wmz")
_MARKERS_WITH_SIZE = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def find_in_images(inspected: Inspected) -> Iterator[Carrier]:
    """Yield pictures that may show data, that are cropped, or that tell about their maker."""
    for part in inspected.parts(r"(?:.*/)?media/.*"):
        data, sheet = inspected.package.read(part), inspected.sheet_of(part)
        may_show = may_show_a_table(part, data)
        yield Carrier(
            kind="picture",
            severity=Severity.REVIEW if may_show else Severity.INFO,
            message="A picture is large enough to show a table; no check can read it."
            if may_show
            else "A small picture, such as a logo, is in the file.",
            part=part,
            sheet=sheet,
        )
        if has_metadata(data):
            yield Carrier(
                kind="picture-metadata",
                severity=Severity.REVIEW,
                message="A picture carries data of its own, such as place, device, author, or a "
                "smaller picture from before it was edited.",
                part=part,
                sheet=sheet,
                removable=True,
            )
    for part in inspected.parts(r".*drawings/[^/]*\.xml"):
        cropped = [
            one
            for one in inspected.xml(part).iter("{*}srcRect")
            if any(attribute(one, side) not in {"", "0"} for side in "ltrb")
        ]
        if cropped:
            yield Carrier(
                kind="cropped-picture",
                severity=Severity.REVIEW,
                message="A picture is cropped; the part that was cut off is still in the file.",
                part=part,
                sheet=inspected.sheet_of(part),
            )


def may_show_a_table(part: str, data: bytes) -> bool:
    """Tell whether a picture is large enough to show a table, or may hold texts of its own."""
    if part.lower().endswith(_VECTOR):
        return True
    size = picture_size(data)
    return size is None or (size[0] >= _WIDE and size[1] >= _HIGH)


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, GIF or JPEG, None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">2I", data[16:24])
        return int(width), int(height)
    if data.startswith(b"GIF8") and len(data) >= 10:
        width, height = struct.unpack("<2H", data[6:10])
        return int(width), int(height)
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        marker, (length,) = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])
        if marker in _MARKERS_WITH_SIZE:
            height, width = struct.unpack(">2H", data[place + 5 : place + 9])
            return int(width), int(height)
        place += 2 + length
    return None
