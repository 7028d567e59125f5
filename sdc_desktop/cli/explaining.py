"""What `protect` says of withheld cells: what each protects, and what showing it would do."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sdc_desktop.cli.documents import Document, cells_document
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.protection.secondary_suppression import SecondarySuppression
from sdc_desktop.core.protection.what_if import Narrowed, shown_in_words, what_if


def reasons_document(found: SecondarySuppression) -> list[Document]:
    """Return for each secondary cell which cells it protects."""
    return [
        {
            "sheet": cell.sheet,
            "cell": cell.a1,
            "protects": cells_document(found.reasons.get(cell, ())),
        }
        for cell in found.secondary
    ]


def answers(check: Check, assessment: Assessment, asked: Sequence[CellRef]) -> list[Document]:
    """Return for each cell that was asked about what showing it would give away."""
    if not asked:
        return []
    ask = what_if(check, assessment)
    return [_answer(cell, assessment, ask.show(cell)) for cell in asked]


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
