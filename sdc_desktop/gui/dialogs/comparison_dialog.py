"""Two policies on the open workbook: what only one of them finds, table by table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_comparison import CellFinding, TableComparison, compare_policies
from sdc_desktop.core.policy_profile import PolicyProfile
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.dialogs.parameters_dialog import ParametersDialog
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.words import rule_in_words, sheet_words

_CELL = Qt.ItemDataRole.UserRole


class ComparisonDialog(Dialog):
    """The policy that holds beside another one; `cell_wanted` names where to go.

    `policy` is the other one when the user wants to go on with it.
    """

    cell_wanted = Signal(object)

    def __init__(
        self, check: Check, profiles: Sequence[PolicyProfile], jobs: Jobs, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setMinimumWidth(640)
        self.set_words(
            self.tr("Compare policies"),
            self.tr("Use the other policy"),
            self.tr("What the rules of each find in the numbers as they are shown now."),
        )
        self._check, self._jobs, self._profiles = check, jobs, tuple(profiles)
        self.policy: Policy | None = None
        self._job: Job | None = None
        self.other = self._make_other()
        self.list = self._make_list()
        self.summary = words(self.tr("Choose a policy to compare with."))
        self.column.addWidget(self.summary)
        self.column.addWidget(self.list)
        self.set_ready(False)

    def compare(self, policy: Policy) -> None:
        """Compare with `policy`, beside the window."""
        self.policy, check = policy, self._check
        self.set_ready(False)
        self.summary.setText(self.tr("Comparing…"))
        work: Callable[..., tuple[TableComparison, ...]] = lambda progress: compare_policies(  # noqa: E731
            check, check.policy, policy, progress
        )
        job = Job(self.tr("Comparing policies"), work)
        self._job = job
        job.signals.finished.connect(lambda compared: self._show(job, compared))
        job.signals.failed.connect(lambda error: self.summary.setText(str(error)))
        self._jobs.start(job)

    def _make_other(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Other policy"))
        box.addItem("", None)
        for profile in self._profiles:
            if profile.id != self._check.policy.id:
                box.addItem(profile.title, profile)
        box.activated.connect(self._choose)
        form = QFormLayout()
        form.addRow(self.tr("This policy"), words(self._check.policy.title))
        form.addRow(self.tr("&Other policy"), box)
        self.column.addLayout(form)
        return box

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setAccessibleName(self.tr("Findings of the two policies"))
        view.setHeaderLabels(
            [self.tr("Table"), self.tr("Only this"), self.tr("Both"), self.tr("Only the other")]
        )
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        view.setMinimumHeight(220)
        view.itemActivated.connect(self._go)
        return view

    def _choose(self) -> None:
        profile = self.other.currentData()
        if profile is None:
            return
        if profile.open_parameters:
            policy = ParametersDialog.ask(profile, self)
        else:
            policy = profile.with_parameters({})
        if policy is not None:
            self.compare(policy)

    def _show(self, job: Job, compared: Sequence[TableComparison]) -> None:
        if job is not self._job:
            return
        self.list.clear()
        totals = [0, 0, 0]
        for one in compared:
            groups = (one.only_first, one.both, one.only_second)
            totals = [total + len(group) for total, group in zip(totals, groups, strict=True)]
            self.list.addTopLevelItem(self._make_item(one, groups))
        text = self.tr("{a} findings only here, {b} in both, {c} only under the other policy.")
        self.summary.setText(text.format(a=totals[0], b=totals[1], c=totals[2]))
        self.set_ready(True)

    def _make_item(
        self, one: TableComparison, groups: tuple[tuple[CellFinding, ...], ...]
    ) -> QTreeWidgetItem:
        name = f"{sheet_words(one.table.sheet)}: {one.table.title or one.table.body.a1}"
        item = QTreeWidgetItem([name, *(f"{len(group):,}" for group in groups)])
        item.setToolTip(0, name)
        for column, group in enumerate(groups, 1):
            item.setTextAlignment(column, _RIGHT)
            for cell, rule in group[:_MOST_SHOWN]:
                child = QTreeWidgetItem([f"{cell.a1}  {rule_in_words(rule)}"])
                child.setText(column, "●")
                child.setTextAlignment(column, _RIGHT)
                child.setData(0, _CELL, cell)
                item.addChild(child)
        return item

    def _go(self, item: QTreeWidgetItem) -> None:
        cell = item.data(0, _CELL)
        if isinstance(cell, CellRef):
            self.cell_wanted.emit(cell)

    def done(self, result: int) -> None:
        """Close, and stop what is still being worked out."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().done(result)


_MOST_SHOWN = 200
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
