import pytest
import xlsxwriter

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.inspection.looks import value_as_shown
from tests.workbook.inspection.fixtures import SECRET, inject, write
from tests.workbook.inspection.makers import HARMLESS, ONLY_SEEN, REMOVABLE, format_hides

ALL = {**REMOVABLE, **ONLY_SEEN}
TRUSTS = "nhs-fft-ae/trust_names.xlsm"
INJURIES = "hse-injury-region/lfsinjreg.xlsx"
PRISONS = "moj-prison-population/Population_30June2020_Annual.xlsx"
LESS_SERIOUS = {"watches", "broken-names", "menu-extensions", "digital-signature"}


@pytest.mark.parametrize("kind", ALL)
def test_each_carrier_is_found_where_it_is(tmp_path, kind):
    found = [one for one in inspect_file(ALL[kind](tmp_path / _name(kind))) if one.kind == kind]
    assert found
    assert all(one.removable is (kind in REMOVABLE) for one in found)
    assert kind in LESS_SERIOUS or any(one.is_outstanding for one in found)


@pytest.mark.parametrize("kind", ALL)
def test_no_message_holds_a_value(tmp_path, kind):
    for one in inspect_file(ALL[kind](tmp_path / _name(kind))):
        assert SECRET not in one.message
        assert "Smith" not in one.message


@pytest.mark.parametrize("what", HARMLESS)
def test_what_is_harmless_raises_no_alarm(tmp_path, what):
    found = inspect_file(HARMLESS[what](tmp_path / "a.xlsx"))
    assert [one.kind for one in found if one.is_outstanding] == []


def test_a_plain_workbook_has_only_information(tmp_path):
    assert {one.severity for one in inspect_file(write(tmp_path / "a.xlsx"))} <= {Severity.INFO}


def test_a_workbook_without_cells_is_inspected_for_what_else_it_holds(tmp_path):
    path = tmp_path / "a.xlsx"
    xlsxwriter.Workbook(str(path)).close()
    inject(path, "xl/model/item.data", b"columns", "powerPivotData")
    assert "data-model" in {one.kind for one in inspect_file(path)}


EXACT = [
    ("0.0", 12.345, 12.3),
    ("0%", 0.1234, 0.12),
    ("#,##0,", 1_234_567, 1_235_000),
    ("0.00E+00", 12345.678, 12300),
    ('0.0" m2"', 12.345, 12.3),
    ("£#,##0", -12.5, -13),
    ("#,##0.0;(#,##0.0)", -7.77, -7.8),
]


@pytest.mark.parametrize(("code", "value", "shown"), EXACT)
def test_what_a_format_shows_of_a_number_is_read_back(code, value, shown):
    assert value_as_shown(value, code) == pytest.approx(shown)


@pytest.mark.parametrize(("code", "value", "shown"), EXACT)
def test_numbers_stored_more_exactly_than_shown_are_found_in_any_format(
    tmp_path, code, value, shown
):
    found = inspect_file(format_hides(code, value)(tmp_path / "a.xlsx"))
    assert [cell.a1 for one in found if one.kind == "stored-precision" for cell in one.cells]
    again = inspect_file(format_hides(code, shown)(tmp_path / "b.xlsx"))
    assert not [one for one in again if one.kind == "stored-precision"]


CERTAIN = ("hidden-sheet", "hidden-rows", "pivot-records", "far-cells", "scenarios", "data-model")


@pytest.mark.parametrize("kind", CERTAIN)
def test_what_certainly_holds_data_fails(tmp_path, kind):
    found = inspect_file(REMOVABLE[kind](tmp_path / "a.xlsx"))
    assert {one.severity for one in found if one.kind == kind} == {Severity.FAIL}


def test_cells_are_named_where_they_are_known(tmp_path):
    found = inspect_file(REMOVABLE["hidden-by-format"](tmp_path / "a.xlsx"))
    cells = {cell.a1 for one in found if one.kind == "hidden-by-format" for cell in one.cells}
    assert cells == {"B10"}


REAL = [
    (TRUSTS, {"hidden-sheet", "macros", "form-controls", "absolute-path"}),
    (INJURIES, {"filtered-rows", "data-connections", "hidden-by-format", "printer-settings"}),
    (PRISONS, {"external-link", "hidden-columns", "external-names"}),
]


@pytest.mark.parametrize(("name", "kinds"), REAL, ids=[one[0][:3] for one in REAL])
def test_what_real_files_hide_is_found(corpus, name, kinds):
    assert kinds <= {one.kind for one in inspect_file(corpus(name))}


def test_all_286_filtered_rows_of_a_real_file_are_counted(corpus):
    found = [one for one in inspect_file(corpus(INJURIES)) if one.kind == "filtered-rows"]
    counts = [int(one.message.split("show ")[1].split()[0]) for one in found]
    assert sum(counts) == 286


def hide_row(filled):
    def fill(book, sheet):
        sheet.write_row(9, 0, filled)
        sheet.set_row(9, None, None, {"hidden": True})

    return fill


COUNTED = [
    ((int(SECRET),), "with 1 number."),
    (("note", "note"), "with 2 cells without a number."),
    ((int(SECRET), "note"), "with 1 number and 1 other cell."),
]


@pytest.mark.parametrize(("filled", "words"), COUNTED)
def test_a_sentence_counts_only_what_is_there(tmp_path, filled, words):
    found = inspect_file(write(tmp_path / "a.xlsx", hide_row(filled)))
    (one,) = [one for one in found if one.kind == "hidden-rows"]
    assert one.message.endswith(words)


def _name(kind: str) -> str:
    return "a.xlsm" if kind == "macros" else "a.xlsx"
