"""A copy of the running Python that works from any folder: its program and its own library."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

# What a program without a terminal, a compiler or other people's packages never imports.
LEFT_OUT = (
    "__pycache__",
    "config-*",
    "dist-packages",
    "EXTERNALLY-MANAGED",
    "_curses*",
    "_dbm*",
    "_gdbm*",
    "_test*",
    "_tkinter*",
    "_xxtestfuzz*",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "nis.*",
    "ossaudiodev*",
    "pydoc_data",
    "readline*",
    "site-packages",
    "sitecustomize.py",
    "test",
    "tkinter",
    "turtle*",
    "xxlimited*",
)


def copy_interpreter(target: Path) -> None:
    """Copy the Python that runs this script, with its standard library, to `target`."""
    if sys.platform == "win32":
        copy_from_windows(Path(sys.base_prefix), target)
        return
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    (target / "bin").mkdir(parents=True)
    shutil.copy2(program(), target / "bin" / "python3")
    library = target / "lib" / version
    ignored = shutil.ignore_patterns(*LEFT_OUT)
    shutil.copytree(sysconfig.get_path("stdlib"), library, symlinks=False, ignore=ignored)
    shared = shared_library()
    if shared is not None:
        shutil.copy2(shared, target / "lib" / shared.name)


def program() -> Path:
    """Return the program file of the Python that the environment was made from."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return (Path(sys.base_exec_prefix) / "bin" / name).resolve()


def shared_library() -> Path | None:
    """Return the library that the Python's program loads, None when it is all in the program."""
    if not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        return None
    name = sysconfig.get_config_var("INSTSONAME")
    file = Path(sysconfig.get_config_var("LIBDIR")) / str(name)
    return file if file.is_file() and b"libpython" in program().read_bytes() else None


def copy_from_windows(base: Path, target: Path) -> None:
    """Copy the Python for Windows that is installed at `base`, without what is left out."""
    target.mkdir(parents=True)
    for file in base.iterdir():
        if file.suffix in {".dll", ".exe"} and file.stem.startswith(("python", "vcruntime")):
            shutil.copy2(file, target / file.name)
    ignored = shutil.ignore_patterns(*LEFT_OUT, "*.pdb")
    for name in ("DLLs", "Lib"):
        shutil.copytree(base / name, target / name, ignore=ignored)
