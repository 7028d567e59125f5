"""A record says what was done and keeps every hidden number to itself."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.actions import (
    Exempt,
    Release,
    RoundCells,
    Stamp,
    SuppressionRole,
    Withhold,
)
from sdc_desktop.core.audit import Audit, FeasibilityInterval
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.published import publish
from sdc_desktop.core.record import (
    HashedFile,
    RecordContents,
    build_record,
    canonical,
    commitment,
    read_actions,
)
from sdc_desktop.core.record_reduction import Reduction
from sdc_desktop.core.sheets import CellKind, Sheet, Workbook, WorkbookFormat

STAMP = Stamp("Ann", "2026-11-21T09:30:00Z", "too small")
SALT = bytes(range(32))
A, B, C, D = (CellRef("T", 0, column) for column in range(4))
MARKER = "[c]"


def contents(actions=(), findings=(), outstanding=(), audit=None, **more):
    return RecordContents(
        who="Ann",
        when="2026-11-21T10:00:00Z",
        program_version="0.1.0",
        source=HashedFile("tables.xlsx", "ab" * 32),
        result=HashedFile("tables-protected.xlsx", "cd" * 32),
        policy=Policy("own", "1", "Our own policy", unsafe_counts=UnsafeRange(1, 6873)),
        tables={"sheets": []},
        findings=tuple(findings),
        outstanding=tuple(outstanding),
        actions=tuple(actions),
        audit=audit or Audit(),
        **more,
    )


def record_of(*words, **more):
    return json.loads(build_record(contents(*words, **more), salt=SALT).with_files({}))


def sealed_of(*words, **more):
    return json.loads(build_record(contents(*words, **more), salt=SALT).sealed)


def withhold(*cells, role=SuppressionRole.PRIMARY):
    return Withhold(cells, role, MARKER, STAMP)


def rounded(**values):
    cells = tuple(globals()[name] for name in values)
    return RoundCells(cells, tuple(map(float, values.values())), "conventional", 73.0, STAMP)


def finding(rule, *cells):
    return Finding(rule, Severity.FAIL, "T", cells, "A reader learns 98765.", (("n", "98765"),))


@pytest.fixture(scope="module")
def workbook():
    row = np.array([[1.0, 2.0, 3.0, 4.0]])
    sheet = Sheet(
        "T",
        np.full(row.shape, CellKind.NUMBER, np.uint8),
        row,
        np.full(row.shape, "", object),
        np.zeros(row.shape, np.int32),
    )
    return Workbook("tables.xlsx", WorkbookFormat.XLSX, "ab" * 32, (sheet,))


def test_the_actions_of_a_record_are_those_of_the_check():
    actions = (withhold(A), withhold(B, role=SuppressionRole.SECONDARY), Release((B,), STAMP))
    assert read_actions(record_of(actions)) == actions


def test_a_rounded_value_of_a_cell_that_is_withheld_later_is_not_recorded():
    record = record_of((rounded(A=98765, B=10), withhold(A)))
    assert "98765" not in json.dumps(record)
    assert record["actions"][0]["cells"] == [{"sheet": "T", "cells": ["B1"], "values": ["10"]}]


def test_of_two_roundings_only_the_last_is_recorded():
    record = record_of((rounded(A=98765), rounded(A=98770)))
    assert "98765" not in json.dumps(record)
    assert len(record["actions"]) == 1


def test_a_rounded_value_of_a_cell_that_is_released_later_is_not_recorded():
    assert record_of((rounded(A=98765), Release((A,), STAMP)))["actions"][0]["do"] == "release"


def test_a_cell_that_is_named_twice_shows_its_last_value(workbook):
    twice = RoundCells((A, A), (5.0, 10.0), "conventional", 5.0, STAMP)
    (reduced,) = Reduction((twice,)).actions()
    assert reduced.values == (10.0,)


cells = st.lists(st.sampled_from([A, B, C, D]), min_size=1, max_size=4).map(tuple)
any_action = st.one_of(
    st.builds(Withhold, cells, st.sampled_from(SuppressionRole), st.just(MARKER), st.just(STAMP)),
    st.builds(Release, cells, st.just(STAMP)),
    st.builds(Exempt, cells, st.sampled_from(["threshold", "zeros"]), st.just(STAMP)),
    cells.flatmap(
        lambda some: st.builds(
            RoundCells,
            st.just(some),
            st.lists(st.integers(0, 9).map(float), min_size=len(some), max_size=len(some)).map(
                tuple
            ),
            st.just("conventional"),
            st.just(5.0),
            st.just(STAMP),
        )
    ),
)


@given(st.lists(any_action, max_size=8))
def test_the_recorded_actions_give_the_same_workbook(workbook, actions):
    replayed = publish(workbook, read_actions(record_of(actions)))
    assert str(replayed.changes()) == str(publish(workbook, actions).changes())


@given(st.lists(any_action, max_size=8))
def test_recorded_values_are_those_that_are_shown(workbook, actions):
    shown = {change.cell: change.number for change in publish(workbook, actions).changes()}
    for action in read_actions(record_of(actions)):
        if isinstance(action, RoundCells):
            pairs = list(zip(action.cells, action.values, strict=True))
            assert pairs == [(cell, shown[cell]) for cell in action.cells]


def test_findings_of_shown_cells_are_recorded_without_their_sentence():
    record = record_of(findings=[finding("threshold", A)])
    assert record["findings"] == [
        {
            "rule": "threshold",
            "severity": "fail",
            "sheet": "T",
            "cells": [{"sheet": "T", "cells": ["A1"]}],
        }
    ]
    assert "98765" not in json.dumps(record)


RULES = ["threshold", "ones-and-twos", "zeros", "group-disclosure", "a-new-rule"]


@pytest.mark.parametrize("rule", RULES)
def test_of_a_withheld_cell_only_that_it_is_unsafe_is_told(rule):
    words = {"actions": [withhold(A)], "findings": [finding(rule, A, B)]}
    unsafe, recorded = record_of(**words)["findings"]
    assert (unsafe["rule"], unsafe["severity"]) == ("unsafe", "fail")
    assert unsafe["cells"] == [{"sheet": "T", "cells": ["A1"]}]
    assert recorded["rule"] == rule
    assert recorded["cells"] == [{"sheet": "T", "cells": ["B1"]}]
    (sealed,) = sealed_of(**words)["findings"]
    assert sealed["rule"] == rule
    assert sealed["cells"] == [{"sheet": "T", "cells": ["A1", "B1"]}]
    assert "98765" not in json.dumps(sealed)


@given(st.lists(st.tuples(st.sampled_from(RULES), st.sampled_from([A, B, C, D])), max_size=8))
def test_which_rule_a_withheld_cell_broke_changes_no_byte_of_the_findings(pairs):
    actions = [withhold(A, B), rounded(C=0, D=5)]
    found = [finding(rule, cell) for rule, cell in pairs]
    other = [finding("threshold", cell) for _, cell in pairs]
    one, another = (record_of(actions=actions, findings=some) for some in (found, other))
    assert one["findings"] == another["findings"]


def test_that_a_rounded_number_was_unsafe_is_sealed():
    words = {"actions": [rounded(A=0)], "findings": [finding("threshold", A)]}
    assert record_of(**words)["findings"] == []
    assert len(sealed_of(**words)["findings"]) == 1


def test_what_is_outstanding_is_never_left_out():
    (left,) = record_of(actions=[withhold(A)], outstanding=[finding("zeros", A)])["outstanding"]
    assert (left["rule"], left["cells"]) == ("zeros", [])


def test_parameters_are_in_the_sealed_part_only():
    words = {"actions": [withhold(B), rounded(A=0)]}
    record, sealed = json.dumps(record_of(**words)), sealed_of(**words)
    assert "6873" not in record
    assert "73" not in json.dumps(record_of(**words)["actions"])
    assert sealed["policy"]["unsafe_counts"] == {"lowest": 1, "highest": 6873}
    assert sealed["bases"] == [{"action": 1, "base": "73"}]


def test_the_record_commits_to_its_sealed_part_and_the_source_under_a_salt():
    parts = build_record(contents(), salt=SALT)
    assert parts.record["sealed"]["salted_sha256"] == commitment(parts.sealed, SALT)
    record = parts.with_files({}).decode()
    assert "ab" * 32 not in record
    assert SALT.hex() not in record
    assert build_record(contents(), salt=bytes(32)).with_files({}).decode() != record


def test_of_the_audit_a_record_gives_counts_and_a_verdict():
    narrow = FeasibilityInterval(A, 98765, 98765, True, False, True, "It is 98765.")
    told = record_of(audit=Audit((narrow,)))["audit"]
    assert told.pop("narrowing")["exact"] == 1
    assert told == {"withheld": 1, "unprotected": 1, "narrowest": "fail"}
    assert record_of()["audit"]["narrowest"] == "none"


def test_of_hidden_data_a_record_gives_the_place_and_not_the_content():
    found = {"rule": "cached-value", "part": "xl/a.xml", "cells": ["A1"], "message": "98765"}
    record = record_of(hidden_data={"findings": [found]})
    del found["message"]
    assert record["hidden_data"] == {"checked": True, "findings": [found]}


def test_exemptions_stand_by_themselves_with_their_reason():
    record = record_of([Exempt((A,), "threshold", STAMP)])
    assert record["exemptions"] == [
        {
            "rule": "threshold",
            "kind": "accepted-risk",
            "answers": {},
            "source": "",
            "cells": [{"sheet": "T", "cells": ["A1"]}],
            "who": "Ann",
            "when": STAMP.when,
            "why": "too small",
        }
    ]


def test_canonical_json_has_one_form():
    assert canonical({"b": 1, "a": (0.5, 2.0, 2**60, Severity.FAIL)}) == (
        b'{"a":["0.5","2","1152921504606846976","fail"],"b":1}'
    )


def test_what_is_no_json_is_refused():
    with pytest.raises(TypeError, match="bytes"):
        canonical({"a": b"x"})


def test_a_check_says_that_no_generative_ai_calculated():
    (declaration,) = record_of()["declarations"]
    assert declaration["by"] == "SDC Desktop"
    assert "generative AI" in declaration["text"]
