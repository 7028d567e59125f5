"""About the program: its version and those of what it is made of, for a report of a fault."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sdc_desktop import __version__
from sdc_desktop.gui.dialogs.dialog import Dialog

_PARTS = ("PySide6_Essentials", "numpy", "scipy", "highspy", "PySCIPOpt", "numba", "typst", "lxml")


class AboutDialog(Dialog):
    """Shows the versions and puts them on the clipboard; they say nothing of any workbook."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("About SDC Desktop"),
            self.tr("&Copy"),
            self.tr("Please add these lines to the report of a fault."),
        )
        self.lines = QPlainTextEdit(versions())
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName(self.tr("Versions"))
        self.lines.setMinimumHeight(self.fontMetrics().height() * (len(_PARTS) + 5))
        self.column.addWidget(self.lines)

    def accept(self) -> None:
        """Put the versions on the clipboard and stay."""
        QGuiApplication.clipboard().setText(self.lines.toPlainText())


def versions() -> str:
    """Return one line for the program, the system, Python and each part."""
    lines = [f"SDC Desktop {__version__}", f"Python {platform.python_version()}"]
    lines.append(f"{platform.system()} {platform.release()} {platform.machine()}")
    return "\n".join([*lines, *(f"{name} {_version(name)}" for name in _PARTS)])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "is not installed"
