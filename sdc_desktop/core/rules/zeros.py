"""Zeros: counts that say that nobody is there.

Formula: a shown count of 0, where the policy does not want zeros shown.
Parameters: `Policy.zeros`; only `ZeroPolicy.UNSAFE` is judged here, full lines are judged in
group_disclosure.py.
Source: ONS SRS Output Checking Guidance, 6.1 and 6.2 (as quoted); ACRO, zeros_are_disclosive.
It cannot see: whether a zero is structural, that is, whether it could have been anything else.
The checker says so by an exemption with a reason.
"""

from __future__ import annotations

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy, ZeroPolicy
from sdc_desktop.core.rules.shown_table import ShownTable
from sdc_desktop.core.rules.words import counted

RULE = "zeros"


def find_zeros(shown: ShownTable, policy: Policy) -> tuple[Finding, ...]:
    """Return one finding with all zeros that a reader sees and should not."""
    if policy.zeros is not ZeroPolicy.UNSAFE:
        return ()
    cells = shown.cells((shown.original == 0) & shown.is_told & ~shown.exempt(RULE))
    if not cells:
        return ()
    return (
        Finding(
            rule=RULE,
            severity=Severity.FAIL,
            sheet=shown.table.sheet,
            cells=cells,
            message=f"The table shows {counted(len(cells), 'zero')}, beginning with "
            f"{shown.name(cells[0])}, and the policy does not allow zeros: "
            "a reader learns that nobody is there.",
            evidence=(("zeros", str(len(cells))),),
            policy_paragraph=policy.paragraph(RULE),
            remedies=(
                "Combine categories",
                "Withhold the zeros",
                "Exempt zeros that cannot be anything else",
            ),
        ),
    )
