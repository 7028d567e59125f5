"""The report that anybody may read: methods in words, counts, and the hash of the workbook.

It names no cell, no rule, no parameter and no person; who signs is named by role. Nothing in it is
not in the published workbook, but for the policy and the outcome.
"""

from __future__ import annotations

from sdc_desktop.core.perturbation.methods import method_in_words, totals_in_words
from sdc_desktop.workbook.report_outcome import view_loss
from sdc_desktop.workbook.report_release import Record, type_in_words
from sdc_desktop.workbook.report_tables import final_states
from sdc_desktop.workbook.report_view import Pairs, ReportView, is_clear
from sdc_desktop.workbook.report_words import day, moment


def view_public(record: Record) -> ReportView:
    """Return what the public report on this record says."""
    clear = is_clear(record)
    return ReportView(
        title=f"Disclosure control of {_title(record)}",
        is_clear=clear,
        verdict="The check found nothing outstanding."
        if clear
        else "The check has points outstanding.",
        statement=statement_sentences(record),
        facts=_facts(record),
        loss=view_loss(record),
        signature=_signature(record),
    )


def statement_sentences(record: Record) -> str:
    """Return the sentences that a publication may use as they are: no parameter, no name."""
    states = set(final_states(record).values())
    sentences = ["The numbers in this publication were checked for disclosure before release."]
    if states & {"primary", "secondary"}:
        sentences.append(_withheld(record))
    if "merge-lines" in states:
        sentences.append("Some categories were combined; they are named together.")
    if "round" in states:
        methods = {one["method"] for one in record["actions"] if one["do"] == "round"}
        words = ", ".join(sorted(map(method_in_words, methods)))
        sentences.append(f"Numbers were changed ({words}). {totals_in_words(methods)}".rstrip())
    if not states:
        sentences.append("No number had to be changed.")
    policy = record["policy"]
    organisation = f" ({policy['organisation']})" if policy["organisation"] else ""
    sentences.append(f"The check followed: {policy['title']}{organisation}.")
    return " ".join(sentences)


def public_statement(record: Record) -> str:
    """Return what a publication may say about its protection: methods in words, no parameter."""
    return (
        f"{statement_sentences(record)}\n\n"
        f"Workbook: {record['result']['name']}\n"
        f"SHA-256: {record['result']['sha256']}\n"
        f"Checked: {moment(record['when'])}, by the {record['role']}\n"
    )


def _withheld(record: Record) -> str:
    markers = sorted({one["marker"] for one in record["actions"] if one["do"] == "withhold"})
    shown = " or ".join(f'"{marker}"' for marker in markers)
    return (
        "Some numbers are not shown because they could reveal something about a person or an "
        f"organisation, or because those could be worked out from them; {shown} stands in "
        "their place."
    )


def _title(record: Record) -> str:
    return str(record["release"].get("title") or record["result"]["name"])


def _facts(record: Record) -> Pairs:
    release, policy = record["release"], record["policy"]
    facts = (
        ("Release", release.get("title", "")),
        ("Type", type_in_words(release.get("type", ""))),
        ("Date of release", day(release.get("date", ""))),
        ("Dataset", release.get("dataset", {}).get("name", "")),
        ("Policy", policy["title"]),
        ("Published by", policy["organisation"]),
        ("Where", policy["address"]),
        ("Checked", f"{moment(record['when'])}, by the {record['role']}"),
        ("Protected workbook", record["result"]["name"]),
        ("Its SHA-256", record["result"]["sha256"]),
        ("Program", f"{record['program']['name']} {record['program']['version']}"),
    )
    return tuple((name, value) for name, value in facts if value)


def _signature(record: Record) -> tuple[str, ...]:
    if not record["key"]:
        return ("The record of this check is not signed.",)
    return (
        f"The record of this check is signed by the {record['role']} with the key "
        f"{record['key']}. It holds the SHA-256 of this report and of the protected workbook.",
    )
