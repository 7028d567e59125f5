"""Automatic protection says how good its best pattern is, heeds what is asked, can be ended."""

from threading import Event

import numpy as np
import pytest
import xlsxwriter
from PySide6.QtCore import Qt

from sdc_desktop.core.actions import SuppressionRole, Wish, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.perturbation.loss import information_loss
from sdc_desktop.core.protection.automatic import Suppressed
from sdc_desktop.core.protection.losing import TableLoss, loss_of
from sdc_desktop.core.protection.preferences import Cost
from sdc_desktop.core.protection.secondary_suppression import SecondarySuppression, SoFar
from sdc_desktop.core.published import CellStatus
from sdc_desktop.core.stamp import Stamp
from sdc_desktop.gui.dialogs.protection_dialog import ProtectionDialog
from sdc_desktop.gui.jobs import Job
from sdc_desktop.gui.protection_wish import ProtectionWish
from sdc_desktop.gui.protection_words import (
    loss_in_words,
    outcome_in_words,
    quality_in_words,
    so_far_in_words,
)
from sdc_desktop.gui.stages import time_in_words

RISKY = CellRef("Table 1", 3, 3)


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


@pytest.fixture
def wide(tmp_path):
    """A table of 24 x 12 counts, every ninth of which is small."""
    book = xlsxwriter.Workbook(str(tmp_path / "wide.xlsx"))
    sheet = book.add_worksheet("Table 1")
    sheet.write_row(2, 0, ("Area", *(f"Group {one}" for one in range(1, 13)), "Total"))
    rows = [
        [
            (row * 37 + column * 53) % 80 + 11 if (row * 12 + column) % 9 else 4
            for column in range(12)
        ]
        for row in range(24)
    ]
    for number, row in enumerate(rows):
        sheet.write_row(3 + number, 0, (f"Area {number}", *row, sum(row)))
    sums = [sum(column) for column in zip(*rows, strict=True)]
    sheet.write_row(3 + len(rows), 0, ("Total", *sums, sum(sums)))
    book.close()
    return tmp_path / "wide.xlsx"


@pytest.fixture
def held(window, wide, open_file):
    """A search that waits at its first pattern until it may go on."""
    open_file(wide)
    protecting, reached, go_on = window.workbench.protecting, Event(), Event()

    def hold(found):
        reached.set()
        go_on.wait(20)

    direct = Qt.ConnectionType.DirectConnection
    protecting.began.connect(lambda job: job.signals.told.connect(hold, direct))
    window.can.protect.trigger()
    yield reached, go_on
    go_on.set()


def test_the_best_pattern_so_far_is_shown_and_kept(window, held, settle, qtbot):
    reached, go_on = held
    strip = window.workbench.search
    qtbot.waitUntil(
        lambda: reached.is_set() and strip.isVisible() and strip.keep.isEnabled(), timeout=30_000
    )
    assert strip.text.startswith("Best so far: ")
    strip.keep.click()
    go_on.set()
    settle()
    document = window.workbench.document
    assert not strip.isVisible()
    assert not document.assessment.audit.unprotected
    assert {one.role for one in document.check.actions} == set(SuppressionRole)
    assert window.banner.text.startswith("Withheld: ")


def test_a_search_with_a_pattern_can_still_be_cancelled(window, held, settle, qtbot):
    reached, go_on = held
    strip = window.workbench.search
    qtbot.waitUntil(lambda: reached.is_set() and strip.isVisible(), timeout=30_000)
    strip.cancel.click()
    go_on.set()
    settle()
    assert not window.workbench.document.check.actions
    assert "Everything is as it was" in window.banner.text
    assert not strip.isVisible()


def test_nothing_can_be_kept_before_a_pattern_is_known(window, bench):
    assert not bench.search.isVisible()
    window.can.protect.trigger()
    assert not bench.search.keep.isEnabled()


def test_what_was_withheld_and_how_good_it_is_is_said(window, bench, settle):
    window.can.protect.trigger()
    settle()
    assert "1 cell unsafe" in window.banner.text
    assert "proved that no pattern costs less" in window.banner.text
    assert window.banner.hint.startswith("Now 16 % of the numbers are withheld, ")


def test_the_gap_is_said_in_words():
    assert "not known yet" in quality_in_words(50, 0, is_proved=False)
    assert "costs at most 25 % more" in quality_in_words(50, 40, is_proved=False)
    cells = (RISKY, CellRef("Table 1", 4, 3))
    assert so_far_in_words(SoFar(cells, 50, 50)).startswith("Best so far: 2 cells")


def test_cells_that_stay_unsafe_are_said_first_and_never_in_green(window, bench, settle):
    settle()
    check, told = bench.document.check, []
    bench.protecting.said.connect(lambda *said: told.append(said))
    short = SecondarySuppression((), 0, 0, False, (RISKY,))
    bench.protecting._take(check, Suppressed((), short), loss_of(check).together)
    ((severity, text, _),) = told
    assert severity == "fail"
    assert text.startswith("1 withheld cell is still not safe")


def test_what_is_left_is_said_where_nothing_has_to_be_withheld(window, bench, settle):
    settle()
    check, told = bench.document.check, []
    bench.protecting.said.connect(lambda *said: told.append(said))
    bench.protecting._take(check, Suppressed((), None), loss_of(check).together)
    ((_, text, hint),) = told
    assert text == "Nothing more has to be withheld."
    assert hint == "Still to deal with: 1 cell at risk."


def test_no_others_are_counted_where_none_were_needed():
    stamp = Stamp("Ann", "2026-01-02T03:04:05Z", "")
    alone = Suppressed((Withhold((RISKY,), SuppressionRole.PRIMARY, "[c]", stamp),), None)
    assert "they need no others" in outcome_in_words(alone)


def test_what_a_search_does_and_since_when_is_said_in_plain_words(window, bench, qtbot):
    job = Job("Protecting", lambda progress: None)
    bench.search.begin(job)
    job.signals.progressed.emit(3, 150, "secondary suppression: lower bound")
    title = bench.search._title.text()
    assert "working out how good it is" in title
    assert "round 3 of at most 150" in title
    assert "secondary" not in title
    assert time_in_words(125) == "2:05 min"
    bench.search.end()


def test_a_little_is_never_nothing():
    loss = TableLoss(1000, 1e6, 1, 0, 3.0, 0.0, 0, information_loss(np.zeros(0), np.zeros(0)))
    said = loss_in_words(loss)
    assert said == "Now 0.1 % of the numbers are withheld, less than 0.1 % of their value."


def test_what_must_stay_and_stands_in_the_way_is_said(window, bench, settle):
    numbers = [CellRef("Table 1", row, column) for row in range(3, 8) for column in range(1, 6)]
    bench.wishes._do(tuple(one for one in numbers if one != RISKY), Wish.KEEP)
    window.can.protect.trigger()
    settle()
    assert "Table 1!D4 cannot be protected while" in window.banner.text
    assert window.banner.hint
    assert bench.document.published.status(RISKY) is CellStatus.PRIMARY


def test_an_unsafe_cell_that_should_stay_goes_and_that_is_said(window, bench, settle):
    bench.wishes._do((RISKY,), Wish.KEEP)
    window.can.protect.trigger()
    settle()
    assert bench.document.published.status(RISKY) is CellStatus.PRIMARY
    assert "Table 1!D4" in window.banner.hint


def test_what_is_asked_for_is_remembered_and_heeded(window, bench, settle, monkeypatch):
    wish = ProtectionWish(Cost.CELLS.value, avoids_totals=True)
    monkeypatch.setattr(ProtectionDialog, "ask", lambda *_: wish)
    window.can.protect_as.trigger()
    settle()
    assert ProtectionWish.parse(window.store.value.protection) == wish
    shown = bench.document.published
    totals = [CellRef("Table 1", 7, column) for column in range(1, 6)]
    assert all(shown.status(cell) is CellStatus.AS_IS for cell in totals)


def test_contributors_that_nobody_knows_are_no_dead_end(window, bench, settle):
    window.store.change(protection=ProtectionWish(Cost.CONTRIBUTORS.value).text())
    window.can.protect.trigger()
    settle()
    assert window.can.protect.isEnabled()
    assert bench.document.check.actions or window.banner.hint


def test_the_dialog_returns_what_is_chosen(window, bench, qtbot):
    bench.wishes._do((RISKY,), Wish.KEEP)
    dialog = ProtectionDialog(ProtectionWish(), bench.document, window)
    qtbot.addWidget(dialog)
    dialog.cost.setCurrentIndex(dialog.cost.findData(Cost.ENTROPY.value))
    dialog.totals.setChecked(True)
    assert dialog.wish == ProtectionWish(Cost.ENTROPY.value, avoids_totals=True)
    assert not dialog.last.isEnabled()


@pytest.mark.parametrize("text", ["", "[]", "no json", '{"cost": "gold"}', '{"avoids_totals": 3}'])
def test_a_wish_that_cannot_be_read_is_the_usual_one(text):
    assert ProtectionWish.parse(text) == ProtectionWish()


def test_a_wish_comes_back_as_it_was():
    wish = ProtectionWish(Cost.CELLS.value, True, True, True)
    assert ProtectionWish.parse(wish.text()) == wish
