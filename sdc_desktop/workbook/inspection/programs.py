"""Macros, controls, add-ins and other parts that do something (guidance E25 and E26)."""

from __future__ import annotations

from collections.abc import Iterator

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.inspected import Inspected

_PARTS = (
    (
        r".*vbaProject\.bin",
        "macros",
        Severity.REVIEW,
        "The file holds macros, whose code and forms can hold data, paths and names; without them "
        "it has to be saved as .xlsx.",
    ),
    (
        r".*vbaProjectSignature.*|.*vbaData\.xml|.*attachedToolbars\.bin",
        "macros",
        Severity.REVIEW,
        "A part that belongs to macros is in the file.",
    ),
    (
        r".*activeX/.*",
        "active-x",
        Severity.REVIEW,
        "A control keeps its own properties and texts, which no check can read.",
    ),
    (
        r"(?:.*/)?customUI/.*|(?:.*/)?userCustomization/.*",
        "menu-extensions",
        Severity.INFO,
        "The file brings menus or buttons of its own.",
    ),
    (
        r".*webextensions?/.*",
        "web-extension",
        Severity.REVIEW,
        "An add-in keeps its settings in the file, which may hold data and account names.",
    ),
    (
        r".*richData/.*",
        "rich-data",
        Severity.REVIEW,
        "Values with fields behind them (such as linked data types) are kept in full.",
    ),
    (
        r".*volatileDependencies\.xml",
        "fetched-values",
        Severity.FAIL,
        "Results that formulas fetched from elsewhere are kept beside the cells.",
    ),
    (
        r".*python\.xml",
        "python-code",
        Severity.REVIEW,
        "Python code of cells is kept in the file.",
    ),
    (
        r".*xmlMaps\.xml|.*tableSingleCells[^/]*\.xml",
        "xml-maps",
        Severity.REVIEW,
        "The form of an XML source is kept, with names of its fields and perhaps its path.",
    ),
)


def find_in_programs(inspected: Inspected) -> Iterator[Carrier]:
    """Yield parts with code, controls, add-ins and data of their own."""
    for pattern, kind, severity, message in _PARTS:
        for part in inspected.parts(pattern):
            sheet = inspected.sheet_of(part)
            yield Carrier(kind, severity, message, part=part, sheet=sheet, removable=True)
    for entry in inspected.entries:
        if entry.kind in {"xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"} and entry.is_visible:
            yield Carrier(
                kind="macro-sheet",
                severity=Severity.REVIEW,
                message="A sheet of an old kind holds commands or a form.",
                part=entry.part,
                sheet=entry.name,
                removable=True,
            )
    yield from _controls(inspected)
    yield from _custom_xml(inspected)


def _controls(inspected: Inspected) -> Iterator[Carrier]:
    by_sheet: dict[str, list[str]] = {}
    for part in inspected.parts(r".*ctrlProps/.*"):
        by_sheet.setdefault(inspected.sheet_of(part), []).append(part)
    for sheet, parts in by_sheet.items():
        yield Carrier(
            kind="form-controls",
            severity=Severity.REVIEW,
            message=f"The sheet has {counted(len(parts), 'button or list', 'buttons or lists')}"
            ", which name the cells they read and write; these may be hidden.",
            part=parts[0],
            sheet=sheet,
            removable=True,
        )


def _custom_xml(inspected: Inspected) -> Iterator[Carrier]:
    for part in inspected.parts(r"(?:.*/)?customXml/item\d*\.xml"):
        data = inspected.package.read(part)
        is_query = b"DataMashup" in data.replace(b"\0", b"")
        yield Carrier(
            kind="power-query" if is_query else "custom-xml",
            severity=Severity.REVIEW,
            message="Queries are kept with their code, paths and sometimes samples of their data."
            if is_query
            else "A part of another program is in the file; it may hold anything.",
            part=part,
            removable=True,
        )
