"""Turns what the checker says of tables into actions of the document."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sdc_desktop.core.actions import CorrectTables
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.correcting import (
    LineRole,
    SheetTables,
    Tables,
    add_table,
    move_edges,
    remove_table,
    replace_table,
    set_role,
)
from sdc_desktop.core.layout.grid import Grid, classify
from sdc_desktop.core.layout.line_checks import RatioLines, own_lines
from sdc_desktop.core.layout.said import say_no_total, say_ratio, say_statistic, say_total
from sdc_desktop.core.tables import Axis, Statistic, Table
from sdc_desktop.gui.dialogs.percentage_dialog import PercentageDialog
from sdc_desktop.gui.dialogs.total_dialog import TotalDialog, TotalWish
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.models.cell_links import lines_in_words
from sdc_desktop.gui.models.labels import CellLabels
from sdc_desktop.gui.models.table_words import statistic_in_words
from sdc_desktop.gui.models.target import Chosen, Target, find_target
from sdc_desktop.gui.stamps import stamp_now


@dataclass(frozen=True, slots=True)
class _Wish:
    """A correction that waits for its turn: of which sheet, which one, and what it is called."""

    sheet: str
    change: Callable[[SheetTables], Tables]
    text: str


class Corrections(QObject):
    """Says what the tables of a sheet are; heavy work is done beside the window, in turn.

    `said` gives a sentence for the banner, `failed` an error.
    """

    said = Signal(str, str)
    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        chosen: Callable[[], Chosen | None],
        labels: Callable[[str], CellLabels],
        who: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._window = document, jobs, parent
        self._chosen, self._labels, self._who = chosen, labels, who
        self._grids: dict[str, Grid] = {}
        self._waiting: deque[_Wish] = deque()
        self._is_working = False

    def target(self) -> Target | None:
        """Return what a correction would be about now."""
        chosen = self._chosen()
        return None if chosen is None else find_target(self._tables(chosen.cell.sheet), chosen)

    def make_header(self) -> None:
        """Make the chosen rows header rows."""
        self._set_role(Axis.ROWS, LineRole.LABELS, self.tr("{lines}: header"))

    def make_labels(self) -> None:
        """Make the chosen columns row labels."""
        self._set_role(Axis.COLUMNS, LineRole.LABELS, self.tr("{lines}: row labels"))

    def make_part(self, axis: Axis) -> None:
        """Make the chosen lines numbers of the table."""
        self._set_role(axis, LineRole.DATA, self.tr("{lines}: part of the table, as numbers"))

    def leave_out(self, axis: Axis) -> None:
        """Leave the chosen lines out of the table."""
        self._set_role(axis, LineRole.LEFT_OUT, self.tr("{lines}: not part of the table"))

    def remove_table(self) -> None:
        """Say that the current table is none."""
        self._change(remove_table, self.tr("no table"))

    def make_table(self) -> None:
        """Make the selected range a table."""
        chosen = self._chosen()
        if chosen is not None:
            area = chosen.area
            text = self.tr("a table at {range}").format(range=area.a1)
            self._wish(chosen.cell.sheet, lambda sheet: add_table(sheet, area), text)

    def move_edges(self, table: Table, body: CellRange) -> None:
        """Give a table another body."""
        text = self.tr("the table at {before} is at {after}")
        self._wish(
            table.sheet,
            lambda sheet: move_edges(sheet, _same(sheet.tables, table), body),
            text.format(before=table.body.a1, after=body.a1),
        )

    def step_edge(self, edge: str) -> None:
        """Move an edge of the current table by a line: "bottom+", "top-" and so on."""
        self._change(
            lambda sheet, table: move_edges(sheet, table, _stepped(table.body, edge)),
            self.tr("the table's {edge} edge was moved").format(edge=self._edge_name(edge)),
        )

    def say_no_total(self, axis: Axis) -> None:
        """Say that nothing adds up to the current line."""
        target = self.target()
        if target is not None:
            line = target.line(axis)
            self._change_table(
                lambda grid, table: say_no_total(grid, table, axis, line),
                self.tr("{lines}: no total").format(lines=_lines(axis, (line,))),
            )

    def say_statistic(self, axis: Axis | None, statistic: Statistic) -> None:
        """Say what the numbers of the chosen lines, or of the whole table (None), are."""
        target = self.target()
        if target is None:
            return
        lines = target.lines(axis) if axis is not None else ()
        where = _lines(axis, lines) if axis is not None else self.tr("The table")
        self._change_table(
            lambda grid, table: say_statistic(grid, table, axis, lines, statistic),
            self.tr("{lines}: {kind}").format(lines=where, kind=statistic_in_words(statistic)),
        )

    def ask_total(self) -> None:
        """Ask what the current line is the total of."""
        self._with_grid(self._ask_total)

    def ask_percentage(self) -> None:
        """Ask what the current line is the percentage of."""
        self._with_grid(self._ask_percentage)

    def apply_total(self, wish: TotalWish) -> None:
        """Say that a line of the current table is the total of others."""
        text = self.tr("{line}: total of {parts}").format(
            line=_lines(wish.axis, (wish.total,)), parts=lines_in_words(wish.axis, wish.parts)
        )
        self._change_table(
            lambda grid, table: say_total(grid, table, wish.axis, wish.total, wish.parts), text
        )

    def apply_percentage(self, of: RatioLines) -> None:
        """Say that a line of the current table is the percentage of others."""
        text = self.tr("{line}: percentage of {numerator}").format(
            line=_lines(of.axis, (of.ratio,)),
            numerator=lines_in_words(of.axis, (of.numerator,)),
        )
        self._change_table(lambda grid, table: say_ratio(grid, table, of), text)

    def _edge_name(self, edge: str) -> str:
        return {
            "top": self.tr("top"),
            "bottom": self.tr("bottom"),
            "left": self.tr("left"),
            "right": self.tr("right"),
        }[edge[:-1]]

    def _ask_total(self, target: Target, grid: Grid) -> None:
        lines, labels = _lines_of(target), self._labels(target.table.sheet)
        selected = {axis: target.lines(axis) for axis in lines if len(target.lines(axis)) > 1}
        name = _namer(labels, target.table)
        wish = TotalDialog.ask(grid, target.table, lines, selected, name, self._window)
        if wish is not None:
            self.apply_total(wish)

    def _ask_percentage(self, target: Target, grid: Grid) -> None:
        lines, labels = _lines_of(target), self._labels(target.table.sheet)
        if Axis.COLUMNS in lines:
            lines = {Axis.COLUMNS: lines[Axis.COLUMNS], **lines}
        name = _namer(labels, target.table)
        wish = PercentageDialog.ask(grid, target.table, lines, name, self._window)
        if wish is not None:
            self.apply_percentage(wish)

    def _with_grid(self, then: Callable[[Target, Grid], None]) -> None:
        """Go on with the current target when its sheet's cells are told apart."""
        target = self.target()
        if target is None or not _lines_of(target):
            return
        sheet = target.table.sheet
        if sheet in self._grids:
            then(target, self._grids[sheet])
            return
        source = self._document.check.workbook.sheet(sheet)
        job = Job(self.tr("Looking at the table"), lambda _: classify(source))

        def go_on(grid: Grid) -> None:
            self._grids[sheet] = grid
            then(target, grid)

        job.signals.finished.connect(go_on)
        job.signals.failed.connect(self.failed)
        self._jobs.start(job)

    def _set_role(self, axis: Axis, role: LineRole, text: str) -> None:
        target = self.target()
        if target is not None:
            lines = target.lines(axis)
            self._change(
                lambda sheet, table: set_role(sheet, table, axis, lines, role),
                text.format(lines=_lines(axis, lines)),
            )

    def _change_table(self, change: Callable[[Grid, Table], Table], text: str) -> None:
        self._change(
            lambda sheet, table: replace_table(sheet, table, change(sheet.grid, table)), text
        )

    def _change(self, change: Callable[[SheetTables, Table], Tables], text: str) -> None:
        """Wish for a change of the current table."""
        target = self.target()
        if target is not None:
            table = target.table
            self._wish(table.sheet, lambda sheet: change(sheet, _same(sheet.tables, table)), text)

    def _wish(self, sheet: str, change: Callable[[SheetTables], Tables], text: str) -> None:
        self._waiting.append(_Wish(sheet, change, text))
        if not self._is_working:
            self._begin_next()

    def _begin_next(self) -> None:
        if not self._waiting or self._document.is_busy:
            self._waiting.clear()
            return
        wish = self._waiting.popleft()
        workbook, known = self._document.check.workbook, self._grids.get(wish.sheet)
        before = self._tables(wish.sheet)

        def work(_: object) -> tuple[Grid, Tables]:
            grid = known or classify(workbook.sheet(wish.sheet))
            return grid, wish.change(SheetTables(workbook, grid, before))

        job = Job(self.tr("Correcting the tables"), work)
        job.signals.finished.connect(lambda result: self._take(wish, before, *result))
        job.signals.failed.connect(self.failed)
        job.signals.ended.connect(self._go_on)
        self._is_working = True
        self._jobs.start(job)

    def _go_on(self) -> None:
        self._is_working = False
        self._begin_next()

    def _take(self, wish: _Wish, before: Tables, grid: Grid, after: Tables) -> None:
        self._grids[wish.sheet] = grid
        if before != self._tables(wish.sheet):
            self.said.emit("info", self.tr("The tables changed meanwhile; please say it again."))
        elif after == before:
            self.said.emit("info", self.tr("That is how the table is understood already."))
        else:
            stamp = stamp_now(self._who(), wish.text)
            text = f"{wish.sheet}, {wish.text}"
            self._document.do([CorrectTables(wish.sheet, after, stamp)], text)

    def _tables(self, sheet: str) -> Tables:
        return tuple(table for table in self._document.check.tables if table.sheet == sheet)


def _same(tables: Tables, table: Table) -> Table:
    """Return a table as it is now, after corrections that were waited for."""
    if table in tables:
        return table
    near = [one for one in tables if _share(one.body, table.body)]
    return max(near, key=lambda one: _share(one.body, table.body), default=table)


def _stepped(body: CellRange, edge: str) -> CellRange:
    """Return a body with one edge moved by a line; one that would be nothing stays."""
    name, step = edge[:-1], 1 if edge.endswith("+") else -1
    edges = {name: getattr(body, name) for name in ("top", "left", "bottom", "right")}
    edges[name] += step
    try:
        return CellRange(**edges)
    except ValueError:
        return body


def _share(one: CellRange, other: CellRange) -> int:
    rows = min(one.bottom, other.bottom) - max(one.top, other.top) + 1
    columns = min(one.right, other.right) - max(one.left, other.left) + 1
    return max(rows, 0) * max(columns, 0)


def _lines_of(target: Target) -> dict[Axis, int]:
    """Return the current line along each axis that may be meant, the likelier first."""
    return {
        axis: target.line(axis)
        for axis in target.axes
        if target.line(axis) in own_lines(target.table, axis)
    }


def _namer(labels: CellLabels, table: Table) -> Callable[[Axis, int], str]:
    return lambda axis, line: labels.name_of(table, axis, line)


def _lines(axis: Axis, lines: tuple[int, ...]) -> str:
    return lines_in_words(axis, lines)
