"""Inspection of OpenDocument spreadsheets, from the bytes in the zip (guidance E, ods)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from lxml import etree

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.sheets import Sheet
from sdc_desktop.workbook.errors import (
    DamagedWorkbookError,
    HostileWorkbookError,
    WorkbookLockedError,
)
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.container import archive_comment, slack_bytes
from sdc_desktop.workbook.inspection.image_metadata import has_metadata
from sdc_desktop.workbook.inspection.images import may_show_a_table
from sdc_desktop.workbook.inspection.inspected import shown_numbers_of, unseen_numbers_in
from sdc_desktop.workbook.inspection.links import is_local_path
from sdc_desktop.workbook.inspection.ods_stream import as_sheet, read_content
from sdc_desktop.workbook.inspection.ods_styles import Styles, read_styles
from sdc_desktop.workbook.inspection.ods_tables import find_in_tables
from sdc_desktop.workbook.inspection.people import find_people_on
from sdc_desktop.workbook.inspection.properties import is_program
from sdc_desktop.workbook.inspection.sheets import find_far_cells
from sdc_desktop.workbook.package import PASSWORD_HINT, UNREADABLE

_MOST_BYTES = 2 << 30
_HIGHEST_RATIO, _RATIO_MATTERS_FROM = 400, 50 << 20
PEOPLE = {"initial-creator", "creator", "printed-by"}
WORDS = {"description", "keyword", "subject"}
PLACES = {"template", "auto-reload"}
PRINTERS = {"PrinterName", "PrinterSetup"}
HEADERS = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
_REMARK = re.compile(rb"<!--.*?-->", re.DOTALL)
_OBJECT = re.compile(r"Obj[^/]*/content\.xml")
_KNOWN = re.compile(
    r"mimetype|content\.xml|styles\.xml|meta\.xml|settings\.xml|manifest\.rdf|META-INF/.*|"
    r"Configurations2/.*|Thumbnails/.*|Pictures/.*|Obj[^/]*(?:/.*)?|ObjectReplacements/.*|"
    r"Basic/.*|Scripts/.*|Versions/.*|VersionList\.xml|media/.*|layout-cache|.*/"
)


def is_ods(data: bytes) -> bool:
    """Tell whether a file is an OpenDocument package."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return "content.xml" in names and "[Content_Types].xml" not in names


def inspect_ods(path: Path, data: bytes) -> tuple[Carrier, ...]:
    """Return all carriers of hidden data in an OpenDocument spreadsheet.

    Raises:
        SdcError: It is damaged, locked or hostile.
    """
    return tuple(OdsInspection(path, data).run())


class OdsInspection:
    """One file: its zip, and what was read of its tables.

    Attributes:
        content, styles: What stands in its tables, and how it looks.
        sheets: Its own sheets.
        shown: The numbers that a reader sees.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        """Read a file.

        Raises:
            SdcError: It is damaged, locked or hostile.
        """
        self._path, self._data = path, data
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._refuse_tricks()
        self._names = [one.filename for one in self._zip.infolist() if not one.is_dir()]
        if "META-INF/manifest.xml" in self._names and b"encryption-data" in self._read(
            "META-INF/manifest.xml"
        ):
            raise WorkbookLockedError(path, hint=PASSWORD_HINT)
        content = self._read("content.xml")
        styles = [self._read(one) for one in ("styles.xml", "content.xml") if one in self._names]
        self.content, self.styles = read_content(path, content), Styles(read_styles(styles))
        self.sheets: list[Sheet] = [
            as_sheet(one, is_hidden=self.styles.hides_sheet(one.style))
            for one in self.content.tables
            if not one.is_copy
        ]
        self.shown = shown_numbers_of(self.sheets)

    def run(self) -> Iterator[Carrier]:
        """Yield the carriers."""
        yield from find_in_tables(self.content, self.styles)
        for sheet in self.sheets:
            yield from find_far_cells("content.xml", sheet)
            yield from find_people_on("content.xml", sheet)
        yield from self._objects()
        yield from self._properties()
        yield from self._whole_parts()
        yield from self._container()

    def _refuse_tricks(self) -> None:
        infos = self._zip.infolist()
        names = [one.filename for one in infos]
        if not all(names):
            raise HostileWorkbookError(self._path, "it holds a part without a name")
        if len(set(names)) < len(names):
            raise HostileWorkbookError(self._path, "it holds two parts of the same name")
        is_bomb = any(
            one.file_size > _RATIO_MATTERS_FROM
            and one.file_size > _HIGHEST_RATIO * max(one.compress_size, 1)
            for one in infos
        )
        if is_bomb or sum(one.file_size for one in infos) > _MOST_BYTES:
            raise HostileWorkbookError(self._path, "it would grow beyond all measure when unpacked")

    def _read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except UNREADABLE as error:
            raise DamagedWorkbookError(self._path, f"its part {name} cannot be read") from error
        except RuntimeError as error:
            raise WorkbookLockedError(self._path) from error

    def _xml(self, name: str) -> etree._Element:
        data = self._read(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise HostileWorkbookError(self._path, "it declares XML entities")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            return etree.Element("unreadable")

    def _objects(self) -> Iterator[Carrier]:
        """Yield charts with numbers that no cell shows, and other embedded files."""
        for name in self._names:
            if _OBJECT.fullmatch(name):
                root = self._xml(name)
                if _is_document(root):
                    yield _embedded(name)
                elif unseen := len(unseen_in_chart(root, self.shown)):
                    yield _part(
                        "chart-cache",
                        Severity.FAIL,
                        f"A chart keeps {counted(unseen, 'exact number')} that no visible cell "
                        "shows.",
                        name,
                    )
            elif re.fullmatch(r"Obj[^/]*", name):
                yield _embedded(name)

    def _properties(self) -> Iterator[Carrier]:
        if "meta.xml" in self._names:
            filled = [one for one in self._xml("meta.xml").iter() if (one.text or "").strip()]
            texts = {_tag(one): (one.text or "").strip() for one in filled}
            if any(texts.get(one) and not is_program(texts[one]) for one in PEOPLE):
                message = "The properties of the document name who wrote, saved or printed it."
                yield _part("authors", Severity.REVIEW, message, "meta.xml")
            if any(is_local_path(_attribute(one, "href")) for one in self._xml("meta.xml").iter()):
                message = "The properties of the document tell where its template lies."
                yield _part("local-hyperlinks", Severity.REVIEW, message, "meta.xml")
            if texts.get("user-defined"):
                message = "The file carries properties of its own, such as labels or folders."
                yield _part("custom-properties", Severity.REVIEW, message, "meta.xml")
            if any(texts.get(one) for one in WORDS):
                message = "The properties of the document hold texts that no sheet shows."
                yield _part("document-words", Severity.INFO, message, "meta.xml")
        if "settings.xml" in self._names:
            settings = {
                _attribute(one, "name"): (one.text or "").strip()
                for one in self._xml("settings.xml").iter("{*}config-item")
            }
            if any(settings.get(one) for one in PRINTERS):
                message = "Settings of a printer are kept, which tell its name and often a user."
                yield _part("printer-settings", Severity.REVIEW, message, "settings.xml")
        if "styles.xml" in self._names:
            yield from self._headers()

    def _headers(self) -> Iterator[Carrier]:
        root = self._xml("styles.xml")
        found = [one for tag in HEADERS for one in root.iter(f"{{*}}{tag}")]
        texts = ["".join(map(str, one.itertext())) for one in found]
        if any(unseen_numbers_in(one, self.shown) for one in texts):
            message = "Headers and footers hold numbers that no cell shows."
            yield _part("headers-and-footers", Severity.REVIEW, message, "styles.xml")
        elif any(True for one in found for _ in one.iter("{*}file-name")):
            message = "Headers or footers print the name or folder of the file."
            yield _part("headers-and-footers", Severity.INFO, message, "styles.xml")

    def _whole_parts(self) -> Iterator[Carrier]:
        for pattern, kind, severity, message in (
            (r"Thumbnails/.*", "thumbnail", Severity.REVIEW, "A small picture shows the first "
             "sheet as it was when the file was saved."),
            (r"ObjectReplacements/.*", "replacement-picture", Severity.REVIEW, "A picture shows a "
             "chart or object as it was when the file was saved."),
            (r"Versions/.*|VersionList\.xml", "old-versions", Severity.FAIL, "Older versions of "
             "the whole file are kept."),
            (r"(?:Basic|Scripts)/.*", "macros", Severity.REVIEW, "The file holds macros, whose "
             "code can hold data, paths and names."),
            (r"manifest\.rdf", "descriptions", Severity.INFO, "A part describes the other parts."),
            (r"META-INF/.*signatures.*", "digital-signature", Severity.REVIEW, "A digital "
             "signature names who signed the source."),
        ):  # fmt: skip
            for name in self._names:
                if re.fullmatch(pattern, name):
                    yield _part(kind, severity, message, name)
        for name in self._names:
            if re.fullmatch(r"(?:Pictures|media)/.*", name):
                yield from self._picture(name)

    def _picture(self, name: str) -> Iterator[Carrier]:
        data = self._read(name)
        if may_show_a_table(name, data):
            message = "A picture is large enough to show a table; no check can read it."
            yield Carrier("picture", Severity.REVIEW, message, part=name)
        if has_metadata(data):
            message = "A picture carries data of its own, such as place, device or author."
            yield _part("picture-metadata", Severity.REVIEW, message, name)

    def _container(self) -> Iterator[Carrier]:
        for name in self._names:
            if not _KNOWN.fullmatch(name):
                message = "A part of the file belongs to nothing in the workbook."
                yield _part("unknown-part", Severity.REVIEW, message, name)
            elif name.endswith(".xml") and _REMARK.search(self._read(name)):
                message = "A part holds remarks that no spreadsheet shows."
                yield _part("xml-comments", Severity.REVIEW, message, name)
        if archive_comment(self._data):
            message = "The file carries a remark that no spreadsheet shows."
            yield _part("zip-comment", Severity.REVIEW, message, "")
        members = [(one.header_offset, one.compress_size) for one in self._zip.infolist()]
        if slack_bytes(self._data, members):
            message = "Bytes lie between, before or behind the parts, perhaps of a deleted part."
            yield _part("zip-slack", Severity.REVIEW, message, "")


def _part(kind: str, severity: Severity, message: str, part: str) -> Carrier:
    return Carrier(kind, severity, message, part=part, removable=True)


def _embedded(name: str) -> Carrier:
    message = "A whole file is embedded, with everything it holds."
    return _part("embedded-file", Severity.FAIL, message, name)


def _is_document(root: etree._Element) -> bool:
    """Tell whether an object is a spreadsheet, text or presentation of its own."""
    kinds = ("spreadsheet", "text", "presentation", "drawing", "database")
    body = root.find("{*}body")
    return body is not None and any(_tag(one) in kinds for one in body)


def unseen_in_chart(root: etree._Element, shown: Collection[str]) -> set[str]:
    """Return the numbers, as written, that a chart keeps and no visible cell shows."""
    texts = {_attribute(one, "value") for one in root.iter("{*}table-cell")}
    return {one for one in texts if _is_unseen(one, shown)}


def _is_unseen(text: str, shown: Collection[str]) -> bool:
    try:
        plain = f"{float(text):.10f}".rstrip("0").rstrip(".")
    except ValueError:
        return False
    return unseen_numbers_in(plain, shown) > 0


def _tag(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: etree._Element, name: str) -> str:
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
