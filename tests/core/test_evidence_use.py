"""Which evidence a check uses, what it says of each table, and what is missing."""

import numpy as np

from sdc_desktop.core.action_json import action_as_json, action_from_json
from sdc_desktop.core.actions import UseEvidence, evidence_used
from sdc_desktop.core.asking import letter, questions_about
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, assess, use_evidence
from sdc_desktop.core.evidence import (
    CONTRIBUTORS,
    NO_EVIDENCE,
    Evidence,
    EvidenceFile,
    EvidenceKind,
    largest,
    top,
)
from sdc_desktop.core.evidence_use import joined, measure_in_words, told_of_cell, what_is_told
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.tables import Statistic
from tests.core.build import STAMP, make_sheet, make_workbook, table_of
from tests.core.evidence import contributions, evidence_of

FILE = EvidenceFile("companion.xlsx", EvidenceKind.COMPANION, "ab" * 32)
ROWS = [["Area", "turnover"], ["Leeds", 320], ["York", 90]]


def check_of():
    sheet = make_sheet(ROWS)
    table = table_of(sheet, totals=False, statistic=Statistic.SUM)
    return Check(make_workbook(sheet), Policy("p", "1", "P"), (table,))


def missing(check):
    return [one for one in assess(check).findings if "is not at hand" in one.message]


def test_a_check_whose_evidence_is_at_hand_is_silent_about_it():
    assert missing(use_evidence(check_of(), Evidence(files=(FILE,)), STAMP)) == []


def test_evidence_that_is_used_and_not_at_hand_is_for_a_person_to_look_at():
    check = check_of().do(UseEvidence((FILE,), STAMP))
    (finding,) = missing(check)
    assert finding.severity is Severity.REVIEW
    assert "companion.xlsx" in finding.message


def test_evidence_that_was_left_out_again_is_not_missing():
    check = check_of().do(UseEvidence((FILE,), STAMP))
    assert missing(use_evidence(check, NO_EVIDENCE, STAMP)) == []
    assert evidence_used(use_evidence(check, NO_EVIDENCE, STAMP).actions) == ()


def test_the_hash_of_evidence_stands_in_the_journal_and_not_in_the_record():
    action = UseEvidence((FILE,), STAMP)
    journal = action_as_json(action, with_values=False, with_parameters=True)
    record = action_as_json(action, with_values=True, with_parameters=False)
    assert action_from_json(journal) == action
    assert FILE.sha256 not in str(record)
    assert action_from_json(record).files == (EvidenceFile(FILE.name, FILE.kind),)


def test_of_two_files_about_one_cell_the_first_counts_and_the_second_fills_gaps():
    first = evidence_of({"B2": {CONTRIBUTORS: 5.0}})
    second = evidence_of({"B2": {CONTRIBUTORS: 9.0}, "B3": {CONTRIBUTORS: 3.0, largest(1): 60.0}})
    both = joined([first, second])
    assert told_of_cell(both, CellRef("Table 1", 1, 1)) == [(CONTRIBUTORS, 5.0)]
    assert told_of_cell(both, CellRef("Table 1", 2, 1)) == [
        (CONTRIBUTORS, 3.0), (largest(1), 60.0),
    ]  # fmt: skip


def test_how_much_of_a_table_is_told_counts_only_its_numbers():
    check = check_of()
    evidence = evidence_of({"B2": contributions(300, 20), "B9": {CONTRIBUTORS: 4.0}})
    (told,) = what_is_told(check.workbook, check.tables, evidence)
    assert told.cells == 2
    assert dict(told.covered) == {CONTRIBUTORS: 1, largest(1): 1, largest(2): 1}


def test_evidence_of_a_smaller_sheet_covers_what_it_has():
    check = check_of()
    evidence = Evidence({"Table 1": {CONTRIBUTORS: np.full((2, 2), 7.0)}})
    (told,) = what_is_told(check.workbook, check.tables, evidence)
    assert told.covered == ((CONTRIBUTORS, 1),)
    assert told_of_cell(evidence, CellRef("Table 1", 2, 1)) == []


def test_measures_have_names_for_people():
    assert measure_in_words(largest(2)) == "second largest contribution"
    assert measure_in_words(largest(7)) == "7th largest contribution"
    assert measure_in_words(top(2)) == "sum of the 2 largest contributions"


def test_questions_are_asked_table_by_table_and_hold_no_number():
    check = check_of()
    questions = questions_about(check.tables, assess(check).findings)
    text = letter("tables.xlsx", "P", questions)
    assert [one.about for one in questions] == ["Table 1, B2:B3"]
    assert "(column B)" in text
    assert "320" not in text


def test_a_finding_that_only_informs_asks_for_nothing():
    finding = Finding("extremes", Severity.INFO, "Table 1", (CellRef("Table 1", 1, 1),), "m")
    assert questions_about(check_of().tables, [finding]) == ()
    assert "Nothing has to be asked for" in letter("tables.xlsx", "P", ())


def test_what_lies_in_no_table_is_asked_about_the_workbook():
    finding = Finding("layout", Severity.REVIEW, "Table 1", (CellRef("Table 1", 30, 1),), "m")
    (question,) = questions_about(check_of().tables, [finding])
    assert question.about == "The workbook"
    assert question.asked[0][1] == ("B31",)
