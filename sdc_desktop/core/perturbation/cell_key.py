"""The cell key method: noise that belongs to the people in a cell, not to its place in a table.

Each record has a key. The key of a cell is the sum of its records' keys (their fractions, or modulo
256 or 4096), so that the same people get the same noise in every table. With the count it looks up
what is added in a perturbation table. Not additive: totals are perturbed by their own keys.

Source: Fraser and Wooton (2005); Thompson, Broadfoot and Elazar (2013); ONS, cell key perturbation,
method specification; Handbook on Statistical Disclosure Control, 2nd edition, section 5.4.5.
"""

from __future__ import annotations

import numpy as np

from sdc_desktop.core.perturbation.p_table import PTable
from sdc_desktop.core.sheets import FloatArray, Int32Array


def cell_keys(
    record_keys: FloatArray, cell_of: Int32Array, cells: int, modulus: int | None = None
) -> FloatArray:
    """Return the key of each cell, from 0 to below 1.

    Args:
        record_keys: (r,) float64: fractions from 0 to below 1, or whole numbers below `modulus`.
        cell_of: (r,) int32: the cell that each record belongs to.
        cells: Number of cells n.
        modulus: 256 or 4096 for whole keys, None for fractions.
    """
    if modulus is None:
        sums = np.bincount(cell_of, record_keys, minlength=cells)
        return np.asarray(sums % 1.0, np.float64)
    whole = np.bincount(cell_of, record_keys % modulus, minlength=cells) % modulus
    return np.asarray(whole / modulus, np.float64)


def perturb(counts: FloatArray, keys: FloatArray, table: PTable) -> FloatArray:
    """Return the counts with their noise, never below 0.

    Args:
        counts: (n,) float64: whole numbers from 0.
        keys: (n,) float64: their cell keys.
        table: What is added.
    """
    return np.maximum(counts + table.look_up(counts, keys), 0.0)
