"""What is known of a workbook's hidden parts, and which of them go when it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection import Carrier
from sdc_desktop.workbook.removal.chosen import Chosen

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class HiddenParts:
    """The hidden parts of the source.

    Attributes:
        carriers: What inspection found, the most serious first; None while it is not known.
        problem: Why nobody looked, None while somebody is looking or has looked.
    """

    carriers: tuple[Carrier, ...] | None = None
    problem: SdcError | None = None

    @property
    def found(self) -> tuple[Carrier, ...]:
        """What was found so far."""
        return self.carriers or ()

    @property
    def is_known(self) -> bool:
        """Whether the whole file was looked at."""
        return self.carriers is not None

    def going(self, names: Names) -> tuple[Carrier, ...]:
        """Return what goes when the carriers with these names go."""
        return tuple(one for one in self.found if one.removable and one.name in names)

    def staying(self, names: Names) -> tuple[Carrier, ...]:
        """Return what stays then and has to be dealt with by somebody."""
        return tuple(
            one
            for one in self.found
            if one.is_outstanding and not (one.removable and one.name in names)
        )

    def removable(self) -> Names:
        """Return the names of everything that can go."""
        return frozenset(one.name for one in self.found if one.removable)

    def with_changed(self, names: Names, carrier: Carrier) -> Names:
        """Return the names when `carrier` goes that stayed, or stays that went.

        What cannot be read without it, such as a slicer without its pivot table, goes and stays
        along with it.
        """
        along = self._along(carrier)
        return names - along if carrier.name in names else names | along

    def sorted_names(self, names: Names) -> tuple[str, ...]:
        """Return names in the order in which the carriers were found, unknown ones last."""
        known = tuple(dict.fromkeys(one.name for one in self.found if one.name in names))
        return (*known, *sorted(names.difference(known)))

    def _along(self, carrier: Carrier) -> Names:
        chosen = Chosen.of((carrier,)).completed(self.found)
        return frozenset(one.name for one in chosen.carriers)


def most_serious(carriers: Iterable[Carrier]) -> Severity | None:
    """Return the gravest severity among carriers, None when there are none."""
    found = {one.severity for one in carriers}
    order = (Severity.FAIL, Severity.REVIEW, Severity.INFO)
    return next((severity for severity in order if severity in found), None)
