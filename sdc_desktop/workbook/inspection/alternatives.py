"""Alternative content: what another program would show instead (guidance E26)."""

from __future__ import annotations

from collections.abc import Iterator

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import Carrier
from sdc_desktop.workbook.inspection.inspected import Element, Inspected, linked_id


def find_alternatives(inspected: Inspected) -> Iterator[Carrier]:
    """Yield fallbacks that show a text or picture other than the content they stand for."""
    for part in inspected.parts(r".*\.xml"):
        data = inspected.package.read(part)
        if b"AlternateContent" not in data:
            continue
        if part in {one.part for one in inspected.entries} and b"<sheetData" in data:
            root = inspected.frame(part)
        else:
            root = inspected.xml(part)
        telling = [one for one in fallbacks(root) if tells_something(inspected, one)]
        if telling:
            yield Carrier(
                kind="alternative-content",
                severity=Severity.REVIEW,
                message="Older programs show another picture or numbers in place of what is seen "
                "here; a reader can take them out.",
                part=part,
                sheet=inspected.sheet_of(part),
                removable=True,
            )


def fallbacks(root: Element) -> list[Element]:
    """Return what stands in for content that a program does not know."""
    return list(root.iter("{*}Fallback"))


def tells_something(inspected: Inspected, fallback: Element) -> bool:
    """Tell whether a fallback shows numbers that no cell shows, or a picture of its own."""
    texts = [str(one.text or "") for one in fallback.iter("{*}t")]
    if any(inspected.unseen_numbers(text) for text in texts):
        return True
    choice = fallback.getparent()
    own = {linked_id(one) or _embedded(one) for one in fallback.iter("{*}blip")} - {""}
    others = {
        _embedded(one)
        for one in (choice.iter("{*}blip") if choice is not None else ())
        if not _is_inside(one, fallback)
    }
    return bool(own - others)


def _embedded(element: Element) -> str:
    return next((str(v) for k, v in element.items() if str(k).endswith(("}embed", "}link"))), "")


def _is_inside(element: Element, outer: Element) -> bool:
    return any(one is outer for one in element.iterancestors())
