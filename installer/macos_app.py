"""The application for macOS, and the disk image that it travels in.

Runs on macOS, in an environment whose Python can be moved, such as one that `uv venv
--managed-python` makes. `installer/macos/sign_and_pack.sh` signs and packs it.
"""

from __future__ import annotations

import plistlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

from announce import SetupError
from deb import version
from icon_picture import draw_icon
from portable import PARTS, build_portable

_KINDS = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv")
_SIZES = (16, 32, 128, 256, 512)


def build_application(out: Path) -> Path:
    """Build "SDC Desktop.app" in `out` and return it.

    Raises:
        SetupError: It is there already, or a package is missing in the environment.
    """
    application = out / "SDC Desktop.app"
    contents = application / "Contents"
    build_portable(contents / "Resources")
    arrange(contents)
    write_icon(contents / "Resources" / "sdc-desktop.icns")
    return application


def arrange(contents: Path) -> None:
    """Put the program's files where an application has them."""
    resources, programs = contents / "Resources", contents / "MacOS"
    programs.mkdir()
    (resources / "sdc-desktop").unlink(missing_ok=True)
    shutil.move(resources / "python/bin/python3", programs / "python3")
    shutil.copyfile(PARTS / "macos" / "launcher.sh", programs / "sdc-desktop")
    (programs / "sdc-desktop").chmod(0o755)
    with (contents / "Info.plist").open("wb") as file:
        plistlib.dump(information(), file)


def information() -> dict[str, Any]:
    """Return what the system is told about the application."""
    return {
        "CFBundleName": "SDC Desktop",
        "CFBundleDisplayName": "SDC Desktop",
        "CFBundleIdentifier": "org.example.sdc-desktop",
        "CFBundleExecutable": "sdc-desktop",
        "CFBundleIconFile": "sdc-desktop.icns",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Workbook",
                "CFBundleTypeExtensions": list(_KINDS),
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Alternate",
            }
        ],
    }


def build_disk_image(application: Path, out: Path) -> Path:
    """Sign the application for this machine, pack it into a disk image and return its file.

    Raises:
        SetupError: codesign or hdiutil is missing or refused.
    """
    script = PARTS / "macos" / "sign_and_pack.sh"
    if shutil.which("hdiutil") is None:
        raise SetupError("A disk image can only be built on macOS.")
    if subprocess.run([str(script), str(application)], check=False).returncode:
        raise SetupError("The disk image could not be built; the lines above say why.")
    return out / "SDC Desktop.dmg"


def write_icon(file: Path) -> None:
    """Draw the program's icon in every size and pack the sizes with macOS's iconutil."""
    if shutil.which("iconutil") is None:
        raise SetupError("The application's icon can only be made on macOS.")
    folder = file.with_suffix(".iconset")
    folder.mkdir()
    for size in _SIZES:
        draw_icon(size).save(str(folder / f"icon_{size}x{size}.png"))
        draw_icon(2 * size).save(str(folder / f"icon_{size}x{size}@2x.png"))
    subprocess.run(["iconutil", "--convert", "icns", str(folder)], check=True)
    shutil.rmtree(folder)
