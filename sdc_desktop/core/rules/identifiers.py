"""Identifiers: labels that name a person instead of a group.

Formula: a label of a row or column that is an e-mail address, a National Insurance number, an NHS
number, or a full postcode.
Parameters: none.
Source: DHSC data management statement, "removing or anonymising personal identifiers as early as
possible".
It cannot see: names of people, and identifiers of other kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted

RULE = "identifiers"

_KINDS = (
    ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]{2,}")),
    (
        "a National Insurance number",
        re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]\b"),
    ),
    ("an NHS number", re.compile(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b")),
    ("a full postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")),
)


def find_identifiers(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each kind of identifier among the labels, without repeating them."""
    found: dict[str, list[CellRef]] = {}
    for cell, label in _labels(shown):
        for kind, pattern in _KINDS:
            if pattern.search(label) and not shown.published.is_exempt(cell, RULE):
                found.setdefault(kind, []).append(cell)
    return tuple(
        Finding(
            rule=RULE,
            severity=Severity.FAIL,
            sheet=shown.table.sheet,
            cells=tuple(cells),
            message=f"{counted(len(cells), 'label')} of the table, beginning with {cells[0].a1}, "
            f"{'is' if len(cells) == 1 else 'are each'} {kind}: it names one person or household.",
            policy_paragraph=policy.paragraph(RULE),
            remedies=("Remove the label in the source", "Combine categories"),
        )
        for kind, cells in found.items()
    )


def _labels(shown: ShownTable) -> Iterator[tuple[CellRef, str]]:
    table, labels = shown.table, shown.labels
    for row in table.body.rows:
        for column, label in zip(table.stub_columns, labels.row_path(row), strict=True):
            yield CellRef(table.sheet, row, column), label
    for column in table.body.columns:
        for row, label in zip(table.header_rows, labels.column_path(column), strict=True):
            yield CellRef(table.sheet, row, column), label
