"""Read a folder of results as one workbook: each csv file of an output is a sheet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.findings import ACRO_FILE, Finding, Severity
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import CellStyle, Sheet, Workbook, WorkbookFormat
from sdc_desktop.core.tables import Statistic
from sdc_desktop.workbook.acro.results import Output, Results, read_results
from sdc_desktop.workbook.acro.statuses import findings_of
from sdc_desktop.workbook.csv_reader import read_csv
from sdc_desktop.workbook.errors import EmptyWorkbookError, FileMissingError, TooLargeError
from sdc_desktop.workbook.folder_listing import folder_entries, folder_listing
from sdc_desktop.workbook.package import read_file

CHECKSUMS = "checksums"
_TABLES = {".csv", ".tsv"}
_MOST_CELLS = 100_000_000
_RIGHT = CellStyle(horizontal="right")
_OWN_FILES = re.compile(r"config\.json|checksums/.*")
_FUNCTION = re.compile(r"aggfunc\s*=\s*[\[(]?\s*['\"](\w+)['\"]\s*([,\]])?")
_FUNCTIONS = {
    "count": Statistic.COUNT,
    "sum": Statistic.SUM,
    "mean": Statistic.MEAN,
    "median": Statistic.MEDIAN,
    "min": Statistic.MINIMUM,
    "max": Statistic.MAXIMUM,
}
_MODELS = {"regression", "survival"}
_LOOK = ("Look at the file by itself",)


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    statistics: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_results_folder(folder: Path, progress: Progress = no_progress) -> Workbook:
    """Return the tables of a folder that ACRO wrote, with what its list of results says of them.

    Args:
        folder: With results.json and the files that it names; no path in it is followed.
        progress: Told which output is read.

    Raises:
        FileMissingError: There is no such folder.
        NoResultsError: It holds no list of results.
        EmptyWorkbookError: None of its files is a table.
        SdcError: It cannot be read.
        Cancelled: `progress` was asked to stop.
    """
    if not folder.is_dir():
        raise FileMissingError(folder)
    results = read_results(folder)
    read = _Reading()
    for done, output in enumerate(results.outputs):
        progress(done, len(results.outputs), output.uid)
        if output.is_for_release:
            _read_output(folder, output, read)
    if not read.sheets:
        raise EmptyWorkbookError(folder)
    return Workbook(
        name=folder.name,
        format=WorkbookFormat.ACRO,
        sha256=hashlib.sha256(folder_listing(folder)).hexdigest(),
        sheets=tuple(read.sheets.values()),
        styles=(CellStyle(), _RIGHT),
        submitted=(*read.findings, *_about_files(folder, results)),
        statistics=read.statistics,
    )


def _read_output(folder: Path, output: Output, read: _Reading) -> None:
    """Read the tables of one output; what is no table is a finding."""
    own: dict[str, Sheet] = {}
    for file in output.files:
        path = folder / file.name
        if file.name in read.sheets or not file.name:
            continue
        is_table = Path(file.name).suffix.lower() in _TABLES
        if not is_table or not path.is_file() or path.is_symlink():
            read.findings.append(_not_opened(output, path))
            continue
        try:
            sheet = read_csv(path, read_file(path)).sheets[0]
        except SdcError as error:
            read.findings.append(_finding(f"{error} It belongs to {output.uid}.", _LOOK))
            continue
        own[file.name] = replace(sheet, name=file.name)
    read.sheets.update(own)
    if sum(sheet.kinds.size for sheet in read.sheets.values()) > _MOST_CELLS:
        raise TooLargeError(folder)
    statistic = _statistic(output)
    if statistic is not None:
        read.statistics.update(dict.fromkeys(own, statistic.value))
    read.findings += findings_of(output, own)


def _statistic(output: Output) -> Statistic | None:
    """Return what the numbers of a table are, as far as the command tells; None for no idea."""
    if output.kind != "table":
        return Statistic.OTHER if output.kind in _MODELS else None
    function = _FUNCTION.search(output.command)
    if function is None:
        return None if "aggfunc" in output.command else Statistic.COUNT
    return None if function[2] == "," and "[" in function[0] else _FUNCTIONS.get(function[1])


def _not_opened(output: Output, path: Path) -> Finding:
    if not path.is_file():
        return _finding(f"{path.name} of {output.uid} is listed and is not in the folder.")
    return _finding(
        f"{path.name} of {output.uid} is no table that is read here, so nothing of it was checked.",
        _LOOK,
    )


def _about_files(folder: Path, results: Results) -> Iterator[Finding]:
    """Yield what is wrong with the files: not as ACRO wrote them, or in no output."""
    listed = {file.name for output in results.outputs for file in output.files}
    for name, path in folder_entries(folder).items():
        if _OWN_FILES.fullmatch(name):
            continue
        if name not in listed | {results.name}:
            yield _finding(f"{name} belongs to no output and was not checked.", _LOOK)
        elif path.is_file():
            yield from _about_checksum(folder, name, path)
    yield _origin(results)


def _about_checksum(folder: Path, name: str, path: Path) -> Iterator[Finding]:
    noted = folder / CHECKSUMS / f"{name}.txt"
    if not noted.is_file():
        yield _finding(f"No checksum was noted of {name}, so it may have been changed since.")
    elif read_file(noted).strip().lower() != hashlib.sha256(read_file(path)).hexdigest().encode():
        yield _finding(
            f"{name} is not the file of which its checksum was noted: it was changed since.",
            ("Ask for the folder as it was written",),
            Severity.FAIL,
        )


def _origin(results: Results) -> Finding:
    version = f" {results.version}" if results.version else ""
    kept = [one.uid for one in results.outputs if not one.is_for_release]
    left = f" Not for release and left out: {', '.join(kept)}." if kept else ""
    return _finding(
        f"ACRO{version} wrote {len(results.outputs) - len(kept)} outputs.{left}",
        severity=Severity.INFO,
    )


def _finding(
    message: str,
    remedies: Iterable[str] = (),
    severity: Severity = Severity.REVIEW,
) -> Finding:
    return Finding(ACRO_FILE, severity, "", (), message, remedies=tuple(remedies))
