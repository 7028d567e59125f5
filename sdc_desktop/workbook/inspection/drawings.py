"""Charts, embedded files and shapes (guidance E12, E22 and E24)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.inspected import Element, Inspected, number_key, tag_of
from sdc_desktop.workbook.inspection.links import is_local_path

CACHES = {"numRef", "strRef", "multiLvlStrRef", "numDim", "strDim", "datalabelsRange"}
NUMBER_CACHES = {"numRef", "numDim"}
_PATH = re.compile(r"[A-Za-z]:\\|\\\\|/Users/|file:", re.IGNORECASE)
DRAWING = r".*drawings/drawing[^/]*\.xml"


def find_in_drawings(inspected: Inspected) -> Iterator[Carrier]:
    """Yield what charts and shapes keep beside what they show."""
    for part in inspected.parts(r".*charts?(?:Ex)?/[^/]*\.xml"):
        if tag_of(inspected.xml(part)) == "chartSpace":
            yield from _chart(inspected, part)
    for part in inspected.parts(DRAWING + r"|.*diagrams/data[^/]*\.xml"):
        yield from _shapes(inspected, part)
    yield from _embedded(inspected)
    for part in inspected.parts(r".*ink/.*"):
        yield Carrier(
            kind="ink",
            severity=Severity.REVIEW,
            message="Handwriting is kept on a sheet and was not read.",
            part=part,
            sheet=inspected.sheet_of(part),
        )


def _chart(inspected: Inspected, part: str) -> Iterator[Carrier]:
    stale = [one for one in caches_of(inspected.xml(part)) if keeps_unseen_points(inspected, one)]
    if stale:
        numbers = sum(_unseen_points(inspected, one) for one in stale)
        yield Carrier(
            kind="chart-cache",
            severity=Severity.FAIL,
            message=f"A chart keeps {counted(numbers, 'exact number')} that no visible cell shows.",
            part=part,
            sheet=inspected.sheet_of(part),
            removable=True,
        )
    literals = [
        one for one in inspected.xml(part).iter("{*}numLit") if _unseen_points(inspected, one)
    ]
    if literals:
        yield Carrier(
            kind="chart-numbers",
            severity=Severity.REVIEW,
            message="A chart is drawn from numbers of its own that no visible cell shows.",
            part=part,
            sheet=inspected.sheet_of(part),
        )


def caches_of(root: Element) -> list[Element]:
    """Return the elements of a chart that copy cells."""
    return [one for one in root.iter() if tag_of(one) in CACHES]


def keeps_unseen_points(inspected: Inspected, cache: Element) -> bool:
    """Tell whether a copy in a chart holds a number that no visible cell shows."""
    return tag_of(cache) in NUMBER_CACHES and _unseen_points(inspected, cache) > 0


def _unseen_points(inspected: Inspected, cache: Element) -> int:
    unseen = 0
    for point in cache.iter("{*}pt"):
        try:
            number = float("".join(map(str, point.itertext())))
        except ValueError:
            continue
        unseen += math.isfinite(number) and number_key(number) not in inspected.shown_numbers
    return unseen


def _shapes(inspected: Inspected, part: str) -> Iterator[Carrier]:
    root = inspected.xml(part)
    texts = ["".join(map(str, one.itertext())) for one in root.iter("{*}t")]
    unseen = sum(inspected.unseen_numbers(one) for one in texts)
    if unseen:
        yield _of_shapes(
            inspected,
            part,
            "text-boxes",
            f"Text boxes or shapes hold {counted(unseen, 'number')} that no cell shows; no check "
            "has looked at them.",
        )
    named = list(root.iter("{*}cNvPr"))
    yield from _alternative_texts(inspected, part, named)
    hidden = sum(map(is_hidden_shape, named))
    if hidden:
        message = f"Everybody can show {counted(hidden, 'hidden shape')}."
        yield _of_shapes(inspected, part, "hidden-shapes", message, removable=True)


def _alternative_texts(inspected: Inspected, part: str, named: list[Element]) -> Iterator[Carrier]:
    words = [f"{one.get('descr', '')} {one.get('title', '')}" for one in named]
    if any(_PATH.search(one) for one in words):
        message = "The alternative text of a picture tells a path on somebody's computer."
        yield _of_shapes(inspected, part, "alternative-texts", message, removable=True)
    numbers = sum(inspected.unseen_numbers(one) for one in words)
    if numbers:
        yield _of_shapes(
            inspected,
            part,
            "alternative-text-numbers",
            f"Alternative texts of pictures hold {counted(numbers, 'number')} that no cell shows.",
        )


def _of_shapes(
    inspected: Inspected, part: str, kind: str, message: str, *, removable: bool = False
) -> Carrier:
    sheet = inspected.sheet_of(part)
    return Carrier(kind, Severity.REVIEW, message, part=part, sheet=sheet, removable=removable)


def is_hidden_shape(properties: Element) -> bool:
    """Tell whether a shape is hidden; controls that macros draw hidden are told elsewhere."""
    if properties.get("hidden") not in {"1", "true"}:
        return False
    return not any(tag_of(one) in {"compatExt"} for one in properties.iter())


def has_path(properties: Element) -> bool:
    """Tell whether the alternative text of a shape tells a path."""
    words = f"{properties.get('descr', '')} {properties.get('title', '')}"
    return bool(_PATH.search(words)) or is_local_path(words.strip())


def _embedded(inspected: Inspected) -> Iterator[Carrier]:
    owners = {
        link.target: part
        for part in inspected.package.names
        if not part.endswith(".rels")
        for link in inspected.package.relationships(part)
        if not link.is_external
    }
    for part in inspected.parts(r"(?:.*/)?embeddings/.*"):
        owner = owners.get(part, "")
        is_chart = "/charts/" in f"/{owner}"
        yield Carrier(
            kind="chart-workbook" if is_chart else "embedded-file",
            severity=Severity.FAIL,
            message="A chart carries a whole workbook with its data."
            if is_chart
            else "A whole file is embedded, with everything it holds.",
            part=part,
            sheet=inspected.sheet_of(part),
            removable=True,
        )
