"""A release file says the same as the window; what does not fit the check is refused."""

from dataclasses import replace

import pytest

from sdc_desktop.core.actions import Extract, StateExtract
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.decisions import ReasonMissingError
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.release_actions import (
    AnswerGate,
    DecideFinding,
    DecideTable,
    Decision,
    Declare,
    StateRelease,
)
from sdc_desktop.core.release_form import (
    ReleaseFormError,
    read_release_form,
    said_after,
    said_before,
)
from sdc_desktop.core.stamp import Stamp
from sdc_desktop.register.policies import load_policy
from sdc_desktop.workbook.reader import read_workbook
from tests.workbooks import write_counts

STAMP = Stamp("Ann", "2026-11-21T09:30:00Z")
FORM = """
title = "Complaints 2026"
type = "foi"
date = 2026-12-03
requester = "Cas"
authorised_by = "Bea"
extract = "sample"
grossed = true
declarations = ["training"]
[dataset]
name = "Complaints"
dpia = "DPIA 17"
[roles]
"Data Acquisition team" = "Dan"
[gates]
classification = "Official"
delete-by = true
[[tables]]
sheet = "Table 1"
body = "B4:F8"
decision = "reject"
private = "ask Sam"
"""


@pytest.fixture(scope="module")
def check(tmp_path_factory):
    workbook = read_workbook(write_counts(tmp_path_factory.mktemp("books") / "a.xlsx"))
    policy = load_policy("uk-dsit").with_parameters({"threshold": "10"})
    return Check(workbook, policy, find_tables(workbook))


@pytest.fixture(scope="module")
def known(check):
    return assess(check)


def after(check, known, text):
    return said_after(read_release_form(text, "release.toml"), check, known, STAMP)


def of_kind(actions, kind):
    return [one for one in actions if isinstance(one, kind)]


def test_everything_in_the_file_becomes_an_action(check, known):
    said = after(check, known, FORM)
    (stated,) = of_kind(said, StateRelease)
    assert stated.release.date == "2026-12-03"
    assert stated.release.dataset.dpia == "DPIA 17"
    assert stated.release.roles == (("Data Acquisition team", "Dan"),)
    assert [(one.gate, one.answer) for one in of_kind(said, AnswerGate)] == [
        ("classification", "Official"),
        ("delete-by", "confirmed"),
    ]
    (declared,) = of_kind(said, Declare)
    assert declared.text == check.policy.terms.declarations[0].text
    (decided,) = of_kind(said, DecideTable)
    assert (decided.decision, decided.private) == (Decision.REJECT, "ask Sam")


def test_what_the_numbers_were_counted_from_is_said_before_the_check(check):
    (said,) = said_before(read_release_form(FORM, "release.toml"), check, STAMP)
    assert isinstance(said, StateExtract)
    assert (said.extract, said.is_grossed) == (Extract.SAMPLE, True)


def test_a_finding_can_be_decided(check, known):
    text = '[[findings]]\nrule = "threshold"\ndecision = "reject"\ncells = ["D4"]'
    (decided,) = of_kind(after(check, known, text), DecideFinding)
    assert decided.cells[0].a1 == "D4"


def test_approving_tables_with_something_at_risk_needs_a_reason(check, known):
    text = '[[tables]]\ndecision = "approve"'
    with pytest.raises(ReasonMissingError):
        after(check, known, text)
    with_reason = after(check, known, text + '\nreason = "shown elsewhere"')
    (decided,) = of_kind(with_reason, DecideTable)
    assert decided.stamp.why == "shown elsewhere"
    assert after(check, replace(known, findings=()), text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('declarations = ["none"]', "no declaration"),
        ('[gates]\nnone = "x"', 'no "none" before release'),
        ('[[tables]]\nsheet = "Table 9"', "no table Table 9"),
        ('[[findings]]\nrule = "none"', 'no finding "none"'),
    ],
)
def test_what_is_not_there_is_named(check, known, text, words):
    with pytest.raises(ReleaseFormError, match=words) as caught:
        after(check, known, text)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = ", "cannot be read as a release"),
        ("titel = 'x'", "which no release has"),
        ("type = 'secret'", "which cannot be used"),
        ("date = 'soon'", "which cannot be used"),
        ("dataset = 5", "neither a name"),
        ("[dataset]\nsize = 'x'", "which no release has"),
        ("[gates]\na = false", "which cannot be used"),
        ("[[tables]]\nbody = 'here'", "which cannot be used"),
        ("[[tables]]\ndecision = 'maybe'", "which cannot be used"),
        ("[[findings]]\ndecision = 'approve'", "lacks the key"),
    ],
)
def test_what_cannot_be_used_is_said_with_a_hint(text, words):
    with pytest.raises(SdcError, match=words) as caught:
        read_release_form(text, "release.toml")
    assert caught.value.hint
