"""Where things of a user are: the folder of the program, and the register."""

from __future__ import annotations

import json
import os
from pathlib import Path

REGISTER_VARIABLE = "SDC_DESKTOP_REGISTER"
_FOLDER_VARIABLE = "SDC_DESKTOP_HOME"


def user_folder() -> Path:
    """Return where the program keeps things of this user: settings, keys, journals."""
    chosen = os.environ.get(_FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("sdc-desktop", appauthor=False)


def register_address(folder: Path) -> str:
    """Return where the register is: a path, or a URL such as "postgresql://server/register".

    The user's setting `register` comes first, then the environment variable
    `SDC_DESKTOP_REGISTER`, else it is a file in `folder`, the user's own.
    """
    chosen = _setting(folder, "register") or os.environ.get(REGISTER_VARIABLE, "").strip()
    return chosen or str(folder / "register.sqlite")


def authoriser(folder: Path) -> str:
    """Return who authorises the accesses of this user, "" when nobody was named."""
    return _setting(folder, "authorised_by")


def _setting(folder: Path, name: str) -> str:
    try:
        found = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    value = found.get(name) if isinstance(found, dict) else None
    return value.strip() if isinstance(value, str) else ""
