"""Kinds of sides of a generated table: flat, nested, grouped, crossed, broken down, cumulative."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.layouts.lines import Form, Maker, Role, Side, SideLine, insert_total


def flat(
    rng: random.Random,
    labels: Sequence[str | int],
    heading: str,
    *,
    total: str = "",
    at: str = "last",
    of_which: str = "",
) -> Side:
    """Return lines side by side, with a total (unless "") and "of which" lines below some."""
    maker, parts = Maker(), []
    for label in labels:
        members = maker.leaf()
        shown: tuple[frozenset[int], ...] = (members,)
        if of_which and at != "middle" and rng.random() < 0.35:
            shown = (*shown, maker.leaf())
        maker.add(str(label), SideLine((label,), frozenset().union(*shown)))
        parts.append(str(label))
        if len(shown) == 2:
            text = of_which + rng.choice(("A", "B", "C"))
            maker.add(f"{label} part", SideLine((text,), shown[1], Role.OF_WHICH, 1))
    if total:
        members = frozenset(range(maker.leaves))
        insert_total(maker, at, SideLine((total,), members, Role.TOTAL))
        maker.sums.append(("total", parts, True))
    features = [f"total {at}"] if total else ["no total"]
    if any(line.role is Role.OF_WHICH for line in maker.lines):
        features.append("of which")
    return maker.side(Form.FLAT, (heading,), features)


def cumulative(labels: Sequence[str], heading: str, total: str, at: str) -> Side:
    """Return lines that each hold the one before, as "under 20" and "under 25", and a total.

    The total is not their sum.
    """
    maker = Maker()
    leaves = [maker.leaf() for _ in (*labels, "rest")]
    for place, label in enumerate(labels):
        maker.add(label, SideLine((label,), frozenset().union(*leaves[: place + 1])))
    everything = frozenset(range(maker.leaves))
    insert_total(maker, at, SideLine((total,), everything, Role.TOTAL))
    return maker.side(Form.CUMULATIVE, (heading,), ("cumulative",))


Groups = Sequence[tuple[str, Sequence[str]]]


def nested(
    rng: random.Random, groups: Groups, heading: str, *, total: str, thirds: Sequence[str]
) -> Side:
    """Return parents followed by their children one level further in, up to three levels.

    The parents' labels do not say total; only the first line's does, unless `total` is "".
    """
    maker = Maker()
    start = 1 if total else 0
    for group, labels in groups:
        inside: list[tuple[str, SideLine]] = []
        for label in labels:
            inside += _item(maker, group, label, start + 1, thirds if rng.random() < 0.4 else ())
        members = frozenset().union(*(line.members for _, line in inside))
        maker.add(group, SideLine((group,), members, Role.EITHER, start))
        for name, line in inside:
            maker.add(name, line)
        maker.sums.append((group, [f"{group}/{label}" for label in labels], False))
    if total:
        everything = frozenset(range(maker.leaves))
        insert_total(maker, "first", SideLine((total,), everything, Role.TOTAL))
        maker.sums.append(("total", [group for group, _ in groups], True))
    deep = "3 levels" if thirds else "2 levels"
    return maker.side(Form.NESTED, (heading,), (deep, "total first" if total else "no total"))


def _item(
    maker: Maker, group: str, label: str, level: int, thirds: Sequence[str]
) -> list[tuple[str, SideLine]]:
    name = f"{group}/{label}"
    if not thirds:
        return [(name, SideLine((label,), maker.leaf(), Role.PART, level))]
    leaves = [maker.leaf() for _ in thirds]
    below = [f"{name}/{third}" for third in thirds]
    maker.sums.append((name, below, False))
    own = SideLine((label,), frozenset().union(*leaves), Role.EITHER, level)
    inner = [
        (key, SideLine((third,), leaf, Role.PART, level + 1))
        for key, third, leaf in zip(below, thirds, leaves, strict=True)
    ]
    return [(name, own), *inner]


@dataclass(frozen=True, slots=True)
class GroupTotals:
    """The words and places of totals in a grouped side; "" for none."""

    own: str = ""
    own_at: str = "last"
    grand: str = ""
    grand_at: str = "last"


def grouped(groups: Groups, headings: Sequence[str], totals: GroupTotals) -> Side:
    """Return groups of lines, each with a total of its own, and a grand total."""
    maker, group_totals, items = Maker(), [], []
    role = Role.SUBTOTAL if totals.grand else Role.EITHER
    for group, labels in groups:
        lines = {f"{group}/{label}": SideLine((group, label), maker.leaf()) for label in labels}
        members = frozenset().union(*(line.members for line in lines.values()))
        own = SideLine((group, totals.own.format(group)), members, role)
        items += list(lines)
        if totals.own:
            group_totals.append(f"{group} total")
            maker.sums.append((f"{group} total", list(lines), True))
        if totals.own and totals.own_at == "first":
            maker.add(f"{group} total", own)
        for name, line in lines.items():
            maker.add(name, line)
        if totals.own and totals.own_at == "last":
            maker.add(f"{group} total", own)
    if totals.grand:
        everything = SideLine((totals.grand, ""), frozenset(range(maker.leaves)), Role.TOTAL)
        insert_total(maker, totals.grand_at, everything)
        maker.sums.append(("total", group_totals or items, True))
    return maker.side(Form.GROUPED, headings, _group_features(totals))


def _group_features(totals: GroupTotals) -> tuple[str, ...]:
    own = f"group totals {totals.own_at}" if totals.own else "no group totals"
    return own, f"grand total {totals.grand_at}" if totals.grand else "no grand total"


def crossed(
    groups: Sequence[str], labels: Sequence[str], headings: Sequence[str], total: str, at: str
) -> Side:
    """Return every label in every group, with totals of both: persons, men and women by age."""
    maker = Maker()
    leaf = {(group, label): maker.leaf() for group in groups for label in labels}
    outer = (total, *groups) if at == "first" else (*groups, total)
    inner = (total, *labels) if at == "first" else (*labels, total)
    for group in outer:
        for label in inner:
            members = frozenset().union(
                *(
                    one
                    for (a, b), one in leaf.items()
                    if group in {a, total} and label in {b, total}
                )
            )
            is_total = total in (group, label)
            role = _crossed_role(group, label, total) if is_total else Role.PART
            maker.add(f"{group}/{label}", SideLine((group, label), members, role))
    for group in outer:
        maker.sums.append((f"{group}/{total}", [f"{group}/{label}" for label in labels], True))
    for label in inner:
        maker.sums.append((f"{total}/{label}", [f"{group}/{label}" for group in groups], True))
    return maker.side(Form.CROSSED, headings, ("crossed groups", f"total {at}"))


def _crossed_role(group: str, label: str, total: str) -> Role:
    if group == label == total:
        return Role.TOTAL
    return Role.EITHER if label == total else Role.MAY


def breakdowns(
    sections: Groups, heading: str, total: str, rng: random.Random, *, at: str = "first"
) -> Side:
    """Return one total and several sections that break it down, each in its own way.

    The leaves are all combinations of the sections' categories.
    """
    maker = Maker()
    sizes = [len(labels) for _, labels in sections]
    leaves = 1
    for size in sizes:
        leaves *= size
    maker.leaves = leaves
    step = 1
    for (section, labels), size in zip(sections, sizes, strict=True):
        names = []
        for place, label in enumerate(labels):
            members = frozenset(leaf for leaf in range(leaves) if leaf // step % size == place)
            maker.add(f"{section}/{label}", SideLine((section, label), members))
            names.append(f"{section}/{label}")
        step *= size
        maker.sums.append(("total", names, True))
    everything = SideLine(("", total), frozenset(range(leaves)), Role.TOTAL)
    insert_total(maker, at, everything)
    return maker.side(Form.BREAKDOWNS, (heading,), (f"breakdowns, total {at}",))
