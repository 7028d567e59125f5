"""How `protect` is to put noise into sums: percentages and weights in the words of `--set`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sdc_desktop.cli.arguments import ArgumentsError
from sdc_desktop.cli.key_files import text_of
from sdc_desktop.core.perturbation.designed_p_table import design_p_table
from sdc_desktop.core.perturbation.magnitude_noise import Factors, KeyedScale
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.perturbation.p_table import PTable, read_p_table
from sdc_desktop.core.protection.noisy_sums import SumsWish

_LARGEST, _VARIANCE = 5, 2.0
_WEIGHTS = "1"


def for_sums(method: Method, given: Mapping[str, str]) -> SumsWish | None:
    """Return how sums get noise, None where they get none.

    With `noise`, sums=10-20 multiplies the largest contributors by 1 plus or minus 10 to 20 %. With
    `cell-key`, sums=5, or sums=30-3 with point=1000, is the coefficient in percent.

    Raises:
        ArgumentsError: A number is out of range.
    """
    if "sums" not in given:
        return None
    first, last = _percentages(given["sums"])
    try:
        if method is Method.NOISE:
            return Factors(first, last)
        return KeyedScale(
            table=_table(given),
            small=first,
            large=last,
            point=float(given.get("point", "0")),
            weights=tuple(float(one) for one in given.get("weights", _WEIGHTS).split(",")),
        )
    except ValueError as error:
        raise ArgumentsError(
            "These numbers give no noise for sums.",
            hint="Noise: --set sums=10-20, percentages below 100 that rise. Cell keys: --set "
            "sums=5, or sums=30-3 with point=1000; weights=1,0.5,0.2 from the greatest on.",
        ) from error


def _percentages(text: str) -> tuple[float, float]:
    first, _, last = text.partition("-")
    try:
        return float(first) / 100, float(last or first) / 100
    except ValueError as error:
        raise ArgumentsError(
            f"{text} cannot be used as sums.", hint="Give a percentage, or two: 10-20."
        ) from error


def _table(given: Mapping[str, str]) -> PTable:
    file = given.get("sums_table")
    if file is None:
        return design_p_table(_LARGEST, _VARIANCE)
    return read_p_table(text_of(Path(file), "perturbation table"))
