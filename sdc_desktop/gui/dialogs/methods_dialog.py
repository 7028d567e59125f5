"""Ways to protect side by side: what each loses and what it leaves, before one is applied."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QButtonGroup,
    QHeaderView,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.protection.comparing import Outcome, Scene, Way, compare_ways
from sdc_desktop.core.protection.losing import TableLoss
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.models.way_previews import Previews
from sdc_desktop.gui.rounding import Scope
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.views.ways_beside import WaysBeside
from sdc_desktop.gui.ways import name_of, outcome_in_words, sentence_of
from sdc_desktop.gui.words import number_in_words

Texts = dict[CellRef, str]

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_COLUMNS = 8


class MethodsDialog(Dialog):
    """One row a way, filled in as it is worked out; `chosen` is the one to apply.

    Args:
        ways: What is compared.
        scopes: What it can be compared on.
        scene_of: Gives what a scope means; it is called beside the window.
        jobs: Where the work is done.
    """

    def __init__(
        self,
        ways: Sequence[Way],
        scopes: dict[Scope, str],
        scene_of: Callable[[Scope], Scene],
        jobs: Jobs,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setMinimumWidth(1100)
        self.set_words(
            self.tr("Compare ways to protect"),
            self.tr("Apply this way"),
            self.tr("Nothing is changed before you apply one of them, and that can be undone."),
        )
        self._ways, self._scene_of, self._jobs = tuple(ways), scene_of, jobs
        self._found: dict[int, Outcome] = {}
        self._job: Job | None = None
        self._scopes = self._add_scopes(scopes)
        self.list = self._make_list()
        self.details = words("")
        self.details.setMinimumHeight(self.fontMetrics().height() * 2)
        self.beside = WaysBeside([name_of(way) for way in self._ways])
        self.column.addWidget(self.list)
        self.column.addWidget(self.details)
        self.column.addWidget(self.beside, 1)
        self.list.currentItemChanged.connect(lambda *_: self._show_details())
        self._compare(next(iter(scopes)))

    @property
    def chosen(self) -> Outcome | None:
        """What is to be applied, None while nothing is chosen that can be."""
        found = self._found.get(self._row)
        return found if found is not None and found.loss is not None else None

    @property
    def name(self) -> str:
        """What the chosen way is called."""
        return name_of(self._ways[self._row])

    @property
    def _row(self) -> int:
        """The row that is chosen, -1 for none."""
        return self.list.currentIndex().row()

    def done(self, result: int) -> None:
        """Close, and stop what is still being worked out."""
        self._stop()
        super().done(result)

    def _add_scopes(self, scopes: dict[Scope, str]) -> QButtonGroup:
        group = QButtonGroup(self)
        for scope, text in scopes.items():
            button = QRadioButton(text)
            button.setChecked(not group.buttons())
            button.clicked.connect(lambda _=False, one=scope: self._compare(one))
            group.addButton(button)
            self.column.addWidget(button)
        return group

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setAccessibleName(self.tr("Ways to protect"))
        view.setRootIsDecorated(False)
        view.setHeaderLabels(
            [
                self.tr("Way"),
                self.tr("Withheld"),
                self.tr("Of the value"),
                self.tr("Changed"),
                self.tr("Mean change"),
                self.tr("Largest change"),
                self.tr("Still at risk"),
                self.tr("Can be worked out"),
            ]
        )
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.setUniformRowHeights(True)
        view.setMinimumHeight(15 * self.fontMetrics().height())
        for way in self._ways:
            item = QTreeWidgetItem([name_of(way)])
            item.setToolTip(0, sentence_of(way))
            for column in range(1, _COLUMNS):
                item.setTextAlignment(column, _RIGHT)
            view.addTopLevelItem(item)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return view

    def _compare(self, scope: Scope) -> None:
        """Work every way out anew, one after the other."""
        self._stop()
        self._found = {}
        self.beside.clear_cells()
        for row in range(len(self._ways)):
            self._fill(row, ["…"] * (_COLUMNS - 1))
        self._show_details()
        ways, scene_of = self._ways, self._scene_of

        def work(progress: Progress) -> None:
            scene = scene_of(scope)
            previews = Previews(scene.check)
            for row, found in enumerate(compare_ways(scene, ways, progress=progress)):
                texts = previews.look_at(found)
                job.tell((job, row, found, {one: previews.now(one) for one in texts}, texts))

        job = self._job = Job(self.tr("Comparing ways to protect"), work)
        job.signals.told.connect(self._take)
        job.signals.failed.connect(self._say_failed)
        self._jobs.start(job)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _say_failed(self, error: SdcError) -> None:
        self.details.setText(f"{error} {error.hint}")

    def _take(self, told: tuple[Job, int, Outcome, Texts, Texts]) -> None:
        job, row, found, now, texts = told
        if job is self._job:
            self._show(row, found)
            self.beside.show_cells(now)
            self.beside.show_way(row, texts)

    def _show(self, row: int, found: Outcome) -> None:
        self._found[row] = found
        if found.loss is None:
            self._fill(row, ["-"] * (_COLUMNS - 1))
        else:
            self._fill(row, _figures(found, found.loss.together))
            self._mark(row, found)
        if self._row < 0:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self._show_details()

    def _fill(self, row: int, texts: Sequence[str]) -> None:
        item = self.list.topLevelItem(row)
        if item is not None:
            item.setText(0, name_of(self._ways[row]))
            for column, text in enumerate(texts, 1):
                item.setText(column, text)

    def _mark(self, row: int, found: Outcome) -> None:
        """Say by a sign, words and colour whether anything is left."""
        item = self.list.topLevelItem(row)
        if item is not None:
            item.setText(0, f"{'✓' if found.is_safe else '▲'}  {name_of(self._ways[row])}")
            colour = theme().exempt if found.is_safe else theme().fail
            item.setForeground(0, QColor(colour))
            item.setToolTip(0, f"{sentence_of(self._ways[row])} {outcome_in_words(found)}")

    def _show_details(self) -> None:
        row = self._row
        found = self._found.get(row)
        self.set_ready(found is not None and bool(found.actions))
        if found is None:
            self.details.setText(self.tr("Working it out…"))
        elif found.problem is not None:
            self.details.setText(f"{found.problem} {found.problem.hint}")
        else:
            said = outcome_in_words(found) if found.actions else self.tr("It would change nothing.")
            self.details.setText(f"{sentence_of(self._ways[row])} {said}")


def _figures(found: Outcome, lost: TableLoss) -> list[str]:
    loss = lost.changed
    return [
        f"{lost.withheld:,}",
        f"{number_in_words(round(lost.share_of_value, 1))} %",
        f"{loss.changed:,}",
        number_in_words(round(loss.deviation, 2)),
        number_in_words(round(loss.largest, 2)),
        f"{found.at_risk:,}",
        f"{found.worked_out:,}",
    ]
