"""What people do with a workbook, for `window_probe.py`: each act is a method of `Acts`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from probe_driver import TABLES, Driver


class Acts:
    """The acts, each a method; they are done in the order of the class."""

    def __init__(self, driver: Driver, path: Path) -> None:
        self.driver, self.window, self.path = driver, driver.window, path

    @property
    def bench(self) -> Any:
        return self.window.workbench

    @property
    def view(self) -> Any:
        return self.bench.sheets.view

    def open(self) -> None:
        self.window.open(self.path)
        self.driver.wait(lambda: not self.window.is_working and self.window.workbench is not None)

    def go_to_huge_sheet(self) -> None:
        self.bench.sheets.show_sheet(f"Table {TABLES + 1}")
        self.driver.settle()

    def wheel(self) -> None:
        from PySide6.QtCore import QPoint, QPointF, Qt
        from PySide6.QtGui import QWheelEvent
        from PySide6.QtWidgets import QApplication

        def turn() -> Iterator[None]:
            port = self.view.viewport()
            for _ in range(120):
                middle = QPointF(port.rect().center())
                event = QWheelEvent(
                    middle,
                    QPointF(port.mapToGlobal(port.rect().center())),
                    QPoint(),
                    QPoint(0, -120),
                    Qt.MouseButton.NoButton,
                    Qt.KeyboardModifier.NoModifier,
                    Qt.ScrollPhase.NoScrollPhase,
                    False,
                )
                QApplication.sendEvent(port, event)
                yield

        self.driver.steps(turn())

    def _press(self, names: list[str], count: int, with_: str = "NoModifier") -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        def press() -> Iterator[None]:
            for _ in range(count):
                for name in names:
                    modifier = getattr(Qt.KeyboardModifier, with_)
                    QTest.keyClick(self.view, getattr(Qt.Key, f"Key_{name}"), modifier)
                    yield

        self.driver.steps(press(), 30)

    def page_down(self) -> None:
        self._press(["PageDown"], 40)

    def drag_the_scroll_bar(self) -> None:
        def drag() -> Iterator[None]:
            bar = self.view.verticalScrollBar()
            bar.setSliderDown(True)
            for share in range(120):
                bar.setSliderPosition(bar.maximum() * share // 120)
                yield
            bar.setSliderDown(False)
            bar = self.view.horizontalScrollBar()
            for share in range(60):
                bar.setValue(bar.maximum() * share // 60)
                yield

        self.driver.steps(drag())

    def control_end_and_home(self) -> None:
        self._press(["End", "Home"], 4, "ControlModifier")

    def select_cells(self) -> None:
        from PySide6.QtWidgets import QTableView

        self._press(["Down", "Right"], 15, "ShiftModifier")
        self._press(["PageDown"], 10, "ShiftModifier")
        self._press(["A"], 1, "ControlModifier")
        self.driver.sleep(0.5)
        self._press(["Down"], 1)
        assert isinstance(self.view, QTableView)
        self.view.selectColumn(7)
        self.driver.sleep(0.3)
        self.view.selectRow(70)
        self.driver.sleep(0.3)

    def walk_findings_with_f8(self) -> None:
        def press() -> Iterator[None]:
            for _ in range(40):
                self.window.can.next_finding.trigger()
                yield

        self.driver.steps(press(), 60)

    def filter_findings(self) -> None:
        from sdc_desktop.core.findings import Severity
        from sdc_desktop.gui.models.finding_groups import GroupBy

        panel = self.bench.findings

        def kinds() -> Iterator[None]:
            for text in ("T", "Ta", "Tab", "Table", "Table 5", "small", ""):
                panel._bar.text_typed.emit(text)
                yield
            for severity in (Severity.FAIL, Severity.REVIEW, None):
                panel._bar.severity_chosen.emit(severity)
                yield
            for by in (GroupBy.RULE, GroupBy.TABLE, GroupBy.NOTHING, GroupBy.ALIKE):
                panel.filters.grouping_chosen.emit(by)
                yield

        self.driver.steps(kinds(), 150)

    def sort_findings(self) -> None:
        from PySide6.QtCore import Qt

        table = self.bench.findings.list

        def sort() -> Iterator[None]:
            for column in (1, 2, 3, 5, 0):
                table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
                yield
                table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
                yield

        self.driver.steps(sort(), 150)

    def show_the_inspector(self) -> None:
        from sdc_desktop.core.cells import CellRef

        name = f"Table {TABLES + 1}"

        def go() -> Iterator[None]:
            for number in range(20):
                self.bench.go_to(CellRef(name, 3 + number * 37, 1 + number * 3))
                yield

        self.driver.steps(go(), 120)

    def go_through_the_tree(self) -> None:
        tree = self.bench.tree
        model = tree.model()

        def go() -> Iterator[None]:
            for row in range(0, model.rowCount(), 5):
                sheet = model.index(row, 0)
                tree.setCurrentIndex(sheet)
                tree.clicked.emit(sheet)
                yield
                tree.clicked.emit(model.index(0, 0, sheet))
                yield

        self.driver.steps(go(), 60)

    def withhold_a_cell(self) -> None:
        from sdc_desktop.core.cells import CellRef

        for number in range(2):
            self.bench.go_to(CellRef(f"Table {TABLES + 1 - number}", 50, 5))
            self.window.can.withhold.trigger()
            self.driver.settle()

    def undo(self) -> None:
        for _ in range(2):
            self.window.can.undo.trigger()
            self.driver.settle()

    def redo(self) -> None:
        self.window.can.redo.trigger()
        self.driver.settle()

    def protect_and_stop(self) -> None:
        self.window.can.protect.trigger()
        self.driver.sleep(15)
        self.bench.protecting.cancel()
        self.driver.settle()

    def protect_and_keep(self) -> None:
        self.window.can.protect.trigger()
        self.driver.sleep(20)
        self.bench.protecting.stop_and_keep()
        self.driver.settle()

    def before_and_after(self) -> None:
        self.window.can.show_both.setChecked(True)
        self.driver.sleep(0.5)
        self.wheel()
        self.window.can.show_both.setChecked(False)
        self.driver.sleep(0.3)
        self.window.can.show_source.setChecked(True)
        self.driver.sleep(0.3)
        self.window.can.show_source.setChecked(False)
        self.driver.sleep(0.3)

    def pictures(self) -> None:
        for action in self.window.can.pictures.of.values():
            self._in_dialog(action.trigger, lambda dialog: dialog.reject(), 1.5)

    def _in_dialog(self, ask: Callable[[], None], answer: Callable[[Any], None], s: float) -> None:
        """Ask, look at the dialog for `s` seconds, and answer it."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        seen: list[float] = []
        timer = QTimer()

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is not None and not seen:
                seen.append(time.perf_counter())
            elif dialog is not None and time.perf_counter() - seen[0] > s:
                timer.stop()
                answer(dialog)

        timer.timeout.connect(look)
        timer.start(20)
        QTimer.singleShot(0, ask)
        self.driver.wait(lambda: bool(seen) and QApplication.activeModalWidget() is None)

    def themes(self) -> None:
        for name in ("dark", "contrast", "light"):
            self.window.use_theme(name)
            self.driver.sleep(0.4)

    def text_sizes(self) -> None:
        for points in (14, 24, 0):
            self.window.look.use_text_size(points)
            self.driver.sleep(0.4)

    def zoom(self) -> None:
        for _ in range(3):
            self.window.can.zoom_in.trigger()
            self.driver.sleep(0.2)
        self.window.can.zoom_reset.trigger()
        self.driver.sleep(0.3)

    def save_with_record(self) -> None:
        def sign(dialog: Any) -> None:
            dialog.fill(who="Ann Checker", passphrase="a long passphrase")
            dialog.accept_button.click()

        self._in_dialog(self.window.can.save.trigger, sign, 1.0)
        self.driver.settle()
        result = self.bench.saving.result
        if result is None:
            print(f"  not saved: {self.window.banner.text}", file=sys.stderr)
        else:
            self.driver.sleep(0.5)
            result.reject()

    def close(self) -> None:
        self.window.can.close_check.trigger()
        self.driver.settle()
        self.driver.sleep(1)


NAMES = tuple(
    name for name in vars(Acts) if not name.startswith("_") and name not in ("bench", "view")
)
