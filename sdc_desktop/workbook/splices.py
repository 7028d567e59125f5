"""Edit XML as bytes: replace some spans, leave every other byte as it was."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.package import safe_parser
from sdc_desktop.workbook.row_spans import Span

Attributes = dict[str, str]

_START_TAG = re.compile(
    rb"<(?P<name>[^\s/>]+)(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(?P<slash>/?)>"
)
_DECLARATION = re.compile(r"\A\ufeff?<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.:-]+)[\"']")
_DECLARE_UTF_8 = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


class Splice(NamedTuple):
    """Put `new` in the place of the bytes from `start` to `end`."""

    start: int
    end: int
    new: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Spliced:
    """A part with splices made: its pieces, so that old and new need not be held side by side."""

    pieces: tuple[bytes | memoryview, ...]

    def __bytes__(self) -> bytes:
        return b"".join(self.pieces)


def splice(data: bytes, splices: Iterable[Splice]) -> Spliced:
    """Return `data` with all `splices` made; those at one place in the order given.

    Raises:
        ValueError: Two of them overlap.
    """
    pieces: list[bytes | memoryview] = []
    place = 0
    view = memoryview(data)
    for one in sorted(splices, key=lambda one: one.start):
        if one.start < place:
            raise ValueError("two edits of one place")
        pieces += [view[place : one.start], one.new]
        place = one.end
    return Spliced((*pieces, view[place:]))


def apply_splices(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Do as `splice` and put the pieces together.

    Raises:
        ValueError: Two of them overlap.
    """
    return bytes(splice(data, splices))


class StartTag(NamedTuple):
    """A start tag as it is written.

    Attributes:
        prefix: Namespace prefix with its colon, b"" without one.
        end: Where the byte after the tag is.
        is_empty: Whether the tag closes its element at once ("<c/>").
    """

    prefix: bytes
    end: int
    is_empty: bool


def start_tag_at(data: bytes, start: int) -> StartTag:
    """Read the start tag that begins at `start`; `data` is well-formed XML in UTF-8."""
    match = _START_TAG.match(data, start)
    if match is None:
        raise ValueError("no start tag here")
    prefix, colon, _ = match["name"].rpartition(b":")
    return StartTag(prefix + colon, match.end(), bool(match["slash"]))


def end_of_tag(data: bytes, start: int) -> int:
    """Return where the byte after the end tag is that begins at `start`."""
    return data.index(b">", start) + 1


def as_utf_8(data: bytes) -> bytes:
    """Return a part's XML in UTF-8, so that spans can be replaced by ASCII and UTF-8.

    Raises:
        LookupError: Its encoding is unknown.
        UnicodeError: Its bytes are not in that encoding.
    """
    encoding = _encoding(data)
    if encoding in {"utf-8", "utf8", "us-ascii", "ascii"}:
        return data
    text = data.decode(encoding)
    return _DECLARATION.sub(_DECLARE_UTF_8, text.removeprefix("\ufeff"), count=1).encode()


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data.startswith((b"<\0", b"\0<")):
        return "utf-16-le" if data.startswith(b"<\0") else "utf-16-be"
    match = _DECLARED.match(data)
    return match[1].decode("ascii").lower() if match else "utf-8"


class Scan:
    """One pass of expat over a part; what watches it asks `place` for where it is.

    Attributes:
        data: The part in UTF-8; places count into it.
        parser: Set its handlers before `run`.
    """

    def __init__(self, path: Path, part: str, data: bytes) -> None:
        self._path, self._part = path, part
        try:
            self.data = as_utf_8(data)
        except (LookupError, UnicodeError) as error:
            raise self.damaged() from error
        self.parser = safe_parser(path)
        self._spans: Sequence[Span] = (Span(0, len(self.data)),)
        self._told = [0]

    @property
    def place(self) -> int:
        """Where the event that is being told begins."""
        told = self.parser.CurrentByteIndex
        at = bisect_right(self._told, told) - 1
        return self._spans[at].start + told - self._told[at]

    def leave_out(self, spans: Sequence[Span]) -> None:
        """Parse only these spans of the part, which together are well-formed."""
        self._spans = spans
        lengths = (span.end - span.start for span in spans)
        self._told = [0, *accumulate(lengths)][:-1]

    def _pieces(self) -> Iterator[bytes | memoryview]:
        """Yield what is parsed."""
        return (memoryview(self.data)[span.start : span.end] for span in self._spans)

    def damaged(self) -> DamagedWorkbookError:
        """Return the error to raise when the part does not hold what it should."""
        return DamagedWorkbookError(self._path, f"its part {self._part} cannot be understood")

    def run(
        self,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        characters: Callable[[str], None] | None = None,
    ) -> None:
        """Tell the watchers everything.

        Raises:
            DamagedWorkbookError: The part is not well-formed, or a watcher raised a ValueError.
        """
        self.parser.StartElementHandler = start
        self.parser.EndElementHandler = end
        self.parser.CharacterDataHandler = characters
        try:
            for piece in self._pieces():
                self.parser.Parse(piece, False)
            self.parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise self.damaged() from error
