"""Starts the installed SDC Desktop; the launchers run it with the Python beside it."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent / "packages"))

from sdc_desktop.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
