"""The `compare-methods` command: ways to protect side by side, before one is applied."""

from __future__ import annotations

import argparse
import hashlib
import secrets

from sdc_desktop.cli.documents import Document
from sdc_desktop.cli.opening import open_check, open_policy, with_said
from sdc_desktop.core.actions import Stamp
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.protection.comparing import Outcome, Scene, compare_ways, usual_ways
from sdc_desktop.core.protection.losing import TableLoss, WorkbookLoss

_KEY_BYTES = 32
_COLUMNS = (
    "method",
    "withheld",
    "% of cells",
    "% of value",
    "changed",
    "AD",
    "RAD %",
    "HD",
    "at risk",
    "to look at",
    "worked out",
)


def run_compare(arguments: argparse.Namespace, progress: Progress) -> Document:
    """Try the usual ways on a workbook and return what `compare-methods` prints."""
    policy = open_policy(arguments.policy, arguments.set)
    check = open_check(arguments.file, policy, arguments.layout, progress)
    check = with_said(check, arguments, Stamp("", ""), progress)
    ways = usual_ways(check, _key(arguments.seed))
    outcomes = compare_ways(Scene(check, Stamp("", "")), ways, progress=progress)
    return {
        "file": check.workbook.name,
        "sha256": check.workbook.sha256,
        "policy": {"id": policy.id, "version": policy.version},
        "methods": [_outcome_document(one) for one in outcomes],
    }


def _key(seed: int | None) -> bytes:
    """Return the secret of methods of chance; it is used for the comparison only."""
    if seed is None:
        return secrets.token_bytes(_KEY_BYTES)
    return hashlib.sha256(f"SDC Desktop seed {seed}".encode()).digest()


def _outcome_document(one: Outcome) -> Document:
    return {
        "method": one.way.name,
        "words": one.way.words,
        "problem": None if one.problem is None else str(one.problem),
        "loss": None if one.loss is None else loss_document(one.loss),
        "risk": {
            "at_risk": one.at_risk,
            "to_look_at": one.to_look_at,
            "worked_out": one.worked_out,
        }
        if one.loss is not None
        else None,
    }


def loss_document(loss: WorkbookLoss) -> Document:
    """Return what was lost in all and in each table."""
    tables = [
        {"sheet": table.sheet, "body": table.body.a1, **_table_loss(one)}
        for table, one in loss.tables
    ]
    return {**_table_loss(loss.together), "tables": tables}


def _table_loss(one: TableLoss) -> Document:
    return {
        "cells": one.cells,
        "value": one.value,
        "primary": {"cells": one.primary, "value": one.primary_value},
        "secondary": {"cells": one.secondary, "value": one.secondary_value},
        "share_of_cells": one.share,
        "share_of_value": one.share_of_value,
        "combined": one.combined,
        "changed": one.changed.changed,
        "largest_change": one.changed.largest,
        "mean_absolute_deviation": one.changed.deviation,
        "mean_relative_deviation": one.changed.relative,
        "hellinger": one.changed.hellinger,
    }


def compared_in_words(document: Document) -> str:
    """Return the methods as a table of plain text, and a sentence on those that cannot be used."""
    rows = [_COLUMNS, *(_row(one) for one in document["methods"] if not one["problem"])]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_COLUMNS))]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    ]
    problems = [
        f"{one['method']}: {one['problem']}" for one in document["methods"] if one["problem"]
    ]
    return "\n".join([*lines, *problems])


def _row(one: Document) -> tuple[str, ...]:
    loss, risk = one["loss"], one["risk"]
    numbers = (
        loss["primary"]["cells"] + loss["secondary"]["cells"],
        loss["share_of_cells"],
        loss["share_of_value"],
        loss["changed"],
        loss["mean_absolute_deviation"],
        loss["mean_relative_deviation"],
        loss["hellinger"],
        risk["at_risk"],
        risk["to_look_at"],
        risk["worked_out"],
    )
    return (one["method"], *(f"{number:,.4g}" for number in numbers))
