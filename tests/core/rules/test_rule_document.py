"""docs/rules.md is what the code says."""

from importlib import import_module

import pytest

from sdc_desktop.core.rules import RULES, WORKBOOK_RULES
from tests.bench.rule_document import DOCUMENT, document


def test_the_document_of_the_rules_is_up_to_date():
    """Write it anew with: python -m tests.bench.rule_document."""
    assert DOCUMENT.read_text(encoding="utf-8") == document()


@pytest.mark.parametrize("name", sorted({rule.__module__ for rule in (*RULES, *WORKBOOK_RULES)}))
@pytest.mark.parametrize("part", ["Formula", "Parameters:", "Source:", "It cannot see:"])
def test_every_rule_says_its_formula_parameters_source_and_limits(name, part):
    assert part in (import_module(name).__doc__ or "")
