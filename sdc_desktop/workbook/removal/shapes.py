"""Take out of drawings and charts what shows or copies the chosen carriers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from sdc_desktop.workbook.inspection.alternatives import fallbacks, tells_something
from sdc_desktop.workbook.inspection.drawings import (
    DRAWING,
    caches_of,
    has_path,
    is_hidden_shape,
    keeps_unseen_points,
)
from sdc_desktop.workbook.inspection.inspected import Element, Inspected, tag_of
from sdc_desktop.workbook.removal.cells import CellPlan, reads_sheets
from sdc_desktop.workbook.removal.chosen import NOTES, PIVOTS, Chosen
from sdc_desktop.workbook.removal.workspace import Workspace, lose

_ANCHORS = {"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}
_CONTROLS = ("form-controls", "active-x", "embedded-file")
_SHAPE = re.compile(rb"<v:shape\b(?!type).*?</v:shape>\s*", re.DOTALL)
_NOTE = re.compile(rb"ObjectType\s*=\s*[\"']Note[\"']")
_HEADER_PICTURE = re.compile(rb"id\s*=\s*[\"'][LCR][HF](?:EVEN|FIRST)?[\"']")
_OTHER_BOOK = re.compile(r"\[\d+\]")
_LITERALS = {"numRef": "numLit", "strRef": "strLit", "multiLvlStrRef": "strLit"}


def edit_shapes(work: Workspace, inspected: Inspected, chosen: Chosen, plan: CellPlan) -> None:
    """Take shapes out of the drawings that stay, and copies out of their charts."""
    sheets = chosen.sheets(*_CONTROLS)
    for part in work.names(DRAWING):
        root = work.xml(part)
        if inspected.sheet_of(part) in sheets:
            _remove_anchors(work, part, root, {"compatExt"}, "controls were removed")
        if chosen.has(*PIVOTS):
            _remove_anchors(work, part, root, {"slicer", "timeslicer"}, "slicers were removed")
        if part in chosen.parts("hidden-shapes"):
            hidden = [one for one in root.iter("{*}cNvPr") if is_hidden_shape(one)]
            for one in hidden:
                work.remove(_anchor(one), part, "hidden shapes were removed")
        if part in chosen.parts("alternative-texts"):
            _blank_paths(work, part, root)
    for part in work.names(r".*\.vml"):
        _edit_vml(work, part, inspected, chosen)
    for part in work.names(r".*charts?(?:Ex)?/[^/]*\.xml"):
        if tag_of(work.xml(part)) == "chartSpace":
            _edit_chart(work, part, inspected, chosen, plan)
    for part in chosen.parts("alternative-content") - work.removed:
        telling = [one for one in fallbacks(work.xml(part)) if tells_something(inspected, one)]
        work.remove_all(part, telling, "what stood in for other content was removed")


def _remove_anchors(work: Workspace, part: str, root: Element, tags: set[str], why: str) -> None:
    """Take out each anchor that holds an element of one of these names."""
    anchors = {_anchor(one): None for one in root.iter() if tag_of(one) in tags}
    for anchor in anchors:
        work.remove(anchor, part, why)


def _anchor(element: Element) -> Element:
    for one in element.iterancestors():
        if tag_of(one) in _ANCHORS:
            return one
    return element


def _blank_paths(work: Workspace, part: str, root: Element) -> None:
    for one in root.iter("{*}cNvPr"):
        if has_path(one):
            lose(one, "descr", "title")
            work.touch(part, "paths in alternative texts were removed")


def _edit_vml(work: Workspace, part: str, inspected: Inspected, chosen: Chosen) -> None:
    """Take the shapes of comments, controls and objects out of an old drawing."""
    sheet = inspected.sheet_of(part)
    data = work.read(part)

    def keep(match: re.Match[bytes]) -> bytes:
        shape = match[0]
        if _HEADER_PICTURE.search(shape):
            return shape
        kinds = NOTES if _NOTE.search(shape) else set(_CONTROLS)
        return b"" if sheet in chosen.sheets(*kinds) else shape

    edited = _SHAPE.sub(keep, data)
    if edited == data:
        return
    if _SHAPE.search(edited):
        work.write(part, edited, "shapes of comments or controls were removed")
    else:
        work.drop(part, "its shapes belonged to comments or controls")


def _edit_chart(
    work: Workspace, part: str, inspected: Inspected, chosen: Chosen, plan: CellPlan
) -> None:
    root = work.xml(part)
    if chosen.has(*PIVOTS):
        sources = list(root.iter("{*}pivotSource", "{*}pivotFmts", "{*}pivotOptions"))
        work.remove_all(part, sources, "pivot tables became values")
    is_chosen = part in chosen.parts("chart-cache")
    for cache in caches_of(root):
        formula = next((one.text or "" for one in cache.iter("{*}f")), "")
        is_unseen = is_chosen and keeps_unseen_points(inspected, cache)
        is_lost = reads_sheets(formula, plan.gone, inspected) or (
            chosen.has("external-link") and _OTHER_BOOK.search(formula)
        )
        if is_unseen:
            work.remove_all(part, list(cache.iter("{*}pt")), "numbers no cell shows were removed")
        if is_lost and tag_of(cache) in _LITERALS:
            _make_literal(cache)
            work.touch(part, "it read what was removed")
        elif is_lost:
            for one in cache.iter("{*}f"):
                one.text = "#REF!"
            work.touch(part, "it read what was removed")


def _make_literal(cache: Element) -> None:
    """Turn a copy of cells into numbers or texts of the chart's own, without a reference."""
    parent = cache.getparent()
    if parent is None:
        return
    namespace = str(cache.tag).rpartition("}")[0] + "}"
    if tag_of(parent) == "tx":
        _make_title(parent, cache, namespace)
        return
    literal = etree.Element(f"{namespace}{_LITERALS[tag_of(cache)]}")
    source = next((one for one in cache if tag_of(one).endswith("Cache")), None)
    count = next(cache.iter("{*}ptCount"), None)
    levels = list(cache.iter("{*}lvl"))
    inside = list(levels[0]) if levels else [] if source is None else list(source)
    if levels and count is not None:
        literal.append(count)
    for one in inside:
        if tag_of(one) in {"formatCode", "ptCount", "pt"}:
            literal.append(one)
    if next(literal.iter("{*}ptCount"), None) is None:
        etree.SubElement(literal, f"{namespace}ptCount", val="0")
    parent.replace(cache, literal)


def _make_title(parent: Element, cache: Element, namespace: str) -> None:
    text = " ".join(_texts(cache))
    series = parent.getparent()
    if series is not None and tag_of(series) == "ser":
        value = etree.Element(f"{namespace}v")
        value.text = text
        parent.replace(cache, value)
    elif series is not None:
        series.remove(parent)


def _texts(cache: Element) -> Iterator[str]:
    for point in cache.iter("{*}pt"):
        yield "".join(map(str, point.itertext())).strip()
