"""Open what the command line names: a workbook, its layout, a policy with local parameters."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sdc_desktop.cli.arguments import ArgumentsError
from sdc_desktop.cli.extracts import extracts_said
from sdc_desktop.core.actions import Stamp
from sdc_desktop.core.check import Check, take_into_account, use_evidence
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.evidence_use import joined
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.layout.layout_json import tables_from_json
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table
from sdc_desktop.register.policies import load_policy
from sdc_desktop.workbook.evidence_reader import read_evidence
from sdc_desktop.workbook.reader import read_workbook


def read_password(file: Path | None) -> str:
    """Return the first line of a password file, "" when none is given.

    Raises:
        SdcError: It cannot be read or its first line is empty.
    """
    if file is None:
        return ""
    password = read_first_line(file, "password file")
    if not password:
        raise SdcError(f"The password file {file.name} is empty.", hint="Write the password in it.")
    return password


def read_first_line(file: Path, what: str) -> str:
    """Return the first line of `file` without its end; `what` names the file in the error.

    Raises:
        SdcError: It cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise SdcError(
            f"The {what} {file.name} cannot be read.", hint="Check its path and rights."
        ) from error


def open_check(
    file: Path,
    policy: Policy,
    layout: Path | None,
    progress: Progress,
) -> Check:
    """Read `file` and find its tables, or take them from `layout`."""
    workbook = read_workbook(file, progress)
    return Check(workbook, policy, open_tables(workbook, layout, progress))


def with_said(
    check: Check, arguments: argparse.Namespace, stamp: Stamp, progress: Progress
) -> Check:
    """Return a check with the evidence, extracts and earlier releases that the words name.

    Raises:
        SdcError: A file cannot be read or used, or an extract cannot be understood.
    """
    if arguments.companion:
        read = [
            read_evidence(file, check.workbook, check.tables, progress)
            for file in arguments.companion
        ]
        why = replace(stamp, why="Evidence given on the command line")
        check = use_evidence(check, joined(read), why)
    check = check.do(*extracts_said(arguments.extract, check.tables, stamp))
    if arguments.earlier:
        releases = open_earlier(arguments.earlier, check.workbook, progress)
        why = replace(stamp, why="Earlier releases given on the command line")
        check = take_into_account(check, releases, why)
    return check


def open_earlier(
    files: Sequence[Path], current: Workbook, progress: Progress
) -> tuple[EarlierRelease, ...]:
    """Read earlier releases and find their tables.

    Args:
        files: Their files.
        current: The workbook that is checked.
        progress: Told what is being done.

    Raises:
        SdcError: A file cannot be read, comes twice, or is the workbook itself.
    """
    releases: dict[str, EarlierRelease] = {}
    for file in files:
        workbook = read_workbook(file, progress)
        if workbook.sha256 == current.sha256:
            raise ArgumentsError(
                f"{file.name} is the workbook itself and no earlier release of it.",
                hint="Give the files that were published before.",
            )
        if workbook.sha256 in releases:
            raise ArgumentsError(
                f"{file.name} is given twice as an earlier release.", hint="Give each file once."
            )
        tables = find_tables(workbook, progress)
        releases[workbook.sha256] = EarlierRelease(workbook, tables)
    return tuple(releases.values())


def open_tables(workbook: Workbook, layout: Path | None, progress: Progress) -> tuple[Table, ...]:
    """Return the tables of `workbook` as found, or as the layout file says.

    Raises:
        SdcError: The layout file cannot be read or does not fit.
    """
    if layout is None:
        return find_tables(workbook, progress)
    try:
        document = json.loads(layout.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SdcError(
            f"{layout.name} cannot be read as a layout.",
            hint="Write one with: sdc-desktop tables FILE --json",
        ) from error
    return tables_from_json(document, workbook)


def open_policy(name: str, settings: Sequence[str]) -> Policy:
    """Load a policy and fill in the local parameters given as NAME=VALUE.

    Raises:
        SdcError: The policy is unknown or broken, or parameters are missing or wrong.
    """
    return load_policy(name).with_parameters(read_settings(settings))


def read_settings(settings: Sequence[str]) -> dict[str, str]:
    """Return the parameters given as NAME=VALUE.

    Raises:
        ArgumentsError: One has no "=", or a name comes twice.
    """
    values: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name or name in values:
            raise ArgumentsError(
                f"--set {setting} cannot be understood.", hint="Write --set threshold=10."
            )
        values[name.strip()] = value.strip()
    return values
