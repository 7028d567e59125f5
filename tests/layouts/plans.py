"""Which tables are made: counts, amounts, shares, measures, time series, tidy, turned."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tests.layouts.lines import Form, Side
from tests.layouts.measured import of_measure, of_measures, with_measures
from tests.layouts.sides import (
    GroupTotals,
    breakdowns,
    crossed,
    cumulative,
    flat,
    grouped,
    nested,
)
from tests.layouts.tables import Plan, with_sample_size_column, with_sample_sizes
from tests.layouts.tidy import Category, tidy
from tests.layouts.values import make_figures
from tests.layouts.words import Measure, Words

_SCALES = (6.0, 40.0, 40.0, 900.0)
_MEASURE_SETS = (
    (Measure.COUNT, Measure.POPULATION, Measure.RATE, Measure.LOWER, Measure.UPPER),
    (Measure.COUNT, Measure.POPULATION, Measure.RATE),
    (Measure.COUNT, Measure.AMOUNT, Measure.MEAN),
    (Measure.COUNT, Measure.COLUMN_PERCENT),
    (Measure.COUNT, Measure.COLUMN_PERCENT, Measure.BASE),
    (Measure.COUNT, Measure.MEAN),
    (Measure.AMOUNT, Measure.COUNT),
)


@dataclass(frozen=True, slots=True)
class Chooser:
    """Makes random plans in one language; plain ones are without rounding."""

    rng: random.Random
    words: Words
    is_plain: bool = False

    def plan(self) -> Plan:
        """Return a table of any kind."""
        kinds: list[tuple[Callable[[], Plan], int]] = [
            (self.counts, 8),
            (self.shares_beside, 3),
            (self.shares_only, 0 if self.is_plain else 2),
            (self.measures, 3),
            (self.series, 2),
            (self.tidy, 2),
            (self.turned, 1),
            (self.years, 2),
        ]
        [make] = self.rng.choices([one for one, _ in kinds], [weight for _, weight in kinds])
        return make()

    def plan_like(self, plan: Plan) -> Plan:
        """Return a table with the same columns of other numbers, to stand below `plan`."""
        if plan.is_turned:
            return replace(self._with(plan.rows, plan.columns, plan.features), is_turned=True)
        rows = self._rows(shortest=3)
        if any(line.measure in _IN_TIME for line in plan.columns.lines):
            rows = plan.rows
        return self._with(rows, plan.columns, plan.features)

    # Sides

    def _total(self) -> str:
        return self.rng.choice(self.words.totals)

    def _some(self, labels: Sequence[str], least: int = 2) -> tuple[str, ...]:
        count = self.rng.randint(min(least, len(labels)), len(labels))
        start = self.rng.randint(0, len(labels) - count)
        return tuple(labels[start : start + count])

    def _groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((group, self._some(areas)) for group, areas in self.words.places)

    def _rows(self, shortest: int = 3) -> Side:
        rng, words = self.rng, self.words
        at = rng.choice(("first", "last", "last", "last", "middle"))
        match rng.choices(tuple(Form), (5, 3, 3, 0, 2, 0, 0))[0]:
            case Form.NESTED:
                return nested(
                    rng,
                    self._groups(),
                    words.headings[0],
                    total=self._total() if rng.random() < 0.8 else "",
                    thirds=words.sexes if rng.random() < 0.3 else (),
                )
            case Form.GROUPED:
                return self._grouped_rows()
            case Form.BREAKDOWNS:
                sections = (
                    (words.headings[6], self._some(words.ages, 3)),
                    (words.headings[0], self._some([one for one, _ in words.places], 3)),
                )
                return breakdowns(
                    sections,
                    words.headings[0],
                    self._total(),
                    rng,
                    at=rng.choice(("first", "last")),
                )
            case _:
                heading, labels = self._flat_labels()
                return flat(
                    rng,
                    self._some(labels, shortest),
                    heading,
                    total=self._total() if rng.random() < 0.85 else "",
                    at=at,
                    of_which=words.of_which if rng.random() < 0.2 else "",
                )

    def _flat_labels(self) -> tuple[str, Sequence[str]]:
        words = self.words
        areas = [area for _, group in words.places for area in group]
        return self.rng.choice(
            (
                (words.headings[0], areas),
                (words.headings[5], words.industries),
                (words.headings[6], words.ages),
            )
        )

    def _grouped_rows(self) -> Side:
        rng, words = self.rng, self.words
        own = rng.choice(words.group_totals) if rng.random() < 0.75 else ""
        grand = self._total() if rng.random() < 0.85 or not own else ""
        totals = GroupTotals(
            own, rng.choice(("first", "last")), grand, rng.choice(("first", "last", "last"))
        )
        return grouped(self._groups(), (words.headings[1], words.headings[0]), totals)

    def _columns(self) -> Side:
        rng, words = self.rng, self.words
        at = rng.choice(("first", "last", "last"))
        labels = rng.choice((words.ages, words.statuses))
        match rng.choice(("flat", "flat", "flat", "two", "grouped", "crossed", "none", "under")):
            case "two":
                return flat(rng, words.sexes, "", total=self._total(), at=at)
            case "grouped":
                total = self._total()
                groups = tuple((sex, self._some(words.statuses)) for sex in words.sexes)
                totals = GroupTotals(total, at, _other(rng, words, total), at)
                return grouped(groups, ("", ""), totals)
            case "crossed":
                return crossed(words.sexes, self._some(labels), ("", ""), self._total(), at)
            case "under":
                ages = sorted(rng.sample(range(16, 70, 3), rng.randint(2, 4)))
                return cumulative([words.under.format(age) for age in ages], "", self._total(), at)
            case "none":
                return flat(rng, self._some(words.industries), "")
            case _:
                of_which = words.of_which if rng.random() < 0.15 else ""
                some = self._some(labels)
                return flat(rng, some, "", total=self._total(), at=at, of_which=of_which)

    # Tables

    def _with(self, rows: Side, columns: Side, features: frozenset[str] = frozenset()) -> Plan:
        decimals = self.rng.choice((0, 1, 1, 1, 2, None))
        periods = [line.members for line in rows.lines]
        scale = self.rng.choice(_SCALES)
        base = 0
        measures = {line.measure for line in columns.lines}
        if not self.is_plain and self.rng.random() < 0.12 and not measures & _IN_TIME:
            base, scale = self.rng.choice(((5, 60.0), (10, 300.0), (1000, 60_000.0)))
        shape = (rows.leaves, columns.leaves)
        figures = make_figures(self.rng, shape, periods, scale=scale, decimals=decimals)
        features = features - {one for one in features if one.startswith("rounded")}
        features |= {f"rounded to {base}"} if base else set()
        return Plan(rows, columns, figures, base=base, features=features)

    def counts(self) -> Plan:
        """Return a table of counts or amounts."""
        measure = self.rng.choice((Measure.COUNT, Measure.COUNT, Measure.COUNT, Measure.AMOUNT))
        rows = self._rows()
        if measure is Measure.COUNT and self.rng.random() < 0.1:
            rows = with_sample_sizes(rows, self.words.measures[Measure.BASE])
        columns = of_measure(self._columns(), measure)
        return self._with(rows, columns, frozenset({f"{measure} table"}))

    def shares_beside(self) -> Plan:
        """Return counts with percentages of rows, columns or the whole."""
        share = self.rng.choice(
            (Measure.ROW_PERCENT, Measure.COLUMN_PERCENT, Measure.TABLE_PERCENT)
        )
        measures = [Measure.COUNT, share]
        columns = with_measures(
            self._columns(), measures, self.words.measures, is_beside=self.rng.random() < 0.5
        )
        return self._with(self._rows(), columns, frozenset({f"counts and {share}s"}))

    def shares_only(self) -> Plan:
        """Return percentages, with or without the number of persons behind them."""
        share = self.rng.choice((Measure.ROW_PERCENT, Measure.COLUMN_PERCENT))
        columns = of_measure(self._columns(), share)
        rows = self._rows()
        if self.rng.random() < 0.4 and share is Measure.COLUMN_PERCENT:
            rows = with_sample_sizes(rows, self.words.measures[Measure.BASE])
        elif self.rng.random() < 0.4:
            columns = with_sample_size_column(columns, self.words.measures[Measure.BASE])
        return replace(self._with(rows, columns, frozenset({"percentages only"})), base=0)

    def measures(self) -> Plan:
        """Return areas or industries by different measures."""
        columns = of_measures(self.rng.choice(_MEASURE_SETS), self.words.measures)
        return self._with(self._rows(), columns, frozenset({"measures"}))

    def series(self) -> Plan:
        """Return years or months with changes and an index."""
        words = self.words
        measures = (Measure.COUNT, Measure.CHANGE, Measure.INDEX)
        columns = of_measures(measures[: self.rng.randint(2, 3)], words.measures)
        years: tuple[str | int, ...] = tuple(range(2015, 2015 + self.rng.randint(5, 9)))
        is_monthly = self.rng.random() < 0.4
        heading = words.headings[4 if is_monthly else 3]
        labels: tuple[str | int, ...] = words.months if is_monthly else years
        rows = flat(self.rng, labels, heading)
        kind = "months" if is_monthly else "years as row labels"
        return self._with(rows, columns, frozenset({"time series", kind}))

    def years(self) -> Plan:
        """Return areas or industries by year; years do not add up."""
        years = list(range(2014, 2014 + self.rng.randint(2, 8)))
        feature = "years as numbers"
        if self.rng.random() < 0.3:
            years, feature = [42005 + 365 * place for place in range(len(years))], "dates"
        columns = of_measure(flat(self.rng, years, ""), Measure.COUNT)
        return self._with(self._rows(), columns, frozenset({feature}))

    def turned(self) -> Plan:
        """Return measures down the sheet and areas along it."""
        chosen = self.rng.choice(_MEASURE_SETS[:4])
        rows = flat(
            self.rng,
            self._some(self.words.industries, 3),
            "",
            total=self._total(),
            at=self.rng.choice(("first", "last")),
        )
        columns = of_measures(chosen, self.words.measures)
        return replace(self._with(rows, columns, frozenset({"transposed"})), is_turned=True)

    def tidy(self) -> Plan:
        """Return a long table with a row for each combination of categories."""
        rng, words = self.rng, self.words
        total, at = self._total(), rng.choice(("first", "last"))
        categories = [
            Category(words.headings[0], self._some(words.places[0][1], 3), total, at),
            Category(words.headings[6], self._some(words.ages, 3), total, at),
        ]
        if rng.random() < 0.25:
            categories = [replace(one, labels=one.labels[:3]) for one in categories]
            categories.append(Category("", words.sexes, total, at))
        if rng.random() < 0.4:
            categories[rng.randrange(2)] = Category(words.headings[5], words.industries[:4])
        if rng.random() < 0.4:
            categories.insert(0, Category(words.headings[3], (2021, 2022)))
        columns = of_measures((Measure.COUNT,), words.measures)
        return self._with(tidy(categories), columns)


_IN_TIME = {Measure.CHANGE, Measure.INDEX}


def _other(rng: random.Random, words: Words, total: str) -> str:
    others = [one for one in words.totals if one != total]
    return rng.choice(others) if others else total
