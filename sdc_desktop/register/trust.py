"""Whose signatures count, as the register says."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.signing import AllowedSigner
from sdc_desktop.register.entries import as_allowed
from sdc_desktop.register.places import register_address


def registered_signers(folder: Path) -> tuple[AllowedSigner, ...]:
    """Return the trusted signers of a user's register; none where it is missing or out of reach.

    Who is not among them is not trusted, so that a register that fails never lends trust.

    Args:
        folder: The user's folder.
    """
    address = register_address(folder)
    if "://" not in address and not Path(address).exists():
        return ()
    from sdc_desktop.register.register import Register

    try:
        with Register(address) as register:
            return as_allowed(register.signers())
    except SdcError:
        return ()
