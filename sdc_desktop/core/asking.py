"""What the people who made a workbook have to be asked for, ready to send; no number is in it.

Source: Handbook on Statistical Disclosure Control, 2nd edition, section 6.6 (what is to be stated
with an output); OpenSAFELY, output checking (missing context and missing underlying counts are the
commonest reasons, after rounding, why outputs are returned).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from sdc_desktop.core.cells import CellRef, column_letters
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.rules.not_assessable import NEEDED, RULE
from sdc_desktop.core.tables import Table

_WIDTH = 78
_MOST_NAMES = 12

_ASKED = {
    "changes": "the numbers of both periods behind the small changes",
    "chart-data": "the table with the numbers of the chart, or a chart without them",
    "count-quality": "why these counts are not whole or are below zero (weighting, adjustment)",
    "evidence": "evidence that belongs to this table: what was given does not fit it",
    "extract": "what the numbers were counted from, and whether they are grossed",
    "extremes": "how many contributors share each smallest or largest value, or where it was cut "
    "off",
    "group-disclosure": "which zeros of these lines could not have been anything else, and the "
    "totals of the lines where they are not shown",
    "identifiers": "the table with groups in place of the labels that name somebody",
    "layout": "what these cells show and what adds up to what, or a tidy copy of the table",
    "negatives": "the sum of the sizes of all contributions and the two largest sizes",
    "total": "which numbers are right where the total does not add up",
    "zeros": "which of the zeros could not have been anything else (structural zeros)",
}
"""What is asked about a finding of a rule, other than what the finding says is needed."""

_HOW = """How to send it
  Numbers per cell: a workbook or csv file with tables of the same row and column labels, each
  titled with what it holds: "Number of contributors", "Largest contributor", "Second largest
  contributor", "Top 2", "Unweighted base", "Numerator", "Denominator", "Degrees of freedom".
  Or the records themselves (csv, xlsx or parquet), with the labels of the tables as values of
  their variables, and who each record belongs to in a column such as "enterprise id".
  Send it by the way that is approved for confidential data: it is not to be published."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one table, or about the workbook.

    Attributes:
        about: Sheet, range and title; "The workbook" for the whole.
        asked: Each thing that is asked for, and about which cells or columns, each once; none
            for the whole.
    """

    about: str
    asked: tuple[tuple[str, tuple[str, ...]], ...]


def questions_about(tables: Iterable[Table], findings: Iterable[Finding]) -> tuple[Question, ...]:
    """Return what has to be asked for, table by table, in the order of the tables.

    Args:
        tables: As understood.
        findings: Of an assessment.
    """
    places = [*tables, None]
    asked: list[dict[str, list[str]]] = [{} for _ in places]
    for finding in findings:
        if finding.severity is Severity.INFO:
            continue
        for need in _needs(finding):
            for place, cells in _by_table(places, finding).items():
                names = [_place_name(finding, cell) for cell in cells]
                asked[place].setdefault(need, []).extend(names)
    return tuple(
        Question(_name(table), tuple((need, tuple(dict.fromkeys(n))) for need, n in needs.items()))
        for table, needs in zip(places, asked, strict=True)
        if needs
    )


def _needs(finding: Finding) -> list[str]:
    """Return what is asked about a finding: what it says itself, else what its rule asks."""
    said = [text for name, text in finding.evidence if name == NEEDED]
    return said or [_ASKED[finding.rule] for _ in (0,) if finding.rule in _ASKED]


def _by_table(places: Sequence[Table | None], finding: Finding) -> dict[int, list[CellRef]]:
    """Return the cells of a finding by the place of their table; the last place has no table."""
    found: dict[int, list[CellRef]] = {}
    for cell in finding.cells:
        inside = (n for n, table in enumerate(places) if table is not None and cell in table)
        found.setdefault(next(inside, len(places) - 1), []).append(cell)
    return found or {len(places) - 1: []}


def _place_name(finding: Finding, cell: CellRef) -> str:
    """Return how a cell is named; findings that name the uppermost cell are about its column."""
    return f"column {column_letters(cell.column)}" if finding.rule == RULE else cell.a1


def _name(table: Table | None) -> str:
    if table is None:
        return "The workbook"
    title = f", {table.title}" if table.title else ""
    return f"{table.sheet}, {table.body.a1}{title}"


def letter(workbook: str, policy: str, questions: Sequence[Question]) -> str:
    """Return a text to send to those who made the tables.

    Args:
        workbook: Name of the file.
        policy: Title of what it is checked against.
        questions: What is asked for.
    """
    if not questions:
        return f"Nothing has to be asked for to check {workbook}.\n"
    lines = [
        f"Questions about {workbook}",
        "",
        *wrap(
            f'This workbook is being checked under "{policy}". Some of its numbers cannot be '
            "judged from the tables alone. Please send the following for each table.",
            _WIDTH,
        ),
        "",
    ]
    for number, question in enumerate(questions, 1):
        lines.append(f"{number}. {question.about}")
        for need, names in question.asked:
            told = _sentence(need, names)
            lines += wrap(told, _WIDTH, initial_indent="   - ", subsequent_indent="     ")
        lines.append("")
    return "\n".join([*lines, _HOW, ""])


def _sentence(need: str, names: Sequence[str]) -> str:
    """Return what is asked for and, in brackets, for which cells."""
    if not names:
        return need
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{need} ({', '.join(names[:_MOST_NAMES])}{more})"
