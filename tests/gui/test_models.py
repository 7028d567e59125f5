import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.gui.models.findings_filter import FindingsFilter
from sdc_desktop.gui.models.findings_model import FindingsModel
from sdc_desktop.gui.settings import Settings, SettingsStore
from sdc_desktop.gui.theme import LIGHT, contrast, readable, sheet_fill
from sdc_desktop.gui.views.frozen_columns import FrozenColumns

FINDINGS = (
    Finding("threshold", Severity.FAIL, "Table 1", (CellRef("Table 1", 3, 3),), "North is small."),
    Finding("layout", Severity.REVIEW, "Table 2", (), "Nobody knows what this is."),
    Finding("zeros", Severity.INFO, "Table 1", (CellRef("Table 1", 4, 1),), "A zero is shown."),
)
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def test_the_models_of_the_window_are_sound(window, counts, open_file, qtmodeltester, settle):
    open_file(counts)
    window.can.protect.trigger()
    settle()
    bench = window.workbench
    for model in (
        bench.sheets.view.sheet_model,
        bench.findings.model,
        bench.findings.filter,
        bench.proof.model,
        bench.tree.model(),
    ):
        qtmodeltester.check(model)


@pytest.fixture
def listed():
    model = FindingsModel()
    shown = FindingsFilter(model)
    model.show_findings(FINDINGS)
    return model, shown


def test_findings_can_be_filtered_by_severity_and_words(listed):
    _, shown = listed
    shown.show_severity(Severity.FAIL)
    assert shown.rowCount() == 1
    shown.show_severity(None)
    shown.show_text("table 1 zero")
    assert [shown.finding_at(row).rule for row in range(shown.rowCount())] == ["zeros"]


def test_findings_are_found_by_the_name_of_a_cell(listed):
    _, shown = listed
    shown.show_text("d4")
    assert shown.finding_at(0).rule == "threshold"


def test_sorting_by_severity_puts_what_is_at_risk_first(listed):
    _, shown = listed
    shown.sort(0)
    order = [shown.finding_at(row).severity for row in range(3)]
    assert order == [Severity.FAIL, Severity.REVIEW, Severity.INFO]


def test_settings_come_back(tmp_path):
    SettingsStore(tmp_path).change(zoom=130, recent=("a.xlsx",))
    assert SettingsStore(tmp_path).value == Settings(zoom=130, recent=("a.xlsx",))


@pytest.mark.parametrize("text", ["", "[]", '{"zoom": "wide", "recent": 3}', '{"new": 1}'])
def test_broken_settings_count_as_none(tmp_path, text):
    (tmp_path / "settings.json").write_text(text)
    assert SettingsStore(tmp_path).value == Settings()


def test_settings_that_cannot_be_written_do_no_harm(tmp_path):
    (tmp_path / "file").write_text("")
    store = SettingsStore(tmp_path / "file")
    store.change(zoom=150)
    assert store.value.zoom == 150


def test_the_list_of_recent_workbooks_stays_short(tmp_path):
    settings = Settings()
    for number in range(20):
        settings = settings.with_recent(tmp_path / f"{number}.xlsx")
    assert len(settings.recent) == 8
    assert settings.recent[0].endswith("19.xlsx")


@hypothesis_settings(max_examples=200)
@given(COLOURS, COLOURS)
def test_any_colours_of_a_spreadsheet_can_be_read_in_light_and_dark(text, fill):
    for is_dark in (False, True):
        ground = sheet_fill(fill, is_dark)
        chosen = readable(sheet_fill(text, is_dark), ground, LIGHT.text)
        assert contrast(chosen, ground) >= 4.5


def test_every_policy_can_be_chosen(window, counts, open_file):
    open_file(counts)
    box = window.policies.findChild(QComboBox)
    assert box.count() >= 11
    assert box.currentData() == "uk-tre-acro"


def test_light_and_dark_can_be_switched_while_working(window, counts, open_file):
    open_file(counts)
    view = window.workbench.sheets.view
    light = view.grab().toImage().pixelColor(5, 5).lightness()
    dark = next(one for one in window.can.themes.actions() if one.data() == "dark")
    dark.trigger()
    assert view.grab().toImage().pixelColor(5, 5).lightness() < light / 2
    assert SettingsStore(window.store.folder).value.theme == "dark"


def test_merged_cells_column_widths_and_hidden_columns_are_as_in_the_spreadsheet(
    window, open_file, corpus
):
    open_file(corpus("moj-prison-population/Population_30June2020_Annual.xlsx"))
    view = window.workbench.sheets.view
    sheet = view.sheet_model.sheet
    hidden = min(sheet.hidden_columns)
    assert view.sheet_model.headerData(hidden, Qt.Orientation.Horizontal).endswith("⊘")
    assert view.columnWidth(0) > view.columnWidth(1)
    window.can.show_hidden.setChecked(False)
    assert view.isColumnHidden(hidden)
    for merged in sheet.merged[:5]:
        assert view.columnSpan(merged.top, merged.left) == len(merged.columns)


def test_numbers_stand_as_the_spreadsheet_formats_them(window, open_file, corpus):
    open_file(corpus("moj-prison-population/Population_30June2020_Annual.xlsx"))
    model = window.workbench.sheets.view.sheet_model
    assert model.text(4, 1) == "71,218"
    assert model.text(2, 1) == "30-Jun-02"


def test_row_labels_stay_in_sight_and_never_cover_the_current_cell(window, open_file, corpus):
    open_file(corpus("moj-prison-population/Population_30June2020_Annual.xlsx"))
    view = window.workbench.sheets.view
    labels = view.findChild(FrozenColumns)
    assert not labels.isVisible()
    view.go_to(10, 40)
    assert labels.isVisible()
    assert labels.rowHeight(10) == view.rowHeight(10)
    assert labels.verticalScrollBar().value() == view.verticalScrollBar().value()
    for column in range(39, 20, -1):
        view.go_to(10, column)
        assert view.visualRect(view.currentIndex()).left() >= labels.covered
