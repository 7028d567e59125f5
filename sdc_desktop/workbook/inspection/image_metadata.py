"""What PNG and JPEG files tell beside their picture: found, and left out without a new encoding."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sRGB", b"sBIT", b"pHYs"),
    *(b"bKGD", b"iCCP", b"hIST", b"acTL", b"fcTL", b"fdAT", b"cICP"),
}
_JFIF, _ADOBE, _COLOURS = b"JFIF\0", b"Adobe", b"ICC_PROFILE\0"


def has_metadata(data: bytes) -> bool:
    """Tell whether a picture holds more than is needed to draw it."""
    return without_metadata(data) != data


def without_metadata(data: bytes) -> bytes:
    """Return a PNG or JPEG with its picture only; anything else, or what is broken, as it is."""
    try:
        if data.startswith(_PNG):
            return _plain_png(data)
        if data.startswith(b"\xff\xd8\xff"):
            return _plain_jpeg(data)
    except (struct.error, IndexError):
        return data
    return data


def _plain_png(data: bytes) -> bytes:
    pieces, place = [_PNG], len(_PNG)
    while place < len(data):
        (length,), kind = struct.unpack(">I", data[place : place + 4]), data[place + 4 : place + 8]
        end = place + 12 + length
        if end > len(data):
            return data
        if kind in _PNG_KEPT:
            pieces.append(data[place:end])
        place = end
        if kind == b"IEND":
            return b"".join(pieces)
    return data


def _plain_jpeg(data: bytes) -> bytes:
    pieces, place = [data[:2]], 2
    while data[place] == 0xFF:
        marker, (length,) = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])
        end = place + 2 + length
        segment = data[place:end]
        if marker == 0xDA:
            last = data.rfind(b"\xff\xd9")
            rest = data[place : last + 2] if last > end else data[place:]
            return b"".join(pieces) + rest
        is_comment = marker == 0xFE or (0xE0 <= marker <= 0xEF)
        if not is_comment or segment[4:].startswith((_JFIF, _ADOBE, _COLOURS)):
            pieces.append(segment)
        place = end
    return data
