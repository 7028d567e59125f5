"""Set up SDC Desktop in its own folder and start it, or test it.

    python3 installer/bootstrap.py run [FILE]               opens FILE, or a sample workbook
    python3 installer/bootstrap.py test [PYTEST ARGUMENTS]  format, lint, types, contracts, tests

Only Python 3.11 or newer is needed to begin with. Everything else goes into the folder `.venv` of
this project; on Debian and Ubuntu the system libraries that the window needs are installed too,
where that is allowed. The second time both start at once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "resources" / "samples"
OLDEST_PYTHON = (3, 11)
FINDINGS_OUTSTANDING = 1  # exit code of the demo: done, and something is left for a person to judge

if sys.version_info < OLDEST_PYTHON:  # before the imports below, which older versions cannot read
    found = "%d.%d" % sys.version_info[:2]  # noqa: UP031
    sys.exit("SDC Desktop needs Python 3.11 or newer; this is Python " + found + ".")

import environment  # noqa: E402
import system_packages  # noqa: E402
from announce import SetupError, say  # noqa: E402
from system_packages import Need  # noqa: E402


def main(words: list[str]) -> int:
    """Do what the command line says and return the exit code."""
    try:
        if words[:1] == ["test"]:
            return test(words[1:])
        return run(_parser().parse_args(words).files)
    except SetupError as problem:
        say(str(problem))
        return 2
    except KeyboardInterrupt:
        return 130


def run(files: list[str]) -> int:
    """Open the window on `files` or on the sample; without a display, run the demo."""
    if not has_display():
        return demonstrate(files)
    python = set_up(system_packages.WINDOW)
    workbooks = files or [str(sample) for sample in sorted(SAMPLES.glob("*.xlsx"))[:1]]
    return _call([str(python), "-m", "sdc_desktop", *workbooks])


def demonstrate(files: list[str]) -> int:
    """Run the demo on the sample, in place of the window, and say so."""
    passed_over = f" {files[0]} is not opened." if files else ""
    say(f"There is no display here, so the demo runs on the sample workbook.{passed_over}")
    python = set_up(system_packages.DRAWING)
    out = demo_folder(PROJECT)
    code = _call([str(python), "-m", "sdc_desktop", "demo", "--out", str(out)], _offscreen())
    if code not in (0, FINDINGS_OUTSTANDING) or not (out / "record").is_dir():
        return code
    say(f"The demo is done; what it wrote is in {out}")
    return 0


def test(pytest_arguments: list[str]) -> int:
    """Run every check in order and return the exit code of the first that fails, or 0."""
    python = set_up(system_packages.DRAWING, with_tests=True)
    for title, command in checks(python, pytest_arguments):
        say(title)
        code = _call(command, _offscreen(), PROJECT)
        if code:
            say(f"Stopped: {title.lower()} failed (exit code {code}).")
            return code
    return 0


def set_up(libraries: Sequence[Need], *, with_tests: bool = False) -> Path:
    """Bring in whatever is missing and return the Python of the project's environment."""
    tools = system_packages.TEST_TOOLS if with_tests else ()
    system_packages.install([*environment.needs(PROJECT), *libraries], wanted=tools)
    return environment.prepare(PROJECT, with_tests=with_tests)


def checks(python: Path, pytest_arguments: list[str]) -> list[tuple[str, list[str]]]:
    """Return the title and the command line of every check, in the order they run."""
    lint_imports = python.with_name("lint-imports" + python.suffix)
    return [
        ("Format", [str(python), "-m", "ruff", "format", "--check", "."]),
        ("Lint", [str(python), "-m", "ruff", "check", "."]),
        ("Types", [str(python), "-m", "mypy"]),
        ("Import contracts", [str(lint_imports)]),
        ("Tests", [str(python), "-m", "pytest", *pytest_arguments]),
    ]


def has_display() -> bool:
    """Tell whether a window can be shown; on Windows and macOS one always can."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def demo_folder(project: Path) -> Path:
    """Return a new folder for the demo's files: in the project, else among temporary files."""
    if not os.access(project, os.W_OK):
        return Path(tempfile.mkdtemp(prefix="sdc-desktop-demo-"))
    names = chain(["demo-output"], (f"demo-output-{number}" for number in count(2)))
    return next(project / name for name in names if not (project / name).exists())


def _offscreen() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def _call(
    command: list[str], variables: dict[str, str] | None = None, folder: Path | None = None
) -> int:
    return subprocess.run(command, env=variables, cwd=folder, check=False).returncode


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bootstrap.py", description="Set up SDC Desktop and start or test it."
    )
    tasks = parser.add_subparsers(dest="task", required=True)
    start = tasks.add_parser("run", help="set up and open the window on a workbook")
    start.add_argument("files", nargs="*", metavar="FILE", help="a workbook; else a sample")
    tasks.add_parser("test", help="set up and run all checks; arguments go to pytest")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
