"""Take out of worksheets and marked tables what stands beside their cells."""

from __future__ import annotations

import re
from collections.abc import Callable

from sdc_desktop.workbook.formula_text import read_references
from sdc_desktop.workbook.inspection.conditions import has_limit
from sdc_desktop.workbook.inspection.inspected import Element, Inspected, tag_of
from sdc_desktop.workbook.inspection.links import local_hyperlink_ids
from sdc_desktop.workbook.inspection.names import keeps_unseen
from sdc_desktop.workbook.removal.cells import CellPlan, reads_sheets
from sdc_desktop.workbook.removal.chosen import CONNECTIONS, PIVOTS, Chosen
from sdc_desktop.workbook.removal.workspace import Workspace, lose

_BY_TAG = (
    ("scenarios", {"scenarios"}, "scenarios were removed"),
    ("watches", {"cellWatches"}, "watched cells were removed"),
    ("personal-views", {"customSheetViews"}, "personal views were removed"),
    ("protection", {"sheetProtection", "protectedRanges"}, "protection was removed"),
    ("headers-and-footers", {"headerFooter"}, "headers and footers were removed"),
)
_OTHER_BOOK = re.compile(r"\[\d+\]")
_FORMULAS = {
    *("formula", "formula1", "formula2", "f", "calculatedColumnFormula", "totalsRowFormula"),
}
_HOLDERS = {"cfRule", "dataValidation", "sparkline", "sparklineGroup", "hyperlink"}
_RICH_VALUE = re.compile(rb"(<(?:[\w.-]+:)?c\b[^>]*?)\s(?:cm|vm)=(?:\"\d*\"|'\d*')")


def edit_frames(work: Workspace, inspected: Inspected, chosen: Chosen, plan: CellPlan) -> None:
    """Take out of every worksheet that stays what the chosen carriers are."""
    for entry, _, _ in inspected.worksheets:
        if entry.part in work.removed:
            continue
        root = work.xml(entry.part)
        for kind, tags, why in _BY_TAG:
            if entry.part in chosen.parts(kind):
                work.remove_all(
                    entry.part, [one for one in root.iter() if tag_of(one) in tags], why
                )
        _remove_rules(work, entry.part, root, inspected, chosen)
        _remove_readers(work, entry.part, root, _reads_lost(inspected, chosen, plan))
        if entry.part in chosen.parts("filter-criteria"):
            _remove_criteria(work, entry.part, root)
        if entry.part in chosen.parts("local-hyperlinks"):
            ids = set(local_hyperlink_ids(inspected, entry.part))
            work.remove_links(entry.part, ids, "links to inner paths were removed")
        if chosen.has(*PIVOTS):
            for one in root.iter("{*}conditionalFormatting"):
                if lose(one, "pivot"):
                    work.touch(entry.part, "pivot tables became values")
        if chosen.has("rich-data"):
            work.edit_rows(entry.part, _without_rich_values, "values with fields were removed")


def _without_rich_values(rows: bytes) -> bytes:
    """Return rows whose cells name no entry of the metadata part."""
    while True:
        shorter = _RICH_VALUE.sub(rb"\1", rows)
        if shorter == rows:
            return rows
        rows = shorter


def _remove_rules(
    work: Workspace, part: str, root: Element, inspected: Inspected, chosen: Chosen
) -> None:
    if part in chosen.parts("condition-limits"):
        rules = [one for one in root.iter("{*}cfRule") if has_limit(one)]
        work.remove_all(part, rules, "conditional formats with a limit were removed")
    if part in chosen.parts("validation-lists"):
        lists = [one for one in root.iter("{*}dataValidation") if keeps_unseen(inspected, one)]
        work.remove_all(part, lists, "lists to choose from were removed")


def _reads_lost(inspected: Inspected, chosen: Chosen, plan: CellPlan) -> Callable[[str], bool]:
    """Return a function that tells whether a formula reads what is not there any more."""
    has_links = chosen.has("external-link")

    def is_lost(text: str) -> bool:
        if has_links and _OTHER_BOOK.search(text):
            return True
        if plan.names and read_references(text).names & plan.names:
            return True
        return reads_sheets(text, plan.gone, inspected)

    return is_lost


def _remove_readers(
    work: Workspace, part: str, root: Element, is_lost: Callable[[str], bool]
) -> None:
    """Take out rules, lists and small charts that read what goes."""
    for formula in list(root.iter()):
        text = formula.text or "" if tag_of(formula) in _FORMULAS else ""
        text = formula.get("location", "") if tag_of(formula) == "hyperlink" else text
        if text and is_lost(text):
            work.remove(_holder(formula), part, "it read what was removed")


def _holder(element: Element) -> Element:
    for one in (element, *element.iterancestors()):
        if tag_of(one) in _HOLDERS:
            return one
    return element


def _remove_criteria(work: Workspace, part: str, root: Element) -> None:
    filters = [one for one in root.iterfind("{*}autoFilter/{*}filterColumn") if len(one)]
    work.remove_all(part, filters, "criteria of filters were removed")


def edit_tables(work: Workspace, inspected: Inspected, chosen: Chosen, plan: CellPlan) -> None:
    """Take criteria, queries and sources out of marked tables."""
    is_lost = _reads_lost(inspected, chosen, plan)
    for part in work.names(r".*tables/[^/]*\.xml"):
        root = work.xml(part)
        if tag_of(root) != "table":
            continue
        if part in chosen.parts("filter-criteria"):
            _remove_criteria(work, part, root)
        if chosen.has(*CONNECTIONS) or chosen.has("xml-maps"):
            _forget_source(work, part, root)
        lost = [
            one
            for one in root.iter("{*}calculatedColumnFormula", "{*}totalsRowFormula")
            if is_lost(one.text or "")
        ]
        for one in lost:
            column = one.getparent()
            if tag_of(one) == "totalsRowFormula" and column is not None:
                lose(column, "totalsRowFunction")
        work.remove_all(part, lost, "its formulas became values")


def _forget_source(work: Workspace, part: str, root: Element) -> None:
    why = "where the table came from was removed"
    is_from_outside = root.get("tableType") in {"queryTable", "xml"}
    if is_from_outside and lose(root, "tableType", "connectionId", "insertRow"):
        work.touch(part, why)
    for column in root.iter("{*}tableColumn"):
        if lose(column, "queryTableFieldId", "uniqueName"):
            work.touch(part, why)
    work.remove_all(part, list(root.iter("{*}xmlColumnPr")), why)
