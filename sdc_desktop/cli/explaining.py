"""What the commands say beside findings: reasons of withheld cells, and lines to combine."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sdc_desktop.cli.documents import Document, cells_document
from sdc_desktop.core.cells import CellRef, column_letters
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.protection.reasons import reasons_of
from sdc_desktop.core.protection.redesign import Redesign, Redesigns
from sdc_desktop.core.protection.what_if import Narrowed, shown_in_words, what_if
from sdc_desktop.core.published import Published
from sdc_desktop.core.tables import Axis


def reasons_document(check: Check, published: Published) -> list[Document]:
    """Return for each cell that is withheld for others which cells it protects."""
    return [
        {"sheet": cell.sheet, "cell": cell.a1, "protects": cells_document(protects)}
        for cell, protects in reasons_of(check.actions, published).items()
    ]


def answers(
    check: Check, assessment: Assessment, asked: Sequence[CellRef], progress: Progress
) -> list[Document]:
    """Return for each cell that was asked about what showing it would give away."""
    if not asked:
        return []
    ask = what_if(check, assessment)
    return [_answer(cell, assessment, ask.show(cell, progress)) for cell in asked]


def _answer(cell: CellRef, assessment: Assessment, short: Sequence[Narrowed]) -> Document:
    is_withheld = cell in assessment.published.markers
    shown = f"{cell.full} is shown already."
    return {
        "sheet": cell.sheet,
        "cell": cell.a1,
        "withheld": is_withheld,
        "narrowed": [
            {
                "sheet": one.cell.sheet,
                "cell": one.cell.a1,
                "lower": None if math.isinf(one.lower) else one.lower,
                "upper": None if math.isinf(one.upper) else one.upper,
            }
            for one in short
        ],
        "because": shown_in_words(cell, short) if is_withheld else shown,
    }


def redesign_document(found: Redesigns) -> Document:
    """Return which lines could be combined so that less must be withheld."""
    return {
        "offers": [_offer(one) for one in found.offers],
        "tables_left_out": found.left_out,
    }


def _offer(one: Redesign) -> Document:
    merge = one.merge
    numbers = (merge.first, merge.second)
    is_rows = merge.axis is Axis.ROWS
    lines = [str(line + 1) if is_rows else column_letters(line) for line in numbers]
    return {
        "sheet": merge.sheet,
        "axis": merge.axis.value,
        "lines": lines,
        "label": merge.texts[0][1],
        "withheld_before": {"cells": one.before.cells, "value": one.before.value},
        "withheld_after": {"cells": one.after.cells, "value": one.after.value},
        "with_others": one.before.with_others,
        "gone": one.gone,
        "message": one.message(),
        "option": f'--merge "{merge.sheet}!{merge.axis.value} {":".join(lines)}"',
    }
