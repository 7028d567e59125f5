"""The `convert` command: suppression problems between workbooks, JJ files and those of τ-ARGUS."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sdc_desktop.cli.arguments import ArgumentsError
from sdc_desktop.cli.documents import Document
from sdc_desktop.cli.opening import open_check, open_policy, with_said
from sdc_desktop.core.actions import Stamp
from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.protection.exchanging import instance_of
from sdc_desktop.core.protection.instances import (
    Instance,
    InstanceStatus,
    judge_instance,
    protect_instance,
)
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Cost, Preferences
from sdc_desktop.core.protection.secondary_suppression import SecondarySuppression
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.interchange.from_workbook import tau_table
from sdc_desktop.workbook.interchange.jj import jj_text, read_jj
from sdc_desktop.workbook.interchange.tau import TauTable, read_tau
from sdc_desktop.workbook.interchange.tau_writing import tau_texts

_NAMED = 20
_JJ, _TAU = ".jj", (".rda", ".tab")


def run_convert(arguments: argparse.Namespace, progress: Progress) -> Document:
    """Read a problem, protect it if asked, judge it, and write it in the wished form.

    Raises:
        SdcError: A file cannot be read or written, or what is asked for does not go together.
    """
    source, out = arguments.file, arguments.out
    if out.suffix.lower() not in (_JJ, *_TAU):
        raise ArgumentsError(
            f"{out.name} names no form for a problem.", hint="End it in .jj, .rda or .tab."
        )
    instance, table = _read(arguments, progress)
    found: SecondarySuppression | None = None
    if arguments.protect:
        effort = NO_PREFERENCES.effort
        seed = effort.seed if arguments.seed is None else arguments.seed
        done = protect_instance(
            instance, replace(NO_PREFERENCES, effort=replace(effort, seed=seed)), progress
        )
        instance, found = done.instance, done.found
    _, short = judge_instance(instance, progress)
    if out.suffix.lower() == _JJ:
        texts: Mapping[str, str] = {out.name: jj_text(instance)}
    elif table is not None:
        texts = tau_texts(replace(table, instance=instance), out.stem)
    else:
        raise ArgumentsError(
            f"{source.name} does not say what spans its table.", hint="Write a JJ file instead."
        )
    return {
        "file": source.name,
        "out": [str(_write(out.parent / name, text)) for name, text in texts.items()],
        **_facts(instance, found),
        "unprotected": [instance.names[one] for one in short.nonzero()[0].tolist()],
    }


def _read(arguments: argparse.Namespace, progress: Progress) -> tuple[Instance, TauTable | None]:
    """Return the problem of a file, and its table where that is wanted and known."""
    source = arguments.file
    if source.suffix.lower() == _JJ:
        return read_jj(source), None
    if source.suffix.lower() in _TAU:
        table = read_tau(source.with_suffix(".rda"), source.with_suffix(".tab"))
        return table.instance, table
    if arguments.policy is None:
        raise ArgumentsError(
            "A workbook needs a policy that says what is unsafe.", hint="Give --policy ID."
        )
    policy = open_policy(arguments.policy, arguments.set)
    check = open_check(source, policy, arguments.layout, progress)
    check = with_said(check, arguments, Stamp("", ""), progress)
    wishes = Preferences(cost=Cost(arguments.cost))
    if arguments.out.suffix.lower() == _JJ:
        return instance_of(check, wishes)[0], None
    table = tau_table(check, _chosen(arguments, check), wishes)
    return table.instance, table


def _chosen(arguments: argparse.Namespace, check: Check) -> Table:
    """Return the table that is wanted: by number, or the only one."""
    count = len(check.tables)
    number = 1 if arguments.table is None and count == 1 else arguments.table
    if number is None or not 1 <= number <= count:
        raise ArgumentsError(
            f"{arguments.file.name} has {count} tables, of which one can be written.",
            hint="Name it by its number: --table 2. sdc-desktop tables FILE lists them.",
        )
    return check.tables[number - 1]


def _facts(instance: Instance, found: SecondarySuppression | None) -> Document:
    return {
        "cells": instance.values.size,
        "sums": instance.right.size,
        "rounded_sums": int((instance.rooms > 0).sum()),
        "primary": int(instance.has(InstanceStatus.UNSAFE).sum()),
        "secondary": int(instance.has(InstanceStatus.SECONDARY).sum()),
        "objective": None if found is None else found.objective,
        "lower_bound": None if found is None else found.lower_bound,
        "optimal": found is not None and found.is_optimal,
    }


def _write(path: Path, text: str) -> Path:
    """Write a new file, readable by its user only: it holds what is to be withheld.

    Raises:
        SdcError: There is one already, or it cannot be written.
    """
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(text, encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise SdcError(f"{path.name} is there already.", hint="Choose another name.") from error
    except OSError as error:
        raise SdcError(f"{path.name} cannot be written.", hint="Check its folder.") from error
    return path


def converted_in_words(document: Document) -> str:
    """Return what was written and what it holds."""
    short = document["unprotected"]
    lines = [
        f"Written: {', '.join(document['out'])}. These files hold every number: keep them safe.",
        f"{document['cells']} cells in {document['sums']} sums, {document['primary']} unsafe, "
        f"{document['secondary']} withheld for others.",
    ]
    if document["objective"] is not None:
        proved = "proved to be the least" if document["optimal"] else "not proved to be the least"
        lines.append(f"Cost {document['objective']:g}, {proved}.")
    if document["rounded_sums"]:
        lines.append(f"{document['rounded_sums']} sums hold only as far as numbers were rounded.")
    lines.append(f"{len(short)} withheld cells are short of protection.")
    lines += [f"  {name}" for name in short[:_NAMED]]
    return "\n".join(lines)
