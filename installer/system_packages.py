"""The system libraries and tools that pip cannot bring, and how Debian and Ubuntu install them.

A library is there when it can be loaded, a tool when it is on the path. Package names differ
between releases, so each need lists the names it may have and this machine's package lists decide.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from announce import SetupError, say

_LISTS = Path("/var/lib/apt/lists")
_APT_OPTIONS = ("-o", "DPkg::Lock::Timeout=580", "--no-install-recommends")


@dataclass(frozen=True, slots=True)
class Need:
    """A library, tool or Python module and the packages that may bring it, the likeliest first."""

    name: str
    packages: tuple[str, ...]
    kind: Literal["library", "tool", "module"] = "library"

    def is_met(self) -> bool:
        """Tell whether the library loads, the tool is on the path, or Python finds the module."""
        if self.kind == "tool":
            return shutil.which(self.name) is not None
        if self.kind == "module":
            return importlib.util.find_spec(self.name) is not None
        try:
            ctypes.CDLL(self.name)
        except OSError:
            return False
        return True


# Debian leaves out of Python what its venv module needs.
VENV = Need(
    "ensurepip",
    (f"python{sys.version_info.major}.{sys.version_info.minor}-venv", "python3-venv"),
    kind="module",
)
# What Qt loads to draw at all, and what it loads to show a window under X11.
DRAWING = (
    Need("libglib-2.0.so.0", ("libglib2.0-0", "libglib2.0-0t64")),
    Need("libGL.so.1", ("libgl1",)),
    Need("libEGL.so.1", ("libegl1",)),
    Need("libdbus-1.so.3", ("libdbus-1-3",)),
    Need("libfontconfig.so.1", ("libfontconfig1",)),
    Need("libxkbcommon.so.0", ("libxkbcommon0",)),
)
WINDOW = (
    *DRAWING,
    Need("libxcb-cursor.so.0", ("libxcb-cursor0",)),
    Need("libxkbcommon-x11.so.0", ("libxkbcommon-x11-0",)),
    Need("libxcb-icccm.so.4", ("libxcb-icccm4",)),
    Need("libxcb-keysyms.so.1", ("libxcb-keysyms1",)),
    Need("libxcb-shape.so.0", ("libxcb-shape0",)),
    Need("libxcb-xkb.so.1", ("libxcb-xkb1",)),
)
TEST_TOOLS = (
    Need("ssh-keygen", ("openssh-client",), kind="tool"),
    Need("soffice", ("libreoffice-calc-nogui", "libreoffice-calc"), kind="tool"),
)


def install(needed: Sequence[Need], wanted: Sequence[Need] = ()) -> None:
    """Install what is missing of `needed` and `wanted`, where that is possible.

    Args:
        needed: Without these nothing runs.
        wanted: Without these some tests are skipped, which is said.

    Raises:
        SetupError: Something needed is missing and cannot be installed here.
    """
    missing = [need for need in (*needed, *wanted) if not need.is_met()]
    if not missing or not sys.platform.startswith("linux"):
        return
    prefix = privilege()
    if _has_apt() and prefix is not None:
        _apt_install(missing, prefix)
    still = [need for need in needed if not need.is_met()]
    if still:
        raise SetupError(advice(still))
    skipped = [need for need in wanted if not need.is_met()]
    if skipped:
        names = " and ".join(need.name for need in skipped)
        say(f"Tests that need {names} are skipped. {advice(skipped)}")


def advice(missing: Sequence[Need], has_apt: bool | None = None) -> str:
    """Return the one sentence that tells a person how to install `missing` themselves."""
    if _has_apt() if has_apt is None else has_apt:
        packages = " ".join(chosen_packages(missing, is_known))
        first = "" if _has_lists() else "sudo apt-get update && "
        return f"Please have this run once: {first}sudo apt-get install {packages}"
    names = ", ".join(need.name for need in missing)
    return f"Please install what is missing with your system's package manager: {names}"


def chosen_packages(needs: Sequence[Need], is_known: Callable[[str], bool]) -> list[str]:
    """Return one package for each of `needs`: the first known, or the likeliest."""
    return [
        next((package for package in need.packages if is_known(package)), need.packages[0])
        for need in needs
    ]


def is_known(package: str) -> bool:
    """Tell whether apt's lists on this machine hold `package`, and not only as another's name."""
    shown = subprocess.run(
        ["apt-cache", "show", package], capture_output=True, text=True, check=False
    )
    return f"Package: {package}\n" in shown.stdout


def privilege() -> list[str] | None:
    """Return what stands before a command that needs root, or None without the right."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def _apt_install(needs: Sequence[Need], prefix: list[str]) -> None:
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    has_lists = _has_lists()
    if not has_lists:
        _call([*apt, "update"])
    packages = chosen_packages(needs, is_known)
    say(f"Installing with apt-get: {' '.join(packages)}")
    install = [*apt, *_APT_OPTIONS, "install", *packages]
    if _call(install) and has_lists:
        say("That failed; trying once more with fresh package lists.")
        _call([*apt, "update"])
        _call(install)


def _call(command: list[str]) -> int:
    return subprocess.run(command, check=False, stdout=sys.stderr).returncode


def _has_apt() -> bool:
    return shutil.which("apt-get") is not None and shutil.which("apt-cache") is not None


def _has_lists() -> bool:
    return any(_LISTS.glob("*_Packages*"))
