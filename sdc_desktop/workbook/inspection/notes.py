"""Comments, their authors, tracked changes and tasks (guidance E13 and E14)."""

from __future__ import annotations

from collections.abc import Iterator

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import MOST_CELLS, Carrier, counted
from sdc_desktop.workbook.inspection.inspected import Element, Inspected


def find_in_notes(inspected: Inspected) -> Iterator[Carrier]:
    """Yield what people wrote beside the cells, and who they are."""
    for part in inspected.parts(r".*comments[^/]*\.xml"):
        if "threadedcomment" not in part.lower():
            yield _comments(inspected, part)
    for part in inspected.parts(r".*threadedComments?[^/]*\.xml"):
        root = inspected.xml(part)
        threads = list(root.iterfind("{*}threadedComment"))
        yield Carrier(
            kind="threaded-comments",
            severity=Severity.REVIEW,
            message=f"{counted(len(threads), 'message')} of discussions at cells can be "
            "read, with their dates and authors.",
            part=part,
            sheet=inspected.sheet_of(part),
            cells=_cells(inspected.sheet_of(part), threads),
            removable=True,
        )
    for pattern, kind, one, what in (
        (r".*persons/[^/]*\.xml", "persons", "person", "who took part, with account names"),
        (r".*documenttasks/[^/]*\.xml", "tasks", "Task", "tasks that people gave each other"),
        (r".*revisions/userNames[^/]*\.xml", "shared-users", "userInfo", "who shared the workbook"),
    ):
        for part in inspected.parts(pattern):
            count = len(list(inspected.xml(part).iter(f"{{*}}{one}")))
            yield Carrier(
                kind=kind,
                severity=Severity.REVIEW,
                message=f"The file lists {what} ({counted(count, 'entry', 'entries')}).",
                part=part,
                removable=True,
            )
    yield from _revisions(inspected)


def _comments(inspected: Inspected, part: str) -> Carrier:
    root, sheet = inspected.xml(part), inspected.sheet_of(part)
    comments = list(root.iter("{*}comment"))
    authors = len([one for one in root.iter("{*}author") if (one.text or "").strip()])
    unseen = sum(inspected.unseen_numbers("".join(map(str, one.itertext()))) for one in comments)
    numbers = f", with {counted(unseen, 'number')} that no cell shows" if unseen else ""
    return Carrier(
        kind="comments",
        severity=Severity.REVIEW,
        message=f"{counted(len(comments), 'comment')} at cells by "
        f"{counted(authors, 'author')} can be read by everybody{numbers}.",
        part=part,
        sheet=sheet,
        cells=_cells(sheet, comments),
        removable=True,
    )


def _cells(sheet: str, elements: list[Element]) -> tuple[CellRef, ...]:
    found = []
    for one in elements[:MOST_CELLS]:
        try:
            found.append(CellRef.parse(sheet, one.get("ref", "")))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def _revisions(inspected: Inspected) -> Iterator[Carrier]:
    for part in inspected.parts(r".*revisions/(?!userNames)[^/]*\.xml"):
        root = inspected.xml(part)
        old = len(list(root.iter("{*}oc"))) + len(list(root.iter("{*}rcc")))
        yield Carrier(
            kind="tracked-changes",
            severity=Severity.FAIL if old else Severity.REVIEW,
            message=f"The file keeps {counted(old, 'tracked change')}: what cells held "
            "before, who changed them and when.",
            part=part,
            removable=True,
        )
