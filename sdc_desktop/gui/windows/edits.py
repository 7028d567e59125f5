"""What a checker does to single cells of the open check: withhold, show again, accept, round."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sdc_desktop.core.actions import (
    Action,
    ExemptionKind,
    Release,
    RoundCells,
    Stamp,
    SuppressionRole,
    Withhold,
)
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.exemptions import ExemptionError, exempt_cells, widen
from sdc_desktop.core.exemptions import Scope as ExemptionScope
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.protection.perturbing import Perturbed
from sdc_desktop.core.published import CellStatus, publish
from sdc_desktop.core.releases.findings import RULE as DIFFERENCING
from sdc_desktop.core.rules import find_risks, unsafe_cells
from sdc_desktop.gui.dialogs.reason_dialog import ExemptionWish, ReasonDialog
from sdc_desktop.gui.dialogs.rounding_dialog import RoundingDialog
from sdc_desktop.gui.document import Document
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.rounding import (
    Previewed,
    RoundingWish,
    change,
    moves_of,
    preview_in_words,
)
from sdc_desktop.gui.stamps import stamp_now
from sdc_desktop.gui.windows.scopes import Scopes
from sdc_desktop.gui.words import cells_in_words

Cells = tuple[CellRef, ...]

_KEY_BYTES = 32
_MOST_PREVIEWED = 20_000
"""Cells that are rounded for a look while the window waits."""


@dataclass(frozen=True, slots=True)
class Risk:
    """What the rules would say if some cells were shown as in the source.

    Attributes:
        unsafe: Those of the cells that are unsafe themselves.
        findings: The findings about them that ask for something.
    """

    unsafe: frozenset[CellRef]
    findings: tuple[Finding, ...]


def risk_when_shown(check: Check, cells: Cells, stamp: Stamp) -> Risk:
    """Ask the rules about `cells` as if they were shown as in the source."""
    shown = check.do(Release(cells, stamp))
    published = publish(shown.workbook, shown.actions)
    findings = find_risks(shown.workbook, shown.tables, published, shown.policy, shown.evidence)
    wanted = frozenset(cells)
    concerned = tuple(
        one
        for one in findings
        if one.severity is not Severity.INFO and not wanted.isdisjoint(one.cells)
    )
    return Risk(wanted.intersection(unsafe_cells(concerned)), concerned)


class Edits(QObject):
    """Turns what the user asks into actions of the document.

    `said` gives a sentence for the banner, `failed` an error.

    Attributes:
        scopes: What a wish can be about.
        key: The secret of keyed methods, for as long as the check is open.
    """

    said = Signal(str, str)
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        selected: Callable[[], Cells],
        who: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._selected, self._who = selected, who
        self.scopes = Scopes(document, selected)
        self._window = parent
        self.key = secrets.token_bytes(_KEY_BYTES)

    def withhold_selected(self) -> None:
        """Show a marker in place of the selected numbers."""
        cells = tuple(
            cell
            for cell in self.scopes.numbers()
            if self._document.published.status(cell) not in _WITHHELD
        )
        if not cells:
            self._say_nothing_to_do(self.tr("No shown number is selected."))
            return
        self._with_risk(cells, lambda risk: self._withhold(cells, risk))

    def release_selected(self) -> None:
        """Show the source's values again; an unsafe one needs a reason."""
        changed = (*_WITHHELD, CellStatus.ROUNDED)
        cells = tuple(
            cell for cell in self._selected() if self._document.published.status(cell) in changed
        )
        if not cells:
            self._say_nothing_to_do(self.tr("No withheld or rounded cell is selected."))
            return
        self._with_risk(cells, lambda risk: self._release(cells, risk))

    def accept_selected(self) -> None:
        """Show the selected cells although a rule speaks against it, for a reason."""
        cells = self.scopes.numbers()
        if not cells:
            self._say_nothing_to_do(self.tr("No number is selected."))
            return
        self._with_risk(cells, lambda risk: self._accept(cells, risk))

    def round(self) -> None:
        """Ask how to change numbers, and do it."""
        scopes = self.scopes.names()
        base = float(self._document.check.policy.rounding_base or 5)
        evidence = self._document.check.evidence
        wish = RoundingDialog.ask(base, scopes, self._preview, evidence, self._window)
        if wish is not None:
            self.apply_rounding(wish)

    def apply_rounding(self, wish: RoundingWish) -> None:
        """Change what `wish` names, beside the window."""
        check, system, cells = (
            self._document.check,
            self._document.system,
            self.scopes.to_round(wish.scope),
        )
        stamp, key = stamp_now(self._who(), "rounded"), self.key

        def work(_: Progress) -> Perturbed:
            return change(check, wish, cells, key, stamp, system)

        job = Job(self.tr("Rounding"), work)
        job.signals.finished.connect(lambda found: self._take_rounding(check, found))
        job.signals.failed.connect(self.failed)
        job.signals.ended.connect(self._end_rounding)
        self._set_busy(True)
        self._jobs.start(job)

    def _with_risk(self, cells: Cells, then: Callable[[Risk], None]) -> None:
        check, stamp = self._document.check, stamp_now(self._who())
        job = Job(self.tr("Asking the rules"), lambda _: risk_when_shown(check, cells, stamp))
        job.signals.finished.connect(then)
        job.signals.failed.connect(self.failed)
        self._jobs.start(job)

    def _withhold(self, cells: Cells, risk: Risk) -> None:
        stamp, marker = (
            stamp_now(self._who(), "withheld by hand"),
            self._document.check.policy.marker,
        )
        primary = tuple(cell for cell in cells if cell in risk.unsafe)
        secondary = tuple(cell for cell in cells if cell not in risk.unsafe)
        actions = [
            Withhold(some, role, marker, stamp)
            for some, role in (
                (primary, SuppressionRole.PRIMARY),
                (secondary, SuppressionRole.SECONDARY),
            )
            if some
        ]
        self._document.do(actions, self._text(self.tr("Withhold {cells}"), cells))

    def _release(self, cells: Cells, risk: Risk) -> None:
        text = self._text(self.tr("Show {cells} again"), cells)
        if not risk.unsafe:
            self._document.do([Release(cells, stamp_now(self._who()))], text)
            return
        self._exempt(cells, risk, text, is_released=True)

    def _accept(self, cells: Cells, risk: Risk) -> None:
        risk = replace(risk, findings=(*risk.findings, *self._differencing(cells)))
        if not risk.findings:
            self._say_nothing_to_do(self.tr("No rule speaks against these cells."))
            return
        withheld = any(self._document.published.status(cell) in _WITHHELD for cell in cells)
        text = self._text(self.tr("Accept {cells} with a reason"), cells)
        self._exempt(cells, risk, text, is_released=withheld)

    def _differencing(self, cells: Cells) -> tuple[Finding, ...]:
        """Return what earlier releases say against showing cells that are shown."""
        shown = (cell for cell in cells if self._document.published.status(cell) not in _WITHHELD)
        found = (one for cell in shown for one in self._document.findings_at(cell))
        asked = (one for one in found if one.severity is not Severity.INFO)
        return tuple(dict.fromkeys(one for one in asked if one.rule == DIFFERENCING))

    def _exempt(self, cells: Cells, risk: Risk, text: str, *, is_released: bool) -> None:
        wish = ReasonDialog.ask(risk.findings, self._window)
        if wish is None:
            return
        check = self._document.check
        wider = widen(check.workbook, check.tables, cells, wish.scope)
        if wish.kind is ExemptionKind.STRUCTURAL_ZERO and wish.scope is not ExemptionScope.CELLS:
            wider = tuple(cell for cell in wider if check.workbook.value(cell) == 0)
        if set(wider) == set(cells):
            self._take_exemption(wish, cells, risk, text, is_released=is_released)
            return
        text = self._text(self.tr("Accept {cells} with a reason"), wider)
        self._with_risk(
            wider,
            lambda found: self._take_exemption(wish, wider, found, text, is_released=is_released),
        )

    def _take_exemption(
        self, wish: ExemptionWish, cells: Cells, risk: Risk, text: str, *, is_released: bool
    ) -> None:
        try:
            actions = self._exemptions(wish, cells, risk)
        except ExemptionError as error:
            self.failed.emit(error)
            return
        stamp = stamp_now(self._who(), wish.reason)
        if is_released:
            actions.append(Release(cells, stamp))
        self._document.do(actions, text)

    def _exemptions(self, wish: ExemptionWish, cells: Cells, risk: Risk) -> list[Action]:
        """Return the actions of an exception, for each rule the cells that it speaks against."""
        workbook, stamp = self._document.check.workbook, stamp_now(self._who(), wish.reason)
        if wish.kind is not ExemptionKind.ACCEPTED_RISK:
            answers = dict(wish.answers)
            return [
                *exempt_cells(
                    workbook,
                    cells,
                    (),
                    stamp,
                    kind=wish.kind,
                    answers=answers,
                    source=wish.source,
                )
            ]
        by_rule = _cells_by_rule(risk.findings, frozenset(cells))
        return [
            action
            for rule, named in by_rule.items()
            for action in exempt_cells(workbook, tuple(named), (rule,), stamp)
        ]

    def _take_rounding(self, check: Check, found: Perturbed) -> None:
        if check is not self._document.check:
            self._say_nothing_to_do(self.tr("The check changed while it was being rounded."))
            return
        count = sum(len(one.cells) for one in found.actions if isinstance(one, RoundCells))
        if not count:
            self._say_nothing_to_do(self.tr("There is no number to round."))
            return
        text = self.tr("Round {cells}").format(cells=cells_in_words(count))
        self._document.do(found.actions, text)

    def _preview(self, wish: RoundingWish) -> Previewed:
        check, system, cells = (
            self._document.check,
            self._document.system,
            self.scopes.to_round(wish.scope),
        )
        size = (
            sum(len(one.body.rows) * len(one.body.columns) for one in check.tables)
            if cells is None
            else len(cells)
        )
        if size > _MOST_PREVIEWED:
            return Previewed(
                self.tr("So many cells are only rounded when you say so; it can be undone.")
            )
        stamp, quick = stamp_now(self._who(), "rounded"), replace(wish, finishes=False)
        try:
            found = change(check, quick, cells, self.key, stamp, system)
        except SdcError as error:
            return Previewed(f"{error} {error.hint}")
        return Previewed(preview_in_words(check, found), moves_of(check, found))

    def _end_rounding(self) -> None:
        self._set_busy(False)

    def _set_busy(self, is_busy: bool) -> None:
        self._document.is_busy = is_busy
        self.busy_changed.emit(is_busy)

    def _text(self, pattern: str, cells: Cells) -> str:
        where = f"{cells[0].sheet}!{cells[0].a1}" + (" …" if len(cells) > 1 else "")
        return f"{pattern.format(cells=cells_in_words(len(cells)))} ({where})"

    def _say_nothing_to_do(self, why: str) -> None:
        self.said.emit("info", why)


_WITHHELD = (CellStatus.PRIMARY, CellStatus.SECONDARY)


def _cells_by_rule(
    findings: Sequence[Finding], wanted: frozenset[CellRef]
) -> dict[str, set[CellRef]]:
    found: dict[str, set[CellRef]] = {}
    for finding in findings:
        found.setdefault(finding.rule, set()).update(wanted.intersection(finding.cells))
    return found
