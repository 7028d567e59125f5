"""The Table menu: what a checker can say of tables, their lines and their numbers."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from sdc_desktop.core.layout.correcting import LineRole, role_of
from sdc_desktop.core.tables import Axis, Statistic, Table
from sdc_desktop.gui.models.cell_links import lines_in_words
from sdc_desktop.gui.models.table_words import kind_of_line, statistic_in_words
from sdc_desktop.gui.models.target import Chosen, Target
from sdc_desktop.gui.windows.extract_menu import ExtractMenu

_BOTH = (Axis.ROWS, Axis.COLUMNS)


class TableActions(QObject):
    """The actions of the menu; `statistic_wanted` gives an axis (None: the table) and a statistic.

    Attributes:
        menu: The menu, for the menu bar and for the right button of the mouse.
        header, labels: Make the chosen rows header rows, the chosen columns row labels.
        part, leave_out, no_total: Two each: for the chosen rows and for the chosen columns.
        total, percentage: Ask for what a line is the total or percentage of.
        extract: Say what the table's numbers were counted from.
        no_table, make_table: Take a table away, make the selection one.
        edges: Move an edge by a line: "bottom+", "bottom-" and so on.
        use_last: Use the corrections of an earlier check.
    """

    statistic_wanted = Signal(object, object)

    def __init__(self, window: QMainWindow, menu: QMenu) -> None:
        super().__init__(window)
        self._window, self.menu = window, menu
        self._has_offer = self._is_busy = False
        self._chosen: Chosen | None = None
        self._target: Target | None = None
        self._make_line_actions()
        self._make_table_actions()
        self.edges = self._make_edges()
        self._kinds: dict[Axis | None, tuple[QMenu, QActionGroup]] = {}
        self._fill()
        self.show_target(None, None)

    def show_target(self, chosen: Chosen | None, target: Target | None) -> None:
        """Offer what can be said of what is chosen."""
        self._chosen, self._target = chosen, target
        self._name_lines()
        self._enable()
        for axis in (Axis.COLUMNS, Axis.ROWS, None):
            self._show_kind(axis)

    def show_offer(self, has_offer: bool) -> None:
        """Say whether corrections of an earlier check can be used."""
        self._has_offer = has_offer
        self._enable()

    def set_busy(self, is_busy: bool) -> None:
        """Offer nothing while something else is being done."""
        self._is_busy = is_busy
        self._enable()

    def close(self) -> None:
        """Offer nothing: no workbook is open."""
        self._has_offer = self._is_busy = False
        self.show_target(None, None)

    def _make_line_actions(self) -> None:
        self.header = self._make("", self.tr("These rows hold the labels of the columns"))
        self.labels = self._make("", self.tr("These columns hold the labels of the rows"))
        hint = self.tr("Its numbers belong to the table, as data")
        self.part = {axis: self._make("", hint) for axis in _BOTH}
        hint = self.tr("Notes, codes and the like: not to be checked with the table")
        self.leave_out = {axis: self._make("", hint) for axis in _BOTH}
        hint = self.tr("Nothing adds up to it, whatever the numbers look like")
        self.no_total = {axis: self._make("", hint) for axis in _BOTH}
        self.total = self._make(
            self.tr("This is a &total of…"), self.tr("Choose the lines that add up to it"), "Ctrl+T"
        )
        self.percentage = self._make(
            self.tr("&Percentage of…"), self.tr("Choose what it was worked out from")
        )

    def _make_table_actions(self) -> None:
        self.no_table = self._make(
            self.tr("This is no ta&ble"), self.tr("Its numbers are not statistics to be checked")
        )
        self.make_table = self._make(
            self.tr("&Make the selection a table"),
            self.tr("Select the numbers, with or without their labels"),
            "Ctrl+Shift+T",
        )
        self.use_last = self._make(
            self.tr("&Use last time's corrections"),
            self.tr("Correct the tables as in the last check of a sheet with the same labels"),
        )

    def _make_edges(self) -> dict[str, QAction]:
        words = (
            ("bottom+", self.tr("&Bottom edge down"), "Alt+Shift+Down"),
            ("bottom-", self.tr("Bottom edge &up"), "Alt+Shift+Up"),
            ("right+", self.tr("&Right edge to the right"), "Alt+Shift+Right"),
            ("right-", self.tr("Right edge to the &left"), "Alt+Shift+Left"),
            ("top-", self.tr("&Top edge up"), "Ctrl+Alt+Shift+Up"),
            ("top+", self.tr("Top edge &down"), "Ctrl+Alt+Shift+Down"),
            ("left-", self.tr("Left edge to the le&ft"), "Ctrl+Alt+Shift+Left"),
            ("left+", self.tr("Left edge to the ri&ght"), "Ctrl+Alt+Shift+Right"),
        )
        hint = self.tr("Move an edge of the table's numbers by one line")
        return {name: self._make(text, hint, keys) for name, text, keys in words}

    def _fill(self) -> None:
        menu = self.menu
        menu.addActions([self.header, self.labels, *self.part.values()])
        menu.addSeparator()
        menu.addActions([self.total, *self.no_total.values(), self.percentage])
        kinds = menu.addMenu(self.tr("These &numbers are"))
        for axis in (Axis.COLUMNS, Axis.ROWS, None):
            self._kinds[axis] = self._make_kinds(kinds, axis)
        self.extract = ExtractMenu(menu, self)
        menu.addSeparator()
        menu.addActions([*self.leave_out.values(), self.no_table, self.make_table])
        menu.addSeparator()
        menu.addMenu(self.tr("Move the &edges")).addActions(list(self.edges.values()))
        menu.addAction(self.use_last)

    def _make_kinds(self, menu: QMenu, axis: Axis | None) -> tuple[QMenu, QActionGroup]:
        own, group = menu.addMenu(""), QActionGroup(self)
        for statistic in Statistic:
            action = own.addAction(statistic_in_words(statistic).capitalize())
            action.setCheckable(True)
            action.setData(statistic.value)
            group.addAction(action)
        group.triggered.connect(
            lambda action: self.statistic_wanted.emit(axis, Statistic(action.data()))
        )
        return own, group

    def _name_lines(self) -> None:
        self.header.setText(self.tr("&Header ({lines})").format(lines=self._lines(Axis.ROWS)))
        self.labels.setText(
            self.tr("Row &labels ({lines})").format(lines=self._lines(Axis.COLUMNS))
        )
        names = (
            (self.part, self.tr("Part of the table, as numbers ({lines})")),
            (self.leave_out, self.tr("Not part of the table ({lines})")),
            (self.no_total, self.tr("This is no total ({lines})")),
        )
        for actions, text in names:
            for axis, action in actions.items():
                action.setText(text.format(lines=self._lines(axis)))

    def _lines(self, axis: Axis) -> str:
        target = self._target
        other = self.tr("row") if axis is Axis.ROWS else self.tr("column")
        return lines_in_words(axis, target.lines(axis)) if target is not None else other

    def _enable(self) -> None:
        target, chosen = self._target, self._chosen
        axes = target.axes if target is not None and not self._is_busy else ()
        roles = {axis: _roles(target, axis) if axes else set() for axis in _BOTH}
        plain, labels = {LineRole.DATA}, {LineRole.LABELS}
        self.header.setEnabled(bool(roles[Axis.ROWS]) and roles[Axis.ROWS] != labels)
        self.labels.setEnabled(bool(roles[Axis.COLUMNS]) and roles[Axis.COLUMNS] != labels)
        for axis in _BOTH:
            found = roles[axis]
            is_total = target is not None and _is_total(target.table, axis, target.line(axis))
            _show(self.part[axis], bool(found) and found != plain, axis is Axis.ROWS)
            _show(self.leave_out[axis], bool(found - {None, LineRole.LEFT_OUT}), True)
            _show(self.no_total[axis], axis in axes and is_total, axis is Axis.ROWS)
        has_numbers = any(LineRole.DATA in roles[axis] for axis in axes)
        self.total.setEnabled(has_numbers)
        self.percentage.setEnabled(has_numbers)
        self.no_table.setEnabled(bool(axes))
        for action in self.edges.values():
            action.setEnabled(bool(axes))
        has_range = chosen is not None and chosen.area.a1.count(":") == 1
        self.make_table.setEnabled(has_range and not self._is_busy)
        self.use_last.setEnabled(self._has_offer and not self._is_busy)
        _keep_one(self.part, self.no_total)

    def _show_kind(self, axis: Axis | None) -> None:
        menu, group = self._kinds[axis]
        target = self._target
        is_meant = target is not None and not self._is_busy and axis in (*target.axes, None)
        menu.menuAction().setEnabled(is_meant)
        if axis is None:
            menu.setTitle(self.tr("In the whole &table"))
        elif axis is Axis.ROWS:
            menu.setTitle(self.tr("In {lines}").format(lines=self._lines(axis)))
        else:
            menu.setTitle(self.tr("In {lines}").format(lines=self._lines(axis)))
        if target is None:
            return
        kind = _kind(target.table, axis, target)
        for action in group.actions():
            action.setChecked(action.data() == kind.value)

    def _make(self, text: str, hint: str, shortcut: str = "") -> QAction:
        action = QAction(text, self._window)
        action.setStatusTip(hint)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.setToolTip(f"{hint} ({shortcut})" if shortcut else hint)
        self._window.addAction(action)
        return action


def _roles(target: Target | None, axis: Axis) -> set[LineRole | None]:
    if target is None or axis not in target.role_axes:
        return set()
    return {role_of(target.table, axis, line) for line in target.lines(axis)}


def _is_total(table: Table, axis: Axis, line: int) -> bool:
    if axis is Axis.ROWS:
        named = {*table.total_rows, *table.subtotal_rows}
    else:
        named = {*table.total_columns, *table.subtotal_columns}
    return line in named or any(one.axis is axis and one.total == line for one in table.relations)


def _kind(table: Table, axis: Axis | None, target: Target) -> Statistic:
    return table.statistic if axis is None else kind_of_line(table, axis, target.line(axis))


def _show(action: QAction, can: bool, stays: bool) -> None:
    """Enable an action; one that cannot be used is seen only when it stands for two."""
    action.setEnabled(can)
    action.setVisible(can or stays)


def _keep_one(*pairs: dict[Axis, QAction]) -> None:
    """Hide the first of two actions when only the second can be used."""
    for pair in pairs:
        rows, columns = pair[Axis.ROWS], pair[Axis.COLUMNS]
        rows.setVisible(rows.isEnabled() or not columns.isEnabled())
