import datetime
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.number_format import shown_number
from sdc_desktop.core.progress import no_progress
from sdc_desktop.core.sheets import CellKind, Sheet, Visibility, Workbook, WorkbookFormat
from sdc_desktop.core.shown import shown_text
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.ods_content import read_content
from sdc_desktop.workbook.ods_package import OdsPackage
from sdc_desktop.workbook.ods_values import formula_of, serial_of
from sdc_desktop.workbook.reader import read_workbook
from tests.workbook.inspection.ods_makers import number, row, style, table, text, write_ods

DATE = "DATE", 44012.5
FILES = [
    "dluhc-council-tax-support/Local_Council_Tax_Support_Claimants_Live_Table_Q3_2022-23_v2.ods",
    "scotgov-poverty/data2023_1yr.ods",
]


def made(tmp_path: Path, *rows: str, **options: str) -> Workbook:
    """Return a workbook with a sheet "S" of these rows behind the usual table."""
    tables = table("S", "".join(rows)) + options.pop("tables", "")
    return read_workbook(write_ods(tmp_path / "a.ods", tables=tables, **options))


def first_cell(tmp_path: Path, cell: str) -> tuple[CellKind, float, str]:
    sheet = made(tmp_path, row(cell)).sheet("S")
    return CellKind(sheet.kinds[0, 0]), float(sheet.values[0, 0]), sheet.texts[0, 0]


def cell(attributes: str, inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


@pytest.mark.parametrize("name", FILES)
def test_values_are_those_that_an_independent_reader_sees(name: str, corpus) -> None:
    workbook = read_workbook(corpus(name))
    other = python_calamine.CalamineWorkbook.from_path(str(corpus(name)))
    for title in other.sheet_names:
        sheet = workbook.sheet(title)
        for place, line in enumerate(other.get_sheet_by_name(title).to_python(False)):
            for column, value in enumerate(line):
                assert agrees(sheet, place, column, value), (title, place, column, value)


def agrees(sheet: Sheet, place: int, column: int, other: object) -> bool:
    if isinstance(other, int | float) and not isinstance(other, bool):
        return bool(np.isclose(sheet.values[place, column], other, rtol=1e-12))
    if isinstance(other, datetime.date | datetime.time | datetime.timedelta):
        return sheet.kinds[place, column] == CellKind.DATE
    if other == "":
        return sheet.is_empty(place, column) or sheet.texts[place, column] == ""
    return " ".join(sheet.texts[place, column].split()) == " ".join(str(other).split())


def test_a_workbook_saved_in_both_formats_is_the_same_in_both(corpus) -> None:
    ours, theirs = (
        read_workbook(corpus(f"scotgov-poverty/data2023_1yr.{one}")) for one in ("ods", "xlsx")
    )
    assert ours.format is WorkbookFormat.ODS
    assert [one.name for one in ours.sheets] == [one.name for one in theirs.sheets]
    for one, other in zip(ours.sheets, theirs.sheets, strict=True):
        np.testing.assert_array_equal(one.kinds, other.kinds)
        np.testing.assert_array_equal(one.values, other.values)
        assert (one.texts == other.texts).all()
        assert set(one.marked_tables) == set(other.marked_tables)
        assert one.formulas == other.formulas
        assert looks(ours, one) == looks(theirs, other)


def looks(workbook: Workbook, sheet: Sheet) -> list[tuple[object, ...]]:
    return [
        (look.number_format, look.bold, look.italic, look.indent, look.wrap, look.fill_colour)
        for place, kind in np.ndenumerate(sheet.kinds)
        if kind != CellKind.EMPTY
        for look in [workbook.styles[sheet.styles[place]]]
    ]


@pytest.mark.parametrize("name", FILES)
def test_each_number_is_shown_as_the_file_says(name: str, corpus) -> None:
    workbook = read_workbook(corpus(name))
    package = OdsPackage(corpus(name), corpus(name).read_bytes())
    for one in read_content(package, no_progress, in_bulk=False).tables:
        sheet = workbook.sheet(one.name)
        for run in one.runs:
            if not run.is_empty and not sheet.is_empty(run.row, run.column):
                shown = shown_text(workbook, sheet, run.row, run.column)
                assert shown.strip() == run.text.strip(), (one.name, run)


def test_hidden_sheets_and_columns_of_a_real_workbook_are_known(corpus) -> None:
    workbook = read_workbook(corpus(FILES[0]))
    hidden = {one.name for one in workbook.sheets if one.visibility is Visibility.HIDDEN}
    assert hidden == {"FROM_SQL_QRC1", "LA_List", "FROM_SQL_QRC4_", "LA_comments"}
    assert len(workbook.sheet("Table_2").hidden_columns) > 5
    assert workbook.sheet("Table_1").formulas[6, 1] == "VLOOKUP($A$6,Table_2!$C$5:$AH$348,28,FALSE)"


@pytest.mark.parametrize(
    ("attributes", "shown", "expected"),
    [
        ('office:value-type="float" office:value="1234.5"', "1,235", ("NUMBER", 1234.5, "")),
        ('office:value-type="percentage" office:value="0.125"', "13%", ("NUMBER", 0.125, "")),
        ('office:value-type="currency" office:value="9"', "£9", ("NUMBER", 9.0, "")),
        ('office:value-type="date" office:date-value="2020-06-30"', "", ("DATE", 44012.0, "")),
        ('office:value-type="date" office:date-value="2020-06-30T12:00"', "", (*DATE, "")),
        ('office:value-type="time" office:time-value="PT06H00M00S"', "6:00", ("DATE", 0.25, "")),
        ('office:value-type="boolean" office:boolean-value="true"', "", ("BOOLEAN", None, "TRUE")),
        ('office:value-type="string"', "1,234", ("TEXT", 1234.0, "1,234")),
        ('office:value-type="string"', "[c]", ("TEXT", None, "[c]")),
        ('office:value-type="string" office:string-value="North"', "", ("TEXT", None, "North")),
    ],
)  # fmt: skip
def test_a_value_is_read_as_its_type_means_it(
    attributes: str, shown: str, expected: tuple[str, float | None, str], tmp_path: Path
) -> None:
    kind, value, stored = first_cell(tmp_path, cell(attributes, f"<text:p>{shown}</text:p>"))
    assert (kind.name, None if np.isnan(value) else value, stored) == expected


def test_texts_keep_spaces_tabs_and_lines_and_leave_comments_out(tmp_path: Path) -> None:
    inside = (
        "<office:annotation><text:p>was 41</text:p></office:annotation>"
        "<text:p> a  <text:s text:c='3'/>b<text:span>c</text:span>\n  d<text:tab/>e</text:p>"
        "<text:p>f<text:line-break/>g</text:p><text:p/>"
    )
    book = made(tmp_path, row(cell('office:value-type="string"', inside)))
    assert book.sheet("S").texts[0, 0] == " a     bc d\te\nf\ng\n"
    assert book.other_contents == ("comments",)


def test_runs_of_cells_are_not_written_out(tmp_path: Path) -> None:
    last = 'table:number-columns-repeated="16382"'
    book = made(
        tmp_path,
        row(number(1, None, 'table:number-columns-repeated="2"'), cell(last)),
        row(cell(last), attributes='table:number-rows-repeated="3"'),
        row(text("x"), attributes='table:number-rows-repeated="2"'),
        row(cell(last), attributes='table:number-rows-repeated="1048570"'),
    )  # fmt: skip
    sheet = book.sheet("S")
    assert sheet.shape == (6, 2)
    assert sheet.values[0].tolist() == [1.0, 1.0]
    assert sheet.texts[:, 0].tolist() == ["", "", "", "", "x", "x"]


def test_cells_far_away_are_strays(tmp_path: Path) -> None:
    far = row(attributes='table:number-rows-repeated="9000"')
    sheet = made(tmp_path, row(text("a")), far, row(number(7))).sheet("S")
    assert sheet.shape == (1, 1)
    assert [(one.row, one.column, one.text) for one in sheet.stray] == [(9001, 0, "a number")]


def test_merged_cells_and_what_they_cover_are_read(tmp_path: Path) -> None:
    wide = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    covered = number(41).replace("table-cell", "covered-table-cell")
    sheet = made(tmp_path, row(text("a", wide), covered), row(text("b"), text("c"))).sheet("S")
    assert sheet.merged == (CellRange.parse("A1:B2"),)
    assert sheet.values[0, 1] == 41


def test_rows_and_columns_hidden_by_state_filter_group_or_size_are_known(tmp_path: Path) -> None:
    flat = style("flat", "table-row", '<style:table-row-properties style:row-height="0cm"/>')
    high = style("high", "table-row", '<style:table-row-properties style:row-height="1in"/>')
    wide = style(
        "wide", "table-column", '<style:table-column-properties style:column-width="5.25in"/>'
    )
    sheet = made(
        tmp_path,
        '<table:table-column table:style-name="wide"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>',
        row(number(1), number(2), number(3)),
        row(number(1), attributes='table:visibility="filter"'),
        row(number(1), attributes='table:visibility="collapse" table:number-rows-repeated="2"'),
        f'<table:table-row-group table:display="false">{row(number(1))}</table:table-row-group>',
        row(number(1), attributes='table:style-name="flat"'),
        row(number(1), attributes='table:style-name="high"'),
        styles=flat + high + wide,
    ).sheet("S")  # fmt: skip
    assert sheet.hidden_rows == {1, 2, 3, 4, 5}
    assert sheet.hidden_columns == {1, 2}
    assert sheet.row_heights[6] == 72
    assert sheet.column_widths[0] == 72


def test_looks_are_inherited_and_may_come_from_row_and_column(tmp_path: Path) -> None:
    parent = style(
        "p",
        "table-cell",
        '<style:table-cell-properties fo:background-color="#FFEE00" fo:wrap-option="wrap" '
        'fo:border="0.5pt solid #000000" style:vertical-align="middle"/>'
        '<style:paragraph-properties fo:text-align="end" fo:margin-left="0.706cm"/>'
        '<style:text-properties fo:font-weight="bold" fo:font-size="14pt" fo:color="#112233"/>',
    )
    child = style(
        "c",
        "table-cell",
        '<style:table-cell-properties fo:border-top="none"/>'
        '<style:text-properties fo:font-weight="normal" fo:font-style="italic"/>',
    ).replace('style:family="table-cell"', 'style:family="table-cell" style:parent-style-name="p"')
    book = made(
        tmp_path,
        '<table:table-column table:default-cell-style-name="p"/><table:table-column/>',
        row(text("a"), text("b", 'table:style-name="c"')),
        row(cell("", "<text:p>c</text:p>"), attributes='table:default-cell-style-name="c"'),
        styles=parent + child,
    )
    sheet = book.sheet("S")
    column, own, by_row = (book.styles[sheet.styles[place]] for place in ((0, 0), (0, 1), (1, 0)))
    assert (column.bold, column.fill_colour, column.indent, column.wrap) == (
        True,
        "#ffee00",
        2,
        True,
    )
    assert (column.horizontal, column.vertical, column.font_size) == ("right", "center", 14.0)
    assert (column.border_top, column.font_colour) == (True, "#112233")
    assert (own.bold, own.italic, own.fill_colour, own.border_top, own.border_left) == (
        *(False, True, "#ffee00", False),
        True,
    )
    assert by_row == own


def test_ranges_with_a_name_and_headers_are_marked_tables(tmp_path: Path) -> None:
    ranges = "".join(
        f'<table:database-range table:name="{name}" table:target-range-address="{area}" {more}/>'
        for name, area, more in (
            ("one", "$&apos;S&apos;.$A$1:.$B$3", ""),
            ("two", "S.A5:S.B6", 'table:contains-header="false"'),
            ("__Anonymous_Sheet_DB__0", "S.A1:S.B6", ""),
            ("three", "&apos;Table 1&apos;.A1:&apos;Table 1&apos;.C3", ""),
        )
    )
    book = made(
        tmp_path, row(text("a")), beside=f"<table:database-ranges>{ranges}</table:database-ranges>"
    )
    assert [one.a1 for one in book.sheet("S").marked_tables] == ["A1:B3"]
    assert [one.a1 for one in book.sheet("Table 1").marked_tables] == ["A1:C3"]


def test_copies_of_other_files_are_named_and_not_read(tmp_path: Path) -> None:
    copies = table("'file:///b.ods'#S", row(number(41)))
    copies += table("Linked", '<table:table-source xlink:href="b.ods"/>' + row(number(42)))
    book = made(tmp_path, row(text("a")), tables=copies)
    assert [one.name for one in book.sheets] == ["Table 1", "S"]
    assert book.other_contents == ("copies of other workbooks' numbers",)


def test_what_else_a_file_holds_is_named(tmp_path: Path) -> None:
    chart = '<m xmlns="urn:x"><file-entry full-path="Object 1/" media-type="{}"/></m>'
    kind = "application/vnd.oasis.opendocument.chart"
    book = made(
        tmp_path,
        row(text("a")),
        beside="<table:tracked-changes><table:deletion/></table:tracked-changes>"
        "<table:data-pilot-tables/>",
        parts={
            "META-INF/manifest.xml": chart.format(kind),
            "Object 1/content.xml": "<a/>",
            "Object 2": b"data",
            "Basic/Standard/Module1.xml": "<m/>",
            "Versions/Version1": b"PK",
        },  # type: ignore[arg-type]
    )
    assert book.other_contents == (
        "tracked changes",
        "the source data of pivot tables",
        "copies of numbers in charts",
        "embedded files",
        "macros",
        "earlier versions of the workbook",
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("of:=SUM([.B2:.B9])", "SUM(B2:B9)"),
        ("of:=[.B2]+[.C$3]*2", "B2+C$3*2"),
        ("of:=SUM([.B2:.B9];[$'Table 2'.C4];\"a;[b]\")", "SUM(B2:B9,'Table 2'!C4,\"a;[b]\")"),
        ("of:=[$S.A1:$S.B2]", "S!A1:B2"),
        ("of:=[$'it''s: [1].'.A1]", "'it''s: [1].'!A1"),
        ("msoxl:=A1", "A1"),
        ("=1", "1"),
        ("of:=SUM([.#REF!])", "SUM(#REF!)"),
    ],
)
def test_formulas_are_written_as_in_the_other_format(written: str, expected: str) -> None:
    assert formula_of(written) == expected


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)))
def test_each_date_is_shown_as_itself(day: datetime.date) -> None:
    serial = serial_of(day.isoformat())
    assert serial is not None
    assert shown_number(serial, "yyyy-mm-dd") == day.isoformat()


def test_what_is_no_date_has_no_day() -> None:
    assert serial_of("30/06/2020") is None
    assert serial_of("2020-13-01") is None
    assert serial_of("-PT36H") == -1.5


FORMATS = {
    "#,##0": 1234567.4,
    "0.00": 3.14159,
    "0.0%": 0.12345,
    "#,##0.0;-#,##0.0": -1234.56,
    '#,##0;-#,##0;"-"': 0,
    '0.0" per cent"': 12.34,
    "£#,##0.00": 1234.5,
    "0.00E+00": 123456,
    "dd/mm/yyyy": 44012,
    "d mmmm yyyy": 44012,
    "mmm-yy": 44012,
    "hh:mm:ss": 0.75,
    "[h]:mm": 1.5,
    "000": 7,
    "0.0##": 2.5,
    "#,##0,": 1234567,
    '[>=5]0;[<5]"[c]";0': 3,
    "# ?/?": 2.5,
    "General": 0.1,
}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not at hand")
def test_what_libreoffice_saves_is_shown_as_libreoffice_shows_it(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("S")
    for place, (code, value) in enumerate(FORMATS.items()):
        sheet.write_number(place, 0, value, book.add_format({"num_format": code}))
        sheet.write_string(
            place, 1, code, book.add_format({"indent": place % 4, "bold": place % 2})
        )
    sheet.write_formula(len(FORMATS), 0, "=SUM(A1:A2)", None, 0)
    book.close()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "a.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=200)
    read = read_workbook(tmp_path / "a.ods")
    content = read_content(
        OdsPackage(tmp_path / "a.ods", (tmp_path / "a.ods").read_bytes()),
        no_progress,
        in_bulk=False,
    )
    runs = {(run.row, run.column): run for run in content.tables[0].runs}
    ours = read.sheet("S")
    for place, (code, value) in enumerate(FORMATS.items()):
        assert ours.values[place, 0] == pytest.approx(value)
        assert shown_text(read, ours, place, 0).strip() == runs[place, 0].text.strip(), code
        look = read.styles[ours.styles[place, 1]]
        assert (look.indent, look.bold) == (place % 4, bool(place % 2))
    assert ours.formulas[len(FORMATS), 0] == "SUM(A1:A2)"


def test_texts_between_digits_stay_where_they_are(tmp_path: Path) -> None:
    between = "".join(
        f'<number:embedded-text number:position="{place}"> </number:embedded-text>'
        for place in (6, 3)
    )
    spaced = (
        '<number:number-style xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
        'style:name="N1"><number:number number:decimal-places="0" number:min-integer-digits="1">'
        f"{between}</number:number></number:number-style>"
    )
    look = style("c", "table-cell", "").replace(
        "style:family", 'style:data-style-name="N1" style:family'
    )
    book = made(tmp_path, row(number(7036199, None, 'table:style-name="c"')), styles=spaced + look)
    assert book.styles[book.sheet("S").styles[0, 0]].number_format == "# ### ##0"


def test_a_formula_over_a_whole_sheet_is_kept_for_its_cells_only(tmp_path: Path) -> None:
    spans = 'table:number-matrix-rows-spanned="1048576" table:number-matrix-columns-spanned="16384"'
    formula = f'table:formula="of:=[.C1:.D2]*2" {spans}'
    sheet = made(tmp_path, row(number(1, None, formula), number(2))).sheet("S")
    assert sheet.formulas == {(0, 0): "C1:D2*2", (0, 1): "C1:D2*2"}


@pytest.mark.parametrize(
    "inside", [row(cell("", number(453))), row(row(number(453))), number(453), cell("", row())]
)
def test_cells_and_rows_inside_each_other_or_outside_of_a_row_are_refused(tmp_path, inside):
    with pytest.raises(DamagedWorkbookError):
        made(tmp_path, row(number(1)), inside)


def test_a_cell_of_no_known_type_is_refused(tmp_path):
    with pytest.raises(DamagedWorkbookError):
        made(tmp_path, row(cell('office:value-type="count" office:value="3"')))
