"""A carrier: something in a file that a reader does not see and still gets with it."""

from __future__ import annotations

from dataclasses import dataclass

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity

RULE = "hidden"
MOST_CELLS = 500
"""How many cells a carrier names; its sentence tells how many there are."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """One thing that carries hidden data.

    Attributes:
        kind: Which sort of carrier, such as "pivot-records"; a stable name with hyphens.
        severity: `FAIL` where it certainly holds data, `REVIEW` where it may, `INFO` otherwise.
        message: One sentence: what somebody could learn. Holds counts and names of parts and
            sheets, never a value.
        part: Name of the part, "" for the file as a whole.
        sheet: Name of the sheet, "" where it belongs to none.
        cells: The first cells concerned, as far as they are known.
        removable: Whether `remove_carriers` can take it out.
    """

    kind: str
    severity: Severity
    message: str
    part: str = ""
    sheet: str = ""
    cells: tuple[CellRef, ...] = ()
    removable: bool = False

    @property
    def name(self) -> str:
        """What it is called in actions: sort, part and sheet, the same each time it is found."""
        return "|".join((self.kind, self.part, self.sheet))

    @property
    def rule(self) -> str:
        """The rule's name in findings, such as "hidden:pivot-records"."""
        return f"{RULE}:{self.kind}"

    @property
    def is_outstanding(self) -> bool:
        """Whether somebody has to deal with it."""
        return self.severity is not Severity.INFO

    def as_finding(self) -> Finding:
        """Return it as the value that every check returns."""
        return Finding(
            rule=self.rule,
            severity=self.severity,
            sheet=self.sheet,
            cells=self.cells,
            message=self.message,
            evidence=(("Part", self.part),) if self.part else (),
            remedies=("Remove it from the file",) if self.removable else (),
        )


def counted(count: int, one: str, many: str = "") -> str:
    """Return "1 cell" or "1,200 cells"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def counted_cells(numbers: int, others: int) -> str:
    """Return "3 numbers", "1 cell without a number", "3 numbers and 2 other cells" or "nothing"."""
    if not numbers and not others:
        return "nothing"
    if not others:
        return counted(numbers, "number")
    if not numbers:
        return f"{counted(others, 'cell')} without a number"
    return f"{counted(numbers, 'number')} and {counted(others, 'other cell')}"


def and_list(names: list[str], most: int = 5) -> str:
    """Return names in one phrase, the rest as a number."""
    shown = [f'"{name}"' for name in names[:most]]
    rest = len(names) - most
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")
