"""How long the window is ever silent while a workbook of a million cells is worked on.

    python tests/bench/window_probe.py [rows] [--only ACT,...] [--skip ACT,...] [--json FILE]

Writes a workbook of 50 tables and one huge sheet (8,000 rows of 110 columns by default; all
together a million cells), opens it in the real window, and does what people do. Prints for each
act the longest silence of the window; the most milliseconds that its own thread computed in one;
how many took over 50 ms (in brackets: of its own computing); the sum of those over 10 ms; the most
memory; and where the longest was. Then how long a picture of the sheet takes
while it is scrolled. Needs no display; with one (`DISPLAY` set) the window is shown there.
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
from pathlib import Path
from typing import Any

from probe_acts import NAMES, Acts
from probe_driver import ROWS, Driver, frames, write_workbook
from probe_watch import LIMIT_MS, Watch, megabytes


def report(watch: Any, driver: Driver, names: list[str]) -> dict[str, Any]:
    """Print the table and return what it shows."""
    rows: dict[str, Any] = {}
    print(f"{'act':<26}{'longest':>9}{'own':>7}{'over 50':>9}{'sum':>8}{'MB':>7}  where")
    for name in names:
        here = sorted((one for one in watch.silences if one.act == name), key=lambda one: -one.ms)
        over = [one for one in here if one.ms > LIMIT_MS]
        worst = here[0] if here else None
        rows[name] = {
            "longest": worst.ms if worst else 0.0,
            "own": max((one.own_ms for one in here), default=0.0),
            "over": len(over),
            "own over": sum(one.own_ms > LIMIT_MS for one in here),
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
