"""How long the window is ever silent while a workbook of a million cells is worked on.

    python tests/bench/window_probe.py [huge rows] [--only ACT,...] [--json FILE] [--all]

Writes a workbook of 50 tables and one huge sheet (8,000 rows of 110 columns by default; all
together a million cells), opens it in the real window, and does what people do. Prints for each
act the longest silence of the window, the sum, how many were over 50 ms, what was computed
meanwhile and where; then how long a picture of the sheet takes while it is scrolled, and memory.
Needs no display; with one (`DISPLAY` set) the window is shown there.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

ROWS, COLUMNS = 8_000, 110
TABLES, TABLE_ROWS, TABLE_COLUMNS = 50, 100, 24
SMALL_SHARE = 0.004


def write_table(sheet: Any, counts: np.ndarray[Any, Any], fmt: Any) -> None:
    """Write a table with labels and totals."""
    rows, columns = counts.shape
    sheet.write_row(2, 0, ["Area", *(f"Group {n}" for n in range(columns)), "Total"])
    for row in range(rows):
        sheet.write_string(row + 3, 0, f"Area {row + 1}")
        sheet.write_row(row + 3, 1, counts[row].tolist(), fmt)
        sheet.write_number(row + 3, columns + 1, int(counts[row].sum()), fmt)
    sheet.write_string(rows + 3, 0, "Total")
    sheet.write_row(rows + 3, 1, counts.sum(axis=0).tolist(), fmt)
    sheet.write_number(rows + 3, columns + 1, int(counts.sum()), fmt)


def write_workbook(path: Path, rows: int) -> int:
    """Write the workbook and return how many cells it has."""
    random = np.random.default_rng(7)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    fmt = book.add_format({"num_format": "#,##0"})
    cells = 0
    shapes = [(TABLE_ROWS, TABLE_COLUMNS)] * TABLES + [(rows, COLUMNS)]
    for number, shape in enumerate(shapes, 1):
        sheet = book.add_worksheet(f"Table {number}")
        sheet.write_string(0, 0, f"Table {number}: people by area and group, number of people")
        counts = random.integers(12, 400, shape)
        small = random.random(shape) < SMALL_SHARE
        counts[small] = random.integers(1, 10, int(small.sum()))
        write_table(sheet, counts, fmt)
        cells += (shape[0] + 2) * (shape[1] + 2)
    book.close()
    return cells


class Driver:
    """Does what people do, one step a turn of the event loop."""

    def __init__(self, window: Any, watch: Any) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        self.window, self.watch = window, watch
        self._loop_of, self._timer_of = QEventLoop, QTimer
        self.frames: dict[str, list[float]] = {}
        self.jobs: list[tuple[str, float]] = []
        begun: dict[Any, float] = {}
        window.jobs.started.connect(lambda job: begun.update({job: time.perf_counter()}))
        window.jobs.ended.connect(
            lambda job: self.jobs.append((job.title, time.perf_counter() - begun.pop(job, 0)))
        )

    def wait(self, until: Callable[[], bool], at_most: float = 240.0, rest: float = 0.25) -> None:
        """Let the window live until something holds, and a moment longer."""
        loop, timer = self._loop_of(), self._timer_of()
        end = time.perf_counter() + at_most
        done: list[float] = []

        def look() -> None:
            now = time.perf_counter()
            if until() and not done:
                done.append(now)
            elif not until():
                done.clear()
            if (done and now - done[0] >= rest) or now > end:
                loop.quit()

        timer.timeout.connect(look)
        timer.start(10)
        loop.exec()
        timer.stop()

    def settle(self, at_most: float = 240.0) -> None:
        """Wait until nothing is under way."""
        self.wait(lambda: not self.window.is_working, at_most)

    def sleep(self, seconds: float) -> None:
        """Let the window live for so long."""
        self.wait(lambda: False, seconds)

    def steps(self, steps: Iterator[None], every_ms: int = 16) -> None:
        """Take a step in each turn of a timer until there are none left."""
        loop, timer = self._loop_of(), self._timer_of()

        def step() -> None:
            if next(steps, StopIteration) is StopIteration:
                timer.stop()
                loop.quit()

        timer.timeout.connect(step)
        timer.start(every_ms)
        loop.exec()

    def act(self, name: str, do: Callable[[], None]) -> None:
        """Do something under a name."""
        self.watch.begin(name)
        start = time.perf_counter()
        do()
        self.watch.begin("")
        jobs = ", ".join(f"{title} {took:.1f} s" for title, took in self.jobs)
        print(f"  {name}: {time.perf_counter() - start:.1f} s; {jobs}", file=sys.stderr, flush=True)
        self.jobs.clear()


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
        panel = self.bench.findings

        def kinds() -> Iterator[None]:
            for text in ("T", "Ta", "Tab", "Table", "Table 5", "small", ""):
                panel._bar.text_typed.emit(text)
                yield
            for at in (1, 2, 0):
                model = panel.groups.list.model() if hasattr(panel.groups, "list") else None
                if model is not None and model.rowCount() > at:
                    panel.groups.list.setCurrentIndex(model.index(at, 0))
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

    def undo_protection(self) -> None:
        self.window.can.undo.trigger()
        self.driver.sleep(1)
        self.window.can.redo.trigger()
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


def frames(view: Any, application: Any) -> dict[str, list[float]]:
    """Return the processor time of each picture while a view is scrolled, in ms."""
    found: dict[str, list[float]] = {}
    ways = {
        "wheel, down": (view.verticalScrollBar(), 60),
        "page, down": (view.verticalScrollBar(), view.viewport().height()),
        "jumps, down": (view.verticalScrollBar(), 40_003),
        "sideways": (view.horizontalScrollBar(), 60),
    }
    for name, (bar, step) in ways.items():
        bar.setValue(0)
        application.processEvents()
        times: list[float] = []
        for number in range(1, 101):
            start = time.thread_time()
            bar.setValue((number * step) % max(bar.maximum(), 1))
            application.processEvents()
            times.append((time.thread_time() - start) * 1000)
        found[name] = times
    bar = view.verticalScrollBar()
    times = []
    for _ in range(30):
        view.viewport().update()
        start = time.thread_time()
        application.processEvents()
        times.append((time.thread_time() - start) * 1000)
    found["whole sheet"] = times
    return found


def report(watch: Any, driver: Driver, names: list[str]) -> dict[str, Any]:
    """Print the table and return what it shows."""
    rows: dict[str, Any] = {}
    print(f"{'act':<26}{'longest':>9}{'own':>7}{'all':>7}{'over 50':>9}{'sum':>8}{'MB':>7}  where")
    for name in names:
        here = sorted((one for one in watch.silences if one.act == name), key=lambda one: -one.ms)
        over = [one for one in here if one.ms > 50]
        worst = here[0] if here else None
        rows[name] = {
            "longest": worst.ms if worst else 0.0,
            "own": worst.own_ms if worst else 0.0,
            "over": len(over),
            "own over": sum(one.own_ms > 50 for one in here),
            "sum": sum(one.ms for one in here),
            "MB": watch.memory[name],
            "silences": [
                [
                    one.ms,
                    one.own_ms,
                    one.all_ms,
                    one.stacks.most_common(3),
                    one.beside.most_common(3),
                ]
                for one in here[:12]
            ],
        }
        print(
            f"{name:<26}{rows[name]['longest']:>7.0f}ms{rows[name]['own']:>7.0f}"
            f"{worst.all_ms if worst else 0:>7.0f}"
            f"{len(over):>5} ({rows[name]['own over']})"
            f"{rows[name]['sum']:>7.0f}{rows[name]['MB']:>7.0f}  {worst.place if worst else ''}"
        )
    return rows


def main() -> None:
    """Do the acts and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("--only", default="")
    parser.add_argument("--skip", default="")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--file", type=Path)
    wanted = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    only = [name for name in wanted.only.split(",") if name]
    names = [name for name in NAMES if not only or name in ("open", *only)]
    names = [name for name in names if name not in wanted.skip.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        path = wanted.file or Path(folder) / "large.xlsx"
        if not path.exists():
            print(f"{write_workbook(path, wanted.rows):,} cells", file=sys.stderr)
        found = run(path, names, Path(folder) / "home")
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=1))


def run(path: Path, names: list[str], home: Path) -> dict[str, Any]:
    """Open the window, do the acts, and return what was seen."""
    start = time.perf_counter()
    from probe_watch import Watch, megabytes
    from PySide6.QtWidgets import QApplication

    from sdc_desktop.gui.app import make_application
    from sdc_desktop.gui.settings import SettingsStore
    from sdc_desktop.gui.windows.main_window import MainWindow

    store = SettingsStore(home)
    store.change(theme="light", who="Ann Checker", register=str(home / "register.sqlite"))
    application = make_application(store)
    window = MainWindow(store)
    window.resize(1440, 900)
    window.show()
    QApplication.processEvents()
    print(f"first window after {time.perf_counter() - start:.2f} s", file=sys.stderr)
    window.begin([])
    watch = Watch()
    driver = Driver(window, watch)
    driver.settle()
    idle = megabytes()
    acts = Acts(driver, path)
    pictures: dict[str, list[float]] = {}
    for name in names:
        driver.act(name, getattr(acts, name))
        if name == "go_to_huge_sheet":
            watch.begin("frames")
            pictures = frames(acts.view, application)
            watch.begin("")
    watch.stop()
    rows = report(watch, driver, names)
    for name, times in pictures.items():
        ordered = sorted(times)
        print(
            f"picture, {name:<14}{statistics.median(times):6.1f} ms, "
            f"19 of 20 within {ordered[len(ordered) * 19 // 20]:5.1f}, worst {ordered[-1]:5.1f} ms"
        )
    print(f"memory: idle {idle} MB, most ever {peak():.0f} MB")
    window.close()
    return {"acts": rows, "pictures": pictures, "idle": idle}


def peak() -> float:
    """Return the most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
