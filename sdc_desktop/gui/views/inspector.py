"""The panel about the current cell: what it is, what is wrong, what can be done, what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.published import CellStatus
from sdc_desktop.gui.models.cell_facts import CellFacts
from sdc_desktop.gui.outlook_words import (
    rounding_in_words,
    showing_in_words,
    withholding_in_words,
)
from sdc_desktop.gui.views.inspector_page import Page, button_for
from sdc_desktop.gui.views.interval_bar import IntervalBar
from sdc_desktop.gui.windows.window_actions import WindowActions
from sdc_desktop.gui.words import (
    SEVERITY_SYMBOLS,
    action_in_words,
    range_in_words,
    rule_in_words,
    severity_in_words,
    sheet_words,
    status_in_words,
)


class Inspector(QScrollArea):
    """Shows the facts of one cell; its buttons are the window's actions.

    `cell_wanted` names a cell to go to.
    """

    cell_wanted = Signal(object)

    def __init__(self, actions: WindowActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._facts: CellFacts | None = None
        self.setWidgetResizable(True)
        self.setObjectName("inspector")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName(self.tr("About the current cell"))
        self.setMinimumWidth(max(230, 14 * self.fontMetrics().height()))

    def show_facts(self, facts: CellFacts, policy: Policy) -> None:
        """Show another cell, or the same cell in another state."""
        if facts == self._facts:
            return
        self._facts = facts
        page = Page()
        self._add_head(page, facts)
        if facts.is_in_table or facts.findings or facts.actions:
            self._add_state(page, facts)
        if facts.wish:
            page.add(f"{facts.wish[0].upper()}{facts.wish[1:]}.")
        said: set[str] = set()
        for finding in facts.findings:
            page.column.addWidget(self._card(finding, said))
        if facts.interval is not None:
            self._add_interval(page, facts, policy)
        self._add_proof(page, facts)
        self._add_remedies(page, facts, policy)
        self._add_outlook(page, facts)
        self._add_relations(page, facts)
        self._add_history(page, facts)
        page.column.addStretch(1)
        self.setWidget(page)

    def refresh_look(self) -> None:
        """Take the colours of the theme anew, with what is shown next."""
        self._facts = None

    def text(self) -> str:
        """Return all words that are shown, line by line."""
        page = self.widget()
        if page is None:
            return ""
        return "\n".join(label.text() for label in page.findChildren(QLabel))

    def _add_head(self, page: Page, facts: CellFacts) -> None:
        page.add(f"{sheet_words(facts.cell.sheet)}, {facts.cell.a1}", "subheading")
        is_short = len(facts.source) <= _LONGEST_HEADING
        value = page.add(facts.source or self.tr("Empty"), "heading" if is_short else "")
        value.setAccessibleName(self.tr("Value in the source: {value}").format(value=facts.source))
        for name, labels in ((self.tr("Row"), facts.rows), (self.tr("Column"), facts.columns)):
            if labels:
                page.add(f"{name}: {' > '.join(labels)}")
        if facts.table:
            page.add(facts.table, "muted")
        if facts.symbol:
            page.add(facts.symbol)
        if not facts.is_in_table:
            page.add(self.tr("Outside the tables that were found."), "muted")

    def _add_state(self, page: Page, facts: CellFacts) -> None:
        if not facts.is_current:
            page.add(self.tr("This state is not checked yet."), "muted")
            return
        if facts.status is not CellStatus.AS_IS:
            state = page.add(f"{status_in_words(facts.status)}: {facts.shown}")
            state.setProperty("severity", "withheld")
        elif facts.is_exempt:
            state = page.add(f"✓  {self.tr('Shown with a reason')}")
            state.setProperty("severity", "good")
        elif facts.is_in_table and not facts.findings:
            state = page.add(f"✓  {self.tr('Nothing was found about this cell.')}")
            state.setProperty("severity", "good")

    def _card(self, finding: Finding, said: set[str]) -> QFrame:
        """Return a card; remedies that an earlier card named are not said again."""
        card = Page()
        card.setProperty("card", str(finding.severity))
        card.setAccessibleName(f"{severity_in_words(finding.severity)}: {finding.message}")
        symbol = SEVERITY_SYMBOLS[finding.severity]
        title = card.add(f"{symbol}  {rule_in_words(finding.rule)}")
        title.setProperty("severity", str(finding.severity))
        card.add(finding.message)
        if finding.policy_paragraph:
            text = self.tr("Policy: {where}")
            card.add(text.format(where=finding.policy_paragraph), "muted")
        others = [
            one
            for one in finding.remedies
            if not one.startswith(_HAVE_BUTTONS) and one.partition(":")[0] not in said
        ]
        said.update(one.partition(":")[0] for one in others)
        if others:
            card.add(self.tr("Also: {remedies}").format(remedies="; ".join(others)), "muted")
        card.column.setContentsMargins(10, 8, 10, 8)
        card.column.setSpacing(4)
        return card

    def _add_interval(self, page: Page, facts: CellFacts, policy: Policy) -> None:
        interval = facts.interval
        if interval is None:
            return
        page.add(self.tr("What a reader can work out"), "subheading")
        page.column.addWidget(IntervalBar(interval, policy.unsafe_counts))
        page.add(range_in_words(interval.lower, interval.upper))
        verdict = (
            f"✓  {self.tr('That is as wide as the policy asks.')}"
            if interval.is_enough
            else f"▲  {self.tr('That is not wide enough.')}"
        )
        page.add(verdict).setProperty("severity", "good" if interval.is_enough else "fail")
        is_said = any(one.message == interval.because for one in facts.findings)
        if not interval.is_enough and not is_said:
            page.add(interval.because, "muted")

    def _add_proof(self, page: Page, facts: CellFacts) -> None:
        """Say what the marked cells are; the sentence stands in the finding above."""
        if not facts.proof:
            return
        page.add(self.tr("How a reader works it out"), "subheading")
        for line in facts.proof:
            page.add(line)
        page.add(self.tr("F7 goes from cell to cell; Escape takes the marks away."), "muted")

    def _add_relations(self, page: Page, facts: CellFacts) -> None:
        """Say what adds up, longest lists cut short: the sheet shows them all."""
        if not facts.relations:
            return
        page.add(self.tr("What adds up"), "subheading")
        for sentence in facts.relations[:_MOST_RELATIONS]:
            page.add(sentence)
        more = len(facts.relations) - _MOST_RELATIONS
        if more > 0:
            page.add(self.tr("… and {n} more.").format(n=more), "muted")

    def _add_outlook(self, page: Page, facts: CellFacts) -> None:
        """Say what a withheld cell is good for, and what showing it would give away."""
        if not facts.is_withheld:
            return
        self._add_links(page, self.tr("What it protects"), facts.outlook.protects, facts.cell)
        self._add_links(page, self.tr("What protects it"), facts.outlook.protected_by, facts.cell)
        if facts.outlook.short is None and not facts.outlook.is_pending:
            return
        page.add(self.tr("What if it were shown?"), "subheading")
        if facts.outlook.short is None:
            page.add(self.tr("Working it out…"), "muted")
            return
        is_unsafe = facts.status is CellStatus.PRIMARY
        for line in showing_in_words(facts.outlook.short, is_unsafe=is_unsafe):
            page.add(line)

    def _add_links(self, page: Page, title: str, cells: tuple[CellRef, ...], here: CellRef) -> None:
        if not cells:
            return
        page.add(title, "subheading")
        names = [one.a1 if one.sheet == here.sheet else one.full for one in cells[:_MOST_LINKS]]
        more = len(cells) - len(names)
        rest = self.tr("and {n} more").format(n=more) if more else ""
        links = page.add_links(names, rest)
        links.setToolTip(self.tr("Go to the cell"))
        links.linkActivated.connect(lambda place: self.cell_wanted.emit(cells[int(place)]))

    def _add_remedies(self, page: Page, facts: CellFacts, policy: Policy) -> None:
        offered = self._offered(facts)
        if not offered:
            return
        page.add(self.tr("What you can do"), "subheading")
        for place, action in enumerate(offered):
            page.column.addWidget(button_for(action, is_leading=place == 0 and _is_urgent(facts)))
            cost = self._cost_of(action, facts, policy)
            if cost:
                page.add(cost, "muted")

    def _cost_of(self, action: QAction, facts: CellFacts, policy: Policy) -> str:
        """Return what a remedy costs; only where there is something to remedy."""
        can = self._actions
        if facts.is_withheld or not _is_urgent(facts):
            return ""
        if action is can.withhold:
            if facts.outlook.is_pending:
                return self.tr("Working out what must go with it…")
            return withholding_in_words(facts.outlook.companions)
        if action is can.round:
            return rounding_in_words(facts.number, policy)
        if action is can.accept:
            return self.tr("Nothing is lost; the risk stays, and you answer for it.")
        return ""

    def _offered(self, facts: CellFacts) -> list[QAction]:
        can = self._actions
        unprotected = facts.interval is not None and not facts.interval.is_enough
        if facts.is_withheld:
            offered = [can.release, can.know]
            return [can.protect, *offered] if unprotected else offered
        if facts.interval is not None and facts.status is CellStatus.AS_IS:
            return [can.protect, can.know] if unprotected else [can.know]
        unsafe = any(one.severity is Severity.FAIL for one in facts.findings)
        if facts.status is CellStatus.ROUNDED:
            return [can.withhold, can.release, can.accept] if unsafe else [can.release]
        if unsafe:
            return [can.withhold, can.protect, can.round, can.accept]
        if facts.findings:
            return [can.withhold, can.round]
        return [can.withhold] if facts.is_in_table and facts.source else []

    def _add_history(self, page: Page, facts: CellFacts) -> None:
        if not facts.actions:
            return
        page.add(self.tr("History of this cell"), "subheading")
        for action in facts.actions:
            stamp = action.stamp
            when = stamp.when.replace("T", " ").removesuffix("Z")[:16]
            page.add(action_in_words(action))
            by = " · ".join(part for part in (stamp.who, when, stamp.why) if part)
            page.add(by, "muted")


_LONGEST_HEADING = 40
_MOST_RELATIONS = 6
_MOST_LINKS = 12
_HAVE_BUTTONS = ("Withhold the", "Round the", "Accept with")
"""How those remedies begin that stand below as buttons."""


def _is_urgent(facts: CellFacts) -> bool:
    open_interval = facts.interval is not None and not facts.interval.is_enough
    return open_interval or any(one.severity is Severity.FAIL for one in facts.findings)
