"""Releases of one series are told by what stays the same in their names and titles."""

import pytest

from sdc_desktop.core.releases.series import is_one_series, name_of_series, titles_of_series


@pytest.mark.parametrize(
    "name",
    [
        "complaints.xlsx",
        "Complaints 2026 Q1.xlsx",
        "complaints-2025-protected.ods",
        "Complaints_March_2026_final_v2.csv",
    ],
)
def test_dates_and_drafts_do_not_matter_in_a_name(name):
    assert name_of_series(name) == "complaints"


def test_titles_lose_their_dates_and_repeats():
    titles = ["Table 1: Deaths by age, 2025", "Table 2: Deaths by age, 2026", "2024", ""]
    assert titles_of_series(titles) == ("deaths by age",)


@pytest.mark.parametrize(
    ("ours", "theirs", "is_one"),
    [
        (("a", ("deaths by age",)), ("b", ("deaths by age", "births")), True),
        (("a", ("deaths", "births", "moves")), ("a", ("deaths", "jobs", "rents")), False),
        (("complaints", ()), ("complaints", ()), True),
        (("complaints", ()), ("complaints", ("deaths",)), True),
        (("", ()), ("", ()), False),
        (("a", ()), ("b", ()), False),
    ],
)
def test_titles_come_before_names(ours, theirs, is_one):
    assert is_one_series(*ours, *theirs) is is_one
    assert is_one_series(*theirs, *ours) is is_one
