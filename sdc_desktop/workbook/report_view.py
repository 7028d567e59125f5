"""What a report says, in words, from the record alone.

The record holds no hidden number and no parameter, so a report made from it can hold none.
Everything here is text as people read it; the HTML and the PDF only set it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.cells_json import cells_from_json
from sdc_desktop.core.signing import NAMESPACE, principal
from sdc_desktop.workbook.report_changes import NO_CHANGES, ReportChanges, view_changes
from sdc_desktop.workbook.report_outcome import (
    LossRow,
    NarrowingRow,
    view_loss,
    view_narrowing,
)
from sdc_desktop.workbook.report_pictures import Sign, signs
from sdc_desktop.workbook.report_release import ReportPoint, view_points, view_release
from sdc_desktop.workbook.report_tables import (
    Record,
    ReportTable,
    final_states,
    mapped_states,
    view_tables,
)
from sdc_desktop.workbook.report_words import (
    FINAL_WORDS,
    NARROWEST_WORDS,
    action_in_words,
    count_in_words,
    moment,
)

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReportStep:
    """One action: when, by whom, what, and why."""

    when: str
    who: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A whole report as text; what is empty is left out of it.

    Attributes:
        title: "Disclosure check of ...".
        is_clear: Whether nothing is outstanding.
        verdict: The outcome in a sentence.
        statement: The public statement.
        summary, release, facts: Name and value pairs.
        points: The list that was gone through before signing.
        loss: What became of the numbers of each table.
        narrowing: How far readers can narrow the withheld cells.
        signs: The signs that the maps of the tables use.
        tables: One for each table, and one for what lies outside of all.
        changes: What became of the parts of the file.
        steps: All actions in their order.
        declarations: What is declared, and by whom.
        signature: Sentences about the signature.
        commands: How to check it without this program: system and command line.
    """

    title: str
    is_clear: bool
    verdict: str
    statement: str = ""
    summary: Pairs = ()
    release: Pairs = ()
    facts: Pairs = ()
    points: tuple[ReportPoint, ...] = ()
    loss: tuple[LossRow, ...] = ()
    narrowing: tuple[NarrowingRow, ...] = ()
    signs: tuple[Sign, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    changes: ReportChanges = NO_CHANGES
    steps: tuple[ReportStep, ...] = ()
    declarations: Pairs = ()
    signature: tuple[str, ...] = ()
    commands: Pairs = ()


def view_report(record: Record) -> ReportView:
    """Return what a report on this record says."""
    left = _what_is_left(record)
    return ReportView(
        title=f"Disclosure check of {record['release'].get('title') or record['source']['name']}",
        is_clear=not left,
        verdict=_verdict(left),
        summary=_summary(record),
        release=view_release(record),
        facts=_facts(record),
        points=view_points(record),
        loss=view_loss(record),
        narrowing=view_narrowing(record),
        signs=signs(frozenset(mapped_states(record).values())),
        tables=view_tables(record),
        changes=view_changes(record),
        steps=tuple(_step(action) for action in record["actions"]),
        declarations=tuple(map(_declaration, record["declarations"])),
        signature=_signature(record),
        commands=_commands(record),
    )


def is_clear(record: Record) -> bool:
    """Tell whether nothing is outstanding."""
    return not _what_is_left(record)


def _what_is_left(record: Record) -> list[str]:
    """Return what somebody still has to deal with, in a few words each."""
    left = []
    serious = [one for one in record["outstanding"] if one["severity"] != "info"]
    if serious:
        left.append(count_in_words(len(serious), "finding"))
    if record["audit"]["unprotected"]:
        cells = count_in_words(record["audit"]["unprotected"], "withheld cell")
        left.append(f"{cells} that a reader can narrow too far")
    if record["saved_file_check"].get("passed") is not True:
        left.append("the saved file was not proved to be clean")
    hidden = _hidden_left(record["hidden_data"])
    if hidden:
        left.append(f"{count_in_words(hidden, 'hidden part')} in the saved file")
    if not record["key"]:
        left.append("the record is not signed")
    refused = [one for one in record["decisions"] if one["decision"] != "approve"]
    if refused:
        left.append(f"{count_in_words(len(refused), 'table')} not approved as they are")
    asked = [one for one in record["preflight"] if _is_asked_still(one)]
    if asked:
        left.append(f"{count_in_words(len(asked), 'point')} to settle before release")
    return left


def _is_asked_still(point: Mapping[str, Any]) -> bool:
    """Tell whether a point of the list is open that is not among the findings."""
    return bool(point["state"] == "outstanding" and point["group"] != "numbers")


def _verdict(left: Sequence[str]) -> str:
    return f"Outstanding: {'; '.join(left)}." if left else "Nothing is outstanding."


def _summary(record: Record) -> Pairs:
    final = list(final_states(record).values())
    audit = record["audit"]
    tables = sum(len(sheet.get("tables", ())) for sheet in record["tables"].get("sheets", ()))
    counted = [(words, final.count(state)) for state, words in FINAL_WORDS.items()]
    return (
        ("Tables", f"{tables:,}"),
        ("Cells with a finding in the source", f"{len(_cells_found(record)):,}"),
        *((words, f"{count:,}") for words, count in counted),
        ("Withheld cells that a reader can narrow too far", f"{audit['unprotected']:,}"),
        ("Audit of what can be worked out", NARROWEST_WORDS[audit["narrowest"]]),
        *_sums(record.get("sums", {})),
        ("Saved workbook, read back", _saved_file(record["saved_file_check"])),
        ("Hidden data", _hidden_data(record["hidden_data"])),
    )


def _sums(sums: Mapping[str, int]) -> Pairs:
    """Return how many sums no longer hold, nothing where none are shown or nobody counted."""
    if not sums.get("shown"):
        return ()
    return (
        (
            "Sums that no longer hold between shown numbers",
            f"{sums['missed']:,} of {sums['shown']:,}",
        ),
    )


def _cells_found(record: Record) -> frozenset[CellRef]:
    return frozenset(
        cell
        for finding in record["findings"]
        if finding["severity"] != "info"
        for cell in cells_from_json(finding["cells"])
    )


def _saved_file(check: Mapping[str, Any]) -> str:
    if "passed" not in check:
        return "not checked"
    return "shows what was decided, no trace of anything else" if check["passed"] else "FAILED"


def _hidden_left(result: Mapping[str, Any]) -> int:
    """Return how many hidden parts of the saved file somebody has to look at."""
    return sum(one["severity"] != "info" for one in result["findings"] if not one.get("removed"))


def _hidden_data(result: Mapping[str, Any]) -> str:
    if not result["checked"]:
        return "not looked for"
    removed = sum(bool(one.get("removed")) for one in result["findings"])
    left = _hidden_left(result)
    words = [f"{count_in_words(removed, 'part')} removed"] if removed else []
    words += [f"{count_in_words(left, 'finding')} left to look at"] if left else []
    return ", ".join(words) or "none found"


def _facts(record: Record) -> Pairs:
    policy = record["policy"]
    named = " ".join(filter(None, (policy["title"], f"({policy['id']}, {policy['version']})")))
    return (
        ("Source", record["source"]["name"]),
        ("Protected workbook", record["result"]["name"]),
        ("Its SHA-256", record["result"]["sha256"]),
        ("Counted from", record["extract"]),
        ("Policy", named),
        ("Published by", policy["organisation"] or "not stated"),
        ("Checked by", f"{record['who']}, {record['role']}"),
        *((one["role"].capitalize(), one["who"]) for one in record["roles"]),
        ("Recorded", moment(record["when"])),
        ("Program", f"{record['program']['name']} {record['program']['version']}"),
    )


def _step(action: Mapping[str, Any]) -> ReportStep:
    return ReportStep(
        when=moment(action["when"]),
        who=action["who"],
        what=action_in_words(action),
        why=action["why"],
    )


def _declaration(declaration: Mapping[str, Any]) -> tuple[str, str]:
    """Return the words of a declaration, and who made it, in which version and when."""
    said = [declaration["by"]]
    if "version" in declaration:
        said.append(f"version {declaration['version']}")
    if "when" in declaration:
        said.append(moment(declaration["when"]))
    return declaration["text"], ", ".join(said)


def _signature(record: Record) -> tuple[str, ...]:
    if not record["key"]:
        return ("This record is not signed. Without a signature nobody can tell who made it.",)
    return (
        f"Signed by {record['who']} ({record['role']}) on {moment(record['when'])} "
        f"with the key {record['key']}.",
        "The signature covers record.json, and record.json holds the SHA-256 of this report, of "
        "the public statement and of the protected workbook. A change of one byte in any of them "
        "shows.",
        "Whether the key is really theirs, your own list of signers says, not the one that came "
        "with the record.",
    )


def _commands(record: Record) -> Pairs:
    if not record["key"]:
        return ()
    verify = (
        f'ssh-keygen -Y verify -f allowed_signers -I "{principal(record["who"])}" '
        f"-n {NAMESPACE} -s record.json.sig < record.json"
    )
    in_powershell = verify.replace("'", "''")
    return (
        ("Linux, macOS, Windows command prompt", verify),
        ("Windows PowerShell", f"cmd /c '{in_powershell}'"),
    )
