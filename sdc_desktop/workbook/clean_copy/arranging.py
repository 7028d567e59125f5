"""Put tables, notes and cover on worksheets, one row after another (guidance D3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sdc_desktop.core.cells import CellRange
from sdc_desktop.workbook.clean_copy.cover import cover_rows
from sdc_desktop.workbook.clean_copy.model import (
    Arrangement,
    CleanCopy,
    CopyCell,
    CopySheet,
    CopyWish,
    MarkedTable,
    RowRole,
)
from sdc_desktop.workbook.clean_copy.names import heading_names, sheet_name, table_name
from sdc_desktop.workbook.clean_copy.notes import NoteBook, meaning_of, referred_notes
from sdc_desktop.workbook.clean_copy.tables import CopiedTable
from sdc_desktop.workbook.clean_copy.widths import column_widths, row_heights

COVER, CONTENTS, NOTES = "Cover", "Table of contents", "Notes"
_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

_Row = tuple[RowRole, tuple[CopyCell, ...]]


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """One sheet of the source with tables: its name, its tables, and lines that stay with them."""

    name: str
    tables: tuple[CopiedTable, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """The tables of one worksheet of the copy."""

    name: str
    source: SourceSheet
    tables: tuple[tuple[str, CopiedTable], ...]


def arrange(
    title: str,
    wish: CopyWish,
    sources: Sequence[SourceSheet],
    book: NoteBook,
    said: Mapping[str, str],
    withheld: Sequence[str],
    left_out: Sequence[str],
) -> CleanCopy:
    """Return the copy with cover, contents, notes and a worksheet for each table.

    Args:
        title: Of the workbook.
        wish: What is wanted.
        sources: The sheets with tables.
        book: All notes.
        said: What the source says of its markers.
        withheld: Markers of withheld cells.
        left_out: Sheets of the source without tables whose texts are not in the copy.
    """
    taken = {COVER.casefold(), CONTENTS.casefold(), NOTES.casefold()}
    groups = _groups(sources, wish, book, taken)
    arranger = _Arranger(book, said, withheld, set())
    sheets = [arranger.table_sheet(group) for group in groups]
    shorthand = arranger.shorthand(groups)
    notes = arranger.notes_sheet(shorthand, groups)
    own = book.rename("", title)
    rows = cover_rows(own, wish, len(sheets), left_out, has_withheld=bool(withheld))
    cover = _sheet(COVER, rows, wraps=True)
    contents = arranger.contents_sheet(groups, has_notes=notes is not None)
    front = (cover, contents) if notes is None else (cover, contents, notes)
    return CleanCopy(
        title=own,
        publisher=wish.publisher,
        date=wish.date,
        sheets=(*front, *sheets),
        table_sheets=tuple(one.name for one in sheets),
        notes=tuple(book.texts.items()),
        shorthand=tuple(shorthand.items()),
    )


def _groups(
    sources: Sequence[SourceSheet], wish: CopyWish, book: NoteBook, taken: set[str]
) -> list[_Group]:
    groups = []
    for source in sources:
        titled = _titled(source, book)
        if wish.arrangement is Arrangement.AS_IN_SOURCE:
            groups.append(_Group(sheet_name(source.name, taken), source, titled))
            continue
        groups += [_Group(sheet_name(source.name, taken), source, (one,)) for one in titled]
    return groups


def _titled(source: SourceSheet, book: NoteBook) -> tuple[tuple[str, CopiedTable], ...]:
    """Return the tables of a sheet with their titles; one without goes on from that before."""
    found: list[tuple[str, CopiedTable]] = []
    title, part = source.name, 1
    for table in source.tables:
        if table.title:
            title, part = book.rename(source.name, table.title), 1
        elif found:
            part += 1
        found.append((title if part == 1 else f"{title}, part {part}", table))
    return tuple(found)


class _Arranger:
    """Lays out worksheets; keeps the names of tables apart."""

    def __init__(
        self,
        book: NoteBook,
        said: Mapping[str, str],
        withheld: Sequence[str],
        taken: set[str],
    ) -> None:
        self._book = book
        self._said = said
        self._withheld = withheld
        self._taken = taken

    def table_sheet(self, group: _Group) -> CopySheet:
        """Return a worksheet: title, what it holds, notes, shorthand, then its tables."""
        first = group.tables[0][0]
        title = first if len(group.tables) == 1 else group.source.name
        tables = [(name, self._renamed(group.source.name, one)) for name, one in group.tables]
        rows: list[_Row] = [_text(RowRole.TITLE, title)]
        rows += [_text(RowRole.LINE, line) for line in self._lines(group, tables)]
        marked: list[MarkedTable] = []
        for name, table in tables:
            if len(tables) > 1:
                rows += [(RowRole.SPACE, ())] * bool(marked)
                rows.append(_text(RowRole.SUBTITLE, name))
            marked.append(self._mark(group.name, name, table, len(rows)))
            rows.append((RowRole.HEADER, _cells(table.headings)))
            rows += [(RowRole.DATA, row) for row in table.rows]
        return _sheet(group.name, rows, tuple(marked))

    def _mark(self, sheet: str, title: str, table: CopiedTable, top: int) -> MarkedTable:
        area = CellRange(top, 0, top + len(table.rows), len(table.headings) - 1)
        name = table_name(sheet, self._taken)
        return MarkedTable(name, area, title, frozenset(table.numeric), table.markers)

    def _renamed(self, sheet: str, table: CopiedTable) -> CopiedTable:
        """Return a table whose labels name the notes by their new numbers."""

        def rename(text: str) -> str:
            return self._book.rename(sheet, text)

        rows = tuple(
            tuple(
                cell if cell.source or cell.number is not None else CopyCell(rename(cell.text))
                for cell in row
            )
            for row in table.rows
        )
        headings = heading_names([rename(text) for text in table.headings])
        return replace(table, headings=tuple(headings), rows=rows)

    def _lines(self, group: _Group, tables: Sequence[tuple[str, CopiedTable]]) -> list[str]:
        """Return what stands between the title and the tables."""
        notes = self._notes_of(group, tables)
        count = len(tables)
        word = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
        holds = f"This worksheet contains {word} table{'' if count == 1 else 's'}."
        if notes:
            holds += " Some cells refer to notes, which can be found in the worksheet Notes."
        lines = [holds]
        if notes:
            words = _and([str(one) for one in notes])
            lines.append(f"Notes that apply to this worksheet: {words}.")
        for marker in dict.fromkeys(one for _, table in tables for one in table.markers):
            meaning = self._meaning(marker)
            lines.append(f"Some cells are marked {marker}: {meaning[:1].lower()}{meaning[1:]}")
        return lines + [self._book.rename(group.source.name, one) for one in group.source.lines]

    def _notes_of(self, group: _Group, tables: Sequence[tuple[str, CopiedTable]]) -> list[int]:
        texts = [title for title, _ in tables]
        texts += [heading for _, table in tables for heading in table.headings]
        texts += [cell.text for _, table in tables for row in table.rows for cell in row]
        texts += [self._book.rename(group.source.name, one) for one in group.source.lines]
        loose = self._book.loose.get(group.source.name, [])
        own = self._book.of_sheet.get(group.source.name, {}).values()
        known = {one for one in referred_notes(texts) if one in self._book.texts}
        return sorted({*known, *loose, *own})

    def _meaning(self, marker: str) -> str:
        meaning = meaning_of(marker, self._said, self._withheld).strip()
        return meaning if meaning.endswith((".", "!", "?")) else f"{meaning}."

    def shorthand(self, groups: Sequence[_Group]) -> dict[str, str]:
        """Return the markers used anywhere and what they mean."""
        used = dict.fromkeys(
            marker for group in groups for _, table in group.tables for marker in table.markers
        )
        return {marker: self._meaning(marker) for marker in used}

    def notes_sheet(
        self, shorthand: Mapping[str, str], groups: Sequence[_Group]
    ) -> CopySheet | None:
        """Return the worksheet that explains notes and shorthand, None when there are none."""
        body = [
            (f"[note {number}]", self._book.rename("", text), self._used_on(number, groups))
            for number, text in self._book.texts.items()
        ]
        body += [(marker, meaning, "Tables") for marker, meaning in shorthand.items()]
        if not body:
            return None
        intro = [
            _text(RowRole.TITLE, "Notes"),
            _text(RowRole.LINE, "This worksheet contains one table: notes and shorthand."),
        ]
        headings = ("Note or shorthand", "Meaning", "Worksheets that use it")
        return self._listing(NOTES, intro, headings, body)

    def _used_on(self, number: int, groups: Sequence[_Group]) -> str:
        names = [
            group.name
            for group in groups
            if number
            in self._notes_of(
                group,
                [(name, self._renamed(group.source.name, one)) for name, one in group.tables],
            )
        ]
        return ", ".join(names) or "All"

    def contents_sheet(self, groups: Sequence[_Group], *, has_notes: bool) -> CopySheet:
        """Return the worksheet that leads to all others."""
        body = [(NOTES, "Notes and shorthand used in this workbook")] if has_notes else []
        body += [(group.name, title) for group in groups for title, _ in group.tables]
        intro = [
            _text(RowRole.TITLE, CONTENTS),
            _text(RowRole.LINE, "This worksheet contains one table: links to all worksheets."),
        ]
        sheet = self._listing(CONTENTS, intro, ("Worksheet", "Title"), body)
        first = sheet.tables[0].area.top + 1
        links = tuple((first + at, 0, name) for at, (name, _) in enumerate(body))
        return replace(sheet, links=links)

    def _listing(
        self,
        name: str,
        intro: Sequence[_Row],
        headings: Sequence[str],
        body: Sequence[Sequence[str]],
    ) -> CopySheet:
        rows = [*intro, (RowRole.HEADER, _cells(headings))]
        rows += [(RowRole.DATA, _cells(row)) for row in body]
        area = CellRange(len(intro), 0, len(intro) + len(body), len(headings) - 1)
        marked = MarkedTable(table_name(name, self._taken), area, name)
        return _sheet(name, rows, (marked,))


def _sheet(
    name: str, rows: Iterable[_Row], tables: tuple[MarkedTable, ...] = (), *, wraps: bool = False
) -> CopySheet:
    listed = list(rows)
    roles = tuple(role for role, _ in listed)
    cells = tuple(row for _, row in listed)
    widths = column_widths(cells, roles, tables, wraps=wraps)
    heights = row_heights(cells, roles, widths, wraps=wraps)
    return CopySheet(name, cells, roles, tables, widths, heights, wraps=wraps)


def _text(role: RowRole, text: str) -> _Row:
    return role, (CopyCell(text),)


def _cells(texts: Iterable[str]) -> tuple[CopyCell, ...]:
    return tuple(CopyCell(text) for text in texts)


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
