"""Everything that a checker can do has a name in the history, can be undone and done again."""

from typing import get_args

import pytest

from sdc_desktop.core.actions import (
    Action,
    CompareReleases,
    CorrectMatching,
    CorrectTables,
    Exempt,
    Extract,
    MergeLines,
    Prefer,
    Release,
    ReleaseFile,
    RemoveHidden,
    RoundCells,
    Stamp,
    StateExtract,
    StateFact,
    SuppressionRole,
    UseEvidence,
    Wish,
    Withhold,
)
from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.evidence import EvidenceFile, EvidenceKind
from sdc_desktop.core.release import ReleaseDetails
from sdc_desktop.core.release_actions import (
    AnswerGate,
    DecideFinding,
    DecideTable,
    Decision,
    Declare,
    StateRelease,
)
from sdc_desktop.core.releases.corrections import MatchCorrection
from sdc_desktop.core.tables import Axis
from sdc_desktop.gui.journals import find_unfinished
from sdc_desktop.gui.words import action_in_words
from sdc_desktop.register.policies import load_policy

STAMP = Stamp("Ann Checker", "2026-11-21T12:00:00Z", "because")
RISKY, BESIDE = CellRef("Table 1", 3, 3), CellRef("Table 1", 4, 3)
BODY = CellRange(3, 1, 7, 5)
HASH = "ab" * 32
EXAMPLES = (
    Withhold((RISKY,), SuppressionRole.PRIMARY, "[c]", STAMP),
    Release((RISKY,), STAMP),
    Exempt((RISKY,), "threshold", STAMP),
    RoundCells((RISKY,), (5.0,), "conventional", 5.0, STAMP),
    CorrectTables("Table 1", (), STAMP),
    RemoveHidden(("comments:xl/comments1.xml",), STAMP),
    StateFact((RISKY,), 2.0, 4.0, STAMP),
    CompareReleases((ReleaseFile("before.xlsx", HASH),), STAMP),
    CorrectMatching(HASH, MatchCorrection(), STAMP),
    StateExtract("Table 1", BODY, Extract.SAMPLE, None, STAMP),
    UseEvidence((EvidenceFile("companion.xlsx", EvidenceKind.COMPANION),), STAMP),
    Prefer((RISKY,), Wish.KEEP, STAMP),
    MergeLines("Table 1", Axis.ROWS, 3, 4, (RISKY,), (BESIDE,), ((BESIDE, "with North"),), STAMP),
    StateRelease(ReleaseDetails(title="Complaints 2026"), STAMP),
    DecideTable("Table 1", BODY, Decision.REJECT, STAMP),
    DecideFinding("threshold", "Table 1", (RISKY,), Decision.REJECT, STAMP),
    AnswerGate("peer-review", "Bob", STAMP),
    Declare("training", "1", "I am trained.", "", STAMP),
)


def kinds(of):
    """Return the classes that a union names, unions inside it included."""
    return {one for part in get_args(of) for one in (kinds(part) or {part})}


def test_there_is_an_example_of_everything_that_can_be_done():
    assert {type(one) for one in EXAMPLES} == kinds(Action)


@pytest.fixture
def document(window, counts, open_file):
    open_file(counts)
    return window.workbench.document


@pytest.mark.parametrize("action", EXAMPLES, ids=lambda one: type(one).__name__)
def test_every_action_is_named_undone_and_done_again_and_the_journal_follows(
    document, window, settle, action
):
    before = document.check
    document.do([action], action_in_words(action))
    assert document.undo_stack.undoText()
    after = document.check
    for press, state, count in (
        (window.can.undo, before, 0),
        (window.can.redo, after, 1),
        (window.can.undo, before, 0),
    ):
        press.trigger()
        assert document.check is state
        kept = find_unfinished(window.store.folder, before.workbook.sha256)
        assert kept.count == count
        assert document.is_kept
    settle()
    assert document.assessment is not None


def test_another_policy_is_undone_too(document, window, settle):
    before = document.check.policy
    document.set_policy(load_policy("strict").with_parameters({}))
    settle()
    assert document.undo_stack.undoText().startswith("Policy: ")
    window.can.undo.trigger()
    settle()
    assert document.check.policy == before
