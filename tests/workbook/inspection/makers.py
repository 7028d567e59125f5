"""For each sort of carrier a workbook that has it."""

from pathlib import Path

from tests.workbook.inspection.fixtures import (
    BOOK,
    MAIN,
    SECRET,
    SHEET,
    Book,
    Make,
    R,
    Sheet,
    edit,
    edited,
    filled,
    inject,
    injected,
    link,
    picture,
    png,
    put,
    putting,
    rewrite,
    write,
    xml,
)


def hidden_sheet(book: Book, sheet: Sheet) -> None:
    secret = book.add_worksheet("Secret")
    secret.write_row(0, 0, ("People", 4321, int(SECRET)))
    secret.hide()
    sheet.write_formula("G1", "=Secret!B1", None, 4321)


def very_hidden_sheet(book: Book, _: Sheet) -> None:
    secret = book.add_worksheet("Secret")
    secret.write(0, 1, int(SECRET))
    secret.very_hidden()


def filtered(_: Book, sheet: Sheet) -> None:
    sheet.autofilter("A3:E8")
    sheet.filter_column_list("A", ["North", "East"])
    for row in (5, 6):
        sheet.set_row(row, None, None, {"hidden": True})


def format_hides(code: str, value: float = 7) -> Make:
    return filled(lambda b, s: s.write(9, 1, value, b.add_format({"num_format": code})))


def merged(book: Book, sheet: Sheet) -> None:
    sheet.merge_range("A11:C11", "Note")
    sheet.write("B11", int(SECRET))


def hiding_condition(book: Book, sheet: Sheet) -> None:
    look = book.add_format({"font_color": "#FFFFFF"})
    sheet.conditional_format("B4:D7", {"type": "blanks", "format": look})


def limit(book: Book, sheet: Sheet) -> None:
    rule = {"type": "cell", "criteria": "<", "value": 10, "format": book.add_format({"bold": 1})}
    sheet.conditional_format("B4:D7", rule)


def reads_hidden_row(_: Book, sheet: Sheet) -> None:
    sheet.write("B20", 41)
    sheet.set_row(19, None, None, {"hidden": True})
    sheet.write_formula("B12", "=B20+B4", None, 1242)


def over_marker(_: Book, sheet: Sheet) -> None:
    sheet.write("B5", "[c]")
    sheet.write_formula("B12", "=SUM(B4:B7)", None, 2633)


def chart(book: Book, sheet: Sheet, source: str = "='Secret'!$A$1:$C$1") -> None:
    secret = book.add_worksheet("Secret")
    secret.write_row(0, 0, (918273, 1713, 2914))
    secret.hide()
    drawn = book.add_chart({"type": "column"})
    drawn.add_series({"values": source, "name": "Young"})
    sheet.insert_chart("G2", drawn)


def chart_workbook(path: Path) -> Path:
    write(path, lambda b, s: chart(b, s, "='Table 1'!$B$4:$B$7"))
    owner, part = "xl/charts/chart1.xml", "xl/embeddings/Microsoft_Excel_Sheet1.xlsx"
    return inject(path, part, b"PK data", "package", owner, '<c:externalData r:id="RID"/>')


def external_link(path: Path) -> Path:
    cells = f'<row r="1"><cell r="A1"><v>{SECRET}</v></cell></row>'
    sheets = f'<sheetDataSet><sheetData sheetId="0">{cells}'
    book = f'<sheetNames><sheetName val="Data"/></sheetNames>{sheets}'
    data = xml(
        "externalLink",
        f'<externalBook r:id="rId90">{book}</sheetData></sheetDataSet></externalBook>',
    )
    part = "xl/externalLinks/externalLink1.xml"
    mention = '<externalReferences><externalReference r:id="RID"/></externalReferences>'
    write(path, lambda b, s: s.write_formula("B12", "=[1]Data!A1+1", None, 55))
    inject(path, part, data, "externalLink", BOOK, mention)
    link(path, part, "file:///C:/Users/smith/data.xlsx", "externalLinkPath", outside=True)
    return path


def pivot(path: Path, *, is_orphan: bool = False) -> Path:
    write(path)
    items = "".join(f'<n v="{n}"/>' for n in (918273, 12))
    definition = xml(
        "pivotCacheDefinition",
        '<cacheSource type="worksheet"><worksheetSource ref="A3:B7" sheet="Table 1"/></cacheSource>'
        f'<cacheFields count="1"><cacheField name="x"><sharedItems>{items}</sharedItems>'
        "</cacheField></cacheFields>",
        'refreshedBy="Smith"',
    )
    part = "xl/pivotCache/pivotCacheDefinition1.xml"
    mention = '<pivotCaches><pivotCache cacheId="1" r:id="RID"/></pivotCaches>'
    inject(path, part, definition, "pivotCacheDefinition", BOOK, mention)
    records = xml("pivotCacheRecords", f'<r><n v="{SECRET}"/></r><r><n v="12"/></r>')
    inject(path, "xl/pivotCache/pivotCacheRecords1.xml", records, "pivotCacheRecords", part)
    if not is_orphan:
        table = xml("pivotTableDefinition", "", 'name="P" cacheId="1"')
        inject(path, "xl/pivotTables/pivotTable1.xml", table, "pivotTable", SHEET)
        link(path, "xl/pivotTables/pivotTable1.xml", part, "pivotCacheDefinition")
    return path


def comments(_: Book, sheet: Sheet) -> None:
    sheet.write_comment("B4", f"It was {SECRET}", {"author": "Smith"})


def threads(path: Path) -> Path:
    write(path, comments)
    data = xml(
        "ThreadedComments",
        '<threadedComment ref="B4" personId="1"><text>a</text></threadedComment>',
    )
    return inject(path, "xl/threadedComments/threadedComment1.xml", data, "threadedComment", SHEET)


def personal_view(path: Path) -> Path:
    put(
        write(path),
        BOOK,
        '<customWorkbookViews><customWorkbookView name="S"/></customWorkbookViews>',
    )
    return put(path, SHEET, '<customSheetViews><customSheetView guid="1"/></customSheetViews>')


def named(name: str, text: str, attributes: str = "") -> Make:
    element = (
        f'<definedNames><definedName name="{name}" {attributes}>{text}</definedName></definedNames>'
    )

    def make(path: Path) -> Path:
        write(path, hidden_sheet)
        return put(path, BOOK, element)

    return make


def unused_text(path: Path) -> Path:
    text = "<si><t>Mrs Smith, 41</t></si></sst>"
    return edit(write(path), "xl/sharedStrings.xml", ("</sst>", text))


def macros(path: Path) -> Path:
    inject(write(path), "xl/vbaProject.bin", b"\xcc\x61code", "vbaProject")
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with_macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return edit(path, "[Content_Types].xml", (plain, with_macros))


def macro_sheet(path: Path) -> Path:
    write(path)
    data = xml("xm:macrosheet", "<sheetData/>", f'xmlns:xm="{MAIN}"')
    rewrite(path, {"xl/macrosheets/sheet1.xml": data.encode()})
    number = link(path, BOOK, "xl/macrosheets/sheet1.xml", "xlMacrosheet")
    sheet = f'<sheet name="Macro1" sheetId="77" r:id="{number}"/></sheets>'
    return edit(path, BOOK, ("</sheets>", sheet))


def controls(path: Path) -> Path:
    owner, part = SHEET, "xl/ctrlProps/ctrlProp1.xml"
    data = xml("formControlPr", "", 'fmlaLink="$Z$1"')
    mention = '<controls><control shapeId="1025" r:id="RID" name="List 1"/></controls>'
    return inject(write(path), part, data, "ctrlProp", owner, mention)


def ole(path: Path) -> Path:
    mention = '<oleObjects><oleObject progId="Word" shapeId="1026" r:id="RID"/></oleObjects>'
    part = "xl/embeddings/oleObject1.bin"
    return inject(write(path), part, b"\xd0\xcf data", "oleObject", SHEET, mention)


def rich_data(path: Path) -> Path:
    edit(write(path), SHEET, ('<c r="B4"', '<c r="B4" vm="1"'))
    inject(path, "xl/metadata.xml", xml("metadata"), "sheetMetadata")
    return inject(path, "xl/richData/rdrichvalue.xml", xml("rvData"), "rdRichValue")


def alternatives(path: Path) -> Path:
    write(path, lambda _, sheet: sheet.insert_textbox("G2", "Seen"))
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    text = f"<a:t>{SECRET}</a:t>"
    element = (
        f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="v"/><mc:Fallback>{text}'
        "</mc:Fallback></mc:AlternateContent>"
    )
    return put(path, "xl/drawings/drawing1.xml", element)


def hidden_shape(path: Path) -> Path:
    write(path, lambda _, sheet: sheet.insert_textbox("G2", "Draft"))
    return edit(path, "xl/drawings/drawing1.xml", ('name="TextBox 1"', 'name="T" hidden="1"'))


def far_slack(path: Path) -> Path:
    data = write(path).read_bytes()
    start = data.rfind(b"PK\x05\x06")
    directory = int.from_bytes(data[start + 16 : start + 20], "little")
    junk = b"an old part"
    moved = data[:directory] + junk + data[directory:]
    place = start + len(junk) + 16
    new = (directory + len(junk)).to_bytes(4, "little")
    path.write_bytes(moved[:place] + new + moved[place + 4 :])
    return path


def column(header: str, *values: object) -> Make:
    return filled(lambda _, sheet: sheet.write_column("H3", (header, *values)))


def one_row_a_person(_: Book, sheet: Sheet) -> None:
    sheet.write_row("G3", ("Case number", "Sex", "Age"))
    for row in range(40):
        sheet.write_row(row + 3, 6, (f"K{row:04d}", "F", 30 + row))


def nhs(number: int) -> int:
    digits = [int(one) for one in f"{number:09d}"]
    check = 11 - sum(one * (10 - n) for n, one in enumerate(digits)) % 11
    return number * 10 + check % 11 if check != 10 else nhs(number + 1)


def whole(kind: str, part: str, data: str | bytes = "<x/>", owner: str = BOOK) -> Make:
    return injected(part, data, kind, owner)


def scenario(path: Path) -> Path:
    inputs = f'<scenario name="S" user="Smith"><inputCells r="B4" val="{SECRET}"/></scenario>'
    return put(write(path), SHEET, f"<scenarios>{inputs}</scenarios>")


ABS_PATH = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/'
    'spreadsheetml/2010/11/ac" url="C:\\Users\\smith\\"/></mc:Choice></mc:AlternateContent>'
)

REMOVABLE: dict[str, Make] = {
    "hidden-sheet": filled(hidden_sheet),
    "hidden-window": edited(BOOK, ("<workbookView ", '<workbookView visibility="hidden" ')),
    "hidden-rows": filled(lambda _, s: s.set_row(4, None, None, {"hidden": True})),
    "hidden-columns": filled(lambda _, s: s.set_column("C:C", None, None, {"hidden": True})),
    "filtered-rows": filled(filtered),
    "filter-criteria": filled(filtered),
    "far-cells": filled(lambda _, s: s.write(200_000, 3, int(SECRET))),
    "hidden-by-colour": filled(
        lambda b, s: s.write("B10", int(SECRET), b.add_format({"font_color": "#FFFFFF"}))
    ),
    "tiny-text": filled(lambda b, s: s.write("B10", 77, b.add_format({"font_size": 1}))),
    "hidden-by-format": format_hides(";;;"),
    "stored-precision": format_hides("0.0%", 0.123456),
    "under-merged-cells": filled(merged),
    "condition-limits": filled(limit),
    "formula-constants": filled(lambda _, s: s.write_formula("B12", "=1201+453", None, 1654)),
    "formula-other-workbook": external_link,
    "formula-fetches": filled(
        lambda _, s: s.write_formula("B12", '=WEBSERVICE("http://a.example")', None, 5)
    ),
    "formula-reads-hidden": filled(reads_hidden_row),
    "formula-over-marker": filled(over_marker),
    "formula-volatile": filled(lambda _, s: s.write_formula("B12", "=RANDBETWEEN(1,9)", None, 5)),
    "unlisted-sheet": whole(
        "worksheet",
        "xl/worksheets/sheet9.xml",
        xml("worksheet", f"<sheetData>{SECRET}</sheetData>"),
    ),
    "what-if-table": edited(SHEET, ("<f>SUM(B4:D4)</f>", '<f t="dataTable" ref="E4" r1="A1"/>')),
    "external-link": external_link,
    "data-connections": whole("connections", "xl/connections.xml", xml("connections")),
    "query-table": whole("queryTable", "xl/queryTables/queryTable1.xml", xml("queryTable"), SHEET),
    "data-model": whole("powerPivotData", "xl/model/item.data", b"columns"),
    "power-query": whole("customXml", "customXml/item1.xml", "<DataMashup>AAAA</DataMashup>"),
    "custom-xml": whole("customXml", "customXml/item1.xml", "<FormTemplates/>"),
    "local-hyperlinks": filled(
        lambda _, s: s.write_url("A12", r"external:C:\Users\smith\a.xlsx", string="List")
    ),
    "pivot-cache": pivot,
    "pivot-records": pivot,
    "orphaned-pivot-cache": lambda path: pivot(path, is_orphan=True),
    "slicer-cache": whole("slicerCache", "xl/slicerCaches/slicerCache1.xml"),
    "timeline-cache": whole("timelineCache", "xl/timelineCaches/timelineCache1.xml"),
    "chart-cache": filled(chart),
    "chart-workbook": chart_workbook,
    "embedded-file": ole,
    "alternative-texts": picture(png(8, 8), {"description": r"C:\Users\smith\logo.png"}),
    "hidden-shapes": hidden_shape,
    "picture-metadata": picture(png(8, 8, (b"tEXt", b"Author\0Smith"))),
    "comments": filled(comments),
    "threaded-comments": threads,
    "persons": whole("person", "xl/persons/person.xml", xml("personList", '<person id="1"/>')),
    "tasks": whole("documenttasks", "xl/documenttasks/documenttask1.xml", "<Tasks/>", SHEET),
    "tracked-changes": whole("revisionHeaders", "xl/revisions/revisionLog1.xml", "<revisions/>"),
    "shared-users": whole("usernames", "xl/revisions/userNames.xml", "<users/>"),
    "hidden-names": named("Old", "'Table 1'!$B$4", 'hidden="1"'),
    "commented-names": named("Old", "'Table 1'!$B$4", 'comment="as agreed"'),
    "external-names": named("Old", "[1]Data!$A$1"),
    "broken-names": named("Old", "#REF!"),
    "names-of-hidden-cells": named("Old", "Secret!$B$1"),
    "constant-names": named("Old", SECRET),
    "validation-lists": filled(
        lambda _, s: s.data_validation("H4", {"validate": "list", "source": [*"ABCDE"]})
    ),
    "scenarios": scenario,
    "watches": putting(SHEET, '<cellWatches><cellWatch r="B4"/></cellWatches>'),
    "personal-views": personal_view,
    "unused-texts": unused_text,
    "phonetic-texts": edited(
        "xl/sharedStrings.xml", ("<t>North</t>", '<t>North</t><rPh sb="0" eb="1"><t>n</t></rPh>')
    ),
    "hidden-runs": filled(
        lambda b, s: s.write_rich_string(
            "A10", "Seen ", b.add_format({"font_color": "#FFFFFF"}), "not seen", " seen"
        )
    ),
    "authors": filled(lambda b, _: b.set_properties({"author": "Jo Smith"})),
    "document-words": filled(lambda b, _: b.set_properties({"comments": "draft of Smith"})),
    "organisation": filled(lambda b, _: b.set_properties({"manager": "Jo Smith"})),
    "titles-of-parts": filled(hidden_sheet),
    "custom-properties": filled(lambda b, _: b.set_custom_property("Case", "A41")),
    "sensitivity-label": whole("classificationlabels", "docMetadata/LabelInfo.xml", owner=""),
    "printer-settings": injected(
        "xl/printerSettings/printerSettings1.bin",
        b"\\\\srv\\p",
        "printerSettings",
        SHEET,
        f'<pageSetup paperSize="9" xmlns:r="{R}" r:id="RID"/>',
    ),
    "thumbnail": whole("metadata/thumbnail", "docProps/thumbnail.jpeg", b"\xff\xd8", ""),
    "digital-signature": whole("digital-signature/origin", "_xmlsignatures/origin.sigs", b"x", ""),
    "absolute-path": putting(BOOK, ABS_PATH),
    "file-sharing": putting(BOOK, '<fileSharing userName="Smith"/>'),
    "protection": filled(lambda _, s: s.protect("word")),
    "headers-and-footers": filled(lambda _, s: s.set_header("&L&Z&F")),
    "macros": macros,
    "active-x": whole("control", "xl/activeX/activeX1.xml", owner=SHEET),
    "form-controls": controls,
    "menu-extensions": whole("ui/extensibility", "customUI/customUI.xml", owner=""),
    "web-extension": whole("webextension", "xl/webextensions/webextension1.xml"),
    "rich-data": rich_data,
    "fetched-values": whole("volatileDependencies", "xl/volatileDependencies.xml"),
    "python-code": whole("Python", "xl/python.xml"),
    "xml-maps": whole("xmlMaps", "xl/xmlMaps.xml"),
    "macro-sheet": macro_sheet,
    "alternative-content": alternatives,
    "unknown-part": lambda path: rewrite(write(path), {"xl/notes.txt": b"Mrs Smith"}),
    "xml-comments": edited(SHEET, ("<sheetData>", "<!-- was 41 --><sheetData>")),
    "zip-comment": lambda path: rewrite(write(path), {}, comment=b"was 41"),
    "zip-folders": lambda path: rewrite(write(path), {}, folder=b"was 41"),
    "zip-slack": far_slack,
}

ONLY_SEEN: dict[str, Make] = {
    "unrecognised-part": whole("pivotCacheRecords", "xl/foo.xml", xml("pivotCacheRecords")),
    "distant-cells": filled(lambda _, s: s.write(300, 1, 41)),
    "outside-print-area": filled(lambda _, s: s.print_area("A1:C8")),
    "hidden-by-condition": filled(hiding_condition),
    "outside-link": lambda path: (
        link(write(path), BOOK, "http://a.example/x", "attachedTemplate", outside=True) and path
    ),
    "chart-numbers": lambda path: edit(
        write(path, lambda b, s: chart(b, s, "='Table 1'!$B$4:$B$7")),
        "xl/charts/chart1.xml",
        ("<c:numRef><c:f>'Table 1'!$B$4:$B$7</c:f><c:numCache>", "<c:numLit>"),
        ("<c:v>1201</c:v>", f"<c:v>{SECRET}</c:v>"),
        ("</c:numCache></c:numRef>", "</c:numLit>"),
    ),
    "text-boxes": filled(lambda _, s: s.insert_textbox("G2", f"In all {SECRET} people")),
    "alternative-text-numbers": picture(png(8, 8), {"description": f"There are {SECRET}"}),
    "ink": whole("ink", "xl/ink/ink1.xml", owner=SHEET),
    "picture": picture(png(400, 300)),
    "cropped-picture": lambda path: edit(
        picture(png(8, 8))(path),
        "xl/drawings/drawing1.xml",
        ("<a:stretch>", '<a:srcRect r="50000"/><a:stretch>'),
    ),
    "unreadable-part": whole("comments", "xl/comments9.xml", "<comments>", SHEET),
    "oversized-file": whole(
        "image", "xl/extra.bin", __import__("random").Random(1).randbytes(2 << 20)
    ),
    "personal-ni-numbers": column(
        "A", *(f"QQ 12 34 {n} A".replace("QQ", "AB") for n in range(10, 30))
    ),
    "personal-nhs-numbers": column("A", *(nhs(400_000_000 + 13 * n) for n in range(20))),
    "personal-email-addresses": column("A", *(f"p{n}@mail.example.org" for n in range(20))),
    "personal-phone-numbers": column("A", *(f"020 7946 09{n}" for n in range(10, 30))),
    "personal-postcodes": column("A", *(f"SW1A {n % 10}AA" for n in range(20))),
    "personal-birth-dates": column("Date of birth", *(f"{n}/03/1990" for n in range(1, 21))),
    "personal-uprns": column("UPRN", *(100_021_000_000 + n for n in range(20))),
    "personal-names": column("Surname", *(f"Smith{n}" for n in range(20))),
    "one-row-a-person": filled(one_row_a_person),
}

HARMLESS: dict[str, Make] = {
    "a plain table": write,
    "a zero shown as a dash": format_hides('#,##0;-#,##0;"-"', 0),
    "a zero shown as nothing": format_hides("#,##0;;", 0),
    "a number as exact as shown": format_hides("#,##0.0", 12.5),
    "a percentage as exact as shown": format_hides("0.0%", 0.125),
    "a date": format_hides("d mmm yyyy", 45000.25),
    "white text on a dark fill": filled(
        lambda b, s: s.write("A10", 41, b.add_format({"font_color": "white", "bg_color": "navy"}))
    ),
    "an empty hidden column": filled(lambda _, s: s.set_column("K:K", 5, None, {"hidden": True})),
    "an empty hidden row": filled(lambda _, s: s.set_row(30, None, None, {"hidden": True})),
    "a filter without criteria": filled(lambda _, s: s.autofilter("A3:E8")),
    "a merge over empty cells": filled(lambda _, s: s.merge_range("A11:C11", "Note")),
    "a colour scale": filled(lambda _, s: s.conditional_format("B4:D7", {"type": "2_color_scale"})),
    "a chart of shown cells": filled(lambda b, s: _own_chart(b, s)),
    "a web address": filled(lambda _, s: s.write_url("A12", "https://www.example.org/a")),
    "a name for shown cells": filled(lambda b, _: b.define_name("Old", "='Table 1'!$B$4:$B$7")),
    "a print area around all": filled(lambda _, s: s.print_area("A1:H20")),
    "a list of shown words": filled(
        lambda _, s: s.data_validation("H4", {"validate": "list", "source": ["North", "East"]})
    ),
    "a header with a page number": filled(lambda _, s: s.set_header("&CPage &P of &N, official")),
    "a small plain picture": picture(png(64, 64)),
    "a title in the properties": filled(lambda b, _: b.set_properties({"title": "Complaints"})),
    "a marker with a plain total": filled(lambda _, s: s.write_row("A10", ("Other", "[c]", 41))),
    "a formula with a factor": filled(
        lambda _, s: s.write_formula("F4", "=B4/100*12", None, 144.12)
    ),
    "a text box without numbers": filled(
        lambda _, s: s.insert_textbox("G2", "Source: survey 2024")
    ),
    "two tables below each other": filled(lambda _, s: s.write_row(30, 0, ("Other", 41, 53))),
    "ten digits that are no numbers of people": column(
        "A", *(1_000_000_001 + n for n in range(20))
    ),
}


def _own_chart(book: Book, sheet: Sheet) -> None:
    drawn = book.add_chart({"type": "line"})
    drawn.add_series({"values": "='Table 1'!$B$4:$B$7", "categories": "='Table 1'!$A$4:$A$7"})
    sheet.insert_chart("G2", drawn)
