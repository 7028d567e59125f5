"""Who does something and when: the one place of the window that asks the clock."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime

from sdc_desktop.core.actions import Stamp


def stamp_now(who: str, why: str = "") -> Stamp:
    """Return a stamp for something done now."""
    return Stamp(who or user_name(), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), why)


def user_name() -> str:
    """Return the name under which the user is logged in, "" when the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
