"""An xlsx package: a zip of parts, opened once, read-only, and never trusted."""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from sdc_desktop.workbook.errors import (
    DamagedWorkbookError,
    EmptyFileError,
    FileMissingError,
    FileUnreadableError,
    HostileWorkbookError,
    NotASpreadsheetError,
    OldFormatError,
    WorkbookLockedError,
)
from sdc_desktop.workbook.locked import unlock

_MOST_MEMBERS = 20_000
_MOST_BYTES = 4 << 30
_MOST_BYTES_A_MEMBER = 2 << 30
_HIGHEST_RATIO = 400
_RATIO_MATTERS_FROM = 50 << 20
_STEP = 1 << 20
_PIECE = 256 << 10

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError),
)
"""What reading a part of a damaged zip raises, besides RuntimeError where it is encrypted."""

PASSWORD_HINT = (
    "Give the password (--password-file FILE on the command line), or save a copy without it."
)
_OFFICE_DOCUMENT = "/officeDocument"
_SHEETS = {"worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another part or to something outside.

    Attributes:
        type: The last word of the relationship's type, such as "worksheet".
        target: Name of the part it points to, without a leading slash; the address as written
            when it is external.
    """

    id: str
    type: str
    target: str
    is_external: bool


class Package:
    """The parts of a workbook file.

    Attributes:
        path: Where it was read from.
        data: The zip's bytes: those of the file, or what was inside a locked file.
        sha256: Hash of the file's bytes, 64 hexadecimal digits.
        infos: Part name to its entry in the zip, in the file's order.
    """

    def __init__(self, path: Path, data: bytes, archive: zipfile.ZipFile) -> None:
        self.path = path
        self.data = data
        self.sha256 = hashlib.sha256(data).hexdigest()
        self._archive = archive
        self.infos: Mapping[str, zipfile.ZipInfo] = {
            info.filename: info for info in archive.infolist()
        }
        self._spelt = {name.lower(): name for name in self.infos}

    @classmethod
    def open(cls, path: Path, password: str = "") -> Package:
        """Read the file at `path` and check that its parts can be read safely.

        Args:
            path: The file.
            password: Opens a locked file; "" for that of `locked.password_given`.

        Raises:
            SdcError: One of `workbook.errors`: it is missing, unreadable, empty, not a workbook,
                damaged, locked, in another format, or hostile.
        """
        return cls.from_bytes(path, read_file(path), password)

    @classmethod
    def from_bytes(cls, path: Path, data: bytes, password: str = "") -> Package:
        """Do as `open` with the file's bytes, which are `data`."""
        plain = unlock(path, data, password)
        _refuse_other_formats(path, plain)
        package = cls(path, plain, open_archive(path, plain))
        package._refuse_other_documents()
        if plain is not data:
            package.sha256 = hashlib.sha256(data).hexdigest()
        return package

    @classmethod
    def of_document(cls, path: Path) -> Package:
        """Open the parts of an OpenDocument spreadsheet that was read before.

        Raises:
            SdcError: It cannot be read.
        """
        data = read_file(path)
        plain = unlock(path, data)
        package = cls(path, plain, open_archive(path, plain))
        package.sha256 = hashlib.sha256(data).hexdigest()
        return package

    @property
    def names(self) -> tuple[str, ...]:
        """The parts, in the file's order."""
        return tuple(self.infos)

    def __contains__(self, name: object) -> bool:
        return name in self.infos

    def read(self, name: str) -> bytes:
        """Return a part's bytes, inflated.

        Raises:
            KeyError: There is no such part.
            DamagedWorkbookError: It cannot be inflated or its checksum is wrong.
        """
        memory = io.BytesIO()  # grows in place; joined pieces would need twice the memory
        for piece in self.pieces(name, _STEP):
            memory.write(piece)
        return memory.getvalue()

    def pieces(self, name: str, size: int = _PIECE) -> Iterator[bytes]:
        """Yield a part's bytes, inflated, `size` at a time; its checksum is looked at last.

        Raises:
            KeyError: There is no such part.
            DamagedWorkbookError: It cannot be inflated or its checksum is wrong.
        """
        info = self.infos[name]
        try:
            with self._archive.open(info) as stream:
                while piece := stream.read(size):
                    yield piece
        except UNREADABLE as error:
            raise DamagedWorkbookError(self.path, f"its part {name} cannot be read") from error
        except RuntimeError as error:
            raise WorkbookLockedError(self.path) from error

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return the links of a part ("" for the package itself); none when it has none."""
        folder, name = posixpath.split(part)
        links = self.as_spelt(posixpath.join(folder, "_rels", f"{name}.rels"))
        if links not in self.infos:
            return ()
        return _parse_relationships(self, links, folder)

    def as_spelt(self, name: str) -> str:
        """Return a part's name as the zip spells it: links may spell it in other capitals."""
        return name if name in self.infos else self._spelt.get(name.lower(), name)

    @property
    def workbook_part(self) -> str:
        """Name of the part that lists the sheets.

        Raises:
            NotASpreadsheetError: The package names none.
        """
        for relationship in self.relationships(""):
            is_document = relationship.type == _OFFICE_DOCUMENT.removeprefix("/")
            if is_document and relationship.target in self.infos:
                return relationship.target
        raise NotASpreadsheetError(self.path)

    def _refuse_other_documents(self) -> None:
        names = set(self.infos)
        if "mimetype" in names or "content.xml" in names:
            raise OldFormatError(self.path, "an OpenDocument file (.ods)")
        part = self.workbook_part
        if part.endswith(".bin"):
            raise OldFormatError(self.path, "a binary workbook (.xlsb)")
        if not part.lower().endswith(".xml") or self._root_name(part) != "workbook":
            raise NotASpreadsheetError(self.path)

    def _root_name(self, part: str) -> str:
        names: list[str] = []
        parser = safe_parser(self.path)
        parser.StartElementHandler = lambda name, _: names.append(name)
        parse(self, part, parser)
        return spreadsheet_name(names[0]) if names else ""


_SPREADSHEET = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
}


def known_sheet(package: Package, link: Relationship | None, name: str) -> Relationship:
    """Return a sheet's link, which leads to a part of a kind that is known.

    Raises:
        DamagedWorkbookError: It does not, so that cells could be overlooked.
    """
    if link is None or link.type not in _SHEETS or link.target not in package:
        raise DamagedWorkbookError(package.path, f"its sheet {name} is missing")
    return link


def local_name(name: str) -> str:
    """Return an element's name without its namespace."""
    return name.rpartition(" ")[2]


def spreadsheet_name(name: str) -> str:
    """Return the name of an element of a sheet, "" for elements of drawings and extensions."""
    namespace, _, tag = name.rpartition(" ")
    return tag if namespace in _SPREADSHEET else ""


def safe_parser(path: Path) -> expat.XMLParserType:
    """Return an expat parser that refuses document type declarations and entities.

    Elements are named "namespace name", attributes without a prefix just "name".
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise HostileWorkbookError(path, "it declares XML entities")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def parse(package: Package, part: str, parser: expat.XMLParserType) -> None:
    """Parse a part's bytes.

    Raises:
        DamagedWorkbookError: The part is not well-formed XML.
    """
    try:
        parser.Parse(package.read(part), True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DamagedWorkbookError(package.path, f"its part {part} is not valid XML") from error


def _parse_relationships(package: Package, links: str, folder: str) -> tuple[Relationship, ...]:
    found: list[Relationship] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if local_name(name) != "Relationship":
            return
        target = attributes.get("Target", "")
        is_external = attributes.get("TargetMode", "").lower() == "external"
        found.append(
            Relationship(
                id=attributes.get("Id", ""),
                type=attributes.get("Type", "").rpartition("/")[2],
                target=target if is_external else package.as_spelt(_resolve(folder, target)),
                is_external=is_external,
            )
        )

    parser = safe_parser(package.path)
    parser.StartElementHandler = start
    parse(package, links, parser)
    return tuple(found)


def _resolve(folder: str, target: str) -> str:
    target = unquote(target.partition("#")[0])
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")


def open_archive(path: Path, data: bytes) -> zipfile.ZipFile:
    """Return the zip in a file's bytes after checking that its parts can be read safely.

    Raises:
        DamagedWorkbookError: It is no complete zip.
        HostileWorkbookError: It is made to harm.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except UNREADABLE as error:
        raise DamagedWorkbookError(path) from error
    _refuse_tricks(path, archive.infolist(), len(data))
    return archive


def read_file(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        FileMissingError: There is none.
        FileUnreadableError: It is a folder or may not be read.
        EmptyFileError: It has no byte.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FileMissingError(path) from error
    except OSError as error:
        raise FileUnreadableError(path) from error
    if not data:
        raise EmptyFileError(path)
    return data


def _refuse_other_formats(path: Path, data: bytes) -> None:
    if data.startswith(_ZIP):
        return
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise WorkbookLockedError(path, hint=PASSWORD_HINT)
        if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
            raise OldFormatError(path, "an old workbook (.xls)")
    if path.suffix.lower() in {".csv", ".tsv"}:
        raise OldFormatError(path, "a text file with separated values")
    raise NotASpreadsheetError(path)


def _refuse_tricks(path: Path, infos: list[zipfile.ZipInfo], size: int) -> None:
    names = [info.filename for info in infos]
    if len(names) > _MOST_MEMBERS:
        raise HostileWorkbookError(path, "it holds too many parts")
    if len({name.lower() for name in names}) < len(names):
        raise HostileWorkbookError(path, "it holds two parts of the same name")
    for name in names:
        if not name:
            raise HostileWorkbookError(path, "it holds a part without a name")
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
            raise HostileWorkbookError(path, "a part's name points outside of it")
    if any(info.file_size > _MOST_BYTES_A_MEMBER for info in infos) or (
        sum(info.file_size for info in infos) > _MOST_BYTES
    ):
        raise HostileWorkbookError(path, "it would grow beyond all measure when unpacked")
    if sum(info.file_size for info in infos) > max(_HIGHEST_RATIO * size, _RATIO_MATTERS_FROM):
        raise HostileWorkbookError(path, "it would grow beyond all measure when unpacked")
    for info in infos:
        is_bomb = info.file_size > _HIGHEST_RATIO * max(info.compress_size, 1)
        if is_bomb and info.file_size > _RATIO_MATTERS_FROM:
            raise HostileWorkbookError(path, "it would grow beyond all measure when unpacked")
