"""Run one command, print its document or words, and return the exit code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sdc_desktop.cli import words
from sdc_desktop.cli.access import note_reading, note_result, say_earlier
from sdc_desktop.cli.arguments import make_parser
from sdc_desktop.cli.asking import write_questions
from sdc_desktop.cli.comparing import compared_in_words, run_compare
from sdc_desktop.cli.converting import converted_in_words, run_convert
from sdc_desktop.cli.crate import run_crate
from sdc_desktop.cli.demo import run_demo
from sdc_desktop.cli.documents import (
    Document,
    audit_document,
    check_document,
    inspect_document,
    symbols_document,
)
from sdc_desktop.cli.explaining import redesign_document
from sdc_desktop.cli.opening import (
    open_check,
    open_earlier,
    open_policy,
    open_tables,
    read_password,
    with_said,
)
from sdc_desktop.cli.p_tables import p_table_in_words, run_p_table
from sdc_desktop.cli.protect import run_protect
from sdc_desktop.cli.review import run_review
from sdc_desktop.core.actions import Stamp
from sdc_desktop.core.audit import Audit, audit
from sdc_desktop.core.audit_findings import find_in_audit
from sdc_desktop.core.check import assess, most_serious_first
from sdc_desktop.core.errors import Cancelled, SdcError
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.layout.layout_json import tables_as_json
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.protection.redesign import find_redesigns
from sdc_desktop.core.published import publish
from sdc_desktop.core.relations import build_relations
from sdc_desktop.core.releases.comparison import compare_releases
from sdc_desktop.core.releases.findings import find_differencing
from sdc_desktop.core.releases.judging import audit_jointly
from sdc_desktop.core.releases.match_findings import find_unmatched
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.symbols import read_symbols
from sdc_desktop.core.tables import Table
from sdc_desktop.register.places import user_folder
from sdc_desktop.register.policies import list_policies, load_policy
from sdc_desktop.register.trust import registered_signers
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.locked import password_given
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.record_verification import verify_record

DONE, OUTSTANDING, UNUSABLE = 0, 1, 2

NOBODY = Stamp("", "")
"""For actions that are looked at and not recorded."""

Answer = tuple[Document, int, str]
"""The JSON document, the exit code, and the same in words."""


def main(
    arguments: Sequence[str],
    *,
    version: str,
    take_screenshot: Callable[[Path, Path], None],
) -> int:
    """Run the command in `arguments`.

    Args:
        arguments: The words after the program's name.
        version: The program's version, for `--version` and the record.
        take_screenshot: Opens a workbook in the window and writes a picture of it; given from
            outside because nothing here knows Qt.
    """
    wants_json = "--json" in arguments
    try:
        parsed = make_parser(version).parse_args(arguments)
        with password_given(read_password(getattr(parsed, "password_file", None))):
            note_reading(parsed)
            document, code, text = _run(parsed, version, take_screenshot)
            note_result(parsed, document)
    except SdcError as error:
        print(words.error_in_words(error), file=sys.stderr)
        return UNUSABLE
    except (Cancelled, KeyboardInterrupt):
        print("Stopped; nothing was written.", file=sys.stderr)
        return UNUSABLE
    except Exception as error:  # noqa: BLE001 - the last place where a crash becomes a sentence
        # The message of an unexpected error may hold a confidential value: only its kind is said.
        print(
            f"Something went wrong inside the program ({type(error).__name__}).\n"
            "Hint: please report it with the command you gave, never with the workbook.",
            file=sys.stderr,
        )
        return UNUSABLE
    print(json.dumps(document, ensure_ascii=False, indent=1) if wants_json else text)
    return code


def _run(
    parsed: argparse.Namespace, version: str, take_screenshot: Callable[[Path, Path], None]
) -> Answer:
    match parsed.command:
        case "tables":
            return _tables(parsed)
        case "check":
            return _check(parsed)
        case "audit":
            return _audit(parsed)
        case "inspect":
            return _inspect(parsed)
        case "review":
            document = run_review(parsed, version)
            code = OUTSTANDING if document["outstanding"] else DONE
            return document, code, words.review_in_words(document)
        case "crate":
            document = run_crate(parsed)
            code = OUTSTANDING if document["outstanding"] else DONE
            return document, code, words.crate_in_words(document)
        case "verify":
            return _verify(parsed)
        case "policies":
            return _policies(parsed)
        case "p-table":
            document = run_p_table(parsed)
            return document, DONE, p_table_in_words(document)
        case "compare-methods":
            document = run_compare(parsed, say_progress)
            return document, DONE, compared_in_words(document)
        case "convert":
            document = run_convert(parsed, say_progress)
            code = OUTSTANDING if document["unprotected"] and parsed.protect else DONE
            return document, code, converted_in_words(document)
        case "protect":
            document = run_protect(parsed, version, say_progress)
        case _:
            document = run_demo(parsed.out, version, take_screenshot, say_progress)
    code = OUTSTANDING if document["outstanding"] else DONE
    return document, code, words.protect_in_words(document)


def _tables(parsed: argparse.Namespace) -> Answer:
    workbook = read_workbook(parsed.file, say_progress)
    tables = open_tables(workbook, parsed.layout, say_progress)
    symbols = symbols_document(read_symbols(workbook, tables))
    document = {**tables_as_json(workbook, tables), "symbols": symbols}
    return document, DONE, words.tables_in_words(document)


def _check(parsed: argparse.Namespace) -> Answer:
    policy = open_policy(parsed.policy, parsed.set)
    check = open_check(parsed.file, policy, parsed.layout, say_progress)
    say_earlier(parsed, check)
    check = with_said(check, parsed, NOBODY, say_progress)
    check = replace(check, today=date.today().isoformat())
    assessment = assess(check, progress=say_progress)
    document = check_document(check, assessment)
    document["redesign"] = redesign_document(find_redesigns(check, say_progress))
    if parsed.ask is not None:
        write_questions(parsed.ask, check, assessment)
    code = OUTSTANDING if assessment.is_outstanding else DONE
    return document, code, words.check_in_words(document)


def _audit(parsed: argparse.Namespace) -> Answer:
    policy = open_policy(parsed.policy, parsed.set) if parsed.policy else None
    workbook = read_workbook(parsed.file, say_progress)
    tables = open_tables(workbook, parsed.layout, say_progress)
    if parsed.earlier:
        return _audit_jointly(parsed, workbook, tables, policy)
    system = build_relations(workbook, tables)
    result = audit(system, publish(workbook, ()), policy, say_progress)
    document = audit_document(result, find_in_audit(result, _paragraph(policy)))
    code = OUTSTANDING if result.unprotected else DONE
    return document, code, words.audit_in_words(document)


def _audit_jointly(
    parsed: argparse.Namespace,
    workbook: Workbook,
    tables: tuple[Table, ...],
    policy: Policy | None,
) -> Answer:
    """Audit a workbook together with its earlier releases."""
    releases = open_earlier(parsed.earlier, workbook, say_progress)
    comparison = compare_releases(workbook, tables, releases, policy, progress=say_progress)
    system, published = build_relations(workbook, tables), publish(workbook, ())
    jointly = audit_jointly(comparison, system, published, policy, progress=say_progress)
    together = jointly.only_together
    by_itself = Audit(tuple(one for one in jointly.now.intervals if one.cell not in together))
    found = (
        *find_in_audit(by_itself, _paragraph(policy)),
        *find_differencing(comparison, jointly, published, policy),
        *find_unmatched(workbook, comparison),
    )
    findings = most_serious_first(found)
    document = audit_document(jointly.now, findings)
    is_outstanding = any(one.severity is not Severity.INFO for one in findings)
    code = OUTSTANDING if is_outstanding or jointly.now.unprotected else DONE
    return document, code, words.audit_in_words(document)


def _paragraph(policy: Policy | None) -> str:
    """Return where a policy asks that withheld cells cannot be worked out."""
    return "" if policy is None else policy.paragraph("secondary")


def _inspect(parsed: argparse.Namespace) -> Answer:
    carriers = inspect_file(parsed.file, say_progress)
    document = inspect_document(carriers)
    code = OUTSTANDING if any(one.is_outstanding for one in carriers) else DONE
    return document, code, words.inspect_in_words(document)


def _verify(parsed: argparse.Namespace) -> Answer:
    result = verify_record(
        parsed.record,
        parsed.workbook,
        parsed.source,
        parsed.signers,
        known=registered_signers(user_folder()),
    )
    document = result.as_json()
    return document, DONE if document["ok"] else OUTSTANDING, words.verify_in_words(document)


def _policies(parsed: argparse.Namespace) -> Answer:
    if parsed.id:
        document = load_policy(parsed.id).as_json()
    else:
        document = {
            "policies": [
                {"id": one.id, "version": one.version, "title": one.title}
                for one in list_policies()
            ]
        }
    return document, DONE, words.policies_in_words(document)


def say_progress(done: int, total: int, what: str) -> None:
    """Show what is being done on standard error, where it is a terminal."""
    if sys.stderr.isatty():
        share = f"{100 * done // total:3d} % " if total else ""
        print(f"\r\033[K{share}{what}", end="", file=sys.stderr, flush=True)
        if 0 < total <= done:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
