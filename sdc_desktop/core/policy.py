"""Confidentiality policies: which numbers are unsafe, and how wide their protection must be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sdc_desktop.core.policy_terms import NO_TERMS, PolicyTerms


class ZeroPolicy(StrEnum):
    """What a policy says about published zeros."""

    ALLOW = "allow"
    """Zeros are shown."""
    FLAG_FULL_LINES = "flag-full-lines"
    """Zeros are shown, unless they make one cell of a line hold everybody."""
    UNSAFE = "unsafe"
    """Every zero that is not structural is withheld."""


class RequiredInterval(StrEnum):
    """What a reader must not be able to work out about a withheld unsafe count (DESIGN.md P2)."""

    RANGE = "range"
    """Its feasibility interval reaches from at most 1 to at least the threshold."""
    EXACT = "exact"
    """Only its exact value is kept from the reader."""


_RANGE = re.compile(r"< *([0-9]{1,6})|<= *([0-9]{1,6})|([0-9]{1,6}) *\.\. *([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class UnsafeRange:
    """Counts from `lowest` to `highest`, both included, are unsafe.

    "< 10" is 1 to 9 when zeros are another matter (`ZeroPolicy`), "1..7" is 1 to 7.
    """

    lowest: int
    highest: int

    def __post_init__(self) -> None:
        if not 1 <= self.lowest <= self.highest:
            raise ValueError(f"not a range of unsafe counts: {self.lowest}..{self.highest}")

    @property
    def safe_from(self) -> int:
        """The smallest count above the range: T in `n < T`."""
        return self.highest + 1

    @classmethod
    def parse(cls, text: object) -> UnsafeRange:
        """Read "< 10", "<= 7" or "1..7".

        Raises:
            ValueError: `text` is none of these, or no count lies in it.
        """
        match = _RANGE.fullmatch(text.strip()) if isinstance(text, str) else None
        if match is None:
            raise ValueError('a range of counts such as "< 10", "<= 7" or "1..7"')
        below, up_to, lowest, highest = (int(part) if part else 0 for part in match.groups())
        try:
            return cls(lowest, highest) if highest else cls(1, below - 1 if below else up_to)
        except ValueError:
            raise ValueError("a range with at least one count above zero in it") from None

    def __contains__(self, count: float) -> bool:
        """Tell whether a count must not be shown; a fraction next to the range must not either."""
        return self.lowest - 1 < count < self.highest + 1


@dataclass(frozen=True, slots=True)
class Policy:
    """A confidentiality policy whose parameters are all known.

    Attributes:
        id, version: What the record names, such as "uk-tre-acro", "2026-08".
        title, organisation, source, address, date_read: Where its rules were published and when
            they were read.
        is_verified: Whether the publication itself was read, not a quotation.
        unsafe_counts: Counts that must not be shown; None when the policy has no threshold.
        zeros: What it says about zeros.
        flags_ones_and_twos: Whether 1 and 2 are reported as identification risks of their own.
        group_disclosure_k: The numbers of contributors an attacker may know (0, 1 or both) in the
            full-line test; empty when the policy does not ask for it.
        asks_for_secondary: Whether withheld cells must be protected by others.
        guards_contributors: Whether the only contributor of a withheld cell must not know an
            unsafe one either.
        required_interval: How wide the interval of a withheld unsafe count must be.
        rounding_base: Base that published counts are rounded to; None when the policy has none.
        rounding_is_required: Whether every published count must be rounded to the base; where it
            need not, the base is what a checker who wants to round is offered.
        rounding_is_enough: Whether an unsafe count may be shown rounded instead of withheld.
        marker: What stands in withheld cells.
        paragraphs: Rule name to the policy's paragraph that asks for it.
        notes: What a checker should know before using it.
        local_parameters: Name and value of what the publication leaves open and the checker gave;
            sealed in a record.
        terms: What it asks besides: roles, declarations, what must hold before release.
    """

    id: str
    version: str
    title: str
    organisation: str = ""
    source: str = ""
    address: str = ""
    date_read: str = ""
    is_verified: bool = False
    unsafe_counts: UnsafeRange | None = None
    zeros: ZeroPolicy = ZeroPolicy.ALLOW
    flags_ones_and_twos: bool = True
    group_disclosure_k: tuple[int, ...] = ()
    asks_for_secondary: bool = True
    guards_contributors: bool = False
    required_interval: RequiredInterval = RequiredInterval.RANGE
    rounding_base: int | None = None
    rounding_is_required: bool = True
    rounding_is_enough: bool = False
    marker: str = "[c]"
    paragraphs: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    local_parameters: tuple[tuple[str, str], ...] = ()
    terms: PolicyTerms = NO_TERMS

    def paragraph(self, rule: str) -> str:
        """Return the paragraph that asks for `rule`, or the policy's title when none is named."""
        return dict(self.paragraphs).get(rule, self.title)
