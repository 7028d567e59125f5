"""A small workbook as a department would write it."""

import zipfile
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


def write_large(path: Path, rows: int = 6_000) -> Path:
    """Write a workbook of `rows` x 20 cells with texts, formats and hidden lines.

    Its sheets: "Lists" (hidden), "Data" with the cells, and "Notes".
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    thousands = book.add_format({"num_format": "#,##0"})
    lists, sheet = book.add_worksheet("Lists"), book.add_worksheet("Data")
    lists.write(0, 0, "a")
    lists.hide()
    sheet.activate()
    sheet.set_first_sheet()
    book.add_worksheet("Notes").write(0, 0, "Source: survey")
    sheet.set_column(3, 3, None, None, {"hidden": True})
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.write_row(0, 0, ("Area", *(f"Year {2000 + year}" for year in range(19))))
    for row in range(1, rows):
        sheet.write_string(row, 0, f"Area {row}")
        for column in range(1, 20):
            sheet.write_number(row, column, (row * 31 + column * 17) % 9973, thousands)
    book.close()
    return path


def damage_sheet(source: Path, out: Path) -> Path:
    """Copy a workbook with the last row of its second sheet broken."""
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(out, "w") as written:
        for name in read.namelist():
            data = read.read(name)
            if name.endswith("sheet2.xml"):
                data = data.replace(b"</row></sheetData>", b"</rowe></sheetData>")
            written.writestr(name, data)
    return out
