"""Sheets without a table: cover, contents, notes, lists of codes."""

from __future__ import annotations

import random
from collections.abc import Callable

from sdc_desktop.core.sheets import CellStyle
from tests.layouts.canvas import DATE_FORMAT, Canvas
from tests.layouts.words import Words


def cover(rng: random.Random, words: Words) -> Canvas:
    """Return a title page with dates and a telephone number."""
    canvas = Canvas("Cover")
    heads = words.headings
    canvas.put(0, 0, words.title.format(heads[0], heads[6]), CellStyle(bold=True))
    canvas.put(2, 0, words.source)
    canvas.put(4, 0, heads[3])
    canvas.put(4, 1, 2023)
    canvas.put(5, 0, "Tel.")
    canvas.put(5, 1, "0300 123 4567")
    canvas.put(6, 0, "ISBN 978-1-4741-1234-5")
    if rng.random() < 0.5:
        canvas.put(7, 0, "Email")
        canvas.put(7, 1, "statistics@example.org")
    return canvas


def contents(rng: random.Random, words: Words) -> Canvas:
    """Return a list of tables with page numbers, or with table numbers."""
    canvas = Canvas(words.pages[2])
    table, page = words.pages[:2]
    canvas.put(0, 0, words.pages[2], CellStyle(bold=True))
    kind = rng.choice(("pages", "numbers", "both"))
    canvas.put(2, 0, table, CellStyle(bold=True))
    canvas.put(2, 1, words.headings[0], CellStyle(bold=True))
    if kind != "numbers":
        canvas.put(2, 2, page, CellStyle(bold=True))
    number = rng.randint(2, 5)
    for place in range(rng.randint(3, 9)):
        row = 3 + place
        canvas.put(row, 0, place + 1 if kind != "pages" else f"{table} {place + 1}")
        canvas.put(
            row, 1, words.title.format(rng.choice(words.headings), rng.choice(words.headings))
        )
        if kind != "numbers":
            canvas.put(row, 2, number)
        number += rng.randint(1, 4)
    return canvas


def notes(rng: random.Random, words: Words) -> Canvas:
    """Return numbered notes with numbers in their texts."""
    canvas = Canvas(words.pages[3])
    canvas.put(0, 0, words.pages[3], CellStyle(bold=True))
    is_numbered = rng.random() < 0.6
    for place in range(rng.randint(3, 8)):
        text = rng.choice(words.notes)
        if is_numbered:
            canvas.put(2 + place, 0, place + 1)
            canvas.put(2 + place, 1, text)
        else:
            canvas.put(2 + place, 0, text)
    canvas.put(canvas.next_row + 1, 0, words.source)
    return canvas


def codes(rng: random.Random, words: Words) -> Canvas:
    """Return a list of areas with their codes."""
    canvas = Canvas(words.headings[2])
    canvas.put(0, 0, words.headings[2], CellStyle(bold=True))
    canvas.put(0, 1, words.headings[0], CellStyle(bold=True))
    is_numeric = rng.random() < 0.5
    row, code = 1, rng.randint(100, 900)
    for _, areas in words.places:
        for area in areas:
            canvas.put(row, 0, code if is_numeric else f"E{7000000 + code:08d}")
            canvas.put(row, 1, area)
            row, code = row + 1, code + rng.choice((1, 1, 1, 2, 9))
    return canvas


def symbols(rng: random.Random, words: Words) -> Canvas:
    """Return a list of symbols with what they mean."""
    canvas = Canvas("Symbols")
    canvas.put(0, 0, words.pages[3], CellStyle(bold=True))
    markers = rng.sample(("[c]", "*", "..", "-", ":", "x", "[low]", "[z]", "<5", "0"), 5)
    for place, marker in enumerate(markers):
        canvas.put(2 + place, 0, marker)
        canvas.put(2 + place, 1, f"{words.withheld}: {rng.choice(words.notes)}")
    return canvas


def corrections(rng: random.Random, words: Words) -> Canvas:
    """Return a list of dates and what was corrected, with table numbers."""
    canvas = Canvas("Corrections")
    for column, text in enumerate((words.headings[4], words.pages[0], words.pages[3])):
        canvas.put(0, column, text, CellStyle(bold=True))
    day = 43000
    for row in range(1, rng.randint(3, 6)):
        day += rng.randint(5, 300)
        canvas.put(row, 0, day, CellStyle(number_format=DATE_FORMAT))
        canvas.put(row, 1, f"{words.pages[0]} {rng.randint(1, 20)}")
        canvas.put(row, 2, rng.choice(words.notes))
    return canvas


PAGES: dict[str, Callable[[random.Random, Words], Canvas]] = {
    "cover": cover,
    "contents": contents,
    "notes": notes,
    "codes": codes,
    "symbols": symbols,
    "corrections": corrections,
}
