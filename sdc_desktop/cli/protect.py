"""The `protect` command: decide, save, prove, record."""

from __future__ import annotations

import argparse
import getpass
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sdc_desktop.cli.access import say_earlier
from sdc_desktop.cli.comparing import loss_document
from sdc_desktop.cli.copying import copy_wish
from sdc_desktop.cli.documents import Document, cells_document
from sdc_desktop.cli.explaining import answers, reasons_document
from sdc_desktop.cli.methods import policy_and_wish, said_of
from sdc_desktop.cli.opening import open_check, with_said
from sdc_desktop.cli.places import cell_named
from sdc_desktop.cli.preferences import conflicts_said, kept_in_vain, merged, preferences_of, stated
from sdc_desktop.cli.release import open_release
from sdc_desktop.cli.signing import now, open_signer
from sdc_desktop.core.actions import Stamp, SuppressionRole, Withhold, releases_compared
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Assessment, Check, assess, compare
from sdc_desktop.core.errors import Cancelled
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.preflight import still_asked
from sdc_desktop.core.progress import Progress
from sdc_desktop.core.protection.automatic import (
    find_secondary,
    withhold_derived,
    withhold_secondary,
    withhold_unsafe,
)
from sdc_desktop.core.protection.changing import perturb_tables
from sdc_desktop.core.protection.losing import loss_of
from sdc_desktop.core.protection.perturbing import Perturbed, PerturbWish
from sdc_desktop.core.protection.preferences import NO_PREFERENCES, Preferences
from sdc_desktop.core.protection.secondary_suppression import SecondarySuppression
from sdc_desktop.core.record_release import preflight_part, release_part
from sdc_desktop.core.release_actions import release_of
from sdc_desktop.core.release_form import ReleaseForm, said_after, said_before
from sdc_desktop.core.releases.comparison import Comparison
from sdc_desktop.workbook.clean_copy import refuse_copy_place
from sdc_desktop.workbook.finish import (
    Finished,
    FinishWish,
    finish_check,
    outstanding_findings,
    preflight_after,
)
from sdc_desktop.workbook.saving import refuse_out


def run_protect(arguments: argparse.Namespace, version: str, progress: Progress) -> Document:
    """Protect the workbook as asked and return what `protect` prints."""
    wished = policy_and_wish(arguments)
    policy = wished.policy
    signer = open_signer(arguments)
    release = open_release(arguments.release)
    check = open_check(arguments.file, policy, arguments.layout, progress)
    stamp = Stamp(signer.who if signer else getpass.getuser(), now())
    say_earlier(arguments, check)
    check = with_said(check, arguments, stamp, progress)
    asked = tuple(cell_named(text, check) for text in arguments.what_if)
    check = merged(arguments, check, stamp)
    check = check.do(*stated(arguments, check, stamp))
    copy = copy_wish(arguments, now()[:10])
    if copy is not None:
        refuse_copy_place(arguments.out)
    elif not arguments.remove_hidden:
        refuse_out(arguments.file, check.workbook, arguments.out)
    wish = FinishWish(
        arguments.out,
        arguments.record,
        signer,
        who=getpass.getuser(),
        remove=None if arguments.remove_hidden else (),
        clean_copy=copy,
    )
    document = protect(
        check,
        arguments.file,
        wish,
        perturbation=wished.wish,
        version=version,
        progress=progress,
        time_limit=arguments.time_limit,
        preferences=preferences_of(arguments, check),
        method=arguments.method,
        asked=asked,
        release=release,
    )
    document["said"] += wished.warnings
    return document


def protect(
    check: Check,
    source: Path,
    wish: FinishWish,
    *,
    perturbation: PerturbWish | None = None,
    version: str,
    progress: Progress,
    time_limit: float | None = None,
    preferences: Preferences = NO_PREFERENCES,
    method: str = "suppress",
    asked: Sequence[CellRef] = (),
    release: ReleaseForm | None = None,
) -> Document:
    """Suppress all tables, or change their numbers as wished; save, prove and record.

    What the policy asks of people is outstanding only where `release` says something of it:
    whoever gives no release says it elsewhere, and the record lists it as not said.
    """
    started = time.monotonic()
    said = Stamp(wish.checker, now())
    stamp = replace(said, why="Automatic protection of all tables")
    if release is not None:
        check = check.do(*said_before(release, check, said))
    secondary: SecondarySuppression | None = None
    comparison = compare(check, progress)
    perturbed: Perturbed | None = None
    if perturbation is None:
        stop = until(progress, time_limit)
        check, secondary = _suppress(check, comparison, stamp, preferences, stop)
    else:
        perturbed = perturb_tables(check, perturbation, stamp, progress=progress)
        check = check.do(*perturbed.actions)
    assessment = assess(check, comparison=comparison, progress=progress)
    if release is not None:
        check = check.do(*said_after(release, check, assessment, said))
    finished = finish_check(
        check, assessment, source, wish, version=version, when=now(), progress=progress
    )
    document = _document(check, assessment, finished, wish)
    document["outstanding" if release is not None else "not_said"] += document.pop("asked")
    document["method"] = method
    document["loss"] = loss_document(loss_of(check))
    document["what_if"] = answers(check, assessment, asked, progress)
    document["said"] += [one["because"] for one in document["what_if"]]
    document["said"] += kept_in_vain(check, preferences, assessment.published.markers)
    if secondary is not None:
        document["objective"] = secondary.objective
        document["lower_bound"] = secondary.lower_bound
        document["optimal"] = secondary.is_optimal
        document["reasons"] = reasons_document(check, assessment.published)
        document["said"] += conflicts_said(secondary)
    if perturbed is not None:
        document["objective"] = perturbed.deviation
        document["lower_bound"] = perturbed.lower_bound
        document["optimal"] = perturbed.is_optimal
        document["said"] += said_of(perturbed)
    document["seconds"] = round(time.monotonic() - started, 3)
    return document


def _suppress(
    check: Check,
    comparison: Comparison | None,
    stamp: Stamp,
    preferences: Preferences,
    progress: Progress,
) -> tuple[Check, SecondarySuppression | None]:
    """Withhold unsafe cells and what protects them.

    When time runs out the best pattern so far is taken; without one, only unsafe cells go. The
    audit afterwards finds what a search that was cut short left unprotected.
    """
    check = check.do(*withhold_unsafe(check, stamp))
    if not check.policy.asks_for_secondary:
        return check.do(*withhold_derived(check, stamp)), None
    try:
        secondary = find_secondary(
            check, comparison=comparison, preferences=preferences, progress=progress
        )
    except Cancelled:
        return check.do(*withhold_derived(check, stamp)), None
    check = check.do(*withhold_secondary(check, secondary, stamp))
    return check.do(*withhold_derived(check, stamp)), secondary


def _document(
    check: Check, assessment: Assessment, finished: Finished, wish: FinishWish
) -> Document:
    withheld = {role: _withheld(check, assessment, role) for role in SuppressionRole}
    points = preflight_after(check, assessment, finished, wish.checker, now())
    return {
        "out": str(wish.out),
        "record": str(wish.record) if wish.record else None,
        "method": "",
        "primary": withheld[SuppressionRole.PRIMARY],
        "secondary": withheld[SuppressionRole.SECONDARY],
        "changed": len(assessment.published.changes()),
        "objective": None,
        "lower_bound": None,
        "optimal": False,
        "audit": {
            "withheld": len(assessment.audit.intervals),
            "unprotected": len(assessment.audit.unprotected),
        },
        "saved_file_check": finished.proof.as_json(),
        "said": [one.message for one in finished.proof.findings],
        "hidden": finished.hidden.as_json()["findings"],
        "formulas_to_values": [
            {"sheet": one.cell.sheet, "cell": one.cell.a1, "because": one.why}
            for one in finished.formulas
        ],
        "titles": [table.title for table in assessment.tables],
        "earlier": [one.name for one in releases_compared(check.actions)],
        "unprotected_cells": cells_document(one.cell for one in assessment.audit.unprotected),
        "password_removed": check.workbook.was_locked,
        "release": release_part(release_of(check.actions)),
        "preflight": preflight_part(points),
        "outstanding": outstanding(check, assessment, finished, wish),
        "not_said": [],
        "asked": list(still_asked(points)),
        "seconds": 0.0,
    }


def _withheld(check: Check, assessment: Assessment, role: SuppressionRole) -> list[Document]:
    """Return the cells withheld in this role in the end, in the order they were decided."""
    cells = dict.fromkeys(
        cell
        for action in check.actions
        if isinstance(action, Withhold) and action.role is role
        for cell in action.cells
        if cell in assessment.published.markers
    )
    return cells_document(cells)


def outstanding(
    check: Check, assessment: Assessment, finished: Finished, wish: FinishWish
) -> list[str]:
    """Return in words what still has to be dealt with; empty when nothing has."""
    left = []
    findings = outstanding_findings(check, assessment, finished)
    for severity, words in ((Severity.FAIL, "at risk"), (Severity.REVIEW, "to look at")):
        rules = [one.rule for one in findings if one.severity is severity]
        if rules:
            left.append(f"{len(rules)} findings {words} ({', '.join(sorted(set(rules)))})")
    kinds = [one.kind for one in finished.hidden.outstanding]
    if kinds:
        left.append(f"{len(kinds)} hidden parts ({', '.join(sorted(set(kinds)))})")
    if not finished.proof.passed:
        left.append("the saved file still holds what it must not")
    if wish.record is None and assessment.needs_record:
        left.append("data from a 100% extract need a record (--record)")
    if wish.record is not None and wish.signer is None:
        left.append("the record is not signed")
    return left


def until(progress: Progress, seconds: float | None) -> Progress:
    """Return a progress that also stops the work after some seconds."""
    if seconds is None:
        return progress
    end = time.monotonic() + seconds

    def report(done: int, total: int, what: str) -> None:
        progress(done, total, what)
        if time.monotonic() > end:
            raise Cancelled

    return report
