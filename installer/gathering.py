"""Which installed packages the program needs to run, and which of their files go into a bundle."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

from announce import SetupError
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Qt modules whose Python part is imported, and what their libraries and plugins load.
_QT_MODULES = frozenset({"Core", "DBus", "Gui", "PrintSupport", "Svg", "Widgets"})
_QT_INNER = frozenset({"EglFSDeviceIntegration", "OpenGL", "WaylandClient", "XcbQpa"})
_QT_PLUGINS = frozenset(
    {
        "iconengines",
        "imageformats",
        "platforminputcontexts",
        "platforms",
        "platformthemes",
        "printsupport",
        "styles",
        "wayland-decoration-client",
        "wayland-graphics-integration-client",
        "wayland-shell-integration",
        "xcbglintegrations",
    }
)
_UNUSED_PLATFORMS = ("eglfs", "linuxfb", "minimalegl", "vkkhrdisplay", "vnc")
_QT_LANGUAGES = ("qtbase_", "qt_")
_NOT_TO_RUN = frozenset({".a", ".c", ".h", ".hpp", ".lib", ".pxd", ".pxi", ".pyi", ".pyx"})
_FOLDERS_LEFT_OUT = frozenset({"__pycache__", "include", "sample_data", "tests"})


def runtime_distributions(requirements: Iterable[str]) -> list[Distribution]:
    """Return every installed distribution that `requirements` and in turn their own name.

    Raises:
        SetupError: One of them is not installed in this environment.
    """
    found: dict[str, Distribution] = {}
    waiting = {
        (each.name, extra) for each in map(Requirement, requirements) for extra in _extras(each)
    }
    seen: set[tuple[str, str]] = set()
    while waiting:
        name, extra = waiting.pop()
        seen.add((name, extra))
        source = found.setdefault(canonicalize_name(name), _installed(name))
        waiting |= _needed(source, extra) - seen
    return [found[name] for name in sorted(found)]


def copy_distribution(source: Distribution, packages: Path) -> None:
    """Copy the files of `source` that are needed to run into the folder `packages`."""
    for file in source.files or ():
        if is_needed(PurePosixPath(file)):
            _copy(Path(str(source.locate_file(file))), packages / file)


def is_needed(file: PurePosixPath) -> bool:
    """Tell whether `file`, relative to the packages, is needed to run the program."""
    if file.suffix in _NOT_TO_RUN or ".." in file.parts:
        return False
    if file.parts[0] == "PySide6":
        return _is_needed_of_qt(file)
    if file.parts[0] in {"bin", "share"}:
        return False
    return not _FOLDERS_LEFT_OUT.intersection(file.parts[:-1])


def copy_program(project: Path, packages: Path) -> None:
    """Copy the program of the checkout `project`, with its resources inside it."""
    program = packages / "sdc_desktop"
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(project / "sdc_desktop", program, ignore=ignored)
    shutil.copytree(project / "resources", program / "_resources", ignore=ignored)


def _needed(source: Distribution, extra: str) -> set[tuple[str, str]]:
    """Return what `source` needs for one of its extras, as names with an extra of their own."""
    needed = map(Requirement, source.requires or ())
    return {
        (each.name, wanted)
        for each in needed
        if each.marker is None or each.marker.evaluate({"extra": extra})
        for wanted in _extras(each)
    }


def _extras(requirement: Requirement) -> set[str]:
    """Return the extras of a requirement, and "" for what is needed without any."""
    return {"", *requirement.extras}


def _installed(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError as error:
        raise SetupError(f"The package {name} is not installed in this environment.") from error


def _is_needed_of_qt(file: PurePosixPath) -> bool:
    inside = file.parts[1:]
    if inside[0] in {"Qt", "plugins", "translations"}:
        return _is_needed_of_qt_folder(inside[1:] if inside[0] == "Qt" else inside)
    if len(inside) > 1:
        return inside[0] == "support"
    name, is_library = inside[0].split(".")[0], inside[0].endswith(".dll")
    if name.startswith("Qt"):
        module = name.removeprefix("Qt")
        return _is_qt_module(module) if is_library else module in _QT_MODULES
    return is_library or inside[0] == "__init__.py" or name.startswith(("_", "lib", "pyside6"))


def _is_qt_module(name: str) -> bool:
    return name.removeprefix("6") in _QT_MODULES | _QT_INNER


def _is_needed_of_qt_folder(inside: tuple[str, ...]) -> bool:
    if inside[0] == "plugins":
        is_unused = inside[-1].removeprefix("lib").removeprefix("q").startswith(_UNUSED_PLATFORMS)
        return inside[1] in _QT_PLUGINS and not is_unused
    if inside[0] == "translations":
        return inside[-1].startswith(_QT_LANGUAGES) and not inside[-1].startswith("qt_help")
    if inside[0] != "lib":
        return False
    name = inside[1].removeprefix("lib").split(".")[0]
    return not name.startswith("Qt") or _is_qt_module(name.removeprefix("Qt"))


def _copy(source: Path, target: Path) -> None:
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
