"""Trusted signers from and into a list of signers as ssh-keygen reads it."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.signing import AllowedSigner, parse_allowed_signers
from sdc_desktop.core.sshsig import NAMESPACE
from sdc_desktop.register.entries import TrustedSigner, allowed_signers
from sdc_desktop.register.journal_file import write_whole
from sdc_desktop.register.log_export import ExportError

_LARGEST_FILE = 1_000_000
_PATTERN_SIGNS = set("*?!")


class SignersFileError(SdcError):
    """Raised when a list of signers cannot be opened."""

    hint = "Give a text file such as the allowed_signers of a record."

    def __init__(self, path: Path) -> None:
        super().__init__(f"The list of signers {path.name} cannot be read.")


class LimitedSignerError(SdcError):
    """Raised when a list trusts a key within limits that the register would lose."""

    hint = "Keep such a list as a file and give it to verify with --signers."

    def __init__(self) -> None:
        super().__init__("The list has patterns, limits of time or use, or certificate keys.")


def read_signers(path: Path, added_by: str, added_on: str) -> tuple[TrustedSigner, ...]:
    """Return the signers of a list, each with one name and without limits.

    Raises:
        SignersFileError: The file cannot be opened.
        SignersUnreadableError: A line is none.
        LimitedSignerError: A line trusts a key within limits.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_FILE).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SignersFileError(path) from error
    found = parse_allowed_signers(text)
    if any(_has_limits(one) for one in found):
        raise LimitedSignerError
    return tuple(
        TrustedSigner(one.public_key, one.principals[0], added_by, added_on) for one in found
    )


def write_signers(path: Path, signers: tuple[TrustedSigner, ...]) -> None:
    """Write the signers as a list that `verify --signers` and ssh-keygen read.

    Raises:
        ExportError: The file cannot be written.
    """
    try:
        write_whole(path, allowed_signers(signers).encode("utf-8"))
    except OSError as error:
        raise ExportError(path) from error


def _has_limits(one: AllowedSigner) -> bool:
    has_pattern = any(_PATTERN_SIGNS & set(name) for name in one.principals)
    is_limited = one.is_authority or bool(one.valid_after or one.valid_before)
    is_for_others = one.namespaces not in ((), (NAMESPACE,))
    return len(one.principals) != 1 or has_pattern or is_limited or is_for_others
