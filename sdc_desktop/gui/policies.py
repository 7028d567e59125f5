"""Which policy a new check begins with."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.policy import Policy
from sdc_desktop.gui.settings import Settings
from sdc_desktop.register.own_policies import load_any_policy
from sdc_desktop.register.policies import load_policy


def usable_policy(policy_id: str, folder: Path) -> Policy:
    """Return the policy of this id; where it needs local numbers, the default policy.

    Args:
        policy_id: A preset, or a policy of the user.
        folder: The program's folder of the user.

    Raises:
        SdcError: Not even the default policy can be used.
    """
    try:
        return load_any_policy(folder, policy_id).with_parameters({})
    except SdcError:
        return load_policy(Settings().policy).with_parameters({})
