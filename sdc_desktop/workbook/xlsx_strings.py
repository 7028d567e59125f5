"""The shared strings of an xlsx workbook, as plain text."""

from __future__ import annotations

from xml.parsers import expat

from sdc_desktop.core.cells import LONGEST_TEXT
from sdc_desktop.workbook.errors import DamagedWorkbookError, TextTooLongError
from sdc_desktop.workbook.package import Package, local_name, safe_parser


class SharedStrings:
    """The strings of a part in their order; rich text joined, phonetic hints left out.

    The part is read as far as a string was asked for.
    """

    def __init__(self, package: Package, part: str) -> None:
        self._path, self._part = package.path, part
        self._rest = package.pieces(part)
        self._is_read = False
        self._strings: list[str] = []
        self._pieces: list[str] = []
        self._depth_of_phonetic = 0
        self._is_text = self._is_inside = False
        self._parser = safe_parser(package.path)
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        self._parser.CharacterDataHandler = self._characters

    def __getitem__(self, place: int) -> str:
        """Return a string.

        Raises:
            IndexError: There is none at this place.
            DamagedWorkbookError: The part is not well-formed XML.
        """
        while place >= len(self._strings) and not self._is_read:
            self._read_on()
        return self._strings[place]

    def all(self) -> list[str]:
        """Return all strings; do not change the list.

        Raises:
            DamagedWorkbookError: The part is not well-formed XML.
        """
        while not self._is_read:
            self._read_on()
        return self._strings

    def _read_on(self) -> None:
        piece = next(self._rest, b"")
        self._is_read = not piece
        try:
            self._parser.Parse(piece, not piece)
        except (expat.ExpatError, ValueError, LookupError) as error:
            detail = f"its part {self._part} is not valid XML"
            raise DamagedWorkbookError(self._path, detail) from error

    def _start(self, name: str, _: dict[str, str]) -> None:
        tag = local_name(name)
        if tag == "si":
            if self._is_inside:
                raise ValueError("a text inside a text")
            self._is_inside = True
            self._pieces.clear()
        elif tag == "rPh":
            self._depth_of_phonetic += 1
        elif tag == "t":
            self._is_text = self._depth_of_phonetic == 0

    def _end(self, name: str) -> None:
        tag = local_name(name)
        if tag == "si":
            self._is_inside = False
            self._strings.append(self._whole())
        elif tag == "rPh":
            self._depth_of_phonetic -= 1
        elif tag == "t":
            self._is_text = False

    def _whole(self) -> str:
        text = "".join(self._pieces)
        if len(text) > LONGEST_TEXT:
            raise TextTooLongError(self._path)
        return text

    def _characters(self, data: str) -> None:
        if self._is_text:
            self._pieces.append(data)
