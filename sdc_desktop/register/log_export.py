"""The access log for an auditor: a choice of its entries, as csv and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from typing import Any

from sdc_desktop.core.errors import SdcError
from sdc_desktop.register.access_log import Access, LogEntry, LogHead, find_breaks
from sdc_desktop.register.journal_file import write_whole

_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


class ExportError(SdcError):
    """Raised when the log cannot be written for the auditor."""

    hint = "See whether the folder is full or read-only, or choose another."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} could not be written.")


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which entries are wanted.

    Attributes:
        event: What was done, "" for anything.
        text: Words that all stand somewhere in an entry, in any case of letters.
    """

    event: str = ""
    text: str = ""

    def is_wanted(self, entry: LogEntry) -> bool:
        """Tell whether an entry is wanted."""
        if self.event and entry.access.event != self.event:
            return False
        held = "\n".join(str(one) for one in astuple(entry.access)).casefold()
        return all(word in held for word in self.text.casefold().split())


def export_log(path: Path, entries: Sequence[LogEntry], head: LogHead, wanted: LogFilter) -> None:
    """Write the wanted entries; the name's ending says whether as .csv or as JSON.

    Raises:
        ExportError: The file cannot be written.
    """
    chosen = [one for one in entries if wanted.is_wanted(one)]
    if path.suffix.lower() == ".csv":
        text = _as_csv(chosen)
    else:
        text = json.dumps(_as_json(chosen, entries, head, wanted), ensure_ascii=False, indent=1)
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise ExportError(path) from error


def as_text(cell: str) -> str:
    """Return a cell of a csv; what a spreadsheet would take for a formula begins with a '."""
    return f"'{cell}" if cell.startswith(_FORMULA_BEGINS) else cell


def _as_csv(entries: Iterable[LogEntry]) -> str:
    """Return the entries as csv."""
    written = io.StringIO()
    writer = csv.writer(written)
    names = [one.name for one in fields(Access)]
    writer.writerow(["number", *names, "previous", "digest"])
    for entry in entries:
        held = [as_text(str(one)) for one in astuple(entry.access)]
        writer.writerow([entry.number, *held, entry.previous, entry.digest])
    return written.getvalue()


def _as_json(
    chosen: Iterable[LogEntry], entries: Sequence[LogEntry], head: LogHead, wanted: LogFilter
) -> dict[str, Any]:
    """Return the entries with what shows later that the log was not written anew."""
    breaks = find_breaks(entries, head)
    return {
        "log": {
            "entries": len(entries),
            "last": asdict(head),
            "whole": not breaks,
            "breaks": list(breaks),
        },
        "filter": asdict(wanted),
        "entries": [
            {
                "number": one.number,
                **asdict(one.access),
                "previous": one.previous,
                "digest": one.digest,
            }
            for one in chosen
        ],
    }
