"""A small workbook as a department would write it."""

from pathlib import Path

import xlsxwriter

ROWS = ("North", "East", "South", "West")
COLUMNS = ("Under 25", "25 to 49", "50 to 74", "75 and over")
COUNTS = ((120, 45, 3, 20), (64, 31, 18, 40), (27, 90, 33, 15), (51, 12, 28, 66))


def write_counts(path: Path, counts: tuple[tuple[int, ...], ...] = COUNTS) -> Path:
    """Write a table of counts with totals, as a department would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Table 1")
    sheet.write(0, 0, "Table 1: Complaints by region and age, 2026")
    columns = COLUMNS[: len(counts[0])]
    sheet.write_row(2, 0, ("Region", *columns, "Total"))
    for number, (name, row) in enumerate(zip(ROWS, counts, strict=False)):
        sheet.write_row(3 + number, 0, (name, *row, sum(row)))
    totals = [sum(column) for column in zip(*counts, strict=True)]
    sheet.write_row(3 + len(counts), 0, ("Total", *totals, sum(totals)))
    book.close()
    return path
