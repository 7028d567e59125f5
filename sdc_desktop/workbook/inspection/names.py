"""Defined names, lists to choose from, scenarios and personal views (guidance E15, E16, E19)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.formula_text import Area, read_references
from sdc_desktop.workbook.inspection.carrier import Carrier, and_list, counted
from sdc_desktop.workbook.inspection.inspected import Element, Inspected, SheetEntry, numbers_in

_BUILT_IN = "_xlnm."
_OTHER_BOOK = re.compile(r"\[\d+\]|\[[^\]]+\.xl\w+\]", re.IGNORECASE)
_SYSTEM = re.compile(r"_xl(?:nm|fn|pm|ws|chart)\b.*", re.IGNORECASE)


def find_in_names(inspected: Inspected) -> Iterator[Carrier]:
    """Yield names, lists, scenarios and views that keep more than the cells show."""
    yield from _defined_names(inspected)
    for entry, _, frame in inspected.worksheets:
        yield from _lists(inspected, entry, frame)
        yield from _scenarios(entry, frame)
        if frame.find("{*}cellWatches") is not None:
            yield Carrier(
                kind="watches",
                severity=Severity.INFO,
                message="The file keeps which cells somebody watched.",
                part=entry.part,
                sheet=entry.name,
                removable=True,
            )
        if frame.find("{*}customSheetViews") is not None:
            yield _view(entry.part, entry.name)
    if inspected.book.find("{*}customWorkbookViews") is not None:
        yield _view(inspected.package.workbook_part, "")
    for part in inspected.parts(r".*namedSheetViews/[^/]*\.xml"):
        yield _view(part, inspected.sheet_of(part))


def _lists(inspected: Inspected, entry: SheetEntry, frame: Element) -> Iterator[Carrier]:
    lists = [one for one in frame.iter("{*}dataValidation") if keeps_unseen(inspected, one)]
    if lists:
        yield Carrier(
            kind="validation-lists",
            severity=Severity.REVIEW,
            message=f"The sheet has {counted(len(lists), 'list')} to choose from, or rules for "
            "entries, with categories or limits that no cell shows.",
            part=entry.part,
            sheet=entry.name,
            removable=True,
        )


def _scenarios(entry: SheetEntry, frame: Element) -> Iterator[Carrier]:
    scenarios = list(frame.iterfind("{*}scenarios/{*}scenario"))
    if scenarios:
        inputs = sum(len(list(one.iter("{*}inputCells"))) for one in scenarios)
        yield Carrier(
            kind="scenarios",
            severity=Severity.FAIL,
            message=f"The sheet keeps {counted(len(scenarios), 'scenario')} with "
            f"{counted(inputs, 'other value')} of cells and the names of authors.",
            part=entry.part,
            sheet=entry.name,
            removable=True,
        )


def _view(part: str, sheet: str) -> Carrier:
    return Carrier(
        kind="personal-views",
        severity=Severity.REVIEW,
        message="Personal views are kept: their names, filters, and which lines they hide.",
        part=part,
        sheet=sheet,
        removable=True,
    )


def kind_of_name(inspected: Inspected, name: Element) -> str:
    """Return which sort of carrier a defined name is, "" when it is none."""
    title, text = name.get("name", ""), (name.text or "").strip()
    if title.lower().startswith(_BUILT_IN):
        return "external-names" if _OTHER_BOOK.search(text) else ""
    if _OTHER_BOOK.search(text):
        return "external-names"
    if name.get("hidden") in {"1", "true"} and not _SYSTEM.fullmatch(title):
        return "hidden-names"
    if name.get("comment"):
        return "commented-names"
    if "#REF!" in text:
        return "broken-names"
    references = read_references(text)
    if _reads_hidden_sheet(inspected, references.areas):
        return "names-of-hidden-cells"
    is_constant = not references.areas and not references.names and not references.reads_anything
    return "constant-names" if is_constant and _tells_something(text) else ""


def _tells_something(text: str) -> bool:
    return bool(re.search(r"\d{2}|\"[^\"]+\"|[{]", text))


def _reads_hidden_sheet(inspected: Inspected, areas: list[Area]) -> bool:
    hidden = {one.name.casefold() for one in inspected.entries if not one.is_visible}
    return any(area.first_sheet.casefold() in hidden for area in areas)


_NAMES = {
    "external-names": (Severity.REVIEW, "pointing to another workbook"),
    "hidden-names": (Severity.REVIEW, "that the list of names does not show"),
    "commented-names": (Severity.REVIEW, "with a comment"),
    "broken-names": (Severity.INFO, "of cells that are gone"),
    "names-of-hidden-cells": (Severity.REVIEW, "pointing to cells of a hidden sheet"),
    "constant-names": (Severity.REVIEW, "holding a number or text that no cell shows"),
}


def _defined_names(inspected: Inspected) -> Iterator[Carrier]:
    found: dict[str, list[str]] = {}
    for name in inspected.book.iterfind("{*}definedNames/{*}definedName"):
        kind = kind_of_name(inspected, name)
        if kind:
            found.setdefault(kind, []).append(name.get("name", ""))
    for kind, names in found.items():
        severity, what = _NAMES[kind]
        yield Carrier(
            kind=kind,
            severity=severity,
            message=f"The file keeps {counted(len(names), 'defined name')} {what}: "
            f"{and_list(names)}.",
            part=inspected.package.workbook_part,
            removable=True,
        )


def keeps_unseen(inspected: Inspected, validation: Element) -> bool:
    """Tell whether a rule for entries names a text or number that no visible cell shows."""
    formulas = [
        "".join(map(str, one.itertext())).strip()
        for one in validation.iter("{*}formula1", "{*}formula2")
    ]
    if any(_OTHER_BOOK.search(one) for one in formulas):
        return True
    if any(_reads_hidden_sheet(inspected, read_references(one).areas) for one in formulas):
        return True
    if validation.get("type") == "list" and formulas and formulas[0].startswith('"'):
        entries = formulas[0].strip('"').split(",")
        texts = [one.strip().casefold() for one in entries if one.strip()]
        return (
            any(one not in inspected.shown_texts and inspected.unseen_numbers(one) for one in texts)
            or sum(one not in inspected.shown_texts for one in texts) > _FEW
        )
    prompt = f"{validation.get('prompt', '')} {validation.get('error', '')}"
    if inspected.unseen_numbers(prompt):
        return True
    return validation.get("type") in {"whole", "decimal"} and any(
        inspected.unseen_numbers(one) for one in formulas if numbers_in(one) and one[0].isdigit()
    )


_FEW = 3
"""A list such as "yes, no, not known" tells nothing."""
