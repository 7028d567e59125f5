"""Decisions about tables and findings: asks for reasons where they are needed, makes actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.decisions import (
    decide_finding,
    decide_table,
    decisions_about_findings,
    decisions_about_tables,
    goes_against,
    is_in,
    key_of,
    unsettled,
)
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.release_actions import DecideFinding, DecideTable, Decision
from sdc_desktop.core.stamp import Stamp
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.dialogs.decision_dialog import DecisionDialog, DecisionWish
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.release_words import decision_in_words, release_action_in_words
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.views.findings_panel import FindingsPanel
from sdc_desktop.gui.views.workbook_tree import WorkbookTree
from sdc_desktop.gui.words import rule_in_words, sheet_words

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow


class DecisionWork(QObject):
    """Decides about the finding chosen, or all below a heading, while their list has the keyboard.

    Else it decides about the table.
    """

    def __init__(
        self,
        document: Document,
        window: MainWindow,
        findings: FindingsPanel,
        tree: WorkbookTree,
        current: Callable[[], CellRef | None],
    ) -> None:
        """Make the work.

        Args:
            document: The open check.
            window: Asks, and says what cannot be done.
            findings: The list of findings.
            tree: The list of tables.
            current: Gives the cell on which the cursor stands.
        """
        super().__init__(window)
        self._document, self._window = document, window
        self._findings, self._tree, self._current = findings, tree, current
        findings.list.customContextMenuRequested.connect(self._show_menu)
        tree.customContextMenuRequested.connect(self._show_tree_menu)

    def refresh(self) -> None:
        """Show what is decided beside findings and tables."""
        actions = self._document.check.actions
        said = decisions_about_findings(actions)
        self._findings.show_decisions({key: one.decision for key, one in said.items()})
        places: Counter[str] = Counter()
        decided = {}
        for table, about in decisions_about_tables(self._document.check.tables, actions):
            if about is not None:
                decided[table.sheet, places[table.sheet]] = about.decision
            places[table.sheet] += 1
        self._tree.show_decisions(decided)

    def decide(self, decision: Decision | None) -> None:
        """Decide about what is chosen; None takes a decision back."""
        is_listed = self._window.focusWidget() is self._findings.list
        findings = self._findings.chosen_all if is_listed else ()
        if findings:
            self._decide_findings(findings, decision)
            return
        table = self._table()
        if table is None:
            self._window.banner.show_message(
                "info", self.tr("Choose a finding, or a cell of a table, to decide about.")
            )
            return
        self._decide_table(table, decision)

    def make_menu(self) -> QMenu:
        """Return the menu of a finding or table in its list."""
        menu = QMenu(self._window)
        menu.addActions(list(self._window.can.deciding.decisions.values()))
        return menu

    def _decide_findings(self, findings: Sequence[Finding], decision: Decision | None) -> None:
        """Decide about some findings alike, in one step."""
        asking = [one for one in findings if one.severity is not Severity.INFO] or findings
        wish = self._ask(decision, self._what(asking), list(asking))
        if wish is None:
            return
        new = [one for one in asking if not self._is_same_finding(one, decision, wish)]
        stamp = self._stamp(wish)
        actions = [decide_finding(one, decision, stamp, wish.private) for one in new]
        if len(actions) == 1:
            self._do(actions[0])
        elif actions:
            text = self.tr("{decision}: {what}").format(
                decision=decision_in_words(decision) or self.tr("Taken back"),
                what=self._what(new),
            )
            self._document.do(actions, text)

    def _what(self, findings: Sequence[Finding]) -> str:
        """Return what some findings are about, in words."""
        first = findings[0]
        if len(findings) == 1:
            return f"{rule_in_words(first.rule)}: {sheet_words(first.sheet)}"
        rules = dict.fromkeys(rule_in_words(one.rule) for one in findings)
        text = self.tr("{n} findings ({rules})")
        return text.format(n=f"{len(findings):,}", rules=", ".join(rules))

    def _decide_table(self, table: Table, decision: Decision | None) -> None:
        known = self._document.assessment
        if known is None or self._document.is_assessing:
            self._window.banner.show_message(
                "info", self.tr("The check of the present state is still under way.")
            )
            return
        left = unsettled(known.findings, self._document.check.actions)
        own = [one for one in left if is_in(one, table)]
        what = table.title or f"{sheet_words(table.sheet)} {table.body.a1}"
        wish = self._ask(decision, what, own)
        if wish is not None:
            self._do(decide_table(table, decision, left, self._stamp(wish), wish.private))

    def _is_same_finding(
        self, finding: Finding, decision: Decision | None, wish: DecisionWish
    ) -> bool:
        """Tell whether nothing is said anew, so that nothing is to be undone later."""
        said = decisions_about_findings(self._document.check.actions).get(key_of(finding))
        now = said.decision if said else None
        return now is decision and not wish.reason and not wish.private

    def _ask(
        self, decision: Decision | None, what: str, findings: list[Finding]
    ) -> DecisionWish | None:
        """Return the reason; plain approval and taking back need none and are not asked about."""
        is_plain = decision is None or (
            decision is Decision.APPROVE and not goes_against(decision, findings)
        )
        if is_plain or decision is None:
            return DecisionWish()
        return DecisionDialog.ask(decision, what, findings, self._window)

    def _stamp(self, wish: DecisionWish) -> Stamp:
        return stamp_now(self._window.store.value.who, wish.reason)

    def _do(self, action: DecideTable | DecideFinding) -> None:
        self._document.do([action], release_action_in_words(action))

    def _table(self) -> Table | None:
        """Return the table chosen in the tree while it has the keyboard, else the current one."""
        cell = self._tree.chosen if self._window.focusWidget() is self._tree else self._current()
        if cell is None:
            return None
        on_sheet = [one for one in self._document.check.tables if one.sheet == cell.sheet]
        under = [one for one in on_sheet if (cell.row, cell.column) in one.body]
        if under:
            return under[0]
        return on_sheet[0] if len(on_sheet) == 1 else None

    def _show_menu(self, place: QPoint) -> None:
        if self._findings.chosen_all:
            self.make_menu().popup(self._findings.list.viewport().mapToGlobal(place))

    def _show_tree_menu(self, place: QPoint) -> None:
        self.make_menu().popup(self._tree.viewport().mapToGlobal(place))
