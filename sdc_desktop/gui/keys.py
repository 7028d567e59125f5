"""Where the signing keys of a user are."""

from __future__ import annotations

from pathlib import Path


def known_keys(user_folder: Path) -> tuple[Path, ...]:
    """Return the private keys made by this program and those in ssh-keygen's usual place."""
    found: list[Path] = []
    for place in (user_folder / "keys", Path.home() / ".ssh"):
        try:
            names = sorted(place.glob("*.pub"))
        except OSError:
            continue
        found += [name.with_suffix("") for name in names if name.with_suffix("").is_file()]
    return tuple(found)


def free_key_path(user_folder: Path) -> Path:
    """Return where the next new key of a user goes."""
    folder = user_folder / "keys"
    names = (f"signing-key-{number}" for number in range(1, 10_000))
    return next(folder / name for name in names if not (folder / name).exists())
