"""The set-up program for Windows: installs for one user, without an administrator.

Runs on Windows with Inno Setup 6 (its compiler ISCC.exe on the path or in its usual folder).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from announce import SetupError
from deb import version
from icon_picture import draw_icon
from portable import PARTS, PROJECT

_USUAL_PLACES = (
    "ProgramFiles(x86)",
    "ProgramFiles",
    "LOCALAPPDATA",
)


def build_setup(folder: Path, out: Path) -> Path:
    """Compile the set-up program of the portable folder `folder` and return its file.

    Raises:
        SetupError: Inno Setup is missing or refused.
    """
    icon = out / "sdc-desktop.ico"
    if not draw_icon(256).save(str(icon)):
        raise SetupError(f"The icon {icon} could not be written.")
    done = subprocess.run([compiler(), *definitions(folder, out, icon), script()], check=False)
    if done.returncode:
        raise SetupError("Inno Setup could not build the set-up program; it says above why.")
    return out / f"{setup_name()}.exe"


def definitions(folder: Path, out: Path, icon: Path) -> list[str]:
    """Return what the script is told: where things are and which version it is."""
    return [
        f"/DVersion={version()}",
        f"/DFolder={folder}",
        f"/DIcon={icon}",
        f"/DProject={PROJECT}",
        f"/O{out}",
        f"/F{setup_name()}",
    ]


def setup_name() -> str:
    """Return the name of the set-up program without its extension."""
    return f"sdc-desktop-{version()}-setup"


def script() -> str:
    """Return the path of the script that Inno Setup compiles."""
    return str(PARTS / "windows" / "sdc-desktop.iss")


def compiler() -> str:
    """Return the path of Inno Setup's compiler.

    Raises:
        SetupError: It is not installed.
    """
    places = [
        Path(os.environ[name]) / "Inno Setup 6" for name in _USUAL_PLACES if name in os.environ
    ]
    found = shutil.which("ISCC") or next(
        (str(place / "ISCC.exe") for place in places if (place / "ISCC.exe").exists()), None
    )
    if found is None:
        raise SetupError(
            "The set-up program needs Inno Setup 6 (jrsoftware.org); install it first."
        )
    return found
