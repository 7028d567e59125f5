import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTabWidget,
    QWidget,
)

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.models.marks import SYMBOLS, CellMark
from sdc_desktop.gui.theme import THEMES, blend, contrast
from sdc_desktop.gui.theme import theme as theme_in_use
from sdc_desktop.gui.views.sheet_delegate import SELECTION
from sdc_desktop.gui.words import mark_in_words
from tests.gui.pages import PAGES, Stage, looked_at_dialogs

TEXT = QAccessible.Text.Name
Role = QAccessible.Role
CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView, QAbstractSpinBox, QTabBar)


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


def test_a_cell_says_value_risk_row_and_column(bench):
    model = bench.sheets.view.sheet_model
    words = model.data(model.index(3, 3), Qt.ItemDataRole.AccessibleTextRole)
    assert words == "3, unsafe, row North, column 50 to 74"


def test_a_cell_describes_what_was_found(bench):
    model = bench.sheets.view.sheet_model
    words = model.data(model.index(3, 3), Qt.ItemDataRole.AccessibleDescriptionRole)
    assert words.startswith("Small count: ")


def test_a_screen_reader_hears_the_current_cell(bench):
    QAccessible.setActive(True)
    view = bench.sheets.view
    view.setFocus()
    bench.go_to(CellRef("Table 1", 3, 3))
    cell = QAccessible.queryAccessibleInterface(view).focusChild()
    assert cell.text(TEXT) == "3, unsafe, row North, column 50 to 74"


def test_a_screen_reader_says_when_a_check_has_ended(window, counts, open_file, settle):
    said = []
    window.announcer.said.connect(said.append)
    open_file(counts)
    assert said == [f"Checked: {window.summary}"]
    window.workbench.go_to(CellRef("Table 1", 3, 3))
    window.can.withhold.trigger()
    settle()
    assert len(said) == 2
    assert "1 withheld" in said[1]


def test_a_withheld_cell_says_so(window, bench, settle):
    bench.go_to(CellRef("Table 1", 3, 3))
    window.can.protect.trigger()
    settle()
    model = bench.sheets.view.sheet_model
    words = model.data(model.index(3, 3), Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("[c], withheld, unsafe itself, row North")


def test_every_control_has_a_name(window, bench):
    for widget in window.findChildren(CONTROLS[0]) + [
        one for kind in CONTROLS[1:] for one in window.findChildren(kind)
    ]:
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        if type(widget.parent()) in (QTabBar, QComboBox) or "Corner" in type(widget).__name__:
            continue
        name = QAccessible.queryAccessibleInterface(widget).text(TEXT)
        assert name, f"{type(widget).__name__} {widget.objectName()} has no name"


def test_every_action_has_words_a_hint_and_a_shortcut(window):
    for action in window.can.needing_document():
        assert action.text()
        assert action.toolTip()
        assert not action.shortcut().isEmpty()


def test_no_two_actions_share_a_shortcut(window):
    keys = [one.toString() for action in window.actions() for one in action.shortcuts()]
    assert len(keys) == len(set(keys))


WORDS = ("text", "muted", "accent", "fail", "review", "info", "withheld", "rounded", "exempt")
GROUNDS = ("window", "panel", "paper", "accent_tint")
TINTS = ("fail", "review", "info", "withheld", "rounded", "exempt")
TABLE_GROUNDS = ("secondary_tint", "header_tint", "stub_tint")
LINES = ("accent", "strong_line", "outline", "header_line", "stub_line", "total_line")


def pairs():
    """Return every pair of colours that stand on each other, and the contrast that WCAG asks."""
    tints = [f"{name}_tint" for name in TINTS]
    yield from ((word, ground, 4.5) for word in WORDS for ground in GROUNDS)
    yield from (("text", ground, 7) for ground in (*GROUNDS, *tints, *TABLE_GROUNDS))
    yield from ((name, f"{name}_tint", 4.5) for name in TINTS)
    yield from (("withheld", ground, 4.5) for ground in TABLE_GROUNDS)
    yield from (("on_accent", "accent", 4.5), ("text", "line", 4.5), ("muted", "line", 3))
    yield from ((line, ground, 3) for line in LINES for ground in GROUNDS)
    yield from (("faint", ground, 4) for ground in ("window", "panel", "paper"))


@pytest.mark.parametrize("name", THEMES)
def test_every_pair_of_colours_of_a_theme_has_the_contrast_that_wcag_asks(name):
    theme = THEMES[name]
    poor = [
        f"{upper} on {lower} has less than {least}"
        for upper, lower, least in pairs()
        if contrast(getattr(theme, upper), getattr(theme, lower)) < least
    ]
    assert not poor, "\n".join(poor)


@pytest.mark.parametrize("name", THEMES)
def test_what_cannot_be_chosen_is_told_from_what_can(name):
    assert contrast(THEMES[name].text, THEMES[name].faint) >= 2


@pytest.mark.parametrize("name", THEMES)
def test_words_and_signs_can_be_read_on_selected_cells(name):
    theme = THEMES[name]
    for kind in TINTS:
        ground = blend(theme.accent, getattr(theme, f"{kind}_tint"), SELECTION / 255)
        assert contrast(theme.text, ground) >= 4.5, kind
        assert contrast(getattr(theme, kind), ground) >= 3, kind


@pytest.mark.parametrize("name", ["contrast", "contrast-light"])
def test_the_themes_of_high_contrast_have_sevenfold_contrast_for_all_words(name):
    theme = THEMES[name]
    for word in WORDS:
        for ground in ("window", "panel", "paper"):
            assert contrast(getattr(theme, word), getattr(theme, ground)) >= 7, word


def test_every_mark_of_a_cell_has_a_symbol_and_words_of_its_own():
    marks = [mark for mark in CellMark if mark is not CellMark.NONE]
    assert len({SYMBOLS[mark] for mark in marks}) == len(marks)
    assert len({mark_in_words(mark) for mark in marks}) == len(marks)


def test_every_theme_is_known_again_by_the_palette_it_makes(qapp, window):
    for name, theme in THEMES.items():
        window.use_theme(name)
        assert theme_in_use() == theme


def tree_of(interface):
    """Return every accessible object below `interface`, but the cells of tables."""
    yield interface
    if interface.role() in (Role.Table, Role.Tree, Role.List):
        return
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and child.isValid():
            yield from tree_of(child)


def silent(shown):
    """Say which objects of a page a screen reader cannot name or tell the kind of."""
    for one in tree_of(QAccessible.queryAccessibleInterface(shown)):
        state, widget = one.state(), one.object()
        if not isinstance(widget, QWidget) or widget.objectName().startswith("qt_"):
            continue
        if widget.visibleRegion().isEmpty() or (isinstance(widget, QLabel) and not widget.text()):
            continue
        is_inside = type(widget.parent()) in (QTabBar, QComboBox)
        if state.focusable and not is_inside:
            what = f"{type(widget).__name__} {widget.objectName()}"
            if not one.text(TEXT):
                yield f"{what} has no name"
            is_pane = isinstance(widget, QAbstractScrollArea | QTabWidget)
            if one.role() == Role.NoRole or (one.role() == Role.Client and not is_pane):
                yield f"{what} has no role"


def test_a_screen_reader_can_name_every_page_and_dialog_and_all_that_takes_the_focus(
    window, settle, qtbot
):
    QAccessible.setActive(True)
    said, seen = [], []

    def look(shown):
        seen.append(page.name)
        name = QAccessible.queryAccessibleInterface(shown).text(TEXT)
        said.extend(f"{page.name}: {problem}" for problem in silent(shown))
        said.extend([] if name else [f"{page.name} has no title"])

    stage = Stage(window, settle, lambda: qtbot.wait(5), look)
    with looked_at_dialogs(stage):
        for page in PAGES:
            page.show(stage)
    assert seen == [one.name for one in PAGES]
    assert not said, "\n".join(said)


def test_every_cell_of_a_sheet_says_its_row_and_column(bench):
    model = bench.sheets.view.sheet_model
    for row in range(2, 6):
        for column in range(1, 4):
            index = model.index(row, column)
            words = model.data(index, Qt.ItemDataRole.AccessibleTextRole)
            assert ", row " in words or not str(model.data(index) or "").isdigit(), words


def test_text_can_be_nine_to_twenty_four_points_and_goes_back_to_the_desktops(window, qapp):
    before = qapp.font().pointSizeF()
    for points, expected in ((24, 24), (9, 9), (3, 9), (99, 24), (0, before)):
        window.look.use_text_size(points)
        assert qapp.font().pointSizeF() == expected
    assert window.store.value.text_size == 0


def test_headings_grow_with_the_text(window, qapp):
    window.look.use_text_size(20)
    assert "font-size: 44pt" in qapp.styleSheet()
    window.look.use_text_size(0)


def test_a_language_is_remembered_and_said_to_come_with_the_next_start(window):
    [welsh] = [one for one in window.look.languages.actions() if one.data() == "cy"]
    welsh.trigger()
    assert window.store.value.language == "cy"
    assert "started again" in window.banner.text
