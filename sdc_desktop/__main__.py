"""Where the program starts: a command goes to the command line, anything else to the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sdc_desktop import __version__

_COMMANDS = {
    "demo",
    "tables",
    "check",
    "protect",
    "audit",
    "compare-methods",
    "convert",
    "inspect",
    "review",
    "crate",
    "verify",
    "policies",
    "p-table",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code (DESIGN.md, command line contract)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in _COMMANDS | {"--help", "-h", "--version"}:
        from sdc_desktop import cli

        return cli.main(words, take_screenshot=_take_screenshot, version=__version__)
    return _open_window(words)


def _open_window(words: list[str]) -> int:
    closes_at_once = "--exit-after-first-paint" in words
    options = [word for word in words if word.startswith("-")]
    unknown = [option for option in options if option != "--exit-after-first-paint"]
    paths = [Path(word) for word in words if not word.startswith("-")]
    if unknown or len(paths) > 1:
        problem = f"{unknown[0]} is not an option." if unknown else "One workbook can be opened."
        print(f"{problem}\nHint: sdc-desktop --help lists the commands.", file=sys.stderr)
        return 2
    from sdc_desktop.gui.app import run_window

    return run_window(paths, exit_after_first_paint=closes_at_once)


def _take_screenshot(workbook: Path, picture: Path) -> None:
    from sdc_desktop.gui.app import grab_window

    grab_window(workbook, picture)


if __name__ == "__main__":
    sys.exit(main())
