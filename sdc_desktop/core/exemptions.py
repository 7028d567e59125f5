"""Exceptions from the rules: what may be shown although one speaks against it, and on what ground.

Sources: DSIT confidentiality policy, section 7 (non-disclosive information); Cabinet Office,
"Arrangements for protecting the confidentiality of information used for statistical purposes",
definition of confidential information (three parts, all of which must hold).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from sdc_desktop.core.actions import EVERY_RULE, Exempt, ExemptionKind, Stamp
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table

CONFIDENTIAL = {
    "identifiable": "Does it relate to an identifiable person or organisation?",
    "not-public": "Is it not in the public domain?",
    "harm": "Would disclosing it cause them damage, harm or distress?",
}
"""The three parts of the Cabinet Office's definition; confidential is what has a yes to each."""

BASES = {
    "public": "It is publicly available already, such as in a published register.",
    "context": "It is used as context or frame information only.",
    "register": "It is public administrative or register information in non-disclosive form.",
}
"""On what ground section 7 of the DSIT's policy calls information non-disclosive."""

YES, NO = "yes", "no"


class Scope(StrEnum):
    """How much is exempted at once."""

    CELLS = "cells"
    ROWS = "rows"
    COLUMNS = "columns"
    TABLES = "tables"


class ExemptionError(SdcError):
    """Raised when an exception lacks what it needs, or its ground does not hold."""

    hint = "Answer every question, or withhold the cells."


def exempt_cells(
    workbook: Workbook,
    cells: Sequence[CellRef],
    rules: Iterable[str],
    stamp: Stamp,
    *,
    kind: ExemptionKind = ExemptionKind.ACCEPTED_RISK,
    answers: Mapping[str, str] | None = None,
    source: str = "",
) -> tuple[Exempt, ...]:
    """Return the actions of an exception, one for each rule.

    What is public already, and a zero that cannot be anything else, is exempt from every rule.

    Args:
        workbook: The source, in which structural zeros are looked up.
        cells: What is exempted.
        rules: The rules that speak against showing it; for an accepted risk only these are waived.
        stamp: By whom and when, with the reason.
        kind: The ground.
        answers: For public information `{"basis": one of BASES}` and yes or no to each of
            `CONFIDENTIAL`.
        source: For public information, where anybody finds it.

    Raises:
        ExemptionError: There is no reason, an answer or the source is missing, all three parts of
            the definition hold, or a structural zero is none.
    """
    given = dict(answers or {})
    if not cells or not stamp.why.strip():
        raise ExemptionError("An exception needs cells and a reason.")
    if kind is ExemptionKind.STRUCTURAL_ZERO:
        _check_zeros(workbook, cells)
    if kind is ExemptionKind.PUBLIC:
        _check_public(given, source)
    waived = sorted(set(rules)) if kind is ExemptionKind.ACCEPTED_RISK else [EVERY_RULE]
    said = tuple(sorted(given.items()))
    places = tuple(sorted(set(cells)))
    return tuple(Exempt(places, rule, stamp, kind, said, source.strip()) for rule in waived)


def is_confidential(answers: Mapping[str, str]) -> bool:
    """Tell whether all three parts of the definition hold; an answer that is missing counts."""
    return all(answers.get(part) != NO for part in CONFIDENTIAL)


def widen(
    workbook: Workbook, tables: Iterable[Table], cells: Iterable[CellRef], scope: Scope
) -> tuple[CellRef, ...]:
    """Return the numbers of all rows, columns or tables in which one of `cells` lies."""
    chosen = tuple(cells)
    if scope is Scope.CELLS:
        return tuple(sorted(set(chosen)))
    found: set[CellRef] = set()
    for table in tables:
        inside = [cell for cell in chosen if cell in table]
        if not inside:
            continue
        body = table.body
        rows = {cell.row for cell in inside} if scope is Scope.ROWS else set(body.rows)
        columns = {cell.column for cell in inside} if scope is Scope.COLUMNS else set(body.columns)
        places = (CellRef(table.sheet, row, column) for row in rows for column in columns)
        found.update(one for one in places if not math.isnan(workbook.value(one)))
    return tuple(sorted(found))


def _check_zeros(workbook: Workbook, cells: Sequence[CellRef]) -> None:
    others = [cell for cell in cells if workbook.value(cell) != 0]
    if others:
        raise ExemptionError(
            f"{others[0].a1} is not zero, so it cannot be a structural zero.",
            hint="Choose zeros only, or another kind of exception.",
        )


def _check_public(answers: Mapping[str, str], source: str) -> None:
    missing = [part for part in CONFIDENTIAL if answers.get(part) not in (YES, NO)]
    if missing or answers.get("basis") not in BASES or not source.strip():
        raise ExemptionError("Public information needs its ground, its source and three answers.")
    if is_confidential(answers):
        raise ExemptionError("All three parts of the definition hold: the number is confidential.")
    if answers["basis"] == "public" and answers["not-public"] == YES:
        raise ExemptionError("What is publicly available cannot be outside the public domain.")
