"""Perturbation tables: what is added to a count, by the count and its cell key.

Three layouts are read: tau-ARGUS (`i;j;p_ij;v;p_ij_ub`), the R package ptable
(`i;j;p;v;p_int_ub;type`), and the ONS (`pcv,ckey,pvalue`). In the first two a row is chosen by the
count (the row with the largest i that is not above it) and the noise by where the cell key, a
number from 0 to below 1, falls among the upper bounds. In the ONS's the cell key is a whole number,
and counts above 750 use the rows 501 to 750 again and again.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

_ONS_LAST = 750
_ONS_AGAIN = 250
_ONS_NAMES = ("pcv", "ckey", "pvalue")
_BOUNDS = ("p_ij_ub", "p_int_ub")
_NEARLY_ONE = 1e-6

_Columns = Mapping[str, Sequence[str]]


class PTableError(SdcError):
    """Raised when a text is no perturbation table that can be used."""

    hint = (
        "Columns i, j, p, v and an upper bound (tau-ARGUS, ptable), or pcv, ckey and pvalue (ONS)."
    )


@dataclass(frozen=True, slots=True, eq=False)
class PTable:
    """What is added to a count.

    Attributes:
        starts: (rows,) float64: the least count that uses each row; rises from 0.
        bounds: (rows, most) float64: upper bounds of the cell key, from 0 to 1, in rising order;
            inf beyond the last one of a row.
        noise: (rows, most) float64: what is added where the key is below the bound.
        again: How many of the last rows serve larger counts in turn; 1 where the last one does.
        modulus: How many whole cell keys there are, 0 where a key is a fraction.
    """

    starts: FloatArray
    bounds: FloatArray
    noise: FloatArray
    again: int = 1
    modulus: int = 0

    @property
    def largest_noise(self) -> float:
        """The furthest that any count is moved."""
        return float(np.abs(np.where(np.isfinite(self.bounds), self.noise, 0.0)).max(initial=0.0))

    @property
    def keeps_zeros(self) -> bool:
        """Whether nothing is ever added to a zero."""
        return not np.any(self.noise[0][np.isfinite(self.bounds[0])])

    def rows_of(self, counts: FloatArray) -> Int32Array:
        """Return the row that each count uses: (n,) int32."""
        last = self.starts.size - 1
        beyond = last - self.again + 1 + (counts - self.starts[-1] - 1) % self.again
        row = np.searchsorted(self.starts, counts, side="right") - 1
        return np.where(counts <= self.starts[-1], row, beyond).astype(np.int32)

    def possible_counts(self, shown: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the least and the greatest count that can stand behind each shown one.

        Args:
            shown: (k,) float64: perturbed counts, never below 0.

        Returns:
            (k,) float64 each. Where noise is not whole, or no count fits, as far as any noise goes.
        """
        most = int(np.ceil(self.largest_noise))
        occurs = self._occurring(most)
        steps = np.arange(-most, most + 1, dtype=np.int32)
        different, place = np.unique(shown, return_inverse=True)
        counts = different[:, None] - steps
        rows = self.rows_of(np.maximum(counts, 0.0).ravel()).reshape(counts.shape)
        fits = occurs[rows, steps + most] & (counts >= 0)
        fits[different == 0] = self._reaches_zero(occurs, steps, most)
        counts[different == 0] = np.arange(2 * most + 1)
        fits[~fits.any(axis=1)] = True
        low = np.where(fits, counts, np.inf).min(axis=1)
        high = np.where(fits, counts, -np.inf).max(axis=1)
        return np.maximum(low, 0.0)[place], high[place]

    def _occurring(self, most: int) -> BoolArray:
        """Tell which noise from -most to most each row can add: (rows, 2 most + 1)."""
        with np.errstate(invalid="ignore"):
            has_room = np.diff(self.bounds, prepend=0.0) > 0
        occurs = np.zeros((self.starts.size, 2 * most + 1), bool)
        row, column = np.nonzero(has_room & np.isfinite(self.bounds))
        noise = self.noise[row, column]
        if np.any(noise % 1 != 0):
            return np.ones_like(occurs)
        occurs[row, noise.astype(int) + most] = True
        return occurs

    def _reaches_zero(self, occurs: BoolArray, steps: Int32Array, most: int) -> BoolArray:
        """Tell which of the counts 0, 1 ... 2 most may be shown as 0: (2 most + 1,) bool."""
        counts = np.arange(2 * most + 1)
        rows = self.rows_of(counts.astype(np.float64))
        return np.asarray((occurs[rows] & (steps[None, :] <= -counts[:, None])).any(axis=1))

    def look_up(self, counts: FloatArray, keys: FloatArray) -> FloatArray:
        """Return what is added to each count.

        Args:
            counts: (n,) float64: whole numbers from 0.
            keys: (n,) float64: cell keys, from 0 to below 1.
        """
        added = np.zeros(counts.size)
        rows = self.rows_of(counts)
        order = np.argsort(rows, kind="stable")
        edges = np.flatnonzero(np.diff(rows[order])) + 1
        for part in np.split(order, edges) if counts.size else ():
            row = int(rows[part[0]])
            place = np.searchsorted(self.bounds[row], keys[part], side="right")
            added[part] = self.noise[row, np.minimum(place, self.noise.shape[1] - 1)]
        return added


def read_p_table(text: str) -> PTable:
    """Read a perturbation table in one of the three layouts.

    Raises:
        PTableError: It is in none of them, or its bounds do not rise to 1.
    """
    lines = text.strip().splitlines()
    delimiter = ";" if lines and ";" in lines[0] else ","
    try:
        head, *rows = [one for one in csv.reader(lines, delimiter=delimiter) if one] or [[]]
        columns = {
            name.strip().lower(): values
            for name, values in zip(head, zip(*rows, strict=True), strict=bool(rows))
        }
        if columns.keys() >= set(_ONS_NAMES):
            return _read_ons(columns)
        bound = next((name for name in _BOUNDS if name in columns), None)
        if bound is not None and {"i", "v"} <= columns.keys():
            return _read_bounds(columns, bound)
    except (csv.Error, ValueError) as error:
        raise PTableError("A number of the perturbation table cannot be read.") from error
    raise PTableError("This is no perturbation table of a known layout.")


def _read_bounds(columns: _Columns, bound: str) -> PTable:
    """Read the layouts of tau-ARGUS and ptable."""
    by_start: dict[float, list[tuple[float, float]]] = {}
    for text, upper_bound, value in zip(columns["i"], columns[bound], columns["v"], strict=True):
        pair = _number(upper_bound), _number(value)
        by_start.setdefault(_number(text), []).append(pair)
    starts = sorted(by_start)
    if starts[0] != 0:
        raise PTableError("The perturbation table does not begin with the count 0.")
    most = max(map(len, by_start.values()))
    bounds, noise = np.full((len(starts), most), np.inf), np.zeros((len(starts), most))
    for row, start in enumerate(starts):
        pairs = by_start[start]
        upper = [pair[0] for pair in pairs]
        if upper != sorted(upper) or abs(upper[-1] - 1) > _NEARLY_ONE:
            raise PTableError(
                f"The bounds of the row {start:g} of the perturbation table do not rise to 1."
            )
        upper[-1] = 1.0
        bounds[row, : len(pairs)] = upper
        noise[row] = pairs[-1][1]
        noise[row, : len(pairs)] = [pair[1] for pair in pairs]
    return PTable(np.array(starts), bounds, noise)


def _number(text: str) -> float:
    """Return a number with a point or, as some programs write it, a comma."""
    number = float(text.strip().replace(",", "."))
    if not np.isfinite(number):
        raise ValueError("a finite number is needed")
    return number


def _read_ons(columns: _Columns) -> PTable:
    """Read the layout of the ONS: every pair of count and key has its own line."""
    table = np.array([columns[name] for name in _ONS_NAMES]).astype(np.float64).T
    if not np.isfinite(table).all():
        raise ValueError("finite numbers are needed")
    if np.any(table[:, :2] < 0) or np.any(table[:, :2] % 1 != 0):
        raise PTableError("The counts and keys of the perturbation table are no whole numbers.")
    least, rows = int(table[:, 0].min()), int(table[:, 0].max()) + 1
    keys = int(table[:, 1].max()) + 1
    if least > 1 or rows * keys > table.shape[0] + keys:
        raise PTableError("The perturbation table lacks some pairs of count and key.")
    noise = np.full((rows, keys), np.nan)
    noise[table[:, 0].astype(int), table[:, 1].astype(int)] = table[:, 2]
    noise[0] = np.where(np.isnan(noise[0]), 0.0, noise[0])
    if np.isnan(noise).any():
        raise PTableError("The perturbation table lacks some pairs of count and key.")
    bounds = np.tile(np.arange(1, keys + 1) / keys, (rows, 1))
    again = _ONS_AGAIN if rows == _ONS_LAST + 1 else 1
    return PTable(np.arange(rows, dtype=np.float64), bounds, noise, again, keys)
