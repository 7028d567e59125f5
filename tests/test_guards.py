"""What must stay true of the installed libraries and of the program's own shape."""

import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]

MANY_CALLS = """
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QStandardItem

class Bell(QObject):
    rung = Signal(int)

application = QCoreApplication([])
bell, heard, item = Bell(), [], QStandardItem()
bell.rung.connect(heard.append)
for number in range(20_000):
    bell.rung.emit(number)
    item.setText(str(number))
print(len(heard), item.text())
"""

IMPORTS_WITHOUT_QT = """
import importlib, pkgutil, sys
import sdc_desktop.core
for module in pkgutil.walk_packages(sdc_desktop.core.__path__, "sdc_desktop.core."):
    importlib.import_module(module.name)
print([name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))])
"""


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, check=False
    )


def requirements() -> list[str]:
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return [*declared["project"]["dependencies"], *declared["dependency-groups"]["dev"]]


def test_qt_survives_twenty_thousand_signals_and_calls():
    done = run_python(MANY_CALLS)
    assert done.stdout.split() == ["20000", "19999"], done.stderr


@pytest.mark.parametrize("line", requirements())
def test_the_installed_version_is_one_that_is_allowed(line):
    requirement = Requirement(line)
    installed = {canonicalize_name(found.name): found.version for found in distributions()}
    assert requirement.specifier.contains(installed[canonicalize_name(requirement.name)])


def test_the_import_contracts_are_kept():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    checked = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
    assert checked.returncode == 0, checked.stdout


def test_the_core_is_imported_without_qt():
    done = run_python(IMPORTS_WITHOUT_QT)
    assert done.stdout.strip() == "[]", done.stderr
