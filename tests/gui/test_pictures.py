"""Pictures of the check: every one is drawn, told in words, and saved without secrets."""

import re
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.tables import Table
from sdc_desktop.gui.dialogs import pictures_dialog
from sdc_desktop.gui.dialogs.pictures_dialog import PicturesDialog
from sdc_desktop.gui.rounding import RoundingWish, Scope
from sdc_desktop.gui.theme import DARK, LIGHT
from sdc_desktop.gui.views.picture_axes import short_name
from sdc_desktop.gui.views.picture_drawing import Subject, draw_picture
from sdc_desktop.gui.views.picture_names import Picture


@pytest.fixture
def bench(window, counts, open_file, settle):
    open_file(counts)
    window.can.protect.trigger()
    settle()
    window.workbench.edits.apply_rounding(RoundingWish(Scope.ALL, 5, Method.CONVENTIONAL))
    settle()
    return window.workbench


@pytest.fixture
def subject(bench) -> Subject:
    return Subject(bench.document.check.workbook, bench.document.assessment, with_source=True)


@pytest.mark.parametrize("used", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("picture", Picture)
def test_every_picture_is_drawn_and_told_in_words(subject, picture, used):
    figure, words = draw_picture(picture, subject, used, 700)
    assert figure.axes
    assert words
    assert figure.get_facecolor()[:3] == pytest.approx(
        tuple(int(used.paper[at : at + 2], 16) / 255 for at in (1, 3, 5)), abs=0.01
    )


def test_what_moved_is_told_as_it_is(subject):
    _, words = draw_picture(Picture.MOVES, subject, LIGHT, 700)
    assert re.match(r"\d+ numbers are shown changed", words)


def test_a_saved_picture_of_counts_never_tells_what_withheld_cells_hold(
    window, subject, tmp_path: Path
):
    dialog = PicturesDialog(subject, Picture.COUNTS, window.jobs, window)
    dialog.show_source(True)
    file = tmp_path / "counts.svg"
    dialog.save(file)
    text = file.read_text()
    assert "Shown" in text
    assert "never saved" not in text
    dialog.choose(Picture.BEFORE_AFTER)
    dialog.save(tmp_path / "bands.svg")
    assert "Before" not in (tmp_path / "bands.svg").read_text()
    dialog.save(tmp_path / "bands.png")
    assert (tmp_path / "bands.png").read_bytes().startswith(b"\x89PNG")
    dialog.close()


def test_a_picture_that_cannot_be_written_is_told(window, subject, tmp_path: Path):
    dialog = PicturesDialog(subject, Picture.LOSS, window.jobs, window)
    dialog.save(tmp_path / "no-such-folder" / "a.svg")
    assert not dialog._problem.isHidden()
    dialog.close()


@pytest.mark.parametrize("picture", Picture)
def test_every_picture_names_its_axes_and_fits_the_height_it_is_given(subject, picture):
    figure, _ = draw_picture(picture, subject, LIGHT, 700, height=520)
    assert figure.get_figheight() == pytest.approx(5.2)
    axes = figure.axes[0]
    assert axes.get_xlabel() or not axes.axison
    assert axes.get_ylabel() or picture is Picture.LOSS or not axes.axison


def test_a_long_name_of_a_table_ends_in_dots_within_its_room():
    table = Table("One", "Complaints received by region and age", CellRange(1, 1, 2, 2))
    assert short_name(table, 1000) == table.title
    assert short_name(table, 100) == "Complaints recei…"


def test_sums_that_all_hold_are_told_in_words(bench, settle):
    bench.document.undo_stack.setIndex(0)
    settle()
    subject = Subject(bench.document.check.workbook, bench.document.assessment)
    _, words = draw_picture(Picture.SUMS, subject, LIGHT, 700)
    assert re.fullmatch(r"All \d+ sums between the numbers shown hold.", words)


def test_the_dialog_says_what_a_saved_picture_tells(window, subject):
    dialog = PicturesDialog(subject, Picture.COUNTS, window.jobs, window)
    assert "keep it within the team" in dialog.keeping
    dialog.choose(Picture.MAP)
    assert dialog.keeping == "A saved picture holds no number of the workbook."
    dialog.close()


def test_the_menu_opens_each_picture(window, bench):
    seen = []

    def look():
        dialog = QApplication.activeModalWidget()
        seen.append(dialog.picture)
        dialog.reject()

    for picture in (Picture.MAP, Picture.SUMS):
        QTimer.singleShot(0, look)
        window.can.pictures.of[picture].trigger()
    assert seen == [Picture.MAP, Picture.SUMS]


def test_pictures_are_drawn_beside_the_window_and_the_last_choice_is_shown(
    window, subject, settle, monkeypatch
):
    threads = []
    draw = pictures_dialog.draw_picture

    def note(*about, **named):
        threads.append(threading.current_thread())
        return draw(*about, **named)

    monkeypatch.setattr(pictures_dialog, "draw_picture", note)
    dialog = PicturesDialog(subject, Picture.MAP, window.jobs, window)
    dialog.choose(Picture.SUMS)
    dialog.choose(Picture.LOSS)
    settle()
    assert threads
    assert threading.main_thread() not in threads
    assert dialog.words == draw(Picture.LOSS, subject, LIGHT, 700)[1]
    assert not dialog._picture.pixmap().isNull()
    dialog.close()


def test_a_picture_that_is_closed_while_it_is_drawn_does_no_harm(window, subject, settle):
    dialog = PicturesDialog(subject, Picture.MAP, window.jobs, window)
    (drawing,) = window.jobs.running
    dialog.reject()
    dialog.deleteLater()
    assert drawing.is_cancelled
    settle()
