"""What the window offers to change numbers with: methods in words, and what they would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from PySide6.QtCore import QCoreApplication

from sdc_desktop.core.actions import RoundCells, Stamp
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.perturbation.loss import Loss, information_loss
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.pictures import moves
from sdc_desktop.core.protection.changing import change_numbers, withhold_worked_out
from sdc_desktop.core.protection.perturbing import Perturbed, PerturbWish
from sdc_desktop.core.protection.rounding import narrowest_bin
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.gui.noise import NoiseWish
from sdc_desktop.gui.words import cells_in_words, number_in_words

NOISY = (Method.NOISE, Method.CELL_KEY)
"""Methods that add noise."""
GROSSING = (Method.CONVENTIONAL, Method.HALF_EVEN, Method.CONTROLLED, Method.RANDOM)
"""Methods whose numbers may be grossed first."""


class Scope(StrEnum):
    """What is rounded."""

    SELECTION = "selection"
    TABLE = "table"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class RoundingWish:
    """What the user asks for.

    Attributes:
        scope: What is rounded.
        base: What to round to; how many figures stay; for noise the largest that is added.
        method: How.
        totals_are_summed: Whether totals become the sums of the rounded cells.
        noise: What is asked of noise, for the methods that add some.
        is_grossed: Whether the numbers of a sample are grossed by weights first.
        finishes: Whether what rounded totals still give away is withheld in the same step.
    """

    scope: Scope
    base: float
    method: Method = Method.CONVENTIONAL
    totals_are_summed: bool = False
    noise: NoiseWish = field(default_factory=NoiseWish)
    is_grossed: bool = False
    finishes: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Previewed:
    """What a wish would do: in words, and how far each changed number would move, (n,) float64."""

    text: str
    moves: FloatArray = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True, slots=True)
class MethodChoice:
    """A method as a dialog offers it.

    Attributes:
        name: What it is called.
        sentence: What it does.
        asks: What its number is called, "" when it asks for none.
        usual: The number to begin with; None for what the policy rounds to.
        least, most: Limits of the number. step: 0 where it need not be whole.
        may_sum: Whether totals may be sums of the changed cells.
    """

    name: str
    sentence: str
    asks: str
    usual: float | None
    least: float
    most: float
    step: int
    may_sum: bool


def method_choices() -> dict[Method, MethodChoice]:
    """Return what can be chosen, in the order to offer it."""
    base = tr("&Base")
    return {
        Method.CONVENTIONAL: MethodChoice(
            tr("To the nearest multiple"),
            tr(
                "Each number becomes the nearest multiple of the base, halves go up. Totals are "
                "rounded on their own. Easy to explain, and sometimes easy to undo."
            ),
            *(base, None, 0.001, 1_000_000, 0, True),
        ),
        Method.HALF_EVEN: MethodChoice(
            tr("To the nearest multiple, halves to the even one"),
            tr(
                "As to the nearest multiple, but halves go to the even multiple: to base 10, 15 "
                "and 25 both become 20. Halves are then not all rounded up."
            ),
            *(base, None, 0.001, 1_000_000, 0, True),
        ),
        Method.CONTROLLED: MethodChoice(
            tr("Controlled: everything still adds up"),
            tr(
                "Each number goes to one of the two multiples around it, so that all sums still "
                "hold and the numbers move as little as possible."
            ),
            *(base, None, 0.001, 1_000_000, 0, False),
        ),
        Method.RANDOM: MethodChoice(
            tr("Random"),
            tr(
                "Chance, weighted by nearness, decides between the two multiples around a number: "
                "right on average. The same cell is rounded the same everywhere."
            ),
            *(base, None, 2, 1_000_000, 0, True),
        ),
        Method.GRADUATED: MethodChoice(
            tr("Graduated random"),
            tr("Random rounding with a base that grows with the number: 3, 5, 10, 100."),
            *("", 1, 1, 1, 1, True),
        ),
        Method.MIDPOINT: MethodChoice(
            tr("To midpoints"),
            tr(
                "Each number becomes the middle of its bin: to base 6, 1 to 6 are shown as 3, "
                "7 to 12 as 9. Zeros stay."
            ),
            *(base, 6, 2, 1_000, 1, True),
        ),
        Method.SMALL_COUNT: MethodChoice(
            tr("Small counts only"),
            tr(
                "Counts below the base become 0 or the base, larger ones stay, and totals are the "
                "sums of what is shown."
            ),
            *(base, 3, 2, 100, 1, False),
        ),
        Method.FIGURES: MethodChoice(
            tr("To significant figures"),
            tr("Each number keeps its first figures: with two, 1,234 becomes 1,200."),
            *(tr("&Figures"), 2, 1, 15, 1, True),
        ),
        Method.NOISE: MethodChoice(
            tr("Keyed noise"),
            tr(
                "A secret key adds a little to each count or takes it away, 0 on average, the same "
                "for the same cell everywhere. It is no cell key: that needs the records."
            ),
            *("", 5, 1, 50, 1, True),
        ),
        Method.CELL_KEY: MethodChoice(
            tr("Cell keys"),
            tr(
                "The keys of the records in a cell decide what is added, so the same people get "
                "the same noise in every table. It needs a file with the keys."
            ),
            *("", 5, 1, 50, 1, True),
        ),
    }


def perturb_wish(wish: RoundingWish, key: bytes) -> PerturbWish:
    """Return what is asked of the core.

    Args:
        wish: What the user asks for.
        key: The secret of keyed methods.

    Raises:
        SdcError: A file cannot be used, or no noise has these numbers.
    """
    method, base = wish.method, wish.base
    is_keyed = method in {Method.RANDOM, Method.GRADUATED, Method.NOISE}
    kept = (("key", key.hex()),) * is_keyed
    if method in NOISY:
        table = wish.noise.p_table()
        keys = wish.noise.keys(table.modulus) if method is Method.CELL_KEY else None
        return PerturbWish(
            method=method,
            key=key if is_keyed else b"",
            p_table=table,
            cell_keys=keys,
            least=wish.noise.least,
            for_sums=wish.noise.for_sums(method),
            totals_are_summed=wish.totals_are_summed,
            parameters=(*wish.noise.parameters(), *kept),
        )
    return PerturbWish(
        method=method,
        base=base,
        figures=int(base) if method is Method.FIGURES else 0,
        key=key if is_keyed else b"",
        is_grossed=wish.is_grossed and method in GROSSING,
        totals_are_summed=wish.totals_are_summed,
        parameters=kept,
    )


def change(
    check: Check,
    wish: RoundingWish,
    cells: Sequence[CellRef] | None,
    key: bytes,
    stamp: Stamp,
    system: RelationSystem | None,
) -> Perturbed:
    """Return what the wish does to `cells`, or to all tables when None."""
    found = change_numbers(check, perturb_wish(wish, key), stamp, cells=cells, system=system)
    if not wish.finishes or not found.actions:
        return found
    last = withhold_worked_out(check.do(*found.actions), stamp, system=system)
    return replace(found, actions=(*found.actions, *last))


def moves_of(check: Check, found: Perturbed) -> FloatArray:
    """Return how far each number that is shown changed would move: (n,) float64."""
    shown = publish(check.workbook, found.actions)
    return moves(check.workbook, check.tables, shown).by


def loss_of(check: Check, found: Perturbed) -> Loss:
    """Return how far the cells that were changed lie from the source's numbers."""
    cells = tuple(
        dict.fromkeys(
            cell for one in found.actions if isinstance(one, RoundCells) for cell in one.cells
        )
    )
    shown = publish(check.workbook, (*check.actions, *found.actions))
    before = np.array([check.workbook.value(cell) for cell in cells], np.float64)
    after = np.array([shown.values[cell.sheet][cell.row, cell.column] for cell in cells])
    return information_loss(before, after.astype(np.float64))


def preview_in_words(check: Check, found: Perturbed) -> str:
    """Return how many numbers would change, how far, and what would no longer add up."""
    loss = loss_of(check, found)
    if not loss.changed:
        return tr("No cell would change.")
    text = tr(
        "{n} of {all} would change, by {mean} on average ({share} %), the largest change is "
        "{most}. Hellinger's distance is {distance}."
    ).format(
        n=cells_in_words(loss.changed),
        all=loss.compared,
        mean=number_in_words(round(loss.deviation, 2)),
        share=number_in_words(round(loss.relative, 1)),
        most=number_in_words(round(loss.largest, 6)),
        distance=number_in_words(round(loss.hellinger, 2)),
    )
    sums = (
        tr("{n} sums would no longer hold.").format(n=found.apart)
        if found.apart
        else tr("All sums would hold.")
    )
    beyond = (
        tr("{n} numbers must go further than the next multiple.").format(n=found.beyond)
        if found.beyond
        else ""
    )
    return " ".join(part for part in (text, sums, beyond, _narrowest(check, found)) if part)


def _narrowest(check: Check, found: Perturbed) -> str:
    """Return how few true counts a count rounded to the nearest can stand for, "" for others."""
    unsafe = None if check.policy.rounding_is_enough else check.policy.unsafe_counts
    bases = {
        one.base
        for one in found.actions
        if isinstance(one, RoundCells) and one.method == Method.CONVENTIONAL and one.base > 1
    }
    if not bases:
        return ""
    text = tr("Where unsafe counts are withheld, the narrowest shown one stands for {n} true ones.")
    return text.format(n=min(narrowest_bin(unsafe, base) for base in bases))


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("", text)
