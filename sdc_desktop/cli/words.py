"""What the command line says to people when no JSON is asked for."""

from __future__ import annotations

from collections import Counter

from sdc_desktop.cli.documents import Document
from sdc_desktop.core.audit_findings import EXACT, INCONSISTENT, NARROW, NOT_ASSESSABLE
from sdc_desktop.core.errors import SdcError

_SHOWN = 40
_OFFERS = 9
_KINDS = {
    INCONSISTENT: "printed elsewhere or contradicted",
    EXACT: "known exactly",
    NARROW: "too narrow",
    NOT_ASSESSABLE: "in no table that was understood",
}


def error_in_words(error: SdcError) -> str:
    """Return one sentence and, below it, the hint."""
    return f"{error}\nHint: {error.hint}" if error.hint else str(error)


def tables_in_words(document: Document) -> str:
    """Return one line for each table."""
    lines = []
    for sheet in document["sheets"]:
        lines.append(f"{sheet['sheet']}{' (hidden)' if sheet['hidden'] else ''}")
        for table in sheet["tables"]:
            title = table["title"] or "table without a title"
            lines.append(
                f"  {table['body']:<12} {table['statistic']:<10} "
                f"{table['relations']} relations  {title}"
            )
        if not sheet["tables"]:
            lines.append("  no table")
    lines += [
        f'{one["sheet"] or "Text file"}: "{one["symbol"]}" ({_cells(one["cells"])}) is read as '
        f"{one['reading']}{' - please look' if one['ambiguous'] else ''}: {one['because']}."
        for one in document["symbols"]
    ]
    return "\n".join(lines)


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def check_in_words(document: Document) -> str:
    """Return the counts and the first findings, the most serious first."""
    summary, policy = document["summary"], document["policy"]
    lines = [
        f"{document['file']} under {policy['id']} (version {policy['version']}): "
        f"{summary['fail']} at risk, {summary['review']} to look at, "
        f"{summary['tables']} tables, {summary['cells']} cells."
    ]
    for finding in document["findings"][:_SHOWN]:
        lines.append(f"{finding['severity']:<7}{_place(finding)}  {finding['message']}")
        if finding["remedies"] and finding["severity"] != "info":
            lines.append(f"       What helps, best first: {'; '.join(finding['remedies'])}.")
    if len(document["findings"]) > _SHOWN:
        lines.append(f"... and {len(document['findings']) - _SHOWN} more; --json lists all.")
    lines += [
        f"hint   {one['sheet']}  {one['message']} Say: protect {one['option']}"
        for one in document["redesign"]["offers"][:_OFFERS]
    ]
    return "\n".join(lines)


def _place(finding: Document) -> str:
    first = finding["cells"][0] if finding["cells"] else ""
    more = f" and {len(finding['cells']) - 1} more" if len(finding["cells"]) > 1 else ""
    return f"{finding['sheet']} {first}{more}".strip()


def protect_in_words(document: Document) -> str:
    """Return what was written and what is still outstanding."""
    audit, proof = document["audit"], document["saved_file_check"]
    lines = [
        f"Protected workbook: {document['out']}",
        f"{len(document['primary'])} unsafe cells and {len(document['secondary'])} others "
        f"withheld, {document['changed']} cells changed.",
        _loss_in_words(document["loss"]),
        f"{audit['unprotected']} of {audit['withheld']} withheld cells can be narrowed too far.",
        f"The saved file was read back: {'nothing is left' if proof['passed'] else 'NOT CLEAN'}.",
        f"Hidden parts removed: {sum(one['removed'] for one in document['hidden'])}.",
        f"Check record: {document['record'] or 'not asked for'}",
    ]
    if any(one["removed"] and one["rule"] == "hidden:macros" for one in document["hidden"]):
        lines.append("The macros were removed: the workbook is an .xlsx file now.")
    if document["formulas_to_values"]:
        count = len(document["formulas_to_values"])
        lines.append(
            f"{'1 formula' if count == 1 else f'{count} formulas'} became "
            f"{'a value' if count == 1 else 'values'}; --json lists them with the reason."
        )
    if document["password_removed"]:
        lines.append("The protected workbook is saved without the password of its source.")
    lines += document["said"]
    if document["not_said"]:
        count = len(document["not_said"])
        lines.append(
            f"The policy also asks for {'1 thing' if count == 1 else f'{count} things'} that "
            "nobody said; --release FILE says them, --json lists them."
        )
    return "\n".join(lines + [f"Outstanding: {one}" for one in document["outstanding"]])


def _loss_in_words(loss: Document) -> str:
    """Return what readers lost, in one sentence."""
    changed = (
        f"; those shown lie {loss['mean_absolute_deviation']:.3g} beside the true ones on average"
        if loss["changed"]
        else ""
    )
    return (
        f"Readers lose {loss['share_of_cells']:.3g} % of the numbers and "
        f"{loss['share_of_value']:.3g} % of the value{changed}."
    )


def audit_in_words(document: Document) -> str:
    """Return one sentence for each withheld cell, those narrowed too far first."""
    cells = sorted(document["cells"], key=lambda cell: bool(cell["enough"]))
    lines = [_unprotected_in_words(document)]
    lines += [
        f"{cell['sheet']} {cell['cell']}: {cell['because']}".strip() for cell in cells[:_SHOWN]
    ]
    if len(cells) > _SHOWN:
        lines.append(f"... and {len(cells) - _SHOWN} more; --json lists all.")
    others = [one for one in document["findings"] if one["rule"] not in _KINDS]
    lines += [f"{one['severity']:<7}{_place(one)}  {one['message']}" for one in others[:_SHOWN]]
    if len(others) > _SHOWN:
        lines.append(f"... and {len(others) - _SHOWN} more findings; --json lists all.")
    return "\n".join(lines)


def _unprotected_in_words(document: Document) -> str:
    """Return how many withheld cells do not hold, and in which way."""
    rules = Counter(one["rule"] for one in document["findings"])
    kinds = ", ".join(f"{rules[rule]} {text}" for rule, text in _KINDS.items() if rules[rule])
    total = f"{document['unprotected']} of {len(document['cells'])} withheld cells"
    return f"{total} can be narrowed too far{f': {kinds}' if kinds else ''}."


def inspect_in_words(document: Document) -> str:
    """Return one sentence for each carrier of hidden data."""
    findings = document["findings"]
    if not findings:
        return "Nothing hidden was found."
    removable = sum(one["removable"] for one in findings)
    lines = [f"{len(findings)} findings, {removable} of which protect --remove-hidden takes out."]
    for one in findings:
        where = one["sheet"] or one["part"] or "the whole file"
        lines.append(f"{one['severity']:<7}{where}: {one['message']}")
    return "\n".join(lines)


def verify_in_words(document: Document) -> str:
    """Return whether the record holds and why not."""
    lines = ["The record holds." if document["ok"] else "The record does NOT hold."]
    lines += document["problems"]
    for one in document["signatures"]:
        state = "good" if one["ok"] else "BAD"
        trust = "a trusted signer" if one["trusted"] else "not among your trusted signers"
        lines.append(f"Signature of {one['signer']} ({one['role']}): {state}, {trust}.")
    for one in document["reviews"]:
        comment = f": {one['comment']}" if one["comment"] else "."
        lines.append(f"{one['who']} decided: {one['decision'] or 'not said'}{comment}")
    others = ("workbook", "source", "replay", "parts", "chain")
    return "\n".join(lines + [f"{what.capitalize()}: {document[what]}." for what in others])


def review_in_words(document: Document) -> str:
    """Return what was signed, and what is still to be done."""
    lines = [f"{document['file']}: {document['decision']}, signed by {document['signer']}."]
    return "\n".join([*lines, *(f"Outstanding: {one}." for one in document["outstanding"])])


def crate_in_words(document: Document) -> str:
    """Return what was written."""
    lines = [f"RO-Crate: {document['out']}, {len(document['files'])} files."]
    if document["workbook"] and not document["five_safes"]:
        lines.append("--workflow and --project make it a Five Safes RO-Crate.")
    return "\n".join([*lines, *(f"Outstanding: {one}." for one in document["outstanding"])])


def policies_in_words(document: Document) -> str:
    """Return a line for each policy, or one policy in full."""
    if "policies" in document:
        return "\n".join(f"{one['id']:<20} {one['title']}" for one in document["policies"])
    lines = []
    for name, value in document.items():
        if isinstance(value, list) and value:
            lines += [f"{name}:", *(f"  {_entry_in_words(entry)}" for entry in value)]
        elif value not in (None, "", []):
            lines.append(f"{name}: {value}")
    return "\n".join(lines)


def _entry_in_words(entry: object) -> str:
    """Return one entry of a policy's list: a text, or the facts of one part of it."""
    if not isinstance(entry, dict):
        return f"- {entry}"
    facts = "; ".join(f"{name}: {fact}" for name, fact in entry.items() if fact not in ("", None))
    return f"- {facts}"
