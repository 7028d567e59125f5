"""Every page in all themes: nothing clipped, nothing empty, the theme's colours, large and small.

960 x 540 pixels is what a screen of 1920 x 1080 has at 200 %.
"""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QMainWindow

from sdc_desktop.gui.app import make_application
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.theme import THEMES
from tests.gui.looking import clipped, colours, share_of_theme
from tests.gui.pages import (
    PAGES,
    SIZE,
    Stage,
    leave,
    looked_at_dialogs,
    make_window,
    use_fixed_font,
)


def problems_of(widget, theme, size):
    """Say what a picture of `widget` must not show."""
    picture = widget.grab().toImage()
    found = colours(picture)
    if isinstance(widget, QMainWindow) and picture.size().toTuple() != size:
        yield f"is {picture.size().toTuple()} pixels large"
    if isinstance(widget, QDialog) and not fits(widget, size):
        yield f"takes {widget.minimumSizeHint().toTuple()} pixels or more"
    if len(found) < 20 or found.most_common(1)[0][1] > 0.97 * found.total():
        yield "is empty"
    if share_of_theme(found, theme) < 0.8:
        yield f"has other colours: {found.most_common(4)}"
    yield from clipped(widget)


def fits(dialog, size):
    """Tell whether a dialog can be made as small as a screen of this size."""
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    return least.width() <= size[0] and least.height() <= size[1]


@pytest.fixture
def application(tmp_path):
    made = make_application(SettingsStore(tmp_path / "none"))
    before = made.font()
    use_fixed_font(made)
    yield made
    made.setFont(before)


@pytest.mark.parametrize(
    ("theme", "size", "points"),
    [("light", SIZE, 9), ("dark", (960, 540), 10), ("contrast", (1920, 1080), 24)],
)
def test_every_page_shows_all_its_words_in_the_colours_of_the_theme(
    qtbot, tmp_path, application, theme, size, points
):
    window = make_window(tmp_path, theme, size, points)
    said, seen = [], []

    def wait():
        qtbot.waitUntil(lambda: not window.is_working, timeout=60_000)
        pause()

    def pause():
        qtbot.wait(20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def look(widget):
        found = problems_of(widget, THEMES[theme], size)
        said.extend(f"{page.name} {problem}" for problem in found)
        seen.append(page.name)

    stage = Stage(window, wait, pause, look)
    with looked_at_dialogs(stage):
        for page in PAGES:
            page.show(stage)
    leave(window)
    assert seen == [page.name for page in PAGES]
    assert not said, "\n".join(said)
