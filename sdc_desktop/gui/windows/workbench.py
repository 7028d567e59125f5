"""The work on one open workbook: its sheets, its panels, and what they say to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QUndoView, QVBoxLayout, QWidget

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.models.cell_facts import facts_of
from sdc_desktop.gui.models.workbook_model import WorkbookModel
from sdc_desktop.gui.steps import states_of, summary_of
from sdc_desktop.gui.views.findings_panel import FindingsPanel
from sdc_desktop.gui.views.guide_bar import Step
from sdc_desktop.gui.views.inspector import Inspector
from sdc_desktop.gui.views.proof_panel import ProofPanel
from sdc_desktop.gui.views.search_strip import SearchStrip
from sdc_desktop.gui.views.sheet_area import SheetArea
from sdc_desktop.gui.views.workbook_tree import WorkbookTree
from sdc_desktop.gui.windows.checking import Checking
from sdc_desktop.gui.windows.comparing import Comparing
from sdc_desktop.gui.windows.decision_work import DecisionWork
from sdc_desktop.gui.windows.earlier_work import EarlierWork
from sdc_desktop.gui.windows.edits import Edits
from sdc_desktop.gui.windows.evidence_work import EvidenceWork
from sdc_desktop.gui.windows.fact_work import FactWork
from sdc_desktop.gui.windows.hidden_work import HiddenWork
from sdc_desktop.gui.windows.interval_work import IntervalWork
from sdc_desktop.gui.windows.picture_work import PictureWork
from sdc_desktop.gui.windows.policy_work import PolicyWork
from sdc_desktop.gui.windows.proof_work import ProofWork
from sdc_desktop.gui.windows.protecting import Protecting
from sdc_desktop.gui.windows.redesigning import Redesigning
from sdc_desktop.gui.windows.release_work import ReleaseWork
from sdc_desktop.gui.windows.saving import Saving
from sdc_desktop.gui.windows.showing import Showing
from sdc_desktop.gui.windows.table_work import TableWork
from sdc_desktop.gui.windows.what_if_work import WhatIfWork
from sdc_desktop.gui.windows.wish_work import WishWork

if TYPE_CHECKING:
    from sdc_desktop.gui.windows.main_window import MainWindow


class Workbench(QWidget):
    """The centre of the window with the guide and the sheets; its panels go into docks.

    Attributes:
        document: The open check.
        tree, inspector, findings, proof, history: The panels.
        showing: Shows on the sheets what was understood, decided and found.
        hidden: What is said of hidden parts, with their panel.
        earlier: What is said of earlier releases, with their panel.
        evidence: What stands behind the numbers, with its panel.
        tables: What is said of the tables: corrections, and what is remembered of them.
        policies: Changes what is checked against.
        proofs: Shows how a reader knows a withheld cell.
        facts: Asks what readers know from elsewhere.
        intervals: Shows the picture of what a reader can narrow withheld cells to.
        pictures: Shows all other pictures of the check.
    """

    summary_changed = Signal(str)

    def __init__(self, document: Document, window: MainWindow) -> None:
        super().__init__(window)
        self.document, self._window, self._can = document, window, window.can
        document.setParent(self)
        workbook = document.check.workbook
        self.guide = window.guide
        self.sheets = SheetArea(workbook, window.store.value.zoom)
        self.tree = WorkbookTree(WorkbookModel(workbook))
        self.showing = Showing(document, self.sheets, self.tree)
        self.inspector = Inspector(self._can)
        self.findings, self.proof = FindingsPanel(), ProofPanel(self._can.picture)
        self.history = self._make_history()
        self.edits = Edits(document, window.jobs, self.sheets.selected_cells, self._who, window)
        self.tables = TableWork(document, window, self.sheets, self.showing.labels_of, self._who)
        self.hidden = HiddenWork(document, window.jobs, self.sheets, self._who, window)
        self.earlier = EarlierWork(document, window, self.sheets, self._who)
        self.release = ReleaseWork(document, window)
        self.saving = Saving(document, window, self.release)
        self.decisions = DecisionWork(
            document, window, self.findings, self.tree, self.sheets.current_cell
        )
        self.evidence = EvidenceWork(document, window, self.sheets, self._who)
        self.proofs = ProofWork(document, window, self.sheets)
        self.intervals = IntervalWork(document, window, self.showing.labels_of)
        self.pictures = PictureWork(document, window)
        self.facts = FactWork(document, self.sheets.selected_cells, self._who, window)
        self.policies = PolicyWork(document, window, self)
        self.policies.cell_wanted.connect(self.go_to)
        self.checking = Checking(document, window.banner, self)
        self.wishes = WishWork(document, self.sheets, self._can.wishes, self._who, window)
        self.protecting = Protecting(document, self._who, window)
        self.comparing = Comparing(
            document, window.jobs, self.edits.scopes, self.edits.key, self._who, window
        )
        self.redesigning = Redesigning(document, window.jobs, self.sheets.chosen, self._who, window)
        self.search = SearchStrip()
        self.what_if = WhatIfWork(document, window.jobs, self)
        self._inspect_soon = QTimer(self)
        self._inspect_soon.setSingleShot(True)
        self._inspect_soon.timeout.connect(self._inspect)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.sheets, 1)
        self._connect()
        self._connect_actions()

    @property
    def summary(self) -> str:
        """Where the check stands, in a few words."""
        return summary_of(self.document)

    def begin(self) -> None:
        """Show the first sheet with a table and check the workbook."""
        self.policies.begin()
        self._can.undo.setEnabled(self.document.undo_stack.canUndo())
        self._can.redo.setEnabled(self.document.undo_stack.canRedo())
        self.sheets.show_first_sheet(self.showing.first_sheet())
        self.sheets.show_source(self._can.show_source.isChecked())
        self.sheets.show_both(self._can.show_both.isChecked())
        self.sheets.focus_sheet()
        self.hidden.begin()
        self.document.assess()
        self.tables.begin()

    def leave(self) -> None:
        """Close the document; the window shows something else from now on."""
        for signal, slot in self._wires:
            signal.disconnect(slot)
        self.hidden.leave()
        self.proofs.leave()
        self.wishes.leave()
        self.what_if.leave()
        self._window.jobs.cancel_all()
        self.tables.leave()
        self.edits.deleteLater()
        self.tables.deleteLater()
        self.hidden.deleteLater()
        self.earlier.deleteLater()
        self.evidence.deleteLater()
        self.proofs.deleteLater()
        self.facts.deleteLater()
        self.wishes.deleteLater()
        self.protecting.deleteLater()
        self.comparing.deleteLater()
        self.redesigning.deleteLater()
        self.intervals.deleteLater()
        self.pictures.deleteLater()
        self.saving.deleteLater()
        self.release.deleteLater()
        self.decisions.deleteLater()
        self.document.close()

    def panels(self) -> dict[str, QWidget]:
        """Return what goes into the docks."""
        return {
            "workbook": self.tree,
            "inspector": self.inspector,
            "findings": self.findings,
            "proof": self.proof,
            "hidden": self.hidden.panel,
            "earlier": self.earlier.panel,
            "evidence": self.evidence.panel,
            "history": self.history,
        }

    def refresh(self) -> None:
        """Show the document's present state everywhere."""
        document = self.document
        self.showing.refresh()
        if document.assessment is not None and not document.is_assessing:
            self.showing.show_counts(document.assessment.findings)
            self.findings.show_findings(document.assessment.findings, document.check.tables)
            self.proof.show_intervals(document.assessment.audit.intervals)
        elif document.assessment is None:
            self._show_unchecked()
        self.decisions.refresh()
        self.hidden.refresh()
        self.earlier.refresh()
        self.evidence.refresh()
        self.proofs.refresh()
        self.wishes.refresh()
        self.guide.show_states(states_of(document))
        self._window.policies.show_policy(document.check.policy.id)
        self.summary_changed.emit(self.summary)
        self._inspect_soon.start()

    def _show_unchecked(self) -> None:
        """Show nothing that may be wrong by now."""
        self.showing.show_counts(())
        self.findings.show_unchecked()
        self.proof.show_intervals(())

    def go_to(self, cell: CellRef) -> None:
        """Show a cell."""
        self.sheets.go_to(cell)

    def refresh_look(self) -> None:
        """Take the colours of the theme anew."""
        self.sheets.refresh_look()
        self.guide.show_states(states_of(self.document))
        self.inspector.refresh_look()
        self._inspect()

    def go_to_step(self, step: Step) -> None:
        """Show where a step is done; a check that was stopped is begun again."""
        self.document.resume()
        if step is Step.TABLES:
            self._window.panels.bring_up("workbook")
            self.tree.setFocus()
        elif step is Step.POLICY:
            self._window.policies.open_list()
        elif step is Step.FINDINGS:
            self._window.panels.bring_up("findings")
            self.findings.focus_list()
        elif step is Step.PROOF:
            self._window.panels.bring_up("proof")
            self.proof.focus_list()
        elif step is Step.HIDDEN:
            self._window.panels.bring_up("hidden")
            self.hidden.panel.focus_list()
        else:
            self._can.save.trigger()

    def _connect(self) -> None:
        document, sheets, banner = self.document, self.sheets, self._window.banner
        document.changed.connect(self.refresh)
        document.failed.connect(banner.show_error)
        self.edits.failed.connect(banner.show_error)
        self.edits.said.connect(banner.show_message)
        self.facts.failed.connect(banner.show_error)
        self.wishes.said.connect(banner.show_message)
        for work in (self.edits, self.protecting):
            work.busy_changed.connect(self._set_busy)
        self._connect_protection()
        sheets.sheet_made.connect(self.showing.fill_sheet)
        sheets.sheet_shown.connect(self.showing.catch_up)
        sheets.cell_changed.connect(self.proofs.follow)
        sheets.cell_changed.connect(self.evidence.follow)
        sheets.cell_changed.connect(self._inspect_soon.start)
        sheets.zoom_changed.connect(self._keep_zoom)
        self.what_if.answered.connect(self._inspect_soon.start)
        for panel in (self.tree, self.findings, self.proof, self.inspector):
            panel.cell_wanted.connect(self.go_to)
        self.findings.cells_wanted.connect(sheets.select_cells)
        document.undo_stack.canUndoChanged.connect(self._can.undo.setEnabled)
        document.undo_stack.canRedoChanged.connect(self._can.redo.setEnabled)

    def _connect_protection(self) -> None:
        protecting, strip, banner = self.protecting, self.search, self._window.banner
        protecting.failed.connect(banner.show_error)
        protecting.said.connect(banner.show_message)
        protecting.began.connect(strip.begin)
        protecting.improved.connect(strip.show_best)
        protecting.ended.connect(strip.end)
        self.comparing.said.connect(banner.show_message)
        strip.keep_wanted.connect(protecting.stop_and_keep)
        strip.cancel_wanted.connect(protecting.cancel)

    def _connect_actions(self) -> None:
        can, sheets, stack = self._can, self.sheets, self.document.undo_stack
        wires = (
            *self.wishes.wires,
            (self.guide.step_wanted, self.go_to_step),
            (self._window.policies.profile_wanted, self.policies.use_profile),
            (self._window.policies.compare.triggered, self.policies.compare),
            (self._window.policies.change.triggered, self.policies.change),
            (can.undo.triggered, stack.undo),
            (can.redo.triggered, stack.redo),
            (can.save.triggered, self.saving.ask),
            (can.compare.triggered, self.earlier.ask_release),
            (can.deciding.describe.triggered, lambda _=False: self.release.ask()),
            (can.deciding.decision_wanted, self.decisions.decide),
            (can.evidence.triggered, self.evidence.ask_file),
            (can.ask.triggered, self.evidence.show_questions),
            (can.withhold.triggered, self.edits.withhold_selected),
            (can.release.triggered, self.edits.release_selected),
            (can.accept.triggered, self.edits.accept_selected),
            (can.know.triggered, self.facts.ask),
            (can.round.triggered, self.edits.round),
            (can.protect.triggered, self.protecting.protect),
            (can.protect_as.triggered, self.protecting.ask),
            (can.compare_ways.triggered, self.comparing.ask),
            (can.combine.triggered, self.redesigning.ask),
            (can.check_again.triggered, self.checking.check_again),
            (can.next_finding.triggered, self.findings.go_to_next),
            (can.previous_finding.triggered, self.findings.go_to_previous),
            (can.next_of_proof.triggered, self.proofs.go_to_next),
            (can.previous_of_proof.triggered, self.proofs.go_to_previous),
            (can.hide_proof.triggered, self._hide_proof),
            (can.next_hidden.triggered, self._go_to_next_hidden),
            (can.previous_hidden.triggered, self._go_to_previous_hidden),
            (can.remove_hidden.triggered, self.hidden.remove_all),
            (can.go_to_cell.triggered, sheets.ask_cell),
            (can.next_sheet.triggered, sheets.show_next_sheet),
            (can.previous_sheet.triggered, sheets.show_previous_sheet),
            (can.picture.triggered, self.intervals.show_picture),
            *((one.triggered, self.pictures.opener(of)) for of, one in can.pictures.of.items()),
            (can.show_source.toggled, sheets.show_source),
            (can.show_both.toggled, sheets.show_both),
            (can.show_hidden.toggled, sheets.show_hidden),
            (can.zoom_in.triggered, sheets.zoom_in),
            (can.zoom_out.triggered, sheets.zoom_out),
            (can.zoom_reset.triggered, sheets.zoom_to_usual),
        )
        self._wires = wires
        for signal, slot in wires:
            signal.connect(slot)

    def _go_to_next_hidden(self) -> None:
        self._window.panels.bring_up("hidden")
        self.hidden.panel.go_to_next()

    def _go_to_previous_hidden(self) -> None:
        self._window.panels.bring_up("hidden")
        self.hidden.panel.go_to_previous()

    def _hide_proof(self) -> None:
        self.proofs.hide()
        self._inspect_soon.start()

    def _set_busy(self, is_busy: bool) -> None:
        can = self._can
        changing = (can.withhold, can.release, can.accept, can.know, can.round, *can.wishes.actions)
        others = (
            can.protect,
            can.protect_as,
            can.compare_ways,
            can.combine,
            can.remove_hidden,
            can.compare,
            can.evidence,
            can.save,
        )
        for action in (*changing, *others):
            action.setEnabled(not is_busy)
        self.hidden.set_busy(is_busy)
        self.earlier.set_busy(is_busy)
        self.evidence.set_busy(is_busy)
        self.tables.set_busy(is_busy)
        stack = self.document.undo_stack
        can.undo.setEnabled(not is_busy and stack.canUndo())
        can.redo.setEnabled(not is_busy and stack.canRedo())
        self.history.setEnabled(not is_busy)

    def _who(self) -> str:
        return self._window.store.value.who

    def _keep_zoom(self, zoom: int) -> None:
        self._window.store.change(zoom=zoom)

    def _make_history(self) -> QUndoView:
        history = QUndoView(self.document.undo_stack)
        history.setEmptyLabel(self.tr("As opened"))
        history.setAccessibleName(self.tr("History: choose a line to go back to it"))
        history.setToolTip(self.tr("Choose a line to go back to it"))
        return history

    def _inspect(self) -> None:
        cell, view = self.sheets.current_cell(), self.sheets.view
        if cell is None or view is None:
            return
        shown = view.sheet_model.text(cell.row, cell.column)
        links = view.overlay.links
        told = self.proofs.lines_at(cell)
        said = self.document.symbol_at(cell)
        facts = facts_of(
            self.document,
            self.showing.labels_of(cell.sheet),
            cell,
            shown,
            links,
            told,
            said,
            self.what_if.about(cell),
        )
        self.inspector.show_facts(facts, self.document.check.policy)
