"""Signing keys of the user: made here, or chosen from those of ssh-keygen."""

from __future__ import annotations

import os
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.signing import new_key


class KeyNotWrittenError(SdcError):
    """Raised when a new key cannot be written down."""

    hint = "Choose a folder of your own, and a name that is not taken."

    def __init__(self, path: Path) -> None:
        super().__init__(f"The key {path.name} cannot be written.")


def make_key(path: Path, passphrase: str, who: str) -> None:
    """Write a new Ed25519 key for `who` to `path`, and its public half beside it.

    Raises:
        KeyNotWrittenError: The file is there already, or cannot be written.
    """
    made = new_key(passphrase.encode(), who)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(made.private)
        path.with_name(f"{path.name}.pub").write_bytes(made.public)
    except OSError as error:
        raise KeyNotWrittenError(path) from error


def known_keys(user_folder: Path) -> tuple[Path, ...]:
    """Return the private keys made by this program and those in ssh-keygen's usual places."""
    places = (user_folder / "keys", Path.home() / ".ssh")
    found: list[Path] = []
    for place in places:
        try:
            names = sorted(place.glob("*.pub"))
        except OSError:
            continue
        found += [name.with_suffix("") for name in names if name.with_suffix("").is_file()]
    return tuple(found)
