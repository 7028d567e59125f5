import pytest

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.policy_file import read_policy
from sdc_desktop.core.policy_terms import (
    GateKind,
    PolicyException,
    PolicyTerms,
    Role,
    find_about_policy,
)
from sdc_desktop.core.policy_text import PolicyError

HEADING = 'id = "test"\nversion = "1"\ntitle = "Test policy"\n'

TERMS = (
    HEADING
    + """
review_by = "2027-03"
[terms]
code = "Code, 4.5"
laws = ["Act"]
guidance = ["Guide"]
[[statements]]
text = "We protect."
paragraph = "1"
[[roles]]
title = "Data Owner"
duty = "accountable"
paragraph = "3"
[[declarations]]
name = "training"
version = "1"
text = "I was trained."
paragraph = "2"
[[gates]]
name = "assessment"
asks = "There is an assessment."
kind = "reference"
paragraph = "4"
"""
)


def test_what_a_policy_asks_of_people_is_read():
    terms = read_policy(TERMS).with_parameters({}).terms
    assert terms.code == "Code, 4.5"
    assert terms.roles == (Role("Data Owner", "accountable", "3"),)
    assert terms.statements[0].text == "We protect."
    assert terms.declarations[0].name == "training"
    assert terms.gates[0].kind is GateKind.REFERENCE


def test_it_is_printed_with_the_rules():
    printed = read_policy(TERMS).as_json()
    assert printed["review_by"] == "2027-03"
    assert printed["roles"] == [{"title": "Data Owner", "duty": "accountable", "paragraph": "3"}]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2027-03", "soon", '"review_by" is "soon"'),
        ('"reference"', '"maybe"', '"gates.kind" is "maybe"'),
        ('duty = "accountable"', "", 'lacks the key "roles.duty"'),
        ('laws = ["Act"]', 'law = ["Act"]', 'a key "terms.law"'),
    ],
)
def test_broken_terms_are_refused_with_a_sentence(old, new, said):
    with pytest.raises(PolicyError) as caught:
        read_policy(TERMS.replace(old, new))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("review_by", "today", "is_stale"),
    [
        ("2027-03-10", "2027-03-10", False),
        ("2027-03-10", "2027-03-11", True),
        ("2027-03", "2027-03-31", False),
        ("2027-03", "2027-04-01", True),
        ("", "2030-01-01", False),
        ("2027-03", "", False),
    ],
)
def test_a_policy_grows_old_the_day_after_it_was_to_be_read_again(review_by, today, is_stale):
    found = find_about_policy("Test", PolicyTerms(review_by=review_by), today)
    assert bool(found) is is_stale
    assert all(one.severity is Severity.INFO for one in found)


def test_every_exception_is_a_finding_with_who_allowed_it_and_why():
    allowed = PolicyException("counts.unsafe", "Published since 1990.", "A. Owner", "2026-11-01")
    (found,) = find_about_policy("Test", PolicyTerms(exceptions=(allowed,)), "2026-11-21")
    assert found.severity is Severity.INFO
    assert "A. Owner allowed on 2026-11-01" in found.message
    assert "Published since 1990." in found.message
