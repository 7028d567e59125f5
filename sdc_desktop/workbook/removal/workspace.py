"""Parts under the knife: XML that is changed, parts that go, and links that follow them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable

from lxml import etree

from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.inspection.inspected import (
    Element,
    cut_sheet,
    parse_part,
    tag_of,
)
from sdc_desktop.workbook.package import Package, Relationship

CONTENT_TYPES = "[Content_Types].xml"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROWS = "rowsOfTheSheet"
_PRUNED = {
    *("pivotCaches", "externalReferences", "oleObjects", "controls", "Choice", "Fallback"),
    *("AlternateContent", "slicerList", "slicerCaches", "slicerCachePivotTables", "timelineRefs"),
    *("timelineCacheRefs", "ext", "extLst", "hyperlinks", "definedNames", "dataValidations"),
    *("conditionalFormatting", "conditionalFormattings", "tableParts", "customSheetViews"),
    *("customWorkbookViews", "scenarios", "sparklines", "sparklineGroup", "sparklineGroups"),
    *("cellWatches", "protectedRanges", "webPublishItems", "customPr", "customProperties"),
    *("modelTables", "dataModel", "pivotCacheDefinition_", "slicerCacheRefs", "connections"),
}
_ONLY_THE_LINK = {"pageSetup", "chartsheet", "hlinkClick", "hlinkHover", "pivotCacheDefinition"}
_ANCHORS = {"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}


class Workspace:
    """The parts of a package, as far as they were touched."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.removed: set[str] = set()
        self.reasons: dict[str, str] = {}
        self._roots: dict[str, Element] = {}
        self._rows: dict[str, bytes] = {}
        self._touched: set[str] = set()
        self._bytes: dict[str, bytes] = {}

    def names(self, pattern: str = r".*") -> list[str]:
        """Return the parts that are left and match `pattern`."""
        wanted = re.compile(pattern, re.IGNORECASE)
        return [
            name
            for name, info in self.package.infos.items()
            if not info.is_dir() and name not in self.removed and wanted.fullmatch(name)
        ]

    def read(self, part: str) -> bytes:
        """Return a part's present bytes."""
        return self._bytes[part] if part in self._bytes else self.package.read(part)

    def write(self, part: str, data: bytes, why: str) -> None:
        """Replace a part's bytes."""
        if part in self._roots:
            raise ValueError(f"{part} is being edited as XML")
        if data != self.read(part):
            self._bytes[part] = data
            self.reasons[part] = why

    def xml(self, part: str) -> Element:
        """Return the root of a part; of a worksheet all but its rows.

        Raises:
            DamagedWorkbookError: It cannot be read as XML.
        """
        if part not in self._roots:
            self._roots[part] = self._parse(part)
        return self._roots[part]

    def _parse(self, part: str) -> Element:
        data = self.read(part)
        framed = cut_sheet(data) if b"sheetData" in data else None
        if framed is not None:
            placeholder = f"<{_ROWS} xmlns=''/>".encode()
            root = parse_part(self.package, framed.head + placeholder + framed.tail)
            self._rows[part] = framed.rows
        else:
            root = parse_part(self.package, data)
        if root is None:
            detail = f"its part {part} cannot be understood"
            raise DamagedWorkbookError(self.package.path, detail)
        return root

    def edit_rows(self, part: str, edit: Callable[[bytes], bytes], why: str) -> None:
        """Change the rows of a worksheet as bytes."""
        self.xml(part)
        if part not in self._rows:
            return
        rows = edit(self._rows[part])
        if rows != self._rows[part]:
            self._rows[part] = rows
            self.touch(part, why)

    def touch(self, part: str, why: str) -> None:
        """Note that a part's XML was changed, and why."""
        self._touched.add(part)
        self.reasons.setdefault(part, why)

    def drop(self, part: str, why: str) -> None:
        """Take a part out of the package; `settle` takes its links out."""
        if part in self.package and part not in self.removed:
            self.removed.add(part)
            self.reasons[part] = why

    def remove(self, element: Element, part: str, why: str) -> None:
        """Take an element out, and what is empty without it."""
        parent = element.getparent()
        if parent is None:
            return
        _keep_tail(element, parent)
        parent.remove(element)
        self.touch(part, why)
        is_headless = tag_of(parent) == "AlternateContent" and not _has_choice(parent)
        if is_headless or (tag_of(parent) in _PRUNED and not len(parent)):
            self.remove(parent, part, why)
        elif "count" in parent.attrib:
            parent.set("count", str(len(parent)))

    def remove_all(self, part: str, elements: Iterable[Element], why: str) -> None:
        """Take several elements out."""
        for one in list(elements):
            self.remove(one, part, why)

    def changed(self) -> dict[str, bytes]:
        """Return the new bytes of every part that was touched and is left."""
        result = {part: data for part, data in self._bytes.items() if part not in self.removed}
        for part in self._touched - self.removed:
            result[part] = self._written(part)
        return result

    def _written(self, part: str) -> bytes:
        root = self._roots[part]
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if part not in self._rows:
            return data
        placeholder = re.search(rf"<{_ROWS}(?:\s[^>]*)?/>".encode(), data)
        if placeholder is None:
            detail = f"its part {part} cannot be understood"
            raise DamagedWorkbookError(self.package.path, detail)
        return data[: placeholder.start()] + self._rows[part] + data[placeholder.end() :]

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return the links of a part in the source."""
        return self.package.relationships(part)

    def settle(self) -> None:
        """Take out links to parts that went, what names these links, and parts left alone."""
        reachable_before = self._reachable(set())
        while True:
            for part in ["", *self.names()]:
                if not part.endswith(".rels"):
                    self._settle_links(part)
            lost = reachable_before - self._reachable(self.removed) - self.removed
            lost = {part for part in lost if part in self.package}
            if not lost:
                break
            for part in lost:
                self.drop(part, "nothing refers to it any more")
        self._drop_links_of_removed()
        self._settle_types()

    def _reachable(self, without: set[str]) -> set[str]:
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            part = waiting.pop()
            links = links_part(part)
            kept = self._kept_ids(part) if links in self._roots else None
            for link in self.package.relationships(part):
                if link.is_external or link.target in reached or link.target in without:
                    continue
                if kept is not None and link.id not in kept:
                    continue
                reached.add(link.target)
                if link.target in self.package:
                    waiting.append(link.target)
        return reached

    def _kept_ids(self, part: str) -> set[str]:
        return {one.get("Id", "") for one in self.xml(links_part(part))}

    def _settle_links(self, part: str) -> None:
        links = self.package.relationships(part)
        gone = {one.id for one in links if not one.is_external and one.target in self.removed}
        if gone:
            self.remove_links(part, gone, "a part was removed")

    def remove_links(self, part: str, ids: set[str], why: str) -> None:
        """Take links out of a part's list, and the elements that name them out of the part."""
        links = links_part(part)
        if links in self.removed or links not in self.package:
            return
        root = self.xml(links)
        found = [one for one in root if tag_of(one) == "Relationship" and one.get("Id") in ids]
        self.remove_all(links, found, why)
        if part and found and part.lower().endswith(".xml"):
            self._forget(part, ids, why)

    def _forget(self, part: str, ids: set[str], why: str) -> None:
        for element in list(self.xml(part).iter()):
            named = [
                key
                for key, value in element.items()
                if str(value) in ids and str(key).startswith((f"{{{_R}}}", f"{{{_STRICT_R}}}"))
            ]
            if not named:
                continue
            if tag_of(element) in _ONLY_THE_LINK or element.getparent() is None:
                for key in named:
                    del element.attrib[key]
                self.touch(part, why)
            else:
                self.remove(_whole(element), part, why)

    def _drop_links_of_removed(self) -> None:
        for name in self.names(r".*\.rels"):
            folder, own = posixpath.split(name)
            source = posixpath.join(posixpath.dirname(folder), own.removesuffix(".rels"))
            is_empty = name in self._roots and not len(self._roots[name])
            if source in self.removed or (is_empty and source):
                self.drop(name, "a part was removed")

    def _settle_types(self) -> None:
        if CONTENT_TYPES not in self.package:
            return
        root = self.xml(CONTENT_TYPES)
        gone = [
            one
            for one in root
            if tag_of(one) == "Override" and one.get("PartName", "").lstrip("/") in self.removed
        ]
        self.remove_all(CONTENT_TYPES, gone, "a part was removed")


def lose(element: Element, *keys: str) -> bool:
    """Take attributes out of an element; tell whether it had any of them."""
    found = [key for key in keys if key in element.attrib]
    for key in found:
        del element.attrib[key]
    return bool(found)


def links_part(part: str) -> str:
    """Return the name of the part that lists the links of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _whole(element: Element) -> Element:
    """Return what has to go with an element: the anchor of a picture, the object of a preview."""
    if tag_of(element) in {"blip", "contentPart"} or tag_of(element) == "relIds":
        for outer in element.iterancestors():
            if tag_of(outer) in _ANCHORS:
                return outer
    if tag_of(element) == "objectPr":
        return next(element.iterancestors())
    return element


def _has_choice(alternatives: Element) -> bool:
    return any(tag_of(one) == "Choice" for one in alternatives)


def _keep_tail(element: Element, parent: Element) -> None:
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
