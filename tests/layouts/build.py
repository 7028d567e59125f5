"""Workbooks of known structure, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from sdc_desktop.core.sheets import CellStyle, Workbook, WorkbookFormat
from tests.layouts.canvas import Canvas
from tests.layouts.more_words import LANGUAGES
from tests.layouts.noise import Noise, apply, choose_noise
from tests.layouts.pages import PAGES
from tests.layouts.plans import Chooser
from tests.layouts.render import Placed, Renderer
from tests.layouts.styles import Look, choose_look
from tests.layouts.tables import Plan, TruthWriter
from tests.layouts.truth import TrueTable
from tests.layouts.words import Measure, Words

_HIGHEST_TABLE = 60


@dataclass(frozen=True, slots=True)
class Options:
    """What may be made.

    Attributes:
        is_plain: Without rounding, noise and odd looks.
        most_markers: Highest share of withheld numbers in a table.
        fixed_markers: This share of withheld numbers in every table instead.
    """

    is_plain: bool = False
    most_markers: float = 0.3
    fixed_markers: float | None = None
    has_pages: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """A workbook and the tables on it; `pages` names the sheets without one and their kind."""

    workbook: Workbook
    tables: tuple[TrueTable, ...]
    pages: dict[str, str]


def make_workbook(seed: int, options: Options = Options()) -> Made:
    """Return a workbook of 1 to 5 sheets."""
    rng = random.Random(seed)
    language = rng.choice(("English", *LANGUAGES))
    maker = _Maker(rng, LANGUAGES[language], options, language)
    canvases, tables, pages = [], [], {}
    if options.has_pages:
        for kind in PAGES:
            if rng.random() < 0.12:
                canvas = PAGES[kind](rng, maker.words)
                canvases.append(canvas)
                pages[canvas.name] = kind
    for number in range(1, rng.choice((1, 1, 2, 2, 3)) + 1):
        canvas = Canvas(f"{number}")
        tables += maker.fill(canvas)
        canvases.append(canvas)
    known = {CellStyle(): 0}
    sheets = tuple(canvas.as_sheet(known) for canvas in canvases)
    name = f"seed {seed}.xlsx"
    workbook = Workbook(name, WorkbookFormat.XLSX, "0" * 64, sheets, tuple(known))
    return Made(workbook, tuple(tables), pages)


class _Maker:
    """Fills sheets with tables and what stands around them."""

    def __init__(self, rng: random.Random, words: Words, options: Options, language: str) -> None:
        self.rng, self.words, self._options, self._language = rng, words, options, language
        self._chooser = Chooser(rng, words, options.is_plain)

    def fill(self, canvas: Canvas) -> list[TrueTable]:
        """Write one or several tables onto a sheet."""
        how = self.rng.choices(("one", "stacked", "beside"), (7, 2, 1))[0]
        is_plain = self._options.is_plain
        left = 0 if is_plain else self.rng.choice((0, 0, 0, 0, 1, 2))
        top = 6 if left == 2 else 0
        marks = {f"starts at column {left + 1}"} if left else set()
        plan = self._chooser.plan()
        top = self._titles(canvas, top, left, plan)
        if how == "stacked":
            tables = self._stack(canvas, top, left, plan, marks)
        elif how == "beside" and not plan.is_turned:
            tables = self._beside(canvas, top, left, plan, marks)
        else:
            tables = [self._table(canvas, top, left, plan, self._look(plan), marks)]
        self._notes(canvas, left, tables)
        return tables

    def _titles(self, canvas: Canvas, top: int, left: int, plan: Plan) -> int:
        """Write title and subtitle; return the row of the table's header."""
        subject = self._subject(plan)
        if not subject and self.rng.random() < 0.1:
            return top
        words = self.words
        first, second = words.headings[0], words.headings[6]
        subject = subject or words.title.format(first, second)
        style = CellStyle(bold=True, font_size=14.0)
        canvas.put(top, left, f"{words.pages[0]} 1: {subject}", style)
        if self.rng.random() < 0.2:
            canvas.merge(top, left, top, left + len(plan.along.lines))
        row = top + 1
        if self.rng.random() < 0.4:
            canvas.put(row, left, words.notes[0])
            row += 1
        return row + self.rng.choice((0, 1, 1, 2))

    def _subject(self, plan: Plan) -> str:
        """Return what only the title says: that all numbers are amounts, or percentages."""
        measures = {line.measure for line in plan.columns.lines} - {Measure.BASE}
        if len(measures) > 1 or Measure.COUNT in measures:
            return ""
        [measure] = measures
        name = self.words.measures[measure or Measure.COUNT]
        unit = self._unit(measure)
        return f"{name}, 2023" if unit in name else f"{name}, {unit}, 2023"

    def _look(self, plan: Plan) -> Look:
        look = choose_look(self.rng, plan.down, plan.along, is_plain=self._options.is_plain)
        if plan.is_turned:
            look = replace(look, units="", codes="", has_column_numbers=False)
        if "time series" in plan.features:
            look = replace(look, codes="")
        return look

    def _table(
        self,
        canvas: Canvas,
        top: int,
        left: int,
        plan: Plan,
        look: Look,
        features: set[str],
    ) -> TrueTable:
        units = tuple(self._unit(line.measure) for line in plan.along.lines)
        renderer = Renderer(
            canvas,
            self.rng,
            self.words,
            plan.down,
            plan.along,
            look,
            units,
            missing="" if self.rng.random() < 0.3 else "..",
            is_dated="dates" in plan.features,
        )
        placed = renderer.write(top, left, plan.number)
        noise = self._noise()
        apply(self.rng, canvas, plan, placed, noise)
        return TruthWriter(canvas.name, plan, placed).write(
            self._features(plan, look, placed) | noise.features | features
        )

    def _unit(self, measure: Measure | None) -> str:
        names = {
            Measure.COUNT: self.words.measures[Measure.COUNT],
            Measure.AMOUNT: self.words.million,
            Measure.MEAN: self.words.million,
        }
        if measure in {Measure.ROW_PERCENT, Measure.COLUMN_PERCENT, Measure.TABLE_PERCENT}:
            return "%"
        return names.get(measure, "") if measure else ""

    def _noise(self) -> Noise:
        options = self._options
        if options.fixed_markers is not None:
            return Noise(markers=options.fixed_markers)
        if options.is_plain:
            return Noise()
        return choose_noise(self.rng, options.most_markers)

    def _features(self, plan: Plan, look: Look, placed: Placed) -> frozenset[str]:
        rows, columns = plan.down, plan.along
        found = {f"rows {one}" for one in rows.features} | {
            f"cols {one}" for one in columns.features
        }
        found |= {f"rows {rows.form}", f"cols {columns.form}", self._language}
        if len(placed.stub_columns) > 1:
            found.add(f"groups {look.groups}")
        elif rows.form in {"grouped", "breakdowns"}:
            found.add("section rows")
        if any(line.level for line in rows.lines):
            found.add(f"levels by {look.levels}")
        if len(placed.header_rows) > 1:
            found |= {f"{len(placed.header_rows)} header rows", f"group headers {look.headers}"}
        return frozenset(found | look.features)

    def _stack(
        self, canvas: Canvas, top: int, left: int, plan: Plan, features: set[str]
    ) -> list[TrueTable]:
        """Write tables below each other, each with its header."""
        gap = self.rng.choice((0, 1, 1, 2))
        features = features | {"stacked" if gap else "stacked without a gap"}
        tables = []
        for number in range(self.rng.randint(2, 3)):
            if number:
                plan = self._chooser.plan_like(plan)
                top = canvas.next_row + gap
                if gap and self.rng.random() < 0.6:
                    title = f"{self.words.pages[0]} 1.{number}: {self._subject(plan)}"
                    canvas.put(top, left, title.rstrip(": "), CellStyle(bold=True))
                    top += 1
            look = self._look(plan)
            look = replace(look, has_stub_heading=True, spacers="", heading_at_top=True)
            tables.append(self._table(canvas, top, left, plan, look, features))
        return tables

    def _beside(
        self, canvas: Canvas, top: int, left: int, plan: Plan, features: set[str]
    ) -> list[TrueTable]:
        """Write two tables of different lengths beside each other, an empty column between."""
        features = features | {"side by side"}
        look = replace(self._look(plan), has_stub_heading=True, spacers="", has_gap_columns=False)
        first = self._table(canvas, top, left, plan, look, features)
        other = self._chooser.plan_like(plan)
        look = replace(self._look(other), has_stub_heading=True, spacers="", has_gap_columns=False)
        column = first.body.right + 2
        return [first, self._table(canvas, top, column, other, look, features)]

    def _notes(self, canvas: Canvas, left: int, tables: list[TrueTable]) -> None:
        """Write notes and a source below, and strays beside the tables."""
        rng, words = self.rng, self.words
        markers = {one[7:] for table in tables for one in table.features if one[:7] == "marker "}
        row = canvas.next_row + rng.choice((0, 1, 1, 2))
        if "-" in markers or rng.random() < 0.7:
            for note in rng.sample(words.notes, rng.randint(1, len(words.notes))):
                canvas.put(row, left, note)
                row += 1
            for marker in sorted(markers):
                canvas.put(row, left, f"{marker} = {words.withheld}")
                row += 1
            canvas.put(row, left, words.source)
            row += 1
        if self._options.is_plain:
            return
        if rng.random() < 0.1:
            canvas.put(row + 1, left, words.source)
            canvas.put(row + 2, left, words.headings[3])
            canvas.put(row + 2, left + 1, rng.randint(2001, 2023))
        if rng.random() < 0.1:
            last = max(table.body.right for table in tables)
            canvas.put(tables[0].body.top + 1, last + 2, words.pages[2])
