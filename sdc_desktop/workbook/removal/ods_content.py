"""Take carriers out of the content and styles of an OpenDocument spreadsheet, as bytes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sdc_desktop.workbook.formula_text import read_references
from sdc_desktop.workbook.inspection.links import is_local_path
from sdc_desktop.workbook.inspection.ods_tables import is_list
from sdc_desktop.workbook.ods_addresses import read_addresses
from sdc_desktop.workbook.ods_cuts import target_of
from sdc_desktop.workbook.ods_elements import without
from sdc_desktop.workbook.ods_formulas import plain_formula
from sdc_desktop.workbook.ods_walk import DRAWING, OFFICE, TABLE, TEXT
from sdc_desktop.workbook.package import local_name
from sdc_desktop.workbook.removal.cells import CellPlan
from sdc_desktop.workbook.removal.chosen import Chosen
from sdc_desktop.workbook.splices import (
    Attributes,
    Scan,
    Splice,
    apply_splices,
    end_of_tag,
    start_tag_at,
)

_ELEMENTS = {
    "tracked-changes": (f"{TABLE} tracked-changes",),
    "pivot-table": (f"{TABLE} data-pilot-tables",),
    "filter-criteria": (f"{TABLE} filter", f"{TABLE} filter-condition"),
    "external-link": (f"{TABLE} dde-links", f"{TABLE} cell-range-source"),
    "data-connections": tuple(
        f"{TABLE} database-source-{one}" for one in ("sql", "table", "query")
    ),
    "macros": (f"{OFFICE} scripts", f"{OFFICE} event-listeners", f"{OFFICE} script"),
    "form-controls": (f"{OFFICE} forms", f"{DRAWING} control"),
    "hidden-runs": (f"{TEXT} hidden-text",),
}
_PROTECTION = {
    *(b"protected", b"protection-key", b"structure-protected"),
    *(b"protection-key-digest-algorithm", b"protection-key-digest-algorithm-2"),
}
_LINKED = {f"{TEXT} a", f"{DRAWING} a"}
_SHOWN = {f"{DRAWING} {one}" for one in ("object", "object-ole", "image", "plugin", "applet")}
_FRAME, _TABLE = f"{DRAWING} frame", f"{TABLE} table"
_NAMES = {f"{TABLE} {one}" for one in ("named-range", "named-expression", "database-range")}
_PLACED = {
    *("base-cell-address", "target-range-address", "cell-range-address", "target-cell-address"),
    *("label-cell-range-address", "data-cell-range-address"),
}


@dataclass(slots=True)
class _Open:
    """An element that is open: where it begins, and what becomes of it."""

    name: str
    start: int
    splices: int
    goes: bool = False
    is_unwrapped: bool = False


@dataclass(slots=True)
class Cutter:
    """One pass over a part, which collects what goes.

    Attributes:
        scan: The pass.
        chosen, plan: What was agreed.
        dropped: Parts that go; pictures of them go with their frames.
    """

    scan: Scan
    chosen: Chosen
    plan: CellPlan
    dropped: Collection[str]
    _splices: list[Splice] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _sheet: str = ""
    _lists: set[str] = field(default_factory=set)
    _names: frozenset[str] = frozenset()
    _folded: set[str] = field(default_factory=set)

    def cut(self) -> bytes:
        """Return the part without what goes; the same object where nothing does.

        Raises:
            DamagedWorkbookError: It cannot be understood.
        """
        kinds = self.chosen.kinds()
        self._folded = {one.casefold() for one in self.plan.gone}
        self._names = frozenset(
            name for kind, names in _ELEMENTS.items() if kind in kinds for name in names
        )
        self.scan.run(self._start, self._end)
        return apply_splices(self.scan.data, self._splices) if self._splices else self.scan.data

    def _start(self, name: str, attributes: Attributes) -> None:
        one = _Open(name, self.scan.place, len(self._splices))
        is_going = bool(self._stack) and self._stack[-1].goes
        self._stack.append(one)
        if is_going:
            one.goes = True
            return
        plain = {local_name(key): value for key, value in attributes.items()}
        if name == _TABLE and not self._sheet:
            self._sheet = plain.get("name", "")
        one.goes = self._goes(name, plain)
        if one.goes:
            return
        link = plain.get("href", "")
        if name in _SHOWN and link and self._is_lost(link):
            self._lose_frame(one, link)
        elif name in _LINKED and self._is_local(link):
            one.is_unwrapped = True
            self._splices.append(Splice(one.start, self._tag_end(one.start), b""))
        else:
            self._strip(one.start, name, plain)

    def _goes(self, name: str, plain: dict[str, str]) -> bool:
        if name in self._names:
            return True
        if name == _TABLE:
            return plain.get("name", "") in self.plan.gone and len(self._stack) <= 4
        if name == f"{OFFICE} annotation":
            return self._sheet in self.chosen.sheets("comments")
        if local_name(name) == "table-protection":
            return self._sheet in self.chosen.sheets("protection")
        if name == f"{TABLE} content-validation":
            return self._is_list_that_goes(plain)
        if name in _NAMES and plain.get("name", "").upper() in self.plan.names:
            return True
        return self._reads_gone_sheet(name, plain)

    def _is_list_that_goes(self, plain: dict[str, str]) -> bool:
        if not self.chosen.has("validation-lists") or not is_list(plain.get("condition", "")):
            return self._reads_gone(plain.get("condition", ""))
        self._lists.add(plain.get("name", ""))
        return True

    def _reads_gone_sheet(self, name: str, plain: dict[str, str]) -> bool:
        """Tell whether an element beside the cells is about a sheet that goes."""
        if not self.plan.gone or self._sheet or not name.startswith(TABLE):
            return False
        areas = (
            area
            for key, value in plain.items()
            if key in _PLACED
            for area in read_addresses(value) or ()
        )
        is_lost = any(sheet.casefold() in self._folded for sheet, _ in areas)
        if is_lost and name == f"{TABLE} source-cell-range":
            pivots = [one for one in self._stack if one.name == f"{TABLE} data-pilot-table"]
            for one in pivots:
                one.goes = True
        return is_lost

    def _reads_gone(self, formula: str) -> bool:
        areas = read_references(plain_formula(formula)).areas if self._folded else ()
        return any(
            {one.first_sheet.casefold(), one.last_sheet.casefold()} & self._folded for one in areas
        )

    def _is_lost(self, link: str) -> bool:
        target = target_of(link)
        is_gone = any(one == target or one.startswith(f"{target}/") for one in self.dropped)
        return is_gone or self._is_local(link)

    def _is_local(self, link: str) -> bool:
        return self.chosen.has("local-hyperlinks") and is_local_path(link)

    def _lose_frame(self, one: _Open, link: str) -> None:
        """Let a picture or object go, and its frame unless only a picture of an object goes."""
        one.goes = True
        is_replacement = target_of(link).startswith("ObjectReplacements/")
        frames = [other for other in self._stack if other.name == _FRAME]
        if frames and not (one.name.endswith(" image") and is_replacement):
            frames[-1].goes = True

    def _strip(self, start: int, name: str, plain: dict[str, str]) -> None:
        """Take attributes out of a start tag."""
        lost: set[bytes] = set()
        is_sheet = name in {_TABLE, f"{OFFICE} spreadsheet"}
        if is_sheet and self.chosen.has("protection") and _is_protected(plain):
            place = self._sheet if name == _TABLE else ""
            if not place or place in self.chosen.sheets("protection"):
                lost |= _PROTECTION
        if plain.get("content-validation-name", "") in self._lists - {""}:
            lost.add(b"content-validation-name")
        if lost:
            end = self._tag_end(start)
            self._splices.append(Splice(start, end, without(self.scan.data[start:end], lost)))

    def _end(self, name: str) -> None:
        one = self._stack.pop()
        is_inside = bool(self._stack) and self._stack[-1].goes
        if one.goes and not is_inside:
            del self._splices[one.splices :]
            self._splices.append(Splice(one.start, self._element_end(one.start), b""))
        elif one.is_unwrapped and not one.goes:
            place = self.scan.place
            tag = start_tag_at(self.scan.data, one.start)
            if not tag.is_empty:
                self._splices.append(Splice(place, end_of_tag(self.scan.data, place), b""))
        if name == _TABLE and not any(other.name == _TABLE for other in self._stack):
            self._sheet = ""

    def _tag_end(self, start: int) -> int:
        return start_tag_at(self.scan.data, start).end

    def _element_end(self, start: int) -> int:
        tag = start_tag_at(self.scan.data, start)
        return tag.end if tag.is_empty else end_of_tag(self.scan.data, self.scan.place)


def _is_protected(plain: dict[str, str]) -> bool:
    return any(one.decode() in plain for one in _PROTECTION)
