"""Whether a formula left in an OpenDocument spreadsheet still reads a changed cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdc_desktop.workbook.ods_addresses import read_addresses
from sdc_desktop.workbook.proof_ods_cells import TABLE
from sdc_desktop.workbook.proof_package import Element
from sdc_desktop.workbook.proof_references import Box, ChangedCells

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_BLIND = re.compile(
    r"\A(?!(?:of|oooc):)[A-Za-z]+:|!!|\b(?:INDIRECT|OFFSET|MULTIPLE\.OPERATIONS)\s*\(",
    re.IGNORECASE,
)
"""Ways to read cells that are not named in brackets, and formulas of another language."""
_ADDRESS = re.compile(r"\[((?:'(?:[^']|'')*'|[^\]'])*)\]")
_WORD = re.compile(r"[^\W\d][\w.\\]*")
_NAMES = {
    "named-range": "cell-range-address",
    "named-expression": "expression",
    "database-range": "target-range-address",
}
_DEEPEST = 20


class OdsReferences:
    """Follows what formulas name: cells, and names for cells and formulas.

    Args:
        changed: The changed cells.
        root: The document, in which names are defined.
    """

    def __init__(self, changed: ChangedCells, root: Element) -> None:
        self._changed = changed
        self._names: dict[str, list[str]] = {}
        for tag, fact in _NAMES.items():
            for one in root.iter(f"{TABLE}{tag}"):
                text = one.get(f"{TABLE}{fact}", "")
                text = text if "[" in text or tag == "named-expression" else f"[{text}]"
                self._names.setdefault(one.get(f"{TABLE}name", "").casefold(), []).append(text)

    def reads_changed(self, formula: str, sheet: str, depth: int = 0) -> bool:
        """Tell whether a formula names a changed cell, or may read cells that it does not name."""
        formula = _TEXT.sub('""', formula)
        if _BLIND.search(formula) or depth > _DEEPEST:
            return True
        boxes = self._boxes(formula, sheet)
        if any(True for box in boxes for _ in self._changed.inside(box)):
            return True
        words = {word.casefold() for word in _WORD.findall(_ADDRESS.sub(" ", formula))}
        return any(
            self.reads_changed(text, sheet, depth + 1)
            for word in words
            for text in self._names.get(word, ())
        )

    def _boxes(self, formula: str, sheet: str) -> Iterator[Box]:
        for match in _ADDRESS.finditer(formula):
            if "#" in match[1]:
                continue
            areas = read_addresses(match[1])
            for name, cells in areas or ():
                yield Box(name or sheet, cells.top, cells.left, cells.bottom, cells.right)
