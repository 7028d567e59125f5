"""What the sorts of hidden parts are called on the screen."""

from __future__ import annotations

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.words import sheet_words, tr
from sdc_desktop.workbook.inspection import Carrier


def kind_in_words(kind: str) -> str:
    """Return what a sort of carrier is called; a new sort shows its own name."""
    return _names().get(kind, kind.replace("-", " ").capitalize())


def place_in_words(carrier: Carrier) -> str:
    """Return where it is: "Table 1!B4 +3", a sheet, a part, or the whole file."""
    if carrier.cells:
        more = len(carrier.cells) - 1
        where = cell_in_words(carrier.cells[0])
        return f"{where} +{more}" if more else where
    if carrier.sheet:
        return sheet_words(carrier.sheet)
    return carrier.part or tr("The whole file")


def cell_in_words(cell: CellRef) -> str:
    """Return a cell with its sheet."""
    return f"{sheet_words(cell.sheet)}!{cell.a1}"


def carrier_in_words(carrier: Carrier) -> str:
    """Return what it is and where, such as "Comments (Table 1)"."""
    return f"{kind_in_words(carrier.kind)} ({place_in_words(carrier)})"


def staying_in_words(count: int) -> str:
    """Return "1 hidden part stays in the file" or "3 hidden parts stay in the file"."""
    if count == 1:
        return tr("1 hidden part stays in the file")
    return tr("{n} hidden parts stay in the file").format(n=f"{count:,}")


def _names() -> dict[str, str]:
    return {
        "absolute-path": tr("Folder of the author"),
        "active-x": tr("Controls with code"),
        "alternative-content": tr("Content for older programs"),
        "alternative-text-numbers": tr("Numbers in alternative texts"),
        "alternative-texts": tr("Path in an alternative text"),
        "authors": tr("Names of people"),
        "broken-names": tr("Broken defined names"),
        "chart-cache": tr("Numbers kept in a chart"),
        "chart-numbers": tr("Chart with its own numbers"),
        "chart-workbook": tr("Workbook behind a chart"),
        "commented-names": tr("Remarks at defined names"),
        "condition-limits": tr("Limits in conditional formats"),
        "constant-names": tr("Values in defined names"),
        "contradicting-text": tr("Texts that contradict their numbers"),
        "custom-properties": tr("Properties of other programs"),
        "custom-xml": tr("Data of other programs"),
        "defined-names": tr("Defined names"),
        "distant-cells": tr("Cells away from the table"),
        "document-words": tr("Title, subject, remarks"),
        "external-link": tr("Copies of another workbook"),
        "external-names": tr("Names for other workbooks"),
        "far-cells": tr("Cells far away"),
        "file-sharing": tr("Who opened the file"),
        "filter-criteria": tr("What a filter looks for"),
        "filtered-rows": tr("Rows hidden by a filter"),
        "formula-constants": tr("Numbers inside formulas"),
        "formula-fetches": tr("Formulas that fetch data"),
        "formula-other-workbook": tr("Formulas on other workbooks"),
        "formula-over-marker": tr("Formulas over withheld cells"),
        "formula-reads-hidden": tr("Formulas on hidden cells"),
        "formula-texts": tr("Texts that run as formulas"),
        "formula-volatile": tr("Formulas that change by themselves"),
        "formulas": tr("Formulas"),
        "free-sectors": tr("Leftovers of deleted data"),
        "hidden-by-colour": tr("Text in the colour behind it"),
        "hidden-by-condition": tr("Hidden by a conditional format"),
        "hidden-by-format": tr("Hidden by a number format"),
        "hidden-headers": tr("Hidden sheet headings"),
        "hidden-names": tr("Hidden defined names"),
        "hidden-runs": tr("Hidden words in cells"),
        "hidden-text": tr("Hidden words in cells"),
        "hidden-window": tr("Hidden window"),
        "ink": tr("Handwriting"),
        "local-hyperlinks": tr("Links to local folders"),
        "macro-sheet": tr("Sheet with macros"),
        "menu-extensions": tr("Menus of its own"),
        "names-of-hidden-cells": tr("Names of hidden cells"),
        "not-read": tr("What is not read"),
        "old-versions": tr("Earlier versions"),
        "one-row-a-person": tr("One row a person?"),
        "organisation": tr("Organisation or manager"),
        "orphaned-pivot-cache": tr("Data of a deleted pivot table"),
        "outside-link": tr("Link to the outside"),
        "outside-print-area": tr("Cells outside the print area"),
        "oversized-file": tr("File larger than its content"),
        "personal-birth-dates": tr("Dates of birth?"),
        "personal-email-addresses": tr("E-mail addresses?"),
        "personal-names": tr("Names of people?"),
        "personal-nhs-numbers": tr("NHS numbers?"),
        "personal-ni-numbers": tr("National Insurance numbers?"),
        "personal-phone-numbers": tr("Phone numbers?"),
        "personal-postcodes": tr("Postcodes?"),
        "personal-uprns": tr("Property numbers (UPRN)?"),
        "persons": tr("People who commented"),
        "phonetic-texts": tr("Phonetic texts"),
        "pictures": tr("Pictures"),
        "picture-metadata": tr("Data inside a picture"),
        "pivot-cache": tr("Data of a pivot table"),
        "pivot-records": tr("Records of a pivot table"),
        "power-query": tr("Queries"),
        "printed-by": tr("Who printed it"),
        "program": tr("Program that wrote it"),
        "protection": tr("Protection against editing"),
        "rich-data": tr("Values with fields behind them"),
        "shared-users": tr("Users of a shared file"),
        "slicer-cache": tr("Slicer of a pivot table"),
        "stored-precision": tr("More exact than shown"),
        "tasks": tr("Tasks for people"),
        "text-boxes": tr("Numbers in text boxes"),
        "thumbnail": tr("Picture of the first page"),
        "timeline-cache": tr("Timeline of a pivot table"),
        "titles-of-parts": tr("List of sheets and names"),
        "under-merged-cells": tr("Under merged cells"),
        "unknown-part": tr("Part that belongs to nothing"),
        "unlisted-sheet": tr("Sheet that nothing lists"),
        "unreadable-part": tr("Part that cannot be read"),
        "unrecognised-part": tr("Part of an unknown sort"),
        "unused-texts": tr("Texts of deleted cells"),
        "validation-lists": tr("Lists to choose from"),
        "watches": tr("Watched cells"),
        "web-extension": tr("Add-ins"),
        "what-if-table": tr("What-if table"),
        "xml-comments": tr("Remarks inside the file"),
        "xml-maps": tr("Forms of XML sources"),
        "zip-comment": tr("Remark at the end of the file"),
        "zip-folders": tr("Data in empty folders"),
        "zip-slack": tr("Leftovers between the parts"),
    }
