"""The readable reports of a check: internal and public, each as HTML and as a tagged PDF."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sdc_desktop
from sdc_desktop.workbook.report_html import html_page
from sdc_desktop.workbook.report_public import public_statement, view_public
from sdc_desktop.workbook.report_view import ReportView, view_report

__all__ = [
    "html_report",
    "pdf_report",
    "public_html_report",
    "public_pdf_report",
    "public_statement",
]


@dataclass(frozen=True, slots=True)
class _Edition:
    """What stands above and below a report."""

    kicker: str
    footer: str


_INTERNAL = _Edition(
    "Statistical disclosure control \u00b7 check report",
    "Internal: it names the cells that are at risk, but no withheld number.",
)
_PUBLIC = _Edition(
    "Statistical disclosure control \u00b7 public report",
    "Public: it names no cell, no rule, no parameter and no person.",
)
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
    return _page(view_report(record), _INTERNAL)


def public_html_report(record: Mapping[str, Any]) -> str:
    """Return the same for everybody: no cell, no rule, no parameter, no person."""
    return _page(view_public(record), _PUBLIC)


def pdf_report(record: Mapping[str, Any]) -> bytes:
    """Return the report as a tagged PDF (PDF/UA-1); the same record gives the same bytes.

    Characters that the fonts of the program do not have are shown as a box, and the report says
    so: without network and whatever fonts a computer has.

    Args:
        record: The record, with or without the hashes of the files beside it.
    """
    return _pdf(view_report(record), _INTERNAL, record)


def public_pdf_report(record: Mapping[str, Any]) -> bytes:
    """Return the same for everybody: no cell, no rule, no parameter, no person."""
    return _pdf(view_public(record), _PUBLIC, record)


def _page(view: ReportView, edition: _Edition) -> str:
    style = (_resources() / "report.css").read_text(encoding="utf-8")
    return html_page(view, edition.kicker, edition.footer, style)


def _pdf(view: ReportView, edition: _Edition, record: Mapping[str, Any]) -> bytes:
    import typst

    data = _pdf_data(view, edition, record)
    try:
        return _typeset(data, record["when"])
    except typst.TypstError:
        return _typeset(_showable({**data, "notice": _NOTICE}), record["when"])


def _pdf_data(view: ReportView, edition: _Edition, record: Mapping[str, Any]) -> dict[str, Any]:
    program = record["program"]
    author = f"{program['name']} {program['version']}"
    return {**asdict(view), **asdict(edition), "author": author, "notice": ""}


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
