"""What may be missing in a saved file because a checker agreed to remove hidden data.

The proof asks two things: what is gone was agreed, and what was edited holds nothing new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.proof_package import Element, local, parse_xml

CLEARED = "\0"
"""Stands in place of a marker for a cell that has to be empty."""

_RENUMBERED = {"count", "uniqueCount", "localSheetId", "activeTab", "firstSheet", "macro", "val"}
_LITERAL = {"numLit": "numRef", "strLit": "strRef"}


@dataclass(frozen=True, slots=True)
class AgreedRemoval:
    """What was agreed to go.

    Attributes:
        cells: What cells hold afterwards that no action decided; `CLEARED` as marker for nothing.
        sheets: Sheets that go; they must have been hidden or hold macros.
        parts: Part that was removed or edited for it to why.
        loses_metadata: Whether cells lose their links to values with fields.
    """

    cells: Mapping[CellRef, CellChange] = field(default_factory=dict)
    sheets: frozenset[str] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)
    loses_metadata: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was agreed."""
        return not (self.cells or self.sheets or self.parts)


NOTHING_AGREED = AgreedRemoval()


def together(
    removed: Mapping[CellRef, CellChange], decided: Iterable[CellChange]
) -> dict[CellRef, CellChange]:
    """Return what cells show after actions and a removal.

    An action decides what is shown; a cell that nobody sees is empty whatever was decided.
    """
    result = dict(removed)
    for one in decided:
        known = result.get(one.cell)
        if known is None or known.marker != CLEARED:
            result[one.cell] = one
    return result


def holds_something_new(old: bytes, new: bytes) -> bool:
    """Tell whether an edited part holds a text or attribute that the source's part does not.

    Numbers that count elements or sheets by their place may differ.
    """
    if new in (b"", old):
        return False
    try:
        before, after = parse_xml(old), parse_xml(new)
    except etree.XMLSyntaxError:
        return not _is_shorter(old, new)
    return bool(_contents(after) - _contents(before))


def _contents(root: Element) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for element in root.iter():
        text = (element.text or "").strip()
        if text and text != "#REF!" and local(element):
            found["text", text] += 1
        for key, value in element.items():
            name = str(key).rpartition("}")[2]
            if name not in _RENUMBERED and name != "ContentType":
                found[name, str(value)] += 1
    return found


def _is_shorter(old: bytes, new: bytes) -> bool:
    """Tell whether `new` is `old` with some stretches left out."""
    place = 0
    for start in range(0, len(new), 64):
        piece = new[start : start + 64]
        found = old.find(piece, place)
        if found < 0:
            return _is_subsequence(old, new)
        place = found
    return len(new) < len(old)


def _is_subsequence(old: bytes, new: bytes) -> bool:
    rest = iter(old)
    return all(byte in rest for byte in new)
