"""The picture of what a reader can narrow withheld cells to."""

from math import inf, isnan, nan
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.gui.dialogs.plot_dialog import PlotDialog
from sdc_desktop.gui.models.plot_rows import PlotRow, pages_of
from sdc_desktop.gui.theme import DARK, LIGHT
from sdc_desktop.gui.views.interval_plot import draw_intervals, plot_in_words, save_intervals

UNSAFE = UnsafeRange(1, 9)
ROWS = (
    PlotRow("C5", 31, 31, 31, is_enough=False),
    PlotRow("D4", 0, 12, 3, is_enough=True),
    PlotRow("D6", 2, inf, nan, is_enough=True),
    PlotRow("E6", -inf, inf, 777.25, is_enough=False),
)


@pytest.fixture
def bench(window, counts, open_file, settle):
    open_file(counts)
    window.can.protect.trigger()
    settle()
    return window.workbench


@pytest.fixture
def dialog(window):
    made = PlotDialog(
        ["All tables", "One"], lambda place: ROWS[place:], UNSAFE, window.jobs, window
    )
    made.show()
    yield made
    made.close()


@pytest.mark.parametrize("used", [LIGHT, DARK])
def test_intervals_without_end_are_drawn_as_arrows(used):
    figure = draw_intervals(ROWS, UNSAFE, used, 700)
    [axes] = figure.axes
    least, greatest = axes.get_xlim()
    places = [tuple(one) for part in axes.collections for one in part.get_offsets().tolist()]
    assert (greatest, 2.0) in places
    assert {(greatest, 3.0), (least, 3.0)} <= set(places)


def test_large_numbers_leave_no_empty_room_below_zero():
    rows = [PlotRow("C5", 0, 90_000, nan, is_enough=True), PlotRow("C6", 3, inf, nan, True)]
    [axes] = draw_intervals(rows, UNSAFE, LIGHT, 700).axes
    least, greatest = axes.get_xlim()
    assert -10 < least < 0
    assert greatest > 90_000


def test_the_picture_opens_from_the_window_and_shows_the_narrowest_first(window, bench):
    seen = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PlotDialog)
        seen.extend(dialog.rows)
        dialog.choose(1)
        seen.append(dialog.page_text)
        dialog.reject()

    QTimer.singleShot(0, look)
    window.can.picture.trigger()
    *rows, page = seen
    widths = [row.upper - row.lower for row in rows]
    assert widths == sorted(widths)
    assert len(rows) == len(bench.document.assessment.audit.intervals)
    assert page == f"{len(rows)} cells, page 1 of 1"
    assert any("North, 50 to 74" in row.name for row in rows)


def test_without_withheld_cells_the_window_says_so(window, counts, open_file):
    open_file(counts)
    window.can.picture.trigger()
    assert "no withheld cell" in window.banner.text


def test_the_sources_values_are_shown_only_when_asked_for(dialog):
    assert all(isnan(row.value) for row in dialog.rows)
    dialog.show_values(True)
    assert [row.value for row in dialog.rows][:2] == [31, 3]
    assert "777" not in plot_in_words(dialog.rows)


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_a_saved_picture_never_holds_what_the_source_says(dialog, tmp_path: Path, name):
    dialog.show_values(True)
    dialog.save(tmp_path / name)
    hidden = tmp_path / f"without-{name}"
    save_intervals(
        hidden, [PlotRow(r.name, r.lower, r.upper, nan, r.is_enough) for r in ROWS], UNSAFE
    )
    saved = (tmp_path / name).read_bytes()
    assert len(saved) > 2_000
    assert b"777.25" not in saved
    assert b"What the source says" not in saved
    assert name.endswith("svg") or saved == hidden.read_bytes()


def test_a_picture_that_cannot_be_written_is_said(dialog, tmp_path: Path):
    dialog.save(tmp_path / "no" / "folder" / "a.svg")
    assert "could not be written" in dialog._problem.text()


def test_two_hundred_cells_come_in_pages(window):
    rows = tuple(PlotRow(f"C{n}", 0, n, nan, is_enough=True) for n in range(200))
    assert [len(page) for page in pages_of(rows)] == [40] * 5
    dialog = PlotDialog(["All"], lambda _: rows, None, window.jobs, window)
    dialog.step(1)
    assert dialog.page_text == "200 cells, page 2 of 5"
    assert dialog.rows[0].name == "C40"
    dialog.step(9)
    assert dialog.rows[-1].name == "C199"


def test_matplotlib_is_loaded_only_for_the_picture():
    import subprocess
    import sys

    code = (
        "import sys, sdc_desktop.gui.windows.workbench, sdc_desktop.gui.dialogs.plot_dialog;"
        "print('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
