"""Changes a copy of a policy, and tells at once what that does to the open workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QLineEdit, QScrollArea, QWidget

from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_comparison import TableComparison, compare_policies
from sdc_desktop.core.policy_rules import check_rounding
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.views.rule_fields import RuleFields

_PAUSE = 300
"""Milliseconds without a key before the effect is worked out."""


class PolicyEditor(Dialog):
    """The title and the rules; `policy` is the copy when it can be used, else None."""

    def __init__(self, check: Check, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumWidth(620)
        self.set_words(
            self.tr("Change a copy of this policy"),
            self.tr("Keep and use it"),
            self.tr("It is kept for you only, encrypted, because it may hold your numbers."),
        )
        self._check, self._jobs = check, jobs
        self._job: Job | None = None
        self.policy: Policy | None = None
        self.title = QLineEdit(self.tr("{title} (ours)").format(title=check.policy.title))
        self.title.setAccessibleName(self.tr("Name of the policy"))
        form = QFormLayout()
        form.addRow(self.tr("&Name"), self.title)
        self.column.addLayout(form)
        self.rules = RuleFields(check.policy)
        area = QScrollArea()
        area.setAccessibleName(self.tr("Rules of the policy"))
        area.setWidget(self.rules)
        area.setWidgetResizable(True)
        area.setMinimumHeight(300)
        self.column.addWidget(area)
        self.problem, self.effect = words(""), words("")
        self.problem.setProperty("severity", "fail")
        self.column.addWidget(self.problem)
        self.column.addWidget(self.effect)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._work_out)
        self.rules.changed.connect(self.look)
        self.title.textChanged.connect(self.look)
        self.look()

    def look(self) -> None:
        """See whether the policy can be used, and soon what it does."""
        problem = ""
        self.policy = None
        try:
            policy = self.rules.policy()
            check_rounding(policy, self.title.text())
        except ValueError as error:
            problem = str(error)
        except SdcError as error:
            problem = f"{error} {error.hint}"
        else:
            self.policy = _own(policy, self.title.text().strip())
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.effect.setVisible(not problem)
        self.set_ready(self.policy is not None and bool(self.title.text().strip()))
        self._soon.start()

    def done(self, result: int) -> None:
        """Close, and stop what is still being worked out."""
        self._soon.stop()
        self._cancel()
        super().done(result)

    def _work_out(self) -> None:
        self._cancel()
        check, policy = self._check, self.policy
        if policy is None:
            return
        work: Callable[..., tuple[TableComparison, ...]] = lambda progress: compare_policies(  # noqa: E731
            check, check.policy, policy, progress
        )
        job = Job(self.tr("Trying the policy"), work)
        self._job = job
        job.signals.finished.connect(lambda compared: self._show(job, compared))
        job.signals.failed.connect(lambda error: self.effect.setText(str(error)))
        self._jobs.start(job)

    def _show(self, job: Job, compared: Sequence[TableComparison]) -> None:
        if job is not self._job:
            return
        more = sum(len(one.only_second) for one in compared)
        fewer = sum(len(one.only_first) for one in compared)
        same = sum(len(one.both) for one in compared)
        text = self.tr("In this workbook: {more} findings more, {fewer} fewer, {same} the same.")
        self.effect.setText(text.format(more=more, fewer=fewer, same=same))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _own(policy: Policy, title: str) -> Policy:
    """Return a policy as the user's own: what was published is what it was made from."""
    note = f'Made from "{policy.title}" ({policy.id}, version {policy.version}).'
    notes = tuple(one for one in policy.notes if not one.startswith("Made from "))
    return replace(
        policy, title=title, is_verified=False, notes=(note, *notes), local_parameters=()
    )
