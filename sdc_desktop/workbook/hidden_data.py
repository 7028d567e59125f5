"""What became of hidden data when a workbook was saved: for the checker and for the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.inspection import Carrier, inspect_file
from sdc_desktop.workbook.removal import Removal

_WITHOUT_PLACE = {"zip-slack", "zip-comment", "zip-folders", "unused-texts"}


@dataclass(frozen=True, slots=True)
class HiddenData:
    """Carriers of hidden data of a source that are gone, and what the saved file still holds.

    Attributes:
        removed: Carriers of the source that the checker agreed to remove.
        left: Carriers found when the saved file was inspected again.
        decided: Cells that show what an action decided; such a number may be stored more exactly
            than its format shows.
    """

    removed: tuple[Carrier, ...] = ()
    left: tuple[Carrier, ...] = ()
    decided: frozenset[CellRef] = frozenset()

    @property
    def outstanding(self) -> tuple[Carrier, ...]:
        """What somebody still has to deal with."""
        return tuple(one for one in self.left if one.is_outstanding)

    @property
    def still_there(self) -> tuple[Carrier, ...]:
        """What was to be removed and is found again."""
        gone = {_identity(one) for one in self.removed}
        return tuple(
            one for one in self.left if _identity(one) in gone and not self._is_decided(one)
        )

    def _is_decided(self, carrier: Carrier) -> bool:
        return bool(carrier.cells) and self.decided.issuperset(carrier.cells)

    def as_findings(self) -> tuple[Finding, ...]:
        """Return the failures of a removal as findings of the saved file."""
        return tuple(
            Finding(
                rule="saved-file",
                severity=Severity.FAIL,
                sheet=one.sheet,
                cells=one.cells,
                message=f"The saved file still holds what was to be removed. {one.message}",
                evidence=(("part", one.part),) if one.part else (),
                remedies=("Do not publish this file",),
            )
            for one in self.still_there
        )

    def as_json(self) -> dict[str, Any]:
        """Return what goes into the record: sorts and places, no sentence and no value."""
        return {
            "findings": [
                *(_as_json(one, is_removed=True) for one in self.removed),
                *(_as_json(one, is_removed=False) for one in self.left),
            ]
        }


def _identity(carrier: Carrier) -> tuple[str, str, str]:
    if carrier.kind in _WITHOUT_PLACE:
        return carrier.kind, "", ""
    return carrier.kind, carrier.part, carrier.sheet


def _as_json(carrier: Carrier, *, is_removed: bool) -> dict[str, Any]:
    return {
        "rule": carrier.rule,
        "severity": carrier.severity.value,
        "part": carrier.part,
        "sheet": carrier.sheet,
        "cells": [cell.a1 for cell in carrier.cells],
        "removable": carrier.removable,
        "removed": is_removed,
    }


def inspect_saved(
    out: Path,
    removal: Removal,
    changes: Iterable[CellChange] = (),
    progress: Progress = no_progress,
) -> HiddenData:
    """Inspect a saved file again.

    Args:
        out: The saved file.
        removal: What was to be removed.
        changes: What actions decided.
        progress: Told what is looked for.

    Raises:
        SdcError: It cannot be read.
        Cancelled: `progress` was asked to stop.
    """
    decided = frozenset(one.cell for one in changes)
    return HiddenData(removal.chosen.carriers, inspect_file(out, progress), decided)
