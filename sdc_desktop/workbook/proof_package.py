"""A second, straightforward reader of saved packages, for the proof only.

It shares no code with the reader and the writer that it has to judge: the zip is opened by the
standard library, all XML by lxml.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from lxml import etree

Element = etree._Element


def parse_xml(data: bytes) -> Element:
    """Return the root of a part.

    Raises:
        etree.XMLSyntaxError: It is not well-formed XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    return etree.fromstring(data, parser)


def local(element: Element) -> str:
    """Return an element's name without its namespace, "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def canonical(element: Element) -> bytes:
    """Return an element without its tail in one spelling; lxml would end on bare comments."""
    if isinstance(element.tag, str):
        return etree.tostring(element, with_tail=False, method="c14n")
    return etree.tostring(element, with_tail=False)


@dataclass(frozen=True, slots=True)
class SavedSheet:
    """A sheet as the workbook lists it; `part` is "" where it holds no cells."""

    name: str
    sheet_id: str
    part: str
    is_visible: bool
    is_macro_sheet: bool = False


@dataclass(frozen=True, slots=True)
class SavedCell:
    """A cell as it stands in a part.

    Attributes:
        row, column: From 0.
        attributes: All attributes but `r`.
        shown: What it holds: the value's text, or the whole text element where it is a string.
        plain: The same as plain text.
        extra: Elements inside that are neither value nor formula.
        formula: The formula element as written, "" for none.
        formula_text: Its text.
        formula_attributes: Its attributes.
    """

    row: int
    column: int
    attributes: Mapping[str, str]
    shown: bytes
    plain: str
    extra: bytes = b""
    formula: bytes = b""
    formula_text: str = ""
    formula_attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def fills(self) -> str:
        """The range that its formula fills, "" where it fills its own cell only."""
        fills_more = self.formula_attributes.get("t") in {"array", "dataTable"}
        return self.formula_attributes.get("ref", "") if fills_more else ""

    @property
    def kind(self) -> str:
        """The type as stored: "n", "s", "inlineStr" and so on."""
        return self.attributes.get("t", "n")


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A row while the stream stands on it.

    Attributes:
        row: From 0.
        attributes: All but `r`.
        written: The row with everything in it as XML.
        read_cells: Returns its cells.
    """

    row: int
    attributes: Mapping[str, str]
    written: bytes
    read_cells: Callable[[], tuple[SavedCell, ...]]

    @property
    def is_hidden(self) -> bool:
        """Whether a reader does not see it."""
        return self.attributes.get("hidden") in {"1", "true"} or (
            "ht" in self.attributes and float(self.attributes["ht"]) == 0
        )


class SavedPackage:
    """The parts of a package on the disk."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = tuple(info.filename for info in self._zip.infolist() if not info.is_dir())
        self._in_any_capitals = {name.lower(): name for name in self.names}

    def read(self, name: str) -> bytes:
        """Return a part's bytes, inflated."""
        return self._zip.read(name)

    @property
    def infos(self) -> list[zipfile.ZipInfo]:
        """The entries of the zip."""
        return self._zip.infolist()

    @property
    def comment(self) -> bytes:
        """The comment of the zip."""
        return self._zip.comment

    def links(self, part: str) -> list[tuple[str, str, str]]:
        """Return id, kind and target of each inner link of a part."""
        folder, name = posixpath.split(part)
        links = self._named(posixpath.join(folder, "_rels", name + ".rels"))
        if links not in self.names:
            return []
        return [
            (
                one.get("Id", ""),
                one.get("Type", "").rpartition("/")[2],
                self._named(
                    posixpath.normpath(posixpath.join("/" + folder, one.get("Target", "")))[1:]
                ),
            )
            for one in parse_xml(self.read(links)).iterfind("{*}Relationship")
            if one.get("TargetMode") != "External"
        ]

    def _named(self, name: str) -> str:
        """Return a part's name in the capitals of the zip."""
        return self._in_any_capitals.get(name.lower(), name)

    @cached_property
    def workbook_part(self) -> str:
        """Name of the part that lists the sheets."""
        return next(target for _, kind, target in self.links("") if kind == "officeDocument")

    @cached_property
    def sheets(self) -> tuple[SavedSheet, ...]:
        """All sheets in their order."""
        links = self.links(self.workbook_part)
        targets = {
            key: target
            for key, kind, target in links
            if kind.lower().endswith(("worksheet", "macrosheet", "dialogsheet"))
        }
        old = {
            key for key, kind, _ in links if kind.lower().endswith(("macrosheet", "dialogsheet"))
        }
        root = parse_xml(self.read(self.workbook_part))
        return tuple(self._sheet(one, targets, old) for one in root.iterfind("{*}sheets/{*}sheet"))

    def _sheet(
        self, element: Element, targets: Mapping[str, str], old: Collection[str]
    ) -> SavedSheet:
        link = next((str(v) for k, v in element.items() if str(k).endswith("}id")), "")
        part = targets.get(link, "")
        return SavedSheet(
            name=element.get("name", ""),
            sheet_id=element.get("sheetId", ""),
            part=part if part in self.names else "",
            is_visible=element.get("state", "visible") == "visible",
            is_macro_sheet=link in old,
        )

    @cached_property
    def defined_names(self) -> tuple[tuple[str, str], ...]:
        """Each defined name in capitals, and its text."""
        root = parse_xml(self.read(self.workbook_part))
        names = root.iterfind("{*}definedNames/{*}definedName")
        return tuple((one.get("name", "").upper(), one.text or "") for one in names)

    @cached_property
    def tables(self) -> tuple[tuple[str, str, str], ...]:
        """Name in capitals, sheet and range of each marked-up table."""
        found = []
        for sheet in self.sheets:
            for _, kind, target in self.links(sheet.part) if sheet.part else []:
                if kind == "table":
                    root = parse_xml(self.read(target))
                    found.append(
                        (root.get("displayName", "").upper(), sheet.name, root.get("ref", ""))
                    )
        return tuple(found)

    @cached_property
    def strings(self) -> tuple[bytes, ...]:
        """The shared strings, each as its whole element."""
        return tuple(canonical(one) for one in self._strings)

    @cached_property
    def plain_strings(self) -> tuple[str, ...]:
        """The shared strings as plain text."""
        return tuple(plain_text(one) for one in self._strings)

    @cached_property
    def _strings(self) -> list[Element]:
        parts = [t for _, kind, t in self.links(self.workbook_part) if kind == "sharedStrings"]
        if not parts or parts[0] not in self.names:
            return []
        return list(parse_xml(self.read(parts[0])).iterfind("{*}si"))


def plain_text(element: Element) -> str:
    """Return the text of a string without its phonetic hints."""
    return "".join(
        one.text or ""
        for one in element.iter("{*}t")
        if local(one.getparent()) != "rPh"  # type: ignore[arg-type]
    )


class SheetStream:
    """The rows of a worksheet one by one; afterwards `rest` is all that is not a row."""

    def __init__(self, package: SavedPackage, part: str) -> None:
        self._package = package
        self._data = package.read(part)
        self.rest: list[bytes] = []
        self.hidden_columns: list[range] = []
        self._row = -1

    def rows(self) -> Iterator[SavedRow]:
        """Yield the rows as they come; a row's cells can be read until the next is asked for."""
        events = etree.iterparse(
            io.BytesIO(self._data),
            events=("end",),
            tag=("{*}row", "{*}cols"),
            resolve_entities=False,
            no_network=True,
            huge_tree=True,
        )
        for _, element in events:
            if local(element) == "cols":
                self._note_columns(element)
                continue
            parent = element.getparent()
            if parent is None or local(parent) != "sheetData":
                continue
            yield self._read_row(element)
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
        root = events.root
        self.rest = [repr(sorted(root.attrib.items())).encode()]
        self.rest += [canonical(one) for one in root if local(one) != "sheetData"]

    def _note_columns(self, columns: Element) -> None:
        for one in columns.iterfind("{*}col"):
            if one.get("hidden") in {"1", "true"} or float(one.get("width", 1)) == 0:
                self.hidden_columns.append(
                    range(int(one.get("min", 1)) - 1, int(one.get("max", 0)))
                )

    def is_hidden_column(self, column: int) -> bool:
        """Tell whether a reader does not see a column."""
        return any(column in one for one in self.hidden_columns)

    def _read_row(self, element: Element) -> SavedRow:
        attributes = {str(key): str(value) for key, value in element.items()}
        number = attributes.pop("r", "")
        self._row = int(number) - 1 if number else self._row + 1
        written = etree.tostring(element, with_tail=False)
        return SavedRow(
            self._row, attributes, written, partial(self._read_cells, self._row, element)
        )

    def _read_cells(self, row: int, element: Element) -> tuple[SavedCell, ...]:
        cells: list[SavedCell] = []
        for one in element:
            if local(one) == "c":
                following = cells[-1].column + 1 if cells else 0
                cells.append(self._read_cell(one, row, following))
        return tuple(cells)

    def _read_cell(self, element: Element, row: int, column: int) -> SavedCell:
        attributes = {str(key): str(value) for key, value in element.items()}
        reference = attributes.pop("r", "")
        if reference:
            row, column = place_of(reference)
        shown, plain, extra, formula = b"", "", b"", None
        for child in element:
            tag = local(child)
            if tag == "v":
                shown, plain = self._value(attributes.get("t", "n"), str(child.text or ""))
            elif tag == "is":
                shown = canonical(child)
                plain = plain_text(child)
            elif tag == "f":
                formula = child
            else:
                extra += etree.tostring(child, with_tail=False)
        if formula is None:
            return SavedCell(row, column, attributes, shown, plain, extra)
        return SavedCell(
            row,
            column,
            attributes,
            shown,
            plain,
            extra,
            formula=canonical(formula),
            formula_text=formula.text or "",
            formula_attributes={str(key): str(value) for key, value in formula.items()},
        )

    def _value(self, kind: str, text: str) -> tuple[bytes, str]:
        if kind != "s":
            return text.encode(), text
        return self._package.strings[int(text)], self._package.plain_strings[int(text)]


_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]+)")


def place_of(reference: str) -> tuple[int, int]:
    """Return row and column, from 0, of "C7".

    Raises:
        ValueError: It names no cell.
    """
    match = _PLACE.fullmatch(reference.replace("$", ""))
    if match is None:
        raise ValueError(f"{reference!r} is not a cell")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
