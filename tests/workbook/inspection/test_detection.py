import pytest

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection import inspect_file
from tests.workbook.inspection.fixtures import SECRET, write
from tests.workbook.inspection.makers import HARMLESS, ONLY_SEEN, REMOVABLE

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


def _name(kind: str) -> str:
    return "a.xlsm" if kind == "macros" else "a.xlsx"
