"""Where the signing keys of a user are: files, and what ssh-agent holds."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.signing import fingerprint
from sdc_desktop.workbook.finish import PUBLIC_SUFFIX
from sdc_desktop.workbook.outside_keys import agent_public_keys


def known_keys(user_folder: Path) -> tuple[Path, ...]:
    """Return the private keys made by this program and those in ssh-keygen's usual place.

    A key that ssh-agent holds is named by its .pub file; one that has no such file gets one among
    the user's keys.
    """
    found: list[Path] = []
    public: dict[str, Path] = {}
    for place in (user_folder / "keys", Path.home() / ".ssh"):
        try:
            names = sorted(place.glob(f"*{PUBLIC_SUFFIX}"))
        except OSError:
            continue
        found += [name.with_suffix("") for name in names if name.with_suffix("").is_file()]
        public |= {_key_in(name): name for name in names}
    return (*found, *_kept_by_agent(user_folder, public))


def is_kept_by_agent(key: Path) -> bool:
    """Tell whether a key is named by its public half, because ssh-agent holds the other."""
    return key.suffix == PUBLIC_SUFFIX


def _kept_by_agent(user_folder: Path, public: dict[str, Path]) -> list[Path]:
    """Return the .pub files of the keys that the agent holds and whose private file is not here."""
    found = []
    for line in agent_public_keys():
        key = " ".join(line.split()[:2])
        path = public.get(key) or _written_down(user_folder, key, line)
        if path is not None and not path.with_suffix("").is_file():
            found.append(path)
    return found


def _written_down(user_folder: Path, key: str, line: str) -> Path | None:
    """Write the public half of an agent's key among the user's; None where that fails."""
    short = "".join(one for one in fingerprint(key)[7:] if one.isalnum())[:12]
    path = user_folder / "keys" / f"agent-{short}{PUBLIC_SUFFIX}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{line}\n", encoding="utf-8")
    except OSError:
        return None
    return path


def _key_in(public_file: Path) -> str:
    """Return the key of a .pub file as `type base64`, "" where it cannot be read."""
    try:
        return " ".join(public_file.read_text(encoding="utf-8").split()[:2])
    except (OSError, UnicodeDecodeError):
        return ""


def free_key_path(user_folder: Path) -> Path:
    """Return where the next new key of a user goes."""
    folder = user_folder / "keys"
    names = (f"signing-key-{number}" for number in range(1, 10_000))
    return next(folder / name for name in names if not (folder / name).exists())
