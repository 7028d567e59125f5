"""Asks what a line of percentages was worked out from, and shows whether that holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QWidget

from sdc_desktop.core.layout.grid import Grid
from sdc_desktop.core.layout.line_checks import RatioLines, check_ratio, other_lines, own_lines
from sdc_desktop.core.layout.proposals import propose_ratio
from sdc_desktop.core.tables import Axis, Table
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.models.cell_links import lines_in_words

Name = Callable[[Axis, int], str]

_SAME = -1


class PercentageDialog(Dialog):
    """Which line is a percentage, of what, and in how many lines that holds.

    Args of the constructor: the sheet, the table, the lines that may be the percentages (the
    likeliest first), and what lines are called.
    """

    def __init__(
        self,
        grid: Grid,
        table: Table,
        ratios: Mapping[Axis, int],
        name: Name,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._grid, self._table, self._name, self._ratios = grid, table, name, dict(ratios)
        self.set_words(self.tr("Percentage of…"), self.tr("This is the percentage"))
        self._which, self.numerator = QComboBox(), QComboBox()
        self.denominator, self.place = QComboBox(), QComboBox()
        for axis, line in ratios.items():
            self._which.addItem(self._called(axis, line), axis)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for label, box in (
            (self.tr("The &percentage is in"), self._which),
            (self.tr("It shows the sha&re of"), self.numerator),
            (self.tr("&in"), self.denominator),
            (self.tr("that &stands"), self.place),
        ):
            form.addRow(label, box)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(28)
        self.column.addLayout(form)
        self._result = words("")
        self._result.setAccessibleName(self.tr("Whether it holds"))
        self.column.addWidget(self._result)
        self._which.currentIndexChanged.connect(self._show_lines)
        self._show_lines()
        for box in (self.numerator, self.denominator, self.place):
            box.currentIndexChanged.connect(self._look)

    @classmethod
    def ask(
        cls,
        grid: Grid,
        table: Table,
        ratios: Mapping[Axis, int],
        name: Name,
        parent: QWidget | None = None,
    ) -> RatioLines | None:
        """Return what was chosen, None when the user thinks better of it."""
        dialog = cls(grid, table, ratios, name, parent)
        return dialog.wish if dialog.exec() == QDialog.DialogCode.Accepted else None

    @property
    def axis(self) -> Axis:
        """Whether the percentages are a row or a column."""
        return Axis(self._which.currentData())

    @property
    def wish(self) -> RatioLines:
        """What is chosen."""
        at = int(self.place.currentData())
        return RatioLines(
            self.axis,
            self._ratios[self.axis],
            int(self.numerator.currentData()),
            int(self.denominator.currentData()),
            None if at == _SAME else at,
        )

    @property
    def verdict(self) -> str:
        """What is said about the choice."""
        return self._result.text()

    def _show_lines(self) -> None:
        """List the lines of the axis in question, with what may be right chosen."""
        axis, ratio = self.axis, self._ratios[self.axis]
        other = Axis.COLUMNS if axis is Axis.ROWS else Axis.ROWS
        lines = [line for line in own_lines(self._table, axis) if line != ratio]
        for box in (self.numerator, self.denominator, self.place):
            box.blockSignals(True)
            box.clear()
        for line in lines:
            self.numerator.addItem(self._called(axis, line), line)
            self.denominator.addItem(self._called(axis, line), line)
        same = self.tr("in the same column") if axis is Axis.ROWS else self.tr("in the same row")
        self.place.addItem(same, _SAME)
        for line in other_lines(self._table, axis):
            text = self.tr("always in: {line}").format(line=self._called(other, line))
            self.place.addItem(text, line)
        proposed = propose_ratio(self._grid, self._table, axis, ratio)
        self._choose(proposed or self._guess(lines))
        for box in (self.numerator, self.denominator, self.place):
            box.blockSignals(False)
        self._look()

    def _guess(self, lines: list[int]) -> RatioLines:
        """Return the line next to the percentages as a share of the total, or of another line."""
        axis, ratio = self.axis, self._ratios[self.axis]
        near = sorted(lines, key=lambda line: abs(line - ratio)) or [ratio]
        table = self._table
        totals = table.total_rows if axis is Axis.ROWS else table.total_columns
        others = [line for line in (*totals, *near) if line not in (ratio, near[0])]
        return RatioLines(axis, ratio, near[0], next(iter(others), near[0]))

    def _choose(self, proposed: RatioLines) -> None:
        at = _SAME if proposed.denominator_at is None else proposed.denominator_at
        for box, line in (
            (self.numerator, proposed.numerator),
            (self.denominator, proposed.denominator),
            (self.place, at),
        ):
            box.setCurrentIndex(box.findData(line))

    def _look(self) -> None:
        """Say in how many lines the choice holds."""
        self.set_ready(self.numerator.count() > 0)
        if not self.numerator.count():
            self._result.setText(self.tr("The table has no other line."))
            return
        check, factor, _ = check_ratio(self._grid, self._table, self.wish)
        across = self.tr("columns") if self.axis is Axis.ROWS else self.tr("rows")
        is_right = bool(check.known) and not check.fails
        text = self.tr("Holds in {held} of {known} {lines}").format(
            held=len(check.holds), known=check.known, lines=across
        )
        if check.holds and factor not in (1.0, 100.0):
            text = self.tr("{text}, for each {factor}").format(text=text, factor=f"{factor:,.0f}")
        self._result.setProperty("severity", "good" if is_right else "fail")
        self._result.style().polish(self._result)
        self._result.setText(f"{'✓' if is_right else '▲'}  {text}")

    def _called(self, axis: Axis, line: int) -> str:
        name, where = self._name(axis, line), lines_in_words(axis, (line,))
        where = where[:1].upper() + where[1:]
        return f"{where}:  {name}" if name else where
