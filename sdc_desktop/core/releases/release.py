"""An earlier release of a workbook, and the current one as the two sides of a comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sdc_desktop.core.sheets import Workbook
from sdc_desktop.core.tables import Table


@dataclass(frozen=True, slots=True, eq=False)
class EarlierRelease:
    """A workbook that was published before, with its tables as understood.

    What it prints is known to everybody; what it withholds is known only as its markers say.
    """

    workbook: Workbook
    tables: tuple[Table, ...]

    @property
    def name(self) -> str:
        """Its file name without folders."""
        return self.workbook.name

    @property
    def sha256(self) -> str:
        """The hash of its file, which the record names it by."""
        return self.workbook.sha256


def names_in_comparison(
    taken: frozenset[str], releases: tuple[EarlierRelease, ...]
) -> tuple[dict[str, str], ...]:
    """Return what each release's sheets are called in a comparison, release by release.

    Args:
        taken: Names that are taken: the sheets of the current workbook.
        releases: The earlier releases; two of them may be files of the same name.
    """
    used = set(taken)
    found = []
    for release in releases:
        names: dict[str, str] = {}
        for sheet in release.workbook.sheets:
            wanted = f"Earlier release '{release.name}'"
            wanted += f": {sheet.name}" if sheet.name else ""
            name, number = wanted, 2
            while name in used:
                name, number = f"{wanted} ({number})", number + 1
            used.add(name)
            names[sheet.name] = name
        found.append(names)
    return tuple(found)


def rename_sheets(release: EarlierRelease, names: dict[str, str]) -> EarlierRelease:
    """Return a release whose sheets are called by `names`."""
    workbook = release.workbook
    return EarlierRelease(
        replace(
            workbook,
            sheets=tuple(replace(sheet, name=names[sheet.name]) for sheet in workbook.sheets),
        ),
        tuple(replace(table, sheet=names[table.sheet]) for table in release.tables),
    )
