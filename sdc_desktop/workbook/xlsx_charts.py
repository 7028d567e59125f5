"""What the charts of a workbook draw: the numbers they keep, and which cells these copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.sheets import ChartNumbers
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.formulas import Surroundings, areas_of
from sdc_desktop.workbook.package import Package
from sdc_desktop.workbook.xlsx_styles import read_xml

_PARTS = re.compile(r".*charts?(?:ex)?/[^/]*\.xml", re.IGNORECASE)
_DRAWN = {"val", "yVal", "xVal", "bubbleSize", "numDim"}
"""What is drawn; categories are labels."""

_MOST_POINTS = 100_000


def read_charts(
    package: Package, sheets: Sequence[str], parts: Mapping[str, str]
) -> tuple[ChartNumbers, ...]:
    """Return what each series of each chart draws; a chart that cannot be read is passed over.

    Args:
        package: The opened file.
        sheets: The names of all sheets in the file's order.
        parts: Part to name of each sheet.
    """
    charts = [name for name in package.names if _PARTS.fullmatch(name)]
    if not charts:
        return ()
    homes = _homes(package, parts)
    around = Surroundings(tuple(sheets))
    found: list[ChartNumbers] = []
    for part in charts:
        try:
            root = read_xml(package, part)
        except DamagedWorkbookError:
            continue
        for drawn in (one for one in root.iter() if _name(one) in _DRAWN):
            numbers = _numbers(drawn, homes.get(part, ""), part, around)
            found += [numbers] if numbers.points else []
    return tuple(found)


def _homes(package: Package, parts: Mapping[str, str]) -> dict[str, str]:
    """Return the sheet on which each chart stands, by the chart's part."""
    found: dict[str, str] = {}
    for part, sheet in parts.items():
        for drawing in _targets(package, part, "drawing"):
            found.update(dict.fromkeys(_targets(package, drawing, "chart"), sheet))
    return found


def _targets(package: Package, part: str, kind: str) -> list[str]:
    links = package.relationships(part)
    return [one.target for one in links if not one.is_external and one.type.startswith(kind)]


def _numbers(drawn: etree._Element, sheet: str, part: str, around: Surroundings) -> ChartNumbers:
    points = tuple(_points(drawn))
    reference = next((one.text or "" for one in drawn.iter() if _name(one) == "f"), "")
    return ChartNumbers(sheet, part, points, _cells(reference, points, around))


def _points(drawn: etree._Element) -> Iterator[tuple[int, float]]:
    """Yield place and number of each point of a series."""
    for one in drawn.iter("{*}pt"):
        try:
            yield int(one.get("idx", "")), float("".join(map(str, one.itertext())))
        except ValueError:
            continue


def _cells(
    reference: str, points: Iterable[tuple[int, float]], around: Surroundings
) -> dict[int, CellRef]:
    """Return the cell of each point, none where the reference does not tell for sure."""
    areas = areas_of(reference, around) if reference.strip() else None
    last = max((place for place, _ in points), default=-1)
    if not areas or last >= _MOST_POINTS:
        return {}
    cells: list[CellRef] = []
    for sheet, area in areas:
        if len(cells) <= last:
            rows = range(area.top, min(area.bottom, area.top + last) + 1)
            columns = range(area.left, min(area.right, area.left + last) + 1)
            cells += [CellRef(sheet, row, column) for row in rows for column in columns]
    return dict(enumerate(cells)) if len(cells) > last else {}


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
