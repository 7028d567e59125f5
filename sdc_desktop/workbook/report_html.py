"""A report as HTML: one file with its style and its pictures, which needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain

from sdc_desktop.workbook.report_changes import ReportChanges
from sdc_desktop.workbook.report_outcome import LossRow, NarrowingRow
from sdc_desktop.workbook.report_pictures import Sign, bar_of_interval, bar_of_shares
from sdc_desktop.workbook.report_release import ReportPoint
from sdc_desktop.workbook.report_tables import ReportRow, ReportTable
from sdc_desktop.workbook.report_view import Pairs, ReportStep, ReportView


def html_page(view: ReportView, kicker: str, footer: str, style: str) -> str:
    """Return a report as HTML.

    Args:
        view: What it says.
        kicker: What stands above it.
        footer: What stands below it.
        style: Its CSS.
    """
    outcome = "clear" if view.is_clear else "left"
    sections = chain(
        _statement(view.statement),
        _section("Summary", "What was found and done", view.summary),
        _section("The release", "What is released", view.release),
        _section("What was checked", "What was checked", view.facts),
        _points(view.points),
        _loss(view.loss),
        _narrowing(view.narrowing),
        _tables(view),
        _changes(view.changes),
        _steps(view.steps),
        _declarations(view.declarations),
        _signature(view),
    )
    body = "\n".join(sections)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(view.title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f'<body>\n<main>\n<p class="note">{escape(kicker)}</p>\n'
        f"<h1>{escape(view.title)}</h1>\n"
        f'<p class="verdict {outcome}">{escape(view.verdict)}</p>\n'
        f"{body}\n<footer>{escape(footer)}</footer>\n</main>\n</body>\n</html>\n"
    )


def _statement(statement: str) -> Iterator[str]:
    if statement:
        yield f"<p>{escape(statement)}</p>"


def _section(heading: str, caption: str, pairs: Pairs) -> Iterator[str]:
    if pairs:
        yield f"<h2>{escape(heading)}</h2>"
        yield _pairs(caption, pairs)


def _points(points: tuple[ReportPoint, ...]) -> Iterator[str]:
    if points:
        yield "<h2>Before signing</h2>"
        yield '<table class="quiet rows">\n<caption>The list before signing</caption>'
        yield _head(("State", "What must hold", "What is said of it"))
        yield "<tbody>"
        for one in points:
            mark = ' class="outstanding"' if one.state == "Outstanding" else ""
            yield (
                f'<tr{mark}><th scope="row">{escape(one.state)}</th>'
                f"<td>{escape(one.asks)}</td><td>{escape(one.said)}</td></tr>"
            )
        yield "</tbody>\n</table>"


def _loss(rows: tuple[LossRow, ...]) -> Iterator[str]:
    if not rows:
        return
    yield "<h2>What became of the numbers</h2>"
    yield '<table class="quiet">\n<caption>Cells that are shown, changed and withheld</caption>'
    columns = ("Table", "Numbers", "Shown", "Changed", "Withheld", "Share")
    yield _head(columns, number={"Numbers", "Shown", "Changed", "Withheld"})
    yield "<tbody>"
    for row in rows:
        counts = (row.numbers, row.shown, row.changed, row.withheld)
        cells = "".join(f'<td class="number">{escape(one)}</td>' for one in counts)
        bar = bar_of_shares(row.shares)
        yield f'<tr><th scope="row">{escape(row.title)}</th>{cells}<td>{bar}</td></tr>'
    yield "</tbody>\n</table>"


def _narrowing(rows: tuple[NarrowingRow, ...]) -> Iterator[str]:
    if not rows:
        return
    yield "<h2>What a reader can narrow the withheld cells to</h2>"
    yield '<table class="quiet">\n<caption>Withheld cells by what a reader knows</caption>'
    yield _head(("What a reader knows", "Cells", "From zero to the greatest"), number={"Cells"})
    yield "<tbody>"
    for row in rows:
        bar = bar_of_interval(row.start, row.end)
        yield (
            f'<tr><th scope="row">{escape(row.words)}</th>'
            f'<td class="number">{escape(row.count)}</td><td>{bar}</td></tr>'
        )
    yield "</tbody>\n</table>"


def _tables(view: ReportView) -> Iterator[str]:
    if view.tables:
        yield "<h2>Table by table</h2>"
        yield from _key(view.signs)
        yield from map(_table, view.tables)


def _key(signs: tuple[Sign, ...]) -> Iterator[str]:
    if signs:
        said = " ".join(
            f'<span class="sign">{_hidden(one.svg)}{escape(one.words)}</span>' for one in signs
        )
        yield f'<p class="note">In the maps: {said}</p>'


def _hidden(svg: str) -> str:
    """Return a picture that a screen reader passes over, for words beside it say the same."""
    return svg.replace("<svg ", '<svg aria-hidden="true" ', 1)


def _map(table: ReportTable) -> str:
    if not table.map.svg:
        return ""
    words = escape(table.map.words, quote=True)
    picture = table.map.svg.replace("<svg ", f'<svg role="img" aria-label="{words}" ', 1)
    return f'<div class="map">{picture}</div>\n'


def _pairs(caption: str, pairs: Pairs) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
        for name, value in pairs
    )
    return (
        f'<table class="quiet">\n<caption>{escape(caption)}</caption>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _table(table: ReportTable) -> str:
    note = f'<p class="note">{escape(table.note)}</p>\n' if table.note else ""
    head = _head(("Step", "What", "Cells", "Which"), number={"Cells"})
    rows = "\n".join(map(_row, table.rows))
    return (
        f'<h3>{escape(table.heading)}</h3>\n{note}{_map(table)}<table class="quiet rows">\n'
        f"<caption>{escape(table.heading)}</caption>\n{head}\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _row(row: ReportRow) -> str:
    mark = ' class="outstanding"' if row.kind == "Outstanding" else ""
    kind = f'<tr{mark}><th scope="row">{escape(row.kind)}</th>'
    if not row.count:
        return f'{kind}<td colspan="3">{escape(row.what)}</td></tr>'
    return (
        f"{kind}<td>{escape(row.what)}</td>"
        f'<td class="number">{escape(row.count)}</td><td>{escape(row.cells)}</td></tr>'
    )


def _head(names: Iterable[str], number: Iterable[str] = ()) -> str:
    marks = dict.fromkeys(number, ' class="number"')
    cells = (f'<th scope="col"{marks.get(name, "")}>{escape(name)}</th>' for name in names)
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def _changes(changes: ReportChanges) -> Iterable[str]:
    if changes.note:
        yield f'<h2>What changed in the file</h2>\n<p class="note">{escape(changes.note)}</p>'
    if changes.rows:
        yield '<table class="quiet">\n<caption>What changed in the file</caption>'
        yield _head(("Outcome", "Part", "What it is", "Why"))
        yield "<tbody>"
        for row in changes.rows:
            yield f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>"
        yield "</tbody>\n</table>"


def _steps(steps: tuple[ReportStep, ...]) -> Iterable[str]:
    if steps:
        yield "<h2>What was done, in order</h2>"
        yield '<table class="quiet">\n<caption>What was done, in order</caption>'
        yield _head(("When", "Who", "What", "Why"))
        yield "<tbody>"
        for step in steps:
            cells = (step.when, step.who, step.what, step.why)
            yield f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in cells)}</tr>"
        yield "</tbody>\n</table>"


def _declarations(declarations: Pairs) -> Iterable[str]:
    if declarations:
        items = "\n".join(f"<li>{escape(text)} ({escape(by)})</li>" for text, by in declarations)
        yield f"<h2>Declarations</h2>\n<ul>\n{items}\n</ul>"


def _signature(view: ReportView) -> Iterable[str]:
    yield "<h2>Signature</h2>"
    yield from (f"<p>{escape(sentence)}</p>" for sentence in view.signature)
    if view.commands:
        yield "<p>To check it without this program, in the folder of the record:</p>"
    for system, command in view.commands:
        yield f'<p class="note">{escape(system)}</p>\n<pre><code>{escape(command)}</code></pre>'
