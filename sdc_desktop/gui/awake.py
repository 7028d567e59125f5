"""Keeps the window answering while a large workbook is worked on beside it."""

from __future__ import annotations

import gc
import sys

_LONGEST_TURN = 0.001
_THRESHOLDS = (20_000, 5, 1_000_000)


def stay_awake() -> None:
    """Let the window have its turn soon, and collect no garbage among millions of cells.

    A thread gives way after a millisecond in place of five. Python looks for unreachable cycles
    among new objects only: a look at all of them would hold every thread up for as long as it
    takes, a tenth of a second for each million of cells that a check knows. `tidy` does that.
    """
    sys.setswitchinterval(_LONGEST_TURN)
    gc.set_threshold(*_THRESHOLDS)


def settle_in() -> None:
    """Look no more at what stays until the end; for the moment after everything was imported.

    What the modules hold is never garbage, and `tidy` would hold the window up to find that out.
    """
    gc.freeze()


def tidy() -> None:
    """Free what is unreachable; for the moment after a workbook was closed."""
    gc.collect()
