"""An OpenDocument spreadsheet: a zip of parts, opened once, read-only, and never trusted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lxml import etree

from sdc_desktop.workbook.errors import (
    DamagedWorkbookError,
    NotASpreadsheetError,
    WorkbookLockedError,
)
from sdc_desktop.workbook.package import PASSWORD_HINT, UNREADABLE, open_archive

CONTENT, STYLES = "content.xml", "styles.xml"
_MANIFEST = "META-INF/manifest.xml"
_CHART = "application/vnd.oasis.opendocument.chart"
_LIBRARY_LISTS = re.compile(r".*/script-l[bc]\.xml")
_MACROS = re.compile(r"(?:Basic|Scripts)/.*[^/]")
_OBJECT = re.compile(r"(Object [^/]*|Obj[^/]*)(?:/content\.xml)?")


class OdsPackage:
    """The parts of an OpenDocument spreadsheet.

    Attributes:
        path: Where it was read from.
        sha256: Hash of its bytes, 64 hexadecimal digits.
        names: Its parts, in the file's order.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        """Check that the parts of `data` can be read safely.

        Raises:
            SdcError: One of `workbook.errors`: it is damaged, locked or hostile, or another kind
                of document.
        """
        self.path = path
        self._archive = open_archive(path, data)
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.names = tuple(self._archive.namelist())
        self._media_types = self._read_manifest()
        if CONTENT not in self.names:
            raise DamagedWorkbookError(path, "it has no content")
        if "mimetype" in self.names and b".spreadsheet" not in self.read("mimetype"):
            raise NotASpreadsheetError(path)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """Return a part's bytes, inflated.

        Raises:
            KeyError: There is no such part.
            DamagedWorkbookError: It cannot be inflated or its checksum is wrong.
            WorkbookLockedError: It asks for a password.
        """
        try:
            return self._archive.read(name)
        except UNREADABLE as error:
            raise DamagedWorkbookError(self.path, f"its part {name} cannot be read") from error
        except RuntimeError as error:
            raise WorkbookLockedError(self.path) from error

    def size(self, name: str) -> int:
        """Return how many bytes a part has, inflated, as the file says."""
        return self._archive.getinfo(name).file_size

    def pieces(self, name: str, length: int) -> Iterator[bytes]:
        """Yield a part's bytes, inflated, `length` at a time.

        Raises:
            DamagedWorkbookError: It cannot be inflated or its checksum is wrong.
            WorkbookLockedError: It asks for a password.
        """
        with self.stream(name) as part:
            while piece := part.read(length):
                yield piece

    @contextmanager
    def stream(self, name: str) -> Iterator[IO[bytes]]:
        """Open a part for reading its bytes, inflated, from the first on.

        Raises:
            DamagedWorkbookError: It cannot be inflated or its checksum is wrong.
            WorkbookLockedError: It asks for a password.
        """
        try:
            with self._archive.open(name) as part:
                yield part
        except UNREADABLE as error:
            raise DamagedWorkbookError(self.path, f"its part {name} cannot be read") from error
        except RuntimeError as error:
            raise WorkbookLockedError(self.path) from error

    def _read_manifest(self) -> dict[str, str]:
        """Return the kind of each part that the file lists.

        Raises:
            WorkbookLockedError: A part is encrypted.
        """
        if _MANIFEST not in self.names:
            return {}
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(self.read(_MANIFEST), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise DamagedWorkbookError(self.path, "its list of parts cannot be read") from error
        if root.find(".//{*}encryption-data") is not None:
            raise WorkbookLockedError(self.path, hint=PASSWORD_HINT)
        entries = [
            {str(key).rpartition("}")[2]: str(value) for key, value in entry.items()}
            for entry in root.iterfind("{*}file-entry")
        ]
        return {one.get("full-path", ""): one.get("media-type", "") for one in entries}

    @property
    def other_contents(self) -> tuple[str, ...]:
        """What parts hold that are not read as cells, in words."""
        objects = {match[1] for match in map(_OBJECT.fullmatch, self.names) if match is not None}
        charts = {one for one in objects if self._media_types.get(f"{one}/") == _CHART}
        found = {
            "copies of numbers in charts": bool(charts),
            "embedded files": bool(objects - charts),
            "macros": any(
                _MACROS.fullmatch(one) and not _LIBRARY_LISTS.fullmatch(one) for one in self.names
            ),
            "earlier versions of the workbook": any(
                one.startswith("Versions/") or one == "VersionList.xml" for one in self.names
            ),
        }
        return tuple(words for words, is_there in found.items() if is_there)
