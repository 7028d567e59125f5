"""Make the sample workbooks with known problems on which new checkers learn; all invented.

Run `python installer/make_exercises.py` after a change here; the same script gives the same files.
Each workbook with one table to look at has a list of its problems beside it, as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

SHEET = "Table 1"
AREAS = ("Ashford", "Brookdale", "Carrick", "Dunmore", "Eastleigh", "Fenwick")
VISITS = (
    (124, 96, 88, 41),
    (87, 61, 7, 30),
    (211, 148, 132, 85),
    (45, 3, 28, 14),
    (98, 72, 66, 9),
    (160, 121, 1, 52),
)
PUPILS = ((412, 388), (267, 241), (530, 512), (98, 87), (344, 329), (203, 190))
WORKERS = ((5310, 212), (2875, 98), (7740, 305), (640, 4), (4120, 171), (1985, 83))
SMALL = "A count of {count}: the policy shows no counts from 1 to 9."
LEARNING = Path(__file__).resolve().parent.parent / "resources" / "samples" / "learning"

Row = Sequence[float | str]


def main() -> None:
    """Write every workbook and every list of problems."""
    LEARNING.mkdir(parents=True, exist_ok=True)
    make_small_counts(LEARNING)
    make_worked_out(LEARNING)
    make_percentages(LEARNING)
    make_hidden_parts(LEARNING)


def make_small_counts(folder: Path) -> None:
    """Small counts among large ones: the plainest problem."""
    headers = ("Area", "0 to 15", "16 to 44", "45 to 64", "65 and over", "All ages")
    rows = [(name, *line, sum(line)) for name, line in zip(AREAS, VISITS, strict=True)]
    title = "Table 1: Visits to sleep clinics by area and age, 2026"
    write(folder / "1-small-counts.xlsx", title, headers, [*rows, total(rows)])
    cells = {"D6": 7, "C8": 3, "E9": 9, "D10": 1}
    key(
        folder / "1-small-counts.json",
        "Small counts",
        "Mark every cell that must not be shown under a policy that shows no counts from 1 to 9.",
        {cell: SMALL.format(count=count) for cell, count in cells.items()},
    )


def make_worked_out(folder: Path) -> None:
    """Cells are withheld already, and some of them can be worked out again."""
    headers = ("Area", "Girls", "Boys", "All pupils")
    shown: list[list[float | str]] = [
        [name, *line, sum(line)] for name, line in zip(AREAS, PUPILS, strict=True)
    ]
    last = total(shown)
    for row, columns in {1: (1,), 3: (1, 2), 4: (1, 2)}.items():
        for column in columns:
            shown[row][column] = "[c]"
    title = "Table 1: Pupils with a hearing aid by area and sex, 2026"
    write(folder / "2-worked-out.xlsx", title, headers, [*shown, last])
    subtract = "All pupils less boys is {count}: two numbers of the row are shown, so the third is."
    key(
        folder / "2-worked-out.json",
        "Withheld and worked out",
        "Cells with [c] are withheld. Mark those that a reader can work out exactly.",
        {"B6": subtract.format(count=PUPILS[1][0])},
    )


def make_percentages(folder: Path) -> None:
    """A count is withheld, and a percentage beside it gives it back."""
    headers = ("Area", "Workers", "Off sick for a year", "Percentage off sick for a year")
    rows: list[list[float | str]] = [
        [name, workers, off, round(100 * off / workers, 2)]
        for name, (workers, off) in zip(AREAS, WORKERS, strict=True)
    ]
    last = total(rows)
    last[3] = round(100 * float(last[2]) / float(last[1]), 2)
    rows[1][2] = rows[3][2] = "[c]"
    title = "Table 1: Workers off sick for a year by area, 2026"
    write(folder / "3-percentages.xlsx", title, headers, [*rows, last])
    back = "{share} % of {workers:,} is {count}: the withheld count can be worked out from it."
    key(
        folder / "3-percentages.json",
        "Percentages give counts away",
        "Two counts are withheld. Mark the percentages from which a reader gets them back.",
        {
            cell: back.format(
                share=rows[place][3], workers=WORKERS[place][0], count=WORKERS[place][1]
            )
            for cell, place in {"D6": 1, "D8": 3}.items()
        },
    )


def make_hidden_parts(folder: Path) -> None:
    """Nothing is wrong with what a reader sees; what is hidden tells the rest."""
    with open_book(folder / "4-hidden-parts.xlsx", "Dental check-ups") as book:
        sheet = book.add_worksheet(SHEET)
        seen = (310, 240, 415, 120, 280, 190)
        rows: list[Row] = [("Area", "Children seen")]
        rows += [(name, count) for name, count in zip(AREAS, seen, strict=True)]
        fill(book, sheet, "Table 1: Dental check-ups of children by area, 2026", rows)
        sheet.write_comment("B8", "Only 3 of these were new patients.", {"author": "A. Clerk"})
        sheet.write_row("D4", ("New patients", *[""]))
        sheet.write_column("D5", (41, 27, 55, 3, 38, 22))
        sheet.set_column("D:D", None, None, {"hidden": True})
        working = book.add_worksheet("Working")
        working.write_row("A1", ("Patient", "Area", "Date of birth"))
        working.write_row("A2", ("P-0001", "Dunmore", "2019-04-02"))
        working.hide()


def total(rows: Sequence[Row]) -> list[float | str]:
    """Return the line of totals of `rows`."""
    columns = list(zip(*rows, strict=True))[1:]
    return ["All areas", *(sum(float(value) for value in column) for column in columns)]


def write(path: Path, title: str, headers: Row, rows: Sequence[Row]) -> None:
    """Write a workbook with one table."""
    with open_book(path, title) as book:
        fill(book, book.add_worksheet(SHEET), title, [headers, *rows])


def open_book(path: Path, title: str) -> xlsxwriter.Workbook:
    """Return a workbook to be filled, the same each time."""
    book = xlsxwriter.Workbook(str(path))
    made = datetime(2027, 2, 1)
    book.set_properties({"title": title, "comments": "All figures are invented.", "created": made})
    return book


def fill(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    title: str,
    rows: Sequence[Row],
) -> None:
    """Write a title, the headers in row 4 and the table below them."""
    head = book.add_format({"bold": True, "bg_color": "#DCE6F0", "text_wrap": True, "bottom": 1})
    whole = book.add_format({"num_format": "#,##0"})
    part = book.add_format({"num_format": "0.00"})
    right = book.add_format({"align": "right"})
    sheet.write_string("A1", title, book.add_format({"bold": True, "font_size": 13}))
    sheet.write_string("A2", "All figures are invented.")
    sheet.set_column("A:A", 20)
    sheet.set_column("B:F", 14)
    sheet.write_row(3, 0, rows[0], head)
    for place, line in enumerate(rows[1:], start=4):
        for column, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(place, column, value, right if column else None)
            else:
                sheet.write_number(place, column, value, whole if value % 1 == 0 else part)


def key(path: Path, title: str, task: str, problems: Mapping[str, str]) -> None:
    """Write the list of problems of an exercise."""
    told = {"title": title, "task": task, "policy": "uk-tre-acro", "sheet": SHEET}
    text = json.dumps({**told, "problems": problems}, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
