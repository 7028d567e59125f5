"""Read a clean copy from the disk again; nothing here shares code with what wrote it."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sheets import Sheet
from sdc_desktop.workbook.reader import read_workbook


def read_copy(out: Path) -> tuple[Sheet, ...] | None:
    """Return the sheets of a clean copy, None when it cannot be read."""
    try:
        return read_workbook(out).sheets
    except (SdcError, OSError):
        return None
