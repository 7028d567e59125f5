"""A release: what is to be published or handed out, when, from which data, and who allows it.

Sources: OpenSAFELY output review form, Airlock and ABS DataLab (what a request says); the
confidentiality policies of DSIT, DWP and DHSC (what must be known of the data).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class ReleaseType(StrEnum):
    """What kind of release it is."""

    OFFICIAL_STATISTICS = "official-statistics"
    AD_HOC = "ad-hoc"
    FOI = "foi"
    RESEARCH_OUTPUT = "research-output"
    MANAGEMENT_INFORMATION = "management-information"


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is known of the data, as on its card in the register; words only, no value of it.

    Attributes:
        name: How the dataset is called.
        owner, steward: Who answers for it, who looks after it.
        agreement, dpia, business_case: References of the papers.
        special_category: Which special category of personal data it holds, "" for none.
        restrictions: What it must not be used for.
        classification: Its protective marking, such as "Official".
        extract_type: Such as "100%" or "sample".
        delete_by: The day by which it must be gone, such as "2027-03-31"; "" for none.
    """

    name: str = ""
    owner: str = ""
    steward: str = ""
    agreement: str = ""
    dpia: str = ""
    business_case: str = ""
    special_category: str = ""
    restrictions: str = ""
    classification: str = ""
    extract_type: str = ""
    delete_by: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseDetails:
    """What is known of a release.

    Attributes:
        title: What it is called when it is out.
        type: A value of `ReleaseType`, "" while nobody has said.
        date: The day it comes out, such as "2026-12-03".
        dataset: What it was made from.
        requester: Who asks for it; not the one who checks it.
        authorised_by: Who allowed the access to the data and the release.
        roles: Who else has which role, such as ("Information Asset Manager", "Dan Manager").
    """

    title: str = ""
    type: str = ""
    date: str = ""
    dataset: Dataset = Dataset()
    requester: str = ""
    authorised_by: str = ""
    roles: tuple[tuple[str, str], ...] = ()

    def missing(self) -> tuple[str, ...]:
        """Return in words what is not said yet and must be before release."""
        said = (
            (self.title, "the title"),
            (self.type, "the type of release"),
            (self.date, "the date"),
            (self.dataset.name, "the dataset"),
            (self.authorised_by, "who authorises it"),
        )
        return tuple(words for value, words in said if not value)

    def who_is(self, role: str) -> str:
        """Return who has a role whose title holds these words, "" when nobody is named."""
        found = (who for title, who in self.roles if role.casefold() in title.casefold())
        return next(found, "")


NO_RELEASE = ReleaseDetails()

DATASET_FIELDS = tuple(one.name for one in fields(Dataset))
"""The facts of a dataset, in the order of its card."""
