"""The portable folder: a Python of its own, the packages, the program and what starts it.

It needs no installation, no rights and no network, and does not look at the system's own Python.

    SDC Desktop/
        sdc-desktop (sdc-desktop.cmd on Windows)    starts the window, or a command
        start.py                                    what they run
        python/                                     the interpreter and its library
        packages/                                   the program and the packages it needs
"""

from __future__ import annotations

import compileall
import py_compile
import shutil
import sys
import tomllib
from pathlib import Path

from announce import SetupError
from gathering import copy_distribution, copy_program, runtime_distributions
from interpreter import copy_interpreter

PARTS = Path(__file__).resolve().parent
PROJECT = PARTS.parent
PROGRAM = "sdc-desktop"


def build_portable(target: Path) -> None:
    """Build the portable folder of the running environment at `target`.

    Raises:
        SetupError: The folder is there already, or a package is missing in the environment.
    """
    if target.exists():
        raise SetupError(f"{target} is there already; remove it or choose another folder.")
    packages = target / "packages"
    copy_interpreter(target / "python")
    for source in runtime_distributions(requirements()):
        copy_distribution(source, packages)
    copy_program(PROJECT, packages)
    shutil.copy2(PROJECT / "LICENSE", target / "LICENSE")
    shutil.copy2(PARTS / "start.py", target / "start.py")
    add_launcher(target)
    compile_modules(target)


def requirements() -> list[str]:
    """Return what pyproject.toml says the program needs to run."""
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return [str(line) for line in declared["project"]["dependencies"]]


def add_launcher(target: Path) -> None:
    """Put what starts the program on this kind of system into the folder."""
    if sys.platform == "win32":
        shutil.copy2(PARTS / "windows" / "sdc-desktop.cmd", target / "sdc-desktop.cmd")
        return
    shutil.copyfile(PARTS / "linux" / "sdc-desktop.sh", target / PROGRAM)
    (target / PROGRAM).chmod(0o755)


def compile_modules(target: Path) -> None:
    """Compile every module, because an installed folder is mostly not writable for its users.

    The compiled files do not depend on times or places: unpacking does not make them stale.
    """
    compileall.compile_dir(
        target,
        maxlevels=20,
        quiet=2,
        workers=2,
        stripdir=str(target),
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


def size(folder: Path) -> int:
    """Return how many bytes the files in `folder` take together."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())
