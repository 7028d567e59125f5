"""Two checkers agree or not; where they differ a third person decides."""

import pytest

from sdc_desktop.core.agreement import (
    BY_SIGNING,
    Opinion,
    Standing,
    State,
    Word,
    differ,
    opinion_of_record,
    opinion_of_review,
    places,
    standing,
)
from sdc_desktop.core.review import is_same_person, requesters


def stands(*decisions: str) -> Standing:
    return standing([Opinion(f"P{n}", "", "", one) for n, one in enumerate(decisions)])


@pytest.mark.parametrize(
    ("decisions", "state", "decision"),
    [
        ((), State.WAITING, ""),
        (("approve",), State.WAITING, ""),
        (("", "approve"), State.WAITING, ""),
        (("approve", "approve"), State.AGREED, "approve"),
        (("", "reject", "reject"), State.AGREED, "reject"),
        (("approve", "changes"), State.CONFLICT, ""),
        (("approve", "reject", "approve"), State.DECIDED, "approve"),
        (("approve", "reject", "reject"), State.DECIDED, "reject"),
        (("approve", "reject", "", "changes"), State.DECIDED, "changes"),
        (("approve", "approve", "reject"), State.CONFLICT, ""),
        (("approve", "reject", "reject", "reject"), State.DECIDED, "reject"),
        (("approve", "reject", "reject", "approve"), State.CONFLICT, ""),
    ],
)
def test_where_the_decisions_stand(decisions, state, decision):
    assert stands(*decisions) == Standing(state, decision)


def record(**changes):
    clean = {"audit": {"unprotected": 0}, "saved_file_check": {"passed": True}, "outstanding": []}
    return {"who": "ann", "role": "first checker", "when": "now", **clean, **changes}


def table(body, decision):
    return {"sheet": "A", "body": body, "decision": decision, "why": "so"}


@pytest.mark.parametrize(
    ("decisions", "whole"),
    [
        (["approve", "approve"], "approve"),
        (["approve", "more-information"], "changes"),
        (["approve-with-changes"], "changes"),
        (["reject", "approve"], "reject"),
    ],
)
def test_the_first_checkers_tables_come_to_a_decision(decisions, whole):
    tables = [table(f"B{n + 1}:C9", one) for n, one in enumerate(decisions)]
    assert opinion_of_record(record(decisions=tables)).decision == whole


def test_who_signs_with_nothing_outstanding_approves():
    found = opinion_of_record(record(decisions=[]))
    assert (found.decision, found.comment) == ("approve", BY_SIGNING)


@pytest.mark.parametrize(
    "change",
    [
        {"outstanding": [{"rule": "layout"}]},
        {"audit": {"unprotected": 1}},
        {"audit": None},
        {"saved_file_check": {}},
        {"saved_file_check": {"passed": False}},
    ],
)
def test_who_signs_with_something_outstanding_has_said_nothing(change):
    assert opinion_of_record(record(**change)).decision == ""


def test_a_review_is_read_with_its_tables():
    found = opinion_of_review(
        {"who": "bob", "decision": "reject", "tables": [table("B1", "reject")]}
    )
    assert (found.who, found.decision) == ("bob", "reject")
    assert found.tables == {("A", "B1"): Word("reject", "so")}


@pytest.mark.parametrize("tables", [None, "x", [7], [{}], [{"decision": 5}]])
def test_what_is_no_decision_is_passed_over(tables):
    assert opinion_of_review({"decision": "perhaps", "tables": tables}).tables == {}
    assert opinion_of_review({"decision": "perhaps"}).decision == ""


def test_tables_are_compared_where_two_decided():
    one = opinion_of_review({"tables": [table("B1", "approve"), table("B9", "reject")]})
    other = opinion_of_review({"tables": [table("B9", "approve")]})
    assert places([one, other]) == (("A", "B1"), ("A", "B9"))
    assert differ(["approve"]) is None
    assert differ(["approve", "", "approve"]) is False
    assert differ(["approve", "reject"]) is True


def test_names_are_the_same_but_for_spaces_and_capitals():
    assert is_same_person(" Ann  Example", "ann example")
    assert not is_same_person("", "")
    assert not is_same_person("Ann", "Bob")


def test_requesters_are_read_from_the_roles():
    roles = [{"role": "requester", "who": "Rob"}, {"role": "data owner", "who": "Ann"}, 7]
    assert requesters({"roles": roles}) == ("Rob",)
    assert requesters({"roles": "Rob"}) == ()
