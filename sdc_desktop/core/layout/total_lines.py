"""Which lines of a table are totals, and which of those are totals of a part only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sdc_desktop.core.layout.label_words import names_a_whole, says_only_total, says_total
from sdc_desktop.core.layout.labels import Line
from sdc_desktop.core.layout.tidy import says_total_anywhere
from sdc_desktop.core.layout.totals import FoundSum


def total_lines(
    lines: Sequence[Line],
    sums: Sequence[FoundSum],
    testable: Collection[int] = (),
    *,
    are_rows: bool,
    is_tidy: bool = False,
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the total lines and the subtotal lines as places on the sheet.

    A line is a total when its label says so or when lines add up to it that are not just lines of
    the same label elsewhere. It is a subtotal when it belongs to a line further out, when it has
    no total in its label and is a part of a total of its own section, or when one of its outer
    labels has a total beside it ("Men, all ages" beside "Persons, all ages").

    Args:
        lines: The rows or columns of the table.
        sums: What was found to add up.
        testable: Places in `lines` whose numbers would have shown what they are the total of.
        are_rows: Whether the lines are rows.
        is_tidy: Whether totals are values of a category column.
    """
    if len(lines) < 2:
        return (), ()
    if is_tidy:
        if not sums:
            return (), ()
        named = {place for place, line in enumerate(lines) if says_total_anywhere(line)}
        named |= {one.total for one in sums}
        return tuple(lines[place].place for place in sorted(named)), ()
    own = [one for one in sums if not _repeats_a_label(lines, one)]
    proved = {one.total for one in own}
    labelled = {
        place
        for place, line in enumerate(lines)
        if line.says_total
        and (place in proved or not _is_refuted(lines, place, proved, testable, are_rows=are_rows))
    }
    labelled |= {place for place in (0, len(lines) - 1) if names_a_whole(lines[place].own)} - set(
        testable
    )
    marked = labelled | proved
    inner = _inner(lines, own, marked, labelled)
    totals = (lines[place].place for place in sorted(marked - inner))
    subtotals = (lines[place].place for place in sorted(marked & inner))
    return tuple(totals), tuple(subtotals)


def _is_refuted(
    lines: Sequence[Line],
    place: int,
    proved: set[int],
    testable: Collection[int],
    *,
    are_rows: bool,
) -> bool:
    """Tell whether a line only sounds like a total: its numbers are known and nothing adds up.

    "Total eligible" may be anything, unless it stands where totals of rows stand. "Total" alone in
    a section of its own, after the totals that do add up, is the total of something else.
    """
    own, section = lines[place].own, _section_of(lines, place)
    has_proved_namesake = any(
        lines[other].own == own and (other in testable) == (place in testable) for other in proved
    )
    if place in testable and not says_only_total(own) and not has_proved_namesake:
        return not are_rows or place not in {section[0], section[-1]}
    return len(section) == 1 and has_proved_namesake


def _section_of(lines: Sequence[Line], place: int) -> list[int]:
    section = lines[place].section
    return [other for other, line in enumerate(lines) if line.section == section]


def _repeats_a_label(lines: Sequence[Line], found: FoundSum) -> bool:
    """Tell whether a sum is of lines of the same label: men + women of one age."""
    own = {lines[place].own or lines[place].label for place in (found.total, *found.parts)}
    return len(own) == 1 and own != {""} and not lines[found.total].says_total


def _inner(
    lines: Sequence[Line], sums: Iterable[FoundSum], marked: set[int], labelled: set[int]
) -> set[int]:
    """Return the totals of a part only."""
    inner = {place for place in marked if _stands_below_another(lines, place)}
    inner |= _beside_outer_totals(lines, labelled)
    running = {one.total for one in sums if _is_running_total(lines, one)}
    for one in sums:
        places = {one.total, *one.parts}
        if len({lines[place].section for place in places}) > 1:
            continue
        for part in one.parts:
            is_total_too = _is_plain(lines[part]) and _is_peer(lines, part, one.total)
            if part in marked and not is_total_too and part not in running:
                inner.add(part)
        is_nested = all(lines[place].level > lines[one.total].level for place in one.parts)
        if is_nested and one.total not in labelled and labelled:
            inner.add(one.total)
    return inner


def _is_running_total(lines: Sequence[Line], found: FoundSum) -> bool:
    """Tell whether a line without a name for it is the total of all lines like it above."""
    total, parts = lines[found.total], [lines[place] for place in found.parts]
    is_flat = all(one.level == total.level and one.section == total.section for one in parts)
    is_unnamed = not total.says_total and not total.outermost
    return is_flat and is_unnamed and max(found.parts) < found.total


def _is_peer(lines: Sequence[Line], part: int, total: int) -> bool:
    """Tell whether two totals stand in groups alike: "16 to 17, all" and "16 to 24, all"."""
    return bool(lines[part].outermost) == bool(lines[total].outermost)


def _is_plain(line: Line) -> bool:
    return line.says_total and says_only_total(line.own)


def _stands_below_another(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line further out with numbers stands above a line in its section."""
    own = lines[place]
    for other in reversed(lines[:place]):
        if other.section != own.section:
            return False
        if other.level < own.level:
            return True
    return False


def _beside_outer_totals(lines: Sequence[Line], labelled: set[int]) -> set[int]:
    """Return totals in a group whose level has a total group of its own elsewhere."""
    with_totals = {where for line in lines for where, text in line.names if says_only_total(text)}
    return {
        place
        for place in labelled
        if any(where in with_totals and not says_total(text) for where, text in lines[place].names)
    }
