"""How much of generated workbooks is understood, and which features of them are not.

Run as `python tests/bench/layout_generated.py [--seeds 200] [--first 0] [--plain] [--worst 12]`,
or with `--seed S --show` for one workbook as text with what differs.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable

from sdc_desktop.core.cells import column_letters
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.sheets import CellKind, Sheet
from sdc_desktop.core.tables import Axis, LineRatio, LineSum
from tests.layouts.build import Made, Options, make_workbook
from tests.layouts.compare import CHECKS, Compared, compare
from tests.layouts.truth import TrueRatio, TrueSum

_WIDTH = 12
_EXAMPLES = 6
_SURE = 0.9


class Tally:
    """Counts over all workbooks."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.features: dict[str, Counter[str]] = {}
        self.examples: dict[str, list[str]] = {}
        self.raised: Counter[str] = Counter()

    def add(self, seed: int, one: Compared) -> None:
        """Count one true table."""
        required = [each for each in one.true.sums if each.is_required]
        labelled = [each for each in required if each.is_labelled]
        missed = {each for each in one.missed if each.is_labelled}
        wrong = {
            "tables": 1,
            "found": one.found is not None,
            **one.checks,
            "sums": len(required),
            "sums found": len(required) - len(one.missed),
            "labelled": len(labelled),
            "labelled found": len(labelled) - len(missed),
            "partly": len(one.partly),
            "relations": len(one.found.relations) if one.found else 0,
            "false": len(one.false),
            "ratios": sum(each.is_required for each in one.true.ratios),
            "ratios missed": len(one.missed_ratios),
            "false ratios": len(one.false_ratios),
            "orders": len(one.true.parts_of),
            "orders missed": len(one.missed_orders),
            "false orders": len(one.false_orders),
            "sure and false": sum(each.confidence >= _SURE for each, _ in one.false),
        }
        self.counts.update({key: int(value) for key, value in wrong.items()})
        for feature in one.true.features:
            self._count_feature(feature, one, len(required))
        for what in _problems(one):
            self.examples.setdefault(what, []).append(str(seed))

    def _count_feature(self, feature: str, one: Compared, required: int) -> None:
        counts = self.features.setdefault(feature, Counter())
        counts.update(
            {
                "tables": 1,
                "body": int(not one.checks["body"]),
                "layout": int(not (one.checks["header"] and one.checks["stub"])),
                "totals": int(not all(one.checks[key] for key in CHECKS[3:6])),
                "sums": required,
                "missed": len(one.missed),
                "partly": len(one.partly),
                "false": len(one.false),
                "ratios": sum(each.is_required for each in one.true.ratios),
                "no ratio": len(one.missed_ratios) + len(one.false_ratios),
                "wrong": int(not one.is_right),
            }
        )

    def print(self, worst: int) -> None:
        """Print all figures."""
        counts = self.counts
        print(f"tables {counts['tables']}, found {counts['found']}, invented {counts['invented']}")
        for check in CHECKS:
            print(f"  {check:11} {_percent(counts[check], counts['tables'])}")
        print(f"  totals found    {_percent(counts['sums found'], counts['sums'])}")
        print(f"  labelled totals {_percent(counts['labelled found'], counts['labelled'])}")
        print(f"  of these not in all lines: {counts['partly']}")
        sure = counts["sure and false"]
        print(f"  false equations: {counts['false']} of {counts['relations']}, {sure} of them sure")
        ratios = counts["ratios"]
        print(f"  ratios found    {_percent(ratios - counts['ratios missed'], ratios)}")
        print(f"  false ratios: {counts['false ratios']}")
        orders = counts["orders"]
        print(f"  of which found  {_percent(orders - counts['orders missed'], orders)}")
        print(f"  false parts of: {counts['false orders']}")
        print("seeds:")
        for what, seeds in sorted(self.examples.items(), key=lambda one: -len(one[1])):
            print(f"  {what:24} {len(seeds):4}  {' '.join(dict.fromkeys(seeds[:_EXAMPLES]))}")
        self._print_features(worst)
        for what, times in self.raised.most_common():
            print(f"RAISED {times} times: {what}")

    def _print_features(self, worst: int) -> None:
        names = ("body", "layout", "totals", "missed", "partly", "false", "no ratio", "wrong")
        print(f"{'feature':32}{'tables':>7}" + "".join(f"{name:>9}" for name in names))
        base = self.counts["wrong"] / max(self.counts["tables"], 1)
        ranked = sorted(
            self.features.items(), key=lambda one: base * one[1]["tables"] - one[1]["wrong"]
        )
        for feature, counts in ranked[:worst]:
            cells = "".join(f"{counts[name] or '':>9}" for name in names)
            print(f"{feature:32}{counts['tables']:>7}{cells}")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.1f} %  {part} of {whole}" if whole else "   none"


def _problems(one: Compared) -> list[str]:
    found = [f"{check} wrong" for check, is_right in one.checks.items() if not is_right]
    lists = {
        "total missed": one.missed,
        "total not in all lines": one.partly,
        "false equation": one.false,
        "ratio missed": one.missed_ratios,
        "false ratio": one.false_ratios,
        "of which missed": one.missed_orders,
        "false part of": one.false_orders,
    }
    return ["table not found"] if one.found is None else found + [k for k, v in lists.items() if v]


def run(seeds: range, options: Options, worst: int) -> None:
    """Print how much of the workbooks of all seeds is understood."""
    tally, started, engine = Tally(), time.perf_counter(), 0.0
    for seed in seeds:
        made = make_workbook(seed, options)
        before = time.perf_counter()
        try:
            tables = find_tables(made.workbook)
        except Exception as error:  # noqa: BLE001
            tally.raised[f"{type(error).__name__}: {error} (seed {seed})"] += 1
            continue
        engine += time.perf_counter() - before
        results, invented = compare(made.tables, tables)
        for one in results:
            tally.add(seed, one)
            tally.counts["wrong"] += not one.is_right
        tally.counts["invented"] += len(invented)
        for table in invented:
            kind = made.pages.get(table.sheet, "a sheet with tables")
            tally.examples.setdefault(f"invented on {kind}", []).append(str(seed))
    tally.print(worst)
    print(f"{len(seeds)} workbooks, {time.perf_counter() - started:.1f} s, engine {engine:.1f} s")


def show(seed: int, options: Options) -> None:
    """Print one workbook and what differs."""
    made = make_workbook(seed, options)
    results, invented = compare(made.tables, find_tables(made.workbook))
    for sheet in made.workbook.sheets:
        own = [one for one in results if one.true.sheet == sheet.name]
        extra = [one for one in invented if one.sheet == sheet.name]
        if all(one.is_right for one in own) and not extra:
            print(f"sheet {sheet.name}: {len(own)} tables, nothing differs")
            continue
        _print_sheet(sheet, made)
        for one in own:
            _print_difference(one)
        for table in extra:
            print(f"  INVENTED {table.body.a1}: {table.title}")


def _print_sheet(sheet: Sheet, made: Made) -> None:
    rows, columns = sheet.shape
    print(f"sheet {sheet.name} merges {' '.join(one.a1 for one in sheet.merged)}")
    print("     " + "".join(column_letters(column).ljust(_WIDTH + 1) for column in range(columns)))
    for row in range(rows):
        cells = (_shown(sheet, made, row, column) for column in range(columns))
        print(f"{row + 1:>4} " + " ".join(cells).rstrip())


def _shown(sheet: Sheet, made: Made, row: int, column: int) -> str:
    if sheet.kinds[row, column] == CellKind.EMPTY:
        return " " * _WIDTH
    style = made.workbook.styles[int(sheet.styles[row, column])]
    text = str(sheet.texts[row, column]) or f"{sheet.values[row, column]:.10g}"
    mark = ("!" if style.bold else "") + ">" * style.indent
    return (mark + text)[:_WIDTH].ljust(_WIDTH)


def _print_difference(one: Compared) -> None:
    true, found = one.true, one.found
    print(f"  {true.body.a1} {sorted(true.features)}")
    if found is None:
        print("    NOT FOUND")
        return
    wrong = [check for check, is_right in one.checks.items() if not is_right]
    print(f"    wrong: {', '.join(wrong) or 'nothing'}")
    pairs = {
        "body": (true.body.a1, found.body.a1),
        "header": (_rows(true.header_rows), _rows(found.header_rows)),
        "stub": (_columns(true.stub_columns), _columns(found.stub_columns)),
        "total rows": (_rows(true.total_rows), _rows(found.total_rows)),
        "total cols": (_columns(true.total_columns), _columns(found.total_columns)),
        "subtotals": (
            f"{_rows(true.subtotal_rows)} {_columns(true.subtotal_columns)} either"
            f" {_rows(true.either_rows)} {_columns(true.either_columns)}",
            f"{_rows(found.subtotal_rows)} {_columns(found.subtotal_columns)}",
        ),
        "statistics": (
            " ".join(f"{_line(*key)}:{value}" for key, value in true.measures.items()),
            " ".join(f"{column_letters(key)}:{value}" for key, value in found.column_statistics),
        ),
    }
    for check in wrong:
        print(f"      {check}: true {pairs[check][0]} | found {pairs[check][1]}")
    for missed in one.missed:
        print(f"    MISSED {_sum(missed)}" + ("" if missed.is_labelled else " (no label)"))
    for part in one.partly:
        print(f"    NOT EVERYWHERE {_sum(part)}")
    for relation, why in one.false:
        print(f"    FALSE {_sum(relation)}: {why} [{relation.confidence:.2f}: {relation.reason}]")
    for ratio in one.missed_ratios:
        print(f"    RATIO MISSED {_ratio(ratio)}")
    for extra in one.false_ratios:
        print(f"    RATIO FALSE {_ratio(extra)} [{extra.reason}]")
    for axis, smaller, larger in one.missed_orders:
        print(f"    OF WHICH MISSED {_line(axis, smaller)} of {_line(axis, larger)}")
    for order in one.false_orders:
        lines = f"{_line(order.axis, order.smaller)} of {_line(order.axis, order.larger)}"
        print(f"    FALSE PART {lines} [{order.reason}]")


def _rows(rows: Iterable[int]) -> str:
    return ",".join(str(row + 1) for row in sorted(rows)) or "-"


def _columns(columns: Iterable[int]) -> str:
    return ",".join(map(column_letters, sorted(columns))) or "-"


def _line(axis: Axis, line: int) -> str:
    return str(line + 1) if axis is Axis.ROWS else column_letters(line)


def _sum(one: LineSum | TrueSum) -> str:
    return f"{_line(one.axis, one.total)} = " + " + ".join(_line(one.axis, p) for p in one.parts)


def _ratio(one: LineRatio | TrueRatio) -> str:
    other = Axis.COLUMNS if one.axis is Axis.ROWS else Axis.ROWS
    at = "" if one.denominator_at is None else f" at {_line(other, one.denominator_at)}"
    lines = (_line(one.axis, place) for place in (one.ratio, one.numerator, one.denominator))
    return "{} = {} / {}".format(*lines) + at


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--markers", type=float, help="share of withheld numbers in every table")
    parser.add_argument("--worst", type=int, default=25, help="how many features to list")
    given = parser.parse_args()
    options = Options(is_plain=given.plain, fixed_markers=given.markers)
    if given.seed is not None:
        show(given.seed, options)
    else:
        run(range(given.first, given.first + given.seeds), options, given.worst)


if __name__ == "__main__":
    main()
