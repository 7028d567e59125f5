"""Evidence: what stands behind the numbers of a table and is not printed in it.

Evidence is confidential, often more than the table itself. It lives in memory while a workbook is
judged; no action, record or journal holds any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from sdc_desktop.core.contributor_shares import Shares
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.core.tables import Table


class MeasureKind(StrEnum):
    """What a number of the evidence says of a cell."""

    CONTRIBUTORS = "contributors"
    """How many contributors the cell has: N."""
    BASE = "base"
    """How many units were observed before weighting."""
    LARGEST = "largest"
    """The contribution of the contributor of a rank: x1, x2 ..."""
    TOP = "top"
    """The sum of the largest contributions down to a rank: x1 + ... + xn."""
    SMALLEST = "smallest"
    """The smallest contribution, below zero where there are negative ones."""
    ABSOLUTE = "absolute"
    """The sum of the sizes of all contributions, whatever their sign."""
    REQUESTED = "requested"
    """1 where the largest contributor asked for protection, else 0."""
    UNWAIVED = "unwaived"
    """The largest contribution of a contributor who gave no waiver."""
    NUMERATOR = "numerator"
    """How many units a percentage or rate counts."""
    DENOMINATOR = "denominator"
    """How many units a percentage or rate is a share of."""
    FREEDOM = "degrees of freedom"
    """The residual degrees of freedom behind an estimate."""
    GROSSED = "grossed"
    """What a number from a sample becomes when each record counts by its weight."""
    VALUE = "value"
    """The cell itself, as the source of the evidence has it."""


class EvidenceKind(StrEnum):
    """What a file of evidence holds."""

    COMPANION = "companion"
    """Tables of the same labels."""
    MICRODATA = "microdata"
    """The records from which the tables were made."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file of evidence: its name without folders, its kind and the SHA-256 of its bytes.

    The hash is confidential, because a small companion can be guessed: it stands in journals and
    in the sealed part of a record only, and is "" where it is not known.
    """

    name: str
    kind: EvidenceKind
    sha256: str = ""


class Measure(NamedTuple):
    """One thing that evidence says; `rank` counts from 1 for LARGEST and TOP, else it is 0."""

    kind: MeasureKind
    rank: int = 0


CONTRIBUTORS = Measure(MeasureKind.CONTRIBUTORS)
BASE = Measure(MeasureKind.BASE)
SMALLEST = Measure(MeasureKind.SMALLEST)
ABSOLUTE = Measure(MeasureKind.ABSOLUTE)
REQUESTED = Measure(MeasureKind.REQUESTED)
UNWAIVED = Measure(MeasureKind.UNWAIVED)
NUMERATOR = Measure(MeasureKind.NUMERATOR)
DENOMINATOR = Measure(MeasureKind.DENOMINATOR)
FREEDOM = Measure(MeasureKind.FREEDOM)
GROSSED = Measure(MeasureKind.GROSSED)
VALUE = Measure(MeasureKind.VALUE)


def largest(rank: int) -> Measure:
    """Return the contribution of a rank, 1 for the largest."""
    return Measure(MeasureKind.LARGEST, rank)


def top(count: int) -> Measure:
    """Return the sum of the `count` largest contributions."""
    return Measure(MeasureKind.TOP, count)


SheetEvidence = Mapping[Measure, FloatArray]
"""Measure to (rows, columns) float64 of a sheet, NaN where nothing is known."""

SheetShares = Mapping[tuple[int, int], Shares]
"""Row and column of a sum to who contributed what to it."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What is known of the cells of a workbook beyond what it shows.

    Attributes:
        sheets: Sheet name to its evidence.
        findings: What did not fit when the evidence was matched with the tables.
        files: Where it comes from.
        shares: Sheet name to who contributed what to its sums, by row and column; only where
            records tell.
    """

    sheets: Mapping[str, SheetEvidence] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    files: tuple[EvidenceFile, ...] = ()
    shares: Mapping[str, SheetShares] = field(default_factory=dict)

    def of(self, table: Table, measure: Measure) -> FloatArray:
        """Return a measure over a table's body: (rows, columns) float64, NaN where not known."""
        body = table.body
        found = np.full((len(body.rows), len(body.columns)), np.nan)
        array = self.sheets.get(table.sheet, {}).get(measure)
        if array is not None:
            part = array[body.top : body.bottom + 1, body.left : body.right + 1]
            found[: part.shape[0], : part.shape[1]] = part
        return found

    def ranks(self, table: Table, kind: MeasureKind) -> tuple[int, ...]:
        """Return the ranks of `kind` that are known of a table's sheet, the smallest first."""
        measures = self.sheets.get(table.sheet, {})
        return tuple(sorted(one.rank for one in measures if one.kind is kind))


NO_EVIDENCE = Evidence()
