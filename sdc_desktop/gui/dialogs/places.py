"""Boxes for the names of files and folders, with a button beside them that asks for one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from sdc_desktop.gui.words import tr
from sdc_desktop.workbook.record_verification import RECORD


def with_browse(box: QLineEdit, browse: Callable[[], object]) -> QHBoxLayout:
    """Return a line with `box` and a button that lets the user look for what goes into it."""
    button = QPushButton(tr("Browse…"))
    button.setAutoDefault(False)
    button.clicked.connect(lambda: browse())
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(box, 1)
    row.addWidget(button)
    return row


def path_in(box: QLineEdit) -> Path:
    """Return what is filled in."""
    return Path(box.text().strip())


def workbook_beside(folder: Path, name: str) -> Path | None:
    """Return the workbook that a record names as its "result" or "source", where it is at hand.

    It is looked for in the record's folder and beside it.
    """
    try:
        named = str(json.loads((folder / RECORD).read_bytes())[name]["name"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    places = (folder / Path(named).name, folder.parent / Path(named).name)
    return next((one for one in places if one.exists()), None)
