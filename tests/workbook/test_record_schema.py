"""What is written agrees with the JSON schemas of docs/record.md, and they describe all of it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sdc_desktop.core.action_json import _READERS
from sdc_desktop.core.actions import (
    CompareReleases,
    CorrectMatching,
    CorrectTables,
    Exempt,
    ExemptionKind,
    Extract,
    Release,
    ReleaseFile,
    RemoveHidden,
    RoundCells,
    Stamp,
    StateExtract,
    StateFact,
    SuppressionRole,
    UseEvidence,
    Withhold,
)
from sdc_desktop.core.audit import Audit, FeasibilityInterval
from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.evidence import EvidenceFile, EvidenceKind
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.outcome import TableOutcome
from sdc_desktop.core.preflight import Point, PointGroup, PointState
from sdc_desktop.core.record import HashedFile, Participant, RecordContents, build_record
from sdc_desktop.core.record_contents import Declaration, TableDecision
from sdc_desktop.core.release import Dataset, ReleaseDetails
from sdc_desktop.core.release_action_json import RELEASE_READERS
from sdc_desktop.core.release_actions import (
    AnswerGate,
    DecideFinding,
    DecideTable,
    Decision,
    Declare,
    StateRelease,
)
from sdc_desktop.core.releases.corrections import MatchCorrection
from sdc_desktop.core.review import Review, ReviewDecision, TableReview, build_review
from sdc_desktop.core.tables import (
    Axis,
    LineOrder,
    LineRatio,
    LineSum,
    Said,
    Statistic,
    Table,
)
from sdc_desktop.register.policies import load_policy

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
RECORDS = Path(__file__).parents[1] / "data" / "records"
FILES = sorted(RECORDS.glob("*/record/*.json"))
STAMP = Stamp("ann@example.org", "2026-11-21T09:30:00Z", "Too small.")
CELLS = (CellRef.parse("Table 1", "B4"), CellRef.parse("Table 1", "C4"))
TABLE = Table(
    sheet="Table 1",
    title="Complaints",
    body=CellRange.parse("B4:D8"),
    header_rows=(2,),
    stub_columns=(0,),
    total_rows=(7,),
    total_columns=(3,),
    subtotal_rows=(5,),
    subtotal_columns=(),
    statistic=Statistic.COUNT,
    column_statistics=((1, Statistic.PERCENTAGE),),
    row_statistics=((4, Statistic.MEAN),),
    relations=(LineSum(Axis.ROWS, 7, (3, 4), (1, 2), 0.5, "the label says so"),),
    ratios=(LineRatio(Axis.COLUMNS, 1, 2, 3, 7, (3, 4), 100.0, 0.1, "the label says so"),),
    orders=(LineOrder(Axis.ROWS, 3, 7, (1, 2), "a part of it"),),
    confidence=0.9,
    doubts=("two totals",),
    said=Said(statistic=Statistic.COUNT, columns=((1, Statistic.PERCENTAGE),)),
)
RELEASE = ReleaseDetails(
    "Complaints 2026", "foi", "2026-12-03", Dataset("Complaints"), "Cas", "Bea", (("SIRO", "Eve"),)
)
ACTIONS = (
    CorrectTables("Table 1", (TABLE,), STAMP),
    Withhold(CELLS[:1], SuppressionRole.PRIMARY, "[c]", STAMP),
    Release(CELLS[:1], STAMP),
    RoundCells(CELLS, (5.0, 2.5), "random", 5.0, STAMP, (("seed", "7"),), (4.0, 4.0)),
    Exempt(CELLS, "threshold", STAMP, ExemptionKind.PUBLIC, (("is_public", "yes"),), "Register"),
    RemoveHidden(("hidden-sheet||Working",), STAMP),
    StateFact(CELLS, 0.0, 9.0, STAMP),
    StateExtract("Table 1", CellRange.parse("B4:D8"), Extract.SAMPLE, True, STAMP),
    CompareReleases((ReleaseFile("2025.xlsx", "ab" * 32),), STAMP),
    CorrectMatching("ab" * 32, MatchCorrection(), STAMP),
    UseEvidence((EvidenceFile("n.xlsx", EvidenceKind.COMPANION, "ab" * 32),), STAMP),
    StateRelease(RELEASE, STAMP),
    DecideTable("Table 1", CellRange.parse("B4:D8"), Decision.APPROVE, STAMP, "ask Sam"),
    DecideTable("Table 1", CellRange.parse("B4:D8"), None, STAMP),
    DecideFinding("layout", "Table 1", (), Decision.REJECT, STAMP, "ask Sam"),
    AnswerGate("impact-assessment", "DPIA 17", STAMP),
    Declare("training", "1", "I was trained.", "2. Training", STAMP),
)


@pytest.fixture(scope="module")
def everything() -> dict[str, Any]:
    """A record with one of everything, what it seals, and a review."""
    contents = RecordContents(
        who="ann@example.org",
        when="2026-11-21T10:00:00Z",
        key="SHA256:abc",
        program_version="0.1.0",
        source=HashedFile("in.xlsx", "ab" * 32),
        result=HashedFile("out.xlsx", "cd" * 32),
        policy=load_policy("uk-tre-acro").with_parameters({}),
        tables={"file": "in.xlsx", "sheets": [{"sheet": "A", "hidden": False, "tables": []}]},
        findings=(Finding("threshold", Severity.FAIL, "Table 1", CELLS, "It is 3."),),
        outstanding=(Finding("layout", Severity.REVIEW, "Table 1", (), "What is it?"),),
        actions=ACTIONS,
        audit=Audit((FeasibilityInterval(CELLS[0], 0, 9, False, True, True, "0 to 9"),)),
        decisions=(TableDecision("Table 1", "B4:D8", Decision.APPROVE, STAMP),),
        roles=(Participant("requester", "rob@example.org"),),
        release=RELEASE,
        preflight=(Point("file", PointGroup.NUMBERS, "Nothing.", PointState.HOLDS),),
        outcome=(TableOutcome("Table 1", "B4:D8", 15, 2, 0),),
        declarations=(Declaration("I was trained.", "Ann", "training", "1", "2.", STAMP.when),),
    )
    parts = build_record(contents, salt=bytes(range(32)))
    files = {"report.html": b"", "report.pdf": b"", "public-statement.txt": b""}
    review = Review(
        2,
        *(["ab" * 32] * 3),
        ReviewDecision.APPROVE,
        "Seen.",
        "bob",
        STAMP.when,
        "SHA256:x",
        "0.1",
        (TableReview("Table 1", "B4:D8", "reject", "Too few."),),
        "data owner",
        True,
    )
    written = {"record.json": parts.with_files(files), "sealed.json": parts.sealed}
    written["review-2.json"] = build_review(review)
    return {name: json.loads(data) for name, data in written.items()}


def schema_of(name: str) -> dict[str, Any]:
    kind = "review" if name.startswith("review-") else name.removesuffix(".json")
    return json.loads((SCHEMAS / f"{kind}.schema.json").read_bytes())


def problems(name: str, document: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema_of(name))
    return [f"{one.json_path}: {one.message[:200]}" for one in validator.iter_errors(document)]


@pytest.mark.parametrize("kind", ["record", "sealed", "review"])
def test_the_schemas_are_schemas(kind):
    jsonschema.Draft202012Validator.check_schema(schema_of(f"{kind}.json"))
    page = (SCHEMAS.parent / "record.md").read_text(encoding="utf-8")
    assert f"schemas/{kind}.schema.json" in page


def test_every_kind_of_action_is_in_the_schema_and_on_the_page():
    variants = schema_of("record.json")["$defs"]["action"]["allOf"]
    described = {one["if"]["properties"]["do"]["const"] for one in variants}
    assert {*_READERS, *RELEASE_READERS} <= described
    page = (SCHEMAS.parent / "record.md").read_text(encoding="utf-8")
    assert [one for one in described if f"`{one}`" not in page] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3::2]))
def test_records_of_earlier_versions_agree_with_the_schema(path):
    assert problems(path.name, json.loads(path.read_bytes())) == []


def test_what_is_written_today_agrees_and_every_field_is_described(everything):
    for name, document in everything.items():
        assert problems(name, document) == []
        assert undescribed(schema_of(name), document) == [], f"add it to {name}'s schema"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("record.json", {"format_version": 2}),
        ("record.json", {"when": "yesterday"}),
        ("record.json", {"audit": {"withheld": -1, "unprotected": 0, "narrowest": "pass"}}),
        ("record.json", {"actions": [{"do": "withhold", "who": "", "why": "", "when": ""}]}),
        ("sealed.json", {"salt": "short"}),
        ("review-2.json", {"decision": "perhaps"}),
    ],
)
def test_what_is_wrong_does_not_agree(everything, name, change):
    assert problems(name, {**everything[name], **change}) != []


def test_fields_of_the_future_agree(everything):
    for name, document in everything.items():
        assert problems(name, {**document, "mood": {"of": "the day"}}) == []


def undescribed(schema: dict[str, Any], document: dict[str, Any]) -> list[str]:
    """Return the fields of a document that its schema does not name."""
    strict = json.loads(json.dumps(schema))
    _close(strict)
    found = jsonschema.Draft202012Validator(strict).iter_errors(document)
    return [f"{one.json_path}: {one.message[:200]}" for one in found]


def _close(node: object) -> None:
    """Allow only fields that are named; an action's own fields are those of its kind."""
    if isinstance(node, list):
        for one in node:
            _close(one)
    if not isinstance(node, dict):
        return
    for one in node.values():
        _close(one)
    is_object = node.get("type") == "object" and "properties" in node
    if is_object and set(node["properties"]) != {"id", "version", "title"}:
        node["unevaluatedProperties"] = False
