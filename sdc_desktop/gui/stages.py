"""What a long search is doing, in plain words, and how long it has taken."""

from __future__ import annotations

from sdc_desktop.gui.translating import tr

_MINUTE = 60


def stage_in_words(what: str) -> str:
    """Return in plain words what a search is doing; what is not known is said as it is."""
    return {
        "secondary suppression: first pattern": tr("looking for a first pattern"),
        "secondary suppression: what is short": tr("looking for cells that are still not safe"),
        "secondary suppression: fewer cells": tr("looking whether fewer cells do"),
        "secondary suppression: lower bound": tr("working out how good it is"),
        "secondary suppression: proof": tr("proving that nothing is cheaper"),
    }.get(what, what)


def time_in_words(seconds: int) -> str:
    """Return how long something has taken, such as "2:05 min"."""
    if seconds < _MINUTE:
        return tr("{n} s").format(n=seconds)
    return tr("{m}:{s} min").format(m=seconds // _MINUTE, s=f"{seconds % _MINUTE:02d}")
