"""What a policy asks of people: its words, roles, declarations, and what holds before release."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sdc_desktop.core.findings import Finding, Severity

RULE = "policy-age"
EXCEPTION_RULE = "policy-exception"


class GateKind(StrEnum):
    """How it is known that something asked for before release holds."""

    AUTOMATIC = "automatic"
    """The program sees to it."""
    REFERENCE = "reference"
    """Somebody gives the reference of a document, such as an impact assessment."""
    CONFIRMATION = "confirmation"
    """Somebody says so."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the publication, word for word, and where it stands in it."""

    text: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody whom the publication names, such as "Data Steward", and what they answer for."""

    title: str
    duty: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class DeclarationText:
    """What a person is asked to declare.

    Attributes:
        name: A short stable name, such as "training".
        version: The version of the words, which the record names.
        text: The words to declare.
        paragraph: Where the publication asks for it.
    """

    name: str
    version: str
    text: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Gate:
    """What must hold before something is released.

    Attributes:
        name: A short stable name, such as "impact-assessment".
        asks: What must hold, as a sentence.
        kind: How that is known.
        paragraph: Where the publication asks for it.
    """

    name: str
    asks: str
    kind: GateKind
    paragraph: str


@dataclass(frozen=True, slots=True)
class PolicyException:
    """A rule of a policy that an agreement may loosen.

    Attributes:
        rule: Its name in a policy file, such as "counts.unsafe".
        reason: Why.
        who: Who allowed it, by name and office.
        when: The day, such as "2026-11-21".
    """

    rule: str
    reason: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class PolicyTerms:
    """Everything that a policy asks besides its rules about numbers.

    Attributes:
        review_by: The month or day by which somebody should have read the publication again, such
            as "2027-11-21"; "" when nobody said.
        code: The code of practice that the publication follows, with its edition.
        laws: The laws that it names.
        guidance: The guidance that it follows.
        statements, roles, declarations, gates: As published.
        extract: What kind of data the policy is for, a value of `Extract`; "" for any.
        rests_on: Id and version of the policy that a dataset's agreement tightens, else "".
        exceptions: The rules that the agreement may loosen.
    """

    review_by: str = ""
    code: str = ""
    laws: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    roles: tuple[Role, ...] = ()
    declarations: tuple[DeclarationText, ...] = ()
    gates: tuple[Gate, ...] = ()
    extract: str = ""
    rests_on: str = ""
    exceptions: tuple[PolicyException, ...] = ()

    def is_stale(self, today: str) -> bool:
        """Tell whether the time to read the publication again has passed.

        Args:
            today: A day such as "2026-11-21"; "" when it is not known, and nothing is stale then.
        """
        return bool(self.review_by and today) and today[: len(self.review_by)] > self.review_by

    def as_json(self) -> dict[str, Any]:
        """Return the terms as `sdc-desktop policies ID --json` prints them."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }


NO_TERMS = PolicyTerms()


def find_about_policy(title: str, terms: PolicyTerms, today: str) -> tuple[Finding, ...]:
    """Return an info finding for each exception, and one when a policy should be read again.

    Args:
        title: The policy's full name.
        terms: What it asks besides its rules.
        today: A day such as "2026-11-21", "" when it is not known.
    """
    exceptions = (_finding_of(one, title) for one in terms.exceptions)
    return (*exceptions, *_find_stale(title, terms, today))


def _finding_of(exception: PolicyException, title: str) -> Finding:
    return Finding(
        rule=EXCEPTION_RULE,
        severity=Severity.INFO,
        sheet="",
        cells=(),
        message=f"{exception.who} allowed on {exception.when} that the rule {exception.rule} is "
        f"looser than in the policy: {exception.reason}",
        policy_paragraph=title,
    )


def _find_stale(title: str, terms: PolicyTerms, today: str) -> tuple[Finding, ...]:
    if not terms.is_stale(today):
        return ()
    return (
        Finding(
            rule=RULE,
            severity=Severity.INFO,
            sheet="",
            cells=(),
            message=f'The policy "{title}" was to be compared with its publication by '
            f"{terms.review_by}: it may have changed since.",
            policy_paragraph=title,
            remedies=("Read the publication again and update the policy",),
        ),
    )
