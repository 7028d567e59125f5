"""What a report says about each table: what was found, done, decided, and what is left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.cells_json import cells_from_json
from sdc_desktop.workbook.cell_ranges import ranges_in_words
from sdc_desktop.workbook.report_pictures import (
    ACCEPTED,
    NO_PICTURE,
    OUTSTANDING,
    Picture,
    map_of_table,
)
from sdc_desktop.workbook.report_words import (
    FINAL_WORDS,
    STATISTIC_WORDS,
    count_in_words,
    decision_in_words,
    ground_in_words,
    moment,
    rule_in_words,
)

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line about the cells of a table.

    Attributes:
        kind: "Found", "Done", "Outstanding" or "Decided".
        what: What it is about.
        count: How many cells, "" for the table as a whole.
        cells: Which, "" for the table as a whole.
    """

    kind: str
    what: str
    count: str = ""
    cells: str = ""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """What there is to say about one table of the workbook."""

    heading: str
    note: str
    rows: tuple[ReportRow, ...]
    map: Picture = NO_PICTURE


@dataclass(frozen=True, slots=True)
class _Line:
    """What was found in some cells, or done to them, wherever they are.

    `sheet` is where it was when it names no cell; "" for the workbook as a whole.
    """

    kind: str
    what: str
    sheet: str
    cells: tuple[CellRef, ...]


class _Place:
    """A table as the record has it."""

    def __init__(self, sheet: str, document: Mapping[str, Any]) -> None:
        self.sheet, self.document = sheet, document
        self.body = CellRange.parse(document["body"])

    def __contains__(self, cell: CellRef) -> bool:
        return cell.sheet == self.sheet and (cell.row, cell.column) in self.body


def view_tables(record: Record) -> tuple[ReportTable, ...]:
    """Return what there is to say about each table, and about what lies outside of all."""
    places = [
        _Place(sheet["sheet"], table)
        for sheet in record["tables"].get("sheets", ())
        for table in sheet.get("tables", ())
    ]
    rows: dict[_Place | None, list[ReportRow]] = defaultdict(list)
    for line in _lines(record):
        if not line.cells:
            where = f" (sheet {line.sheet})" if line.sheet else ""
            rows[None].append(ReportRow(line.kind, f"{line.what}{where}"))
        for place, cells in _by_place(line.cells, places).items():
            count, names = f"{len(cells):,}", ranges_in_words(cells)
            rows[place].append(ReportRow(line.kind, line.what, count, names))
    final = final_states(record)
    for place in places:
        rows[place] += _lost(place, final)
    mapped = mapped_states(record)
    parted = _by_place(mapped, places)
    states = {place: {cell: mapped[cell] for cell in parted.get(place, ())} for place in places}
    tables = [_table(record, place, rows[place], states[place]) for place in places]
    if rows[None]:
        tables.append(ReportTable("Elsewhere in the workbook", "", tuple(rows[None])))
    return tuple(tables)


def _lost(place: _Place, states: Mapping[CellRef, str]) -> list[ReportRow]:
    """Return which share of a table's cells is withheld; no values, they would tell too much."""
    found = Counter(state for cell, state in states.items() if cell in place)
    withheld = found["primary"] + found["secondary"]
    if not withheld:
        return []
    cells = len(place.body.rows) * len(place.body.columns)
    share = f"{100 * withheld / cells:.3g} %"
    words = (
        f"{withheld:,} of {count_in_words(cells, 'cell')} withheld ({share}): "
        f"{found['primary']:,} unsafe, {found['secondary']:,} for others"
    )
    return [ReportRow("Lost", words)]


def final_states(record: Record) -> dict[CellRef, str]:
    """Return the cells that show something else now: "primary", "round", "merge-lines" ..."""
    states: dict[CellRef, str] = {}
    for action in record["actions"]:
        if action["do"] == "merge-lines":
            both = cells_from_json([*action["kept"], *action["absorbed"]])
            states.update(dict.fromkeys(both, "merge-lines"))
        if action["do"] not in {"withhold", "round", "release"}:
            continue
        state = action.get("role", action["do"])
        for cell in cells_from_json(action["cells"]):
            if state == "release":
                states.pop(cell, None)
            else:
                states[cell] = state
    return states


def mapped_states(record: Record) -> dict[CellRef, str]:
    """Return the cells that a map marks: what is still found comes before what was done."""
    states = {
        cell: ACCEPTED for one in record["exemptions"] for cell in cells_from_json(one["cells"])
    }
    states |= final_states(record)
    for finding in record["outstanding"]:
        if finding["severity"] != "info":
            states |= dict.fromkeys(cells_from_json(finding["cells"]), OUTSTANDING)
    return states


def _lines(record: Record) -> list[_Line]:
    found = _found(record, "Found", "findings")
    left = _found(record, "Outstanding", "outstanding")
    return [*found, *_done(record), *left, *_decided(record)]


def _found(record: Record, kind: str, key: str) -> list[_Line]:
    gathered: dict[tuple[str, str], dict[CellRef, None]] = defaultdict(dict)
    for finding in record[key]:
        if kind == "Outstanding" and finding["severity"] == "info":
            continue
        cells = cells_from_json(finding["cells"])
        what = rule_in_words(finding["rule"], finding["severity"])
        gathered[what, "" if cells else finding["sheet"]].update(dict.fromkeys(cells))
    return [_Line(kind, what, sheet, tuple(cells)) for (what, sheet), cells in gathered.items()]


def _done(record: Record) -> list[_Line]:
    states = final_states(record)
    lines = []
    for state, words in FINAL_WORDS.items():
        cells = tuple(cell for cell, own in states.items() if own == state)
        lines += [_Line("Done", words, "", cells)] if cells else []
    lines += _explained(record, states)
    for one in record["exemptions"]:
        why = f", because: {one['why']}" if one["why"] else ""
        ground = ground_in_words(one.get("kind", ""), one.get("source", ""))
        words = f"Accepted by {one['who']} ({rule_in_words(one['rule'], '')}{ground}){why}"
        lines.append(_Line("Done", words, "", cells_from_json(one["cells"])))
    return lines


def _explained(record: Record, states: Mapping[CellRef, str]) -> Iterator[_Line]:
    """Yield which cells are withheld to protect which others, those with the same ones together."""
    reasons: dict[CellRef, tuple[CellRef, ...]] = {}
    for action in record["actions"]:
        if action["do"] == "withhold" and "protects" in action:
            protects = map(cells_from_json, action["protects"])
            reasons.update(zip(cells_from_json(action["cells"]), protects, strict=True))
    together: dict[tuple[str, tuple[CellRef, ...]], list[CellRef]] = defaultdict(list)
    for cell, protected in reasons.items():
        if protected and states.get(cell) == "secondary":
            together[cell.sheet, protected].append(cell)
    for (sheet, protected), cells in together.items():
        names = (one.a1 if one.sheet == sheet else one.full for one in protected)
        yield _Line("Done", f"Protects {', '.join(names)}", "", tuple(cells))


def _decided(record: Record) -> list[_Line]:
    """Return what was decided about findings; about tables the tables say themselves."""
    return [
        _Line(
            "Decided",
            f"{rule_in_words(one['rule'], '')}: {_decision(one)}",
            one["sheet"],
            cells_from_json(one["cells"]),
        )
        for one in record["finding_decisions"]
    ]


def _by_place(
    cells: Iterable[CellRef], places: Sequence[_Place]
) -> dict[_Place | None, list[CellRef]]:
    on_sheet: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        on_sheet[place.sheet].append(place)
    parted: dict[_Place | None, list[CellRef]] = defaultdict(list)
    for cell in cells:
        own = (place for place in on_sheet[cell.sheet] if cell in place)
        parted[next(own, None)].append(cell)
    return parted


def _table(
    record: Record,
    place: _Place,
    rows: Sequence[ReportRow],
    states: Mapping[CellRef, str],
) -> ReportTable:
    document = place.document
    statistic = STATISTIC_WORDS.get(str(document.get("statistic")), "Numbers")
    sums = count_in_words(int(document.get("relations", 0)), "sum")
    decided = [
        ReportRow("Decided", _decision(one))
        for one in record["decisions"]
        if (one["sheet"], one["body"]) == (place.sheet, document["body"])
    ]
    if not rows:
        rows = [ReportRow("Found", "Nothing; every number is shown as it was")]
    return ReportTable(
        heading=str(document.get("title", "")).strip() or "Table without a title",
        note=f"Sheet {place.sheet}, {document['body']}. {statistic}; {sums} known to add up.",
        rows=(*rows, *decided),
        map=map_of_table(place.body, states),
    )


def _decision(decision: Mapping[str, Any]) -> str:
    words = decision_in_words(decision["decision"])
    why = f": {decision['why']}" if decision["why"] else ""
    return f"{words} by {decision['who']}, {moment(decision['when'])}{why}"
