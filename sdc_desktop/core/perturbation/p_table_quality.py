"""What a perturbation table does to a table of counts, and whether that is what one wants.

- Bias: the largest mean noise of any row; a table whose noise is 0 on average keeps totals right.
- Zeros: noise on a zero invents people where nobody may be.
- The narrowest count: how many true counts can stand behind the shown count that tells most.

Source: Marley and Leaver (2011); guidance on thin bins: a shown count behind which three true ones
stand tells nearly the truth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.perturbation.designed_p_table import bias_of, chances_of
from sdc_desktop.core.perturbation.p_table import PTable

_UNBIASED = 1e-4
_THIN = 3
_FIGURES = 10


@dataclass(frozen=True, slots=True)
class PTableQuality:
    """What a perturbation table does.

    Attributes:
        rows: How many counts have a row of their own.
        largest: The most that is added or taken away.
        variance: Of the noise of the last row, the one of large counts.
        bias: The largest mean noise of any row, as a size.
        unchanged: Share of the keys that leave a large count as it is, from 0 to 1.
        keeps_zeros: Whether a zero stays a zero.
        smallest_shown: The smallest count above 0 that is ever shown.
        narrowest: Fewest true counts that can stand behind a shown one above 0.
    """

    rows: int
    largest: float
    variance: float
    bias: float
    unchanged: float
    keeps_zeros: bool
    smallest_shown: float
    narrowest: int

    @property
    def is_unbiased(self) -> bool:
        """Whether no row adds or takes away anything on average."""
        return self.bias <= _UNBIASED

    @property
    def is_thin(self) -> bool:
        """Whether some shown count tells nearly the true one."""
        return self.narrowest <= _THIN

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a checker should know before using the table, one sentence each."""
        said = []
        if not self.is_unbiased:
            said.append(
                f"The perturbation table is biased: the noise of some count is {self.bias:.2g} on "
                "average, so that sums drift."
            )
        if not self.keeps_zeros:
            said.append(
                "The perturbation table changes zeros, so that empty cells may show people."
            )
        if self.is_thin:
            said.append(
                f"Some shown count can only stand for {self.narrowest} true ones: the noise of the "
                "perturbation table is small there."
            )
        return tuple(said)

    def as_json(self) -> dict[str, object]:
        """Return what `sdc-desktop p-table --json` prints of it."""
        return {
            "rows": self.rows,
            "largest": self.largest,
            "variance": round(self.variance, 6),
            "bias": round(self.bias, 6),
            "unchanged": round(self.unchanged, 6),
            "unbiased": self.is_unbiased,
            "keeps_zeros": self.keeps_zeros,
            "smallest_shown": self.smallest_shown,
            "narrowest": self.narrowest,
            "warnings": list(self.warnings),
        }


def judge_p_table(table: PTable) -> PTableQuality:
    """Return what a table does to counts."""
    last = table.starts.size - 1
    values, chances = chances_of(table, last)
    most = table.starts[-1] + table.largest_noise
    shown = _shown(table, int(min(most, table.starts[-1] + 1)))
    low, high = table.possible_counts(shown)
    return PTableQuality(
        rows=int(table.starts.size),
        largest=table.largest_noise,
        variance=float(values**2 @ chances - (values @ chances) ** 2),
        bias=bias_of(table),
        unchanged=float(chances[values == 0].sum()),
        keeps_zeros=table.keeps_zeros,
        smallest_shown=float(shown.min(initial=np.inf)),
        narrowest=int((high - low + 1).min(initial=np.inf)) if shown.size else 0,
    )


def p_table_text(table: PTable) -> str:
    """Return a table in the layout of tau-ARGUS, which `read_p_table` reads again."""
    lines = ["i;j;p_ij;v;p_ij_ub"]
    for row, start in enumerate(table.starts.tolist()):
        values, chances = chances_of(table, row)
        upper = np.cumsum(chances)
        upper[-1] = 1.0
        for value, chance, bound in zip(values, chances, upper, strict=True):
            numbers = (start, start + value, chance, value, bound)
            lines.append(";".join(f"{number:.{_FIGURES}g}" for number in numbers))
    return "\n".join((*lines, ""))


def _shown(table: PTable, most: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the counts above 0 that the table may show in place of counts up to `most`."""
    found = set[float]()
    for count in range(most + 1):
        row = int(table.rows_of(np.array([float(count)]))[0])
        values, chances = chances_of(table, row)
        found.update((count + values[chances > 0]).tolist())
    return np.array(sorted(one for one in found if one > 0), np.float64)
