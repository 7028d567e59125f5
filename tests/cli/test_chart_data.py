"""A chart that keeps what a table withholds is at risk, and gone with a clean copy."""

import re
import zipfile

import pytest
import xlsxwriter


@pytest.fixture
def charted(tmp_path):
    """A workbook whose chart keeps 44, over which "[c]" was typed."""
    path, marked = tmp_path / "chart.xlsx", tmp_path / "marked.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Table 1")
    sheet.write_column("A1", ["Area", "Leeds", "York", "Hull", "Bath"])
    sheet.write_column("B1", ["Number of people", 40, 44, 55, 61])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Table 1'!$B$2:$B$5"})
    sheet.insert_chart("D2", chart)
    book.close()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(marked, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                inline = b'<c r="B3" t="inlineStr"><is><t>[c]</t></is></c>'
                data = re.sub(rb'<c r="B3"><v>44</v></c>', inline, data)
            out.writestr(name, data)
    return marked


def rules(document):
    return {one["rule"]: one["severity"] for one in document["findings"]}


def test_the_chart_is_at_risk(run, charted):
    found = run("check", charted, "--policy", "eu-generic", "--set", "p=10", "--json").document
    assert rules(found)["chart-data"] == "fail"


def test_saved_in_place_it_is_outstanding_and_with_a_clean_copy_it_is_not(run, charted, tmp_path):
    words = ("protect", charted, "--policy", "eu-generic", "--set", "p=10", "--json", "--out")
    in_place = run(*words, tmp_path / "in-place.xlsx").document["outstanding"]
    assert any("chart-data" in one for one in in_place)
    copy = run(*words, tmp_path / "copy.xlsx", "--clean-copy").document["outstanding"]
    assert not any("chart-data" in one for one in copy)
