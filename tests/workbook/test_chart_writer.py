from pathlib import Path

import pytest
from lxml import etree

from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.workbook.chart_writer import edit_chart, is_chart
from sdc_desktop.workbook.formulas import DefinedName, MarkedTable, Surroundings

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
AROUND = Surroundings(
    sheets=("Data", "Other"),
    names=(DefinedName("Series", "", "Data!$B$2:$B$4"),),
    tables=(MarkedTable("Tab", "Data", CellRange.parse("A1:B4")),),
)


def chart(inside: str) -> bytes:
    return f'<c:chartSpace xmlns:c="{CHART}">{inside}</c:chartSpace>'.encode()


def numbers(reference: str, *points: str, count: int = 3, after: str = "") -> str:
    listed = "".join(
        f'<c:pt idx="{place}"><c:v>{text}</c:v></c:pt>' for place, text in enumerate(points)
    )
    copy = f'<c:numCache><c:ptCount val="{count}"/>{listed}</c:numCache>'
    return f"<c:numRef>{reference}{copy}{after}</c:numRef>"


def left_in(data: bytes, **changes) -> list[tuple[str, str]]:
    """Return place and text of each point that is left."""
    cells = {CellRef.parse("Data", cell): shown for cell, shown in changes.items()}
    edited = edit_chart(Path("b.xlsx"), "chart1.xml", data, cells, AROUND)
    points = etree.fromstring(edited).iter("{*}pt")
    return [(one.get("idx"), "".join(one.itertext())) for one in points]


ALL = [("0", "5"), ("1", "6"), ("2", "7")]


@pytest.mark.parametrize(
    "reference",
    [
        "<c:f>Data!$B$2:$B$4</c:f>",
        "<c:f>'Data'!$B$2:$B$4</c:f>",
        "<c:f>(Data!$B$2:$B$3,Data!$B$4)</c:f>",
        "<c:f>Series</c:f>",
        "<c:f>data!$B$2:$B$4</c:f>",
        "<c:ext><c:formulaRef><c:sqref>Data!$B$2:$B$4</c:sqref></c:formulaRef></c:ext>",
    ],
)
def test_the_point_of_a_withheld_cell_goes_and_that_of_a_rounded_one_follows(reference):
    data = chart(numbers(reference, "5", "6", "7"))
    assert left_in(data, B3="[c]", B4=10.0) == [("0", "5"), ("2", "10")]


@pytest.mark.parametrize(
    "reference", ["Data!$C$2:$C$4", "Other!$B$2:$B$4", "[1]Data!$B$2:$B$4", "Data!$B$4:$B$6"]
)
def test_copies_of_other_cells_stay_as_they_are(reference):
    data = chart(numbers(f"<c:f>{reference}</c:f>", "5", "6", "7"))
    assert left_in(data, B3="[c]") == ALL
    cells = {CellRef.parse("Data", "B3"): "[c]"}
    assert edit_chart(Path("b.xlsx"), "chart1.xml", data, cells, AROUND) is data


@pytest.mark.parametrize(
    ("reference", "count"),
    [
        ("<c:f>Data!$B$2:$B$9</c:f>", 3),
        ("<c:f>Data!$A$2:$B$4</c:f>", 6),
        ("<c:f>Tab[x]</c:f>", 3),
        ("<c:f>Unknown</c:f>", 3),
        ("<c:f>OFFSET(Data!$A$1,1,1,3)</c:f>", 3),
        ("", 3),
    ],
)
def test_a_copy_whose_points_cannot_be_told_apart_goes_as_a_whole(reference, count):
    assert left_in(chart(numbers(reference, "5", "6", "7", count=count)), B3="[c]") == []


def test_a_full_reference_beside_the_visible_one_does_not_shift_the_points():
    full = "<c:extLst><c:fullRef><c:sqref>Data!$B$1:$B$9</c:sqref></c:fullRef></c:extLst>"
    data = chart(numbers("<c:f>Data!$B$2:$B$4</c:f>", "5", "6", "7", after=full))
    assert left_in(data, B2="[c]") == [("1", "6"), ("2", "7")]


def test_points_without_values_and_points_too_many_do_no_harm():
    data = chart(
        '<c:numRef><c:f>Data!$B$2:$B$3</c:f><c:numCache><c:ptCount val="2"/><c:pt idx="0"/>'
        '<c:pt idx="9"><c:v>5</c:v></c:pt></c:numCache></c:numRef>'
    )
    assert left_in(data, B3="[c]") == [("0", "")]


def test_charts_of_the_newer_kind_are_edited_too():
    data = (
        b'<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex">'
        b'<cx:numDim type="val"><cx:f>Data!$B$2:$B$4</cx:f><cx:lvl ptCount="3"><cx:pt idx="0">5'
        b'</cx:pt><cx:pt idx="1">6</cx:pt><cx:pt idx="2">7</cx:pt></cx:lvl></cx:numDim>'
        b"</cx:chartSpace>"
    )
    assert is_chart(data)
    assert left_in(data, B2="[c]", B4=15.0) == [("1", "6"), ("2", "15")]


def test_labels_on_several_levels_go_as_a_whole():
    levels = "".join(
        f'<c:lvl><c:pt idx="0"><c:v>{text}</c:v></c:pt></c:lvl>' for text in ("2019", "North")
    )
    copy = f'<c:multiLvlStrCache><c:ptCount val="3"/>{levels}</c:multiLvlStrCache>'
    data = chart(f"<c:multiLvlStrRef><c:f>Data!$A$2:$B$4</c:f>{copy}</c:multiLvlStrRef>")
    assert left_in(data, B2="[c]") == []
    assert len(left_in(data, D2="[c]")) == 2
