"""Which lines might be the total of which others, going by the layout and the labels alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdc_desktop.core.layout.label_words import says_of_which
from sdc_desktop.core.layout.labels import Line

_MOST_GROUPS = 60
_MOST_WITH_ONE_LABEL = 12
_NEIGHBOURS = 2
Parts = tuple[int, ...]
Candidate = tuple[int, Parts]


class Candidates:
    """The lines of a table as a tree that grows as sums are found.

    Lines that add up to a line next to them are hidden under it, so that wider sums count it and
    not them; lines "of which" are hidden under what they are a part of from the beginning.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._children: dict[int, set[int]] = {}
        self._patterns: set[tuple[str, ...]] = set()
        self.seconds: set[Candidate] = set()
        for place, parent in parents_of_which(lines):
            self._children.setdefault(parent, set()).add(place)

    def note(self, total: int, parts: Parts) -> None:
        """Remember a sum: parts next to their total are hidden from wider sums."""
        self._patterns.update(self._pattern(total, parts))
        below = self._under(parts)
        places = {total} | below
        if max(places) - min(places) == len(below):
            self._children.setdefault(total, set()).update(parts)

    def has_pattern(self, total: int, parts: Parts) -> bool:
        """Tell whether a sum of the same labels, or of the same groups, was found elsewhere."""
        return bool(self._patterns.intersection(self._pattern(total, parts)))

    def _pattern(self, total: int, parts: Parts) -> Iterator[tuple[str, ...]]:
        lines = [self._lines[place] for place in (total, *parts)]
        own = [line.own or line.label for line in lines]
        if all(own):
            yield ("labels", *own)
        inner = {line.within_group or line.own or line.label for line in lines}
        if len(inner) == 1:
            yield ("groups", *(f"{line.section} {line.outermost}" for line in lines))
        if parts == self.children_of(total):
            yield ("children", str(self._lines[total].level))

    def _under(self, parts: Parts) -> set[int]:
        below, waiting = set(), list(parts)
        while waiting:
            place = waiting.pop()
            if place not in below:
                below.add(place)
                waiting += self._children.get(place, ())
        return below

    def visible(self) -> list[int]:
        """Return the lines that are not hidden under others."""
        hidden = {place for parts in self._children.values() for place in parts}
        return [place for place in range(len(self._lines)) if place not in hidden]

    def laid_out(self) -> Iterator[Candidate]:
        """Yield total and parts that the layout suggests, narrow ones first."""
        yield from self._by_level()
        yield from self._section_totals()
        yield from self._all_others()
        for _ in range(2):
            yield from self._same_labels()
        yield from self._groups()
        yield from self._second_totals()

    def _by_level(self) -> Iterator[Candidate]:
        """Yield each line with the lines one level further in that follow it."""
        for place in range(len(self._lines)):
            children = self.children_of(place)
            if children:
                yield place, children

    def children_of(self, place: int) -> Parts:
        """Return the lines one level further in that follow a line, up to the next like it."""
        own, inner = self._lines[place].level, list[int]()
        for later in range(place + 1, len(self._lines)):
            level = self._lines[later].level
            if level <= own:
                break
            if level == own + 1:
                inner.append(later)
        others = [one for one in inner if not says_of_which(self._lines[one].own)]
        return tuple(others or inner)

    def sections(self) -> Iterator[tuple[int, list[int]]]:
        """Yield totals of the whole table with the visible lines of one section."""
        visible = self.visible()
        tops = [place for place, line in enumerate(self._lines) if line.section == 0][:4]
        totals = [place for place in visible if self._lines[place].says_total]
        for section in sorted({line.section for line in self._lines}):
            run = [place for place in visible if self._lines[place].section == section]
            for total in dict.fromkeys((*tops, *totals)):
                if self._lines[total].section != section:
                    yield total, run

    def is_a_section(self, parts: Parts) -> bool:
        """Tell whether some lines are all the visible lines of one section."""
        section = self._lines[parts[0]].section
        visible = (place for place in self.visible() if self._lines[place].section == section)
        return parts == tuple(visible)

    def _all_others(self) -> Iterator[Candidate]:
        """Yield labelled totals in the middle with all other lines of their section or table."""
        visible = self.visible()
        for total, line in enumerate(self._lines):
            if line.says_total:
                others = [place for place in visible if place != total]
                yield total, tuple(others)
                own = tuple(one for one in others if self._lines[one].section == line.section)
                yield total, own

    def _second_totals(self) -> Iterator[Candidate]:
        """Yield lines next to a total with the parts of that total."""
        for total, parts in list(self._children.items()):
            for other in range(total - _NEIGHBOURS, total + _NEIGHBOURS + 1):
                if 0 <= other < len(self._lines) and other != total and other not in parts:
                    self.seconds.add((other, tuple(sorted(parts))))
                    yield other, tuple(sorted(parts))

    def _groups(self) -> Iterator[Candidate]:
        """Yield each line with the lines under one group label."""
        groups: dict[str, list[int]] = {}
        for place, line in enumerate(self._lines):
            if line.group:
                groups.setdefault(line.group, []).append(place)
        for parts in list(groups.values())[:_MOST_GROUPS]:
            for total in range(len(self._lines)) if len(parts) > 1 else ():
                if total not in parts:
                    yield total, tuple(parts)

    def _section_totals(self) -> Iterator[Candidate]:
        """Yield totals with the first, or the last, lines of the following or other sections."""
        sections: dict[int, list[int]] = {}
        for place, line in enumerate(self._lines):
            sections.setdefault(line.section, []).append(place)
        for pick in (0, -1):
            yield from _each_with_the_rest([places[pick] for places in sections.values()])
        bold = [place for place, line in enumerate(self._lines) if line.is_bold and line.level == 0]
        yield from _each_with_the_rest(bold)
        labelled = [place for place, line in enumerate(self._lines) if line.says_total]
        yield from _each_with_the_rest(labelled)

    def _same_labels(self) -> Iterator[Candidate]:
        """Yield lines with the lines of the same label in other sections."""
        same: dict[str, list[int]] = {}
        for place, line in enumerate(self._lines):
            for label in {line.label, line.own, line.within_group} - {""}:
                same.setdefault(label, []).append(place)
        for places in same.values():
            for total in places if 2 < len(places) <= _MOST_WITH_ONE_LABEL else ():
                yield total, tuple(place for place in places if place != total)

    def namesakes(self, total: int) -> Parts:
        """Return the lines of other groups with the same inner labels as a line."""
        inner = self._lines[total].within_group
        return tuple(
            place
            for place, line in enumerate(self._lines)
            if inner and place != total and line.within_group == inner
        )

    def told_by_labels(self, total: int, *, parts_before: bool) -> Iterator[Parts]:
        """Yield the parts that a labelled total most likely has, the likeliest first.

        These are the lines between it and the next total of its section, on the side on which the
        totals of this table have their parts, then on the other; then the labelled totals of the
        other sections; then all other lines.
        """
        visible, line = self.visible(), self._lines[total]
        own = [place for place in visible if self._lines[place].section == line.section]
        others = tuple(place for place in own if place != total)
        is_inside = bool(others) and others[0] < total < others[-1]
        if is_inside and not any(self._lines[place].says_total for place in others):
            yield others
        sides = [_up_to_a_total(self._lines, own, total, before) for before in (True, False)]
        yield from sides if parts_before else sides[::-1]
        totals = [one for one in visible if self._lines[one].says_total and one != total]
        yield tuple(totals)
        yield tuple(place for place in visible if place != total)


def _up_to_a_total(lines: Sequence[Line], own: list[int], total: int, before: bool) -> Parts:
    """Return the lines next to a total up to the next labelled total of its section."""
    run = [place for place in own if (place < total if before else place > total)]
    parts: list[int] = []
    for place in reversed(run) if before else run:
        if lines[place].says_total:
            break
        parts.append(place)
    return tuple(sorted(parts))


def _each_with_the_rest(places: list[int]) -> Iterator[Candidate]:
    """Yield each of some lines as the total of those after it, and of those before it."""
    for at, total in enumerate(places):
        yield total, tuple(places[at + 1 :])
        yield total, tuple(places[:at])


def parents_of_which(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the lines that say "of which" with the line above that they are a part of."""
    for place, line in enumerate(lines):
        if not says_of_which(line.own or line.label):
            continue
        for other in range(place - 1, -1, -1):
            above = lines[other]
            if says_of_which(above.own or above.label):
                continue
            if above.level <= line.level:
                yield place, other
                break
