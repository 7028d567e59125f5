import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.workbooks import write_counts


def test_tables_lists_the_table_with_its_totals(run, counts: Path) -> None:
    answer = run("tables", counts, "--json")
    [sheet] = answer.document["sheets"]
    [table] = sheet["tables"]
    assert answer.code == 0
    assert (table["body"], table["header_rows"], table["stub_cols"]) == ("B4:F8", [3], ["A"])
    assert (table["total_rows"], table["total_cols"]) == ([8], ["F"])
    assert table["relations"] == 2


def test_a_layout_written_by_tables_is_accepted_by_check(run, counts: Path, tmp_path: Path) -> None:
    layout = tmp_path / "layout.json"
    layout.write_text(run("tables", counts, "--json").out)
    found = run("check", counts, "--policy", "uk-tre-acro", "--json").document
    given = run("check", counts, "--policy", "uk-tre-acro", "--layout", layout, "--json").document
    assert given == found


def test_check_finds_the_small_count(run, counts: Path) -> None:
    answer = run("check", counts, "--policy", "uk-tre-acro", "--json")
    failed = [one for one in answer.document["findings"] if one["severity"] == "fail"]
    assert answer.code == 1
    assert ["D4"] in [one["cells"] for one in failed]
    assert answer.document["policy"]["id"] == "uk-tre-acro"


def test_check_of_a_safe_workbook_has_nothing_outstanding(run, tmp_path: Path) -> None:
    safe = write_counts(tmp_path / "safe.xlsx", ((40, 50, 60), (70, 80, 90), (45, 55, 65)))
    answer = run("check", safe, "--policy", "uk-tre-acro", "--json")
    assert answer.code == 0
    assert answer.document["findings"] == []


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not here")
def test_protect_audit_and_verify_agree(run, counts: Path, tmp_path: Path) -> None:
    out, record, key = tmp_path / "out.xlsx", tmp_path / "record", tmp_path / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ann@example.gov.uk", "-f", key],
        check=True,
    )
    protected = run(
        *("protect", counts, "--policy", "uk-tre-acro", "--out", out, "--record", record),
        *("--key", key, "--json"),
    )
    assert protected.code == 0, protected.document
    assert protected.document["primary"] == [{"sheet": "Table 1", "cell": "D4"}]
    assert len(protected.document["secondary"]) >= 3
    assert protected.document["audit"]["unprotected"] == 0
    assert protected.document["saved_file_check"]["passed"]
    assert run("audit", out, "--policy", "uk-tre-acro", "--json").code == 0
    signers = tmp_path / "signers"
    signers.write_text(f"ann@example.gov.uk {(tmp_path / 'key.pub').read_text()}")
    verified = run(
        *("verify", record, "--workbook", out, "--source", counts),
        *("--signers", signers, "--json"),
    )
    assert verified.code == 0, verified.document
    assert verified.document["replay"] == "match"
    assert verified.document["signatures"][0]["trusted"]


def test_the_protected_workbook_shows_markers_and_nothing_else_changed(
    run, counts: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    document = run("protect", counts, "--policy", "uk-tre-acro", "--out", out, "--json").document
    withheld = {one["cell"] for one in (*document["primary"], *document["secondary"])}
    before, after = (openpyxl.load_workbook(file)["Table 1"] for file in (counts, out))
    for row in before.iter_rows():
        for cell in row:
            shown = after[cell.coordinate].value
            assert shown == ("[c]" if cell.coordinate in withheld else cell.value)


def test_an_unsigned_record_is_outstanding(run, counts: Path, tmp_path: Path) -> None:
    answer = run(
        *("protect", counts, "--policy", "uk-tre-acro", "--out", tmp_path / "out.xlsx"),
        *("--record", tmp_path / "record", "--json"),
    )
    assert answer.code == 1
    assert answer.document["outstanding"] == ["the record is not signed"]
    assert run("verify", tmp_path / "record", "--json").code == 1


def test_rounding_shows_multiples_of_the_base(run, counts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    answer = run(
        *("protect", counts, "--policy", "uk-dwp-sample", "--method", "round", "--out", out),
        *("--set", "base=5", "--json"),
    )
    sheet = openpyxl.load_workbook(out)["Table 1"]
    numbers = [sheet.cell(row, column).value for row in range(4, 9) for column in range(2, 7)]
    assert answer.document["method"] == "round"
    assert all(number % 5 == 0 for number in numbers)


def test_a_policy_with_open_parameters_says_which_are_missing(run, counts: Path) -> None:
    answer = run("check", counts, "--policy", "uk-dhsc", "--json")
    assert answer.code == 2
    assert answer.out == ""
    assert "--set threshold=" in answer.err


@pytest.mark.parametrize("profile", ["strict", "uk-tre-acro", "uk-opensafely", "uk-dhsc"])
def test_policies_shows_a_profile_with_its_source(run, profile: str) -> None:
    document = run("policies", profile, "--json").document
    assert document["id"] == profile
    assert {"source", "date_read", "verified"} <= set(document)


def test_policies_lists_every_profile_of_the_issue(run) -> None:
    listed = {one["id"] for one in run("policies", "--json").document["policies"]}
    assert {
        *("uk-tre-acro", "uk-opensafely", "uk-ukllc", "uk-ofqual", "uk-nhs-hes", "strict"),
        *("uk-dwp-100", "uk-dwp-sample", "uk-dhsc", "uk-dsit", "uk-cabinet-office"),
    } <= listed


@pytest.mark.parametrize(
    "words",
    [
        ("tables", "missing.xlsx"),
        ("check", "{counts}", "--policy", "no-such-policy"),
        ("check", "{counts}", "--policy", "uk-tre-acro", "--set", "threshold"),
        ("check", "{counts}", "--earlier", "{counts}"),
        ("protect", "{counts}", "--policy", "uk-tre-acro", "--out", "{counts}"),
        ("protect", "{counts}", "--policy", "uk-tre-acro"),
        ("protect", "{counts}", "--policy", "uk-tre-acro", "--out", "o.xlsx", "--method", "spin"),
        ("verify", "no-such-folder"),
        ("audit", "{counts}", "--layout", "no-such-layout.json"),
        ("policies", "no-such-policy"),
    ],
)
def test_what_cannot_be_used_gets_a_sentence_and_a_hint(
    run, counts: Path, words: tuple[str, ...]
) -> None:
    before = counts.read_bytes()
    answer = run(*(word.format(counts=counts) for word in words), "--json")
    sentence, _, hint = answer.err.strip().partition("\n")
    assert answer.code == 2
    assert answer.out == ""
    assert sentence.endswith((".", "?"))
    assert hint.startswith("Hint: ")
    assert "Traceback" not in answer.err
    assert "inside the program" not in answer.err
    assert counts.read_bytes() == before


def test_the_demo_writes_workbook_record_report_and_picture(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    done = subprocess.run(
        [sys.executable, "-m", "sdc_desktop", "demo", "--out", out, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    document = json.loads(done.stdout)
    assert done.returncode in (0, 1), done.stderr
    assert document["audit"]["unprotected"] == 0
    assert document["saved_file_check"]["passed"]
    for name in ("record.json", "record.json.sig", "allowed_signers", "report.html", "report.pdf"):
        assert (out / "record" / name).stat().st_size > 0
    assert (out / "window.png").read_bytes().startswith(b"\x89PNG")


def test_protect_lists_formulas_that_became_values_with_the_reason(run, tmp_path: Path) -> None:
    source, out = write_counts(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    book = openpyxl.load_workbook(source)
    book["Table 1"]["H1"] = "=SUM(B:D)"
    book.create_sheet("Other")["A1"] = "='Table 1'!H1"
    book.save(source)
    wish = ("protect", source, "--policy", "uk-tre-acro", "--out", out)
    document = run(*wish, "--json").document
    told = {(one["sheet"], one["cell"]): one["because"] for one in document["formulas_to_values"]}
    assert told["Table 1", "H1"] == "It reads a cell that changed"
    assert told["Other", "A1"] == "It reads a cell that changed, through other formulas"
    assert "formulas became values" in run(*wish).out


def test_the_kept_result_of_a_formula_over_a_withheld_cell_is_not_clean(
    run, tmp_path: Path
) -> None:
    source, out = write_counts(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    book = openpyxl.load_workbook(source)
    book.create_sheet("Notes")["A1"] = "='Table 1'!D4*1"
    book.save(source)
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet2.xml"
    parts[name] = parts[name].replace(b"<v></v>", b"<v>3</v>").replace(b"<v/>", b"<v>3</v>")
    assert b"<v>3</v>" in parts[name]
    with zipfile.ZipFile(source, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    wish = ("protect", source, "--policy", "uk-tre-acro", "--out", out)
    document = run(*wish, "--json").document
    assert not document["saved_file_check"]["passed"]


def test_audit_lists_what_it_found_beside_the_cells(run, tmp_path: Path) -> None:
    marked = write_counts(tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(marked)
    book["Table 1"]["C5"] = "[c]"
    book.save(marked)
    answer = run("audit", marked, "--json")
    assert (answer.code, answer.document["unprotected"]) == (1, 1)
    [finding] = answer.document["findings"]
    assert (finding["rule"], finding["severity"], finding["cells"]) == ("exact", "fail", ["C5"])
    assert finding["message"].startswith("A reader knows that C5 is 31")
    assert "1 known exactly" in run("audit", marked).out


def test_tables_says_how_each_symbol_is_read(run, tmp_path: Path) -> None:
    marked = write_counts(tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(marked)
    book["Table 1"]["C5"] = "*"
    book.save(marked)
    [symbol] = run("tables", marked, "--json").document["symbols"]
    assert (symbol["symbol"], symbol["first"], symbol["cells"]) == ("*", "C5", 1)
    assert (symbol["reading"], symbol["ambiguous"]) == ("withheld", True)
    assert '"*" (1 cell) is read as withheld' in run("tables", marked).out
