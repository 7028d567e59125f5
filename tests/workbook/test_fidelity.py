"""After saving in place everything is still there that nobody asked to change, part by part."""

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from sdc_desktop.workbook.reader import read_workbook
from tests.workbook.fidelity_makers import CHANGES, MAKERS, converted, write_all
from tests.workbook.saved import Case, as_csv, protect

SHEET, LOOKUP = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
EDITED = {
    "everything.xlsx": {SHEET, "xl/charts/chart1.xml", "xl/calcChain.xml"},
    "macros.xlsm": {SHEET, "xl/charts/chart1.xml"},
    "capitals.xlsx": {SHEET, "xl/charts/chart1.xml"},
    "office.xlsx": {SHEET, "xl/charts/chart1.xml"},
    "office.ods": {"content.xml", "Object 1/content.xml", "META-INF/manifest.xml"},
}
GONE = {
    "office.ods": {"ObjectReplacements/Object 1", "Thumbnails/thumbnail.png"},
}
IN_EXCEL = {
    "cell formats": ("xl/styles.xml", "cellXfs"),
    "number formats": ("xl/styles.xml", "numFmts"),
    "fonts": ("xl/styles.xml", "fonts"),
    "fills": ("xl/styles.xml", "fills"),
    "borders": ("xl/styles.xml", "borders"),
    "formats of conditions": ("xl/styles.xml", "dxf"),
    "rich text": ("xl/sharedStrings.xml", "r"),
    "conditional formats": (SHEET, "conditionalFormatting"),
    "validations": (SHEET, "dataValidation"),
    "sparklines": (SHEET, "sparkline"),
    "merged cells": (SHEET, "mergeCell"),
    "links": (SHEET, "hyperlink"),
    "frozen panes": (SHEET, "pane"),
    "widths": (SHEET, "col"),
    "print options": (SHEET, "printOptions"),
    "margins": (SHEET, "pageMargins"),
    "page": (SHEET, "pageSetup"),
    "headers and footers": (SHEET, "headerFooter"),
    "page breaks": (SHEET, "brk"),
    "ignored errors": (SHEET, "ignoredError"),
    "extensions": (SHEET, "ext"),
    "defined names": ("xl/workbook.xml", "definedName"),
    "tables": ("xl/tables/.*", "table"),
    "protection": (LOOKUP, "sheetProtection"),
    "comments": ("xl/comments1.xml", "comment"),
    "theme": ("xl/theme/theme1.xml", "theme"),
    "drawings": ("xl/drawings/drawing.*", "twoCellAnchor"),
    "pictures": ("xl/drawings/drawing.*", "pic"),
    "alternative texts": ("xl/drawings/drawing.*", "cNvPr"),
    "text boxes": ("xl/drawings/drawing.*", "txBody"),
    "sources of charts": ("xl/charts/chart.*", "f"),
    "looks of charts": ("xl/charts/chart.*", "spPr"),
    "titles of charts": ("xl/charts/chart.*", "title"),
    "trend lines": ("xl/charts/chart.*", "trendline"),
    "properties": ("docProps/core.xml", "coreProperties"),
    "own properties": ("docProps/custom.xml", "property"),
}
BY_HAND = {
    "threaded comments": ("xl/threadedComments/.*", "threadedComment"),
    "persons": ("xl/persons/.*", "person"),
    "pivot tables": ("xl/pivotTables/[^/]*", "pivotTableDefinition"),
    "pivot caches": ("xl/pivotCache/pivotCacheDefinition.*", "cacheField"),
    "pivot records": ("xl/pivotCache/pivotCacheRecords.*", "r"),
    "slicers": ("xl/slicers/.*", "slicer"),
    "slicer caches": ("xl/slicerCaches/.*", "tableSlicerCache"),
    "slicers of a sheet": (LOOKUP, "slicerList"),
    "slicers of the workbook": ("xl/workbook.xml", "slicerCaches"),
    "form controls": ("xl/ctrlProps/.*", "formControlPr"),
    "controls of a sheet": (LOOKUP, "control"),
    "connections": ("xl/connections.xml", "connection"),
    "styles of charts": ("xl/charts/style1.xml", "chartStyle"),
    "labels": ("docMetadata/.*", "labelList"),
    "other programs' data": ("customXml/item1.xml", "form"),
    "what no program knows": (SHEET, "kept"),
}
IN_OPEN_DOCUMENT = {
    "cell styles": ("content.xml", "automatic-styles"),
    "common styles": ("styles.xml", "style"),
    "page": ("styles.xml", "page-layout"),
    "headers and footers": ("styles.xml", "master-page"),
    "conditional formats": ("content.xml", "conditional-format"),
    "validations": ("content.xml", "content-validation"),
    "sparklines": ("content.xml", "sparkline"),
    "defined names": ("content.xml", "named-range"),
    "marked tables": ("content.xml", "database-range"),
    "comments": ("content.xml", "annotation"),
    "rich text": ("content.xml", "span"),
    "links": ("content.xml", "a"),
    "columns": ("content.xml", "table-column"),
    "objects": ("content.xml", "object"),
    "looks of charts": ("Object 1/content.xml", "style"),
    "axes of charts": ("Object 1/content.xml", "axis"),
    "properties": ("meta.xml", "meta"),
    "settings": ("settings.xml", "settings"),
}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    folder = tmp_path_factory.mktemp("fidelity")
    return {
        name: protect(make(folder / name), CHANGES, folder / f"of {name}")
        for name, make in MAKERS.items()
    }


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """What LibreOffice made of one of these workbooks, saved with the same cells withheld."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not at hand")
    folder = tmp_path_factory.mktemp("office")
    plain = write_all(folder / "plain.xlsx")
    return {
        name: protect(converted(plain, folder / name, soffice), CHANGES, folder / f"of {name}")
        for name in ("office.xlsx", "office.ods")
    }


def found(path: Path, part: str, tag: str) -> list[bytes]:
    """Return the elements of a name in the parts of a pattern, as they stand in canonical XML."""
    elements = []
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(part, name) and not name.endswith(".rels"):
                root = etree.fromstring(archive.read(name))
                elements += [
                    etree.tostring(one, method="c14n", with_tail=False)
                    for one in root.iter(f"{{*}}{tag}")
                ]
    return elements


def assert_survives(case: Case, part: str, tag: str) -> None:
    before = found(case.source, part, tag)
    assert before, "the fixture does not have it"
    assert found(case.out, part, tag) == before


@pytest.mark.parametrize("name", MAKERS)
def test_only_what_holds_changed_cells_differs(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    assert case.changed_parts() == EDITED[name]
    assert case.prove().passed


@pytest.mark.parametrize("name", MAKERS)
def test_all_other_parts_are_the_same_byte_for_byte(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    with zipfile.ZipFile(case.source) as before, zipfile.ZipFile(case.out) as after:
        assert after.namelist() == before.namelist()
        differ = {one for one in before.namelist() if before.read(one) != after.read(one)}
    assert differ == EDITED[name]


@pytest.mark.parametrize("feature", IN_EXCEL)
def test_what_a_workbook_carries_survives(cases: dict[str, Case], feature: str) -> None:
    assert_survives(cases["everything.xlsx"], *IN_EXCEL[feature])


@pytest.mark.parametrize("feature", BY_HAND)
def test_what_only_excel_writes_survives(cases: dict[str, Case], feature: str) -> None:
    assert_survives(cases["everything.xlsx"], *BY_HAND[feature])


@pytest.mark.parametrize("feature", IN_OPEN_DOCUMENT)
def test_what_a_document_carries_survives(office: dict[str, Case], feature: str) -> None:
    assert_survives(office["office.ods"], *IN_OPEN_DOCUMENT[feature])


@pytest.mark.parametrize("name", ["office.xlsx", "office.ods"])
def test_files_of_libreoffice_change_only_where_asked(office: dict[str, Case], name: str) -> None:
    case = office[name]
    assert case.changed_parts() == EDITED[name] | GONE.get(name, set())
    assert case.prove().passed


def test_every_cell_keeps_its_style(cases: dict[str, Case], office: dict[str, Case]) -> None:
    for case in (*cases.values(), *office.values()):
        before, after = read_workbook(case.source), read_workbook(case.out)
        for one, other in zip(before.sheets, after.sheets, strict=True):
            pairs = set(zip(one.styles.flat, other.styles.flat, strict=True))
            assert all(before.styles[was] == after.styles[now] for was, now in pairs)
            assert one.row_heights == other.row_heights
            assert one.column_widths == other.column_widths
            assert one.merged == other.merged


def seen_by_openpyxl(path: Path) -> list[Any]:
    """Return what another reader makes of everything but the cells."""
    book = openpyxl.load_workbook(path, rich_text=True, keep_vba=path.suffix == ".xlsm")
    facts: list[Any] = [sorted(book.defined_names), book.sheetnames]
    for sheet in book.worksheets:
        rules = [(str(one.sqref), len(one.rules)) for one in sheet.conditional_formatting]
        checks = [(str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation]
        facts += [rules, checks, sorted(sheet.tables), sorted(map(str, sheet.merged_cells.ranges))]
        facts += [len(sheet._charts), len(sheet._images), sheet.freeze_panes, sheet.print_area]
        facts += [sheet.print_title_rows, sheet.page_setup.orientation, sheet.oddHeader.left.text]
        facts += [repr(sheet["A1"].value), [one.comment and one.comment.text for one in sheet["A"]]]
    return facts


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_another_reader_sees_the_same_beside_the_cells(
    cases: dict[str, Case], office: dict[str, Case]
) -> None:
    for case in (*cases.values(), office["office.xlsx"]):
        before = seen_by_openpyxl(case.source)
        assert seen_by_openpyxl(case.out) == before


def test_macros_and_the_data_model_are_the_same_bytes(cases: dict[str, Case]) -> None:
    for name, part in (
        ("macros.xlsm", "xl/vbaProject.bin"),
        ("everything.xlsx", "xl/model/item.data"),
    ):
        with zipfile.ZipFile(cases[name].source) as archive:
            assert cases[name].read(part) == archive.read(part)
        assert any(part in one.message for one in cases[name].prove().findings)


@pytest.mark.parametrize("name", ["everything.xlsx", "office.ods"])
def test_libreoffice_opens_it_and_shows_what_was_decided(
    cases: dict[str, Case], office: dict[str, Case], tmp_path: Path, name: str
) -> None:
    soffice = shutil.which("soffice")
    assert soffice is not None
    shown = as_csv({**cases, **office}[name].out, tmp_path, soffice)["Table 1"]
    rows = [[one.replace(",", "") for one in row[:5]] for row in shown]
    assert rows[3] == ["North", "1201", "453", "[c]", "1721"]
    assert rows[5] == ["South", "277", "[c]", "333", "1511"]
    assert rows[6] == ["West", "[c]", "212", "286", "1009"]
    assert rows[7] == ["Total", "2633", "1885", "874", "5392"]
