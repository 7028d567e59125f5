"""The package and the workbook that are inspected, with what several families ask for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from lxml import etree

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.sheets import BoolArray, CellKind, Sheet, Visibility, Workbook
from sdc_desktop.workbook.errors import HostileWorkbookError
from sdc_desktop.workbook.inspection.carrier import MOST_CELLS
from sdc_desktop.workbook.package import Package, Relationship
from sdc_desktop.workbook.splices import as_utf_8

Element = etree._Element

_SHEET_DATA = re.compile(rb"<(?P<tag>(?:[\w.-]+:)?sheetData)(?:\s[^>]*?)?(?P<empty>/)?>")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)")
_YEARS = range(1900, 2101)
_SHORTEST = 2


def parse_part(package: Package, data: bytes) -> Element | None:
    """Return the root of an XML part, None where it is not well-formed.

    Raises:
        HostileWorkbookError: It declares entities.
    """
    try:
        plain = as_utf_8(data)
    except (LookupError, UnicodeError):
        return None
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise HostileWorkbookError(package.path, "it declares XML entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        return etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def tag_of(element: Element) -> str:
    """Return an element's name without its namespace, "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return the attribute called `name` in whatever namespace, "" when there is none."""
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def linked_id(element: Element) -> str:
    """Return the relationship that an element names (`r:id`), "" when it names none."""
    return next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")


@dataclass(frozen=True, slots=True)
class Framed:
    """A worksheet part cut in three; `rows` is the content of its sheetData, tags included."""

    head: bytes
    rows: bytes
    tail: bytes


def cut_sheet(data: bytes) -> Framed | None:
    """Cut a worksheet part around its rows; None where that cannot be done safely."""
    plain = as_utf_8(data)
    starts = list(_SHEET_DATA.finditer(plain))
    if len(starts) != 1:
        return None
    start, tag = starts[0], starts[0]["tag"]
    if start["empty"]:
        end = start.end()
    else:
        close = b"</%s" % tag
        place = plain.rfind(close)
        if place < 0 or plain.count(close) != 1:
            return None
        end = plain.index(b">", place) + 1
    return Framed(plain[: start.start()], plain[start.start() : end], plain[end:])


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it.

    Attributes:
        name: Its name.
        part: Its part, "" where the package has none.
        kind: The type of its relationship, such as "worksheet", "chartsheet", "xlMacrosheet".
        state: "visible", "hidden" or "veryHidden".
    """

    name: str
    part: str
    kind: str
    state: str

    @property
    def is_visible(self) -> bool:
        """Whether a reader sees its tab."""
        return self.state == "visible"


class Inspected:
    """A package and its workbook; XML is parsed once and kept while the inspection lasts."""

    def __init__(self, package: Package, workbook: Workbook) -> None:
        self.package, self.workbook = package, workbook
        self.unreadable: set[str] = set()
        self._roots: dict[str, Element | None] = {}

    def xml(self, part: str) -> Element:
        """Return the root of a part, an empty element where it cannot be read as XML."""
        if part not in self._roots:
            root = parse_part(self.package, self.package.read(part))
            self._roots[part] = root
            if root is None:
                self.unreadable.add(part)
        root = self._roots[part]
        return root if root is not None else etree.Element("unreadable")

    def parts(self, pattern: str) -> Iterator[str]:
        """Yield the parts whose whole name matches `pattern`, links of parts left out."""
        wanted = re.compile(pattern, re.IGNORECASE)
        for name, info in self.package.infos.items():
            if not info.is_dir() and not name.endswith(".rels") and wanted.fullmatch(name):
                yield name

    @cached_property
    def book(self) -> Element:
        """The root of the part that lists the sheets."""
        return self.xml(self.package.workbook_part)

    @cached_property
    def links(self) -> tuple[Relationship, ...]:
        """The links of the part that lists the sheets."""
        return self.package.relationships(self.package.workbook_part)

    @cached_property
    def entries(self) -> tuple[SheetEntry, ...]:
        """All sheets in the file's order."""
        links = {one.id: one for one in self.links}
        found = []
        for element in self.book.iterfind("{*}sheets/{*}sheet"):
            link = links.get(linked_id(element))
            part = link.target if link is not None and link.target in self.package else ""
            kind = link.type if link is not None else ""
            state = element.get("state", "visible")
            found.append(SheetEntry(element.get("name", ""), part, kind, state))
        return tuple(found)

    def sheet(self, name: str) -> Sheet | None:
        """Return what was read of a sheet."""
        return next((one for one in self.workbook.sheets if one.name == name), None)

    @cached_property
    def worksheets(self) -> tuple[tuple[SheetEntry, Sheet, Element], ...]:
        """Each worksheet: its entry, what was read of it, and its XML without the rows."""
        return tuple(
            (entry, sheet, self.frame(entry.part))
            for entry in self.entries
            if entry.part and entry.kind == "worksheet"
            for sheet in [self.sheet(entry.name)]
            if sheet is not None
        )

    def frame(self, part: str) -> Element:
        """Return the XML of a worksheet with an empty sheetData."""
        key = f"{part} without rows"
        if key not in self._roots:
            framed = cut_sheet(self.package.read(part))
            root = None
            if framed is not None:
                root = parse_part(self.package, framed.head + framed.tail)
            self._roots[key] = root if root is not None else self.xml(part)
        root = self._roots[key]
        return root if root is not None else etree.Element("unreadable")

    def sheet_of(self, part: str) -> str:
        """Return the sheet that links to a part directly or through a drawing, "" for none."""
        return self._owners.get(part, "")

    @cached_property
    def _owners(self) -> dict[str, str]:
        owners: dict[str, str] = {}
        for entry in self.entries:
            waiting = [entry.part] if entry.part else []
            while waiting:
                part = waiting.pop()
                if part in owners:
                    continue
                owners[part] = entry.name
                waiting += [
                    one.target
                    for one in self.package.relationships(part)
                    if not one.is_external and one.target in self.package
                ]
        return owners

    def visible_cells(self, sheet: Sheet) -> BoolArray:
        """Return (rows, columns) bool: cells that hold something and are not hidden."""
        return visible_cells_of(sheet)

    @cached_property
    def shown_numbers(self) -> frozenset[str]:
        """The numbers of all visible cells, as `number_key` writes them."""
        return shown_numbers_of(self.workbook.sheets)

    @cached_property
    def shown_texts(self) -> frozenset[str]:
        """The texts of all visible cells, in small letters."""
        found: set[str] = set()
        for sheet in self.workbook.sheets:
            for text in sheet.texts[self.visible_cells(sheet)].tolist():
                found.add(str(text).strip().casefold())
        return frozenset(found)

    def unseen_numbers(self, text: str) -> int:
        """Return how many numbers in a text no visible cell shows; years and digits are none."""
        return unseen_numbers_in(text, self.shown_numbers) if text else 0


def visible_cells_of(sheet: Sheet) -> BoolArray:
    """Return (rows, columns) bool: cells that hold something and are not hidden."""
    shown: BoolArray = sheet.kinds != CellKind.EMPTY
    if sheet.visibility is not Visibility.VISIBLE:
        return np.zeros_like(shown)
    rows, columns = sheet.shape
    shown[[row for row in sheet.hidden_rows if row < rows], :] = False
    shown[:, [column for column in sheet.hidden_columns if column < columns]] = False
    return shown


def shown_numbers_of(sheets: Iterable[Sheet]) -> frozenset[str]:
    """Return the numbers of all visible cells, to ten digits, percentages both ways."""
    found: set[str] = set()
    for sheet in sheets:
        shown = visible_cells_of(sheet)
        values = np.unique(sheet.values[shown])
        values = values[np.isfinite(values)]
        found.update(map(number_key, values.tolist()))
        found.update(map(number_key, (values[np.abs(values) <= 10] * 100).tolist()))
        texts = sheet.texts[shown & (sheet.kinds == CellKind.TEXT)].tolist()
        for text in set(texts):
            found.update(map(number_key, numbers_in(str(text))))
    return frozenset(found)


def unseen_numbers_in(text: str, shown: Collection[str]) -> int:
    """Return how many numbers in a text no visible cell shows; years and digits are none."""
    return sum(
        number_key(number) not in shown
        for number in numbers_in(text)
        if number not in _YEARS and abs(number) >= 10 ** (_SHORTEST - 1)
    )


def number_key(number: float) -> str:
    """Return a number to ten significant digits, for comparing."""
    return f"{number:.10g}"


def numbers_in(text: str) -> list[float]:
    """Return the numbers that stand in a text."""
    return [float(match.replace(",", "")) for match in _NUMBER.findall(text)]


def without_blanks(sheet: Sheet, places: BoolArray) -> BoolArray:
    """Return those of `places`, (rows, columns) bool, that hold more than spaces."""
    kept = places & (sheet.kinds != CellKind.EMPTY)
    for row, column in np.argwhere(kept & (sheet.kinds == CellKind.TEXT)).tolist():
        if not str(sheet.texts[row, column]).strip():
            kept[row, column] = False
    return np.asarray(kept, np.bool_)


def cells_where(sheet: Sheet, places: BoolArray) -> tuple[CellRef, ...]:
    """Return the first cells where `places`, (rows, columns) bool, holds."""
    found = np.argwhere(places)[:MOST_CELLS].tolist()
    return tuple(CellRef(sheet.name, int(row), int(column)) for row, column in found)


def numbers_and_texts(sheet: Sheet, places: BoolArray) -> tuple[int, int]:
    """Return how many of these cells hold a number, and how many anything else."""
    is_number = places & ~np.isnan(sheet.values)
    holds = places & (sheet.kinds != CellKind.EMPTY)
    return int(is_number.sum()), int((holds & ~is_number).sum())


def ranges_in(text: str) -> list[CellRange]:
    """Return the ranges of an attribute such as sqref="A1:B2 D4"; what is none is left out."""
    found = []
    for one in text.split():
        try:
            found.append(CellRange.parse(one))
        except ValueError:
            continue
    return found
