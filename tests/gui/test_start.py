import os
import subprocess
import sys
from pathlib import Path

from sdc_desktop.gui.app import grab_window

ROOT = Path(__file__).resolve().parents[2]

FIRST_PAINT = """
import sys
from PySide6.QtCore import QTimer
from sdc_desktop.gui import app

seen = []

class Watched(app.FirstPaint):
    def eventFilter(self, watched, event):
        if event.type() == event.Type.Paint and not seen:
            seen.extend(sys.modules)
        return super().eventFilter(watched, event)

app.FirstPaint = Watched
code = app.run_window([], exit_after_first_paint=True)
heavy = {"highspy", "openpyxl", "matplotlib", "typst", "lxml", "cryptography", "numpy"}
print(code, bool(seen), sorted(heavy.intersection(seen)))
"""


def run(words, home):
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "SDC_DESKTOP_HOME": str(home),
    }
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        timeout=60,
        check=False,
    )


def test_nothing_heavy_is_imported_before_the_first_picture(tmp_path):
    done = run(["-c", FIRST_PAINT], tmp_path)
    assert done.stdout.strip() == "0 True []", done.stderr


def test_the_window_can_be_started_only_to_measure_it(tmp_path):
    done = run(["-m", "sdc_desktop", "--exit-after-first-paint"], tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_picture_of_the_window_needs_no_display_and_leaves_nothing(qapp, counts, tmp_path):
    picture = tmp_path / "window.png"
    grab_window(counts, picture)
    assert picture.stat().st_size > 20_000
    assert {one.name for one in tmp_path.iterdir()} == {"complaints.xlsx", "window.png"}
