"""Find the rows of a sheet again after rows were added, removed or moved, by their labels."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

MOST_LABELLED_ROWS = 2000
"""With more rows than this, only unchanged runs at the beginning and the end are found again."""


def match_rows(before: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Return the row now for each row before that was found again; their order stays.

    Both are the labels of each row, "" for a row without; such a row is found by the rows around.
    """
    old = [row for row, label in enumerate(before) if label]
    new = [row for row, label in enumerate(now) if label]
    old_labels, new_labels = [before[row] for row in old], [now[row] for row in new]
    found = {old[a]: new[b] for a, b in _matches(old_labels, new_labels)}
    _add_unlabelled(before, now, found)
    return found


def _matches(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    pairs = [(place, place) for place in range(start)]
    if max(len(middle_old), len(middle_new)) <= MOST_LABELLED_ROWS:
        matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=False)
        for block in matcher.get_matching_blocks():
            pairs += [
                (start + block.a + step, start + block.b + step) for step in range(block.size)
            ]
    return [*pairs, *((len(old) - 1 - step, len(new) - 1 - step) for step in range(end)[::-1])]


def _add_unlabelled(before: Sequence[str], now: Sequence[str], found: dict[int, int]) -> None:
    """Find rows without labels by their distance to the next row found below, else above."""
    below: dict[int, int | None] = {}
    following: int | None = None
    for row in range(len(before) - 1, -1, -1):
        below[row] = following
        if row in found:
            following = row
    taken = set(found.values())
    above: int | None = None
    for row, label in enumerate(before):
        if label:
            above = row if row in found else above
        else:
            place = _unlabelled_place(row, above, below[row], found, now)
            if place is not None and place not in taken:
                found[row] = place
                taken.add(place)


def _unlabelled_place(
    row: int, above: int | None, below: int | None, found: dict[int, int], now: Sequence[str]
) -> int | None:
    low = found[above] if above is not None else -1
    high = found[below] if below is not None else len(now)
    places = [found[one] + row - one for one in (below, above) if one is not None]
    for place in places or [row]:
        if low < place < high and not now[place]:
            return place
    return None
