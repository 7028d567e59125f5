"""Policies that a user wrote, kept sealed because they hold a department's numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_file import read_policy
from sdc_desktop.core.policy_profile import PolicyProfile
from sdc_desktop.core.policy_writing import policy_as_toml
from sdc_desktop.register.policies import list_policies, load_policy
from sdc_desktop.register.sealing import read_sealed, write_sealed

_SUFFIX = ".policy"
_PREFIX = "own-"


class OwnPolicyError(SdcError):
    """Raised when a policy of the user cannot be kept."""

    hint = "See to it that the program's folder can be written to."

    def __init__(self, title: str) -> None:
        super().__init__(f'The policy "{title}" cannot be kept.')


def own_id(title: str) -> str:
    """Return the id of a user's policy: "Our rules" gives "own-our-rules"."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return _PREFIX + ("-".join(words) or "policy")


def keep_policy(folder: Path, policy: Policy) -> Policy:
    """Keep a policy under the id that its title gives, and return it as it will be read.

    Args:
        folder: The program's folder of the user.
        policy: The policy; one of the same title is replaced.

    Raises:
        OwnPolicyError, SdcError: It cannot be written.
    """
    own = replace(policy, id=own_id(policy.title), local_parameters=())
    try:
        write_sealed(_place(folder, own.id), policy_as_toml(own), folder)
    except OSError as error:
        raise OwnPolicyError(policy.title) from error
    return load_any_policy(folder, own.id).with_parameters({})


def list_all_policies(folder: Path) -> tuple[PolicyProfile, ...]:
    """Return the user's policies that can be read and then the presets."""
    own = []
    for path in sorted(_place(folder, "").parent.glob(f"*{_SUFFIX}")):
        try:
            own.append(_read(folder, path))
        except (SdcError, OSError):
            continue
    return (*own, *list_policies())


def load_any_policy(folder: Path, id_or_path: str) -> PolicyProfile:
    """Return the user's policy of this id, a preset, or the policy in a .toml file.

    Raises:
        SdcError: There is none, or it cannot be used.
    """
    path = _place(folder, id_or_path)
    if id_or_path == own_id(id_or_path.removeprefix(_PREFIX)) and path.is_file():
        return _read(folder, path)
    return load_policy(id_or_path)


def _place(folder: Path, policy_id: str) -> Path:
    return folder / "policies" / f"{policy_id}{_SUFFIX}"


def _read(folder: Path, path: Path) -> PolicyProfile:
    return read_policy(read_sealed(path, folder), path.stem)
