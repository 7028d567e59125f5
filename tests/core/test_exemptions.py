from itertools import product

import pytest

from sdc_desktop.core.action_json import action_as_json, action_from_json
from sdc_desktop.core.actions import EVERY_RULE, ExemptionKind, Stamp
from sdc_desktop.core.exemptions import (
    CONFIDENTIAL,
    ExemptionError,
    Scope,
    exempt_cells,
    is_confidential,
    widen,
)
from sdc_desktop.core.policy import Policy, UnsafeRange, ZeroPolicy
from sdc_desktop.core.record_reduction import Reduction
from tests.core.build import (
    STAMP,
    make_sheet,
    make_workbook,
    ref,
    risks,
    table_of,
    with_totals,
    withhold,
)

ROWS = with_totals([[0, 12, 40], [3, 2, 30]])
POLICY = Policy("p", "1", "P", unsafe_counts=UnsafeRange(1, 9), zeros=ZeroPolicy.UNSAFE)
PUBLIC = {"basis": "public", "identifiable": "yes", "not-public": "no", "harm": "yes"}


def _exempt(*places, kind=ExemptionKind.ACCEPTED_RISK, rules=("threshold",), **more):
    workbook = make_workbook(make_sheet(ROWS))
    return exempt_cells(workbook, tuple(map(ref, places)), rules, STAMP, kind=kind, **more)


def _left(*actions):
    return {cell.a1 for one in risks(ROWS, POLICY, *actions) for cell in one.cells}


def test_an_accepted_risk_waives_only_the_rules_that_were_seen():
    assert {one.rule for one in risks(ROWS, POLICY) if ref("B3") in one.cells} == {"threshold"}
    assert "B3" not in _left(*_exempt("B3"))
    assert "C3" in _left(*_exempt("C3"))


def test_public_information_is_exempt_from_every_rule():
    actions = _exempt("C3", kind=ExemptionKind.PUBLIC, answers=PUBLIC, source="The register")
    assert [one.rule for one in actions] == [EVERY_RULE]
    assert "C3" not in _left(*actions)


def test_a_structural_zero_is_exempt_from_every_rule():
    assert "B2" in _left()
    assert "B2" not in _left(*_exempt("B2", kind=ExemptionKind.STRUCTURAL_ZERO))


def test_what_is_not_zero_is_no_structural_zero():
    with pytest.raises(ExemptionError, match="C3 is not zero"):
        _exempt("C3", kind=ExemptionKind.STRUCTURAL_ZERO)


@pytest.mark.parametrize("said", list(product(["yes", "no"], repeat=3)))
def test_confidential_is_what_has_all_three_parts(said):
    answers = dict(zip(CONFIDENTIAL, said, strict=True))
    assert is_confidential(answers) is (said == ("yes", "yes", "yes"))


@pytest.mark.parametrize("part", CONFIDENTIAL)
def test_an_answer_that_is_missing_counts_as_yes(part):
    others = dict.fromkeys(CONFIDENTIAL.keys() - {part}, "yes")
    assert is_confidential(others)


@pytest.mark.parametrize(
    ("change", "source", "said"),
    [
        ({"not-public": "yes"}, "The register", "All three parts"),
        ({"not-public": "yes", "harm": "no"}, "The register", "outside the public domain"),
        ({"harm": ""}, "The register", "three answers"),
        ({"basis": "because"}, "The register", "its ground"),
        ({}, " ", "its source"),
    ],
)
def test_public_information_needs_a_ground_that_holds(change, source, said):
    with pytest.raises(ExemptionError, match=said) as caught:
        _exempt("C3", kind=ExemptionKind.PUBLIC, answers=PUBLIC | change, source=source)
    assert caught.value.hint


def test_an_exception_without_a_reason_is_refused():
    workbook = make_workbook(make_sheet(ROWS))
    with pytest.raises(ExemptionError, match="a reason"):
        exempt_cells(workbook, (ref("C3"),), ["threshold"], Stamp("A", "2026", " "))


@pytest.mark.parametrize(
    ("scope", "count"),
    [(Scope.CELLS, 1), (Scope.ROWS, 4), (Scope.COLUMNS, 3), (Scope.TABLES, 12)],
)
def test_an_exception_is_for_cells_rows_columns_or_tables(scope, count):
    sheet = make_sheet(ROWS)
    cells = widen(make_workbook(sheet), (table_of(sheet),), (ref("C3"),), scope)
    assert len(cells) == count
    assert ref("C3") in cells


def test_an_exception_is_the_same_after_it_was_written_and_read():
    for action in (
        *_exempt("C3", kind=ExemptionKind.PUBLIC, answers=PUBLIC, source="The register"),
        *_exempt("C3"),
    ):
        written = action_as_json(action, with_values=True, with_parameters=False)
        assert action_from_json(written) == action


def test_an_exception_of_an_earlier_version_is_read_as_an_accepted_risk():
    written = action_as_json(_exempt("C3")[0], with_values=True, with_parameters=False)
    del written["kind"]
    assert action_from_json(written).kind is ExemptionKind.ACCEPTED_RISK


def test_the_record_names_no_exception_of_a_cell_that_was_withheld_later():
    actions = _exempt("C3", kind=ExemptionKind.PUBLIC, answers=PUBLIC, source="The register")
    assert Reduction((*actions, withhold("C3"))).actions() == (withhold("C3"),)
