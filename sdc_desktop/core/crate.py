"""A record as an RO-Crate: what is in it, who checked it, and with which outcome.

Sources: RO-Crate 1.2; Five Safes RO-Crate 0.4, "Review process" and "Disclosure phase": each check
is an `AssessAction` with `additionalType` https://w3id.org/shp#DisclosureCheck; what was not
approved stays out of the crate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sdc_desktop.core.agreement import Opinion, State, standing

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
PROFILE = "https://w3id.org/5s-crate/0.4"
METADATA = "ro-crate-metadata.json"

_RO_CRATE = "https://w3id.org/ro/crate/1.2"
_WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
_CHECK = "https://w3id.org/shp#DisclosureCheck"
_PROGRAM = "#sdc-desktop"
_SOURCE = "#source"
_POLICY = "#policy"
_PROJECT = "#project"
_LICENCE = "#licence"
_STATUS = {
    "approve": "http://schema.org/CompletedActionStatus",
    "reject": "http://schema.org/FailedActionStatus",
}
_PENDING = "http://schema.org/PotentialActionStatus"
_OUTCOMES = {"approve": "approved", "reject": "rejected", "changes": "changes asked for"}
_KINDS = {
    ".json": "application/json",
    ".sig": "application/x-ssh-signature",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".zip": "application/zip",
}
_NAMES = {
    "record.json": "Check record",
    "allowed_signers": "Public keys of those who signed",
    "report.html": "Report of the check",
    "report.pdf": "Report of the check",
    "public-statement.txt": "What a publication may say about its protection",
}

Entity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CrateFile:
    """A file of a crate: its path from the crate's root, with "/", and its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class CrateContents:
    """What a crate's metadata are made from.

    Attributes:
        record: The JSON of the record.
        opinions: What those decided who signed, the first checker's first.
        keys: Fingerprints of their keys, in the same order.
        files: What the crate holds, without its metadata.
        workbook: Path of the protected workbook among them, "" when it is not in the crate.
        when: When the crate is made, UTC.
        workflow: Address of the Workflow RO-Crate that made the source, "" when there is none.
        project: On whose behalf, "" when nobody said.
        licence: Address of the licence of the workbook, "" when nobody said.
    """

    record: Mapping[str, Any]
    opinions: Sequence[Opinion]
    keys: Sequence[str]
    files: Sequence[CrateFile]
    workbook: str
    when: str
    workflow: str = ""
    project: str = ""
    licence: str = ""

    @property
    def is_five_safes(self) -> bool:
        """Whether there is everything that the Five Safes profile must have."""
        return bool(self.workflow and self.project and self.workbook)


def may_leave(opinions: Sequence[Opinion]) -> bool:
    """Tell whether the protected workbook may be in a crate: it is approved and nobody differs."""
    stands = standing(opinions)
    if stands.state is State.WAITING:
        return [one.decision for one in opinions if one.decision] == ["approve"]
    return stands.decision == "approve"


def crate_metadata(contents: CrateContents) -> Entity:
    """Return the document of ro-crate-metadata.json."""
    actions = [
        _assessment(contents, number, opinion) for number, opinion in enumerate(contents.opinions)
    ]
    if contents.workbook:
        actions.append(_creation(contents))
    graph = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _RO_CRATE},
        },
        _root(contents, [one["@id"] for one in actions]),
        *(_file(one) for one in contents.files),
        *actions,
        *_people(contents),
        *_context(contents),
    ]
    return {"@context": CONTEXT, "@graph": graph}


def _root(contents: CrateContents, actions: Sequence[str]) -> Entity:
    record = contents.record
    name = _title(record)
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Disclosure check of {name}",
        "description": "The signed record of a disclosure check, with who checked and the outcome.",
        "datePublished": contents.when,
        "license": {"@id": contents.licence or _LICENCE},
        "hasPart": [{"@id": _uri(one.path)} for one in contents.files],
        "mentions": [{"@id": one} for one in actions],
    }
    if contents.is_five_safes:
        root["conformsTo"] = {"@id": PROFILE}
        root["hasPart"].append({"@id": contents.workflow})
    if contents.workflow:
        root["mainEntity"] = {"@id": contents.workflow}
    if contents.project:
        root["sourceOrganization"] = {"@id": _PROJECT}
    return root


def _title(record: Mapping[str, Any]) -> str:
    release = record.get("release")
    title = release.get("title") if isinstance(release, Mapping) else ""
    return str(title or record["result"]["name"])


def _uri(path: str) -> str:
    """Return a path as a relative URI: "a b.xlsx" as "a%20b.xlsx"."""
    return quote(path, safe="/")


def _file(file: CrateFile) -> Entity:
    name = file.path.rsplit("/", 1)[-1]
    suffix = f".{name.rsplit('.', 1)[-1]}" if "." in name else ".txt"
    return {
        "@id": _uri(file.path),
        "@type": "File",
        "name": name,
        "description": _described(name),
        "contentSize": str(file.size),
        "encodingFormat": _KINDS.get(suffix.lower(), "application/octet-stream"),
    }


def _described(name: str) -> str:
    if name in _NAMES:
        return _NAMES[name]
    if name.endswith(".sig"):
        return "OpenSSH signature of the file of the same name without .sig"
    is_review = name.startswith("review-")
    return "Review of the record by a further checker" if is_review else "The protected workbook"


def _assessment(contents: CrateContents, number: int, opinion: Opinion) -> Entity:
    """Return the disclosure check by one of those who signed."""
    outcome = _OUTCOMES.get(opinion.decision, "no decision stated")
    checked = ["./", _uri(contents.workbook)]
    return {
        "@id": f"#disclosure-check-{number + 1}",
        "@type": "AssessAction",
        "additionalType": {"@id": _CHECK},
        "name": f"Disclosure check by {opinion.who} ({opinion.role}): {outcome}",
        "endTime": opinion.when,
        "object": [{"@id": one} for one in checked] if contents.workbook else {"@id": "./"},
        "instrument": [{"@id": _PROGRAM}, {"@id": _POLICY}],
        "agent": {"@id": _person(opinion, contents.keys[number])},
        "actionStatus": _STATUS.get(opinion.decision, _PENDING),
        "result": {"@id": "record.json" if not number else f"review-{number + 1}.json"},
    }


def _creation(contents: CrateContents) -> Entity:
    """Return how the protected workbook came to be."""
    first = contents.opinions[0]
    return {
        "@id": "#protection",
        "@type": "CreateAction",
        "name": f"Protection of {contents.record['source']['name']}",
        "endTime": first.when,
        "object": {"@id": _SOURCE},
        "result": {"@id": _uri(contents.workbook)},
        "instrument": {"@id": contents.workflow or _PROGRAM},
        "agent": {"@id": _person(first, contents.keys[0])},
        "actionStatus": _STATUS["approve"],
    }


def _person(opinion: Opinion, key: str) -> str:
    """Return the id of a person: their ORCID where that is their name, else made of their key."""
    if re.fullmatch(r"https://orcid\.org/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]", opinion.who):
        return opinion.who
    return f"#person-{re.sub(r'[^A-Za-z0-9]', '', key.removeprefix('SHA256:'))}"


def _people(contents: CrateContents) -> list[Entity]:
    member = {"memberOf": {"@id": _PROJECT}} if contents.project else {}
    return [
        {
            "@id": _person(opinion, key),
            "@type": "Person",
            "name": opinion.who,
            "identifier": f"OpenSSH key {key}",
            **member,
        }
        for opinion, key in zip(contents.opinions, contents.keys, strict=True)
    ]


def _context(contents: CrateContents) -> list[Entity]:
    """Return what the others refer to: program, policy, source, profile, project, licence."""
    record = contents.record
    program, policy = record["program"], record["policy"]
    entities: list[Entity] = [
        {
            "@id": _PROGRAM,
            "@type": "CreativeWork",
            "name": program["name"],
            "version": program["version"],
        },
        {
            "@id": _POLICY,
            "@type": "CreativeWork",
            "name": policy["title"],
            "version": policy["version"],
            **({"url": policy["address"]} if policy["address"] else {}),
        },
    ]
    if contents.workbook:
        name = record["source"]["name"]
        said = "The workbook that was checked; it is confidential and not in this crate."
        entities.append(
            {"@id": _SOURCE, "@type": "CreativeWork", "name": name, "description": said}
        )
    if contents.is_five_safes:
        name = "Five Safes RO-Crate profile"
        entities.append({"@id": PROFILE, "@type": ["CreativeWork", "Profile"], "name": name})
    if contents.workflow:
        entities.append(_workflow(contents.workflow))
    if contents.project:
        entities.append({"@id": _PROJECT, "@type": "Project", "name": contents.project})
    return [*entities, _licence(contents.licence)]


def _workflow(address: str) -> Entity:
    return {
        "@id": address,
        "@type": "Dataset",
        "name": "Workflow that made the source",
        "conformsTo": {"@id": _WORKFLOW_CRATE},
    }


def _licence(address: str) -> Entity:
    if address:
        name = "Licence of the protected workbook"
        return {"@id": address, "@type": "CreativeWork", "name": name, "description": name}
    return {
        "@id": _LICENCE,
        "@type": "CreativeWork",
        "name": "No licence is given",
        "description": "Ask those who signed the record before you use or pass on these files.",
    }
