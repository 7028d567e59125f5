"""Open what the command line names: a workbook, its layout, a policy with local parameters."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from sdc_desktop.cli.arguments import ArgumentsError
from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.layout.layout_json import tables_from_json
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table
from sdc_desktop.register.policies import load_policy
from sdc_desktop.workbook.reader import read_workbook


def open_check(file: Path, policy: Policy, layout: Path | None, progress: Progress) -> Check:
    """Read `file` and find its tables, or take them from `layout`."""
    workbook = read_workbook(file, progress)
    return Check(workbook, policy, open_tables(workbook, layout, progress))


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
