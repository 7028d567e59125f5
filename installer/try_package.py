"""Try a Debian package in a clean root: install it there, start the window, run the demo.

    sudo python3 installer/try_package.py PACKAGE.deb ROOT

ROOT is a fresh tree that `debootstrap --variant=minbase` made; it is changed. Only what the package
depends on is installed, by apt; the program then runs as a user who owns nothing, off screen and
without a network.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from announce import SetupError, say

_USER = "nobody"
_HOME = "/tmp/home-of-nobody"
_OUTSTANDING = 1  # the demo leaves the words of the document for a person to read


def main(words: list[str]) -> int:
    """Install and try; return 0 when everything ran."""
    if len(words) != 2:
        say("Name the package and the folder of the clean root.")
        return 2
    try:
        install(Path(words[0]), Path(words[1]))
        try_out(Path(words[1]))
    except SetupError as problem:
        say(str(problem))
        return 1
    return 0


def install(package: Path, root: Path) -> None:
    """Install the package with apt, and with it only what it depends on."""
    shutil.copy2(package, root / "tmp" / package.name)
    apt = "DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends"
    _call(root, f"apt-get -q update && {apt} install /tmp/{package.name}")
    (root / "tmp" / package.name).unlink()


def try_out(root: Path) -> None:
    """Start the window twice and run the demo as a plain user without a network."""
    _call(root, f"rm -rf {_HOME} && install -d -o {_USER} {_HOME}")
    for title, command, codes in (
        ("The version is told", "sdc-desktop --version", {0}),
        ("The window is painted", "sdc-desktop --exit-after-first-paint", {0}),
        ("The window is painted again", "sdc-desktop --exit-after-first-paint", {0}),
        ("The demo is done", f"sdc-desktop demo --out {_HOME}/demo", {0, _OUTSTANDING}),
        ("The demo is done again", f"sdc-desktop demo --out {_HOME}/again", {0, _OUTSTANDING}),
    ):
        began = time.monotonic()
        _call(root, f"env -i HOME={_HOME} QT_QPA_PLATFORM=offscreen PATH=/usr/bin {command}", codes)
        say(f"{title}: {time.monotonic() - began:.1f} s")


def _call(root: Path, command: str, codes: set[int] | None = None) -> None:
    inside = ["chroot", str(root), "/bin/sh", "-c", command]
    if codes is not None:
        user = [f"--userspec={_USER}:nogroup", str(root), "/bin/sh", "-c", command]
        inside = ["unshare", "--net", "chroot", *user]
    done = subprocess.run(inside, check=False)
    if done.returncode not in (codes or {0}):
        raise SetupError(f"This failed in the clean root: {command}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
