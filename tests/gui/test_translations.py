"""Words can be taken out and put back in; a language made up for the test finds what cannot."""

import importlib.util
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from sdc_desktop.gui.app import make_application
from sdc_desktop.gui.languages import LANGUAGES, use_language
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.words import cells_in_words, rule_in_words
from tests.gui.looking import clipped
from tests.gui.pages import PAGES, Stage, leave, looked_at_dialogs, make_window, use_fixed_font

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"


def load_tool():
    sys.path.insert(0, str(ROOT / "installer"))
    spec = importlib.util.spec_from_file_location("translate", ROOT / "installer/translate.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def messages(file):
    """Return (context, source, translation, is finished) of every message."""
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            told = message.find("translation")
            text = "".join(told.itertext()).strip()
            is_finished = told.get("type") != "unfinished" and bool(text)
            yield context.findtext("name"), message.findtext("source"), text, is_finished


class MadeUp(QTranslator):
    """Puts every text in brackets and makes it a third longer, as many languages do."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return f"[{source} {'~' * (len(source) // 3)}]" if source else source

    def isEmpty(self):
        return False


@pytest.fixture
def application(tmp_path):
    made = make_application(SettingsStore(tmp_path / "none"))
    font = made.font()
    use_fixed_font(made)
    yield made
    use_language(made, "en")
    made.setFont(font)


def test_every_text_of_the_window_can_be_taken_out_for_translators(tmp_path):
    tool = load_tool()
    for file in FOLDER.glob("*.ts"):
        shutil.copy(file, tmp_path / file.name)
    tool.update(tmp_path)
    taken = {(context, source) for context, source, _, _ in messages(tmp_path / "sdc_cy.ts")}
    assert len(taken) > 1000
    assert ("WelcomePage", "Open a workbook…") in taken
    assert ("", "1 cell") in taken


def test_what_was_translated_is_kept_when_texts_are_taken_out_again(tmp_path):
    tool = load_tool()
    shutil.copy(FOLDER / "sdc_cy.ts", tmp_path / "sdc_cy.ts")
    before = sum(finished for *_, finished in messages(tmp_path / "sdc_cy.ts"))
    tool.update(tmp_path)
    after = sum(finished for *_, finished in messages(tmp_path / "sdc_cy.ts"))
    assert after >= 0.8 * before > 80


def test_english_has_a_form_for_one_and_for_many_everywhere():
    found = list(messages(FOLDER / "sdc_en.ts"))
    assert found
    assert all(finished for *_, finished in found)


def test_the_files_that_the_program_reads_are_made_from_the_translators_files(tmp_path):
    tool = load_tool()
    for file in FOLDER.glob("*.ts"):
        shutil.copy(file, tmp_path / file.name)
    tool.release(tmp_path)
    for language in LANGUAGES:
        made, committed = (folder / f"sdc_{language}.qm" for folder in (tmp_path, FOLDER))
        assert made.read_bytes() == committed.read_bytes(), language


def test_no_translation_loses_a_place_for_a_number_or_a_shortcut():
    for _, source, text, finished in messages(FOLDER / "sdc_cy.ts"):
        if finished:
            places = re.compile(r"\{\w*\}|%n")
            assert set(places.findall(source)) == set(places.findall(text)), source
            assert ("&" in source) == ("&" in text), source


def test_welsh_is_shown_when_it_is_chosen_and_english_where_it_is_not_done(application, tmp_path):
    use_language(application, "cy")
    window = make_window(tmp_path)
    assert window.can.menus["file"].title() == "&Ffeil"
    assert window.can.open.toolTip().startswith("Agor gweithlyfr i'w wirio")
    assert rule_in_words("zeros") == "Sero"
    assert cells_in_words(5) == "5 cell"
    leave(window)
    use_language(application, "en")
    assert rule_in_words("zeros") == "Zero"


def untranslated(widget):
    """Return the words of `widget` that the program wrote and no translator was asked for."""
    for one in widget.findChildren(QWidget):
        is_inside = isinstance(one.parent(), QComboBox | QAbstractItemView)
        if one.isVisibleTo(widget) and not is_inside:
            for text in words_of(one):
                if re.search(r"[A-Za-z]{3}", text) and "[" not in text:
                    yield f"{type(one).__name__}: {text}"
    if isinstance(widget, QDialog) and "[" not in widget.windowTitle():
        yield widget.windowTitle()


def words_of(one):
    if isinstance(one, QAbstractButton) and one.objectName() != "data":
        yield one.text()
    if isinstance(one, QGroupBox):
        yield one.title()
    if isinstance(one, QLineEdit):
        yield one.placeholderText()
    if isinstance(one, QLabel) and one.objectName() in ("heading", "title"):
        yield one.text()


def test_a_made_up_language_finds_no_word_untranslated_and_none_clipped(
    qtbot, tmp_path, application
):
    made_up = MadeUp()
    application.installTranslator(made_up)
    window = make_window(tmp_path)
    said = []

    def wait():
        qtbot.waitUntil(lambda: not window.is_working, timeout=60_000)
        pause()

    def pause():
        qtbot.wait(20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def look(widget):
        found = [*untranslated(widget), *clipped(widget)]
        said.extend(f"{page.name}: {problem}" for problem in found)

    stage = Stage(window, wait, pause, look)
    with looked_at_dialogs(stage):
        for page in PAGES:
            page.show(stage)
    titles = [menu.title() for menu in window.can.menus.values()]
    texts = [action.text() for action in window.actions() if action.text()]
    leave(window)
    application.removeTranslator(made_up)
    assert not said, "\n".join(said)
    assert all(text.startswith("[") for text in (*titles, *texts))


def test_functions_outside_of_classes_look_their_texts_up_where_they_are_taken_out():
    """Qt's tool puts what stands in no class under no name."""
    for file in (ROOT / "sdc_desktop" / "gui").rglob("*.py"):
        named = re.findall(r'translate\("([^"]+)"', file.read_text(encoding="utf-8"))
        assert not named, f"{file.name} looks texts up under {named}"


def test_nine_of_ten_texts_of_menus_panels_and_steps_are_in_welsh(application, tmp_path):
    use_language(application, "cy")
    window = make_window(tmp_path)
    told = {source for _, source, text, _ in messages(FOLDER / "sdc_cy.ts") if text}
    shown = [action.text() for action in window.actions()]
    shown += [one.text() for menu in window.menuBar().actions() for one in menu.menu().actions()]
    shown += [menu.title() for menu in window.can.menus.values()]
    leave(window)
    english = [text for text in shown if text in untold(told)]
    assert len(shown) > 100
    assert len(english) < len(shown) / 10, english


def untold(told):
    """Return the texts of the window that nobody translated into Welsh."""
    return {source for _, source, _, _ in messages(FOLDER / "sdc_cy.ts")} - told


def test_half_of_all_texts_are_in_welsh():
    texts = [text for _, _, text, _ in messages(FOLDER / "sdc_cy.ts")]
    assert sum(map(bool, texts)) > len(texts) / 2
