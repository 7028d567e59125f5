"""Conditional formats that hide numbers or tell a threshold (guidance E7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.inspected import Element, Inspected, SheetEntry, tag_of

_DIGIT_CODES = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_COMPARED = re.compile(r"(?:<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)(?![\w.])")
_CONSTANT = re.compile(r"-?\d+(?:\.\d+)?")
_HARMLESS_CONSTANTS = {0.0, 1.0}


def find_in_conditions(inspected: Inspected) -> Iterator[Carrier]:
    """Yield what conditional formats hide or tell, sheet by sheet."""
    for entry, _, frame in inspected.worksheets:
        yield from _conditional(inspected, entry, frame)


def _conditional(inspected: Inspected, entry: SheetEntry, frame: Element) -> Iterator[Carrier]:
    rules = [one for one in frame.iter("{*}cfRule") if tag_of(one)]
    hiding = sum(_rule_hides(inspected, rule) for rule in rules)
    if hiding:
        yield Carrier(
            kind="hidden-by-condition",
            severity=Severity.REVIEW,
            message=f"The sheet has {counted(hiding, 'conditional format')} that can make numbers "
            "invisible; they stay in their cells.",
            part=entry.part,
            sheet=entry.name,
        )
    constants = sum(has_limit(rule) for rule in rules)
    if constants:
        yield Carrier(
            kind="condition-limits",
            severity=Severity.REVIEW,
            message=f"The sheet has {counted(constants, 'conditional format')} comparing cells "
            "with a fixed number, which may tell the threshold that was used.",
            part=entry.part,
            sheet=entry.name,
            removable=True,
        )


def has_limit(rule: Element) -> bool:
    """Tell whether a conditional format compares with a number that may be a threshold."""
    formulas = [one.text or "" for one in rule.iter("{*}formula", "{*}f")]
    if rule.get("type") == "cellIs":
        found = [one.strip() for one in formulas if _CONSTANT.fullmatch(one.strip())]
    else:
        found = [number for one in formulas for number in _COMPARED.findall(one)]
    return any(float(one) not in _HARMLESS_CONSTANTS for one in found)


def _rule_hides(inspected: Inspected, rule: Element) -> bool:
    style = rule.find("{*}dxf")
    if style is None and rule.get("dxfId", "").isdigit():
        style = _shared_style(inspected, int(rule.get("dxfId", "0")))
    if style is None:
        return False
    number_format = style.find("{*}numFmt")
    if number_format is not None and _shows_no_digits(number_format.get("formatCode", "")):
        return True
    colour = style.find("{*}font/{*}color")
    fill = style.find("{*}fill/{*}patternFill/{*}bgColor")
    if colour is None:
        return False
    is_white = colour.get("rgb", "")[-6:].lower() == "ffffff" or colour.get("theme") == "0"
    if fill is None:
        return is_white
    return sorted(colour.items()) == sorted(fill.items())


def _shows_no_digits(code: str) -> bool:
    plain = _DIGIT_CODES.sub("", code)
    return bool(code) and not re.search(r"[0#?@]|General|[dmyhs]", plain)


def _shared_style(inspected: Inspected, place: int) -> Element | None:
    part = next((one.target for one in inspected.links if one.type == "styles"), "")
    if part not in inspected.package:
        return None
    styles = inspected.xml(part).findall("{*}dxfs/{*}dxf")
    return styles[place] if place < len(styles) else None
