import json

import pytest

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.policy import UnsafeRange, ZeroPolicy
from sdc_desktop.register.policies import load_policy

AGREEMENT = """
base = "uk-dwp-100"
id = "benefit-cards"
version = "1"
title = "Agreement on the benefit cards"
[counts]
unsafe = "< 20"
zeros = "unsafe"
"""

EXCEPTION = """
[[exceptions]]
rule = "counts.zeros"
reason = "Nobody can hold two cards."
who = "A. Owner, Information Asset Manager"
when = "2026-11-01"
"""


@pytest.fixture
def agreement(tmp_path):
    """Writes an agreement and gives its path."""

    def write(text):
        path = tmp_path / "agreement.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_an_agreement_is_a_policy_that_rests_on_a_preset(agreement):
    policy = load_policy(agreement(AGREEMENT)).with_parameters({"threshold": "10"})
    assert policy.id == "benefit-cards"
    assert policy.unsafe_counts == UnsafeRange(1, 19)
    assert policy.zeros is ZeroPolicy.UNSAFE
    assert policy.terms.rests_on == "uk-dwp-100 2026-11"
    assert len(policy.terms.gates) == 7


def test_the_department_s_number_holds_where_it_is_stricter(agreement):
    policy = load_policy(agreement(AGREEMENT)).with_parameters({"threshold": "30"})
    assert policy.unsafe_counts == UnsafeRange(1, 29)
    assert any("is not stricter in unsafe counts" in note for note in policy.notes)


def test_it_loosens_a_rule_with_an_exception_that_is_kept(agreement):
    loose = AGREEMENT.replace('zeros = "unsafe"', 'zeros = "allow"')
    without = load_policy(agreement(loose)).with_parameters({"threshold": "10"})
    assert without.zeros is ZeroPolicy.FLAG_FULL_LINES
    policy = load_policy(agreement(loose + EXCEPTION)).with_parameters({"threshold": "10"})
    assert policy.zeros is ZeroPolicy.ALLOW
    assert policy.terms.exceptions[0].who == "A. Owner, Information Asset Manager"


def test_what_it_adds_is_printed(agreement):
    printed = load_policy(agreement(AGREEMENT + EXCEPTION)).as_json()
    assert "Counts from 1 to 19 must not be shown." in printed["agreement"]
    assert printed["rests_on"] == "uk-dwp-100 2026-11"
    assert json.loads(json.dumps(printed))["exceptions"][0]["rule"] == "counts.zeros"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("uk-dwp-100", "uk-dwp-hundred", "no policy called"),
        ('base = "uk-dwp-100"\n', "", "cannot be used as the agreement"),
        ("counts.zeros", "counts.zero", '"exceptions.rule" is "counts.zero"'),
        ('reason = "Nobody can hold two cards."', "", 'lacks the key "exceptions.reason"'),
        ("< 20", "< {limit}", "cannot be used as the agreement"),
    ],
)
def test_an_agreement_that_cannot_be_used_is_refused_with_a_sentence(agreement, old, new, said):
    with pytest.raises(SdcError) as caught:
        load_policy(agreement((AGREEMENT + EXCEPTION).replace(old, new)))
    assert said in str(caught.value)
    assert caught.value.hint
