"""What the register holds beside the log: datasets, trusted signers, checks in progress."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sdc_desktop.core.release import DATASET_FIELDS, Dataset
from sdc_desktop.core.releases.series import is_one_series, name_of_series, titles_of_series
from sdc_desktop.core.signing import AllowedSigner, allowed_signers_line, parse_allowed_signers


@dataclass(frozen=True, slots=True)
class DatasetCard(Dataset):
    """What is known of a dataset that workbooks come from; there is one card of a name.

    Attributes:
        disposed_on, disposed_by, disposed_how: When, by whom and how its data were deleted; ""
            until then.
    """

    disposed_on: str = ""
    disposed_by: str = ""
    disposed_how: str = ""

    def as_dataset(self) -> Dataset:
        """Return what a record says of the dataset."""
        return Dataset(*(getattr(self, name) for name in DATASET_FIELDS))


@dataclass(frozen=True, slots=True)
class TrustedSigner:
    """A public key whose signatures count.

    Attributes:
        key: The key as OpenSSH writes it, such as "ssh-ed25519 AAAA...", without a comment.
        who: Whose it is.
        added_by, added_on: Who vouched for it, and when.
    """

    key: str
    who: str
    added_by: str = ""
    added_on: str = ""


@dataclass(frozen=True, slots=True)
class RunningCheck:
    """A check that was begun and whose result was not saved yet.

    Attributes:
        sha256: Hash of the source file.
        file: Its name.
        who: Who checks.
        begun: When, in UTC.
        due: The day by which it should be done, "" for none.
    """

    sha256: str
    file: str
    who: str
    begun: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class PublishedRelease:
    """A protected workbook that was saved and proved, for comparing the next one with it.

    Attributes:
        sha256: Hash of the file.
        file: Its name without its folder.
        source_sha256: Hash of the workbook that it was made from.
        who, saved_on: Who saved it, and when in UTC.
        title: What the release is called, "" where nobody said.
        dataset: What it was made from, "" where nobody said.
        series: Its file's name without dates and numbers.
        titles: The titles of its tables without dates and numbers, one a line.
    """

    sha256: str
    file: str
    source_sha256: str
    who: str
    saved_on: str
    title: str = ""
    dataset: str = ""
    series: str = ""
    titles: str = ""


def released(
    file: str, sha256: str, source_sha256: str, who: str, saved_on: str, titles: Iterable[str]
) -> PublishedRelease:
    """Return the entry of a protected workbook with these titles of tables."""
    lasting = "\n".join(titles_of_series(titles))
    series = name_of_series(file)
    return PublishedRelease(
        sha256, file, source_sha256, who, saved_on, series=series, titles=lasting
    )


def earlier_of_series(
    releases: Iterable[PublishedRelease], file: str, sha256: str, titles: Iterable[str]
) -> tuple[PublishedRelease, ...]:
    """Return the releases of which a workbook is likely to be the next, the latest first.

    Args:
        releases: All that are registered.
        file: Name of the workbook.
        sha256: Its hash; what was made from it, or is it, is left out.
        titles: Of its tables.
    """
    name, lasting = name_of_series(file), titles_of_series(titles)
    found = [
        one
        for one in releases
        if sha256 not in (one.sha256, one.source_sha256)
        and is_one_series(name, lasting, one.series, one.titles.splitlines())
    ]
    return tuple(sorted(found, key=lambda one: one.saved_on, reverse=True))


def checks_due(
    checks: Iterable[RunningCheck], today: str, days_ahead: int = 2
) -> tuple[RunningCheck, ...]:
    """Return the checks to be done soon or overdue, the most urgent first; arguments as below."""
    limit = (date.fromisoformat(today) + timedelta(days=days_ahead)).isoformat()
    due = [one for one in checks if one.due and one.due <= limit]
    return tuple(sorted(due, key=lambda one: (one.due, one.file)))


def cards_due(
    cards: Iterable[DatasetCard], today: str, days_ahead: int = 30
) -> tuple[DatasetCard, ...]:
    """Return the datasets to be deleted soon or overdue, the most urgent first.

    Args:
        cards: All cards.
        today: Such as "2026-11-21".
        days_ahead: How many days before the date a dataset is named.
    """
    limit = (date.fromisoformat(today) + timedelta(days=days_ahead)).isoformat()
    due = [one for one in cards if not one.disposed_on and one.delete_by and one.delete_by <= limit]
    return tuple(sorted(due, key=lambda one: (one.delete_by, one.name)))


def is_date(text: str) -> bool:
    """Tell whether `text` is a day such as "2027-03-31"."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def as_allowed(signers: Iterable[TrustedSigner]) -> tuple[AllowedSigner, ...]:
    """Return the signers as verification compares them."""
    return parse_allowed_signers(allowed_signers(signers))


def allowed_signers(signers: Iterable[TrustedSigner]) -> str:
    """Return the signers as the allowed-signers file that `verify` and ssh-keygen read."""
    return "".join(allowed_signers_line(one.who, one.key) for one in signers)
