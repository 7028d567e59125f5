"""Finish a check: save the protected workbook, prove it, and write the record, in one go."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sdc_desktop.core.actions import (
    CompareReleases,
    CorrectMatching,
    CorrectTables,
    StateExtract,
    UseEvidence,
)
from sdc_desktop.core.check import Assessment, Check, assess
from sdc_desktop.core.decisions import decisions_about_tables, unsettled
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.extracts import extract_in_record
from sdc_desktop.core.findings import Finding
from sdc_desktop.core.gates import Surroundings, declared_of
from sdc_desktop.core.layout.layout_json import tables_as_json
from sdc_desktop.core.outcome import outcome_of, sums_outcome
from sdc_desktop.core.preflight import Point, preflight
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.record_contents import (
    NO_GENERATIVE_AI,
    Declaration,
    HashedFile,
    RecordContents,
    TableDecision,
)
from sdc_desktop.core.release_actions import release_of
from sdc_desktop.core.rules.chart_data import RULE as CHARTS
from sdc_desktop.core.sheets import TEXT_FORMATS, WorkbookFormat
from sdc_desktop.core.signing import (
    PassphraseMissingError,
    SigningKey,
    load_private_key,
    new_key,
)
from sdc_desktop.workbook.acro.finishing import finish_folder
from sdc_desktop.workbook.acro.outcome import CheckedBy
from sdc_desktop.workbook.clean_copy.finishing import finish_copy
from sdc_desktop.workbook.clean_copy.model import CopyWish
from sdc_desktop.workbook.formula_reasons import FormulaToValue, formulas_to_values
from sdc_desktop.workbook.hidden_data import HiddenData, inspect_saved
from sdc_desktop.workbook.inspection import Carrier
from sdc_desktop.workbook.outside_keys import agent_key, token_key
from sdc_desktop.workbook.package import read_file
from sdc_desktop.workbook.part_difference import PartDifference, compare_files, compare_whole
from sdc_desktop.workbook.proof import Proof, prove_saved
from sdc_desktop.workbook.record_errors import RecordFolderTakenError
from sdc_desktop.workbook.record_file import write_record
from sdc_desktop.workbook.recorded_parts import parts_as_json
from sdc_desktop.workbook.removal import NOTHING, Removal, plan_removal
from sdc_desktop.workbook.removal.agreed import agreed_removal
from sdc_desktop.workbook.removal.text_files import plan_text_removal
from sdc_desktop.workbook.rewritten import REWRITTEN, finish_rewritten
from sdc_desktop.workbook.saving import READ_ONLY, SavedFile, open_parts, save_protected

SALT_BYTES = 32
PUBLIC_SUFFIX = ".pub"
_COPIED = "a new workbook with only what is published was written"
_REMOVABLE = {WorkbookFormat.XLSX, WorkbookFormat.XLSM, WorkbookFormat.ODS}


class KeyFileError(SdcError):
    """Raised when a key file cannot be read or written."""

    hint = "Check the path and who may use the folder."


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, with which private key; the key never shows in a text."""

    who: str
    key: SigningKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class FinishWish:
    """What is wanted of a finished check.

    Attributes:
        out: Where the protected workbook goes.
        record: Folder for the record, None for no record.
        signer: Who signs it; None leaves it unsigned.
        who: The checker's name where nobody signs.
        remove: Carriers of hidden data that go; None for everything that can be removed.
        clean_copy: What the clean copy should be; None saves in place. Nothing hidden is in a
            clean copy, whatever `remove` says.
    """

    out: Path
    record: Path | None = None
    signer: Signer | None = None
    who: str = ""
    remove: tuple[Carrier, ...] | None = ()
    clean_copy: CopyWish | None = None

    @property
    def checker(self) -> str:
        """The name that the record gives."""
        return self.signer.who if self.signer else self.who


@dataclass(frozen=True, slots=True)
class Finished:
    """What was written, what reading it back has shown, and what became of each part."""

    saved: SavedFile
    proof: Proof
    record: Path | None
    hidden: HiddenData = field(default_factory=HiddenData)
    copy_settings: dict[str, Any] = field(default_factory=dict)
    parts: tuple[PartDifference, ...] = ()
    formulas: tuple[FormulaToValue, ...] = ()

    def saved_file_check(self) -> dict[str, Any]:
        """Return what the record says of the saved file."""
        return {**self.proof.as_json(), **self.copy_settings}


def load_signer(key_file: Path, ask_passphrase: Callable[[], str], who: str = "") -> Signer:
    """Return the signer who owns a private key file.

    Args:
        key_file: A private key in OpenSSH's format, or the .pub file of a key that ssh-agent holds.
        ask_passphrase: Called when the key is locked.
        who: Name to sign with; the comment of the public key beside it, or the file's name, when
            it is empty.

    Raises:
        SdcError: The file cannot be read, is no private key, or stays locked.
    """
    key = _load_key(key_file, ask_passphrase)
    return Signer(who or _comment(key_file) or key_file.stem, key)


def _load_key(key_file: Path, ask_passphrase: Callable[[], str]) -> SigningKey:
    data = _read_key(key_file)
    if key_file.suffix == PUBLIC_SUFFIX:
        return agent_key(key_file, data)
    in_token = token_key(key_file, data)
    if in_token is not None:
        return in_token
    try:
        return load_private_key(data, None)
    except PassphraseMissingError:
        return load_private_key(data, ask_passphrase().encode())


def make_signer(key_file: Path, who: str, passphrase: str) -> Signer:
    """Make a new key, write it and its public part, and return who signs with it.

    Raises:
        KeyFileError: There is a file already, or it cannot be written.
    """
    made = new_key(passphrase.encode() or None, who)
    try:
        key_file.parent.mkdir(parents=True, exist_ok=True)
        with key_file.open("xb") as file:
            key_file.chmod(0o600)
            file.write(made.private)
        key_file.with_name(f"{key_file.name}.pub").write_bytes(made.public)
    except FileExistsError as error:
        raise KeyFileError(f"There is a file {key_file} already.") from error
    except OSError as error:
        raise KeyFileError(f"The key file {key_file} cannot be written.") from error
    return load_signer(key_file, lambda: passphrase, who)


def _read_key(key_file: Path) -> bytes:
    try:
        return key_file.read_bytes()
    except OSError as error:
        raise KeyFileError(f"The key file {key_file} cannot be read.") from error


def _comment(key_file: Path) -> str:
    """Return the comment in the public key beside a private key, "" when there is none."""
    is_public = key_file.suffix == PUBLIC_SUFFIX
    beside = key_file if is_public else key_file.with_name(f"{key_file.name}{PUBLIC_SUFFIX}")
    with suppress(OSError, UnicodeDecodeError, IndexError):
        public = beside.read_text(encoding="utf-8")
        return public.split(maxsplit=2)[2].strip()
    return ""


def finish_check(
    check: Check,
    assessment: Assessment,
    source: Path,
    wish: FinishWish,
    *,
    version: str,
    when: str,
    progress: Progress = no_progress,
) -> Finished:
    """Save, prove and record a check.

    Args:
        check: What was decided.
        assessment: Its present state, as `assess` returned it.
        source: The workbook's file, which must still be what was read.
        wish: What is wanted.
        version: The program's version, for the record.
        when: UTC, such as "2026-11-21T09:30:00Z".
        progress: Told what is being done.

    Raises:
        SdcError: Something cannot be written; a workbook that was saved before stays.
    """
    if wish.record is not None and wish.record.exists() and any(wish.record.iterdir()):
        raise RecordFolderTakenError(wish.record)
    finished = _save(check, assessment, source, wish, when, progress)
    if wish.record is not None:
        contents = _contents(check, assessment, wish, finished, version, when)
        key = wish.signer.key if wish.signer else None
        write_record(wish.record, contents, salt=secrets.token_bytes(SALT_BYTES), key=key)
    return finished


def _save(
    check: Check,
    assessment: Assessment,
    source: Path,
    wish: FinishWish,
    when: str,
    progress: Progress,
) -> Finished:
    """Save in place, anew or as a clean copy, and prove what was saved."""
    if wish.clean_copy is not None:
        copy = finish_copy(check, assessment, source, wish.out, wish.clean_copy, progress)
        parts = compare_whole(source, wish.out, _COPIED)
        return Finished(copy.saved, copy.proof, wish.record, copy.hidden, copy.settings, parts)
    if check.workbook.format is WorkbookFormat.ACRO:
        by = CheckedBy(wish.checker, when)
        made = finish_folder(check, assessment, source, wish.out, by, progress)
        parts = compare_files(source, wish.out, made.saved.edited_parts, progress)
        return Finished(made.saved, made.proof, wish.record, made.hidden, parts=parts)
    changes = assessment.published.changes()
    if check.workbook.format in READ_ONLY:
        new = finish_rewritten(check.workbook, changes, source, wish.out, wish.remove, progress)
        parts = compare_whole(source, wish.out, REWRITTEN)
        return Finished(new.saved, new.proof, wish.record, new.hidden, new.settings, parts)
    removal = _removal(check, source, wish)
    saved = save_protected(source, check.workbook, changes, wish.out, progress, removal)
    agreed = agreed_removal(removal, saved.edited_parts)
    proof = prove_saved(check.workbook, source, wish.out, changes, agreed=agreed)
    hidden = inspect_saved(wish.out, removal, changes, progress)
    proof = proof.with_findings(hidden.as_findings())
    parts = compare_files(source, wish.out, saved.edited_parts, progress)
    formulas = (
        formulas_to_values(source, check.workbook, changes, removal, progress, assessment.tables)
        if saved.formulas_to_values
        else ()
    )
    proof = proof.with_findings([one.finding for one in formulas if one.finding])
    return Finished(saved, proof, wish.record, hidden, parts=parts, formulas=formulas)


def formulas_before_saving(
    check: Check,
    assessment: Assessment,
    source: Path,
    remove: tuple[Carrier, ...] | None,
    progress: Progress = no_progress,
) -> tuple[FormulaToValue, ...]:
    """Return which formulas become values if the check is saved in place; nothing is written.

    Args:
        check: What was decided.
        assessment: Its present state.
        source: The workbook's file.
        remove: Carriers of hidden data that go; None for everything that can be removed.
        progress: Told what is being done.

    Raises:
        SdcError: The source cannot be read.
        Cancelled: `progress` was asked to stop.
    """
    removal = _removal(check, source, FinishWish(source, remove=remove))
    changes = assessment.published.changes()
    tables = assessment.tables
    return formulas_to_values(source, check.workbook, changes, removal, progress, tables)


def _removal(check: Check, source: Path, wish: FinishWish) -> Removal:
    if wish.remove == ():
        return NOTHING
    if check.workbook.format in TEXT_FORMATS:
        names = None if wish.remove is None else [one.name for one in wish.remove]
        return plan_text_removal(source, read_file(source), check.workbook, names)
    if check.workbook.format not in _REMOVABLE:
        return NOTHING
    return plan_removal(open_parts(source, check.workbook), check.workbook, wish.remove)


def outstanding_findings(
    check: Check, assessment: Assessment, finished: Finished
) -> tuple[Finding, ...]:
    """Return what is still found after all actions and not settled by a decision.

    A new inspection tells what is hidden, and a workbook written anew has no charts.
    """
    left = unsettled(assessment.findings, check.actions)
    gone = {"hidden"} if finished.hidden.removed else set()
    gone |= {CHARTS} if finished.copy_settings else set()
    return tuple(one for one in left if one.rule not in gone)


def preflight_after(
    check: Check, assessment: Assessment, finished: Finished, who: str, when: str
) -> tuple[Point, ...]:
    """Return the list for what was saved.

    Args:
        check: What was decided and said.
        assessment: Its present state.
        finished: What was saved.
        who: Who checks.
        when: UTC.
    """
    kinds = sorted({one.kind.replace("-", " ") for one in finished.hidden.outstanding})
    around = Surroundings(finished.record is not None, ", ".join(kinds), who, when[:10])
    return preflight(check, assessment, around)


def _contents(
    check: Check,
    assessment: Assessment,
    wish: FinishWish,
    finished: Finished,
    version: str,
    when: str,
) -> RecordContents:
    return RecordContents(
        who=wish.checker,
        when=when,
        program_version=version,
        source=HashedFile(check.workbook.name, check.workbook.sha256),
        result=HashedFile(finished.saved.path.name, finished.saved.sha256),
        policy=check.policy,
        extract=extract_in_record(assessment.tables, check.actions, check.policy),
        tables=tables_as_json(check.workbook, assessment.tables),
        findings=_findings_before(check),
        outstanding=(
            *outstanding_findings(check, assessment, finished),
            *finished.proof.findings,
        ),
        actions=check.actions,
        audit=assessment.audit,
        hidden_data=finished.hidden.as_json(),
        saved_file_check=finished.saved_file_check(),
        parts=parts_as_json(finished.parts),
        declarations=(NO_GENERATIVE_AI, *_declarations(check)),
        decisions=_decisions(check),
        release=release_of(check.actions),
        preflight=preflight_after(check, assessment, finished, wish.checker, when),
        outcome=outcome_of(check.workbook, assessment.tables, assessment.published),
        sums=sums_outcome(assessment.system, assessment.published),
    )


def _declarations(check: Check) -> tuple[Declaration, ...]:
    return tuple(
        Declaration(one.text, one.stamp.who, one.name, one.version, one.paragraph, one.stamp.when)
        for one in declared_of(check.actions).values()
    )


def _decisions(check: Check) -> tuple[TableDecision, ...]:
    """Return what is decided about each table as it is understood now."""
    pairs = decisions_about_tables(check.tables, check.actions)
    return tuple(
        TableDecision(table.sheet, table.body.a1, said.decision, said.stamp)
        for table, said in pairs
        if said is not None and said.decision is not None
    )


def _findings_before(check: Check) -> tuple[Finding, ...]:
    """Return what was found in the source, with the tables as the checker corrected them.

    Earlier releases and their matching as the checker said count as well.
    """
    kinds = CorrectTables | CompareReleases | CorrectMatching | StateExtract | UseEvidence
    corrections = tuple(one for one in check.actions if isinstance(one, kinds))
    return assess(replace(check, actions=corrections)).findings
