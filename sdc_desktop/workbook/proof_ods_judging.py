"""Judge one cell of a saved OpenDocument spreadsheet: what it shows, and what it still holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.proof_numbers import key_of, keys_in_text
from sdc_desktop.workbook.proof_ods_cells import FORMULA, FORMULA_FACTS, RULE, Facts, SavedOdsCell
from sdc_desktop.workbook.proof_ods_parts import SIZES, keys_in_document
from sdc_desktop.workbook.proof_package import local, parse_xml
from sdc_desktop.workbook.proof_removal import CLEARED

_NUMBERS = {"float", "percentage", "currency"}
_SCALES = (1, 100, 1e-3, 1e-6, 1e-9)
VALUES = ("value", "string-value", "date-value", "time-value", "boolean-value")
_KNOWN = {*VALUES, "value-type", "currency"}
_LOOKS = {
    *("style-name", "number-columns-spanned", "number-rows-spanned", "content-validation-name"),
    *("protect", "protected", "id"),
}


def as_cut(before: SavedOdsCell, after: SavedOdsCell) -> SavedOdsCell:
    """Return a cell without what was lost of it: remarks, drawings, links and rules for entries.

    What it shows has to be the same.
    """
    rules = frozenset(one for one in before.facts if one[0] == RULE)
    facts = before.facts - rules if not rules & after.facts else before.facts
    is_less = set(after.inside) <= set(before.inside)
    is_plainer = len(after.rich) <= len(before.rich) and _words(after.rich) <= _words(before.rich)
    return before._replace(
        facts=facts,
        inside=after.inside if is_less else before.inside,
        rich=after.rich if is_plainer else before.rich,
    )


def _words(paragraphs: Iterable[bytes]) -> Counter[tuple[str, str, str]]:
    """Return the elements and attributes of paragraphs, counted."""
    return Counter(
        (str(one.tag), str(key), str(value))
        for text in paragraphs
        for one in parse_xml(text).iter()
        for key, value in (("", ""), *one.items())
    )


def numbers_of(cell: SavedOdsCell) -> Iterator[str]:
    """Yield the keys of the numbers that a cell stores and shows."""
    has_value = False
    for key, text in cell.facts:
        word = _local(key)
        if word == "value":
            has_value = True
            yield key_of(float(text))
            if cell.text != text:
                yield from _keys_shown(cell.text)
        elif word in VALUES:
            yield from keys_in_text(text)
    if not has_value:
        yield from keys_in_text(cell.text)


def keys_only_written(cell: SavedOdsCell) -> frozenset[str]:
    """Return the keys of numbers in the text of a number cell that its number is not shown as.

    Programs show the number; such a text is a copy that no reader of the sheet sees.
    """
    value = cell.fact("value")
    if cell.fact("value-type") not in _NUMBERS or not value or cell.text == value:
        return frozenset()
    number = abs(float(value))
    return frozenset(key for key in _keys_shown(cell.text) if not _may_show(key, number))


def _may_show(key: str, number: float) -> bool:
    """Tell whether a text's number can be a number of a cell, scaled and rounded."""
    decimals = len(key.partition("e")[0].partition(".")[2])
    slack = (0.5 + 1e-6) * 10.0**-decimals
    return any(abs(float(key) - number * scale) <= slack for scale in _SCALES)


@cache
def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _keys_shown(text: str) -> Iterator[str]:
    """Yield the keys of the number that a number cell shows; "1,201" is not 1 and 201."""
    number = number_in_text(text)
    if number is None:
        yield from keys_in_text(text)
    else:
        yield key_of(number)
        if text.rstrip().endswith("%"):
            yield key_of(number / 100)


def shows_decided(change: CellChange, cell: SavedOdsCell) -> bool:
    """Tell whether a cell holds what was decided, and no other value beside it."""
    kind, value = cell.fact("value-type"), cell.fact("value")
    others = [cell.fact(one) for one in VALUES[1:]]
    if FORMULA in dict(cell.facts) or any(others) or not all(map(_is_only_space, cell.rich)):
        return False
    if change.marker == CLEARED:
        return not (kind or value or cell.text)
    if change.is_withheld:
        return kind == "string" and not value and cell.text == change.marker
    if kind == "string":
        return not value and number_in_text(cell.text) == change.number
    return kind in _NUMBERS and bool(value) and float(value) == change.number


def is_percentage(cell: SavedOdsCell | None) -> bool:
    """Tell whether a cell stores a part of one and shows a part of a hundred."""
    return cell is not None and cell.fact("value-type") == "percentage"


def _is_only_space(paragraph: bytes) -> bool:
    """Tell whether a paragraph holds nothing beside its text but marks for spaces and tabs."""
    root = parse_xml(paragraph)
    return not root.keys() and all(local(one) in {"s", "tab"} for one in root)


def is_clean(before: SavedOdsCell | None, after: SavedOdsCell, old: Collection[str]) -> bool:
    """Tell whether a changed cell keeps its looks and nothing of its old number.

    Attributes that are neither looks nor the decided value may be copies of the old one.
    """
    had = before.inside if before is not None else ()
    if not set(after.inside) <= set(had) or (before is not None and after.tag != before.tag):
        return False
    looks = [
        frozenset(one for one in cell.facts if _local(one[0]) in _LOOKS)
        for cell in (before, after)
        if cell is not None
    ]
    is_plain = all(_local(key) in _LOOKS or _is_value(key) for key, _ in after.facts)
    mentions = {key for one in after.inside for key in keys_in_document(parse_xml(one))}
    is_told = after.fact("value-type") in _NUMBERS and set(old) & set(_keys_shown(after.text))
    return is_plain and len(set(looks)) <= 1 and not is_told and mentions.isdisjoint(old)


def _is_value(name: str) -> bool:
    return _local(name) in _KNOWN or name in FORMULA_FACTS


def words_of(facts: Facts) -> Iterator[str]:
    """Yield what the attributes of a row or cell say beside its values, formula and size."""
    for key, text in facts:
        word = _local(key)
        if word not in VALUES and word not in SIZES and key not in FORMULA_FACTS:
            yield text
