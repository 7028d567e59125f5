"""Files that come with the program, as the window uses them."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.register.resource_files import resource

_SAMPLE = "apprenticeship-complaints-2026.xlsx"


def sample_workbook() -> Path | None:
    """Return the workbook that a newcomer can try things on, None when there is none."""
    sample = resource("samples") / _SAMPLE
    return sample if sample.is_file() else None
