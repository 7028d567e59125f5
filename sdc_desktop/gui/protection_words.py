"""What a search for cells to withhold found, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication

from sdc_desktop.core.actions import Action, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.protection.automatic import Suppressed
from sdc_desktop.core.protection.losing import TableLoss
from sdc_desktop.core.protection.secondary_suppression import SoFar
from sdc_desktop.gui.words import cells_in_words, number_in_words

_MOST_CONFLICTS = 3
_MOST_NAMED = 4
_LEAST_PERCENT = 0.1


def step_in_words(found: Suppressed) -> str:
    """Return what the step is called in the history."""
    text = tr("Protect automatically: {a} unsafe, {b} to protect them")
    return text.format(a=_count(found.actions, SuppressionRole.PRIMARY), b=_others(found))


def outcome_in_words(found: Suppressed) -> str:
    """Return what was withheld and how good that is."""
    unsafe = cells_in_words(_count(found.actions, SuppressionRole.PRIMARY))
    text = tr("Withheld: {unsafe} unsafe themselves, {others} to protect them.")
    if not _others(found):
        text = tr("Withheld: {unsafe} unsafe themselves; they need no others to protect them.")
    said = text.format(unsafe=unsafe, others=cells_in_words(_others(found)))
    if found.secondary is None or not found.secondary.secondary:
        return said
    one = found.secondary
    return f"{said} {quality_in_words(one.objective, one.lower_bound, is_proved=one.is_optimal)}"


def short_in_words(found: Suppressed) -> str:
    """Return how many withheld cells stay short of what the policy asks, "" for none."""
    count = len(found.secondary.unattainable) if found.secondary is not None else 0
    if not count:
        return ""
    if count == 1:
        return tr("1 withheld cell is still not safe: combine categories, or withhold more.")
    text = tr("{n} withheld cells are still not safe: combine categories, or withhold more.")
    return text.format(n=f"{count:,}")


def loss_in_words(loss: TableLoss) -> str:
    """Return which share of all numbers is withheld now."""
    if not loss.withheld:
        return ""
    text = tr("Now {share} % of the numbers are withheld, {value} % of their value.")
    return text.format(
        share=_percent_in_words(loss.share),
        value=_percent_in_words(loss.share_of_value),
    )


def _percent_in_words(share: float) -> str:
    """Return a share in percent; a little is never nothing."""
    if 0 < share < _LEAST_PERCENT:
        return tr("less than {n}").format(n=number_in_words(_LEAST_PERCENT))
    return number_in_words(round(share, 1))


def so_far_in_words(found: SoFar) -> str:
    """Return the best pattern so far in a line."""
    cells = cells_in_words(len(found.secondary))
    text = tr("Best so far: {cells} to protect others, at a cost of {cost}.").format(
        cells=cells, cost=number_in_words(round(found.objective, 1))
    )
    is_proved = found.lower_bound >= found.objective
    return f"{text} {quality_in_words(found.objective, found.lower_bound, is_proved=is_proved)}"


def kept_in_vain_in_words(found: Suppressed, kept: Collection[CellRef]) -> str:
    """Return which cells go although they should stay shown, "" for none."""
    unsafe = [
        cell
        for one in found.actions
        if isinstance(one, Withhold) and one.role is SuppressionRole.PRIMARY
        for cell in one.cells
        if cell in kept
    ]
    if not unsafe:
        return ""
    names = ", ".join(f"{one.sheet}!{one.a1}" for one in unsafe[:_MOST_NAMED])
    more = len(unsafe) - _MOST_NAMED
    names += tr(" and {n} more").format(n=more) if more > 0 else ""
    text = tr("Unsafe themselves, so withheld although they should stay shown: {names}.")
    return text.format(names=names)


def quality_in_words(cost: float, bound: float, *, is_proved: bool) -> str:
    """Return how far a pattern may be from the cheapest there is."""
    if is_proved:
        return tr("It is proved that no pattern costs less.")
    if bound <= 0:
        return tr("How much less it could cost is not known yet.")
    share = number_in_words(round(100 * (cost - bound) / bound, 1))
    text = tr("No pattern costs less than {bound}: this one costs at most {share} % more.")
    return text.format(bound=number_in_words(round(bound, 1)), share=share)


def conflicts_in_words(found: Suppressed) -> str:
    """Return which cells cannot be protected because others must stay shown, "" for none."""
    conflicts = found.secondary.conflicts if found.secondary is not None else {}
    lines = []
    for cell, kept in list(conflicts.items())[:_MOST_CONFLICTS]:
        names = ", ".join(f"{one.sheet}!{one.a1}" for one in kept[:_MOST_NAMED])
        more = len(kept) - _MOST_NAMED
        names += tr(" and {n} more").format(n=more) if more > 0 else ""
        text = tr("{cell} cannot be protected while {names} must stay shown.")
        lines.append(text.format(cell=f"{cell.sheet}!{cell.a1}", names=names))
    if len(conflicts) > _MOST_CONFLICTS:
        more = len(conflicts) - _MOST_CONFLICTS
        lines.append(tr("The same holds for {n} more cells.").format(n=more))
    return " ".join(lines)


def _others(found: Suppressed) -> int:
    return _count(found.actions, SuppressionRole.SECONDARY)


def _count(actions: Sequence[Action], role: SuppressionRole) -> int:
    return sum(len(one.cells) for one in actions if isinstance(one, Withhold) and one.role is role)


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("", text)
