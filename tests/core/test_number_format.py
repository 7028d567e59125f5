import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.number_format import is_date_format, shown_number

SHOWN = [
    (1234.5, "#,##0", "1,235"),
    (2.5, "0", "3"),
    (-2.5, "0", "-3"),
    (1.005, "0.00", "1.01"),
    (-0.4, "0", "0"),
    (0.125, "0%", "13%"),
    (0.125, "0.0%", "12.5%"),
    (3, '[<10]"c";0', "c"),
    (12, '[<10]"c";0', "12"),
    (-1, '#,###;"*";0;@', "*"),
    (5, ";;;", ""),
    (0, '#,##0;-#,##0;"-"', "-"),
    (-1234.5, "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
    (1234567, "0,", "1235"),
    (1234567, '#,##0.0,,"m"', "1.2m"),
    (12, "_-* #,##0_-", " 12 "),
    (5, '0" people"', "5 people"),
    (1234, "[$£-809]#,##0", "£1,234"),
    (12, "0.##", "12."),
    (7, "000", "007"),
    (7, "@", "7"),
    (2.5, "# ?/?", "2 1/2"),
    (-0.25, "# ??/??", "-1/4"),
    (3, "# ?/?", "3"),
    (1e300, "0.0%", "1" + "0" * 302 + ".0%"),
    (12345.678, "0.00E+00", "1.23E+04"),
    (0.1 + 0.2, "General", "0.3"),
    (1234.5, "General", "1234.5"),
    (123456789012, "General", "1.23457E+11"),
    (1e-5, "General", "1E-05"),
    (1 / 3, "General", "0.333333333"),
    (44197, "dd/mm/yyyy", "01/01/2021"),
    (44197.75, "d mmm yyyy hh:mm", "1 Jan 2021 18:00"),
    (44197.75, "h:mm AM/PM", "6:00 PM"),
    (1.5, "[h]:mm", "36:00"),
    (60, "d mmm yyyy", "29 Feb 1900"),
    (59, "d mmm yyyy", "28 Feb 1900"),
    (61, "ddd d mmmm yy", "Thu 1 March 00"),
]


@pytest.mark.parametrize(("value", "number_format", "shown"), SHOWN)
def test_numbers_are_shown_as_spreadsheets_show_them(value, number_format, shown) -> None:
    assert shown_number(value, number_format) == shown


def test_the_1904_calendar_starts_four_years_later() -> None:
    assert shown_number(0, "d mmm yyyy", uses_1904_dates=True) == "1 Jan 1904"


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "mmm-yy", "[h]:mm", "h:mm AM/PM"])
def test_date_formats_are_known(code: str) -> None:
    assert is_date_format(code)


@pytest.mark.parametrize("code", ["General", "[Red]0.0", '#,##0 "days"', "0%", "@", '"c"'])
def test_other_formats_are_no_dates(code: str) -> None:
    assert not is_date_format(code)


@given(st.floats(allow_nan=True), st.text(max_size=12))
def test_no_format_makes_it_fail(value: float, number_format: str) -> None:
    assert isinstance(shown_number(value, number_format), str)


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_with_separators_read_back(number: int) -> None:
    assert int(shown_number(number, "#,##0").replace(",", "")) == number


@pytest.mark.parametrize(
    ("value", "shown"), [(7036199, "7 036 199"), (12, "12"), (-1234, "-1 234")]
)
def test_spaces_between_groups_of_digits_part_thousands(value: float, shown: str) -> None:
    assert shown_number(value, "# ### ##0") == shown
