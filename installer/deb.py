"""The Debian package: the portable folder in its place, a menu entry and what it depends on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from announce import SetupError
from portable import PARTS, PROGRAM, PROJECT, size
from system_packages import WINDOW

_PLACE = Path("usr/lib") / PROGRAM
# Something must be there to write with, and whoever verifies a record wants ssh-keygen.
_FONT = "fonts-dejavu-core | fonts-liberation | fonts-noto-core"
# Qt prints with it; without it pages go into files only.
_PRINTING = "libcups2 | libcups2t64"
_ALWAYS_THERE = frozenset({"libc6", "libgcc-s1", "libstdc++6"})
_DESCRIPTION = """Check and protect workbooks of statistical tables
 SDC Desktop finds the tables of a workbook, shows which cells would disclose
 something about a person or a business, withholds or rounds what has to be, works
 out what a reader could still deduce, and saves a protected workbook together with
 a signed record of the check. It uses no network."""


def build_deb(folder: Path, out: Path, *, quick: bool = False) -> Path:
    """Pack the portable folder `folder` as a Debian package in `out` and return its file.

    Args:
        folder: What `build_portable` made.
        out: The folder for the package and for the tree that it is packed from.
        quick: Pack in seconds, by not compressing at all.

    Raises:
        SetupError: dpkg-deb is missing or refused.
    """
    if shutil.which("dpkg-deb") is None:
        raise SetupError("A Debian package can only be built where dpkg-deb is installed.")
    tree = out / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(folder, tree)
    write_control(folder, tree)
    file = out / f"{PROGRAM}_{version()}_{architecture()}.deb"
    packing = ["-Znone"] if quick else ["-Zxz", "-z6"]
    _run(["dpkg-deb", "--root-owner-group", *packing, "--build", str(tree), str(file)])
    shutil.rmtree(tree)
    return file


def lay_out(folder: Path, tree: Path) -> None:
    """Put the files of the package where they go, below `tree`; the folder's are linked."""
    shutil.copytree(folder, tree / _PLACE, copy_function=_link)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin" / PROGRAM).symlink_to(Path("../lib") / PROGRAM / PROGRAM)
    shared = tree / "usr/share"
    _place(PARTS / "linux/sdc-desktop.desktop", shared / "applications/sdc-desktop.desktop")
    _place(PARTS / "linux/copyright", shared / "doc" / PROGRAM / "copyright")
    picture = PROJECT / "resources/icons/application.svg"
    _place(picture, shared / "icons/hicolor/scalable/apps/sdc-desktop.svg")


def write_control(folder: Path, tree: Path) -> None:
    """Write what apt must know: version, dependencies, size."""
    needed = [*(alternatives(need.packages) for need in WINDOW), *python_needs(folder), _FONT]
    lines = [
        f"Package: {PROGRAM}",
        f"Version: {version()}",
        f"Architecture: {architecture()}",
        "Maintainer: The SDC Desktop developers <sdc-desktop@example.org>",
        f"Installed-Size: {size(folder) // 1024}",
        f"Depends: libc6 (>= {libc_version()}), {', '.join(sorted(set(needed)))}",
        f"Recommends: openssh-client, {_PRINTING}",
        "Section: math",
        "Priority: optional",
        f"Description: {_DESCRIPTION}",
    ]
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text("\n".join(lines) + "\n", encoding="utf-8")


def python_needs(folder: Path) -> list[str]:
    """Return the packages whose libraries the copied Python loads."""
    modules = sorted((folder / "python").rglob("*.so"))
    listed = _run(["ldd", str(folder / "python/bin/python3"), *map(str, modules)])
    libraries = sorted(set(re.findall(r"=> (/(?:usr/)?lib\S+)", listed)))
    return sorted({both_names(owner) for owner in map(_owner, libraries)} - {""})


def both_names(package: str) -> str:
    """Return `package` under its names before and after Debian's change to 64-bit times."""
    if not package or package in _ALWAYS_THERE:
        return ""
    plain = package.removesuffix("t64")
    return f"{plain} | {plain}t64"


def alternatives(packages: tuple[str, ...]) -> str:
    """Return a dependency on any one of `packages`."""
    return " | ".join(packages)


def version() -> str:
    """Return the program's version as it stands in its package."""
    text = (PROJECT / "sdc_desktop/__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    if found is None:
        raise SetupError("sdc_desktop/__init__.py does not name a version.")
    return found.group(1)


def architecture() -> str:
    """Return Debian's name of this machine's kind of processor."""
    return _run(["dpkg", "--print-architecture"]).strip()


def libc_version() -> str:
    """Return the version of the C library here; an older one cannot run what was built here."""
    return str(os.confstr("CS_GNU_LIBC_VERSION")).split()[-1]


def _owner(library: str) -> str:
    command = ["dpkg", "-S", f"*/{Path(library).name}"]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return found.split(":")[0] if found else ""


def _link(source: str, target: str) -> None:
    os.link(source, target)


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and command[0] != "ldd":
        raise SetupError(f"{command[0]} refused: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
