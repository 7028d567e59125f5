"""The lines of one side of a generated table: categories, their totals and what adds up to what.

Every line stands for a set of leaves, hidden ones included ("of which" leaves a remainder that no
line shows). So a sum is true just when the leaves of its parts are those of its total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tests.layouts.words import Measure


class Role(StrEnum):
    """What a line is among its neighbours."""

    PART = "part"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    EITHER = "either"
    """A total of a part that a human may as well call a grand total."""
    MAY = "may"
    """A total only by what stands above or left of its own label; some call it one."""
    OF_WHICH = "of which"


class Form(StrEnum):
    """How the lines of a side hang together."""

    FLAT = "flat"
    NESTED = "nested"
    GROUPED = "grouped"
    CROSSED = "crossed"
    BREAKDOWNS = "breakdowns"
    TIDY = "tidy"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class SideLine:
    """One line: labels from the outermost to its own, its leaves, what its numbers are."""

    texts: tuple[str | int, ...]
    members: frozenset[int]
    role: Role = Role.PART
    level: int = 0
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class SideSum:
    """A total and its parts as places in the lines; whether a label says that it is a total."""

    total: int
    parts: tuple[int, ...]
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a table; `headings` name its columns of labels."""

    form: Form
    lines: tuple[SideLine, ...]
    sums: tuple[SideSum, ...]
    leaves: int
    headings: tuple[str, ...]
    features: frozenset[str] = frozenset()

    @property
    def everything(self) -> frozenset[int]:
        """All leaves, hidden ones too."""
        return frozenset(range(self.leaves))


@dataclass
class Maker:
    """Collects lines under names, so that sums can be said before places are known."""

    lines: list[SideLine] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    sums: list[tuple[str, list[str], bool]] = field(default_factory=list)
    leaves: int = 0

    def leaf(self) -> frozenset[int]:
        self.leaves += 1
        return frozenset({self.leaves - 1})

    def add(self, name: str, line: SideLine) -> None:
        self.names[name] = len(self.lines)
        self.lines.append(line)

    def side(self, form: Form, headings: Sequence[str], features: Sequence[str] = ()) -> Side:
        sums = tuple(
            SideSum(self.names[total], tuple(sorted(self.names[one] for one in parts)), labelled)
            for total, parts, labelled in self.sums
            if total in self.names and len(parts) > 1
        )
        return Side(
            form, tuple(self.lines), sums, self.leaves, tuple(headings), frozenset(features)
        )


def insert_total(maker: Maker, at: str, line: SideLine) -> None:
    """Put the total where `at` says and move what stood there."""
    lines = [*maker.lines]
    named = {name: lines[place] for name, place in maker.names.items()}
    middle = max(len(lines) // 2, 1)
    place = {"first": 0, "last": len(lines), "middle": middle}[at]
    lines.insert(place, line)
    maker.lines = lines
    maker.names = {name: _index(lines, one) for name, one in named.items()} | {"total": place}


def _index(lines: list[SideLine], wanted: SideLine) -> int:
    return next(place for place, line in enumerate(lines) if line is wanted)
