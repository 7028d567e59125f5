"""Pivot tables, their copies of the source data, slicers and timelines (guidance E10)."""

from __future__ import annotations

from collections.abc import Iterator

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.inspected import Inspected


def find_in_pivots(inspected: Inspected) -> Iterator[Carrier]:
    """Yield copies of source data behind pivot tables, also when the pivot table is gone."""
    used = _caches_in_use(inspected)
    for part in inspected.parts(r".*pivotCacheDefinition[^/]*\.xml"):
        yield _definition(inspected, part, is_used=part in used)
    for part in inspected.parts(r".*pivotCacheRecords[^/]*\.xml"):
        records = len(list(inspected.xml(part).iterfind("{*}r")))
        yield Carrier(
            kind="pivot-records",
            severity=Severity.FAIL,
            message=f"A pivot table keeps {counted(records, 'complete source row')}; a "
            "double click on a total shows them.",
            part=part,
            removable=True,
        )
    for pattern, kind, what in (
        (r".*slicerCaches/[^/]*\.xml", "slicer-cache", "A slicer"),
        (r".*timelineCaches/[^/]*\.xml", "timeline-cache", "A timeline"),
    ):
        for part in inspected.parts(pattern):
            items = len(list(inspected.xml(part).iter("{*}i")))
            yield Carrier(
                kind=kind,
                severity=Severity.REVIEW,
                message=f"{what} keeps what can be chosen from the source data "
                f"({counted(items, 'entry', 'entries')}), also what no cell shows.",
                part=part,
                removable=True,
            )


def _caches_in_use(inspected: Inspected) -> set[str]:
    return {
        link.target
        for part in inspected.parts(r".*pivotTables/[^/]*\.xml")
        for link in inspected.package.relationships(part)
        if link.type == "pivotCacheDefinition"
    }


def _definition(inspected: Inspected, part: str, *, is_used: bool) -> Carrier:
    root = inspected.xml(part)
    items = sum(len(one) for one in root.iterfind("{*}cacheFields/{*}cacheField/{*}sharedItems"))
    fields = len(list(root.iterfind("{*}cacheFields/{*}cacheField")))
    whose = "A pivot table" if is_used else "A pivot table that is not there any more"
    named = " and the name of who refreshed it" if root.get("refreshedBy") else ""
    return Carrier(
        kind="pivot-cache" if is_used else "orphaned-pivot-cache",
        severity=Severity.FAIL if not is_used and items else Severity.REVIEW,
        message=f"{whose} keeps {counted(fields, 'field')} of its source with "
        f"{counted(items, 'distinct value')}{named}.",
        part=part,
        removable=True,
    )
