"""The set-up runs as a script, so its modules are found beside it and not in a package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "installer"))
