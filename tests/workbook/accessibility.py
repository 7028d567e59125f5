"""The rules of the Analysis Function that a machine can test, over openpyxl and plain ODF XML.

Source: "Making spreadsheets accessible: a brief checklist of the basics" and "Releasing
statistics in spreadsheets", Government Analysis Function.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

Cell = str | float | None
_TABLE_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SHORTHAND = re.compile(r"\[[a-z]{1,4}\d?\]")
_RAISED = re.compile("[⁰¹²³⁴-⁹]")
_VAGUE = {"here", "click here", "link", "more", "this page"}
_SMALLEST_FONT = 12
_CONTENTS = "Table of contents"


@dataclass
class Marked:
    """A range that the file marks as a table, rows and columns from 0."""

    name: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Page:
    """One worksheet as a reader gets it.

    Attributes:
        cells: Rows of values, from A1; all rows have the same length.
        tables: The marked tables, top first.
        links: Text and target sheet of the links.
        title_style: Name of the style of A1.
    """

    name: str
    cells: list[list[Cell]]
    tables: list[Marked]
    links: list[tuple[str, str]] = field(default_factory=list)
    title_style: str = ""


@dataclass
class Document:
    """A workbook as a reader gets it; `problems` are those that only its own format knows."""

    pages: list[Page]
    title: str
    language: str
    people: list[str]
    problems: list[str] = field(default_factory=list)


def problems_of(path: Path, publisher: str = "") -> list[str]:
    """Return in words where a workbook breaks a rule; nothing when it is accessible."""
    document = read_xlsx(path) if path.suffix == ".xlsx" else read_ods(path)
    found = [*document.problems, *_of_document(document, publisher)]
    for page in document.pages:
        found += [f"{page.name}: {one}" for one in _of_page(page)]
    return found


def _of_document(document: Document, publisher: str) -> Iterator[str]:
    names = [page.name for page in document.pages]
    if not document.title:
        yield "the document has no title"
    if document.language != "en-GB":
        yield "the document has no language"
    if any(one and one != publisher for one in document.people):
        yield "the document names a person"
    if len({one.casefold() for one in names}) < len(names) or any(len(one) > 31 for one in names):
        yield "names of worksheets are not unique or too long"
    if names[0] != "Cover" or names[1] != _CONTENTS:
        yield "cover or table of contents are missing"
        return
    targets = [target for _, target in document.pages[1].links]
    if set(targets) != set(names[2:]):
        yield "the table of contents does not lead to every worksheet"
    if any(text.strip().casefold() in _VAGUE or "://" in text for text, _ in _links(document)):
        yield "a link does not say where it leads"
    tables = [table.name for page in document.pages for table in page.tables]
    if len(set(tables)) < len(tables) or not all(_TABLE_NAME.fullmatch(one) for one in tables):
        yield "names of tables are not unique or hold more than letters, digits and underscores"
    yield from _of_shorthand(document)


def _links(document: Document) -> list[tuple[str, str]]:
    return [link for page in document.pages for link in page.links]


def _of_shorthand(document: Document) -> Iterator[str]:
    """Yield shorthand that the worksheet itself or the notes do not explain."""
    notes = next((page for page in document.pages if page.name == "Notes"), None)
    listed = {row[0] for row in notes.cells} if notes else set()
    for page in document.pages[2:]:
        for table in page.tables if page.name != "Notes" else ():
            used = {
                str(one)
                for row in page.cells[table.top + 1 : table.bottom + 1]
                for one in row[table.left : table.right + 1]
                if _SHORTHAND.fullmatch(str(one))
            }
            above = " ".join(str(row[0]) for row in page.cells[: table.top])
            if any(one not in above for one in used) or not used <= listed:
                yield f"{page.name}: shorthand is not explained"


def _of_page(page: Page) -> Iterator[str]:
    first = page.cells[0] if page.cells else []
    if not first or not first[0]:
        yield "there is no title in A1"
    if page.title_style != "Heading 1":
        yield "the title is not a heading"
    if page.name == "Cover":
        if page.tables or any(one for row in page.cells for one in row[1:]):
            yield "the cover holds more than texts in column A"
        return
    if not page.tables:
        yield "there is no marked table"
        return
    if not str(page.cells[1][0]).startswith("This worksheet contains"):
        yield "A2 does not say what the worksheet contains"
    if page.tables[-1].bottom != len(page.cells) - 1:
        yield "something stands below the tables"
    gaps = [at for at, row in enumerate(page.cells) if not any(_is_filled(one) for one in row)]
    if gaps != [table.top - 2 for table in page.tables[1:]]:
        yield "there are blank rows"
    for table in page.tables:
        yield from _of_table(page, table)


def _of_table(page: Page, table: Marked) -> Iterator[str]:
    if table.left != 0:
        yield "a table does not begin in column A"
    rows = [row[table.left : table.right + 1] for row in page.cells[table.top : table.bottom + 1]]
    headings = [str(one).casefold() for one in rows[0]]
    if not all(isinstance(one, str) and one for one in rows[0]):
        yield "a heading is missing"
    if len(set(headings)) < len(headings):
        yield "two headings are the same"
    if "notes" in headings[:-1]:
        yield "the column of notes is not the last"
    if not all(_is_filled(one) for row in rows for one in row):
        yield "a table has empty cells"
    if any(_RAISED.search(str(one)) for row in rows for one in row):
        yield "there are raised numbers"
    if any(_mixes(one) for row in rows[1:] for one in row) and page.name not in {
        "Notes",
        _CONTENTS,
    }:
        yield "shorthand shares a cell with a number"


def _is_filled(value: Cell) -> bool:
    return value is not None and value != ""


def _mixes(value: Cell) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[\d,.\s]+%?\s*\[[a-z]{1,4}\d?\]", value))


def read_xlsx(path: Path) -> Document:
    """Read an xlsx file with openpyxl."""
    book = openpyxl.load_workbook(path)
    pages = [_xlsx_page(sheet) for sheet in book.worksheets]
    properties = book.properties
    people = [properties.creator or "", properties.lastModifiedBy or ""]
    document = Document(pages, properties.title or "", properties.language or "", people)
    document.problems += _xlsx_problems(book, path)
    for sheet in book.worksheets:
        document.problems += [f"{sheet.title}: {one}" for one in _xlsx_sheet_problems(sheet)]
    return document


def _xlsx_page(sheet: Any) -> Page:
    tables = []
    for table in sheet.tables.values():
        left, top, right, bottom = range_boundaries(table.ref)
        tables.append(Marked(table.name, top - 1, left - 1, bottom - 1, right - 1))
    links = [
        (str(cell.value), cell.hyperlink.location.rpartition("!")[0].strip("'").replace("''", "'"))
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    tables.sort(key=lambda one: one.top)
    return Page(sheet.title, cells, tables, links, sheet["A1"].style)


def _xlsx_problems(book: Any, path: Path) -> Iterator[str]:
    if book.active is not book.worksheets[0]:
        yield "the first worksheet is not the one that is shown"
    if book.defined_names:
        yield "there are defined names"
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        application = package.read("docProps/app.xml").decode()
    unwanted = ("drawing", "comment", "external", "vba", "media", "chart", "pivot", "printer")
    if any(word in name.lower() for name in names for word in unwanted):
        yield "there is something besides cells"
    if re.search(r"[/\\\\](?:home|users|tmp|mnt)[/\\\\]", application, re.IGNORECASE):
        yield "a path of a machine is in the file"


def _xlsx_sheet_problems(sheet: Any) -> Iterator[str]:
    if sheet.sheet_state != "visible":
        yield "it is hidden"
    if sheet.merged_cells.ranges:
        yield "there are merged cells"
    if any(one.hidden for one in sheet.column_dimensions.values()) or any(
        one.hidden for one in sheet.row_dimensions.values()
    ):
        yield "rows or columns are hidden"
    selection = sheet.sheet_view.selection
    if sheet.sheet_view.zoomScale not in {None, 100}:
        yield "it is not shown at 100 per cent"
    if sheet.freeze_panes is None and selection and selection[0].activeCell != "A1":
        yield "the cursor is not in A1"
    if sheet.oddHeader.center.text or sheet.oddFooter.center.text:
        yield "there are page headers"
    if sheet.conditional_formatting or sheet.data_validations.dataValidation:
        yield "there are rules on cells"
    if sheet.auto_filter.ref or any(one.autoFilter for one in sheet.tables.values()):
        yield "there are filters"
    for table in sheet.tables.values():
        if table.headerRowCount != 1 or (table.tableStyleInfo and table.tableStyleInfo.name):
            yield "a table has no header row or is coloured"
    yield from _xlsx_cell_problems(sheet)


def _xlsx_cell_problems(sheet: Any) -> Iterator[str]:
    headers = {
        range_boundaries(table.ref)[1]: range_boundaries(table.ref)[3]
        for table in sheet.tables.values()
    }
    for row in sheet.iter_rows():
        is_in_table = any(top <= row[0].row <= bottom for top, bottom in headers.items())
        for cell in row:
            if cell.value is None:
                continue
            if cell.data_type == "f":
                yield "there are formulas"
            if cell.fill.fill_type is not None:
                yield "cells are coloured"
            if cell.font.sz < _SMALLEST_FONT:
                yield "letters are too small"
            colour = cell.font.color
            if colour is not None and colour.type == "rgb" and not cell.hyperlink:
                yield "letters are coloured"
            if is_in_table:
                yield from _in_table_problems(sheet, cell)


def _in_table_problems(sheet: Any, cell: Any) -> Iterator[str]:
    width = sheet.column_dimensions[get_column_letter(cell.column)].width
    if isinstance(cell.value, int | float):
        if cell.alignment.horizontal != "right":
            yield "a number is not aligned to the right"
        if len(shown(cell.value, cell.number_format)) > width:
            yield "a column is too narrow for its numbers"
    elif not cell.hyperlink:
        if not cell.alignment.wrap_text:
            yield "a text is not wrapped"
        if max(map(len, cell.value.split()), default=0) > max(width, 40):
            yield "a column is too narrow for its words"


def shown(number: float, number_format: str) -> str:
    """Return a number as one of the plain formats of a clean copy shows it."""
    decimals = len(re.sub(r'"[^"]*"|%|E.*', "", number_format).partition(".")[2])
    if "%" in number_format:
        return f"{number * 100:.{decimals}f}%"
    if "E" in number_format:
        return f"{number:.{decimals}E}"
    literal = "".join(re.findall(r'"([^"]*)"', number_format))
    return literal + (
        f"{number:,.{decimals}f}" if "," in number_format else f"{number:.{decimals}f}"
    )


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def _name(prefix: str, local: str) -> str:
    return f"{{{_ODF}{prefix}:1.0}}{local}"


_ROW, _CELL = _name("table", "table-row"), _name("table", "table-cell")


def read_ods(path: Path) -> Document:
    """Read an ods file as plain XML."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        roots = {one: etree.fromstring(package.read(one)) for one in names if one.endswith(".xml")}
    content, meta = roots["content.xml"], roots["meta.xml"]
    looks = roots["styles.xml"]
    sheet = content.find(".//" + _name("office", "spreadsheet"))
    assert sheet is not None
    pages = [_ods_page(one, sheet, looks) for one in sheet.findall(_name("table", "table"))]
    people = [str(one.text or "") for one in meta.iter("{*}creator", "{*}initial-creator")]
    title, language = (meta.findtext(f".//{{*}}{one}") or "" for one in ("title", "language"))
    document = Document(pages, title, language, people)
    document.problems += _ods_problems(content, roots["settings.xml"], names, pages)
    return document


def _ods_page(table: Any, sheet: Any, looks: Any) -> Page:
    name = str(table.get(_name("table", "name")))
    rows, links, first = list[list[Cell]](), list[tuple[str, str]](), ""
    for row in table.iter(_ROW):
        cells = list[Cell]()
        for cell in row.findall(_CELL):
            cells.append(_ods_value(cell))
            for link in cell.iter("{*}a"):
                target = str(link.get("{http://www.w3.org/1999/xlink}href"))
                quoted = target.removeprefix("#").rpartition(".")[0]
                links.append(("".join(link.itertext()), quoted[1:-1].replace("''", "'")))
        if not rows:
            first = str(row.find(_CELL).get(_name("table", "style-name")))
        rows.append(cells)
    width = max(map(len, rows))
    padded = [row + [None] * (width - len(row)) for row in rows]
    marked = [one for one in _ods_ranges(sheet) if one[0] == name]
    tables = sorted((one[1] for one in marked), key=lambda one: one.top)
    return Page(name, padded, tables, links, _display_name(looks, first))


def _display_name(looks: Any, name: str) -> str:
    style = looks.find(f".//{_name('style', 'style')}[@{_name('style', 'name')}='{name}']")
    return str(style.get(_name("style", "display-name"), name)) if style is not None else ""


def _ods_value(cell: Any) -> Cell:
    number = cell.get(_name("office", "value"))
    text = "\n".join("".join(one.itertext()) for one in cell.findall("{*}p"))
    return float(number) if number is not None else text or None


def _ods_ranges(sheet: Any) -> Iterator[tuple[str, Marked]]:
    for one in sheet.iter(_name("table", "database-range")):
        address = str(one.get(_name("table", "target-range-address")))
        match = re.fullmatch(r"'(.*)'\.([A-Z]+)(\d+):'.*'\.([A-Z]+)(\d+)", address)
        assert match is not None
        left, top, right, bottom = range_boundaries(f"{match[2]}{match[3]}:{match[4]}{match[5]}")
        marked = Marked(
            str(one.get(_name("table", "name"))), top - 1, left - 1, bottom - 1, right - 1
        )
        yield match[1].replace("''", "'"), marked


def _ods_problems(content: Any, setup: Any, names: list[str], pages: list[Page]) -> Iterator[str]:
    wanted = {"mimetype", "content.xml", "styles.xml", "meta.xml", "settings.xml"}
    if set(names) != {*wanted, "META-INF/manifest.xml"}:
        yield "there is something besides cells"
    attributes = {key: value for one in content.iter() for key, value in one.items()}
    if _name("table", "formula") in attributes:
        yield "there are formulas"
    if any(one.tag == _name("table", "covered-table-cell") for one in content.iter()):
        yield "there are merged cells"
    unwanted = ("annotation", "frame", "shapes", "content-validation", "data-pilot-table", "filter")
    if any(str(one.tag).rpartition("}")[2] in unwanted for one in content.iter()):
        yield "there is something besides cells"
    hidden = (_name("table", "visibility"), _name("table", "display"))
    if any(
        one.get(key) not in {None, "visible", "true"} for one in content.iter() for key in hidden
    ):
        yield "something is hidden"
    for one in content.iter(_name("table", "database-range")):
        if one.get(_name("table", "contains-header")) != "true":
            yield "a table has no header row"
        if one.get(_name("table", "display-filter-buttons"), "false") != "false":
            yield "there are filters"
    items = {
        str(one.get(_name("config", "name"))): one.text
        for one in setup.iter(_name("config", "config-item"))
    }
    if items.get("ActiveTable") != pages[0].name:
        yield "the first worksheet is not the one that is shown"
    if {items.get("CursorPositionX"), items.get("CursorPositionY")} != {"0"}:
        yield "the cursor is not in A1"
