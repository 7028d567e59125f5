import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.cell_text import number_in_text

NUMBERS = {
    "1,234": 1234,
    "1 234": 1234,
    "1\u00a0234": 1234,
    "1\u2009234.5": 1234.5,
    "-12": -12,
    "\u221212": -12,
    "£1,200": 1200,
    "-£3": -3,
    "12 %": 12,
    "12.5%": 12.5,
    "(1.7)": 1.7,
    "[3.30]": 3.3,
    "1,234 [note 2]": 1234,
    "12 [r]": 12,
    "12*": 12,
    "1,234 (a)": 1234,
    "1,234²": 1234,
    "12 p": 12,
    "0": 0,
    "0.5": 0.5,
}
TEXTS = [
    *("2019-20", "1 to 4", "<5", "A12", "12/05/2020", "1,23", "", "-", "[c]", "[low]", "007"),
    *("12 34", "1.2.3", "20067, 8", "Table 7", "15-17", "1,2345", "(1)(2)", "[note 2]"),
    *("--12", "+-5", "-£-5", "\u22121-2", "+ +3"),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_numbers_stored_as_text_are_read(text: str, number: float) -> None:
    assert number_in_text(text) == number


@pytest.mark.parametrize("text", TEXTS)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert number_in_text(text) is None


@given(st.text(max_size=20) | st.text("+-\u2212£€ 0123456789.,%()[]eE", max_size=12))
def test_no_text_makes_it_fail(text: str) -> None:
    number = number_in_text(text)
    assert number is None or isinstance(number, float)


@given(st.integers(0, 10**12))
def test_separators_change_nothing(number: int) -> None:
    assert number_in_text(f"{number:,}") == number
