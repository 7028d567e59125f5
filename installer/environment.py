"""The project's own Python environment in `.venv`: made once, then found ready in a moment."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
import tomllib
from pathlib import Path

from announce import SetupError, say
from system_packages import VENV, Need


def prepare(project: Path, *, with_tests: bool) -> Path:
    """Make or renew the environment of `project` and return its Python.

    Args:
        project: The folder with pyproject.toml.
        with_tests: Whether what only the tests need is installed too.

    Raises:
        SetupError: The environment could not be made or filled.
    """
    folder = project / ".venv"
    python = python_of(folder)
    if is_fresh(project, with_tests=with_tests):
        return python
    if not _runs(python):
        _make(folder)
    say("Installing what SDC Desktop needs; the first time this takes some minutes.")
    _pip_install(python, project, dev_requirements(project) if with_tests else [])
    stamp_file(folder, with_tests=with_tests).write_text(stamp(project), encoding="utf-8")
    return python


def needs(project: Path) -> list[Need]:
    """Return what the system must bring so that the environment of `project` can be made."""
    return [] if _runs(python_of(project / ".venv")) else [VENV]


def python_of(folder: Path) -> Path:
    """Return where the Python of the environment in `folder` is."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def is_fresh(project: Path, *, with_tests: bool) -> bool:
    """Tell whether the environment was last filled from the present pyproject.toml."""
    folder = project / ".venv"
    stamps = [stamp_file(folder, with_tests=True)]
    if not with_tests:
        stamps.append(stamp_file(folder, with_tests=False))
    now = stamp(project)
    return python_of(folder).exists() and any(_text(file) == now for file in stamps)


def stamp(project: Path) -> str:
    """Return a text that changes with pyproject.toml, the Python and the place of `project`."""
    parts = [
        (project / "pyproject.toml").read_bytes(),
        f"{platform.python_version()} {sys.platform} {platform.machine()} {project}".encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def stamp_file(folder: Path, *, with_tests: bool) -> Path:
    """Return the file in `folder` that remembers from what the environment was filled."""
    return folder / ("filled-for-tests" if with_tests else "filled")


def dev_requirements(project: Path) -> list[str]:
    """Return the requirements of the group "dev"; the pip of Debian 12 knows no groups."""
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    return [str(requirement) for requirement in declared["dependency-groups"]["dev"]]


def _make(folder: Path) -> None:
    say("Making a Python environment in the folder .venv.")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=False)
    if made.returncode:
        raise SetupError(f"The folder {folder} could not be made or filled; see the lines above.")


def _pip_install(python: Path, project: Path, more: list[str]) -> None:
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    filled = subprocess.run([*command, "--editable", str(project), *more], check=False)
    if filled.returncode:
        raise SetupError(
            "The Python packages could not be installed; pip says above why. "
            "Often the network or the package index cannot be reached."
        )


def _runs(python: Path) -> bool:
    if not python.exists():
        return False
    version = [str(python), "-c", "import pip, platform; print(platform.python_version())"]
    answer = subprocess.run(version, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == platform.python_version()


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""
