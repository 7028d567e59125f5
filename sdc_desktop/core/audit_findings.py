"""What the audit of a published workbook found, as findings of three kinds.

For workbooks that carry markers already, one's own or somebody else's: cells that a reader knows,
cells that a reader can narrow too far, and cells that the workbook treats in two ways.
"""

from __future__ import annotations

from sdc_desktop.core.audit import Audit, FeasibilityInterval
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity

EXACT, NARROW, INCONSISTENT = "exact", "narrow", "inconsistent"
NOT_ASSESSABLE = "not-assessable"


def find_in_audit(audit: Audit, policy_paragraph: str = "") -> tuple[Finding, ...]:
    """Return a finding for each cell that is not protected, the worst kind first.

    The rules are "inconsistent" (withheld here and printed elsewhere, or numbers that contradict
    one another), "exact" and "narrow"; "not-assessable" where the cell lies in no table.

    Args:
        audit: What a reader can work out.
        policy_paragraph: Where the policy asks for more.
    """
    found = [
        Finding(
            rule=kind_of(one),
            severity=Severity.FAIL if one.is_certified and one.is_assessed else Severity.REVIEW,
            sheet=one.cell.sheet,
            cells=(one.cell,),
            message=one.because,
            policy_paragraph=policy_paragraph,
            remedies=remedies_for(one),
        )
        for one in audit.unprotected
    ]
    return tuple(sorted(found, key=lambda one: _ORDER[one.rule]))


_ORDER = {INCONSISTENT: 0, EXACT: 1, NARROW: 2, NOT_ASSESSABLE: 3}


def kind_of(one: FeasibilityInterval) -> str:
    """Return which kind of finding an unprotected cell is."""
    if one.is_contradicted or printed_at(one) is not None:
        return INCONSISTENT
    if one.is_exact:
        return EXACT
    return NARROW if one.lower > float("-inf") or one.is_certified else NOT_ASSESSABLE


def printed_at(one: FeasibilityInterval) -> CellRef | None:
    """Return where a withheld cell is printed with its number, None where it is not."""
    return one.proof.printed_at if one.proof is not None else None


def remedies_for(one: FeasibilityInterval) -> tuple[str, ...]:
    """Return what can be done about an unprotected cell, best first."""
    printed = printed_at(one)
    if printed is not None:
        return (f"Withhold {_name(printed, one.cell.sheet)} as well, and what gives it away",)
    if one.is_contradicted:
        return ("Ask the author which number is right, and what the symbols mean",)
    return ("Combine categories", "Withhold another cell of the same row and column")


def _name(cell: CellRef, sheet: str) -> str:
    return cell.a1 if cell.sheet == sheet else f"{cell.sheet}!{cell.a1}"
