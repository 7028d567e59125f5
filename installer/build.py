"""Build what people install: a portable folder, and what each system installs it with.

    .venv/bin/python installer/build.py portable [--out DIR]    a folder that runs from anywhere
    .venv/bin/python installer/build.py deb [--out DIR]         that folder and a .deb
    .venv/bin/python installer/build.py windows [--out DIR]     on Windows: folder, set-up program
    .venv/bin/python installer/build.py macos [--out DIR]       on macOS: application, disk image

Everything comes from the environment that runs this script (`bootstrap.py run` makes one); nothing
is fetched. docs/installers.md tells more.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import deb
import macos_app
import windows_setup
from announce import SetupError, say
from portable import PROJECT, build_portable, size

MEGABYTE = 1_000_000


def main(words: list[str]) -> int:
    """Build what the command line names and return the exit code."""
    wanted = _parser().parse_args(words)
    try:
        for file in BUILDERS[wanted.kind](wanted.out.resolve(), wanted.quick):
            say(f"{file} ({_bytes(file) / MEGABYTE:.0f} MB)")
    except SetupError as problem:
        say(str(problem))
        return 2
    return 0


def portable(out: Path, quick: bool) -> list[Path]:
    """Build the portable folder in `out`."""
    folder = out / "SDC Desktop"
    build_portable(folder)
    return [folder]


def debian(out: Path, quick: bool) -> list[Path]:
    """Build the portable folder and the Debian package in `out`."""
    [folder] = portable(out, quick)
    return [folder, deb.build_deb(folder, out, quick=quick)]


def windows(out: Path, quick: bool) -> list[Path]:
    """Build the portable folder and the set-up program in `out`."""
    [folder] = portable(out, quick)
    return [folder, windows_setup.build_setup(folder, out)]


def macos(out: Path, quick: bool) -> list[Path]:
    """Build the application and the disk image in `out`."""
    application = macos_app.build_application(out)
    return [application, macos_app.build_disk_image(application, out)]


BUILDERS: dict[str, Callable[[Path, bool], list[Path]]] = {
    "portable": portable,
    "deb": debian,
    "windows": windows,
    "macos": macos,
}


def _bytes(file: Path) -> int:
    return size(file) if file.is_dir() else file.stat().st_size


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="Build what people install.")
    parser.add_argument("kind", choices=sorted(BUILDERS))
    parser.add_argument("--out", type=Path, default=PROJECT / "dist", help="where to build")
    parser.add_argument("--quick", action="store_true", help="do not compress the package")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
