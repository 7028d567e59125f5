"""What a record says became of each part of the source, and whether the files agree with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sdc_desktop.workbook.part_difference import (
    WHOLE_FILE,
    PartDifference,
    PartState,
    compare_files,
    compare_whole,
)


def parts_as_json(parts: Iterable[PartDifference]) -> tuple[dict[str, str], ...]:
    """Return what the record says of parts: names, outcomes and reasons, no content, no size."""
    return tuple({"part": one.name, "state": one.state.value, "why": one.why} for one in parts)


def recorded_parts(record: Mapping[str, Any]) -> tuple[PartDifference, ...]:
    """Return what a record says of parts; nothing where an older program wrote it.

    Raises:
        ValueError, TypeError, KeyError: It says it in another way.
    """
    return tuple(
        PartDifference(str(one["part"]), PartState(one["state"]), str(one["why"]))
        for one in record.get("parts", ())
    )


def parts_differ(record: Mapping[str, Any], source: Path, workbook: Path) -> bool:
    """Tell whether the parts of two files differ in another way than a record says.

    Raises:
        SdcError: A file cannot be read.
    """
    try:
        recorded = _states(recorded_parts(record))
    except (ValueError, TypeError, KeyError):
        return True
    is_whole = recorded.keys() == {WHOLE_FILE}
    found = compare_whole(source, workbook, "") if is_whole else compare_files(source, workbook, {})
    return recorded != _states(found)


def _states(parts: Iterable[PartDifference]) -> dict[str, PartState]:
    return {one.name: one.state for one in parts}
