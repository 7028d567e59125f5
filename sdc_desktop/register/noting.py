"""Write what was done to the access log, from the window and the command line alike."""

from __future__ import annotations

import getpass
import hashlib
from datetime import UTC, datetime
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.register.access_log import Access, Event
from sdc_desktop.register.entries import PublishedRelease, RunningCheck
from sdc_desktop.register.places import authoriser, register_address


class NotLoggedError(SdcError):
    """Raised when the access log cannot be written; what was done stays done."""

    def __init__(self, hint: str) -> None:
        super().__init__("The access log could not be written: this access is not in it.")
        self.hint = hint


def note(
    folder: Path,
    *accesses: Access,
    begun: RunningCheck | None = None,
    ended: tuple[str, str] | None = None,
    release: PublishedRelease | None = None,
) -> None:
    """Write accesses to the register of a user.

    Args:
        folder: The user's folder, in which the setting for the register is.
        accesses: What was done, at least one thing.
        begun: A check that begins with it.
        ended: Hash of the source and name of the checker of a check that ends with it.
        release: A protected workbook that was saved and proved by it.

    Raises:
        NotLoggedError: The register cannot be reached.
    """
    from sdc_desktop.register.register import Register

    try:
        with Register(register_address(folder)) as register:
            register.note(*accesses)
            if begun is not None:
                register.begin_check(begun)
            if ended is not None:
                register.end_check(*ended)
            if release is not None:
                register.keep_release(release)
    except SdcError as error:
        raise NotLoggedError(error.hint) from error


def access_now(
    folder: Path,
    event: Event,
    file: Path,
    *,
    who: str = "",
    sha256: str = "",
    remark: str = "",
    authorised_by: str = "",
) -> Access:
    """Return an access that happens now.

    Args:
        folder: The user's folder, in which the setting says who authorises.
        event: What is done.
        file: With which file; only its name is written.
        who: Who does it; "" for the name under which the user is logged in.
        sha256: Its hash; "" to take it from the file.
        remark: More in words.
        authorised_by: Who authorises it; "" for the one whom the setting names.
    """
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    who = who or login_name()
    authorised_by = authorised_by or authoriser(folder)
    sha256 = sha256 or file_hash(file)
    return Access(event, who, when, file.name, sha256, authorised_by, remark)


def login_name() -> str:
    """Return the name under which the user is logged in, "" when the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits, "" when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
