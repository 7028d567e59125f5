"""What a command writes to the access log: the files it reads, before; its result, afterwards."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from sdc_desktop.cli.documents import Document
from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.register.access_log import Access, Event
from sdc_desktop.register.entries import PublishedRelease, earlier_of_series, released
from sdc_desktop.register.noting import NotLoggedError, access_now, file_hash, note
from sdc_desktop.register.places import register_address, user_folder
from sdc_desktop.register.whereabouts import remember_place

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
            if file.exists()
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
            access = _access(Event.EXPORTED, Path(document["out"]), remark, authorised_by)
            _note(access, release=_released(parsed.file, document, access))
        case "crate" if document["workbook"]:
            _note(_access(Event.EXPORTED, parsed.workbook, "crate"))
        case "convert":
            remark = f"convert of {parsed.file.name}"
            _note(*(_access(Event.EXPORTED, Path(out), remark) for out in document["out"]))
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


def _released(source: Path, document: Document, access: Access) -> PublishedRelease | None:
    """Return what the register keeps of a protected workbook whose proof passed."""
    if not document["saved_file_check"]["passed"] or not access.sha256:
        return None
    remember_place(user_folder(), access.sha256, Path(document["out"]))
    said = document["release"]
    entry = released(
        access.file,
        access.sha256,
        file_hash(source),
        access.who,
        access.when,
        document["titles"],
    )
    dataset = said.get("dataset", {}).get("name", "")
    return replace(entry, title=said.get("title", ""), dataset=dataset)


def say_earlier(parsed: argparse.Namespace, check: Check) -> None:
    """Say which earlier releases are registered that were not given; without a register, none."""
    address = register_address(user_folder())
    if parsed.earlier or ("://" not in address and not Path(address).exists()):
        return
    titles = [table.title for table in check.tables]
    try:
        from sdc_desktop.register.register import Register

        with Register(address) as register:
            registered = register.releases()
    except SdcError:
        return
    found = earlier_of_series(registered, check.workbook.name, check.workbook.sha256, titles)
    if found:
        day = found[0].saved_on[:10]
        print(
            f"An earlier release is registered: {found[0].file}, saved on {day}.\n"
            "Hint: Give it with --earlier, so that differences between the two are checked.",
            file=sys.stderr,
        )


def _note(*accesses: Access, release: PublishedRelease | None = None) -> None:
    if not accesses:
        return
    try:
        note(user_folder(), *accesses, release=release)
    except NotLoggedError as error:
        print(f"{error}\nHint: {error.hint}", file=sys.stderr)
