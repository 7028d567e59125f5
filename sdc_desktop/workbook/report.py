"""The readable report of a check: one HTML file, the same as a tagged PDF, a public statement."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import sdc_desktop
from sdc_desktop.core.perturbation.methods import method_in_words
from sdc_desktop.workbook.report_changes import ReportChanges
from sdc_desktop.workbook.report_tables import ReportRow, ReportTable, final_states
from sdc_desktop.workbook.report_view import Pairs, ReportStep, ReportView, view_report
from sdc_desktop.workbook.report_words import moment

__all__ = ["html_report", "pdf_report", "public_statement"]

_KICKER = "Statistical disclosure control \u00b7 check report"
_FOOTER = "Internal: it names the cells that are at risk, but no withheld number."
_PLACEHOLDER = "\u25a1"
_NOTICE = (
    f"{_PLACEHOLDER} stands for characters that this file cannot show; report.html shows them."
)
_NOT_SURE_TO_SHOW = re.compile(r"[^\n\x20-\x7e\xa0-\u052f\u1e00-\u1eff\u2010-\u2027\u20ac\u25a1]")


def html_report(record: Mapping[str, Any]) -> str:
    """Return the report as one HTML file that needs nothing else.

    Args:
        record: The record, with or without the hashes of the files beside it.
    """
    view = view_report(record)
    outcome = "clear" if view.is_clear else "left"
    body = "\n".join(
        (
            f'<p class="note">{escape(_KICKER)}</p>',
            f"<h1>{escape(view.title)}</h1>",
            f'<p class="verdict {outcome}">{escape(view.verdict)}</p>',
            "<h2>Summary</h2>",
            _pairs("What was found and done", view.summary),
            "<h2>What was checked</h2>",
            _pairs("What was checked", view.facts),
            "<h2>Table by table</h2>",
            *map(_table, view.tables),
            *_changes(view.changes),
            *_steps(view.steps),
            *_declarations(view.declarations),
            *_signature(view),
            f"<footer>{escape(_FOOTER)}</footer>",
        )
    )
    style = (_resources() / "report.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(view.title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def pdf_report(record: Mapping[str, Any]) -> bytes:
    """Return the report as a tagged PDF (PDF/UA-1); the same record gives the same bytes.

    Characters that the fonts of the program do not have are shown as a box, and the report says
    so: without network and whatever fonts a computer has.

    Args:
        record: The record, with or without the hashes of the files beside it.
    """
    import typst

    data = _pdf_data(record)
    try:
        return _typeset(data, record["when"])
    except typst.TypstError:
        return _typeset(_showable({**data, "notice": _NOTICE}), record["when"])


def public_statement(record: Mapping[str, Any]) -> str:
    """Return what a publication may say about its protection: methods in words, no parameter."""
    states = set(final_states(record).values())
    markers = sorted({one["marker"] for one in record["actions"] if one["do"] == "withhold"})
    policy = record["policy"]
    sentences = ["The numbers in this publication were checked for disclosure before release."]
    if states & {"primary", "secondary"}:
        shown = " or ".join(f'"{marker}"' for marker in markers)
        sentences.append(
            "Some numbers are not shown because they could reveal something about a person or an "
            f"organisation, or because those could be worked out from them; {shown} stands in "
            "their place."
        )
    if "merge-lines" in states:
        sentences.append("Some categories were combined; they are named together.")
    if "round" in states:
        methods = {
            method_in_words(one["method"]) for one in record["actions"] if one["do"] == "round"
        }
        sentences.append(
            f"Numbers were changed ({', '.join(sorted(methods))}); changed parts may not add up to "
            "their total."
        )
    if not states:
        sentences.append("No number had to be changed.")
    organisation = f" ({policy['organisation']})" if policy["organisation"] else ""
    sentences.append(f"The check followed: {policy['title']}{organisation}.")
    return (
        f"{' '.join(sentences)}\n\n"
        f"Workbook: {record['result']['name']}\n"
        f"SHA-256: {record['result']['sha256']}\n"
        f"Checked: {moment(record['when'])}, by the {record['role']}\n"
    )


def _pairs(caption: str, pairs: Pairs) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
        for name, value in pairs
    )
    return (
        f'<table class="quiet">\n<caption>{escape(caption)}</caption>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _table(table: ReportTable) -> str:
    note = f'<p class="note">{escape(table.note)}</p>\n' if table.note else ""
    head = _head(("Step", "What", "Cells", "Which"), number="Cells")
    rows = "\n".join(map(_row, table.rows))
    return (
        f'<h3>{escape(table.heading)}</h3>\n{note}<table class="quiet rows">\n'
        f"<caption>{escape(table.heading)}</caption>\n{head}\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _row(row: ReportRow) -> str:
    mark = ' class="outstanding"' if row.kind == "Outstanding" else ""
    kind = f'<tr{mark}><th scope="row">{escape(row.kind)}</th>'
    if not row.count:
        return f'{kind}<td colspan="3">{escape(row.what)}</td></tr>'
    return (
        f"{kind}<td>{escape(row.what)}</td>"
        f'<td class="number">{escape(row.count)}</td><td>{escape(row.cells)}</td></tr>'
    )


def _head(names: Iterable[str], number: str = "") -> str:
    marks = {number: ' class="number"'}
    cells = (f'<th scope="col"{marks.get(name, "")}>{escape(name)}</th>' for name in names)
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def _changes(changes: ReportChanges) -> Iterable[str]:
    if changes.note:
        yield f'<h2>What changed in the file</h2>\n<p class="note">{escape(changes.note)}</p>'
    if changes.rows:
        yield '<table class="quiet">\n<caption>What changed in the file</caption>'
        yield _head(("Outcome", "Part", "What it is", "Why"))
        yield "<tbody>"
        for row in changes.rows:
            yield f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>"
        yield "</tbody>\n</table>"


def _steps(steps: tuple[ReportStep, ...]) -> Iterable[str]:
    if steps:
        yield "<h2>What was done, in order</h2>"
        yield '<table class="quiet">\n<caption>What was done, in order</caption>'
        yield _head(("When", "Who", "What", "Why"))
        yield "<tbody>"
        for step in steps:
            cells = (step.when, step.who, step.what, step.why)
            yield f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in cells)}</tr>"
        yield "</tbody>\n</table>"


def _declarations(declarations: Pairs) -> Iterable[str]:
    if declarations:
        items = "\n".join(f"<li>{escape(text)} ({escape(by)})</li>" for text, by in declarations)
        yield f"<h2>Declarations</h2>\n<ul>\n{items}\n</ul>"


def _signature(view: ReportView) -> Iterable[str]:
    yield "<h2>Signature</h2>"
    yield from (f"<p>{escape(sentence)}</p>" for sentence in view.signature)
    if view.commands:
        yield "<p>To check it without this program, in the folder of the record:</p>"
    for system, command in view.commands:
        yield f'<p class="note">{escape(system)}</p>\n<pre><code>{escape(command)}</code></pre>'


def _pdf_data(record: Mapping[str, Any]) -> dict[str, Any]:
    program = record["program"]
    author = f"{program['name']} {program['version']}"
    frame = {"kicker": _KICKER, "footer": _FOOTER, "author": author, "notice": ""}
    return {**asdict(view_report(record)), **frame}


def _typeset(data: Mapping[str, Any], when: str) -> bytes:
    """Return the PDF of the template with this data; nothing in it is read as markup.

    Raises:
        typst.TypstError: A character cannot be shown with the program's own fonts.
    """
    import typst

    return typst.compile(
        (_resources() / "report.typ").read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"report": json.dumps(data)},
        timestamp=_timestamp(when),
    )


def _showable(value: Any) -> Any:
    """Return `value` with a box for every character that a font may not have."""
    if isinstance(value, str):
        return _NOT_SURE_TO_SHOW.sub(_PLACEHOLDER, value)
    if isinstance(value, Mapping):
        return {key: _showable(one) for key, one in value.items()}
    return [_showable(one) for one in value] if isinstance(value, list | tuple) else value


def _timestamp(when: str) -> datetime:
    try:
        return datetime.fromisoformat(when).astimezone(UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)


def _resources() -> Path:
    """Return where the templates are: inside an installed program, beside a checkout."""
    package = Path(sdc_desktop.__file__).resolve().parent
    installed = package / "_resources"
    return (installed if installed.is_dir() else package.parent / "resources") / "report"
