"""What a checker asks of noise in the window, and how it becomes what the core is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.perturbation.designed_p_table import design_p_table
from sdc_desktop.core.perturbation.magnitude_noise import Factors, KeyedScale
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.perturbation.p_table import PTable, read_p_table
from sdc_desktop.core.protection.noisy_sums import SumsWish
from sdc_desktop.core.protection.record_keys import KeySource
from sdc_desktop.gui.words import tr
from sdc_desktop.workbook.record_keys import read_record_keys

LEAST_VARIANCE, MOST_LARGEST = 0.01, 50


class NoiseError(SdcError):
    """Raised when what was chosen gives no noise."""


@dataclass(frozen=True, slots=True)
class NoiseWish:
    """What is asked of noise.

    Attributes:
        largest, variance, smallest: Of a table made to measure; no count from 1 to below `smallest`
            is shown.
        table: A perturbation table in a file instead; "" for none.
        records: The file with the keys of records, for cell keys.
        least: What is shown below it after the noise is withheld; 0 for nothing.
        sums: Percentages from and to which contributors to sums are multiplied, or the coefficient
            of cell keys twice; None leaves sums as they are.
    """

    largest: int = 5
    variance: float = 2.0
    smallest: int = 0
    table: str = ""
    records: str = ""
    least: int = 0
    sums: tuple[float, float] | None = None

    def p_table(self) -> PTable:
        """Return the perturbation table.

        Raises:
            SdcError: The file is none, or no table has these numbers.
        """
        if self.table:
            path = _existing(self.table, tr("perturbation table"))
            return _read_table(path, path.stat().st_mtime_ns)
        try:
            return design_p_table(self.largest, self.variance, min(self.smallest, self.largest))
        except ValueError as error:
            raise NoiseError(
                tr("No perturbation table has this largest noise and this variance."),
                hint=tr("The variance must be below the square of the largest noise."),
            ) from error

    def keys(self, modulus: int) -> KeySource:
        """Return the keys of cells.

        Raises:
            SdcError: No file is named, or it cannot be used.
        """
        if not self.records:
            raise NoiseError(
                tr("Cell keys need the keys of the records behind every cell."),
                hint=tr("Choose a csv file with a column record_key, or use keyed noise."),
            )
        path = _existing(self.records, tr("file of record keys"))
        return _read_keys(path, path.stat().st_mtime_ns, modulus)

    def for_sums(self, method: Method) -> SumsWish | None:
        """Return how sums get noise, None where they get none.

        Raises:
            NoiseError: The percentages are out of range.
        """
        if self.sums is None:
            return None
        first, last = self.sums[0] / 100, self.sums[1] / 100
        try:
            if method is Method.NOISE:
                return Factors(first, last)
            return KeyedScale(design_p_table(5, 2.0), small=first, large=first)
        except ValueError as error:
            raise NoiseError(
                tr("These percentages give no noise for sums."),
                hint=tr("The first must be above 0 and not above the second."),
            ) from error

    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Return what the sealed part of a record keeps."""
        sums = "" if self.sums is None else f"{self.sums[0]:g}-{self.sums[1]:g}"
        given = {
            "largest": "" if self.table else f"{self.largest}",
            "variance": "" if self.table else f"{self.variance:g}",
            "smallest": "" if self.table else f"{self.smallest}",
            "p_table": Path(self.table).name,
            "records": Path(self.records).name,
            "least": f"{self.least}",
            "sums": sums,
        }
        return tuple((name, value) for name, value in given.items() if value)


def _existing(name: str, what: str) -> Path:
    path = Path(name)
    if not path.is_file():
        text = tr("The {what} {name} cannot be read.").format(what=what, name=path.name)
        raise NoiseError(text, hint=tr("Check its path and rights."))
    return path


@lru_cache(maxsize=2)
def _read_table(path: Path, _changed: int) -> PTable:
    try:
        return read_p_table(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        text = tr("The {what} {name} cannot be read.")
        raise NoiseError(
            text.format(what=tr("perturbation table"), name=path.name),
            hint=tr("Check its path and rights."),
        ) from error


@lru_cache(maxsize=1)
def _read_keys(path: Path, _changed: int, modulus: int) -> KeySource:
    return read_record_keys(path, modulus)
