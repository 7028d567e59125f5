"""The content of an OpenDocument spreadsheet with its plain cells folded into runs.

Most cells are a value and a paragraph and nothing else. A pass that looks for something else meets
a run of them as one repeated cell; places still count into the whole content.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from sdc_desktop.workbook.splices import Scan

_CELL = re.compile(
    rb"<table:table-cell[^<>]*(?:(?<=/)>|>(?:<text:p>[^<]*</text:p>)?</table:table-cell>)"
)
_CELLS = re.compile(rb"(?:%s){2,}" % _CELL.pattern)
_SPECIAL = (b"formula", b"repeated", b"spanned", b"validation", b"xmlns")
"""What a cell has that is more than a value."""
_FOLDED = b'<table:table-cell table:number-columns-repeated="%d"/>'
_BEGINNING = b"<table:table-cell"


class Folding:
    """A part and the same part with its runs folded.

    Attributes:
        data: The part.
        folded: What a pass reads; the very same bytes where comments and the like could hide tags.
    """

    def __init__(self, data: bytes) -> None:
        """Fold a part in UTF-8."""
        self.data = data
        self._starts, self._origins = [0], [0]
        self._ends: dict[int, int] = {}
        has_tricks = b"<!" in data or data.find(b"<?", 1) >= 0
        self.folded = data if has_tricks else self._fold(data)

    def _fold(self, data: bytes) -> bytes:
        pieces: list[bytes] = []
        place = length = 0
        for start, end in _runs(data):
            folded = _FOLDED % data.count(_BEGINNING, start, end)
            pieces += [data[place:start], folded]
            self._ends[start] = end
            for skip, origin in ((start - place, start), (len(folded), end)):
                length += skip
                self._starts.append(length)
                self._origins.append(origin)
            place = end
        return b"".join((*pieces, data[place:]))

    def origin(self, place: int) -> int:
        """Return where in the part something stands that stands at `place` in `folded`."""
        known = bisect_right(self._starts, place) - 1
        return self._origins[known] + place - self._starts[known]

    def end_of_run(self, start: int) -> int | None:
        """Return where a run of plain cells ends, None where none begins at `start`."""
        return self._ends.get(start)

    def cells_of_run(self, start: int) -> Iterator[tuple[int, int]]:
        """Yield where each cell of the run that begins at `start` begins and ends."""
        for match in _CELL.finditer(self.data, start, self._ends[start]):
            yield match.span()


def _runs(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where plain cells side by side begin and end."""
    for match in _CELLS.finditer(data):
        start, end = match.span()
        while start < end:
            special = _first_special(data, start, end)
            stop = end if special < 0 else data.rindex(_BEGINNING, start, special)
            if stop > start:
                yield start, stop
            start = data.find(_BEGINNING, special, end) if special >= 0 else end
            start = end if start < 0 else start


def _first_special(data: bytes, start: int, end: int) -> int:
    """Return where the first word of a special cell stands, -1 for nowhere."""
    places = (data.find(word, start, end) for word in _SPECIAL)
    return min((place for place in places if place >= 0), default=-1)


class FoldedScan(Scan):
    """A pass over a part in which runs of plain cells are told as one repeated cell."""

    def __init__(self, path: Path, part: str, folding: Folding) -> None:
        super().__init__(path, part, folding.data)
        self.folding = folding

    @property
    def place(self) -> int:
        """Where the event that is being told begins, in the whole part."""
        return self.folding.origin(self.parser.CurrentByteIndex)

    def _pieces(self) -> Iterator[bytes | memoryview]:
        """Yield everything but the insides of runs."""
        yield self.folding.folded
