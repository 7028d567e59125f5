"""A release says what goes out, what was decided and what the policy asks for."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.action_json import action_as_json, action_from_json
from sdc_desktop.core.actions import Exempt, ExemptionKind, Extract, StateExtract, Withhold
from sdc_desktop.core.actions import SuppressionRole as Role
from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.decisions import (
    ReasonMissingError,
    decide_finding,
    decide_table,
    decision_about_table,
    goes_against,
    unsettled,
)
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.gates import Surroundings, declare, gate_states, undeclared
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.policy_terms import GateKind
from sdc_desktop.core.preflight import PointState, preflight, still_asked
from sdc_desktop.core.published import publish
from sdc_desktop.core.release import DATASET_FIELDS, Dataset, ReleaseDetails, ReleaseType
from sdc_desktop.core.release_actions import (
    AnswerGate,
    DecideFinding,
    DecideTable,
    Decision,
    Declare,
    StateRelease,
)
from sdc_desktop.core.stamp import Stamp
from sdc_desktop.register.policies import load_policy
from sdc_desktop.workbook.reader import read_workbook
from tests.workbooks import write_counts

STAMP = Stamp("Ann", "2026-11-21T09:30:00Z", "looked at it")
SILENT = replace(STAMP, why="")
DATA = Dataset(
    *("Complaints", "Bea Owner", "Sam Steward", "DSA 12", "DPIA 17", "BC 3", "", "", "Official")
)
RELEASE = ReleaseDetails(
    "Complaints 2026", ReleaseType.FOI, "2026-12-03", DATA, "Cas Analyst", "Bea Owner"
)
HERE = Surroundings(who="Ann", today="2026-11-21")

words = st.text(st.characters(codec="utf-8"), max_size=20)
stamps = st.builds(Stamp, words, words, words)
decisions = st.sampled_from([None, *Decision])
cells = st.lists(
    st.builds(CellRef, st.just("T"), st.integers(0, 50), st.integers(0, 50)), max_size=4
).map(tuple)
said = st.one_of(
    st.builds(
        StateRelease,
        st.builds(
            ReleaseDetails,
            *(words, words, words),
            st.builds(Dataset, words, words, words),
            *(words, words),
            st.lists(st.tuples(words, words), max_size=2).map(tuple),
        ),
        stamps,
    ),
    st.builds(DecideTable, words, st.just(CellRange(1, 2, 3, 4)), decisions, stamps, words),
    st.builds(DecideFinding, words, words, cells, decisions, stamps, words),
    st.builds(AnswerGate, words, words, stamps),
    st.builds(Declare, words, words, words, words, stamps),
)


@pytest.fixture(scope="module")
def check(tmp_path_factory):
    workbook = read_workbook(write_counts(tmp_path_factory.mktemp("books") / "a.xlsx"))
    policy = load_policy("uk-dsit").with_parameters({"threshold": "10"})
    small = Withhold((CellRef("Table 1", 3, 3),), Role.PRIMARY, "[c]", STAMP)
    return Check(workbook, policy, find_tables(workbook), (small,))


@pytest.fixture(scope="module")
def known(check):
    return assess(check)


def finding(severity=Severity.REVIEW, rule="layout", *cells):
    return Finding(rule, severity, "Table 1", cells or (CellRef("Table 1", 3, 1),), "")


def states(check, known, around=HERE):
    return {one.gate.name: one for one in gate_states(check, known, around)}


def points(check, known, around=HERE):
    return {one.name: one for one in preflight(check, known, around)}


@given(said)
def test_what_is_said_of_a_release_comes_back_from_the_journal(action):
    written = action_as_json(action, with_values=False, with_parameters=True)
    assert action_from_json(json.loads(json.dumps(written))) == action


@given(said)
def test_unknown_fields_of_a_newer_program_are_passed_over(action):
    written = action_as_json(action, with_values=False, with_parameters=True)
    assert action_from_json({**written, "a_later_field": ["x"]}) == action


@given(said)
def test_nothing_that_is_said_of_a_release_changes_a_cell(check, action):
    before = publish(check.workbook, check.actions).changes()
    assert publish(check.workbook, (*check.actions, action)).changes() == before


def test_a_private_comment_is_in_the_journal_and_not_in_the_record():
    action = DecideTable("T", CellRange(1, 1, 2, 2), Decision.APPROVE, STAMP, "ask Sam")
    kept = action_as_json(action, with_values=True, with_parameters=True)
    told = action_as_json(action, with_values=True, with_parameters=False)
    assert kept["private"] == "ask Sam"
    assert "private" not in told


@pytest.mark.parametrize(
    ("decision", "severity", "expected"),
    [
        (Decision.APPROVE, Severity.FAIL, True),
        (Decision.APPROVE, Severity.REVIEW, True),
        (Decision.APPROVE, Severity.INFO, False),
        (Decision.REJECT, Severity.FAIL, False),
        (Decision.CHANGES, Severity.INFO, True),
        (Decision.MORE_INFORMATION, Severity.INFO, True),
    ],
)
def test_approving_what_is_at_risk_and_refusing_what_is_not_go_against_it(
    decision, severity, expected
):
    assert goes_against(decision, [finding(severity)]) is expected


def test_a_decision_against_a_finding_needs_a_reason(check):
    with pytest.raises(ReasonMissingError):
        decide_finding(finding(), Decision.APPROVE, SILENT)
    with pytest.raises(ReasonMissingError):
        decide_table(check.tables[0], Decision.APPROVE, [finding()], SILENT)
    assert decide_table(check.tables[0], Decision.APPROVE, [], SILENT).decision is Decision.APPROVE
    assert decide_finding(finding(), Decision.REJECT, SILENT).decision is Decision.REJECT


def test_the_last_decision_about_a_table_counts_and_can_be_taken_back(check):
    table = check.tables[0]
    first, second, back = (
        DecideTable("Table 1", table.body, one, STAMP)
        for one in (Decision.REJECT, Decision.APPROVE, None)
    )
    assert decision_about_table(table, (first, second)) is second
    assert decision_about_table(table, (first, back)) is None


def test_what_was_to_be_looked_at_is_settled_by_approval_with_a_reason():
    one = finding()
    assert unsettled([one], [decide_finding(one, Decision.APPROVE, STAMP)]) == ()
    assert unsettled([one], [decide_finding(one, Decision.REJECT, STAMP)]) == (one,)
    silent = DecideFinding(one.rule, one.sheet, one.cells, Decision.APPROVE, SILENT)
    assert unsettled([one], [silent]) == (one,)


@pytest.mark.parametrize(
    "one",
    [finding(Severity.FAIL), finding(rule="audit"), finding(rule="differencing")],
    ids=["at risk", "can be worked out", "given away by an earlier release"],
)
def test_no_words_settle_what_is_at_risk_or_can_be_worked_out(one):
    assert unsettled([one], [decide_finding(one, Decision.APPROVE, STAMP)]) == (one,)


def test_a_policy_s_references_come_from_the_card_of_the_dataset(check, known):
    before = states(check, known)
    assert not before["impact-assessment"].holds
    after = states(check.do(StateRelease(RELEASE, STAMP)), known)
    assert after["impact-assessment"].said == "DPIA 17"
    assert after["data-owner"].said == "Bea Owner, Sam Steward"
    assert not after["delete-by"].holds


def test_a_role_that_the_policy_asks_for_is_named_with_the_release(check, known):
    asked = with_gate(check, "uk-dwp-100", "asset-manager")
    assert not states(asked, known)["asset-manager"].holds
    roles = (("Information Asset Manager (IAM)", "Dan Manager"),)
    named = asked.do(StateRelease(replace(RELEASE, roles=roles), STAMP))
    assert states(named, known)["asset-manager"].said == "Dan Manager"


def test_an_answer_counts_until_it_is_taken_back(check, known):
    answered = check.do(AnswerGate("delete-by", "2027-03-31", STAMP))
    assert states(answered, known)["delete-by"].stamp == STAMP
    taken_back = answered.do(AnswerGate("delete-by", "", STAMP))
    assert not states(taken_back, known)["delete-by"].holds


def gates_of(policy, name):
    return next(one for one in load_policy(policy).fixed.terms.gates if one.name == name)


def with_gate(check, policy, name):
    terms = replace(check.policy.terms, gates=(gates_of(policy, name),))
    return replace(check, policy=replace(check.policy, terms=terms))


def exempt(kind, answers=(), source=""):
    return Exempt((CellRef("Table 1", 4, 4),), "threshold", STAMP, kind, answers, source)


def test_what_the_program_sees_to_is_worked_out_from_the_check(check, known):
    for policy, name, change, around in (
        ("uk-dhsc", "nothing-outstanding", None, HERE),
        ("uk-dwp-100", "always-checked", None, replace(HERE, is_recorded=False)),
        ("uk-dwp-100", "extract", None, HERE),
        (
            "uk-dwp-100",
            "methods-not-published",
            Withhold((CellRef("Table 1", 4, 4),), Role.PRIMARY, "<5", STAMP),
            HERE,
        ),
        ("uk-cabinet-office", "underlying-data", None, replace(HERE, hidden="comments")),
        ("uk-cabinet-office", "reasons", replace(exempt(ExemptionKind.PUBLIC), stamp=SILENT), HERE),
        ("uk-cabinet-office", "definition", exempt(ExemptionKind.ACCEPTED_RISK), HERE),
        ("uk-dsit", "public-information", exempt(ExemptionKind.PUBLIC), HERE),
    ):
        asked = with_gate(check, policy, name)
        changed = asked.do(change) if change else asked
        (state,) = gate_states(changed, known, around)
        assert state.gate.kind is GateKind.AUTOMATIC
        assert not state.holds, name


def test_each_of_them_holds_where_nothing_speaks_against_it(check, known):
    clean = replace(known, findings=())
    extract = StateExtract("Table 1", check.tables[0].body, Extract.FULL, None, STAMP)
    for policy in ("uk-dhsc", "uk-dwp-100", "uk-cabinet-office", "uk-dsit"):
        gates = load_policy(policy).fixed.terms.gates
        terms = replace(
            check.policy.terms, gates=tuple(one for one in gates if one.kind is GateKind.AUTOMATIC)
        )
        asked = replace(check, policy=replace(check.policy, terms=terms)).do(extract)
        assert all(one.holds for one in gate_states(asked, clean, HERE))


def test_an_automatic_gate_that_nobody_here_knows_is_open_until_it_is_confirmed(check, known):
    strange = replace(gates_of("uk-dhsc", "nothing-outstanding"), name="something-new")
    terms = replace(check.policy.terms, gates=(strange,))
    asked = replace(check, policy=replace(check.policy, terms=terms))
    assert not states(asked, known)["something-new"].holds
    assert states(asked.do(AnswerGate("something-new", "confirmed", STAMP)), known)[
        "something-new"
    ].holds


def test_a_declaration_counts_in_its_present_words_and_from_the_one_who_checks(check):
    terms = check.policy.terms
    training = terms.declarations[0]
    assert training in undeclared(terms, (), "Ann")
    assert training not in undeclared(terms, (declare(training, STAMP),), "Ann")
    assert training in undeclared(terms, (declare(training, STAMP),), "Bob")
    older = declare(replace(training, version="0", text="I was there."), STAMP)
    assert training in undeclared(terms, (older,), "Ann")


def test_the_list_before_signing_names_what_is_missing(check, known):
    found = points(check, known)
    assert found["release"].state is PointState.OUTSTANDING
    assert "the title" in found["release"].said
    assert found["gate:impact-assessment"].is_outstanding
    assert found["declaration:training"].is_outstanding
    assert any("Data Protection Impact" in one for one in still_asked(found.values()))


def test_what_nobody_asks_for_is_not_outstanding(check, known):
    plain = replace(check, policy=load_policy("uk-tre-acro").with_parameters({}))
    found = points(plain, known)
    assert found["release"].state is PointState.UNSAID
    assert found["decisions"].state is PointState.UNSAID
    assert still_asked(found.values()) == ()


def test_a_described_release_needs_a_decision_about_every_table(check, known):
    described = check.do(StateRelease(RELEASE, STAMP))
    assert points(described, known)["decisions"].said == "1 table not decided."
    table = check.tables[0]
    decided = described.do(DecideTable("Table 1", table.body, Decision.APPROVE, STAMP))
    assert points(decided, known)["decisions"].state is PointState.HOLDS
    refused = described.do(DecideTable("Table 1", table.body, Decision.REJECT, STAMP))
    assert "not approved" in points(refused, known)["decisions"].said


def test_a_requester_who_checks_and_data_that_should_be_gone_are_named(check, known):
    late = replace(DATA, delete_by="2026-01-31")
    own = replace(RELEASE, requester="ann", dataset=late)
    found = points(check.do(StateRelease(own, STAMP)), known)
    assert found["requester"].is_outstanding
    assert found["delete-by"].said == "Complaints was to be deleted by 2026-01-31."


def test_data_of_a_special_category_ask_for_a_second_checker(check, known):
    health = replace(RELEASE, dataset=replace(DATA, special_category="health"))
    found = points(check.do(StateRelease(health, STAMP)), known)
    assert found["second-checker"].said == "The data are of a special category: health."
    assert not found["second-checker"].is_outstanding


def test_a_dataset_has_the_facts_of_its_card():
    from sdc_desktop.register.entries import DatasetCard

    card = DatasetCard(*(f"{name}!" for name in DATASET_FIELDS))
    assert card.as_dataset() == Dataset(*(f"{name}!" for name in DATASET_FIELDS))
