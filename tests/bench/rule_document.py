"""Write docs/rules.md from the docstrings of the rules and from the crafted cases.

python -m tests.bench.rule_document            writes it
python -m tests.bench.rule_document --check    says whether it is up to date
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from sdc_desktop.core.rules import RULES, UNSAFE_CELL_RULES

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"

_PARTS = ("Formula", "Parameters", "Source", "It cannot see")
_HEAD = (
    "# The rules\n\n"
    "Written by `tests/bench/rule_document.py` from the code; a test fails when it is not up to "
    "date. Each rule is one file in `sdc_desktop/core/rules`. A finding is *fail* (must be dealt "
    "with), *review* (a person has to judge) or *info*. Cells of the rules marked **primary** are "
    "unsafe themselves and are withheld by `protect`.\n\n"
    "What is not printed in a table (contributors, largest contributions, bases) comes from "
    "evidence: `--companion F` of `check` and `protect` reads a workbook of the same labels, or "
    "the records. Where it is missing the finding *not-assessable* says what to ask the researcher "
    "for; it is never passed over.\n\n"
)


def document() -> str:
    """Return the text of docs/rules.md."""
    modules = list(dict.fromkeys(rule.__module__ for rule in RULES))
    parts = [_section(import_module(name)) for name in modules]
    return _HEAD + "\n".join(parts) + "\n" + _cases()


def _section(module: ModuleType) -> str:
    text = module.__doc__ or ""
    title, _, rest = text.strip().partition("\n")
    told = _split(rest)
    name = module.RULE
    primary = " **primary**" if name in UNSAFE_CELL_RULES else ""
    lines = [f"## `{name}`{primary}", "", title.rstrip(), ""]
    lines += [f"- *{part}:* {told[part]}" for part in _PARTS if part in told]
    return "\n".join(lines) + "\n"


def _split(text: str) -> dict[str, str]:
    """Return what a docstring says of each part, its lines put together."""
    found: dict[str, list[str]] = {}
    part = ""
    for line in text.splitlines():
        start = next((one for one in _PARTS if line.startswith((f"{one}:", f"{one},"))), "")
        if start:
            part = start
            line = line[len(start) :].lstrip(":, ")
        if part:
            found.setdefault(part, []).append(line.strip())
    return {part: " ".join(" ".join(lines).split()) for part, lines in found.items()}


def _cases() -> str:
    cases = import_module("tests.core.rules.test_crafted_cases").CASES
    lines = [
        "## Crafted cases",
        "",
        "Small tables in `tests/core/rules/test_crafted_cases.py` and what must be found in each. "
        'Those called "peer" are the bad outputs on which other output checkers were measured.',
        "",
        "| case | findings |",
        "|---|---|",
    ]
    lines += [f"| {case.name} | {', '.join(sorted(case.found)) or 'none'} |" for case in cases]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if DOCUMENT.read_text(encoding="utf-8") == document() else 1)
    DOCUMENT.write_text(document(), encoding="utf-8")
