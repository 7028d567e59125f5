"""What of a check may stand in a record: nothing that tells a number which is hidden now.

A cell that was rounded first and withheld later leaves no rounded value; one that was rounded
twice leaves only the last value, because two of them together narrow the number. A finding that
says "here is a zero" is the number itself once the cell is withheld, and "here is a count below
the threshold" beside other cells without it says as much. So of a withheld cell the record tells
only that it is unsafe, and of a rounded one nothing; which rules said so is sealed. What was
decided about a cell before its line was combined with another is left out, and findings of it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sdc_desktop.core.actions import (
    DECIDE_WHAT_IS_SHOWN,
    Action,
    Exempt,
    MergeLines,
    RoundCells,
    Withhold,
)
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.combined_lines import without_superseded
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.release_actions import DecideFinding

UNSAFE = "unsafe"
"""What a record calls every rule that a withheld cell broke."""

_TELL_NOTHING = frozenset(
    {"audit", "derived", "hidden", "layout", "marker", "not-assessable", "release-match"}
)
"""Rules that look at places and not at the number in a cell. Every other is taken to tell it."""

_SERIOUS = (Severity.FAIL, Severity.REVIEW)


class Reduction:
    """What may be told about the cells of a check once all its actions are done."""

    def __init__(self, actions: Sequence[Action]) -> None:
        self._actions = without_superseded(actions)
        self._last = {
            cell: number
            for number, action in enumerate(self._actions)
            if isinstance(action, DECIDE_WHAT_IS_SHOWN)
            for cell in action.cells
        }
        self._withheld = self._cells_ending_with(Withhold)
        self._hidden = self._withheld | self._cells_ending_with(RoundCells)
        self._hidden |= self._cells_ending_with(MergeLines)

    def actions(self) -> tuple[Action, ...]:
        """Return the actions without what tells a hidden number; they give the same workbook.

        Rounded values stay only where they are what is shown in the end, exemptions only where
        the cell is. An action of which nothing stays is left out.
        """
        reduced = (self._reduce(number, action) for number, action in enumerate(self._actions))
        return tuple(action for action in reduced if action is not None)

    def findings(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return what may be told of `findings`: withheld cells are `UNSAFE`, whatever the rule."""
        pairs = ((finding, self._without_told(finding)) for finding in findings)
        kept = (kept for finding, kept in pairs if kept.cells or not finding.cells)
        return (*self._unsafe(findings), *kept)

    def outstanding(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the same of what is still found; none is left out, but some name no cell."""
        return tuple(map(self._without_told, findings))

    def sealed_findings(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return in full the findings that the other two leave out or shorten, each once."""
        return tuple(dict.fromkeys(one for one in findings if self._without_told(one) != one))

    def _cells_ending_with(self, kind: type[Action]) -> frozenset[CellRef]:
        return frozenset(
            cell for cell, number in self._last.items() if isinstance(self._actions[number], kind)
        )

    def _reduce(self, number: int, action: Action) -> Action | None:
        if isinstance(action, RoundCells):
            values = {
                cell: value
                for cell, value in zip(action.cells, action.values, strict=True)
                if self._last[cell] == number
            }
            kept = replace(action, cells=tuple(values), values=tuple(values.values()))
            return kept if values else None
        if isinstance(action, Exempt):
            shown = self._without_hidden(action.cells)
            return replace(action, cells=shown) if shown else None
        return self._decided(action) if isinstance(action, DecideFinding) else action

    def _decided(self, action: DecideFinding) -> Action | None:
        """Return a decision about a finding as far as its cells may be named with its rule.

        Of withheld cells only that they were called unsafe is told.
        """
        if action.rule in _TELL_NOTHING or not action.cells:
            return action
        shown = self._without_hidden(action.cells)
        if shown:
            return replace(action, cells=shown)
        withheld = tuple(cell for cell in action.cells if cell in self._withheld)
        return replace(action, rule=UNSAFE, cells=withheld) if withheld else None

    def _unsafe(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return one finding for each sheet with the withheld cells that broke a rule."""
        by_sheet: dict[str, dict[CellRef, None]] = {}
        for finding in findings:
            if finding.severity in _SERIOUS and finding.rule not in _TELL_NOTHING:
                for cell in finding.cells:
                    if cell in self._withheld:
                        by_sheet.setdefault(cell.sheet, {})[cell] = None
        return tuple(
            Finding(UNSAFE, Severity.FAIL, sheet, tuple(sorted(cells)), "")
            for sheet, cells in by_sheet.items()
        )

    def _without_told(self, finding: Finding) -> Finding:
        if finding.rule in _TELL_NOTHING:
            return finding
        return replace(finding, cells=self._without_hidden(finding.cells))

    def _without_hidden(self, cells: Iterable[CellRef]) -> tuple[CellRef, ...]:
        return tuple(cell for cell in cells if cell not in self._hidden)
