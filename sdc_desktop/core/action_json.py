"""Actions as JSON, in two forms.

The record's form holds the decided values of rounded cells, as decimal text, and no parameter.
The journal's form holds the base and what else was given. It holds no values of conventional
rounding, which are worked out again from the source when it is read; what another method decided
is what will be published, and is written. Neither holds an original value. The numbers of facts
that readers know from elsewhere, hashes of evidence, and what weighed cells cost, stand in the
journal's form only.

Private comments stand in the journal's form only. How cells are written, `cells_json.py` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sdc_desktop.core.actions import (
    Action,
    CompareReleases,
    CorrectMatching,
    CorrectTables,
    Exempt,
    ExemptionKind,
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
from sdc_desktop.core.cells_json import cells_as_json, cells_from_json, text_of
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.evidence import EvidenceFile, EvidenceKind
from sdc_desktop.core.protection.rounding import METHOD, round_conventionally
from sdc_desktop.core.release_action_json import RELEASE_READERS, release_action_as_json
from sdc_desktop.core.release_actions import (
    AnswerGate,
    DecideFinding,
    DecideTable,
    Declare,
    StateRelease,
)
from sdc_desktop.core.releases.correction_json import correction_as_json, correction_from_json
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.table_json import decimal_text, table_as_json, table_from_json
from sdc_desktop.core.tables import Axis

UNKNOWN_BASE = 0.0
"""The base of a rounding that was read from a record; the true one is in its sealed part."""


class UnknownActionError(SdcError):
    """Raised when an action is of a kind that this program does not know."""

    hint = "It was probably written by a newer version; install that version and try again."

    def __init__(self, kind: str) -> None:
        super().__init__(f'The action "{kind}" is not known here.')


class BrokenActionError(SdcError):
    """Raised when an action lacks something, or holds something that does not belong there."""

    hint = "The file was changed or damaged; fetch the original again."

    def __init__(self, kind: str) -> None:
        super().__init__(f'An action "{kind}" cannot be read.')


def action_as_json(action: Action, *, with_values: bool, with_parameters: bool) -> dict[str, Any]:
    """Return an action as JSON.

    Args:
        action: What was done.
        with_values: Whether to write the decided values of all rounded cells (the record's form).
        with_parameters: Whether to write what was rounded to, and with which key (the journal's
            form).
    """
    own: dict[str, Any]
    match action:
        case Withhold():
            own = {"do": "withhold", "role": action.role.value, "marker": action.marker}
            if any(action.protects):
                own["protects"] = [cells_as_json(cells) for cells in action.protects]
        case Release():
            own = {"do": "release"}
        case Exempt():
            own = {"do": "exempt", "rule": action.rule, "kind": action.kind.value}
            if action.answers:
                own["answers"] = dict(action.answers)
            if action.source:
                own["source"] = action.source
        case RoundCells():
            own = {"do": "round", "method": action.method}
            if with_parameters:
                own["base"] = decimal_text(action.base)
            if with_parameters and action.reach is not None:
                own["reach"] = [decimal_text(end) for end in action.reach]
            if with_parameters and action.reaches:
                own["reaches"] = [[decimal_text(end) for end in one] for one in action.reaches]
            if with_parameters and action.parameters:
                own["parameters"] = dict(action.parameters)
        case StateFact():
            own = {"do": "state-fact"}
            if with_parameters:
                own |= {"lower": decimal_text(action.lower), "upper": decimal_text(action.upper)}
        case Prefer():
            own = {"do": "prefer", "wish": action.wish.value}
            if with_parameters and action.factor != 1:
                own["factor"] = decimal_text(action.factor)
        case CorrectTables():
            tables = [table_as_json(table) for table in action.tables]
            return {
                "do": "correct-tables",
                "sheet": action.sheet,
                "tables": tables,
                **_stamp(action.stamp),
            }
        case MergeLines():
            return {
                "do": "merge-lines",
                "sheet": action.sheet,
                "axis": action.axis.value,
                "lines": [action.first, action.second],
                "kept": cells_as_json(action.kept),
                "absorbed": cells_as_json(action.absorbed),
                "texts": [{"cell": cell.a1, "text": text} for cell, text in action.texts],
                **_stamp(action.stamp),
            }
        case RemoveHidden():
            carriers = list(action.carriers)
            return {"do": "remove-hidden", "carriers": carriers, **_stamp(action.stamp)}
        case StateExtract():
            return {
                "do": "state-extract",
                "sheet": action.sheet,
                "body": action.body.a1,
                "extract": action.extract.value,
                "grossed": action.is_grossed,
                **_stamp(action.stamp),
            }
        case StateRelease() | DecideTable() | DecideFinding() | AnswerGate() | Declare():
            said = release_action_as_json(action, with_private=with_parameters)
            return {**said, **_stamp(action.stamp)}
        case CompareReleases():
            files = [{"name": one.name, "sha256": one.sha256} for one in action.releases]
            return {"do": "compare-releases", "releases": files, **_stamp(action.stamp)}
        case UseEvidence():
            named = [_evidence_as_json(one, with_parameters) for one in action.files]
            return {"do": "use-evidence", "files": named, **_stamp(action.stamp)}
        case CorrectMatching():
            return {
                "do": "correct-matching",
                "sha256": action.sha256,
                "matching": correction_as_json(action.correction),
                **_stamp(action.stamp),
            }
    values = None
    if isinstance(action, RoundCells) and (with_values or action.method != METHOD):
        values = action.values
    return {**own, "cells": cells_as_json(action.cells, values), **_stamp(action.stamp)}


def action_from_json(document: Mapping[str, Any], workbook: Workbook | None = None) -> Action:
    """Return the action that `action_as_json` wrote; unknown fields are passed over.

    Args:
        document: The action in either form. In the record's form a rounding's base is
            `UNKNOWN_BASE`.
        workbook: The source, needed to read a rounding in the journal's form.

    Raises:
        UnknownActionError: It is of a kind that is not known here, or its values would have to be
            worked out by a method that is not.
        BrokenActionError: A field is missing or cannot be read.
    """
    kind = str(document.get("do", ""))
    reader, about_release = _READERS.get(kind), RELEASE_READERS.get(kind)
    try:
        if about_release is not None:
            return about_release(document, _read_stamp(document))
        if reader is None:
            raise UnknownActionError(kind)
        return reader(document, workbook)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BrokenActionError(kind) from error


def _evidence_as_json(file: EvidenceFile, with_hash: bool) -> dict[str, str]:
    named = {"name": file.name, "kind": file.kind.value}
    return {**named, "sha256": file.sha256} if with_hash else named


def _stamp(stamp: Stamp) -> dict[str, str]:
    return {"who": stamp.who, "when": stamp.when, "why": stamp.why}


def _read_stamp(document: Mapping[str, Any]) -> Stamp:
    return Stamp(document["who"], document["when"], document["why"])


def _read_withhold(document: Mapping[str, Any], _: Workbook | None) -> Action:
    if not document["marker"]:
        raise ValueError("a withheld cell shows a marker")
    return Withhold(
        cells_from_json(document["cells"]),
        SuppressionRole(document["role"]),
        document["marker"],
        _read_stamp(document),
        tuple(cells_from_json(runs) for runs in document.get("protects", ())),
    )


def _read_release(document: Mapping[str, Any], _: Workbook | None) -> Action:
    return Release(cells_from_json(document["cells"]), _read_stamp(document))


def _read_exempt(document: Mapping[str, Any], _: Workbook | None) -> Action:
    cells = cells_from_json(document["cells"])
    answers = document.get("answers", {}).items()
    return Exempt(
        cells,
        document["rule"],
        _read_stamp(document),
        ExemptionKind(document.get("kind", ExemptionKind.ACCEPTED_RISK)),
        tuple(sorted((text_of(name), text_of(value)) for name, value in answers)),
        text_of(document.get("source", "")),
    )


def _read_round(document: Mapping[str, Any], workbook: Workbook | None) -> Action:
    cells, method = cells_from_json(document["cells"]), document["method"]
    base = float(document.get("base", UNKNOWN_BASE))
    if all("values" in run for run in document["cells"]):
        values = tuple(float(value) for run in document["cells"] for value in run["values"])
    elif method != METHOD:
        raise UnknownActionError(f"round ({method})")
    elif workbook is None:
        raise ValueError("values that are not written need the source")
    else:
        numbers = np.array([workbook.value(cell) for cell in cells], np.float64)
        values = tuple(round_conventionally(numbers, base).tolist())
    given = document.get("parameters", {}).items()
    parameters = tuple((text_of(name), text_of(value)) for name, value in given)
    reach = _read_reach(document["reach"]) if "reach" in document else None
    reaches = tuple(_read_reach(one) for one in document.get("reaches", ()))
    stamp = _read_stamp(document)
    return RoundCells(cells, values, method, base, stamp, parameters, reach, reaches)


def _read_reach(ends: Sequence[str]) -> tuple[float, float]:
    below, above = (float(end) for end in ends)
    return below, above


def _read_fact(document: Mapping[str, Any], _: Workbook | None) -> Action:
    return StateFact(
        cells_from_json(document["cells"]),
        float(document.get("lower", "-inf")),
        float(document.get("upper", "inf")),
        _read_stamp(document),
    )


def _read_wish(document: Mapping[str, Any], _: Workbook | None) -> Action:
    return Prefer(
        cells_from_json(document["cells"]),
        Wish(document["wish"]),
        _read_stamp(document),
        float(document.get("factor", "1")),
    )


def _read_tables(document: Mapping[str, Any], _: Workbook | None) -> Action:
    tables = tuple(table_from_json(table) for table in document["tables"])
    return CorrectTables(document["sheet"], tables, _read_stamp(document))


def _read_merge(document: Mapping[str, Any], _: Workbook | None) -> Action:
    first, second = (int(line) for line in document["lines"])
    sheet = text_of(document["sheet"])
    texts = [(CellRef.parse(sheet, one["cell"]), text_of(one["text"])) for one in document["texts"]]
    return MergeLines(
        sheet,
        Axis(document["axis"]),
        first,
        second,
        cells_from_json(document["kept"]),
        cells_from_json(document["absorbed"]),
        tuple(texts),
        _read_stamp(document),
    )


def _read_hidden(document: Mapping[str, Any], _: Workbook | None) -> Action:
    carriers = document["carriers"]
    if not isinstance(carriers, list) or not all(isinstance(one, str) for one in carriers):
        raise TypeError("carriers are named by texts")
    return RemoveHidden(tuple(carriers), _read_stamp(document))


def _read_releases(document: Mapping[str, Any], _: Workbook | None) -> Action:
    files = tuple(
        ReleaseFile(text_of(one["name"]), text_of(one["sha256"])) for one in document["releases"]
    )
    return CompareReleases(files, _read_stamp(document))


def _read_matching(document: Mapping[str, Any], _: Workbook | None) -> Action:
    correction = correction_from_json(document["matching"])
    return CorrectMatching(text_of(document["sha256"]), correction, _read_stamp(document))


def _read_evidence(document: Mapping[str, Any], _: Workbook | None) -> Action:
    files = tuple(
        EvidenceFile(
            text_of(one["name"]), EvidenceKind(one["kind"]), text_of(one.get("sha256", ""))
        )
        for one in document["files"]
    )
    return UseEvidence(files, _read_stamp(document))


def _read_extract(document: Mapping[str, Any], _: Workbook | None) -> Action:
    grossed = document["grossed"]
    if grossed not in (True, False, None):
        raise TypeError("grossed is true, false or not known")
    body, extract = CellRange.parse(document["body"]), Extract(document["extract"])
    return StateExtract(text_of(document["sheet"]), body, extract, grossed, _read_stamp(document))


_READERS = {
    "withhold": _read_withhold,
    "release": _read_release,
    "exempt": _read_exempt,
    "round": _read_round,
    "state-fact": _read_fact,
    "prefer": _read_wish,
    "correct-tables": _read_tables,
    "merge-lines": _read_merge,
    "remove-hidden": _read_hidden,
    "compare-releases": _read_releases,
    "correct-matching": _read_matching,
    "state-extract": _read_extract,
    "use-evidence": _read_evidence,
}
