"""Texts that no cell shows: left-over shared strings, hidden runs, readings (guidance E18, E27)."""

from __future__ import annotations

from collections.abc import Iterator

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.inspected import Element, Inspected, tag_of
from sdc_desktop.workbook.sheet_writer import edit_sheet

_TINY_POINTS = 3.0


def find_in_strings(inspected: Inspected) -> Iterator[Carrier]:
    """Yield texts in the file that no cell shows, or shows so that nobody reads them."""
    part = next((one.target for one in inspected.links if one.type == "sharedStrings"), "")
    if part not in inspected.package:
        return
    items = list(inspected.xml(part).iterfind("{*}si"))
    used = used_strings(inspected)
    unused = [one for n, one in enumerate(items) if n not in used and _text(one).strip()]
    if unused:
        unseen = sum(_text(one).strip().casefold() not in inspected.shown_texts for one in unused)
        yield Carrier(
            kind="unused-texts",
            severity=Severity.FAIL if unseen else Severity.INFO,
            message=f"The file still holds {counted(len(unused), 'text')} of cells that were "
            f"deleted or changed; {unseen:,} of them show nowhere.",
            part=part,
            removable=True,
        )
    readings = sum(one.find("{*}rPh") is not None for one in items)
    if readings:
        yield Carrier(
            kind="phonetic-texts",
            severity=Severity.REVIEW,
            message=f"The file keeps {counted(readings, 'reading')} of texts, which are not "
            "shown and may be older texts.",
            part=part,
            removable=True,
        )
    hidden = sum(is_hidden_run(run) for one in items for run in one.iterfind("{*}r"))
    if hidden:
        yield Carrier(
            kind="hidden-runs",
            severity=Severity.REVIEW,
            message=f"Cells hold {counted(hidden, 'piece')} of text too small or too white to "
            "be read.",
            part=part,
            removable=True,
        )


def used_strings(inspected: Inspected) -> frozenset[int]:
    """Return the places of the shared strings that some cell shows."""
    used: set[int] = set()
    for entry in inspected.entries:
        if entry.part and entry.kind != "chartsheet":
            data = inspected.package.read(entry.part)
            used |= edit_sheet(inspected.package.path, entry.part, data, {}).used_strings
    return frozenset(used)


def _points(text: str) -> float:
    """Return a size of letters; the usual one where none is written."""
    try:
        return float(text)
    except ValueError:
        return 11.0


def is_hidden_run(run: Element) -> bool:
    """Tell whether a piece of rich text is white, tiny or marked as vanished."""
    look = run.find("{*}rPr")
    if look is None or not _text(run).strip():
        return False
    for one in look:
        tag, value = tag_of(one), one.get("val", "")
        if tag == "vanish" or (tag == "sz" and _points(value) < _TINY_POINTS):
            return True
        if tag == "color" and (one.get("rgb", "")[-6:].lower() == "ffffff"):
            return True
    return False


def _text(element: Element) -> str:
    readings = {one for reading in element.iter("{*}rPh") for one in reading.iter("{*}t")}
    return "".join(one.text or "" for one in element.iter("{*}t") if one not in readings)
