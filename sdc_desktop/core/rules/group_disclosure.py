"""Group disclosure: lines of a table that tell something of everybody in a group.

Formula: in a line with the published total p, cell c is directly disclosive with reference to k
when |p| - k <= |c| and c > 0, k being how many contributors the attacker knows: with k = 0
everybody is in c, with k = 1 everybody but the attacker. A line is p with the parts that add up
to it (`Table.relations`), all of them counts, at least two parts. As the sum of the parts is p
whether p is shown or not, a line is judged both by its total and by its shown parts.
Parameters: `Policy.group_disclosure_k`; `ZeroPolicy.FLAG_FULL_LINES` asks for k = 0 as well.
Source: Lupp and Langsrud (2021), in the Handbook on Statistical Disclosure Control, 2nd edition,
section 5.9; group attribute disclosure in section 5.2.
It cannot see: structural zeros (the checker exempts them), and whether a category is sensitive at
all. Where no total was proved for a line that looks full, it says so in a `review` finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy, ZeroPolicy
from sdc_desktop.core.rules.lines import IntArray, Lines
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted, number_in_words
from sdc_desktop.core.sheets import BoolArray, FloatArray
from sdc_desktop.core.tables import Axis

RULE = "group-disclosure"

_REMEDIES = (
    "Combine categories",
    "Withhold the cells",
    "Exempt zeros that cannot be anything else",
)


def find_group_disclosure(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return a finding for each line that discloses something of everybody in it."""
    known = _known_contributors(policy)
    if known is None:
        return ()
    findings: list[Finding] = []
    for relation in shown.table.relations:
        if len(relation.parts) > 1 and relation.across:
            lines = Lines.of_relation(shown, relation)
            findings += (_finding(lines, one, policy) for one in _full_lines(lines, known))
    for axis in Axis:
        findings += _unproved(shown, axis, known, policy)
    return tuple(findings)


def _known_contributors(policy: Policy) -> int | None:
    """Return the largest k to test (it covers the smaller ones), None for no test."""
    asked = set(policy.group_disclosure_k)
    if policy.zeros is ZeroPolicy.FLAG_FULL_LINES:
        asked.add(0)
    return max(asked, default=None)


@dataclass(frozen=True, slots=True)
class _FullLine:
    """One line whose people are all, or all but one, in one part.

    Attributes:
        line, part: Places in the arrays of `Lines`; the part is the full one.
        count: How many people are in it; NaN when that is not known.
        others: How many people are in the other parts.
        cells: The cells to deal with, the full one first when it is shown.
    """

    line: int
    part: int
    count: float
    others: float
    cells: tuple[CellRef, ...]


def _full_lines(lines: Lines, known: int) -> Iterator[_FullLine]:
    """Yield the lines where |p| - k <= |c|, k being `known`."""
    part, others = _by_total(lines, known)
    part_of_rest, others_of_rest = _by_parts(lines, known)
    others = np.where(part >= 0, others, others_of_rest)
    part = np.where(part >= 0, part, part_of_rest)
    accepted, public, exempt = lines.exempt(RULE), lines.exempt(RULE, "zeros"), lines.exempt()
    for line in np.flatnonzero(lines.are_counts & (part >= 0)).tolist():
        full, elsewhere = int(part[line]), float(others[line])
        count = float(lines.original[full, line])
        if np.isnan(count):
            count = float(lines.totals[line]) - elsewhere
        rest_is_public = np.delete(public[:, line], full).all()
        if not (count <= 0 or accepted[full, line] or rest_is_public):
            cells = _cells(lines, full, line, exempt[:, line])
            yield _FullLine(line, full, count, elsewhere, cells)


def _by_total(lines: Lines, known: int) -> tuple[IntArray, FloatArray]:
    """Judge lines by their shown total and largest shown part.

    Returns:
        (lines,) the full part, -1 where there is none; (lines,) people elsewhere.
    """
    part = lines.told.argmax(axis=0)
    largest = lines.told.max(axis=0)
    others = lines.told_totals - largest
    is_full = (largest > 0) & (others <= known)
    return np.where(is_full, part, -1), others


def _by_parts(lines: Lines, known: int) -> tuple[IntArray, FloatArray]:
    """Judge lines by their shown parts, of which one at most may be hidden; as `_by_total`."""
    hidden = lines.is_hidden.sum(axis=0)
    part = np.where(hidden == 1, lines.is_hidden.argmax(axis=0), lines.told.argmax(axis=0))
    others = lines.told.sum(axis=0) - lines.told[part, np.arange(len(lines.lines))]
    is_full = lines.is_told.any(axis=0) & (hidden <= 1) & (others <= known)
    return np.where(is_full, part, -1), others


def _cells(lines: Lines, part: int, line: int, is_exempt: BoolArray) -> tuple[CellRef, ...]:
    """Return the shown cells to deal with, the full one first; exempt ones are left out."""
    told = np.flatnonzero(lines.is_told[:, line]).tolist()
    told.sort(key=lambda other: other != part)
    free = [other for other in told if not is_exempt[other]]
    return tuple(lines.cell(other, line) for other in free or told[:1])


def _finding(lines: Lines, one: _FullLine, policy: Policy) -> Finding:
    shown = lines.shown
    return Finding(
        rule=RULE,
        severity=Severity.REVIEW if np.isnan(one.count) else Severity.FAIL,
        sheet=shown.table.sheet,
        cells=one.cells,
        message=_sentence(lines, one),
        evidence=(
            ("people in the cell", "" if np.isnan(one.count) else number_in_words(one.count)),
            ("people elsewhere in the line", number_in_words(one.others)),
        ),
        policy_paragraph=policy.paragraph(RULE),
        remedies=_REMEDIES,
    )


def _sentence(lines: Lines, one: _FullLine) -> str:
    group = lines.group(one.line)
    where = f"{lines.category(one.part)} ({lines.cell(one.part, one.line).a1})"
    if np.isnan(one.count):
        return (
            f"All other cells of {group} are shown and hold {number_in_words(one.others)}, so "
            f"whoever else belongs to {group} is known to be in {where}; how many that is cannot "
            "be seen."
        )
    if one.others <= 0:
        return (
            f"All {number_in_words(one.count)} of {group} are in {where}: "
            f"a reader learns this of everybody in {group}."
        )
    return (
        f"All of {group} but one are in {where}, {number_in_words(one.count)} in number: "
        "the one who is not learns this of everybody else."
    )


def _unproved(shown: ShownTable, axis: Axis, known: int, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for lines that look full but of which no total was proved."""
    cells = _look_full(shown, axis, known)
    if cells:
        lines = "rows" if axis is Axis.ROWS else "columns"
        more = f" (and {counted(len(cells) - 1, 'more cell')} like it)" if len(cells) > 1 else ""
        yield Finding(
            rule=RULE,
            severity=Severity.REVIEW,
            sheet=shown.table.sheet,
            cells=cells,
            message=f"{shown.name(cells[0])}{more} holds everybody of its line"
            f"{' but one at most' if known else ''}, and no total of these {lines} was proved: "
            "whether a reader learns something of a whole group has to be judged by a person.",
            evidence=(("lines", counted(len(cells), "line")),),
            policy_paragraph=policy.paragraph(RULE),
            remedies=("Say which lines are totals", *_REMEDIES),
        )


def _look_full(shown: ShownTable, axis: Axis, known: int) -> tuple[CellRef, ...]:
    """Return the full cells of the lines that no relation along `axis` covers."""
    table = shown.table
    if axis is Axis.ROWS:
        every, crossing = table.body.rows, table.body.columns
        totals = {*table.total_rows, *table.subtotal_rows}
    else:
        every, crossing = table.body.columns, table.body.rows
        totals = {*table.total_columns, *table.subtotal_columns}
    covered = {
        line for one in table.relations if one.axis is axis and len(one.parts) > 1
        for line in one.across
    }  # fmt: skip
    parts = [part for part in every if part not in totals]
    rest = [line for line in crossing if line not in covered]
    if len(parts) < 2 or not rest:
        return ()
    lines = Lines(shown, axis, np.array(parts), np.array(rest), None)
    largest = lines.told.max(axis=0)
    is_full = (
        (lines.is_told.sum(axis=0) > 1)
        & ~lines.is_hidden.any(axis=0)
        & (largest > 0)
        & (lines.told.sum(axis=0) - largest <= known)
    )
    accepted = lines.exempt(RULE)
    found = ((int(lines.told[:, line].argmax()), line) for line in np.flatnonzero(is_full).tolist())
    return tuple(lines.cell(part, line) for part, line in found if not accepted[part, line])
