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


class NegativePolicy(StrEnum):
    """What to do with sums in which some contributions are below zero."""

    REVIEW = "review"
    """A person judges: the concentration rules are defined for amounts from 0 only."""
    ABSOLUTE = "absolute"
    """The rules are applied to the sizes of the contributions, whatever their sign."""


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
class Dominance:
    """The (n, k) rule: the `count` largest contributors hold more than `percent` of a sum.

    Attributes:
        count: n, 1 or more.
        percent: k, above 0 and below 100.
        includes_limit: Whether exactly `percent` is unsafe as well (">=" in place of ">").
    """

    count: int
    percent: float
    includes_limit: bool = False

    def __post_init__(self) -> None:
        if self.count < 1 or not 0 < self.percent < 100:
            raise ValueError(f"not a dominance rule: {self.count}, {self.percent}")


@dataclass(frozen=True, slots=True)
class MagnitudeRules:
    """What a policy asks of sums and means; a rule that is None or empty is not asked for.

    Attributes:
        contributors: The least number of contributors; None where that of counts holds.
        dominance: (n, k) rules; a cell that breaks one of them is unsafe.
        p_percent: p of the p% rule, above 0.
        coalition: How many of the largest contributors the p% rule leaves out of the remainder: 2
            is the rule itself, n stands for a coalition of n - 1 contributors.
        prior_posterior: p and q of the (p, q) rule, 0 < p < q, both in percent.
        request_share: Share in percent above which a largest contributor that asked for
            protection gets it.
        negatives: What to do where contributions are below zero.
        asks_for_concentration: Whether a rule about large contributors is asked for, even where
            its numbers were not published: then no sum counts as judged without such a rule.
    """

    contributors: int | None = None
    dominance: tuple[Dominance, ...] = ()
    p_percent: float | None = None
    coalition: int = 2
    prior_posterior: tuple[float, float] | None = None
    request_share: float | None = None
    negatives: NegativePolicy = NegativePolicy.REVIEW
    asks_for_concentration: bool = False

    @property
    def lacks_concentration(self) -> bool:
        """Whether a rule about large contributors is asked for and none is known."""
        has_rule = self.dominance or self.p_percent or self.prior_posterior
        return self.asks_for_concentration and not has_rule


NO_MAGNITUDE_RULES = MagnitudeRules()


@dataclass(frozen=True, slots=True)
class StatisticRules:
    """What a policy asks of figures that are neither counts nor sums; None where nothing is asked.

    Attributes:
        denominator: The least number of units that a percentage is a share of; None where the
            least number of contributors holds.
        events: The least number of events behind a rate; None where the counts that must not be
            shown hold.
        full_percentages: Whether 0% and 100% must not be shown.
        beside_quantile: How many units must lie on each side of a median or quantile.
        freedom: The least number of degrees of freedom behind an estimate.
        base: The least number of observations behind an estimate before weighting.
        relative_error: Percentage of the estimate above which its standard error makes it
            unreliable: to be marked [u], not [c].
        reliable_events: Number of events below which a rate is unreliable: [u], not [c].
    """

    denominator: int | None = None
    events: int | None = None
    full_percentages: bool = False
    beside_quantile: int | None = None
    freedom: int | None = None
    base: int | None = None
    relative_error: float | None = None
    reliable_events: int | None = None


@dataclass(frozen=True, slots=True)
class TableRules:
    """What a policy asks of a whole table of counts; None or False where nothing is asked.

    Attributes:
        share: Percentage of its row or column above which a count discloses something of the group.
        average: The least average of the counts of a table.
        filled: The least percentage of the counts of a table that are not zero.
        population: The least population of an area of which anything may be published.
        within_group: Whether a line with exactly two counts, one of them 1, is unsafe.
    """

    share: float | None = None
    average: float | None = None
    filled: float | None = None
    population: int | None = None
    within_group: bool = False


NO_STATISTIC_RULES = StatisticRules()
NO_TABLE_RULES = TableRules()


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
        withholds_derived: Whether percentages, means, differences and the like of changed numbers
            are withheld; otherwise they are worked out again from what is shown.
        magnitudes: What is asked of sums and means.
        statistics: What is asked of percentages, rates, quantiles, estimates and the like.
        tables: What is asked of whole tables.
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
    withholds_derived: bool = False
    magnitudes: MagnitudeRules = NO_MAGNITUDE_RULES
    statistics: StatisticRules = NO_STATISTIC_RULES
    tables: TableRules = NO_TABLE_RULES
    marker: str = "[c]"
    paragraphs: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    local_parameters: tuple[tuple[str, str], ...] = ()
    terms: PolicyTerms = NO_TERMS

    @property
    def least_contributors(self) -> int | None:
        """How many contributors a sum, a mean or the like must have; None where nothing is asked.

        Where a policy names no number of its own for them, that of counts holds.
        """
        if self.magnitudes.contributors is not None:
            return self.magnitudes.contributors
        return self.unsafe_counts.safe_from if self.unsafe_counts is not None else None

    def paragraph(self, rule: str) -> str:
        """Return the paragraph that asks for `rule`, or the policy's title when none is named."""
        return dict(self.paragraphs).get(rule, self.title)
