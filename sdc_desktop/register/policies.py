"""The policies that come with the program, and policies from a file."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.policy_file import read_policy
from sdc_desktop.core.policy_profile import PolicyProfile
from sdc_desktop.register.resource_files import resource

_LARGEST_FILE = 1_000_000


class UnknownPolicyError(SdcError):
    """Raised when there is neither a preset nor a file of a name."""

    def __init__(self, name: str, known: list[str]) -> None:
        near = get_close_matches(name.lower(), known, n=3, cutoff=0.4)
        near += [one for one in known if name.lower() in one and one not in near][:3]
        super().__init__(
            f'There is no policy called "{name}".',
            hint=f"Did you mean {' or '.join(near)}?"
            if near
            else f"Give the path of a .toml file, or one of: {', '.join(known)}.",
        )


class PolicyFileError(SdcError):
    """Raised when a policy file cannot be opened."""

    hint = "Give the path of a text file (TOML, UTF-8) that you may read."

    def __init__(self, path: Path) -> None:
        super().__init__(f"The policy file {path.name} cannot be read.")


def list_policies() -> tuple[PolicyProfile, ...]:
    """Return the presets, sorted by their ids; read once as long as their files stay the same."""
    paths = resource("policies").glob("*.toml")
    return _read_presets(tuple((path, path.stat().st_mtime_ns) for path in sorted(paths)))


@lru_cache(maxsize=1)
def _read_presets(files: tuple[tuple[Path, int], ...]) -> tuple[PolicyProfile, ...]:
    """Return the policies in files; each comes with the time when it was written."""
    profiles = (_read(path) for path, _ in files)
    return tuple(sorted(profiles, key=lambda profile: profile.id))


def load_policy(id_or_path: str) -> PolicyProfile:
    """Return a preset by its id, or the policy in a .toml file.

    Raises:
        UnknownPolicyError: No preset has this id.
        PolicyFileError: The file cannot be opened.
        PolicyError: What it holds cannot be used.
    """
    if id_or_path.lower().endswith(".toml"):
        return _read(Path(id_or_path))
    return _load_preset(id_or_path)


def _read(path: Path) -> PolicyProfile:
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_FILE).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyFileError(path) from error
    return read_policy(text, path.name, _load_preset)


def _load_preset(policy_id: str) -> PolicyProfile:
    """Return a preset by its id, for agreements that rest on it."""
    known = {path.stem: path for path in sorted(resource("policies").glob("*.toml"))}
    if policy_id not in known:
        raise UnknownPolicyError(policy_id, list(known))
    return _read(known[policy_id])
