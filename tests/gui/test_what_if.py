"""The inspector says what a cell protects, what showing it would tell, what each remedy costs."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.protection.remedy_costs import Companions
from sdc_desktop.core.protection.what_if import Narrowed
from sdc_desktop.core.published import CellStatus
from sdc_desktop.gui.outlook_words import (
    narrowed_in_words,
    rounding_in_words,
    showing_in_words,
    withholding_in_words,
)
from sdc_desktop.register.policies import load_policy

RISKY = CellRef("Table 1", 3, 3)


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


@pytest.fixture
def protected(window, bench, settle):
    """A protected workbook with the keyboard on a cell that protects another."""
    window.can.protect.trigger()
    settle()
    bench.go_to(next(bench.document.published.cells_with(CellStatus.SECONDARY)))
    return bench


def says(qtbot, bench, words):
    qtbot.waitUntil(lambda: words in bench.inspector.text(), timeout=20_000)


def test_a_secondary_cell_says_what_it_protects_and_what_showing_it_tells(protected, qtbot):
    says(qtbot, protected, "If it were shown, a reader could work out more:")
    assert "What it protects" in protected.inspector.text()
    assert "Table 1!D4: exactly 3" in protected.inspector.text()


def test_what_it_protects_is_one_press_away(protected, qtbot):
    says(qtbot, protected, "What it protects")
    labels = protected.inspector.findChildren(QLabel)
    links = next(one for one in labels if one.accessibleName() == RISKY.a1)
    assert links.focusPolicy() == Qt.FocusPolicy.StrongFocus
    links.linkActivated.emit("0")
    assert protected.sheets.current_cell() == RISKY
    says(qtbot, protected, "What protects it")
    says(qtbot, protected, "It is unsafe itself: showing it needs a reason.")


def test_the_answer_is_about_the_present_state(window, protected, settle, qtbot):
    says(qtbot, protected, "a reader could work out more")
    cell = protected.sheets.current_cell()
    window.can.undo.trigger()
    settle()
    assert protected.sheets.current_cell() == cell
    qtbot.waitUntil(lambda: "If it were shown" not in protected.inspector.text(), timeout=30_000)
    window.can.redo.trigger()
    says(qtbot, protected, "a reader could work out more")


def test_remedies_say_what_they_cost(bench, qtbot):
    bench.go_to(RISKY)
    says(qtbot, bench, "3 cells of together")
    assert "the risk stays" in bench.inspector.text()


def test_a_safe_cell_asks_nothing(window, bench, qtbot):
    bench.go_to(CellRef("Table 1", 4, 1))
    says(qtbot, bench, "Nothing was found about this cell.")
    assert not bench.what_if._soon.isActive()
    assert not window.jobs.running


def test_ranges_are_said_as_people_say_them():
    cell = CellRef("Table 1", 6, 2)
    assert narrowed_in_words(Narrowed(cell, 3, 3)) == "Table 1!C7: exactly 3"
    assert narrowed_in_words(Narrowed(cell, 1, 4)) == "Table 1!C7: 1 to 4"
    assert narrowed_in_words(Narrowed(cell, 1, float("inf"))) == "Table 1!C7: 1 or more"


def test_long_answers_are_cut_short():
    many = [Narrowed(CellRef("T", row, 0), 1, 2) for row in range(9)]
    assert showing_in_words(many, is_unsafe=False)[-1] == "… and 4 more cells."
    assert "still be protected" in showing_in_words((), is_unsafe=False)[0]


def test_costs_in_words():
    cells = (RISKY, CellRef("Table 1", 4, 3))
    assert "2 cells of together 1,200" in withholding_in_words(Companions(cells, 1200, True))
    assert "combine categories" in withholding_in_words(Companions(cells, 1200, False))
    assert "no other must go" in withholding_in_words(Companions((), 0, True))
    policy = replace(load_policy("uk-tre-acro").with_parameters({}), rounding_base=5)
    assert rounding_in_words(13, policy).startswith("To base 5 it is shown as 15, 2 off")
    assert rounding_in_words(None, policy) == ""
