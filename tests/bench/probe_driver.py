"""The large workbook of `window_probe.py`, and what lets the window live from step to step."""

from __future__ import annotations

import sys
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
            lambda job: self.jobs.append(
                (job.title, time.perf_counter() - begun.pop(job, time.perf_counter()))
            )
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
