"""The entries of the panel of evidence: files, tables with what is known, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sdc_desktop.core.actions import evidence_used
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.evidence import EvidenceKind
from sdc_desktop.core.evidence_use import Told, measure_in_words, told_of_cell, what_is_told
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.rules.evidence_quality import RULE
from sdc_desktop.gui.words import number_in_words, tr


@dataclass(frozen=True, slots=True)
class EvidenceNode:
    """An entry.

    Attributes:
        text: What it says.
        known: Of how much it is known, such as "18 of 20".
        key: The hash of a file, or a cell to show; None for neither.
        needs_look: Whether the checker has to look at it.
        children: The entries below it.
    """

    text: str
    known: str = ""
    key: object = None
    needs_look: bool = False
    children: tuple[EvidenceNode, ...] = ()


def nodes_of(check: Check, findings: Iterable[Finding]) -> tuple[EvidenceNode, ...]:
    """Return the entries; none while no evidence is used.

    Args:
        check: With the evidence at hand.
        findings: Of its assessment; those about evidence are listed.
    """
    used = evidence_used(check.actions)
    if not used:
        return ()
    at_hand = {one.sha256 for one in check.evidence.files}
    files = tuple(
        EvidenceNode(
            one.name if one.sha256 in at_hand else tr("{name} (not at hand)").format(name=one.name),
            tr("records") if one.kind is EvidenceKind.MICRODATA else tr("tables"),
            one.sha256,
            one.sha256 not in at_hand,
        )
        for one in used
    )
    told = what_is_told(check.workbook, check.tables, check.evidence)
    return (*files, *map(_table, told), *_not_fitting(findings))


def _table(told: Told) -> EvidenceNode:
    table = told.table
    cell = CellRef(table.sheet, table.body.top, table.body.left)
    name = f"{table.sheet}, {table.body.a1}" + (f": {table.title}" if table.title else "")
    children = tuple(
        EvidenceNode(
            measure_in_words(measure),
            tr("{n} of {all}").format(n=f"{count:,}", all=f"{told.cells:,}"),
            cell,
        )
        for measure, count in told.covered
    )
    known = "" if children else tr("nothing")
    return EvidenceNode(name, known, cell, not children, children)


def _not_fitting(findings: Iterable[Finding]) -> Iterator[EvidenceNode]:
    for one in findings:
        if one.rule == RULE:
            yield EvidenceNode(one.message, "", next(iter(one.cells), None), needs_look=True)


def cell_in_words(check: Check, cell: CellRef | None) -> str:
    """Return what evidence says of a cell, "" without a cell."""
    if cell is None:
        return ""
    told = told_of_cell(check.evidence, cell)
    if not told:
        return tr("Nothing is known of {cell}.").format(cell=cell.a1)
    facts = (f"{measure_in_words(measure)} {number_in_words(value)}" for measure, value in told)
    return f"{cell.a1}: {', '.join(facts)}"
