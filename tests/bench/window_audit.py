"""How long after an edit the window shows the new findings, for tables of 500 to 20,000 cells.

    python tests/bench/window_audit.py [--cells 2000] [--profile]

Each edit withholds one more cell of a protected table or shows it again. Measured are the time
until the findings are on the screen, and how much of it is spent in the window's own thread.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import xlsxwriter
from PySide6.QtCore import QCoreApplication, QEventLoop

from sdc_desktop.core.actions import Release, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.app import make_application
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.windows.main_window import MainWindow

STAMP = Stamp("Bench", "2026-11-21T09:30:00Z", "measuring")
COLUMNS, EDITS = 20, 15


def write_table(path: Path, cells: int) -> None:
    """Write a table of counts with totals, about one cell in twelve below 10."""
    rows = cells // COLUMNS
    counts = np.random.default_rng(5).negative_binomial(1, 0.008, (rows, COLUMNS))
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Table 1")
    sheet.write_row(0, 0, ["Area", *(f"Group {one}" for one in range(COLUMNS)), "Total"])
    for row, line in enumerate(counts.tolist()):
        sheet.write_row(row + 1, 0, [f"Area {row}", *line, sum(line)])
    sheet.write_row(rows + 1, 0, ["Total", *counts.sum(axis=0).tolist(), int(counts.sum())])
    book.close()


def settle(window: MainWindow) -> None:
    """Wait until the window has nothing under way."""
    while window.is_working:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    QCoreApplication.processEvents()


def measure(window: MainWindow, cells: int) -> list[tuple[float, float]]:
    """Return seconds until the findings are shown, and seconds in the window's thread, by edit."""
    bench = window.workbench
    assert bench is not None
    times = []
    for edit in range(EDITS):
        pair = edit // 2
        cell = CellRef("Table 1", 1 + pair * 7 % (cells // COLUMNS), 1 + pair * 3 % COLUMNS)
        withhold = Withhold((cell,), SuppressionRole.SECONDARY, "[c]", STAMP)
        action = withhold if edit % 2 == 0 else Release((cell,), STAMP)
        begun, own = time.perf_counter(), time.thread_time()
        bench.document.do([action], "edit")
        settle(window)
        times.append((time.perf_counter() - begun, time.thread_time() - own))
    return times


def main() -> None:
    """Measure and print a line for each size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cells", type=int, nargs="*", default=[500, 2000, 20000])
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = SettingsStore(Path(folder) / "home")
        make_application(store)
        for cells in asked.cells:
            path = Path(folder) / f"{cells}.xlsx"
            write_table(path, cells)
            window = MainWindow(store)
            window.show()
            window.open(path)
            settle(window)
            window.can.protect.trigger()
            settle(window)
            profile = cProfile.Profile()
            if asked.profile:
                profile.enable()
            times = measure(window, cells)
            profile.disable()
            whole, own = (sorted(one[part] for one in times) for part in (0, 1))
            withheld = len(window.workbench.document.published.markers)
            print(
                f"{cells:>6} cells, {withheld:>5} withheld: findings shown after "
                f"{1000 * statistics.median(whole):.0f} ms (worst {1000 * whole[-1]:.0f} ms), "
                f"window's thread {1000 * statistics.median(own):.0f} ms"
            )
            if asked.profile:
                pstats.Stats(profile).sort_stats("cumulative").print_stats(35)
            window.close()
            window.deleteLater()


if __name__ == "__main__":
    main()
