"""What a report says about the parts of the file: which were changed, removed or added, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sdc_desktop.workbook.part_difference import (
    WHOLE_FILE,
    PartDifference,
    PartState,
    count_in_words,
    part_in_words,
)
from sdc_desktop.workbook.recorded_parts import recorded_parts

_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class ReportChanges:
    """What became of the parts of the source's file.

    Attributes:
        note: How many were changed, removed, added and kept; "" where nobody compared them.
        rows: Outcome, part, what it is and why, of each that is not as it was.
    """

    note: str = ""
    rows: tuple[tuple[str, str, str, str], ...] = ()


NO_CHANGES = ReportChanges()


def view_changes(record: Mapping[str, Any]) -> ReportChanges:
    """Return what there is to say about the parts; at most 40 of them, the rest as a number."""
    parts = recorded_parts(record)
    if not parts:
        return NO_CHANGES
    other = [one for one in parts if one.state is not PartState.KEPT]
    note = f"Source and protected workbook compared: {count_in_words(parts)}."
    if len(other) > _MOST_SHOWN:
        note += f" The first {_MOST_SHOWN} are listed; record.json lists all."
    return ReportChanges(note, tuple(map(_row, other[:_MOST_SHOWN])))


def _row(part: PartDifference) -> tuple[str, str, str, str]:
    name = "The whole file" if part.name == WHOLE_FILE else part.name
    return part.state.value.capitalize(), name, part_in_words(part.name), part.why
