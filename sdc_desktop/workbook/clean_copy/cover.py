"""The cover: what the workbook is, and what of the source is not in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sdc_desktop.workbook.clean_copy.model import CopyCell, CopyWish, RowRole


def cover_rows(
    title: str, wish: CopyWish, tables: int, left_out: Sequence[str], *, has_withheld: bool
) -> list[tuple[RowRole, tuple[CopyCell, ...]]]:
    """Return the rows of the cover, each of them one text in column A.

    Args:
        title: Of the workbook.
        wish: Its date, publisher and contact.
        tables: How many worksheets have tables.
        left_out: Sheets of the source whose texts are not in the copy.
        has_withheld: Whether figures were withheld.
    """
    plural = "worksheet" if tables == 1 else "worksheets"
    about = (
        f"This workbook holds statistical tables on {tables} {plural}. The worksheet Table of "
        "contents leads to each of them; the worksheet Notes explains notes and shorthand."
    )
    parts = [("About this workbook", about)]
    if has_withheld:
        protected = "Figures have been removed to protect confidentiality. They are marked."
        parts.append(("Confidentiality", protected))
    parts.append(("Publication date", _in_words(wish.date)))
    parts += [
        (heading, text)
        for heading, text in (("Published by", wish.publisher), ("Contact", wish.contact))
        if text
    ]
    if left_out:
        names = ", ".join(left_out)
        parts.append(("Left out", f"Worksheets without tables that are not in this copy: {names}."))
    rows: list[tuple[RowRole, tuple[CopyCell, ...]]] = [(RowRole.TITLE, (CopyCell(title),))]
    for heading, text in parts:
        rows.append((RowRole.SUBTITLE, (CopyCell(heading),)))
        rows.append((RowRole.LINE, (CopyCell(text),)))
    return rows


def _in_words(written: str) -> str:
    """Return "21 November 2026" for "2026-11-21", and anything else as it is."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    return f"{day.day} {day:%B %Y}"
