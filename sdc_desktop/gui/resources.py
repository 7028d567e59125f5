"""Files that come with the program, as the window uses them."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.register.resource_files import resource


def sample_workbook() -> Path | None:
    """Return the workbook that a newcomer can try things on, None when there is none."""
    samples = sorted(resource("samples").rglob("*.xlsx"))
    return samples[0] if samples else None
