"""Write docs/rules.md from the docstrings of the rules and from the crafted cases.

python -m tests.bench.rule_document            writes it
python -m tests.bench.rule_document --check    says whether it is up to date
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from sdc_desktop.core.rules.rule_texts import RuleText, rule_texts

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"

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
    return _HEAD + "\n".join(_section(told) for told in rule_texts()) + "\n" + _cases()


def _section(told: RuleText) -> str:
    primary = " **primary**" if told.is_primary else ""
    lines = [f"## `{told.name}`{primary}", "", told.title, ""]
    lines += [f"- *{part}:* {text}" for part, text in told.parts]
    return "\n".join(lines) + "\n"


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
