"""What readers know from elsewhere is asked for, refused where it cannot be, and counts."""

from math import inf

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDoubleSpinBox

from sdc_desktop.core.actions import StateFact
from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.dialogs.fact_dialog import FactDialog, FactKind

SMALL = CellRef("Table 1", 3, 3)
BESIDE = CellRef("Table 1", 3, 2)
FOOTNOTE = "footnote 3"


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


@pytest.fixture
def answer(window, settle):
    """Return a function that opens the dialog, fills it in and presses its button."""

    def fill_in(*what) -> str:
        problems = []

        def press() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, FactDialog)
            dialog.say(*what)
            problems.append(dialog.problem_text)
            if dialog.accept_button.isEnabled():
                dialog.accept()
            else:
                dialog.reject()

        QTimer.singleShot(0, press)
        window.can.know.trigger()
        settle()
        return problems[0]

    return fill_in


def facts(bench) -> list[StateFact]:
    return [one for one in bench.document.check.actions if isinstance(one, StateFact)]


@pytest.mark.parametrize(
    ("kind", "first", "second", "ends"),
    [
        (FactKind.AT_LEAST, 2, 0, (2, inf)),
        (FactKind.EXACTLY, 3, 0, (3, 3)),
        (FactKind.AT_MOST, 9, 0, (-inf, 9)),
        (FactKind.BETWEEN, 1, 5, (1, 5)),
    ],
)
def test_each_kind_of_knowledge_becomes_an_action(bench, answer, kind, first, second, ends):
    bench.go_to(SMALL)
    assert not answer(kind, first, second, FOOTNOTE)
    [fact] = facts(bench)
    assert (fact.cells, (fact.lower, fact.upper), fact.stamp.why) == ((SMALL,), ends, FOOTNOTE)


def test_several_cells_are_known_together(bench, answer):
    bench.go_to(SMALL)
    bench.sheets.view.select_cells([SMALL, BESIDE])
    assert not answer(FactKind.EXACTLY, 48, 0, FOOTNOTE)
    assert set(facts(bench)[0].cells) == {SMALL, BESIDE}
    assert bench.document.undo_stack.undoText().startswith("Readers know: 2 cells together")


def test_what_the_source_contradicts_is_refused(bench, answer):
    bench.go_to(SMALL)
    problem = answer(FactKind.EXACTLY, 4, 0, FOOTNOTE)
    assert problem.startswith("The source says otherwise")
    assert not facts(bench)


def test_the_least_must_not_be_above_the_greatest(bench, answer):
    bench.go_to(SMALL)
    assert "above the greatest" in answer(FactKind.BETWEEN, 5, 1, FOOTNOTE)
    assert not facts(bench)


def test_without_a_source_nothing_is_taken_into_account(bench, answer):
    bench.go_to(SMALL)
    answer(FactKind.EXACTLY, 3, 0, "  ")
    assert not facts(bench)


def test_a_cell_outside_all_tables_is_refused(window, bench, settle):
    bench.go_to(CellRef("Table 1", 0, 0))
    window.can.know.trigger()
    settle()
    assert "A1 lies in no table" in window.banner.text


def test_a_fact_counts_in_the_audit_and_undo_takes_it_back(window, bench, answer, settle, qtbot):
    window.can.protect.trigger()
    settle()
    assert bench.document.interval_of(SMALL).is_enough
    bench.go_to(SMALL)
    answer(FactKind.EXACTLY, 3, 0, FOOTNOTE)
    assert bench.document.interval_of(SMALL).is_exact
    qtbot.waitUntil(lambda: "Readers know: Table 1!D4: exactly 3" in bench.inspector.text())
    assert FOOTNOTE in bench.inspector.text()
    window.can.undo.trigger()
    settle()
    assert bench.document.interval_of(SMALL).is_enough
    assert not facts(bench)


def test_the_way_of_the_proof_says_that_it_is_known_from_elsewhere(window, bench, answer, settle):
    window.can.protect.trigger()
    settle()
    bench.go_to(SMALL)
    answer(FactKind.EXACTLY, 3, 0, FOOTNOTE)
    interval = bench.document.interval_of(SMALL)
    assert interval.proof is not None
    assert interval.because == "A reader knows that D4 is 3: it is known from elsewhere."


def test_the_numbers_that_are_typed_are_seen(window):
    dialog = FactDialog([SMALL], lambda _: "", window)
    dialog.say(FactKind.BETWEEN, 4, 9)
    dialog.show()
    for box in dialog.findChildren(QDoubleSpinBox):
        assert box.lineEdit().width() > box.width() / 2
