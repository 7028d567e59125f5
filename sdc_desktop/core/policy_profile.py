"""Policies as published: what is fixed, and what each department sets for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_overlay import Agreement, overlay
from sdc_desktop.core.policy_rules import check_rounding, fill_rules, with_rules
from sdc_desktop.core.policy_text import PolicyError
from sdc_desktop.core.policy_words import rules_in_words


class MissingParametersError(PolicyError):
    """Raised when a policy leaves numbers open and the checker has not given them."""

    def __init__(self, title: str, missing: Sequence[Parameter]) -> None:
        names = " and ".join(parameter.name for parameter in missing)
        super().__init__(
            f'The policy "{title}" publishes no value for {names}.',
            hint="Give what your department uses: "
            + "; ".join(f"--set {one.name}={one.wanted} ({one.meaning})" for one in missing)
            + ".",
        )
        self.parameters = tuple(missing)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a policy's publication leaves open and the checker gives.

    Attributes:
        name: Such as "threshold".
        meaning: What it decides, in words.
        unit: What it counts, such as "people"; "" when it is a choice.
        lowest, highest: The whole numbers allowed.
        choices: The texts allowed; numbers are allowed only when there are none.
        is_required: Whether the policy cannot be used without it.
        default: What holds when it is not given; "" when the rule is then left out.
    """

    name: str
    meaning: str
    unit: str = ""
    lowest: int = 0
    highest: int = 0
    choices: tuple[str, ...] = ()
    is_required: bool = True
    default: str = ""

    @property
    def wanted(self) -> str:
        """What may stand behind the "=" of --set."""
        return "|".join(self.choices) if self.choices else "N"

    @property
    def range_in_words(self) -> str:
        """What is allowed, such as "a whole number from 2 to 1000"."""
        if self.choices:
            return "one of: " + ", ".join(self.choices)
        return f"a whole number from {self.lowest} to {self.highest}"

    def check(self, text: str) -> str:
        """Return `text` as the rules read it.

        Raises:
            PolicyError: It is not allowed.
        """
        text = text.strip()
        if text in self.choices:
            return text
        if not self.choices and text.isascii() and text.isdigit():
            number = int(text[:20])
            if self.lowest <= number <= self.highest:
                return str(number)
        raise PolicyError(
            f"The value given for {self.name} cannot be used.",
            hint=f"It must be {self.range_in_words}.",
        )

    @property
    def extremes(self) -> tuple[str, ...]:
        """Allowed values between which the others lie."""
        return self.choices or (str(self.lowest), str(self.highest))


@dataclass(frozen=True, slots=True)
class PolicyProfile:
    """A policy as published: what is fixed, and what each department sets for itself.

    Attributes:
        fixed: The policy with what the publication fixes; open rules are left out of it.
        open_rules: Field of `Policy` to the text with parameters in it, such as
            ("unsafe_counts", "< {threshold}").
        open_parameters: The parameters, in the file's order.
        agreement: What the agreement of a dataset adds, None where there is none.
    """

    fixed: Policy
    open_rules: tuple[tuple[str, str], ...] = ()
    open_parameters: tuple[Parameter, ...] = ()
    agreement: Agreement | None = None

    @property
    def id(self) -> str:
        """The policy's short name, such as "uk-tre-acro"."""
        return self.fixed.id

    @property
    def version(self) -> str:
        """The version of the profile."""
        return self.fixed.version

    @property
    def title(self) -> str:
        """The policy's full name."""
        return self.fixed.title

    @property
    def organisation(self) -> str:
        """Who published it."""
        return self.fixed.organisation

    @property
    def notes(self) -> tuple[str, ...]:
        """What a checker should know before using it."""
        return self.fixed.notes

    def with_parameters(self, values: Mapping[str, str]) -> Policy:
        """Return the policy with `values` for its open parameters.

        Raises:
            MissingParametersError: A required parameter has no value.
            PolicyError: A value is not allowed, or the policy has no such parameter.
        """
        known = {parameter.name: parameter for parameter in self.open_parameters}
        for name in values.keys() - known.keys():
            raise PolicyError(
                f'The policy "{self.title}" has no open parameter {name}.',
                hint=f"It leaves open: {', '.join(known)}."
                if known
                else "All its numbers are published; leave --set out.",
            )
        missing = [one for one in known.values() if one.is_required and one.name not in values]
        if missing:
            raise MissingParametersError(self.title, missing)
        given = {name: known[name].check(text) for name, text in values.items()}
        used = {one.name: one.default for one in known.values() if one.default} | given
        policy = with_rules(self.fixed, fill_rules(self.open_rules, used))
        if self.agreement is not None:
            policy = overlay(policy, self.agreement)
        check_rounding(policy, self.title)
        return replace(policy, local_parameters=tuple(sorted(used.items())))

    def as_json(self) -> dict[str, object]:
        """Return what `sdc-desktop policies ID --json` prints."""
        return {
            "id": self.id,
            "version": self.version,
            "title": self.title,
            "organisation": self.organisation,
            "source": self.fixed.source,
            "address": self.fixed.address,
            "date_read": self.fixed.date_read,
            "verified": self.fixed.is_verified,
            "rules": list(rules_in_words(self.fixed, dict(self.open_rules))),
            "open_parameters": [
                {
                    "name": one.name,
                    "meaning": one.meaning,
                    "unit": one.unit,
                    "allowed": one.range_in_words,
                    "required": one.is_required,
                    "default": one.default,
                }
                for one in self.open_parameters
            ],
            "notes": list(self.notes),
            "agreement": list(self._agreement_in_words()),
            **self.fixed.terms.as_json(),
        }

    def _agreement_in_words(self) -> tuple[str, ...]:
        """Return the sentences that an agreement adds to the rules."""
        if self.agreement is None:
            return ()
        nothing = Policy("", "", "")
        said = rules_in_words(with_rules(nothing, dict(self.agreement.rules)), {})
        return tuple(one for one in said if one not in rules_in_words(nothing, {}))
