"""Opening a large xlsx workbook in the window, beside openpyxl's load, in one run.

    python tests/bench/opening.py [rows] [runs]

A workbook of `rows` x 100 cells (10,000 by default: a million cells), opened `runs` times (5 by
default) by each way in turn, each time in a process of its own. Prints medians: seconds from the
call to open until the first rows are painted, until all values are read, the tables understood and
everything is checked; the memory above that of the empty window at each of these moments; and the
longest time for which the window did not answer. Needs no display.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from read_speed import write_workbook

BEAT_MS = 2
PHASES = ("first rows", "values", "tables", "ready")
MEGABYTE = 1 << 20


def peak() -> float:
    """Return the most memory that this process ever had, in MB."""
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return grown / MEGABYTE if sys.platform == "darwin" else grown / 1024


def load_with_openpyxl(path: Path) -> dict[str, float]:
    import openpyxl

    before, start = peak(), time.perf_counter()
    openpyxl.load_workbook(path)
    return {"values": time.perf_counter() - start, "values MB": peak() - before}


class Watch:
    """Notes when each phase was over, what memory it took, and when the window did not answer."""

    def __init__(self) -> None:
        self.figures: dict[str, float] = {}
        self.longest: dict[str, float] = {}
        self._before = peak()
        self._start = self._last = time.perf_counter()

    def note(self, phase: str) -> None:
        if phase not in self.figures:
            self.figures[phase] = time.perf_counter() - self._start
            self.figures[f"{phase} MB"] = peak() - self._before

    def beat(self) -> None:
        """Called by a timer of the window."""
        now = time.perf_counter()
        phase = next((one for one in PHASES if one not in self.figures), PHASES[-1])
        gap = (now - self._last) * 1000 - BEAT_MS
        self.longest[phase] = max(gap, self.longest.get(phase, 0.0))
        self._last = now

    def results(self) -> dict[str, float]:
        return self.figures | {f"{name} stall ms": gap for name, gap in self.longest.items()}


def then_note(work: Callable[..., Any], watch: Watch, phase: str) -> Callable[..., Any]:
    """Return `work` with a note when it is done."""

    def do(*arguments: Any, **named: Any) -> Any:
        done = work(*arguments, **named)
        watch.note(phase)
        return done

    return do


def open_in_window(path: Path) -> dict[str, float]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

    from sdc_desktop.core import layout
    from sdc_desktop.gui.app import make_application
    from sdc_desktop.gui.settings import SettingsStore
    from sdc_desktop.gui.windows.main_window import MainWindow
    from sdc_desktop.workbook import reader

    wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    with tempfile.TemporaryDirectory() as home:
        store = SettingsStore(Path(home))
        application = make_application(store)
        window = MainWindow(store)
        window.resize(1440, 900)
        window.show()
        window.begin([])
        while window.is_working:
            application.processEvents(wait)
        from sdc_desktop.gui.views.sheet_view import SheetView

        watch = Watch()
        reader.read_workbook = then_note(reader.read_workbook, watch, "values")
        layout.find_tables = then_note(layout.find_tables, watch, "tables")

        class SeesPaint(QObject):
            """Notes when a sheet was painted."""

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                is_sheet = isinstance(watched.parent(), SheetView)
                if is_sheet and event.type() == QEvent.Type.Paint:
                    QTimer.singleShot(0, lambda: watch.note("first rows"))
                return False

        sees_paint = SeesPaint()
        application.installEventFilter(sees_paint)
        heart = QTimer()
        heart.timeout.connect(watch.beat)
        heart.start(BEAT_MS)
        window.open(path)
        while window.is_working or window.workbench is None:
            application.processEvents(wait)
        application.processEvents()
        watch.note("ready")
        application.removeEventFilter(sees_paint)
        heart.stop()
        window.close()
    return watch.results()


WAYS = {"window": open_in_window, "openpyxl": load_with_openpyxl}


def measure(way: str, path: Path) -> dict[str, float]:
    command = [sys.executable, __file__, way, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(run.stdout)
    return figures


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(one[name] for one in runs) for name in runs[0]}


def main(arguments: list[str]) -> None:
    if arguments and arguments[0] in WAYS:
        print(json.dumps(WAYS[arguments[0]](Path(arguments[1]))))
        return
    rows = int(arguments[0]) if arguments else 10_000
    runs = int(arguments[1]) if len(arguments) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        write_workbook(path, rows)
        seen = [{way: measure(way, path) for way in WAYS} for _ in range(runs)]
    ours, theirs = (medians([one[way] for one in seen]) for way in WAYS)
    print(f"{rows * 100:,} cells, medians of {runs} runs")
    for phase in PHASES:
        stall = ours.get(f"{phase} stall ms", 0.0)
        print(
            f"{phase:<11}{ours[phase]:6.2f} s  +{ours[f'{phase} MB']:4.0f} MB"
            f"  window silent for at most {stall:4.0f} ms"
        )
    print(f"openpyxl   {theirs['values']:6.2f} s  +{theirs['values MB']:4.0f} MB")
    print(f"values, ratio: {ours['values'] / theirs['values']:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
