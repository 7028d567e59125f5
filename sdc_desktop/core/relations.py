"""The one system of what adds up to what, over the cells of all tables (DESIGN.md, idea 3)."""

from __future__ import annotations

from dataclasses import dataclass

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array


@dataclass(frozen=True, slots=True, eq=False)
class RelationSystem:
    """Bounds `row_lower <= A x <= row_upper`, `lower <= x <= upper` over n cells and m relations.

    A is sparse: relation i holds `coefficients[s:e]` at `columns[s:e]`, with
    `s, e = row_starts[i], row_starts[i + 1]`.

    Attributes:
        cells: The n cells, sheet by sheet, row by row.
        values: (n,) float64: the number in the source; NaN where the source shows a marker.
        is_count: (n,) bool: whether only whole numbers are possible.
        lower, upper: (n,) float64: what everybody knows without seeing the cell; upper may be inf.
        row_starts: (m + 1,) int32. columns: (nonzeros,) int32. coefficients: (nonzeros,) float64.
        row_lower, row_upper: (m,) float64; equal where the published numbers add up exactly,
            apart by the rounding of totals where they add up only nearly.
        reasons: m sentences, why each relation is believed.
    """

    cells: tuple[CellRef, ...]
    values: FloatArray
    is_count: BoolArray
    lower: FloatArray
    upper: FloatArray
    row_starts: Int32Array
    columns: Int32Array
    coefficients: FloatArray
    row_lower: FloatArray
    row_upper: FloatArray
    reasons: tuple[str, ...]
