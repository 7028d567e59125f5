"""Take the pictures of the window that the README shows; needs no display.

Run `python installer/make_screenshots.py` with the Python of `.venv` after the window has changed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"


def main() -> int:
    """Write docs/screenshots/workbench.png: the sample workbook as it opens."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from sdc_desktop.gui.app import grab_window

    PICTURES.mkdir(parents=True, exist_ok=True)
    sample = next((ROOT / "resources" / "samples").glob("*.xlsx"))
    grab_window(sample, PICTURES / "workbench.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
