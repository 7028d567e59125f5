"""Clean properties, shared texts, pictures and remarks in XML."""

from __future__ import annotations

import re

from lxml import etree

from sdc_desktop.workbook.inspection.image_metadata import without_metadata
from sdc_desktop.workbook.inspection.inspected import Element, tag_of
from sdc_desktop.workbook.inspection.properties import (
    PEOPLE_IN_APP,
    PEOPLE_IN_CORE,
    WORDS_IN_CORE,
)
from sdc_desktop.workbook.inspection.strings import is_hidden_run
from sdc_desktop.workbook.removal.chosen import Chosen
from sdc_desktop.workbook.removal.workspace import Workspace

_REMARK = re.compile(rb"<!--.*?-->|<\?(?!xml[\s?]|mso-)[^>]*\?>", re.DOTALL)


def edit_properties(work: Workspace, chosen: Chosen) -> None:
    """Blank names, words and titles in the properties of the document."""
    for kind, tags, why in (
        ("authors", PEOPLE_IN_CORE, "names of people were removed"),
        ("document-words", WORDS_IN_CORE, "texts no sheet shows were removed"),
        ("organisation", PEOPLE_IN_APP, "who owns it was removed"),
        ("titles-of-parts", {"TitlesOfParts", "HeadingPairs"}, "titles of parts were removed"),
    ):
        for part in chosen.parts(kind) - work.removed:
            found = [one for one in work.xml(part) if tag_of(one) in tags]
            work.remove_all(part, found, why)


def forget_titles(work: Workspace) -> None:
    """Take the list of sheets and names out of the properties: it names what went."""
    for part in work.names(r"docProps/app[^/]*\.xml"):
        found = [one for one in work.xml(part) if tag_of(one) in {"TitlesOfParts", "HeadingPairs"}]
        work.remove_all(part, found, "titles of parts were removed")


def edit_strings(work: Workspace, chosen: Chosen) -> None:
    """Take readings and pieces that nobody can see out of the shared texts."""
    if not chosen.has("phonetic-texts", "hidden-runs"):
        return
    for part in chosen.parts("phonetic-texts", "hidden-runs") - work.removed:
        root = work.xml(part)
        if part in chosen.parts("phonetic-texts"):
            readings = list(root.iter("{*}rPh", "{*}phoneticPr"))
            work.remove_all(part, readings, "readings of texts were removed")
        if part in chosen.parts("hidden-runs"):
            for item in root.iterfind("{*}si"):
                _remove_hidden_runs(work, part, item)


def _remove_hidden_runs(work: Workspace, part: str, item: Element) -> None:
    hidden = [run for run in item.iterfind("{*}r") if is_hidden_run(run)]
    work.remove_all(part, hidden, "pieces of text nobody sees were removed")
    if hidden and not len(item):
        namespace = str(item.tag).rpartition("}")[0] + "}"
        etree.SubElement(item, f"{namespace}t")


def edit_pictures(work: Workspace, chosen: Chosen) -> None:
    """Leave out what pictures tell beside what they show."""
    for part in chosen.parts("picture-metadata") - work.removed:
        plain = without_metadata(work.read(part))
        work.write(part, plain, "what the picture tells about its maker was removed")


def edit_remarks(work: Workspace, chosen: Chosen) -> None:
    """Take remarks and instructions out of XML parts, before anything else is edited."""
    for part in chosen.parts("xml-comments") - work.removed:
        data = work.read(part)
        if b"<![CDATA[" not in data:
            work.write(part, _REMARK.sub(b"", data), "remarks no spreadsheet shows were removed")
