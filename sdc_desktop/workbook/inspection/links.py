"""Links to other files and sources, and the copies of their data (guidance E9 and E11)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.inspected import Element, Inspected

_LOCAL_PATH = re.compile(
    r"^file:|^[A-Za-z]:[\\/]|^\\\\|^/(?:users|home|volumes)/|(?:\\|/)users(?:\\|/)"
    r"|%5C%5C|sharepoint\.com|onedrive",
    re.IGNORECASE,
)
_SECRET = re.compile(r"\b(?:password|pwd)\s*=\s*[^;\s]", re.IGNORECASE)
_KNOWN_OUTSIDE = {"hyperlink"}


def is_local_path(address: str) -> bool:
    """Tell whether an address names a place on somebody's computer or an office's own server."""
    if address.lower().startswith(("mailto:", "#")):
        return False
    host = re.match(r"https?://([^/:?#]+)", address, re.IGNORECASE)
    if host:
        is_inner = "." not in host[1] or host[1].lower().endswith((".local", ".internal", ".lan"))
        return is_inner or bool(_LOCAL_PATH.search(address))
    return bool(_LOCAL_PATH.search(address))


def find_in_links(inspected: Inspected) -> Iterator[Carrier]:
    """Yield links to other workbooks and sources, with what the file keeps of them."""
    for part in inspected.parts(r".*externalLinks/[^/]*\.xml"):
        yield _external_link(inspected, part)
    for part in inspected.parts(r"(?:.*/)?connections\.xml"):
        yield _connections(inspected, part)
    for part in inspected.parts(r".*queryTables/[^/]*\.xml"):
        yield Carrier(
            kind="query-table",
            severity=Severity.REVIEW,
            message="A query that filled cells is kept, with names of fields of its source.",
            part=part,
            sheet=inspected.sheet_of(part),
            removable=True,
        )
    for part in inspected.parts(r"(?:.*/)?model/.*"):
        yield Carrier(
            kind="data-model",
            severity=Severity.FAIL,
            message="The workbook holds a data model: complete tables of source data that any "
            "reader can take out.",
            part=part,
            removable=True,
        )
    yield from _hyperlinks(inspected)
    yield from _other_outside_links(inspected)


def _external_link(inspected: Inspected, part: str) -> Carrier:
    root = inspected.xml(part)
    cells = sum(one.find("{*}v") is not None for one in root.iter("{*}cell"))
    values = len(list(root.iter("{*}value")))
    kept = cells + values
    what = "another workbook"
    if root.find("{*}ddeLink") is not None or root.find("{*}oleLink") is not None:
        what = "another program"
    links = inspected.package.relationships(part)
    path = (
        " by a path on somebody's computer or server"
        if any(is_local_path(one.target) for one in links)
        else ""
    )
    copies = (
        f"keeps {counted(kept, 'copy', 'copies')} of its cells" if kept else ("names its sheets")
    )
    return Carrier(
        kind="external-link",
        severity=Severity.FAIL if kept else Severity.REVIEW,
        message=f"The file links to {what}{path} and {copies}.",
        part=part,
        removable=True,
    )


def _connections(inspected: Inspected, part: str) -> Carrier:
    root = inspected.xml(part)
    texts = [str(value) for one in root.iter() for value in one.attrib.values()]
    has_secret = any(_SECRET.search(text) for text in texts)
    count = counted(len(list(root.iter("{*}connection"))), "data connection")
    return Carrier(
        kind="data-connections",
        severity=Severity.FAIL if has_secret else Severity.REVIEW,
        message=f"The file keeps {count}, which tell paths, servers, tables or queries"
        f"{', and a password' if has_secret else ''}.",
        part=part,
        removable=True,
    )


def _hyperlinks(inspected: Inspected) -> Iterator[Carrier]:
    for entry in inspected.entries:
        if not entry.part:
            continue
        found = [
            one
            for one in inspected.package.relationships(entry.part)
            if one.type == "hyperlink" and one.is_external and is_local_path(one.target)
        ]
        if found:
            yield Carrier(
                kind="local-hyperlinks",
                severity=Severity.REVIEW,
                message=f"Cells have {counted(len(found), 'link')} to a path or server inside "
                "the office, with names of people and folders.",
                part=entry.part,
                sheet=entry.name,
                removable=True,
            )


def _other_outside_links(inspected: Inspected) -> Iterator[Carrier]:
    """Yield links to the outside that are neither hyperlinks nor linked workbooks."""
    for part in ("", *inspected.package.names):
        if part.endswith(".rels") or "externalLinks/" in part:
            continue
        for one in inspected.package.relationships(part):
            if one.is_external and one.type not in _KNOWN_OUTSIDE:
                yield Carrier(
                    kind="outside-link",
                    severity=Severity.REVIEW,
                    message=f"The file points to something outside of it ({one.type}), which is "
                    "fetched when it is opened and may tell a path.",
                    part=part,
                    sheet=inspected.sheet_of(part),
                )


def local_hyperlink_ids(inspected: Inspected, part: str) -> frozenset[str]:
    """Return the ids of the links of a sheet that lead to a local path."""
    return frozenset(
        one.id
        for one in inspected.package.relationships(part)
        if one.type == "hyperlink" and one.is_external and is_local_path(one.target)
    )


def names_other_workbook(element: Element) -> bool:
    """Tell whether a formula in XML names another workbook as [1]."""
    return bool(re.search(r"\[\d+\]", element.text or ""))
