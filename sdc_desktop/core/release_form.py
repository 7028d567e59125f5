"""A release as a file, for who works without the window.

title = "Complaints by region, 2026"
type = "official-statistics"          ad-hoc, foi, research-output or management-information
date = "2026-12-03"
requester = "Cas Analyst"
authorised_by = "Bea Steward"
dataset = "Complaints"                the name of a card in the register, or a part [dataset]
extract = "100%"                      sample, survey or public; for all tables
grossed = true                        whether numbers of a sample or survey are grossed
declarations = ["training"]           what the checker declares, by the policy's names

[dataset]                             name, owner, steward, agreement, dpia, business_case,
owner = "Bea Owner"                   special_category, restrictions, classification,
                                      extract_type, delete_by
[roles]
"Information Asset Manager" = "Dan"   who else has which role
[gates]
impact-assessment = "DPIA 17"         a reference, or true for a confirmation
[[tables]]                            sheet and body; without them: all tables
decision = "approve"                  approve-with-changes, more-information or reject
reason = ""                           for every reader of the record
private = ""                          for colleagues only; sealed
[[findings]]                          rule, sheet and cells, and the same as for tables
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sdc_desktop.core.actions import Action, Extract, StateExtract
from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.decisions import decide_finding, decide_table, unsettled
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.gates import declarations_asked, declare
from sdc_desktop.core.policy_text import Keys, parse_flag, parse_texts, parse_toml
from sdc_desktop.core.release import DATASET_FIELDS, Dataset, ReleaseDetails, ReleaseType
from sdc_desktop.core.release_actions import AnswerGate, Decision, StateRelease
from sdc_desktop.core.stamp import Stamp
from sdc_desktop.core.tables import Table

CONFIRMED = "confirmed"
_THING = "release"
_KEYS = (
    *("title", "type", "date", "requester", "authorised_by", "dataset", "extract", "grossed"),
    *("declarations", "roles", "gates", "tables", "findings"),
)


class ReleaseFormError(SdcError):
    """Raised when a release file says something that does not fit the check."""

    hint = "docs/record.md says how a release file is written."


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """A decision of a release file: about tables where `rule` is "", else about a finding.

    Attributes:
        sheet: Which sheet; "" for all.
        body: Which table, or which cells: names such as "B5:K20" or "B5"; none for all.
        rule: The rule of the finding.
        decision, reason, private: What is decided, why, and what is for colleagues only.
    """

    sheet: str
    body: tuple[str, ...]
    rule: str
    decision: Decision
    reason: str
    private: str


@dataclass(frozen=True, slots=True)
class ReleaseForm:
    """What a release file says.

    Attributes:
        details: The release; of its dataset perhaps only the name.
        has_card: Whether the dataset is to be looked up in the register by its name.
        extract, is_grossed: What the numbers were counted from; None where it is not said.
        declarations: Names of what is declared.
        gates: Name of a gate and its answer.
        decisions: What is decided.
    """

    details: ReleaseDetails
    has_card: bool
    extract: Extract | None
    is_grossed: bool | None
    declarations: tuple[str, ...]
    gates: Mapping[str, str]
    decisions: tuple[DecisionForm, ...]

    def with_dataset(self, dataset: Dataset) -> ReleaseForm:
        """Return the form with what the register knows of the dataset."""
        return replace(self, details=replace(self.details, dataset=dataset))


def read_release_form(text: str, where: str) -> ReleaseForm:
    """Read a release file.

    Args:
        text: Its text.
        where: What it is called in an error.

    Raises:
        SdcError: It is not TOML, a key is unknown, or a value cannot be used.
    """
    keys = Keys(parse_toml(text, where, _THING), where, thing=_THING)
    dataset, has_card = _read_dataset(keys)
    details = ReleaseDetails(
        title=keys.text("title", ""),
        type=keys.take("type", _parse_type, ""),
        date=keys.take("date", _parse_day, ""),
        dataset=dataset,
        requester=keys.text("requester", ""),
        authorised_by=keys.text("authorised_by", ""),
        roles=_read_roles(keys.part("roles")),
    )
    form = ReleaseForm(
        details=details,
        has_card=has_card,
        extract=keys.take("extract", _parse_extract, None),
        is_grossed=keys.take("grossed", parse_flag, None),
        declarations=keys.take("declarations", parse_texts, ()),
        gates=_read_gates(keys.part("gates")),
        decisions=(
            *(_read_decision(one, is_finding=False) for one in keys.parts("tables")),
            *(_read_decision(one, is_finding=True) for one in keys.parts("findings")),
        ),
    )
    keys.finish(_KEYS)
    return form


def said_before(form: ReleaseForm, check: Check, stamp: Stamp) -> tuple[Action, ...]:
    """Return what a release file says and the check of the numbers has to know: the extract."""
    if form.extract is None:
        return ()
    return tuple(
        StateExtract(table.sheet, table.body, form.extract, form.is_grossed, stamp)
        for table in check.tables
    )


def said_after(
    form: ReleaseForm, check: Check, assessment: Assessment, stamp: Stamp
) -> tuple[Action, ...]:
    """Return everything else that a release file says.

    Args:
        form: The file, with the dataset's card where one was to be looked up.
        check: What was done before.
        assessment: Its present state, which decisions are held against.
        stamp: Who says it and when.

    Raises:
        ReleaseFormError: It names a gate, declaration, table or finding that is not there.
        ReasonMissingError: A decision goes against what was found, without a reason.
    """
    plain = replace(stamp, why="")
    return (
        StateRelease(form.details, plain),
        *_declared(form, check, plain),
        *_answered(form, check, plain),
        *_decided(form, check, assessment, stamp),
    )


def _declared(form: ReleaseForm, check: Check, stamp: Stamp) -> Iterator[Action]:
    asked = {one.name: one for one in declarations_asked(check.policy.terms)}
    for name in form.declarations:
        if name not in asked:
            raise ReleaseFormError(
                f'The policy asks for no declaration "{name}".',
                hint=f"It asks for: {', '.join(asked)}.",
            )
        yield declare(asked[name], stamp)


def _answered(form: ReleaseForm, check: Check, stamp: Stamp) -> Iterator[Action]:
    gates = [one.name for one in check.policy.terms.gates]
    for name, answer in form.gates.items():
        if name not in gates:
            raise ReleaseFormError(
                f'The policy asks for no "{name}" before release.',
                hint=f"It asks for: {', '.join(gates) or 'nothing'}.",
            )
        yield AnswerGate(name, answer, stamp)


def _decided(
    form: ReleaseForm, check: Check, assessment: Assessment, stamp: Stamp
) -> Iterator[Action]:
    """Yield decisions about findings, then about tables, in which settled findings do not count."""
    made: list[Action] = []
    for one in form.decisions:
        if one.rule:
            found = [finding for finding in assessment.findings if _is_meant(one, finding)]
            if not found:
                raise ReleaseFormError(
                    f'There is no finding "{one.rule}" in {one.sheet or "the workbook"} now.',
                    hint="Run sdc-desktop check on the protected workbook to see what is left.",
                )
            said = replace(stamp, why=one.reason)
            made += [decide_finding(finding, one.decision, said, one.private) for finding in found]
    yield from made
    left = unsettled(assessment.findings, (*check.actions, *made))
    for one in form.decisions:
        if not one.rule:
            said = replace(stamp, why=one.reason)
            for table in _tables(one, check.tables):
                yield decide_table(table, one.decision, left, said, one.private)


def _is_meant(form: DecisionForm, finding: Finding) -> bool:
    named = {cell.a1 for cell in finding.cells}
    is_there = not form.body or any(name in named for name in form.body)
    return finding.rule == form.rule and form.sheet in ("", finding.sheet) and is_there


def _tables(form: DecisionForm, tables: Iterable[Table]) -> tuple[Table, ...]:
    areas = [CellRange.parse(name) for name in form.body]
    meant = tuple(
        table
        for table in tables
        if form.sheet in ("", table.sheet)
        and (not areas or any(area.meets(table.body) for area in areas))
    )
    if not meant:
        raise ReleaseFormError(
            f"There is no table {form.sheet} {' '.join(form.body)}.".replace("  ", " "),
            hint="Run sdc-desktop tables to see which there are.",
        )
    return meant


def _read_dataset(keys: Keys) -> tuple[Dataset, bool]:
    name = keys.take("dataset", lambda value: value, None)
    if name is None or isinstance(name, str):
        return Dataset(name=name or ""), bool(name)
    if not isinstance(name, dict):
        raise ReleaseFormError("The dataset is neither a name nor a part of the file.")
    part = Keys(name, "the release file", "dataset.", thing=_THING)
    facts = {field: part.text(field, "") for field in DATASET_FIELDS}
    part.finish(DATASET_FIELDS)
    return Dataset(**facts), False


def _read_roles(part: Keys) -> tuple[tuple[str, str], ...]:
    return tuple((title, part.text(title)) for title in part.names())


def _read_gates(part: Keys) -> dict[str, str]:
    return {name: part.take(name, _parse_answer, "") for name in part.names()}


def _read_decision(part: Keys, *, is_finding: bool) -> DecisionForm:
    places = "cells" if is_finding else "body"
    form = DecisionForm(
        sheet=part.text("sheet", ""),
        body=part.take(places, _parse_places, ()),
        rule=part.text("rule") if is_finding else "",
        decision=part.take("decision", _parse_decision, Decision.APPROVE),
        reason=part.text("reason", ""),
        private=part.text("private", ""),
    )
    part.finish(("sheet", places, "rule", "decision", "reason", "private"))
    return form


def _parse_places(value: object) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else parse_texts(value)
    for name in names:
        try:
            CellRange.parse(name)
        except ValueError:
            raise ValueError('cells such as "B5:K20"') from None
    return names


def _parse_answer(value: object) -> str:
    if value is True:
        return CONFIRMED
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ValueError("a reference in quotes, or true")


def _parse_type(value: object) -> str:
    try:
        return ReleaseType(str(value)).value
    except ValueError:
        raise ValueError("one of: " + ", ".join(ReleaseType)) from None


def _parse_extract(value: object) -> Extract:
    try:
        return Extract(str(value))
    except ValueError:
        raise ValueError("one of: " + ", ".join(Extract)) from None


def _parse_decision(value: object) -> Decision:
    try:
        return Decision(str(value))
    except ValueError:
        raise ValueError("one of: " + ", ".join(Decision)) from None


def _parse_day(value: object) -> str:
    """Read a day, in quotes or as TOML writes days."""
    found = re.fullmatch(r"(20\d\d)-(\d\d)-(\d\d)", str(value))
    if found is not None:
        year, month, day = (int(part) for part in found.groups())
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            return found[0]
    raise ValueError('a day such as "2026-12-03"')
