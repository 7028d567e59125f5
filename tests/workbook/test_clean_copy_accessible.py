"""Every clean copy keeps the rules for accessible spreadsheets, and other programs open it."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sdc_desktop.core.number_format import shown_number
from sdc_desktop.workbook.clean_copy import Arrangement, CleanCopy, CopyWish
from tests.workbook.accessibility import problems_of
from tests.workbook.test_clean_copy import SAMPLE, WISH, save, withhold

PUBLISHER = WISH.publisher
SOURCES = [
    "sample",
    "abs-marriage-survey/ozmarriage.xlsx",
    "bfs-alcohol/Alkoholkonsum.xlsx",
    "bfs-drugs-region-xls/Konsum_Drogen_Region.xls",
    "dluhc-council-tax-support/Local_Council_Tax_Support_Claimants_Live_Table_Q3_2022-23_v2.ods",
    "dwp-frs-savings/c7-savings-investments.xlsx",
    "hmt-pesa/PESA_2022_CP_Chapter_4_tables_example.xlsx",
    "hse-injury-region/lfsinjreg.xlsx",
    "moj-prison-population/Population_30June2020_Annual.xlsx",
    "nhs-fft-ae/trust_names.xlsm",
    "nrs-covid-deaths/scotland_week25_2020.xlsx",
    "nzstats-gdp/LTD407301_20200526_015516_30.csv",
    "ons-informal-employment/ad_hoc_2021-05-27.xlsx",
    "phs-sdc-training/test_data_SDC_presentation_data_long_rev_1.xlsx",
    "phs-sdc-training/test_data_SDC_presentation_data_wide_rev_1.xlsx",
    "scotgov-poverty/data2023_1yr.ods",
]


def source(name: str, corpus: Any) -> Path:
    return SAMPLE if name == "sample" else corpus(name)


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_copy_breaks_no_rule(name: str, suffix: str, corpus: Any, tmp_path: Path) -> None:
    out = tmp_path / f"copy.{suffix}"
    save(source(name, corpus), out)
    assert problems_of(out, PUBLISHER) == []


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_copy_with_the_worksheets_of_the_source_breaks_no_rule(
    suffix: str, corpus: Any, tmp_path: Path
) -> None:
    out = tmp_path / f"copy.{suffix}"
    wish = CopyWish("2026-11-21", publisher=PUBLISHER, arrangement=Arrangement.AS_IN_SOURCE)
    save(corpus("moj-prison-population/Population_30June2020_Annual.xlsx"), out, wish=wish)
    assert problems_of(out, PUBLISHER) == []


def spoil_merge(book: Any) -> None:
    book["Table 1"].merge_cells("A8:B8")


def spoil_gap(book: Any) -> None:
    book["Table 1"].insert_rows(4)


def spoil_heading(book: Any) -> None:
    sheet = book["Table 1"]
    top = int(re.sub(r"\D", "", next(iter(sheet.tables.values())).ref.partition(":")[0]))
    sheet.cell(top, 3).value = sheet.cell(top, 2).value


def spoil_colour(book: Any) -> None:
    book["Table 2"]["A9"].fill = openpyxl.styles.PatternFill("solid", "FFFF00")


def spoil_formula(book: Any) -> None:
    book["Table 1"]["C9"].value = "=SUM(B9:B9)"


def spoil_title(book: Any) -> None:
    book["Notes"]["A1"].style = "Normal"


def spoil_shorthand(book: Any) -> None:
    book["Table 1"]["B9"].value = "[ns]"


def spoil_hidden(book: Any) -> None:
    book["Table 3"].sheet_state = "hidden"


def spoil_author(book: Any) -> None:
    book.properties.lastModifiedBy = "Ann Other"


def spoil_width(book: Any) -> None:
    book["Table 1"].column_dimensions["C"].width = 2


def spoil_link(book: Any) -> None:
    book["Table of contents"]["A5"].value = "Click here"


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (spoil_merge, "merged"),
        (spoil_gap, "blank rows"),
        (spoil_heading, "headings are the same"),
        (spoil_colour, "coloured"),
        (spoil_formula, "formulas"),
        (spoil_title, "not a heading"),
        (spoil_shorthand, "not explained"),
        (spoil_hidden, "hidden"),
        (spoil_author, "person"),
        (spoil_width, "narrow"),
        (spoil_link, "where it leads"),
    ],
)
def test_the_checker_finds_what_breaks_a_rule(spoil: Any, problem: str, tmp_path: Path) -> None:
    out = tmp_path / "copy.xlsx"
    save(SAMPLE, out)
    book = openpyxl.load_workbook(out)
    spoil(book)
    book.save(out)
    assert any(problem in one for one in problems_of(out, PUBLISHER))


def in_libreoffice(out: Path, folder: Path) -> list[list[str]]:
    """Return the shown texts of all sheets as LibreOffice reads them, sheet by sheet."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    done = subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "fods", "--outdir", folder, out],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    text = (folder / f"{out.stem}.fods").read_text(encoding="utf-8")
    sheets = re.findall(r"<table:table table:name=.*?</table:table>", text, re.DOTALL)
    return [
        [_plain(one) for one in re.findall(r"<text:p>(.*?)</text:p>", sheet)] for sheet in sheets
    ]


def _plain(text: str) -> str:
    text = re.sub(r"<[^>]*>", "", text)
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"), ("&quot;", '"')):
        text = text.replace(written, meant)
    return text.replace("&amp;", "&")


def shown_texts(copy: CleanCopy) -> list[set[str]]:
    """Return what each worksheet of a copy has to show."""
    return [
        {
            cell.text if cell.number is None else shown_number(cell.number, cell.number_format)
            for row in sheet.rows
            for cell in row
            if not cell.is_empty
        }
        for sheet in copy.sheets
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not at hand")
@pytest.mark.parametrize("name", ["sample", *SOURCES[3:6], SOURCES[8]])
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_libreoffice_shows_every_decided_value(
    name: str, suffix: str, corpus: Any, tmp_path: Path
) -> None:
    out = tmp_path / f"copy.{suffix}"
    actions = [withhold("Table 1", "H6", "G6")] if name == "sample" else []
    copy = save(source(name, corpus), out, actions)
    seen = in_libreoffice(out, tmp_path)
    assert len(seen) == len(copy.sheets)
    for sheet, wanted, texts in zip(copy.sheets, shown_texts(copy), seen, strict=True):
        assert {_spaced(one) for one in wanted} == {_spaced(one) for one in texts}, sheet.name


def _spaced(text: str) -> str:
    return " ".join(text.split())
