"""Make the sample workbook that comes with the program; every figure in it is invented.

Run `python installer/make_samples.py` after a change here; the same script gives the same file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from sample_figures import AGES, REASONS, REGIONS, added, area_rows
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

SAMPLE = "apprenticeship-complaints-2026.xlsx"
FONT = {"font_name": "Arial", "font_size": 11}
PUBLISHER = "Office for Apprenticeship Complaints (an invented body)"
INVENTED = (
    "All figures are invented. They describe no real apprentice, employer, training provider or "
    "complaint."
)
SOURCE = f"Source: {PUBLISHER}, complaints register, extracted 31 January 2027. Invented data."


@dataclass(frozen=True, slots=True)
class Styles:
    """The few formats that the whole workbook is written in."""

    title: Format
    heading: Format
    plain: Format
    wrapped: Format
    bold: Format
    wrapped_bold: Format
    header: Format
    stub_header: Format
    group: Format
    count: Format
    total: Format
    percentage: Format
    total_percentage: Format
    indents: tuple[Format, ...]

    @classmethod
    def of(cls, book: Workbook) -> Styles:
        """Add the formats to `book`."""
        total = {"bold": True, "top": 1}
        header = {"bold": True, "bg_color": "#DCE6F0", "text_wrap": True, "bottom": 1}
        return cls(
            title=book.add_format({"bold": True, "font_size": 14, "font_color": "#1F3864"}),
            heading=book.add_format({"bold": True, "font_size": 12}),
            plain=book.add_format({}),
            wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
            bold=book.add_format({"bold": True}),
            wrapped_bold=book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            header=book.add_format({**header, "align": "right", "valign": "bottom"}),
            stub_header=book.add_format({**header, "valign": "bottom"}),
            group=book.add_format({**header, "align": "center", "valign": "vcenter"}),
            count=book.add_format({"num_format": "#,##0"}),
            total=book.add_format({**total, "num_format": "#,##0"}),
            percentage=book.add_format({"num_format": "0.0"}),
            total_percentage=book.add_format({**total, "num_format": "0.0"}),
            indents=tuple(
                book.add_format({"indent": level, "bold": level < 2}) for level in range(4)
            ),
        )


def make_sample(path: Path) -> None:
    """Write the sample workbook to `path`, replacing what is there."""
    with xlsxwriter.Workbook(str(path), {"default_format_properties": FONT}) as book:
        book.set_properties(
            {
                "title": "Apprenticeship complaints, 2026",
                "comments": INVENTED,
                "created": datetime(2027, 2, 1, tzinfo=UTC).replace(tzinfo=None),
            }
        )
        styles = Styles.of(book)
        _write_cover(book, styles)
        _write_contents(book, styles)
        _write_notes(book, styles)
        _write_regions(book, styles)
        _write_areas(book, styles)
        _write_reasons(book, styles)


def _write_cover(book: Workbook, styles: Styles) -> None:
    sheet = book.add_worksheet("Cover")
    sheet.hide_gridlines(2)
    sheet.set_column("A:A", 90)
    lines: Sequence[tuple[str, Format]] = (
        ("Apprenticeship complaints by region, age, sex and reason, 2026", styles.title),
        (INVENTED, styles.wrapped_bold),
        ("", styles.plain),
        ("About this workbook", styles.heading),
        (
            "Complaints received from apprentices in the calendar year 2026 and complaints upheld "
            "by 31 January 2027, by region, age, area, sex and reason.",
            styles.wrapped,
        ),
        (
            "The workbook comes with SDC Desktop, to learn on: it has not been checked for "
            "disclosure and holds problems on purpose.",
            styles.wrapped,
        ),
        ("", styles.plain),
        ("Published by", styles.heading),
        (PUBLISHER, styles.plain),
        ("Next release: February 2028", styles.plain),
    )
    for row, (text, style) in enumerate(lines):
        sheet.write_string(row, 0, text, style)
        if style in (styles.wrapped, styles.wrapped_bold):
            sheet.set_row(row, 30)


def _write_contents(book: Workbook, styles: Styles) -> None:
    sheet = book.add_worksheet("Contents")
    sheet.fit_to_pages(1, 0)
    sheet.set_column("A:A", 12)
    sheet.set_column("B:B", 80)
    sheet.write_string("A1", "Contents", styles.title)
    for name, text in (
        ("Worksheet", "Title"),
        ("Notes", "Notes that apply to the tables"),
        ("Table 1", "Complaints received by region and age of the apprentice"),
        ("Table 2", "Complaints upheld by country, region, area and sex of the apprentice"),
        ("Table 3", "Complaints received and upheld by reason"),
    ):
        row = sheet.dim_rowmax + 1 if name != "Worksheet" else 2
        style = styles.bold if name == "Worksheet" else styles.plain
        sheet.write_string(row, 0, name, style)
        sheet.write_string(row, 1, text, style)


def _write_notes(book: Workbook, styles: Styles) -> None:
    sheet = book.add_worksheet("Notes")
    sheet.fit_to_pages(1, 0)
    sheet.set_column("A:A", 12)
    sheet.set_column("B:B", 90)
    sheet.write_string("A1", "Notes", styles.title)
    sheet.write_row("A3", ("Note", "Text"), styles.bold)
    notes = (
        "An apprentice who complained more than once is counted once for each complaint.",
        "Serving overseas: apprentices of employers in England who are posted abroad.",
        "Age is the age on the day of the complaint.",
        "Percentages are rounded to one decimal place and may not add up to 100.",
    )
    for number, text in enumerate(notes, start=1):
        sheet.write_string(2 + number, 0, f"[note {number}]", styles.plain)
        sheet.write_string(2 + number, 1, text, styles.wrapped)


def _write_regions(book: Workbook, styles: Styles) -> None:
    title = (
        "Table 1: Complaints received by region and age of the apprentice, England, 2026 [note 1]"
    )
    sheet = _table_sheet(book, styles, "Table 1", title, "number of complaints")
    last = len(AGES)
    sheet.merge_range(3, 1, 3, last, "Age [note 3]", styles.group)
    sheet.write_blank(3, 0, None, styles.stub_header)
    sheet.write_blank(3, last + 1, None, styles.header)
    _write_headers(sheet, styles, 4, ("Region", *AGES, "All ages"))
    for row, (region, counts) in enumerate(REGIONS.items(), start=5):
        sheet.write_string(row, 0, region, styles.plain)
        sheet.write_row(row, 1, (*counts, sum(counts)), styles.count)
    end = 5 + len(REGIONS)
    totals = [sum(column) for column in zip(*REGIONS.values(), strict=True)]
    sheet.write_string(end, 0, "England", styles.total)
    sheet.write_row(end, 1, totals, styles.total)
    sheet.write_formula(end, last + 1, f"=SUM(H6:H{end})", styles.total, sum(totals))
    _write_source(sheet, styles, end + 2)
    _add_chart(book, sheet, end)


def _add_chart(book: Workbook, sheet: Worksheet, end: int) -> None:
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "Complaints received",
            "categories": ["Table 1", 5, 0, end - 1, 0],
            "values": ["Table 1", 5, 7, end - 1, 7],
            "fill": {"color": "#2F5597"},
            "gap": 60,
        }
    )
    chart.set_title({"name": "Complaints received by region, 2026", "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": True}})
    chart.set_size({"width": 620, "height": 360})
    description = "Bar chart of the last column of table 1: complaints received in each region."
    sheet.insert_chart(end + 5, 0, chart, {"description": description})


def _write_areas(book: Workbook, styles: Styles) -> None:
    title = (
        "Table 2: Complaints upheld by country, region, area and sex, Great Britain, 2026 [note 1]"
    )
    sheet = _table_sheet(book, styles, "Table 2", title, "number of complaints")
    _write_headers(sheet, styles, 3, ("Area", "Female", "Male", "All"))
    for row, (level, name, female, male) in enumerate(area_rows(), start=4):
        sheet.write_string(row, 0, name, styles.indents[level])
        sheet.write_row(row, 1, (female, male, female + male), styles.count)
    _write_source(sheet, styles, sheet.dim_rowmax + 2)


def _write_reasons(book: Workbook, styles: Styles) -> None:
    title = "Table 3: Complaints received and upheld by reason, England, 2026 [note 1] [note 4]"
    sheet = _table_sheet(book, styles, "Table 3", title, "number of complaints and percentages")
    headers = ("Reason", "Received", "Percentage of all received", "Upheld", "Percentage upheld")
    _write_headers(sheet, styles, 3, headers)
    sheet.set_row(3, 45)
    all_received, all_upheld = added(list(REASONS.values()))
    for row, (reason, (received, upheld)) in enumerate(REASONS.items(), start=4):
        sheet.write_string(row, 0, reason, styles.plain)
        sheet.write_number(row, 1, received, styles.count)
        sheet.write_number(row, 2, _percentage(received, all_received), styles.percentage)
        sheet.write_number(row, 3, upheld, styles.count)
        sheet.write_number(row, 4, _percentage(upheld, received), styles.percentage)
    end = 4 + len(REASONS)
    sheet.write_string(end, 0, "All reasons", styles.total)
    sheet.write_number(end, 1, all_received, styles.total)
    sheet.write_number(end, 2, 100, styles.total_percentage)
    sheet.write_number(end, 3, all_upheld, styles.total)
    sheet.write_number(end, 4, _percentage(all_upheld, all_received), styles.total_percentage)
    _write_source(sheet, styles, end + 2)


def _percentage(part: int, whole: int) -> float:
    return round(100 * part / whole, 1)


def _table_sheet(book: Workbook, styles: Styles, name: str, title: str, unit: str) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.set_column("A:A", 25 if name == "Table 1" else 32)
    sheet.set_column("B:H", 11)
    sheet.write_string("A1", title, styles.title)
    sheet.write_string("A2", f"This worksheet contains one table. Unit: {unit}.", styles.plain)
    return sheet


def _write_headers(sheet: Worksheet, styles: Styles, row: int, texts: Sequence[str]) -> None:
    sheet.write_string(row, 0, texts[0], styles.stub_header)
    sheet.write_row(row, 1, texts[1:], styles.header)


def _write_source(sheet: Worksheet, styles: Styles, row: int) -> None:
    sheet.write_string(row, 0, SOURCE, styles.plain)
    sheet.write_string(row + 1, 0, "Notes are explained on the worksheet Notes.", styles.plain)


if __name__ == "__main__":
    make_sample(Path(__file__).resolve().parent.parent / "resources" / "samples" / SAMPLE)
