"""Edits of the parts beside the sheets: shared texts, the calculation chain, lists of parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.workbook.formulas import TouchedCells
from sdc_desktop.workbook.package import local_name, spreadsheet_name
from sdc_desktop.workbook.splices import (
    Attributes,
    Scan,
    Splice,
    apply_splices,
    end_of_tag,
    start_tag_at,
)


def blank_unused_strings(scan: Scan, used: Collection[int]) -> bytes | None:
    """Return shared strings with those blank that no cell uses; None when all are used or blank.

    Every string keeps its place, so that the cells of other sheets need no change.
    """
    splices: list[Splice] = []
    starts: list[int] = []
    place = -1

    def start(name: str, _: Attributes) -> None:
        nonlocal place
        if spreadsheet_name(name) == "si":
            place += 1
            starts.append(scan.place)

    def end(name: str) -> None:
        if spreadsheet_name(name) != "si" or place in used:
            return
        tag = start_tag_at(scan.data, starts[-1])
        if not tag.is_empty:
            prefix = tag.prefix
            blank = b"<%ssi><%st/></%ssi>" % (prefix, prefix, prefix)
            splices.append(Splice(starts[-1], end_of_tag(scan.data, scan.place), blank))

    scan.run(start, end)
    return apply_splices(scan.data, splices) if splices else None


def shorten_chain(scan: Scan, names: Mapping[str, str], gone: TouchedCells) -> bytes | None:
    """Return the calculation chain without the cells in `gone`; None when nothing is left.

    An entry that names no sheet means the sheet of the entry before it, so the first entry kept
    after a removed one gets the sheet written out.
    """
    splices: list[Splice] = []
    sheet_id, kept_id, left, is_gone = "", "", 0, False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal sheet_id, kept_id, left, is_gone
        if spreadsheet_name(name) != "c":
            return
        sheet_id = attributes.get("i", sheet_id)
        cell = CellRef.parse(names.get(sheet_id, ""), attributes["r"])
        is_gone = gone.meets(cell.sheet, CellRange(cell.row, cell.column, cell.row, cell.column))
        tag = start_tag_at(scan.data, scan.place)
        if is_gone:
            end = tag.end if tag.is_empty else scan.data.index(b">", tag.end) + 1
            splices.append(Splice(scan.place, end, b""))
            return
        left += 1
        if "i" not in attributes and sheet_id != kept_id:
            after_name = scan.place + 1 + len(tag.prefix) + 1
            splices.append(Splice(after_name, after_name, b' i="%d"' % int(sheet_id)))
        kept_id = sheet_id

    scan.run(start)
    if not left:
        return None
    return apply_splices(scan.data, splices)


def without_elements(scan: Scan, keep: Callable[[str, Attributes], bool]) -> bytes | None:
    """Return a part without the elements that `keep` refuses; None when it keeps all."""
    splices: list[Splice] = []

    def start(name: str, attributes: Attributes) -> None:
        if not keep(local_name(name), attributes):
            tag = start_tag_at(scan.data, scan.place)
            end = tag.end if tag.is_empty else end_of_tag(scan.data, tag.end)
            splices.append(Splice(scan.place, end, b""))

    scan.run(start)
    return apply_splices(scan.data, splices) if splices else None
