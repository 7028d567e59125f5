import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTabBar,
)

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.theme import DARK, LIGHT, contrast

TEXT = QAccessible.Text.Name
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


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(theme):
    grounds = (theme.window, theme.panel, theme.paper, theme.accent_tint)
    tints = (
        theme.fail_tint,
        theme.review_tint,
        theme.info_tint,
        theme.withheld_tint,
        theme.secondary_tint,
        theme.rounded_tint,
        theme.exempt_tint,
        theme.header_tint,
        theme.stub_tint,
    )
    for ground in (*grounds, *tints):
        assert contrast(theme.text, ground) >= 7
    for ground in (theme.window, theme.panel, theme.paper):
        assert contrast(theme.muted, ground) >= 4.5
    for name in ("fail", "review", "info", "withheld", "rounded", "exempt"):
        assert contrast(getattr(theme, name), getattr(theme, f"{name}_tint")) >= 4.5
        assert contrast(getattr(theme, name), theme.paper) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.accent, theme.window) >= 3
    assert contrast(theme.strong_line, theme.window) >= 2.5
