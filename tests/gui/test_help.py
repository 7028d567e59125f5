import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QWhatsThis, QWidget

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.rules.rule_texts import rule_texts
from sdc_desktop.gui import dialogs
from sdc_desktop.gui.help_topics import read_topics, search
from sdc_desktop.gui.what_is_this import _places, explanation
from sdc_desktop.register.exercises import read_exercises
from tests.gui.pages import PAGES, Stage, looked_at_dialogs

TOPICS = read_topics([("Open", "Ctrl+O")])


def test_every_rule_has_a_topic_that_says_when_it_holds():
    topics = {topic.key: topic for topic in TOPICS}
    for told in rule_texts():
        assert "**When.**" in topics[f"rule:{told.name}"].text


def test_every_way_to_protect_has_something_for_and_against_it():
    methods = [one for one in TOPICS if one.key.startswith("methods/")]
    assert len(methods) >= 8
    for one in methods[:-1]:
        assert "**For:**" in one.text, one.title
        assert "**Against:**" in one.text, one.title


def test_no_two_topics_share_a_key():
    assert len({topic.key for topic in TOPICS}) == len(TOPICS)


def test_searching_finds_topics_that_hold_every_word_titles_first():
    found = search(TOPICS, "controlled ROUNDING")
    assert found[0].title == "Controlled rounding"
    assert all("rounding" in (one.title + one.text).casefold() for one in found)
    assert search(TOPICS, "no such word") == ()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("hide", "methods/suppression"),
        ("star out", "methods/suppression"),
        ("delete small numbers", "methods/suppression"),
        ("how do I blank a cell", "methods/suppression"),
        ("merge categories", "methods/combining-categories"),
        ("average", "methods/percentages-rates-and-means"),
        ("swap", "methods/noise-and-cell-keys"),
        ("last release subtract", "words/differencing"),
        ("password", "first-hour/sign-and-save-minutes"),
        ("hotkeys", "keys"),
        ("override", "words/exception"),
    ],
)
def test_searching_finds_what_people_call_by_another_name(typed, key):
    found = [topic.key for topic in search(TOPICS, typed)]
    assert key in found[:6], found[:8]


def test_the_help_opens_searches_and_shows_the_best_topic(window):
    window.help.contents.trigger()
    dialog = window.help.dialog
    dialog.search.setText("dominance")
    assert "words/dominance-and-p" in dialog.listed()
    assert "dominance" in dialog.page.toPlainText().casefold()
    dialog.search.setText("zzz")
    assert dialog.listed() == ()
    assert "Nothing in the help" in dialog.page.toPlainText()


def test_the_help_knows_the_shortcuts_of_the_window(window):
    window.help.show_topic("keys")
    assert "Ctrl+Shift+P" in window.help.dialog.page.toPlainText()


def test_the_help_opens_at_the_part_of_the_window_that_has_the_focus(window, counts, open_file):
    open_file(counts)
    window.activateWindow()
    window.workbench.findings.setFocus()
    window.help.show_help()
    assert window.help.dialog.page.toPlainText().startswith("Finding: at risk")


def test_what_each_part_is_leads_to_a_topic_that_there_is():
    keys = {topic.key for topic in TOPICS} | {""}
    for name, (words, topic) in _places().items():
        assert words, name
        assert topic in keys, name


def test_every_dialog_and_every_panel_says_what_it_is_for(window):
    folder = Path(dialogs.__file__).parent
    text = "\n".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    named = set(re.findall(r"^class (\w+Dialog|PolicyEditor)\(Q?Dialog\):", text, re.MULTILINE))
    named |= {dock.objectName() for dock in window.findChildren(QDockWidget)}
    assert len(named) > 35
    assert not named - set(_places())


def test_what_is_this_answers_for_every_widget_of_every_page(qtbot, window):
    silent = []

    def look(shown):
        for one in shown.findChildren(QWidget):
            if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus:
                silent.extend([] if explanation(one) else [f"{type(one).__name__} in {shown}"])

    def wait():
        qtbot.waitUntil(lambda: not window.is_working, timeout=60_000)

    stage = Stage(window, wait, lambda: qtbot.wait(1), look)
    with looked_at_dialogs(stage):
        for page in PAGES[:6]:
            page.show(stage)
    assert not silent


def test_shift_f1_explains_what_has_the_focus(window, qtbot):
    window.activateWindow()
    window.welcome.focus_first()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    names = [one.metaObject().className() for one in QApplication.topLevelWidgets()]
    QWhatsThis.hideText()
    assert "QWhatsThat" in names


@pytest.fixture
def learning(window):
    window.help.learn.trigger()
    yield window.help.learning
    window.help.learning.close()


def test_marking_all_problems_scores_a_hundred_and_the_score_is_kept(learning, window):
    for problem in learning.exercise.problems:
        learning.sheets.go_to(problem.cell)
        learning.mark()
    learning.show_score()
    assert learning.told.text().startswith("100 %: 4 of 4 problems found, 0 marked wrongly.")
    assert window.store.value.scores == ("1-small-counts=100",)


def test_what_was_missed_and_what_is_no_problem_is_said_with_reasons(learning):
    learning.sheets.go_to(CellRef("Table 1", 5, 1))
    learning.mark()
    learning.show_score()
    assert "Missed: D6: A count of 7" in learning.told.text()
    assert "No problem here: B6" in learning.told.text()


def test_marking_twice_takes_the_mark_away(learning):
    learning.sheets.go_to(CellRef("Table 1", 5, 1))
    learning.mark()
    assert learning.marked == {CellRef("Table 1", 5, 1)}
    learning.mark()
    assert learning.marked == set()


def test_every_exercise_can_be_chosen_and_opened_as_a_check(learning, window, settle):
    for place, exercise in enumerate(read_exercises()):
        learning.choice.setCurrentIndex(place)
        assert learning.task.text() == exercise.task
    learning.open_button.click()
    settle()
    assert window.workbench.document.path.name == "3-percentages.xlsx"
