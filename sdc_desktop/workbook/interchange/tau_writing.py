"""Writes a table in the files of τ-ARGUS: metadata, a line for each cell, and hierarchies."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sdc_desktop.core.protection.instances import InstanceStatus
from sdc_desktop.workbook.interchange.tau import TauDimension, TauTable

_LEAD = "@"
_LETTERS = {
    InstanceStatus.SAFE: "S",
    InstanceStatus.UNSAFE: "U",
    InstanceStatus.STAYS: "P",
    InstanceStatus.SECONDARY: "D",
}


def tau_texts(table: TauTable, name: str) -> dict[str, str]:
    """Return file name to text: NAME.rda, NAME.tab, and NAME-1.hrc ... for sides with levels.

    Cells withheld for others have the status D, which τ-ARGUS writes in its results and does not
    read; everything else is what it reads. It knows no sliding levels: what they ask for beyond the
    lower level is asked for above.
    """
    texts = {f"{name}.rda": _metadata(table, name), f"{name}.tab": _cells(table)}
    for number, dimension in enumerate(table.dimensions, start=1):
        if _has_levels(dimension):
            texts[f"{name}-{number}.hrc"] = "\n".join(_lines(dimension)) + "\n"
    return texts


def _has_levels(dimension: TauDimension) -> bool:
    return any(parent != dimension.total for parent in dimension.parents.values())


def _lines(dimension: TauDimension) -> Iterator[str]:
    """Yield the codes, parts below their sums, with a leading sign for each level."""
    families = dict(dimension.families())

    def below(code: str, depth: int) -> Iterator[str]:
        for part in families.get(code, ()):
            yield f"{_LEAD * depth}{part}"
            yield from below(part, depth + 1)

    yield from below(dimension.total, 0)


def _metadata(table: TauTable, name: str) -> str:
    lines = ['   <SEPARATOR> ";"']
    for number, dimension in enumerate(table.dimensions, start=1):
        lines += [dimension.name, "    <RECODEABLE>", f'    <TOTCODE> "{dimension.total}"']
        if _has_levels(dimension):
            lines += [
                "    <HIERARCHICAL>",
                f'    <HIERCODELIST> "{name}-{number}.hrc"',
                f'    <HIERLEADSTRING> "{_LEAD}"',
            ]
    decimals = max(len(_text(one).partition(".")[2]) for one in table.instance.values.tolist())
    lines += [table.response, "    <NUMERIC>", f"    <DECIMALS> {decimals}"]
    lines += ["Cost", "    <NUMERIC> <COSTVAR>", "Status", "    <STATUS>"]
    lines += ["LowerLevel", "    <NUMERIC> <LOWERPL>", "UpperLevel", "    <NUMERIC> <UPPERPL>"]
    return "\n".join(lines) + "\n"


def _cells(table: TauTable) -> str:
    one = table.instance
    above = np.maximum(one.upper_level, one.sliding_level - one.lower_level)
    columns = (one.values, one.weights, one.lower_level, above)
    lines = []
    for number, codes in enumerate(table.codes):
        value, cost, lower, upper = (_text(float(column[number])) for column in columns)
        names = (f'"{code}"' for code in codes)
        letter = _LETTERS[one.statuses[number]]
        lines.append(";".join([*names, value, cost, letter, lower, upper]))
    return "\n".join(lines) + "\n"


def _text(number: float) -> str:
    return f"{number:.12f}".rstrip("0").rstrip(".")
