"""Take the words of the window out for translators, and put their translations back in.

    .venv/bin/python installer/translate.py update      writes resources/translations/sdc_XX.ts
    .venv/bin/python installer/translate.py release     makes the .qm files that the program reads

Translators open the .ts files with Qt Linguist. A new language is a new name in LANGUAGES here and
in sdc_desktop/gui/languages.py.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from announce import SetupError, say

PROJECT = Path(__file__).resolve().parent.parent
TRANSLATIONS = PROJECT / "resources" / "translations"
LANGUAGES = ("cy",)
PLURALS_ONLY = "en"
"""English is the language of the source; only its forms for one and many are written down."""


def main(words: list[str]) -> int:
    """Do what the command line says and return the exit code."""
    tasks = {"update": update, "release": release}
    if len(words) != 1 or words[0] not in tasks:
        say("Say update or release.")
        return 2
    try:
        tasks[words[0]](TRANSLATIONS)
    except SetupError as problem:
        say(str(problem))
        return 1
    return 0


def update(folder: Path) -> None:
    """Write every text of the window into the .ts files; what is translated already stays."""
    sources = [str(file) for file in sorted((PROJECT / "sdc_desktop" / "gui").rglob("*.py"))]
    options = ["-locations", "none", "-no-obsolete", "-source-language", "en_GB"]
    for language in LANGUAGES:
        _call("lupdate", [*sources, *options, "-ts", str(folder / f"sdc_{language}.ts")])
    plural = [*options, "-pluralonly", "-target-language", "en_GB"]
    _call("lupdate", [*sources, *plural, "-ts", str(folder / f"sdc_{PLURALS_ONLY}.ts")])


def release(folder: Path) -> None:
    """Make the .qm file of every .ts file."""
    for file in sorted(folder.glob("*.ts")):
        _call("lrelease", [str(file), "-qm", str(file.with_suffix(".qm"))])


def _call(tool: str, arguments: list[str]) -> None:
    """Run a tool of Qt that comes with PySide6."""
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    command = [str(program.with_suffix(Path(sys.executable).suffix)), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetupError(f"{tool} failed: {done.stderr.strip() or done.stdout.strip()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
