"""The reports: pictures without values, a public edition that names nothing, tagged PDFs."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ContentStream

from sdc_desktop.core.actions import Exempt, RoundCells, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.audit import Audit, FeasibilityInterval
from sdc_desktop.core.cells import CellRange, CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.outcome import TableOutcome
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.preflight import Point, PointGroup, PointState
from sdc_desktop.core.record import HashedFile, RecordContents, build_record
from sdc_desktop.core.record_contents import Declaration, TableDecision
from sdc_desktop.core.release import Dataset, ReleaseDetails
from sdc_desktop.core.release_actions import DecideFinding, Decision
from sdc_desktop.workbook.report import (
    html_report,
    pdf_report,
    public_html_report,
    public_pdf_report,
)
from sdc_desktop.workbook.report_pictures import SIGN_WORDS, map_of_table
from sdc_desktop.workbook.report_view import view_report

STAMP = Stamp("Ann Checker", "2026-11-21T09:30:00Z", "published <b>already</b>")
TABLE = {"title": "Births by area", "body": "B2:E9", "statistic": "count", "relations": 2}
ASKED = Point(
    "gate:dpia", PointGroup.POLICY, "There is a DPIA.", PointState.OUTSTANDING, "No.", "4. Storage"
)


def cell(name):
    return CellRef.parse("Sheet 1", name)


def interval(name, lower, upper):
    return FeasibilityInterval(cell(name), lower, upper, lower == upper, True, True, "")


CONTENTS = RecordContents(
    who="Ann Checker",
    when="2026-11-21T10:00:00Z",
    key="SHA256:abc",
    program_version="0.1.0",
    source=HashedFile("tables.xlsx", "ab" * 32),
    result=HashedFile("out.xlsx", "cd" * 32),
    policy=Policy("own", "1", "Our policy", unsafe_counts=UnsafeRange(1, 87_431)),
    tables={"sheets": [{"sheet": "Sheet 1", "tables": [TABLE]}]},
    findings=(Finding("threshold", Severity.FAIL, "Sheet 1", (cell("B2"),), "It is 6543."),),
    outstanding=(Finding("layout", Severity.REVIEW, "Sheet 1", (cell("E9"),), ""),),
    actions=(
        Withhold((cell("B2"), cell("B3")), SuppressionRole.PRIMARY, "[c]", STAMP),
        Withhold((cell("C2"),), SuppressionRole.SECONDARY, "[c]", STAMP),
        RoundCells((cell("D4"),), (5.0,), "conventional", 5.0, STAMP),
        Exempt((cell("D5"),), "threshold", STAMP),
        DecideFinding("layout", "Sheet 1", (cell("E9"),), Decision.MORE_INFORMATION, STAMP, "psst"),
    ),
    audit=Audit((interval("B2", 0, 6543), interval("B3", 6543, 6543), interval("C2", 900, 1000))),
    saved_file_check={"passed": True},
    decisions=(TableDecision("Sheet 1", "B2:E9", Decision.APPROVE, STAMP),),
    declarations=(Declaration("I was trained.", "Ann Checker", "training", "3", "2.", STAMP.when),),
    release=ReleaseDetails(
        "Births 2026",
        "official-statistics",
        "2026-12-03",
        Dataset("Registrations", owner="Bea Owner", dpia="DPIA 17"),
        "Cas Analyst",
        "Bea Owner",
    ),
    preflight=(Point("file", PointGroup.NUMBERS, "Nothing hidden.", PointState.HOLDS), ASKED),
    outcome=(TableOutcome("Sheet 1", "B2:E9", 32, 3, 1),),
)


def record(**changes) -> Any:
    return build_record(replace(CONTENTS, **changes), salt=bytes(32)).record


def words_of(html):
    return re.sub(r"\s+", " ", "".join(etree.HTML(html).itertext()))


def pdf_words(pdf):
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", text)


def test_release_list_and_decisions_stand_in_both_forms():
    for text in (words_of(html_report(record())), pdf_words(pdf_report(record()))):
        for words in (
            "Births 2026",
            "3 December 2026",
            "DPIA 17",
            "There is a DPIA.",
            "Approved by Ann Checker",
            "More information asked for by Ann Checker",
            "I was trained. (Ann Checker, version 3",
            "published <b>already</b>",
        ):
            assert words in text
        assert "psst" not in text


def test_what_the_policy_still_asks_for_is_in_the_verdict():
    assert "1 point to settle before release" in view_report(record()).verdict
    clear = view_report(record(preflight=(), outstanding=(), audit=Audit()))
    assert clear.is_clear


def test_hidden_parts_that_stay_are_in_the_verdict():
    found = {"rule": "hidden:comment", "severity": "review", "part": "x", "cells": []}
    view = view_report(record(preflight=(), outstanding=(), hidden_data={"findings": [found]}))
    assert view.verdict == "Outstanding: 1 hidden part in the saved file."


def test_the_public_edition_names_no_cell_rule_parameter_or_person():
    for text in (words_of(public_html_report(record())), pdf_words(public_pdf_report(record()))):
        assert "Births 2026" in text
        assert "conventional rounding" in text
        assert "cd" * 32 in text.replace(" ", "")
        assert not re.search(
            r"Ann|Bea|Cas|B2|D5|E9|primary|secondary|threshold|layout|87.?431|6543|already|psst"
            r"|DPIA|unsafe",
            text,
        )


def test_no_edition_holds_a_number_of_the_audit():
    for page in (html_report(record()), public_html_report(record())):
        assert not re.search(r"6,?543|\b900\b|1,?000\b", page)


def test_a_map_marks_each_cell_once_and_says_the_same_in_words():
    (table, *_) = view_report(record()).tables
    svg = etree.fromstring(table.map.svg)
    shapes = [etree.QName(one).localname for one in svg.iter()][3:]
    assert sorted(shapes) == ["circle", "polygon", "polygon", "rect", "rect", "rect"]
    for name, words in SIGN_WORDS.items():
        assert (words in table.map.words) is (name != "merge-lines")
    assert "2 withheld, unsafe itself" in table.map.words


def test_what_is_still_found_is_the_sign_of_its_block_in_a_large_table():
    body = CellRange(0, 0, 1199, 9)
    states = {CellRef("A", row, 0): "primary" for row in range(10)}
    states[CellRef("A", 9, 0)] = "outstanding"
    picture = map_of_table(body, states)
    svg = etree.fromstring(picture.svg)
    assert [etree.QName(one).localname for one in svg.iter()][3:] == ["polygon"]
    assert float(svg.get("height")) == 1200
    assert "stands for a block of cells" in picture.words


def test_a_table_in_which_nothing_was_done_needs_no_map():
    assert map_of_table(CellRange(0, 0, 9, 9), {}).svg == ""


def test_pictures_in_the_html_have_words_or_are_passed_over():
    page = etree.HTML(html_report(record()))
    pictures = list(page.iter("svg"))
    assert pictures
    for one in pictures:
        assert one.get("aria-hidden") == "true" or one.get("aria-label", "").startswith("Map of")


EDITIONS = pytest.mark.parametrize("make", [pdf_report, public_pdf_report])


def elements(reader: PdfReader) -> Iterator[Any]:
    """Yield the elements of the structure tree in reading order."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += reversed(one)
        elif hasattr(one, "get") and "/S" in one:
            yield one
            waiting += [one["/K"]] if "/K" in one else []


@EDITIONS
def test_everything_on_a_page_is_tagged_or_an_artefact(make):
    reader = PdfReader(BytesIO(make(record())))
    for page in reader.pages:
        depth = 0
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                assert depth or operands[0] == "/Artifact" or "/MCID" in operands[1]
                depth += 1
            elif operator == b"EMC":
                depth -= 1
            elif operator in (b"Tj", b"TJ", b"f", b"S", b"f*", b"B", b"Do"):
                assert depth, f"{operator!r} is not tagged"
        assert depth == 0


@EDITIONS
def test_headings_tables_and_pictures_are_what_a_screen_reader_expects(make):
    found = list(elements(PdfReader(BytesIO(make(record())))))
    levels = [int(one["/S"][2:]) for one in found if re.fullmatch(r"/H\d", one["/S"])]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for one in found:
        if one["/S"] == "/Figure":
            assert one["/Alt"]
        if one["/S"] == "/TH":
            assert any("/Scope" in facts.get_object() for facts in one["/A"])
    tables = [one for one in found if one["/S"] == "/Table"]
    assert tables
    heads = [one for one in found if one["/S"] == "/THead"]
    assert len(heads) == len(tables)


@EDITIONS
def test_the_pdf_says_that_it_is_accessible_and_brings_its_fonts(make):
    reader = PdfReader(BytesIO(make(record())))
    root = reader.trailer["/Root"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    fonts = {
        name: font.get_object()
        for page in reader.pages
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    for font in fonts.values():
        (descendant,) = font["/DescendantFonts"]
        described = descendant.get_object()["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described)


def test_the_map_is_a_picture_with_words_in_the_pdf():
    figures = [
        one["/Alt"]
        for one in elements(PdfReader(BytesIO(pdf_report(record()))))
        if one["/S"] == "/Figure"
    ]
    assert len(figures) == 1
    assert figures[0].startswith("Map of the table. Cells ")
