"""Everything the inspector says about one cell."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sdc_desktop.core.actions import Action
from sdc_desktop.core.audit import FeasibilityInterval
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.protection.wishes import wishes_of
from sdc_desktop.core.published import CellStatus
from sdc_desktop.core.shown import shown_text
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.models.cell_links import NO_LINKS, Links
from sdc_desktop.gui.models.labels import CellLabels
from sdc_desktop.gui.models.outlook import NO_OUTLOOK, Outlook
from sdc_desktop.gui.words import wish_in_words


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What is known about one cell.

    Attributes:
        rows, columns: The labels of its row and column, the outer one first.
        table: The title of its table, "" outside the tables.
        source: What the source shows.
        status: What was decided about it.
        shown: What a reader sees.
        is_exempt: Whether it is shown for a reason.
        findings: What was found about it, the most serious first.
        interval: What a reader can work out when it is withheld.
        relations: What it is the total, a part or the percentage of, in words.
        is_current: Whether findings and interval belong to the present state.
        actions: What was done about it, oldest first.
        proof: What it does in the proof that is shown, line by line.
        symbol: How the symbol in it is read and why, "" where it holds none.
        wish: What is wished of it when cells are chosen to protect others, "" for nothing.
        outlook: What hangs on it.
        number: The number in the source, None where there is none.
    """

    cell: CellRef
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    table: str
    is_in_table: bool
    source: str
    status: CellStatus
    shown: str
    is_exempt: bool
    findings: tuple[Finding, ...]
    interval: FeasibilityInterval | None
    relations: tuple[str, ...]
    is_current: bool
    actions: tuple[Action, ...]
    proof: tuple[str, ...] = ()
    symbol: str = ""
    wish: str = ""
    outlook: Outlook = NO_OUTLOOK
    number: float | None = None

    @property
    def is_withheld(self) -> bool:
        """Whether readers see a marker."""
        return self.status in (CellStatus.PRIMARY, CellStatus.SECONDARY)


def facts_of(
    document: Document,
    labels: CellLabels,
    cell: CellRef,
    shown: str,
    links: Links = NO_LINKS,
    proof: tuple[str, ...] = (),
    symbol: str = "",
    outlook: Outlook = NO_OUTLOOK,
) -> CellFacts:
    """Look up everything about `cell`; `shown` is what its sheet shows a reader."""
    workbook = document.check.workbook
    table = labels.table_at(cell.row, cell.column)
    return CellFacts(
        cell=cell,
        rows=labels.row_labels(table, cell.row) if table else (),
        columns=labels.column_labels(table, cell.column) if table else (),
        table=table.title if table else "",
        is_in_table=table is not None,
        source=shown_text(workbook, workbook.sheet(cell.sheet), cell.row, cell.column),
        status=document.published.status(cell),
        shown=shown,
        is_exempt=any(one == cell for one, _rule in document.published.exempt),
        findings=document.findings_at(cell),
        interval=document.interval_of(cell),
        relations=links.sentences,
        is_current=document.assessment is not None and not document.is_assessing,
        actions=document.actions_on(cell),
        proof=proof,
        symbol=symbol,
        wish=_wish_in_words(document, cell),
        outlook=outlook,
        number=None if math.isnan(workbook.value(cell)) else workbook.value(cell),
    )


def _wish_in_words(document: Document, cell: CellRef) -> str:
    said = wishes_of(document.check.actions).get(cell)
    return wish_in_words(said.wish, said.factor) if said is not None else ""
