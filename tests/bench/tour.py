"""Take the twelve pictures of docs/tour.md and write it: python tests/bench/tour.py

Needs no display; every picture has the same size, font and workbook. Run it after the window has
changed, and look at what it made.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QCoreApplication, QEvent  # noqa: E402
from PySide6.QtGui import QPixmap  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from sdc_desktop.gui.app import make_application  # noqa: E402
from sdc_desktop.gui.settings import SettingsStore  # noqa: E402
from tests.gui.pages import (  # noqa: E402
    PAGES,
    Stage,
    looked_at_dialogs,
    make_window,
    use_fixed_font,
)

WIDTH, HEIGHT = 1440, 900
"""Pixels of the window, and of the screen that dialogs find."""
PICTURES = ROOT / "docs" / "screenshots"
STOPS = (
    ("welcome", "Open a workbook, go on with a check that was interrupted, or try the sample."),
    (
        "opened",
        """Tables are found and outlined. Risky cells have a colour and a symbol, and the panel on
the right says which rule calls a cell unsafe, with which numbers, and what a reader would
learn.""",
    ),
    (
        "policy",
        """A policy is a list of rules in plain words. A copy can be changed, and what that does
to the open workbook is shown at once.""",
    ),
    (
        "reason",
        """A cell that a rule calls unsafe can be shown all the same, on a ground and with a
reason that stand in the record.""",
    ),
    (
        "rounding",
        """Numbers can be changed instead of withheld, in eight ways. What a way would lose is
said before it is done.""",
    ),
    (
        "hidden",
        """What a reader does not see and still gets is listed part by part, and goes when the
checker agrees.""",
    ),
    (
        "protected",
        """Protected: the unsafe cells are withheld, and as few others as were found. A reader can
narrow this cell to the green range; within the red one it would be unsafe.""",
    ),
    ("proof", "What a reader can work out of each withheld cell, and how."),
    (
        "save",
        """Saving, proving and signing is one step. The saved file is read back and compared cell
by cell.""",
    ),
    ("register", "The register: who opened, viewed, exported and verified which file, and more."),
    (
        "help",
        """The help holds every rule, what speaks for and against each way to protect, and the
first hour step by step. Shift+F1 explains whatever has the focus.""",
    ),
    (
        "learning",
        """New checkers look for the problems of a sample themselves, and see what they found and
missed.""",
    ),
)
"""The pages of the tour in its order, with what is said of them."""


def main() -> int:
    """Write the pictures and the page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        imagine_screen(Path(folder))
        take_pictures(Path(folder))
    (ROOT / "docs" / "tour.md").write_text(page(), encoding="utf-8")
    return 0


def imagine_screen(folder: Path) -> None:
    """Let Qt draw on a screen of this size that nobody sees."""
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    size = {"name": "tour", "x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
    (folder / "screen.json").write_text(json.dumps({"screens": [size | dots]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={folder / 'screen.json'}"


def take_pictures(folder: Path) -> None:
    """Write a picture of every stop of the tour."""
    application = make_application(SettingsStore(folder / "none"))
    use_fixed_font(application)
    window = make_window(folder)
    window.resize(WIDTH, HEIGHT)
    wanted = {name for name, _ in STOPS}
    pictures: dict[str, QPixmap] = {}
    present = [""]

    def look(shown: QWidget) -> None:
        pictures[present[0]] = shown.grab()

    stage = Stage(window, lambda: wait(application, window), lambda: pause(application), look)
    with looked_at_dialogs(stage):
        for one in PAGES:
            present[0] = one.name
            one.show(stage)
    window.close()
    for name in wanted:
        pictures[name].save(str(PICTURES / f"tour-{name}.png"))


def wait(application: QApplication, window) -> None:
    """Wait until the window has nothing under way, and begins nothing more."""
    pause(application)
    while window.is_working:
        application.processEvents()
        time.sleep(0.005)
        if not window.is_working:
            pause(application)


def pause(application: QApplication) -> None:
    """Let everything that was asked for be painted."""
    for _ in range(30):
        application.processEvents()
        time.sleep(0.005)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def page() -> str:
    """Return the tour as Markdown."""
    head = "# A tour in twelve pictures\n\nMade by `tests/bench/tour.py` on the sample workbook.\n"
    return "\n".join([head, *(stop(place) for place in range(len(STOPS)))])


def stop(place: int) -> str:
    """Return one stop of the tour."""
    name, words = STOPS[place]
    picture = f"![Page {place + 1}: {name.replace('-', ' ')}](screenshots/tour-{name}.png)"
    return f"## {place + 1}\n\n{words}\n\n{picture}\n"


if __name__ == "__main__":
    sys.exit(main())
