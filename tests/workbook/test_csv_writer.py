import csv
import io
import json
import math
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdc_desktop.__main__ import main
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.workbook.csv_reader import read_csv
from sdc_desktop.workbook.csv_writer import edit_csv
from sdc_desktop.workbook.proof_csv import compare_csv
from sdc_desktop.workbook.saving import save_protected
from sdc_desktop.workbook.saving_errors import MarkerNotInEncodingError, WrongSuffixError
from tests.workbook.saved import protect, rounded, withheld

PATH = Path("a.csv")


def edit(data: bytes, *changes: CellChange) -> bytes:
    return edit_csv(PATH, data, read_csv(PATH, data), changes)


def test_only_the_changed_fields_get_other_bytes() -> None:
    data = b"Region,Young,Old\r\nNorth,12,3\r\n\r\nSouth,31,40,,\r\n"
    changed = edit(data, *withheld("", "C2", "B4"))
    assert changed == b"Region,Young,Old\r\nNorth,12,[c]\r\n\r\nSouth,[c],40,,\r\n"


def test_without_changes_the_bytes_are_the_same() -> None:
    data = b"Region,Young\nNorth,12"
    assert edit(data) is data


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"Area","Count"\n"A","12"\n"B","1,340"\n', b'"Area","Count"\n"A","[c]"\n"B","1,340"\n'),
        (b'"Area","Count"\n"A",12\n"B",134\n', b'"Area","Count"\n"A","[c]"\n"B",134\n'),
        (b"Area,Count\nA,12\nB,134\n", b"Area,Count\nA,[c]\nB,134\n"),
    ],
)
def test_a_marker_is_quoted_as_the_texts_of_its_column_are(before: bytes, after: bytes) -> None:
    assert edit(before, *withheld("", "B2")) == after


def test_quotes_do_not_tell_that_a_withheld_number_was_long() -> None:
    data = b'Area,Count\nA,"1,234"\nB,12\nC,"5,678"\n'
    assert edit(data, *withheld("", "B2", "B3")) == b'Area,Count\nA,[c]\nB,[c]\nC,"5,678"\n'


def test_a_marker_with_separators_and_quotes_is_quoted() -> None:
    data = b"Area;Count\nA;12\nB;15\n"
    [change] = withheld("", "B2", marker='[c]; "low"')
    assert edit(data, change) == b'Area;Count\nA;"[c]; ""low""";15\n'.replace(b";15", b"\nB;15")


@pytest.mark.parametrize(
    ("old", "others", "number", "new"),
    [
        ("12.0", ("13.5", "200.0"), 10, "10.0"),
        ("12.25", ("13.5", "200"), 10, "10"),
        ("998", ('"1,340"',), 1000, '"1,000"'),
        ('"1,002"', ("12", '"2,000"'), 995, "995"),
        ("1234", ("5678",), 1230, "1230"),
        ("£1234", ("£5678",), 1230, "£1230"),
        ("12 [r]", ("13",), 10, "10 [r]"),
        ("  98", (" 100",), 100, "100"),
        ("-12", ("13",), -10, "-10"),
        ("\u221212", ("13",), 10, "10"),
        ("12%", ("13%",), 10, "10%"),
        ("7", ("13",), 0, "0"),
        ("7", ("13",), -0.0, "0"),
    ],
)
def test_a_rounded_number_is_written_as_its_column_writes(
    old: str, others: tuple[str, ...], number: float, new: str
) -> None:
    lines = ["Area,Count", f"A,{old}", *(f"B,{one}" for one in others), ""]
    expected = ["Area,Count", f"A,{new}", *(f"B,{one}" for one in others), ""]
    data = "\n".join(lines).encode()
    assert edit(data, rounded("", "B2", number)).decode() == "\n".join(expected)


@pytest.mark.parametrize(
    ("old", "number", "new"), [("12,5", 10, "10,0"), ("1.234,5", 12340, "12.340,0")]
)
def test_decimal_commas_are_kept(old: str, number: float, new: str) -> None:
    data = f"Area;Sum\nA;{old}\nB;3.340,2\nC;0,7\nD;0,9\n".encode()
    expected = f"Area;Sum\nA;{new}\nB;3.340,2\nC;0,7\nD;0,9\n".encode()
    assert edit(data, rounded("", "B2", number)) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encoding_and_mark_stay(encoding: str) -> None:
    data = "Área\tAnzahl\nÖst\t12\nSüd\t130\n".encode(encoding)
    expected = "Área\tAnzahl\nÖst\t[c]\nSüd\t130\n".encode(encoding)
    assert edit(data, *withheld("", "B2")) == expected


def test_a_marker_that_the_encoding_lacks_is_refused() -> None:
    data = "Área,Anzahl\nÖst,12\n".encode("cp1252")
    with pytest.raises(MarkerNotInEncodingError, match="cannot hold the marker"):
        edit(data, *withheld("", "B2", marker="\u2298"))


def test_fields_that_a_ragged_line_lacks_are_added() -> None:
    data = b"a,b,c\n1\n\n2,3,4\n"
    assert edit(data, *withheld("", "C2", "B3")) == b"a,b,c\n1,,[c]\n,[c]\n2,3,4\n"


def test_lines_with_wrong_quotes_are_edited_where_they_are_read() -> None:
    data = b'Area,Count\n"Nor"th,12\nSou"th",7\n"open,8\nWest,9\n'
    workbook = read_csv(PATH, data)
    changes = withheld("", "B2", "B5")
    saved = edit_csv(PATH, data, workbook, changes)
    assert saved == b'Area,Count\n"Nor"th,[c]\nSou"th",7\n"open,8\nWest,[c]\n'
    assert compare_csv(workbook, data, saved, changes).is_same


fields = st.one_of(
    st.integers(-(10**7), 10**7).map(str),
    st.floats(-1e6, 1e6).map(lambda number: f"{number:.2f}"),
    st.text("abcé'\" ,;\t\n.1", max_size=8),
    st.sampled_from(["", " ", "..", "1,234", "1 234", "£5"]),
)
tables = st.lists(st.lists(fields, min_size=1, max_size=5), min_size=2, max_size=8)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Draw a text file in any dialect."""
    written = io.StringIO()
    csv.writer(
        written,
        delimiter=draw(st.sampled_from(",;\t|")),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    ).writerows([["Area", "Count", "Sum"], *draw(tables)])
    text = written.getvalue()
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])))


def draw_changes(data: st.DataObject, workbook: Workbook) -> list[CellChange]:
    rows, columns = workbook.sheets[0].shape
    places = st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1))
    kinds = st.one_of(st.sampled_from(["[c]", "x;,y", '"']), st.integers(-(10**6), 10**6))
    return [
        CellChange(CellRef("", row, column), marker=show)
        if isinstance(show, str)
        else CellChange(CellRef("", row, column), number=float(show))
        for (row, column), show in data.draw(
            st.dictionaries(places, kinds, min_size=1, max_size=5)
        ).items()
    ]


@given(files(), st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_in_any_dialect_only_changed_fields_differ(file: bytes, data: st.DataObject) -> None:
    workbook = read_csv(PATH, file)
    changes = draw_changes(data, workbook)
    saved = edit_csv(PATH, file, workbook, changes)
    found = compare_csv(workbook, file, saved, changes)
    # Where stray quotes and line ends make readers differ the proof fails, and nothing is saved.
    assert found.is_same or found.is_disordered


@given(files(), st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_change_in_another_field_is_noticed(file: bytes, data: st.DataObject) -> None:
    workbook = read_csv(PATH, file)
    changes = draw_changes(data, workbook)
    more = draw_changes(data, workbook)
    if {one.cell for one in more} - {one.cell for one in changes}:
        by_cell = {one.cell: one for one in (*more, *changes)}
        saved = edit_csv(PATH, file, workbook, list(by_cell.values()))
        right = edit_csv(PATH, file, workbook, changes)
        assert saved == right or not compare_csv(workbook, file, saved, changes).is_same


CORPUS = (
    "abs-tablebuilder/ancestry pacific by greater city 2021 australia census.csv",
    "nzstats-gdp/LTD407301_20200526_015516_30.csv",
    "dfe-ks1/ks1-example.csv",
)


@pytest.mark.parametrize("name", CORPUS)
def test_real_files_are_saved_and_proved(name: str, corpus, tmp_path: Path) -> None:
    source = corpus(name)
    workbook = protect(source, [], tmp_path).workbook
    sheet = workbook.sheets[0]
    numbers = [
        CellRef("", row, column)
        for row in range(2, sheet.shape[0])
        for column in range(1, sheet.shape[1])
        if not math.isnan(sheet.values[row, column])
    ]
    changes = [CellChange(cell, marker="[c]") for cell in numbers[::7]]
    changes += [CellChange(cell, number=100.0) for cell in numbers[3::7]]
    case = protect(source, changes, tmp_path)
    proof = case.prove()
    assert proof.passed, proof.findings
    assert proof.parts_changed == (source.name,)
    before, after = (path.read_bytes().splitlines(True) for path in (source, case.out))
    untouched = set(range(len(before))) - {one.cell.row for one in changes}
    assert all(before[row] == after[row] for row in untouched)


def test_the_proof_finds_what_was_not_decided(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_bytes(b"Area,Count\r\nA,1234\r\nB,5678\r\nC,9\r\n")
    case = protect(source, withheld("", "B2"), tmp_path)
    good = case.out.read_bytes()
    for bad in (
        good.replace(b"[c]", b"1234"),
        good.replace(b"[c]", b"[c] "),
        good.replace(b"5678", b"5679"),
        good.replace(b"C,9", b'C,"9"'),
        good.replace(b"\r\nB", b"\nB"),
        good + b"D,1\r\n",
        good.replace(b"A,[c]", b"A,[c],1234"),
        b"\xef\xbb\xbf" + good,
        b"\xff\xfe" + good,
        b"",
    ):
        case.out.write_bytes(bad)
        proof = case.prove()
        assert not proof.passed, bad
        assert "1234" not in " ".join(one.message for one in proof.findings)


def test_a_text_that_names_a_withheld_number_is_to_be_looked_at(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_bytes(b"Area,Count\nA,1234\nB,5678\nNote: A has 1234 people,\n")
    proof = protect(source, withheld("", "B2"), tmp_path).prove()
    [finding] = proof.findings
    assert finding.severity is Severity.REVIEW
    assert [cell.a1 for cell in finding.cells] == ["A4"]


def test_a_text_file_keeps_its_suffix(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_bytes(b"Area,Count\nA,1234\n")
    case = protect(source, [], tmp_path)
    with pytest.raises(WrongSuffixError, match=r"keeps its format \.csv"):
        save_protected(source, case.workbook, [], tmp_path / "b.xlsx")


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not here")
def test_protect_and_verify_a_csv_from_the_command_line(tmp_path: Path, capsys) -> None:
    source, out, record, key = (tmp_path / one for one in ("a.csv", "b.csv", "record", "key"))
    source.write_bytes(
        b"Region;Young;Middle;Old;Total\r\nNorth;120;60;3;183\r\nEast;80;70;60;210\r\n"
        b"South;50;90;44;184\r\nTotal;250;220;107;577\r\n"
    )
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ann@example.gov.uk", "-f", key]
    subprocess.run(make, check=True)
    words = ["protect", source, "--policy", "uk-tre-acro", "--out", out, "--record", record]
    assert main([str(one) for one in (*words, "--key", key, "--json")]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["primary"] == [{"sheet": "", "cell": "D2"}]
    assert document["saved_file_check"]["passed"]
    withheld_cells = {one["cell"] for one in (*document["primary"], *document["secondary"])}
    rows = [line.split(";") for line in out.read_text(encoding="utf-8").splitlines()]
    old = [line.split(";") for line in source.read_text(encoding="utf-8").splitlines()]
    for row, (before, after) in enumerate(zip(old, rows, strict=True)):
        for column, (one, other) in enumerate(zip(before, after, strict=True)):
            is_withheld = CellRef("", row, column).a1 in withheld_cells
            assert other == ("[c]" if is_withheld else one)
    words = ["verify", record, "--workbook", out, "--source", source, "--json"]
    assert main([str(one) for one in words]) == 0
    assert json.loads(capsys.readouterr().out)["replay"] == "match"
    out.write_bytes(out.read_bytes().replace(b"80", b"81"))
    assert main([str(one) for one in words]) == 1
    assert json.loads(capsys.readouterr().out)["replay"] == "differs"
