"""What a report says of the release: what it is, its data, and the list before signing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sdc_desktop.workbook.report_words import day

Record = Mapping[str, Any]
Pairs = tuple[tuple[str, str], ...]

TYPE_WORDS = {
    "official-statistics": "Official statistics",
    "ad-hoc": "Ad hoc analysis",
    "foi": "Answer to a freedom of information request",
    "research-output": "Research output",
    "management-information": "Management information",
}

_STATE_WORDS = {"holds": "Holds", "outstanding": "Outstanding", "unsaid": "Not said"}

_DATASET_WORDS = {
    "name": "Dataset",
    "agreement": "Data sharing agreement",
    "dpia": "Impact assessment",
    "business_case": "Business case",
    "special_category": "Special category of data",
    "restrictions": "Restrictions of use",
    "classification": "Classification",
    "extract_type": "Kind of extract",
    "delete_by": "To be deleted by",
}


@dataclass(frozen=True, slots=True)
class ReportPoint:
    """A line of the list before signing: its state, what must hold, what is said of it."""

    state: str
    asks: str
    said: str


def view_release(record: Record) -> Pairs:
    """Return what is known of a release and its data; nothing where nobody said it."""
    release = record["release"]
    if not release:
        return ()
    data = release["dataset"]
    facts = (
        ("Title", release["title"]),
        ("Type", type_in_words(release["type"])),
        ("Date of release", day(release["date"])),
        *((words, data[name]) for name, words in _DATASET_WORDS.items()),
    )
    return tuple((name, value) for name, value in facts if value)


def type_in_words(kind: str) -> str:
    """Return what a type of release is called."""
    return TYPE_WORDS.get(kind, kind)


def view_points(record: Record) -> tuple[ReportPoint, ...]:
    """Return the list that was gone through before signing, what is outstanding first."""
    points = sorted(record["preflight"], key=lambda one: one["state"] != "outstanding")
    return tuple(
        ReportPoint(_STATE_WORDS.get(one["state"], one["state"]), one["asks"], _said(one))
        for one in points
    )


def _said(point: Mapping[str, Any]) -> str:
    place = f" ({point['paragraph']})" if point["paragraph"] else ""
    return f"{point['said']}{place}".strip()
