"""What ACRO's own checks say, as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import ACRO, Finding, Severity
from sdc_desktop.core.rules.words import counted
from sdc_desktop.core.sheets import Sheet
from sdc_desktop.workbook.acro.frames import cells_at, place_of_frame
from sdc_desktop.workbook.acro.results import Output, OutputFile

_CHECKS = {
    "threshold": "threshold",
    "minimumthresholdcheck": "threshold",
    "nk-rule": "dominance",
    "nkcheck": "dominance",
    "p-ratio": "p-percent",
    "ppercentcheck": "p-percent",
    "negative": "negatives",
    "missing": "missing",
    "all-values-are-same": "all-the-same",
    "allvaluesaresamecheck": "all-the-same",
    "requiredzerocheck": "zeros",
    "presenceofzerocheck": "zeros",
}
"""The names of checks in both layouts, in small letters, and what they are called here."""

_SAID = {
    "threshold": "too few contributors",
    "dominance": "a few contributors who hold nearly everything",
    "p-percent": "a contributor whom another could estimate too closely",
    "negatives": "negative contributions, for which dominance is not defined",
    "missing": "missing values",
    "all-the-same": "contributors who all have the same value",
    "zeros": "nobody is in it, which tells something of everybody else",
}
_FOR_A_PERSON = {"negatives", "missing"}
_SEVERITIES = {"fail": Severity.FAIL, "review": Severity.REVIEW, "pass": Severity.INFO}
_REMEDIES = ("Withhold the cell", "Accept with a reason")


def findings_of(output: Output, sheets: dict[str, Sheet]) -> Iterator[Finding]:
    """Yield what was found in an output: cell by cell where ACRO says so, and on the whole.

    Args:
        output: What ACRO says.
        sheets: The files of it that were read, by name.
    """
    told = [one for file in output.files for one in _of_file(output, file, sheets)]
    yield from told
    first = next((sheets[file.name] for file in output.files if file.name in sheets), None)
    if first is not None:
        yield _on_the_whole(output, first, are_cells_told=bool(told))


def _of_file(output: Output, file: OutputFile, sheets: dict[str, Sheet]) -> Iterator[Finding]:
    """Yield a finding for each check that did not pass in cells of a file that show a number."""
    sheet = sheets.get(file.name)
    origin = place_of_frame(sheet, output) if sheet is not None else None
    for check, places in file.cells:
        name = _CHECKS.get(check.lower(), _slug(check))
        if sheet is None or not places:
            continue
        if origin is None:
            yield _unplaced(output, sheet, name)
            continue
        cells = cells_at(sheet, origin, places)
        if cells:
            yield _in_cells(output, sheet, name, cells)


def _in_cells(output: Output, sheet: Sheet, name: str, cells: tuple[CellRef, ...]) -> Finding:
    is_open = name in _FOR_A_PERSON or output.status == "review"
    return Finding(
        rule=f"{ACRO}:{name}",
        severity=Severity.REVIEW if is_open else Severity.FAIL,
        sheet=sheet.name,
        cells=cells,
        message="ACRO, which saw the records, says of "
        f"{counted(len(cells), 'cell')} of {output.uid}: "
        f"{_SAID.get(name, name.replace('-', ' '))}.{_exception(output)}",
        policy_paragraph="ACRO",
        remedies=_REMEDIES,
    )


def _unplaced(output: Output, sheet: Sheet, name: str) -> Finding:
    return Finding(
        rule=ACRO,
        severity=Severity.REVIEW,
        sheet=sheet.name,
        cells=(_first_number(sheet),),
        message=f"ACRO says of cells of {output.uid}: {_SAID.get(name, name.replace('-', ' '))}; "
        "where they stand in its file is not certain.",
        policy_paragraph="ACRO",
        remedies=_REMEDIES,
    )


def _on_the_whole(output: Output, sheet: Sheet, *, are_cells_told: bool) -> Finding:
    """Return what ACRO says of the whole output; only information where its cells are told."""
    status = output.status or "nothing"
    summary = " ".join(output.summary.split()).strip(" ;.")
    comments = " ".join(f'The researcher says: "{one}"' for one in output.comments)
    severity = _SEVERITIES.get(output.status, Severity.REVIEW)
    return Finding(
        rule=ACRO,
        severity=Severity.INFO if are_cells_told else severity,
        sheet=sheet.name,
        cells=(_first_number(sheet),),
        message=f'ACRO says "{status}" of {output.uid} ({output.kind or "output"})'
        f"{f': {summary}' if summary else ''}.{_exception(output)}"
        f"{f' {comments}' if comments else ''}",
        policy_paragraph="ACRO",
        remedies=() if are_cells_told else _REMEDIES,
    )


def _exception(output: Output) -> str:
    return f' The researcher asks for an exception: "{output.exception}"' * bool(output.exception)


def _first_number(sheet: Sheet) -> CellRef:
    """Return the first cell that shows a number, else the first cell."""
    for row, values in enumerate(sheet.values.tolist()):
        for column, value in enumerate(values):
            if value == value:
                return CellRef(sheet.name, row, column)
    return CellRef(sheet.name, 0, 0)


def _slug(check: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", check.lower()).strip("-") or "check"
