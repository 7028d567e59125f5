"""Asks which lines add up to a total, and shows whether they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.line_checks import LineCheck, check_sum, own_lines
from sdc_desktop.core.layout.proposals import propose_parts
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.models.cell_links import lines_in_words

Name = Callable[[Axis, int], str]

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class TotalWish:
    """A total and its parts, all rows or all columns of the sheet."""

    axis: Axis
    total: int
    parts: tuple[int, ...]


class TotalDialog(Dialog):
    """The lines of a table with a box to tick each, and in how many lines they add up.

    Args of the constructor: the sheet, the table, the lines that may be the total (the likeliest
    first), the parts that the user has selected for each axis, and what lines are called.
    """

    def __init__(
        self,
        grid: Grid,
        table: Table,
        totals: Mapping[Axis, int],
        selected: Mapping[Axis, Sequence[int]],
        name: Name,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._grid, self._table, self._name = grid, table, name
        self._totals, self._selected = dict(totals), selected
        self.set_words(self.tr("This is a total of…"), self.tr("This is the total"))
        self._which = QComboBox()
        self._which.setAccessibleName(self.tr("The total"))
        for axis, line in totals.items():
            self._which.addItem(self._called(axis, line), axis)
        self.lines = QListWidget()
        self.lines.setAccessibleName(self.tr("Its parts"))
        self.lines.setMinimumHeight(240)
        self.lines.itemChanged.connect(self._look)
        self._result = words("")
        self._result.setAccessibleName(self.tr("Whether it adds up"))
        self._details = words("", "muted")
        self._details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._details.setFixedHeight(2 * self._details.fontMetrics().lineSpacing() + 4)
        self._arrange()
        self._which.currentIndexChanged.connect(self._show_lines)
        self._show_lines()

    @classmethod
    def ask(
        cls,
        grid: Grid,
        table: Table,
        totals: Mapping[Axis, int],
        selected: Mapping[Axis, Sequence[int]],
        name: Name,
        parent: QWidget | None = None,
    ) -> TotalWish | None:
        """Return the total and its parts, None when the user thinks better of it."""
        dialog = cls(grid, table, totals, selected, name, parent)
        return dialog.wish if dialog.exec() == QDialog.DialogCode.Accepted else None

    @property
    def axis(self) -> Axis:
        """Whether the total is a row or a column."""
        return Axis(self._which.currentData())

    @property
    def wish(self) -> TotalWish:
        """What is chosen."""
        return TotalWish(self.axis, self._totals[self.axis], self._ticked())

    @property
    def verdict(self) -> str:
        """What is said about the chosen parts."""
        return self._result.text()

    def tick(self, parts: Sequence[int]) -> None:
        """Choose just these parts."""
        self.lines.blockSignals(True)
        for place in range(self.lines.count()):
            item = self.lines.item(place)
            is_part = item.data(Qt.ItemDataRole.UserRole) in parts
            item.setCheckState(Qt.CheckState.Checked if is_part else Qt.CheckState.Unchecked)
        self.lines.blockSignals(False)
        self._look()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        label = QLabel(self.tr("&The total is"))
        label.setBuddy(self._which)
        top.addWidget(label)
        top.addWidget(self._which, 1)
        buttons = QHBoxLayout()
        proposed = QPushButton(self.tr("Tick what is &proposed"))
        proposed.clicked.connect(lambda: self.tick(self._proposed()))
        none = QPushButton(self.tr("Tick &none"))
        none.clicked.connect(lambda: self.tick(()))
        buttons.addWidget(proposed)
        buttons.addWidget(none)
        buttons.addStretch(1)
        self.column.addLayout(top)
        self.column.addWidget(self.lines)
        self.column.addLayout(buttons)
        self.column.addWidget(self._result)
        self.column.addWidget(self._details)

    def _show_lines(self) -> None:
        """List the lines of the axis in question, with what may be the parts ticked."""
        axis, total = self.axis, self._totals[self.axis]
        self.lines.blockSignals(True)
        self.lines.clear()
        for line in own_lines(self._table, axis):
            if line != total:
                item = QListWidgetItem(self._called(axis, line))
                item.setData(Qt.ItemDataRole.UserRole, line)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                self.lines.addItem(item)
        self.lines.blockSignals(False)
        self.tick(self._proposed())

    def _proposed(self) -> tuple[int, ...]:
        axis, total = self.axis, self._totals[self.axis]
        chosen = set(self._selected.get(axis, ())) - {total}
        if chosen:
            return tuple(line for line in own_lines(self._table, axis) if line in chosen)
        return propose_parts(self._grid, self._table, axis, total)

    def _ticked(self) -> tuple[int, ...]:
        items = (self.lines.item(place) for place in range(self.lines.count()))
        checked = Qt.CheckState.Checked
        return tuple(
            int(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == checked
        )

    def _look(self) -> None:
        """Say in how many lines the ticked parts add up."""
        parts = self._ticked()
        self.set_ready(bool(parts))
        if not parts:
            self._say("muted", self.tr("Tick the lines that add up to it."), "")
            return
        total = self._totals[self.axis]
        check, tolerance = check_sum(self._grid, self._table, self.axis, total, parts)
        text, severity = self._sentence(check, tolerance)
        self._say(severity, text, self._more(check))

    def _sentence(self, check: LineCheck, tolerance: float) -> tuple[str, str]:
        held, known = len(check.holds), check.known
        across = self.tr("columns") if self.axis is Axis.ROWS else self.tr("rows")
        if not known:
            text = self.tr("Withheld numbers leave open whether it adds up.")
            return f"?  {text}", "review"
        text = self.tr("Adds up in {held} of {known} {lines}").format(
            held=held, known=known, lines=across
        )
        if tolerance:
            text = self.tr("{text}, but for rounding").format(text=text)
        return (f"✓  {text}", "good") if held == known else (f"▲  {text}", "fail")

    def _more(self, check: LineCheck) -> str:
        other = Axis.COLUMNS if self.axis is Axis.ROWS else Axis.ROWS
        lines = []
        if check.fails:
            names = ", ".join(self._named(other, line) for line in check.fails[:_MOST_NAMED])
            more = " …" if len(check.fails) > _MOST_NAMED else ""
            text = self.tr("Not in {names}{more}").format(names=names, more=more)
            width = self._result.width() - 8
            lines.append(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width))
        if check.is_open and check.known:
            lines.append(
                self.tr("In {n} more, withheld numbers leave room for it").format(
                    n=len(check.is_open)
                )
            )
        return "\n".join(lines)

    def _say(self, severity: str, text: str, details: str) -> None:
        self._result.setProperty("severity", severity)
        self._result.style().polish(self._result)
        self._result.setText(text)
        self._details.setText(details)

    def _named(self, axis: Axis, line: int) -> str:
        name, where = self._name(axis, line), lines_in_words(axis, (line,))
        return f"{where} ({name})" if name else where

    def _called(self, axis: Axis, line: int) -> str:
        name = self._name(axis, line)
        where = lines_in_words(axis, (line,))
        where = where[:1].upper() + where[1:]
        return f"{where}:  {name}" if name else where
