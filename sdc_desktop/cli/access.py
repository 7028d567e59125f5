"""What a command writes to the access log: the files it reads, before; its result, afterwards."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sdc_desktop.cli.documents import Document
from sdc_desktop.register.access_log import Access, Event
from sdc_desktop.register.noting import NotLoggedError, access_now, note
from sdc_desktop.register.places import user_folder

_INPUTS = ("file", "companion", "earlier", "workbook", "source")
"""The arguments that name workbooks to read."""


def note_reading(parsed: argparse.Namespace) -> None:
    """Note the workbooks that a command is about to read; files that are not there are passed over.

    A log that cannot be written is said and stops nothing.
    """
    files = [file for name in _INPUTS for file in _files(getattr(parsed, name, None))]
    is_check = parsed.command == "protect"
    _note(
        *(
            _access(
                Event.OPENED if is_check and file == parsed.file else Event.VIEWED,
                file,
                parsed.command,
            )
            for file in files
            if file.is_file()
        )
    )


def _files(value: Path | list[Path] | None) -> list[Path]:
    if value is None:
        return []
    return [value] if isinstance(value, Path) else value


def note_result(parsed: argparse.Namespace, document: Document) -> None:
    """Note what a command wrote or verified."""
    match parsed.command:
        case "protect":
            remark = f"protect of {parsed.file.name}"
            authorised_by = document["release"].get("authorised_by", "")
            _note(_access(Event.EXPORTED, Path(document["out"]), remark, authorised_by))
        case "verify":
            remark = "verify: good" if document["ok"] else "verify: not good"
            _note(_access(Event.VERIFIED, parsed.record / "record.json", remark))
        case "review":
            remark = f"review: {document['decision']}"
            _note(_access(Event.VERIFIED, parsed.record / "record.json", remark))
        case _:
            return


def _access(event: Event, file: Path, remark: str, authorised_by: str = "") -> Access:
    return access_now(user_folder(), event, file, remark=remark, authorised_by=authorised_by)


def _note(*accesses: Access) -> None:
    if not accesses:
        return
    try:
        note(user_folder(), *accesses)
    except NotLoggedError as error:
        print(f"{error}\nHint: {error.hint}", file=sys.stderr)
