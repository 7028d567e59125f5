"""Keeps what nobody else should read encrypted on the disk, under a key of this user.

The key is a file that only the user may read (0600), in the program's folder; the cipher is
Fernet of the `cryptography` library (AES-128 in CBC mode with HMAC-SHA256). It guards copies that
travel (backups of single files, shared folders, mail), not against somebody who has the account.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from sdc_desktop.core.errors import SdcError

_KEY_NAME = "sealing.key"


class SealedFileError(SdcError):
    """Raised when a sealed file cannot be opened with this user's key."""

    hint = "It was changed, or sealed under another account; save it again there."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} cannot be opened with your key.")


class SealingKeyError(SdcError):
    """Raised when the key can be neither read nor made."""

    hint = "See to it that the program's folder can be written to."

    def __init__(self, path: Path) -> None:
        super().__init__(f"The key file {path.name} cannot be used.")


def write_sealed(path: Path, text: str, folder: Path) -> None:
    """Write `text` encrypted; what was there before is replaced in one step.

    Args:
        path: The file.
        text: What to keep.
        folder: Where the user's key is, or is made.

    Raises:
        SealingKeyError: The key cannot be used.
        OSError: `path` cannot be written.
    """
    sealed = _cipher(folder).encrypt(text.encode())
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.write_bytes(sealed)
    unfinished.replace(path)


def read_sealed(path: Path, folder: Path) -> str:
    """Return the text that `write_sealed` wrote.

    Raises:
        SealedFileError: It was changed, or sealed with another key.
        SealingKeyError: The key cannot be used.
        OSError: `path` cannot be read.
    """
    try:
        return _cipher(folder).decrypt(path.read_bytes()).decode()
    except (InvalidToken, UnicodeDecodeError) as error:
        raise SealedFileError(path.name) from error


def _cipher(folder: Path) -> Fernet:
    path = folder / _KEY_NAME
    try:
        if not path.exists():
            _make_key(path)
        return Fernet(path.read_bytes())
    except (OSError, ValueError) as error:
        raise SealingKeyError(path) from error


def _make_key(path: Path) -> None:
    """Write a new key that only the user may read; one that is there already stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(Fernet.generate_key())
