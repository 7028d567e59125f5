"""Take whole elements out of a part of an OpenDocument package, as bytes."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from sdc_desktop.workbook.package import local_name
from sdc_desktop.workbook.splices import (
    Attributes,
    Scan,
    Splice,
    apply_splices,
    end_of_tag,
    start_tag_at,
)

MANIFEST = "META-INF/manifest.xml"


def target_of(link: str) -> str:
    """Return the part that a link inside of the package leads to."""
    return unquote(link).removeprefix("./").removeprefix("/")


def links_in(scan: Scan) -> set[str]:
    """Return the parts that a part leads to.

    Raises:
        DamagedWorkbookError: It cannot be understood.
    """
    found: set[str] = set()

    def start(_: str, attributes: Attributes) -> None:
        found.update(
            target_of(value) for key, value in attributes.items() if local_name(key) == "href"
        )

    scan.run(start)
    return found


def cut_elements(scan: Scan, goes: Callable[[str, Attributes], bool]) -> bytes:
    """Return a part without the elements that go; the same object where none does.

    Raises:
        DamagedWorkbookError: It cannot be understood.
    """
    splices: list[Splice] = []
    depth, start = 0, 0

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal depth, start
        if depth:
            depth += 1
        elif goes(name, attributes):
            depth, start = 1, scan.place

    def finish(_: str) -> None:
        nonlocal depth
        if depth == 1:
            tag = start_tag_at(scan.data, start)
            end = tag.end if tag.is_empty else end_of_tag(scan.data, scan.place)
            splices.append(Splice(start, end, b""))
        depth = max(depth - 1, 0)

    scan.run(begin, finish)
    return apply_splices(scan.data, splices) if splices else scan.data
