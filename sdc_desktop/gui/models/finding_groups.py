"""Findings in groups: alike ones of a table together, or those of a rule, table or sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.models.marks import table_extent
from sdc_desktop.gui.words import (
    SEVERITY_SYMBOLS,
    rule_in_words,
    severity_in_words,
    sheet_words,
    tr,
)

ORDER = {Severity.FAIL: 0, Severity.REVIEW: 1, Severity.INFO: 2}


class GroupBy(StrEnum):
    """What findings of one group have in common."""

    ALIKE = "alike"
    RULE = "rule"
    TABLE = "table"
    SHEET = "sheet"
    SEVERITY = "severity"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet, or one table on it.

    Attributes:
        sheet: Name of the sheet, "" for the workbook as a whole.
        table: Which of all tables, -1 for none or for all of the sheet.
    """

    sheet: str
    table: int = -1


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that have something in common.

    Attributes:
        key: What they have in common, to know the group again.
        name: What it is called.
        where: The table or sheet that all of them are in, where the name does not say it.
        rows: Which of the findings, in the order that they are shown in.
        worst: The most serious of them.
    """

    key: str
    name: str
    rows: tuple[int, ...]
    worst: Severity
    where: str = ""

    @property
    def text(self) -> str:
        """The group in a line, by sign, words and number."""
        said = f"{SEVERITY_SYMBOLS[self.worst]}  {self.name}  ({len(self.rows):,})"
        return f"{said}  {self.where}" if self.where else said


def places_of(findings: Iterable[Finding], tables: Sequence[Table]) -> tuple[Place, ...]:
    """Return for each finding the sheet and table in which its first cell is."""
    by_sheet: dict[str, list[tuple[int, Table]]] = {}
    for number, table in enumerate(tables):
        by_sheet.setdefault(table.sheet, []).append((number, table))
    extents = {
        sheet: [(number, table_extent(table)) for number, table in several]
        for sheet, several in by_sheet.items()
    }
    found = []
    for one in findings:
        number = -1
        if one.cells:
            at = one.cells[0].row, one.cells[0].column
            inside = (place for place, extent in extents.get(one.sheet, ()) if at in extent)
            number = next(inside, -1)
        found.append(Place(one.sheet, number))
    return tuple(found)


def place_in_words(place: Place, tables: Sequence[Table]) -> str:
    """Return the name of a table or sheet."""
    if 0 <= place.table < len(tables):
        table = tables[place.table]
        return table.title or f"{sheet_words(place.sheet)} {table.body.a1}"
    is_sheet = place.sheet or any(not one.sheet for one in tables)
    return sheet_words(place.sheet) if is_sheet else tr("The whole workbook")


def groups_of(
    rows: Iterable[int],
    findings: Sequence[Finding],
    places: Sequence[Place],
    tables: Sequence[Table],
    by: GroupBy,
) -> tuple[Group, ...]:
    """Return the groups in the order in which their first findings are shown.

    Args:
        rows: Which findings are shown, in their order.
        findings: All of them.
        places: Where each is.
        tables: All tables of the workbook.
        by: What those of one group have in common.
    """
    found: dict[tuple[object, ...], list[int]] = {}
    for row in rows:
        found.setdefault(_key(row, findings[row], places[row], by), []).append(row)
    return tuple(
        Group(
            repr(key),
            _name(findings[several[0]], places[several[0]], tables, by),
            tuple(several),
            min((findings[row].severity for row in several), key=ORDER.__getitem__),
            place_in_words(places[several[0]], tables) if by is GroupBy.ALIKE else "",
        )
        for key, several in found.items()
    )


def _key(row: int, finding: Finding, place: Place, by: GroupBy) -> tuple[object, ...]:
    match by:
        case GroupBy.ALIKE:
            return finding.severity.value, finding.rule, place.sheet, place.table
        case GroupBy.RULE:
            return (finding.rule,)
        case GroupBy.TABLE:
            return place.sheet, place.table
        case GroupBy.SHEET:
            return (finding.sheet,)
        case GroupBy.SEVERITY:
            return (finding.severity.value,)
    return (row,)


def _name(finding: Finding, place: Place, tables: Sequence[Table], by: GroupBy) -> str:
    match by:
        case GroupBy.TABLE:
            return place_in_words(place, tables)
        case GroupBy.SHEET:
            return place_in_words(Place(finding.sheet), tables)
        case GroupBy.SEVERITY:
            return severity_in_words(finding.severity)
    return rule_in_words(finding.rule)
