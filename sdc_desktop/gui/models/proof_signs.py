"""How a reader knows a withheld cell, as signs for the cells of the proof and as lines of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

import numpy as np

from sdc_desktop.core.audit_proof import Proof, Statement
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import Published
from sdc_desktop.gui.words import number_in_words, tr

_MOST_LINES = 12
_MINUS = "\N{MINUS SIGN}"
_TIMES = "\N{MULTIPLICATION SIGN}"


class ProofPart(IntEnum):
    """What a cell does in a proof."""

    KNOWN = 0
    """It is what a reader works out."""
    ADDED = 1
    TAKEN = 2
    LIMITED = 3
    """It is withheld, but cannot be below or above something."""
    BESIDE = 4
    """It stands in the relations that are used and cancels out."""


@dataclass(frozen=True, slots=True)
class ProofSign:
    """What is painted on a cell of a proof, and what is said of it."""

    part: ProofPart
    symbol: str
    words: str


Signs = Mapping[tuple[int, int], ProofSign]
"""The signs of one sheet, by row and column."""

NO_SIGNS: Signs = {}


def signs_of(proof: Proof) -> dict[str, dict[tuple[int, int], ProofSign]]:
    """Return the signs of a proof's cells, sheet by sheet."""
    text = tr("Used to work out {cell}")
    signs = {
        cell: ProofSign(ProofPart.BESIDE, "·", text.format(cell=_name(proof.cell, cell.sheet)))
        for cell in proof.cells
    }
    for statement in _statements(proof):
        for cell, times in statement.shown:
            signs[cell] = _shown_sign(times, _name(proof.cell, cell.sheet))
        for (cell, _), bound, is_least in zip(
            statement.leftovers, statement.bounds, statement.are_least, strict=True
        ):
            signs[cell] = _limited_sign(bound, is_least, _name(proof.cell, cell.sheet))
    if proof.printed_at is not None:
        name = _name(proof.cell, proof.printed_at.sheet)
        text = tr("The same cell as {cell}, printed with its number").format(cell=name)
        signs[proof.printed_at] = ProofSign(ProofPart.ADDED, "=", text)
    value = number_in_words(proof.value)
    text = tr("A reader knows that this is {value}").format(value=value)
    signs[proof.cell] = ProofSign(ProofPart.KNOWN, "=", text)
    by_sheet: dict[str, dict[tuple[int, int], ProofSign]] = {}
    for cell, sign in signs.items():
        by_sheet.setdefault(cell.sheet, {})[cell.row, cell.column] = sign
    return by_sheet


def cells_in_order(proof: Proof) -> tuple[CellRef, ...]:
    """Return the cells to look at: the known one, what is added, what is taken, the rest."""
    pairs = [pair for one in _statements(proof) for pair in one.shown]
    shown = [cell for cell, times in sorted(pairs, key=lambda pair: pair[1] < 0)]
    left = [cell for one in _statements(proof) for cell, _ in one.leftovers]
    return tuple(dict.fromkeys((proof.cell, *shown, *left)))


def lines_of(proof: Proof, published: Published) -> tuple[str, ...]:
    """Return the steps of a proof, one cell a line, and why its sums are believed."""
    signs = signs_of(proof)
    cells = [cell for cell in cells_in_order(proof) if cell != proof.cell]
    lines = [_line(cell, signs, proof.cell.sheet, published) for cell in cells[:_MOST_LINES]]
    if len(cells) > _MOST_LINES:
        lines.append(tr("… and {n} more.").format(n=len(cells) - _MOST_LINES))
    reasons = "; ".join(reason for reason in proof.relations if reason)
    if reasons:
        lines.append(tr("Believed because: {reasons}.").format(reasons=reasons))
    return tuple(lines)


def _statements(proof: Proof) -> Iterable[Statement]:
    return dict.fromkeys(one for one in (proof.upper, proof.lower) if one is not None)


def _shown_sign(times: Fraction, name: str) -> ProofSign:
    often = "" if abs(times) == 1 else f"{float(abs(times)):g}{_TIMES}"
    if times > 0:
        text = tr("Added to work out {cell}").format(cell=name)
        return ProofSign(ProofPart.ADDED, f"+{often}", text)
    text = tr("Taken away to work out {cell}").format(cell=name)
    return ProofSign(ProofPart.TAKEN, f"{_MINUS}{often}", text)


def _limited_sign(bound: float, is_least: bool, name: str) -> ProofSign:
    text = tr("Cannot be below {bound}") if is_least else tr("Cannot be above {bound}")
    words = f"{text.format(bound=number_in_words(bound))} ({name})"
    return ProofSign(ProofPart.LIMITED, "≥" if is_least else "≤", words)


def _line(cell: CellRef, signs: Mapping[str, Signs], sheet: str, published: Published) -> str:
    """Return one step, such as "+ C8: 14"."""
    sign = signs[cell.sheet][cell.row, cell.column]
    name = _name(cell, sheet)
    if sign.part is ProofPart.LIMITED:
        return f"{sign.symbol}  {name}: {sign.words}"
    value = _shown_value(cell, published)
    number = number_in_words(value) if value == value else sign.words
    return f"{sign.symbol}  {name}: {number}"


def _name(cell: CellRef, sheet: str) -> str:
    """Return what a cell is called on a sheet."""
    return cell.a1 if cell.sheet == sheet else f"{cell.sheet}!{cell.a1}"


def _shown_value(cell: CellRef, published: Published) -> float:
    """Return what a reader sees in a cell; NaN in cells of other workbooks."""
    values = published.values.get(cell.sheet)
    return np.nan if values is None else float(values[cell.row, cell.column])
