"""The JSON documents of the command line; their keys are fixed by DESIGN.md."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from sdc_desktop.core.audit import Audit
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.sheets import Sheet
from sdc_desktop.core.symbols import SymbolReading
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.inspection.carrier import Carrier

Document = dict[str, Any]


def cells_document(cells: Iterable[CellRef]) -> list[Document]:
    """Return cells as the contract names them."""
    return [{"sheet": cell.sheet, "cell": cell.a1} for cell in cells]


def finding_document(finding: Finding) -> Document:
    """Return one finding; its message may hold numbers of the workbook."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cells": [cell.a1 for cell in finding.cells],
        "message": finding.message,
        "policy_paragraph": finding.policy_paragraph,
        "remedies": list(finding.remedies),
    }


def symbols_document(symbols: Iterable[SymbolReading]) -> list[Document]:
    """Return how each symbol in the tables was read and why."""
    return [
        {
            "sheet": one.sheet,
            "symbol": one.symbol,
            "reading": one.reading,
            "because": one.because,
            "lower": one.lower,
            "upper": one.upper,
            "cells": len(one.cells),
            "first": one.cells[0].a1,
            "ambiguous": one.is_ambiguous,
        }
        for one in symbols
    ]


def check_document(check: Check, assessment: Assessment) -> Document:
    """Return what `check` prints."""
    return {
        "file": check.workbook.name,
        "sha256": check.workbook.sha256,
        "policy": {"id": check.policy.id, "version": check.policy.version},
        "findings": [finding_document(finding) for finding in assessment.findings],
        "summary": {
            "tables": len(assessment.tables),
            "cells": count_data_cells(check),
            "fail": assessment.count(Severity.FAIL),
            "review": assessment.count(Severity.REVIEW),
            "not_assessable": sum(
                finding.rule == "not-assessable" for finding in assessment.findings
            ),
        },
    }


def count_data_cells(check: Check) -> int:
    """Return how many cells of the tables hold a number in the source."""
    return sum(_count_numbers(check.workbook.sheet(table.sheet), table) for table in check.tables)


def _count_numbers(sheet: Sheet, table: Table) -> int:
    body = table.body
    numbers = sheet.values[body.top : body.bottom + 1, body.left : body.right + 1]
    return int(np.count_nonzero(~np.isnan(numbers)))


def audit_document(audit: Audit, findings: Iterable[Finding]) -> Document:
    """Return what `audit` prints; an unlimited upper end is null.

    The findings are those about unprotected cells, and with earlier releases what these add.
    """
    return {
        "cells": [
            {
                "sheet": one.cell.sheet,
                "cell": one.cell.a1,
                "lower": _finite(one.lower),
                "upper": _finite(one.upper),
                "exact": one.is_exact,
                "enough": one.is_enough,
                "because": one.because,
            }
            for one in audit.intervals
        ],
        "unprotected": len(audit.unprotected),
        "findings": [finding_document(finding) for finding in findings],
    }


def _finite(number: float) -> float | int | None:
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def inspect_document(carriers: Iterable[Carrier]) -> Document:
    """Return what `inspect` prints: counts and names of parts and sheets, no value of a cell."""
    return {
        "findings": [
            {
                "rule": one.rule,
                "severity": one.severity.value,
                "part": one.part,
                "sheet": one.sheet,
                "cells": [cell.a1 for cell in one.cells],
                "message": one.message,
                "removable": one.removable,
            }
            for one in carriers
        ]
    }
