"""How a generated table looks, chosen at random among what publishers do."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.layouts.lines import Form, Role, Side


@dataclass(frozen=True, slots=True)
class Look:
    """Choices of one table.

    Attributes:
        levels: How hierarchy is shown: "indent", "spaces" or "bold".
        groups: How groups of rows are shown: "sections", "first only", "filled" or "merged".
        codes: "", "text" or "number": a column of codes in front.
        headers: How group headers stand: "merged", "first", "middle" or "repeated".
        units: "", "one" (over the first column) or "each".
        spacers: Empty rows: "", "sections" or "every row".
    """

    levels: str = "indent"
    groups: str = "sections"
    codes: str = ""
    headers: str = "merged"
    units: str = ""
    spacers: str = ""
    has_gap_columns: bool = False
    has_column_numbers: bool = False
    has_blank_below_header: bool = False
    has_stub_heading: bool = True
    heading_at_top: bool = False

    @property
    def features(self) -> frozenset[str]:
        """What is out of the ordinary about it."""
        named = {
            "codes": self.codes,
            "units": self.units,
            "blank rows": self.spacers,
        }
        flags = {
            "gap columns": self.has_gap_columns,
            "column numbers": self.has_column_numbers,
            "blank row below header": self.has_blank_below_header,
            "no stub heading": not self.has_stub_heading,
            "stub heading at top": self.heading_at_top,
        }
        words = {f"{key}: {value}" for key, value in named.items() if value}
        return frozenset(words | {key for key, value in flags.items() if value})


PLAIN = Look()


def choose_look(rng: random.Random, rows: Side, columns: Side, *, is_plain: bool) -> Look:
    """Return a look that lets a human tell the structure of these sides."""
    look = Look(
        levels=_levels(rng, rows),
        groups=rng.choice(("sections", "sections", "first only", "filled", "merged")),
        headers=_headers(rng, columns),
    )
    if is_plain:
        return look
    depth = max(len(line.texts) for line in columns.lines)
    groups = rows.form in {Form.GROUPED, Form.BREAKDOWNS}
    spacers = rng.choice(("", "", "", "sections", "every row")) if groups else ""
    if not groups and len(rows.lines) < 16:
        spacers = rng.choice(("", "", "", "", "", "every row"))
    if rows.form is Form.TIDY:
        spacers = ""
    may_have_codes = rows.form in {Form.FLAT, Form.NESTED, Form.GROUPED}
    has_codes = rng.random() < 0.2 and may_have_codes
    return Look(
        levels=look.levels,
        groups=look.groups,
        headers=look.headers,
        codes=rng.choice(("text", "number")) if has_codes else "",
        units=rng.choice(("", "", "", "one", "each")),
        spacers=spacers,
        has_gap_columns=depth > 1 and rng.random() < 0.2,
        has_column_numbers=rng.random() < 0.08,
        has_blank_below_header=rng.random() < 0.08,
        has_stub_heading=rng.random() < 0.85,
        heading_at_top=rng.random() < 0.3,
    )


def _levels(rng: random.Random, rows: Side) -> str:
    """Bold can only show two levels, and never "of which"."""
    deepest = max(line.level for line in rows.lines)
    has_of_which = any(line.role is Role.OF_WHICH for line in rows.lines)
    ways = ["indent", "indent", "spaces"]
    if deepest == 1 and not has_of_which:
        ways.append("bold")
    return rng.choice(ways)


def _headers(rng: random.Random, columns: Side) -> str:
    """A label over the middle column is clear only when all groups are of one odd size."""
    groups: dict[str, int] = {}
    for line in columns.lines:
        groups[str(line.texts[0])] = groups.get(str(line.texts[0]), 0) + 1
    can_be_middle = set(groups.values()) in ({3}, {5}) and len(columns.lines[0].texts) == 2
    ways = ["merged", "merged", "first", "repeated"]
    if can_be_middle:
        ways.append("middle")
    return rng.choice(ways)
