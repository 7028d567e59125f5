"""Take sheets, names, paths and views out of the part that lists the sheets."""

from __future__ import annotations

from sdc_desktop.workbook.inspection.inspected import Element, Inspected, linked_id, tag_of
from sdc_desktop.workbook.inspection.names import kind_of_name
from sdc_desktop.workbook.removal.cells import CellPlan, reads_sheets
from sdc_desktop.workbook.removal.chosen import Chosen
from sdc_desktop.workbook.removal.workspace import CONTENT_TYPES, Workspace, lose

_WHY_SHEET = "a hidden sheet was removed"
_MACRO_TYPES = {
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": "application/"
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": "application/"
    "vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
}
_MACRO_PART = "application/vnd.ms-office.vbaProject"


def edit_book(work: Workspace, inspected: Inspected, chosen: Chosen, plan: CellPlan) -> None:
    """Take out of the workbook part what the chosen carriers are."""
    part = work.package.workbook_part
    book = work.xml(part)
    _remove_names(work, part, book, inspected, chosen, plan)
    if plan.gone:
        _remove_sheets(work, part, book, inspected, plan.gone)
    for kind, tags, why in (
        ("hidden-window", set[str](), ""),
        ("absolute-path", {"absPath"}, "the folder it was saved in was removed"),
        ("file-sharing", {"fileSharing"}, "who reserved the file was removed"),
        ("personal-views", {"customWorkbookViews"}, "personal views were removed"),
        ("protection", {"workbookProtection"}, "protection that hides nothing was removed"),
    ):
        if part in chosen.parts(kind):
            found = [one for one in book.iter() if tag_of(one) in tags]
            work.remove_all(part, found, why)
    if chosen.has("hidden-window"):
        for view in book.iterfind("{*}bookViews/{*}workbookView"):
            if lose(view, "visibility"):
                work.touch(part, "the window is shown")
    if chosen.has("data-connections", "data-model"):
        models = [one for one in book.iter() if tag_of(one) == "dataModel"]
        work.remove_all(part, models, "a data model was removed")
    if chosen.has("macros"):
        _lose_macros(work, part)


def _remove_names(
    work: Workspace,
    part: str,
    book: Element,
    inspected: Inspected,
    chosen: Chosen,
    plan: CellPlan,
) -> None:
    for name in list(book.iterfind("{*}definedNames/{*}definedName")):
        is_gone = name.get("name", "").upper() in plan.names or (
            chosen.has("external-names") and kind_of_name(inspected, name) == "external-names"
        )
        if is_gone or reads_sheets(name.text or "", plan.gone, inspected):
            work.remove(name, part, "defined names were removed")


def _remove_sheets(
    work: Workspace, part: str, book: Element, inspected: Inspected, gone: frozenset[str]
) -> None:
    """Take sheets out; what counts sheets by their place follows."""
    places = [n for n, one in enumerate(inspected.entries) if one.name not in gone]
    new_places = {old: new for new, old in enumerate(places)}
    links = {one.id: one.target for one in work.relationships(part)}
    for sheet in list(book.iterfind("{*}sheets/{*}sheet")):
        if sheet.get("name") in gone:
            work.drop(links.get(linked_id(sheet), ""), _WHY_SHEET)
            work.remove(sheet, part, _WHY_SHEET)
    for name in list(book.iterfind("{*}definedNames/{*}definedName")):
        place = name.get("localSheetId")
        if place is not None and place.isdecimal():
            if int(place) in new_places:
                name.set("localSheetId", str(new_places[int(place)]))
            else:
                work.remove(name, part, _WHY_SHEET)
    for view in book.iter("{*}workbookView", "{*}customWorkbookView"):
        for key in ("activeTab", "firstSheet"):
            place = view.get(key)
            if place is not None and place.isdecimal():
                view.set(key, str(new_places.get(int(place), _first_visible(inspected, gone))))
    for link in work.relationships(part):
        if link.type == "calcChain":
            work.drop(link.target, "it is made anew by the spreadsheet")


def _first_visible(inspected: Inspected, gone: frozenset[str]) -> int:
    left = [one for one in inspected.entries if one.name not in gone]
    return next((n for n, one in enumerate(left) if one.is_visible), 0)


def _lose_macros(work: Workspace, part: str) -> None:
    """Give the workbook the type of one without macros."""
    why = "macros were removed"
    types = work.xml(CONTENT_TYPES) if CONTENT_TYPES in work.package else ()
    for one in list(types):
        kind = one.get("ContentType", "")
        if kind in _MACRO_TYPES:
            one.set("ContentType", _MACRO_TYPES[kind])
            work.touch(CONTENT_TYPES, why)
        elif kind == _MACRO_PART and tag_of(one) == "Default":
            work.remove(one, CONTENT_TYPES, why)
    for drawing in work.names(r".*drawings/drawing[^/]*\.xml"):
        for shape in work.xml(drawing).iter():
            if shape.get("macro"):
                shape.set("macro", "")
                work.touch(drawing, why)
