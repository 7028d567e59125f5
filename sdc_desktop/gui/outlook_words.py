"""What hangs on a cell, in words: what showing it gives away, what each remedy costs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from sdc_desktop.core.policy import Policy
from sdc_desktop.core.protection.remedy_costs import Companions
from sdc_desktop.core.protection.rounding import round_conventionally
from sdc_desktop.core.protection.what_if import Narrowed
from sdc_desktop.gui.words import cells_in_words, number_in_words

_MOST_NARROWED = 5


def showing_in_words(short: Sequence[Narrowed], *, is_unsafe: bool) -> tuple[str, ...]:
    """Return what showing a withheld cell would give away, line by line."""
    lines = []
    if is_unsafe:
        lines.append(tr("It is unsafe itself: showing it needs a reason."))
    if not short:
        lines.append(tr("If it were shown, every other withheld cell would still be protected."))
        return tuple(lines)
    lines.append(tr("If it were shown, a reader could work out more:"))
    lines += [narrowed_in_words(one) for one in short[:_MOST_NARROWED]]
    more = len(short) - _MOST_NARROWED
    if more > 0:
        lines.append(tr("… and {n} more cells.").format(n=more))
    return tuple(lines)


def narrowed_in_words(one: Narrowed) -> str:
    """Return such as "Table 1!C7: exactly 3"."""
    if one.lower == one.upper:
        said = tr("exactly {n}").format(n=number_in_words(one.lower))
    elif one.upper == float("inf"):
        said = tr("{n} or more").format(n=number_in_words(one.lower))
    else:
        said = tr("{a} to {b}").format(a=number_in_words(one.lower), b=number_in_words(one.upper))
    return f"{one.cell.full}: {said}"


def withholding_in_words(companions: Companions | None) -> str:
    """Return what withholding a cell costs."""
    if companions is None:
        return tr("Its number is lost; others may have to go with it.")
    if not companions.cells:
        return tr("Its number is lost, and no other must go with it.")
    text = tr("Its number is lost, and about {cells} of together {total} must go with it.")
    said = text.format(
        cells=cells_in_words(len(companions.cells)), total=number_in_words(companions.total)
    )
    if companions.is_enough:
        return said
    return f"{said} {tr('Even that does not protect it: combine categories.')}"


def rounding_in_words(value: float | None, policy: Policy) -> str:
    """Return what rounding a number to the policy's base would show, "" where it has none."""
    if policy.rounding_base is None or value is None:
        return ""
    base = float(policy.rounding_base)
    shown = float(round_conventionally(np.array([value]), base)[0])
    text = tr("To base {base} it is shown as {shown}, {moved} off; sums may no longer hold.")
    return text.format(
        base=number_in_words(base),
        shown=number_in_words(shown),
        moved=number_in_words(abs(shown - value)),
    )


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("", text)
