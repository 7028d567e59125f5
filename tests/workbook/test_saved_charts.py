"""Charts over changed cells, as several programs write them: nothing old is left in them."""

import re
import shutil
import subprocess
import zipfile

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.proof import prove_saved
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.saving import save_protected
from tests.workbook.inspection.fixtures import inject, rewrite

KINDS = ("line", "bar", "column", "pie", "doughnut", "scatter", "area", "radar")
SECRET, ROUNDED, BASE = "71823", "64519", "64520"
COUNTS = (93127, int(SECRET), int(ROUNDED), 85213)
KEPT = ("93127", "85213")
CHANGES = (
    CellChange(CellRef("Data", 2, 1), marker="[c]"),
    CellChange(CellRef("Data", 3, 1), number=float(BASE)),
)
CHART_EX = (
    '<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex">'
    '<cx:chartData><cx:data id="0"><cx:numDim type="val"><cx:f>Data!$B$2:$B$5</cx:f>'
    '<cx:lvl ptCount="4" formatCode="General">{}</cx:lvl></cx:numDim></cx:data></cx:chartData>'
    '<cx:chart><cx:plotArea><cx:plotAreaRegion><cx:series layoutId="waterfall">'
    '<cx:dataId val="0"/></cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>'
)


def write_charts(path, kinds=KINDS):
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, ("Region", "People"))
    for row, (name, count) in enumerate(zip("NESW", COUNTS, strict=True), start=1):
        sheet.write_row(row, 0, (name, count))
    for place, kind in enumerate(kinds):
        chart = book.add_chart({"type": kind})
        series = {"categories": "=Data!$A$2:$A$5", "values": "=Data!$B$2:$B$5"}
        labels = {"value": True} if kind == "bar" else {}
        chart.add_series({**series, "name": "=Data!$B$1", "data_labels": labels})
        sheet.insert_chart(10 + 16 * place, 3, chart)
    book.close()
    return path


def as_libreoffice_writes(path, folder):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not at hand")
    command = [
        *(soffice, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--convert-to", "xlsx", "--outdir", str(folder / "made"), str(path)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return folder / "made" / path.name


@pytest.fixture(scope="module", params=["XlsxWriter", "LibreOffice"])
def source(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("charts")
    path = write_charts(folder / "a.xlsx")
    return path if request.param == "XlsxWriter" else as_libreoffice_writes(path, folder)


@pytest.fixture
def saved(source, tmp_path):
    return save(source, tmp_path / "out.xlsx")


def save(source, out):
    workbook = read_workbook(source)
    save_protected(source, workbook, CHANGES, out)
    proof = prove_saved(workbook, source, out, CHANGES)
    assert proof.passed, proof.findings
    return out


def charts(path):
    """Return the root of each chart by its part."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.search(r"charts/chart\w*\d*\.xml", name)]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def points(root):
    return [
        "".join(one.itertext()).strip() for one in root.iter("{*}pt") if "".join(one.itertext())
    ]


def test_each_chart_keeps_copies_of_its_cells_before(source):
    found = charts(source)
    assert len(found) == len(KINDS)
    assert all({SECRET, ROUNDED, *KEPT} <= set(points(root)) for root in found.values())


def test_copies_of_withheld_cells_go_and_those_of_rounded_ones_follow(saved):
    for root in charts(saved).values():
        left = points(root)
        assert {BASE, *KEPT} <= set(left)
        assert not {SECRET, ROUNDED} & set(left)


def test_what_a_chart_looks_like_stays(source, saved):
    before, after = charts(source), charts(saved)
    assert before.keys() == after.keys()
    for name, root in before.items():
        tags = [
            [one.tag for one in each.iter() if "pt" not in str(one.tag)]
            for each in (root, after[name])
        ]
        assert [tag for tag in tags[0] if not tag.endswith("}v")] == [
            tag for tag in tags[1] if not tag.endswith("}v")
        ]


def test_another_program_opens_the_charts(saved):
    sheet = openpyxl.load_workbook(saved)["Data"]
    assert len(sheet._charts) == len(KINDS)


def test_charts_of_the_newer_kind_follow_too(tmp_path):
    listed = "".join(f'<cx:pt idx="{n}">{count}</cx:pt>' for n, count in enumerate(COUNTS))
    plain = write_charts(tmp_path / "a.xlsx", ())
    part = "xl/charts/chartEx1.xml"
    source = inject(plain, part, CHART_EX.format(listed), "chartEx", "xl/worksheets/sheet1.xml")
    saved = save(source, tmp_path / "out.xlsx")
    (root,) = charts(saved).values()
    assert points(root) == [KEPT[0], BASE, KEPT[1]]


def test_numbers_that_a_chart_holds_by_itself_are_a_finding(tmp_path):
    plain = write_charts(tmp_path / "a.xlsx", ("bar",))
    with zipfile.ZipFile(plain) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    own = re.sub(r"<c:f>Data!\$B\$2:\$B\$5</c:f>", "", chart)
    own = (
        own.replace("c:numRef>", "c:numLit>")
        .replace("<c:numCache>", "")
        .replace("</c:numCache>", "")
    )
    source = rewrite(plain, {"xl/charts/chart1.xml": own.encode()})
    workbook = read_workbook(source)
    save_protected(source, workbook, CHANGES, tmp_path / "out.xlsx")
    proof = prove_saved(workbook, source, tmp_path / "out.xlsx", CHANGES)
    assert not proof.passed
    assert "xl/charts/chart1.xml" in {leak.part for leak in proof.leaks}
