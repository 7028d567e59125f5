import openpyxl
import xlsxwriter

KEYS = {"rule", "severity", "part", "sheet", "cells", "message", "removable"}


def write_hidden(path):
    """Write a table of counts and a hidden sheet."""
    book = xlsxwriter.Workbook(str(path))
    sheet, secret = book.add_worksheet("Table 1"), book.add_worksheet("Secret")
    sheet.write_row(2, 0, ("Region", "Young", "Old", "Total"))
    for row, name in enumerate(("North", "East", "South"), start=3):
        sheet.write_row(row, 0, (name, 20 + row, 30 + row, 50 + 2 * row))
    sheet.write_row(6, 0, ("Total", 72, 102, 174))
    secret.write_row(0, 0, ("People", 918273))
    secret.hide()
    book.close()
    return path


def test_inspect_prints_the_findings_of_the_contract(run, tmp_path):
    answer = run("inspect", write_hidden(tmp_path / "a.xlsx"), "--json")
    assert answer.code == 1
    assert {key for one in answer.document["findings"] for key in one} == KEYS
    first = answer.document["findings"][0]
    assert (first["rule"], first["sheet"], first["removable"]) == (
        "hidden:hidden-sheet",
        "Secret",
        True,
    )
    assert "918273" not in answer.out


def test_inspect_has_nothing_to_say_about_a_plain_file(run, counts):
    assert run("inspect", counts).code == 0


def test_inspect_refuses_what_is_no_workbook(run, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"nothing")
    answer = run("inspect", tmp_path / "a.xlsx")
    assert answer.code == 2
    assert "Hint:" in answer.err


def test_protect_says_what_is_hidden_and_leaves_it(run, tmp_path):
    source, out = write_hidden(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    answer = run("protect", source, "--policy", "strict", "--out", out, "--json")
    assert answer.code == 1
    assert any("hidden" in one for one in answer.document["outstanding"])
    assert "Secret" in openpyxl.load_workbook(out).sheetnames


def test_protect_removes_what_is_hidden_proves_and_records_it(run, tmp_path):
    source, out, record = write_hidden(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", tmp_path / "r"
    wish = ("--policy", "strict", "--out", out, "--record", record, "--remove-hidden")
    document = run("protect", source, *wish, "--json").document
    assert document["saved_file_check"]["passed"]
    assert not any("hidden" in one for one in document["outstanding"])
    assert "Secret" not in openpyxl.load_workbook(out).sheetnames
    kept = run("verify", record, "--workbook", out, "--source", source, "--json").document
    assert (kept["workbook"], kept["source"], kept["replay"]) == ("match", "match", "match")
    assert run("inspect", out).code == 0


def test_protect_removes_what_a_text_file_carries_and_verify_repeats_it(run, tmp_path):
    source, out, record = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "r"
    source.write_text("Region,Young,Old\nNorth,1201,453\nSouth,319,188\n=cmd|A,41,52,left\n")
    wish = ("--policy", "strict", "--out", out, "--record", record, "--remove-hidden")
    document = run("protect", source, *wish, "--json").document
    assert document["saved_file_check"]["passed"]
    removed = {one["rule"] for one in document["hidden"] if one["removed"]}
    assert removed == {"hidden:formula-texts", "hidden:columns-beyond-header"}
    assert out.read_text().endswith("'=cmd|A,41,52,\n")
    kept = run("verify", record, "--workbook", out, "--source", source, "--json").document
    assert (kept["replay"], kept["parts"]) == ("match", "match")
