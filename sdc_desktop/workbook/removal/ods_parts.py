"""Take carriers out of the parts of an OpenDocument spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from sdc_desktop.workbook.inspection.image_metadata import without_metadata
from sdc_desktop.workbook.inspection.inspected import parse_part, unseen_numbers_in
from sdc_desktop.workbook.inspection.ods import (
    HEADERS,
    PEOPLE,
    PLACES,
    PRINTERS,
    WORDS,
    OdsInspection,
    unseen_in_chart,
)
from sdc_desktop.workbook.ods_charts import blank_numbers
from sdc_desktop.workbook.ods_cuts import MANIFEST, cut_elements, links_in, target_of
from sdc_desktop.workbook.ods_package import CONTENT, STYLES
from sdc_desktop.workbook.package import Package, local_name
from sdc_desktop.workbook.removal.cells import CellPlan
from sdc_desktop.workbook.removal.chosen import Chosen
from sdc_desktop.workbook.removal.ods_content import Cutter
from sdc_desktop.workbook.splices import Attributes, Scan

Goes = Callable[[str, Attributes], bool]
_META, _SETTINGS = "meta.xml", "settings.xml"
_REMARK = re.compile(rb"<!--.*?-->", re.DOTALL)
_WHOLE_PARTS = {
    "thumbnail": "a picture of the workbook was removed",
    "replacement-picture": "a picture of a chart or object was removed",
    "old-versions": "older versions of the workbook were removed",
    "macros": "macros were removed",
    "descriptions": "descriptions of parts were removed",
    "digital-signature": "a signature of the source was removed",
    "unknown-part": "a part that belongs to nothing was removed",
}
_LINKED_PARTS = re.compile(r"(?:Obj[^/]*|Pictures|ObjectReplacements|media)(?:/.*)?")
_NEEDED = {CONTENT, STYLES, _META, _SETTINGS, MANIFEST, "mimetype"}


class PartsRemover:
    """Collects parts that change or go.

    Args:
        source: The package as it was read.
        view: The same package with its cells edited.
        chosen: The carriers that go.
        plan: What became of cells.
    """

    def __init__(self, source: Package, view: Package, chosen: Chosen, plan: CellPlan) -> None:
        self._source, self._view, self._chosen, self._plan = source, view, chosen, plan
        self._changed: dict[str, bytes] = {}
        self._dropped: dict[str, str] = {}
        self._reasons: dict[str, str] = {}

    def run(self) -> tuple[Mapping[str, bytes], frozenset[str], Mapping[str, str]]:
        """Return part to its new bytes, the parts that go, and for both why.

        Raises:
            SdcError: A part cannot be understood.
        """
        self._remove_remarks()
        self._drop_parts()
        self._blank_charts()
        self._clean_pictures()
        for part in self._parts(r"(?:.*/)?(?:content|styles)\.xml"):
            if part in {CONTENT, STYLES} or self._chosen.has("macros", "local-hyperlinks"):
                self._cut_document(part)
        self._cut_headers()
        self._cut_meta()
        self._cut_settings()
        self._drop_unlinked()
        self._shorten_manifest()
        changed = {name: data for name, data in self._changed.items() if name not in self._dropped}
        return changed, frozenset(self._dropped), {**self._reasons, **self._dropped}

    def _parts(self, pattern: str) -> list[str]:
        wanted = re.compile(pattern)
        return [
            name
            for name, info in self._view.infos.items()
            if not info.is_dir() and name not in self._dropped and wanted.fullmatch(name)
        ]

    def _read(self, part: str) -> bytes:
        return self._changed[part] if part in self._changed else self._view.read(part)

    def _write(self, part: str, data: bytes, why: str) -> None:
        if data != self._read(part):
            self._changed[part] = data
            self._reasons.setdefault(part, why)

    def _drop(self, part: str, why: str) -> None:
        if part in self._view and part not in _NEEDED:
            self._dropped.setdefault(part, why)

    def _remove_remarks(self) -> None:
        for part in self._chosen.parts("xml-comments"):
            data = self._read(part) if part in self._view else b""
            if b"<![CDATA[" not in data:
                self._write(part, _REMARK.sub(b"", data), "remarks no spreadsheet shows went")

    def _drop_parts(self) -> None:
        for kind, why in _WHOLE_PARTS.items():
            for part in self._chosen.parts(kind):
                self._drop(part, why)
        if self._chosen.has("macros"):
            for part in self._parts(r"(?:Basic|Scripts|Dialogs)/.*"):
                self._drop(part, _WHOLE_PARTS["macros"])
        for part in self._chosen.parts("embedded-file"):
            embedded = part.partition("/")[0]
            for one in self._parts(rf"(?:ObjectReplacements/)?{re.escape(embedded)}(?:/.*)?"):
                self._drop(one, "an embedded file was removed")

    def _blank_charts(self) -> None:
        charts = self._chosen.parts("chart-cache")
        shown = OdsInspection(self._source.path, self._source.data).shown if charts else ()
        for part in charts:
            if part not in self._view:
                continue
            data = self._read(part)
            root = parse_part(self._view, data)
            numbers = unseen_in_chart(root, shown) if root is not None else set()
            plain = blank_numbers(self._view.path, part, data, numbers)
            self._write(part, plain, "numbers that no cell shows were removed")
            picture = f"ObjectReplacements/{part.partition('/')[0]}"
            self._drop(picture, _WHOLE_PARTS["replacement-picture"])

    def _clean_pictures(self) -> None:
        for part in self._chosen.parts("picture-metadata"):
            if part in self._view and part not in self._dropped:
                plain = without_metadata(self._read(part))
                self._write(part, plain, "what the picture tells about its maker was removed")

    def _cut_document(self, part: str) -> None:
        scan = Scan(self._view.path, part, self._read(part))
        cutter = Cutter(scan, self._chosen, self._plan, self._dropped)
        self._write(part, cutter.cut(), "hidden data were removed")

    def _cut(self, part: str, goes: Goes, why: str) -> None:
        scan = Scan(self._view.path, part, self._read(part))
        self._write(part, cut_elements(scan, goes), why)

    def _cut_headers(self) -> None:
        """Take out the headers and footers that tell something no cell shows."""
        if not self._chosen.has("headers-and-footers") or STYLES not in self._view:
            return
        names = {one for one in HEADERS if self._is_telling(one)}
        why = "headers and footers were removed"
        self._cut(STYLES, lambda name, _: local_name(name) in names, why)

    def _is_telling(self, tag: str) -> bool:
        root = parse_part(self._view, self._read(STYLES))
        shown = OdsInspection(self._source.path, self._source.data).shown
        return root is not None and any(
            unseen_numbers_in("".join(map(str, one.itertext())), shown)
            or one.find(".//{*}file-name") is not None
            for one in root.iter(f"{{*}}{tag}")
        )

    def _cut_meta(self) -> None:
        names: set[str] = set()
        for kind, words in (
            ("authors", PEOPLE),
            ("document-words", WORDS),
            ("custom-properties", {"user-defined"}),
        ):
            names |= words if self._chosen.has(kind) else set()
        names |= PLACES if _META in self._chosen.parts("local-hyperlinks") else set()
        if names and _META in self._view:
            why = "names, labels or texts no sheet shows were removed"
            self._cut(_META, lambda name, _: local_name(name) in names, why)

    def _cut_settings(self) -> None:
        """Take printers out, and what is said of sheets that went."""
        names = PRINTERS if self._chosen.has("printer-settings") else set()
        gone = self._plan.gone
        if _SETTINGS not in self._view or not (names or gone):
            return

        def goes(name: str, attributes: Attributes) -> bool:
            plain = {local_name(key): value for key, value in attributes.items()}
            is_sheet = local_name(name) == "config-item-map-entry" and plain.get("name") in gone
            return is_sheet or plain.get("name") in names

        self._cut(_SETTINGS, goes, "settings of printers or removed sheets were removed")
        if gone:
            active = re.compile(
                rb"<config:config-item\b[^>]*\bconfig:name=\"ActiveTable\"[^>]*>([^<]*)<[^>]*>"
            )
            lost = {one.encode() for one in gone}
            data = active.sub(lambda one: b"" if one[1] in lost else one[0], self._read(_SETTINGS))
            self._write(_SETTINGS, data, "a removed sheet was named")

    def _drop_unlinked(self) -> None:
        """Drop objects and pictures that something led to and nothing leads to any more."""
        before = self._links(self._source, self._source.infos, {})
        after = self._links(self._view, self._parts(r".*"), self._changed)
        for part in self._parts(_LINKED_PARTS.pattern):
            if _is_led_to(part, before) and not _is_led_to(part, after):
                self._drop(part, "nothing refers to it any more")

    def _links(
        self, package: Package, parts: Collection[str], changed: Mapping[str, bytes]
    ) -> set[str]:
        found: set[str] = set()
        for part in parts:
            if re.fullmatch(r"(?:.*/)?(?:content|styles)\.xml", part):
                data = changed[part] if part in changed else package.read(part)
                folder = part.rpartition("/")[0]
                links = links_in(Scan(package.path, part, data))
                found |= {f"{folder}/{one}" if folder else one for one in links}
        return found

    def _shorten_manifest(self) -> None:
        if not self._dropped or MANIFEST not in self._view:
            return
        left = set(self._parts(r".*"))

        def goes(name: str, attributes: Attributes) -> bool:
            if local_name(name) != "file-entry":
                return False
            paths = [value for key, value in attributes.items() if local_name(key) == "full-path"]
            return any(self._is_gone(target_of(one), left) for one in paths)

        self._cut(MANIFEST, goes, "a part was removed")

    def _is_gone(self, path: str, left: Collection[str]) -> bool:
        """Tell whether a part is dropped, or a folder all parts of which are."""
        if not path.endswith("/"):
            return path in self._dropped
        inside = [one for one in self._dropped if one.startswith(path)]
        return bool(inside) and not any(one.startswith(path) for one in left)


def _is_led_to(part: str, links: Collection[str]) -> bool:
    return any(part == one or part.startswith(f"{one}/") for one in links)
