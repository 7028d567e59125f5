"""The commands on an OpenDocument spreadsheet, end to end, beside its twin in the other format."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from sdc_desktop.workbook.reader import read_workbook
from tests.cli.test_inspect import write_hidden
from tests.workbook.inspection.ods_makers import HIDDEN_TABLE, number, row, table, text, write_ods
from tests.workbook.ods_saved import with_libreoffice
from tests.workbooks import write_counts

WISH = ("--policy", "uk-tre-acro")
SUPPORT = (
    "dluhc-council-tax-support/Local_Council_Tax_Support_Claimants_Live_Table_Q3_2022-23_v2.ods"
)
COUNTS = ((120, 45, 3, 20), (64, 31, 18, 40), (27, 90, 33, 15), (51, 12, 28, 66))


@pytest.fixture
def twins(tmp_path: Path) -> tuple[Path, Path]:
    """The same counts as xlsx and as LibreOffice turns them into ods."""
    source = write_counts(tmp_path / "complaints.xlsx")
    return source, with_libreoffice(source, tmp_path)


def write_by_hand(path: Path) -> Path:
    """Write counts with totals as formulas, and a hidden sheet, without LibreOffice."""
    rows = [row(text("Region"), *(text(one) for one in ("A", "B", "C", "D", "Total")))]
    for line, (name, counts) in enumerate(zip("NESW", COUNTS, strict=True), start=2):
        total = number(sum(counts), None, f'table:formula="of:=SUM([.B{line}:.E{line}])"')
        rows.append(row(text(name), *map(number, counts), total))
    totals = [sum(one) for one in zip(*COUNTS, strict=True)]
    sums = [
        number(one, None, f'table:formula="of:=SUM([.{letter}2:.{letter}5])"')
        for letter, one in zip("BCDEF", (*totals, sum(totals)), strict=True)
    ]
    rows.append(row(text("Total"), *sums))
    hidden = table("Hidden", row(text("case 918273")), 'table:style-name="h"')
    return write_ods(path, tables=table("S", "".join(rows)) + hidden, styles=HIDDEN_TABLE)


def test_tables_and_findings_are_those_of_the_twin(run, twins):
    answers = [[run(one, file, *more, "--json").document for file in twins]
               for one, more in (("tables", ()), ("check", WISH))]  # fmt: skip
    for ours, theirs in answers:
        for one in (ours, theirs):
            for key in ("file", "sha256"):
                one.pop(key, None)
        assert json.dumps(ours) == json.dumps(theirs)


def test_the_same_cells_are_withheld_as_in_the_twin(run, twins, tmp_path):
    documents = []
    for source in twins:
        out = tmp_path / f"out{source.suffix}"
        wish = ("protect", source, *WISH, "--out", out, "--json")
        documents.append((run(*wish).document, read_workbook(out).sheet("Table 1")))
    (ours, one), (theirs, other) = documents
    for key in ("primary", "secondary", "changed", "audit"):
        assert ours[key] == theirs[key]
    assert (one.texts == other.texts).all()
    assert (one.kinds == other.kinds).all()


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not here")
def test_protect_audit_and_verify_agree_with_a_signed_record(run, tmp_path):
    source, out = write_by_hand(tmp_path / "a.ods"), tmp_path / "b.ods"
    record, key = tmp_path / "record", tmp_path / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ann@example.gov.uk"]
    subprocess.run([*command, "-f", key], check=True)
    before = source.read_bytes()
    wish = ("--out", out, "--record", record, "--key", key, "--remove-hidden")
    protected = run("protect", source, *WISH, *wish, "--json")
    assert protected.code == 0, protected.document
    assert protected.document["saved_file_check"]["passed"]
    assert protected.document["audit"]["unprotected"] == 0
    assert source.read_bytes() == before
    assert run("audit", out, *WISH, "--json").code == 0
    assert run("inspect", out, "--json").code == 0
    signers = tmp_path / "signers"
    signers.write_text(f"ann@example.gov.uk {(tmp_path / 'key.pub').read_text()}")
    given = ("--workbook", out, "--source", source, "--signers", signers, "--json")
    verified = run("verify", record, *given)
    assert verified.code == 0, verified.document
    assert (verified.document["workbook"], verified.document["replay"]) == ("match", "match")
    record_text = (record / "record.json").read_text()
    assert "918273" not in record_text
    hidden = json.loads(record_text)["hidden_data"]["findings"]
    assert ("hidden:hidden-sheet", True) in {(one["rule"], one["removed"]) for one in hidden}


def test_another_workbook_than_the_recorded_one_is_told(run, tmp_path):
    source, out = write_by_hand(tmp_path / "a.ods"), tmp_path / "b.ods"
    wish = ("--out", out, "--record", tmp_path / "record", "--remove-hidden")
    run("protect", source, *WISH, *wish, "--json")
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(b'office:value="120"', b'office:value="7"')
    other = tmp_path / "other.ods"
    with zipfile.ZipFile(other, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    given = ("--workbook", other, "--source", source, "--json")
    document = run("verify", tmp_path / "record", *given).document
    assert (document["workbook"], document["replay"]) == ("differs", "differs")


def test_hidden_parts_stay_unless_they_are_to_go_and_are_outstanding(run, tmp_path):
    source, out = write_by_hand(tmp_path / "a.ods"), tmp_path / "b.ods"
    answer = run("protect", source, *WISH, "--out", out, "--json")
    assert answer.code == 1
    assert any("hidden-sheet" in one for one in answer.document["outstanding"])
    assert "Hidden" in {one.name for one in read_workbook(out).sheets}


def test_what_libreoffice_hid_is_removed_proved_and_recorded(run, tmp_path):
    source = with_libreoffice(write_hidden(tmp_path / "a.xlsx"), tmp_path)
    found = run("inspect", source, "--json").document["findings"]
    assert all(one["removable"] for one in found)
    out, record = tmp_path / "b.ods", tmp_path / "record"
    wish = ("--policy", "strict", "--out", out, "--record", record, "--remove-hidden", "--json")
    document = run("protect", source, *wish).document
    assert document["saved_file_check"]["passed"]
    assert not any("hidden" in one for one in document["outstanding"])
    given = ("--workbook", out, "--source", source, "--json")
    kept = run("verify", record, *given).document
    assert (kept["workbook"], kept["source"], kept["replay"]) == ("match", "match", "match")
    assert run("inspect", out).code == 0


def test_libreoffice_shows_what_was_decided(run, tmp_path):
    source, out = write_by_hand(tmp_path / "a.ods"), tmp_path / "b.ods"
    wish = ("--out", out, "--remove-hidden", "--json")
    document = run("protect", source, *WISH, *wish).document
    withheld = {one["cell"] for one in (*document["primary"], *document["secondary"])}
    again = read_workbook(with_libreoffice(out, tmp_path, "xlsx")).sheet("S")
    markers = {
        f"{'ABCDEF'[column]}{line + 1}"
        for line in range(again.shape[0])
        for column in range(again.shape[1])
        if again.texts[line, column] == "[c]"
    }
    assert markers == withheld
    assert withheld


def test_a_real_workbook_is_protected_through_the_command_line(run, corpus, tmp_path):
    out, record = tmp_path / "b.ods", tmp_path / "record"
    wish = ("--out", out, "--record", record, "--remove-hidden", "--method", "round", "--json")
    document = run("protect", corpus(SUPPORT), *WISH, *wish).document
    assert document["saved_file_check"]["passed"], document["saved_file_check"]
    given = ("--workbook", out, "--source", corpus(SUPPORT), "--json")
    kept = run("verify", record, *given).document
    assert (kept["workbook"], kept["replay"]) == ("match", "match")


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_an_output_named_as_another_format_is_refused(run, tmp_path, name):
    source = write_by_hand(tmp_path / "s.ods")
    answer = run("protect", source, *WISH, "--out", tmp_path / name)
    assert answer.code == 2
    assert "Hint:" in answer.err
