"""How numbers are to be changed: one value for every method."""

from __future__ import annotations

from dataclasses import dataclass, field

from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.perturbation.p_table import PTable
from sdc_desktop.core.protection.noisy_sums import SumsWish
from sdc_desktop.core.protection.record_keys import KeySource


@dataclass(frozen=True, slots=True, kw_only=True)
class PerturbWish:
    """How numbers are to be changed.

    Attributes:
        method: Which way.
        base: What is rounded to, above 0, in the unit of the table; whole for midpoints. For small
            counts the least count that is shown beside 0.
        figures: Significant figures, for that method.
        key: The secret of random rounding and of keyed noise, 16 bytes or more.
        p_table: What is added, for cell keys and noise.
        cell_keys: Where the keys of cells come from, for the method of that name.
        least: With cell keys or noise: what is shown below it is withheld instead; 0 for nothing.
        for_sums: How sums get noise where counts get theirs by cell keys or noise; None leaves sums
            as they are.
        is_grossed: Whether numbers of a sample are replaced by what its records add up to by their
            weights before they are rounded.
        least_base: With rounding: what rests on fewer observations than this is withheld first; 0
            for nothing.
        totals_are_summed: Whether totals become the sums of the changed cells. Otherwise each
            changes like any other cell, so that parts need not add up.
        parameters: What the sealed part of a record keeps, besides the base.
    """

    method: Method
    base: float = 0.0
    figures: int = 0
    key: bytes = field(default=b"", repr=False)
    p_table: PTable | None = None
    cell_keys: KeySource | None = field(default=None, repr=False)
    least: float = 0.0
    for_sums: SumsWish | None = field(default=None, repr=False)
    is_grossed: bool = False
    least_base: int = 0
    totals_are_summed: bool = False
    parameters: tuple[tuple[str, str], ...] = field(default=(), repr=False)
