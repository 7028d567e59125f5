"""Workbooks that carry everything a department puts beside its numbers.

What XlsxWriter cannot write is put into its package by hand, as Excel writes it.
"""

import io
import subprocess
from pathlib import Path

import xlsxwriter

from sdc_desktop.core.published import CellChange
from tests.workbook.inspection.fixtures import (
    BOOK,
    COUNTS,
    NAMES,
    SHEET,
    Book,
    Sheet,
    edit,
    inject,
    link,
    png,
    xml,
)
from tests.workbook.saved import withheld

LOOKUP = "xl/worksheets/sheet2.xml"
MICROSOFT = "http://schemas.microsoft.com/office/spreadsheetml"
X14, X15 = f"{MICROSOFT}/2009/9/main", f"{MICROSOFT}/2010/11/main"
THREADS = f"{MICROSOFT}/2018/threadedcomments"
PERSON, COMMENT = "{0A1B2C3D-0000-4000-8000-00000000000A}", "{0A1B2C3D-0000-4000-8000-0000000000B0}"
CHANGES: list[CellChange] = withheld("Table 1", "D4", "C6", "B7")
"""What is withheld in each of these workbooks: single cells of B4:D7, whose totals are formulas."""


def write_all(path: Path, *, macros: bytes = b"") -> Path:
    """Write counts in B4:D7 of "Table 1" and everything that XlsxWriter can write."""
    book = xlsxwriter.Workbook(str(path))
    sheet, lookup = book.add_worksheet("Table 1"), book.add_worksheet("Lookup")
    _fill(book, sheet)
    _decorate(book, sheet)
    _set_up_the_page(sheet)
    _fill_lookup(book, lookup)
    _draw(book, sheet, lookup)
    book.set_properties({"title": "Complaints", "subject": "Statistics", "author": "A team"})
    book.set_custom_property("Reference", "QS/7")
    if macros:
        book.add_vba_project(io.BytesIO(macros), is_stream=True)
        sheet.insert_button("J20", {"macro": "Refresh", "caption": "Refresh"})
    book.close()
    return path


def _fill(book: Book, sheet: Sheet) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True})
    number = book.add_format({"num_format": "#,##0", "font_name": "Arial", "align": "right"})
    total = book.add_format({"num_format": "#,##0", "bold": True, "top": 1})
    red = book.add_format({"font_color": "#C00000", "italic": True})
    sheet.write_rich_string("A1", "Table 1: ", red, "Complaints", " by region and age")
    sheet.write_row("A3", ("Region", "Young", "Middle", "Old", "Total"), bold)
    for row, (name, counts) in enumerate(zip(NAMES, COUNTS, strict=True), start=3):
        sheet.write(row, 0, name)
        sheet.write_row(row, 1, counts, number)
        sheet.write_formula(row, 4, f"=SUM(B{row + 1}:D{row + 1})", total, sum(counts))
    sheet.write("A8", "Total", bold)
    for column, letter in enumerate("BCD"):
        value = sum(counts[column] for counts in COUNTS)
        sheet.write_formula(f"{letter}8", f"=SUM({letter}4:{letter}7)", total, value)
    sheet.write_formula("E8", "=SUM(E4:E7)", total, sum(map(sum, COUNTS)))
    sheet.write_url("A10", "https://www.example.org/notes", string="Notes on method")
    sheet.write_comment("A8", "All regions", {"author": "A team"})
    sheet.merge_range("A12:E12", "Source: the complaints register", book.add_format({"indent": 1}))


def _decorate(book: Book, sheet: Sheet) -> None:
    loud = book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
    rule = {"type": "cell", "criteria": ">", "value": 1000000, "format": loud}
    sheet.conditional_format("B4:D7", rule)
    sheet.conditional_format("E4:E7", {"type": "3_color_scale"})
    sheet.conditional_format("B8:D8", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("E8", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.data_validation("G4", {"validate": "list", "source": ["yes", "no", "not yet"]})
    sheet.data_validation("G5", {"validate": "whole", "criteria": ">", "value": 0})
    for row in range(4, 8):
        sheet.add_sparkline(f"F{row}", {"range": f"Lookup!B2:B{row}", "markers": True})
    sheet.freeze_panes(3, 1)
    sheet.set_column("A:A", 24)
    sheet.set_column("H:I", 9, None, {"level": 1})
    sheet.set_row(2, 33)
    sheet.ignore_errors({"number_stored_as_text": "A1:A3"})
    book.define_name("Regions", "='Table 1'!$A$4:$A$7")
    book.define_name("'Table 1'!Ages", "='Table 1'!$B$3:$D$3")


def _set_up_the_page(sheet: Sheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.print_area("A1:E12")
    sheet.repeat_rows(2)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4)
    sheet.set_header('&L&"Arial,Bold"Complaints&RPage &P of &N')
    sheet.set_footer("&CStatistics team")
    sheet.set_h_pagebreaks([9])
    sheet.center_horizontally()


def _fill_lookup(book: Book, lookup: Sheet) -> None:
    lookup.write_row("A1", ("Region", "Weight"))
    for row, name in enumerate(NAMES, start=1):
        lookup.write_row(row, 0, (name, row / 4))
    columns = [{"header": "Region"}, {"header": "Weight"}]
    lookup.add_table(
        "A1:B5", {"name": "Weights", "columns": columns, "style": "Table Style Medium 4"}
    )
    lookup.protect("", {"select_locked_cells": True})


def _draw(book: Book, sheet: Sheet, lookup: Sheet) -> None:
    chart = book.add_chart({"type": "column"})
    for letter in "BCD":
        series = {
            "name": f"='Table 1'!${letter}$3",
            "categories": "='Table 1'!$A$4:$A$7",
            "values": f"='Table 1'!${letter}$4:${letter}$7",
            "fill": {"color": "#12436D"},
        }
        chart.add_series(series)
    chart.set_title({"name": "Complaints by region"})
    sheet.insert_chart("J3", chart, {"description": "Columns: complaints by region"})
    still = book.add_chart({"type": "line"})
    trend = {"trendline": {"type": "linear"}, "marker": {"type": "diamond"}}
    still.add_series({"values": "=Lookup!$B$2:$B$5", **trend})
    book.add_chartsheet("Figure").set_chart(still)
    picture = {"image_data": io.BytesIO(png(8, 8)), "description": "The team's logo"}
    lookup.insert_image("D2", "logo.png", picture)
    lookup.insert_textbox("D8", "Weights are shares of all regions", {"font": {"bold": True}})


def write_everything(path: Path) -> Path:
    """Write what `write_all` does, and by hand what only Excel writes."""
    write_all(path)
    _add_threads(path)
    _add_pivot(path)
    _add_slicer(path)
    _add_extensions(path)
    _add_control(path)
    _add_model(path)
    chain = xml("calcChain", '<c r="E4" i="1"/><c r="E5" i="1"/><c r="E6" i="1"/>')
    inject(path, "xl/calcChain.xml", chain, "calcChain")
    inject(
        path,
        "xl/charts/style1.xml",
        _chart_part("chartStyle"),
        "chartStyle",
        "xl/charts/chart1.xml",
    )
    inject(path, "docMetadata/LabelInfo.xml", '<clbl:labelList xmlns:clbl="urn:x"/>', "label", "")
    settings = "xl/printerSettings/printerSettings1.bin"
    inject(path, settings, b"\0\1printer", "printerSettings", SHEET)
    inject(path, "customXml/item1.xml", '<form xmlns="urn:team"><step>2</step></form>', "customXml")
    return path


def _chart_part(root: str) -> str:
    return f'<cs:{root} xmlns:cs="http://schemas.microsoft.com/office/drawing/2012/chartStyle"/>'


def _add_threads(path: Path) -> None:
    words = "<text>Agreed with the regions</text>"
    thread = (
        f'<threadedComment ref="A8" dT="2026-03-01T10:00:00.00" personId="{PERSON}" id="{COMMENT}">'
    )
    data = (
        f'<ThreadedComments xmlns="{THREADS}">{thread}{words}</threadedComment></ThreadedComments>'
    )
    inject(path, "xl/threadedComments/threadedComment1.xml", data, "threadedComment", SHEET)
    person = f'<person displayName="A team" id="{PERSON}" userId="team" providerId="None"/>'
    people = f'<personList xmlns="{THREADS}">{person}</personList>'
    inject(path, "xl/persons/person.xml", people, "person")


def _add_pivot(path: Path) -> None:
    part, table = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotTables/pivotTable1.xml"
    items = "".join(f'<s v="{name}"/>' for name in NAMES)
    definition = xml(
        "pivotCacheDefinition",
        '<cacheSource type="worksheet"><worksheetSource ref="A1:B5" sheet="Lookup"/></cacheSource>'
        f'<cacheFields count="2"><cacheField name="Region"><sharedItems count="4">{items}'
        '</sharedItems></cacheField><cacheField name="Weight"><sharedItems containsNumber="1"/>'
        "</cacheField></cacheFields>",
        'refreshOnLoad="1" recordCount="4"',
    )
    mention = '<pivotCaches><pivotCache cacheId="1" r:id="RID"/></pivotCaches>'
    inject(path, part, definition, "pivotCacheDefinition", BOOK, mention)
    records = "".join(f'<r><x v="{row}"/><n v="{(row + 1) / 4}"/></r>' for row in range(4))
    records = xml("pivotCacheRecords", records, 'count="4"')
    inject(path, "xl/pivotCache/pivotCacheRecords1.xml", records, "pivotCacheRecords", part)
    fields = '<pivotFields count="2"><pivotField axis="axisRow"/><pivotField dataField="1"/>'
    location = '<location ref="G1:H6" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
    view = xml(
        "pivotTableDefinition",
        f"{location}{fields}</pivotFields>",
        'name="ByRegion" cacheId="1" dataCaption="Values"',
    )
    inject(path, table, view, "pivotTable", LOOKUP)
    link(path, table, part, "pivotCacheDefinition")


def _add_slicer(path: Path) -> None:
    slicer = '<slicer name="Region" cache="Slicer_Region" caption="Region" rowHeight="241300"/>'
    shown = f'<slicers xmlns="{X14}">{slicer}</slicers>'
    mention = _extension(
        "{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}", "x14", X14, "slicerList", "slicer"
    )
    inject(path, "xl/slicers/slicer1.xml", shown, "slicer", LOOKUP, f"<extLst>{mention}</extLst>")
    cache = (
        f'<slicerCacheDefinition xmlns="{X14}" xmlns:x15="{X15}" name="Slicer_Region" '
        'sourceName="Region"><extLst><ext uri="{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}">'
        '<x15:tableSlicerCache tableId="1" column="1"/></ext></extLst></slicerCacheDefinition>'
    )
    mention = _extension(
        "{46BE6895-7355-4a93-B00E-2C351335B9C9}", "x15", X15, "slicerCaches", "slicerCache"
    )
    inject(
        path,
        "xl/slicerCaches/slicerCache1.xml",
        cache,
        "slicerCache",
        BOOK,
        f"<extLst>{mention}</extLst>",
    )


def _extension(uri: str, prefix: str, space: str, several: str, one: str) -> str:
    inside = f'<{prefix}:{several} xmlns:x14="{X14}"><x14:{one} r:id="RID"/></{prefix}:{several}>'
    return f'<ext uri="{uri}" xmlns:{prefix}="{space}">{inside}</ext>'


def _add_extensions(path: Path) -> None:
    """Add an extension that no program knows."""
    inside = '<t:kept mark="yes"/>'
    own = f'<ext uri="{{00000000-1111-2222-3333-444444444444}}" xmlns:t="urn:team">{inside}</ext>'
    edit(path, SHEET, ("</extLst>", f"{own}</extLst>"))


def _add_control(path: Path) -> None:
    data = f'<formControlPr xmlns="{X14}" objectType="Drop" dropLines="4" fmlaLink="Lookup!$F$1"/>'
    mention = '<controls><control shapeId="5001" r:id="RID" name="Choose"/></controls>'
    inject(path, "xl/ctrlProps/ctrlProp1.xml", data, "ctrlProp", LOOKUP, mention)


def _add_model(path: Path) -> None:
    one = '<connection id="1" name="ThisWorkbookDataModel" type="5" refreshedVersion="7"/>'
    inject(path, "xl/connections.xml", xml("connections", one), "connections")
    inject(path, "xl/model/item.data", bytes(range(256)) * 4, "powerPivotData")


def write_macros(path: Path) -> Path:
    """Write what `write_all` does with a macro project and a button that runs it."""
    return write_all(path, macros=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8)


def write_capitals(path: Path) -> Path:
    """Write a workbook whose links spell the parts in other capitals, as some programs do."""
    write_all(path)
    links = "xl/_rels/workbook.xml.rels"
    return edit(
        path, links, ("worksheets/sheet1.xml", "WorkSheets/Sheet1.xml"), ('"sharedS', '"SharedS')
    )


def converted(source: Path, to: Path, soffice: str) -> Path:
    """Return what LibreOffice makes of a workbook, in the format of `to`."""
    command = [
        *(soffice, "--headless", f"-env:UserInstallation={(to.parent / 'profile').as_uri()}"),
        *("--convert-to", to.suffix[1:], "--outdir", str(to.parent / "made"), str(source)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return (to.parent / "made" / f"{source.stem}{to.suffix}").replace(to)


MAKERS = {
    "everything.xlsx": write_everything,
    "macros.xlsm": write_macros,
    "capitals.xlsx": write_capitals,
}
