import csv
import io
import json
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.__main__ import main
from sdc_desktop.core.cell_text import number_in_text
from sdc_desktop.core.sheets import CellKind, Sheet, WorkbookFormat
from sdc_desktop.workbook.csv_dialect import CsvDialect, detect_dialect
from sdc_desktop.workbook.csv_reader import read_rows
from sdc_desktop.workbook.reader import read_workbook

FILES = [
    "nzstats-gdp/LTD407301_20200526_015516_30.csv",
    "abs-tablebuilder/ancestry pacific by greater city 2021 australia census.csv",
    "dfe-ks1/ks1-example.csv",
]
PLAIN = 'Region,Count,Rate\nNorth,1201,3.5\n\nSouth,"1,319",[c]\n'


def read(tmp_path: Path, data: bytes | str, name: str = "a.csv") -> Sheet:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_workbook(path).sheets[0]


def rows_of(sheet: Sheet) -> list[list[str]]:
    return [list(row) for row in sheet.texts]


def test_a_csv_is_one_sheet_without_a_name_whose_cells_are_texts(tmp_path: Path) -> None:
    sheet = read(tmp_path, PLAIN)
    assert sheet.name == ""
    assert rows_of(sheet) == [
        ["Region", "Count", "Rate"],
        ["North", "1201", "3.5"],
        ["", "", ""],
        ["South", "1,319", "[c]"],
    ]
    assert sheet.kinds.tolist()[2] == [CellKind.EMPTY] * 3
    assert set(sheet.kinds[[0, 1, 3]].flat) == {CellKind.TEXT}
    np.testing.assert_array_equal(sheet.values[[1, 3], 1:], [[1201.0, 3.5], [1319.0, np.nan]])


@pytest.mark.parametrize(
    ("encoding", "bom", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_the_encoding_is_known_and_leads_back_to_the_bytes(
    encoding: str, bom: bytes, name: str, tmp_path: Path
) -> None:
    text = "Région;Größe £\r\nÎle;3\r\n"
    data = bom + text.encode(encoding)
    dialect = detect_dialect(data)
    assert (dialect.encoding, dialect.bom, dialect.line_end) == (name, bom, "\r\n")
    assert dialect.bom + dialect.decode(data).encode(dialect.encoding) == data
    assert rows_of(read(tmp_path, data)) == [["Région", "Größe £"], ["Île", "3"]]


def test_bytes_that_no_code_page_has_are_kept(tmp_path: Path) -> None:
    assert rows_of(read(tmp_path, b"Region,3\n\x81\xe9,4\n"))[1] == ["\x81é", "4"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        (PLAIN, ","),
        ("a;b\nNorth;1,5\nSouth;2,5\n", ";"),
        ("1,5;2,5\n3,5;4,5\n", ";"),
        ("a\tb\nSmith, J\t2\nJones, P\t3\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("A title; with one; mark\n\na,b,c\n1,2,3\n4,5,6\n", ","),
        ('"North; urban",3\n"North; rural",4\n', ","),
        ("North, urban;3;4\nNorth, rural;5;6\n", ";"),
        ('"Smith, J",3\n"Jones, P; R",4\n', ","),
        ("North;1,234;2,345\nSouth;3,456;4,567\n", ";"),
        ("one column\n3\n", ","),
        ("sep=|\na,b|c\n", "|"),
        ("x\n" * 3 + "a;b;c\n" + "1;2;3\n" * 2, ";"),
    ],
)
def test_the_delimiter_is_the_one_that_makes_a_table(text: str, delimiter: str) -> None:
    assert detect_dialect(text.encode()).delimiter == delimiter


def test_single_quotes_count_only_where_all_of_them_enclose_fields() -> None:
    assert detect_dialect(b"'a,b',1\n'c',2\n").quote == "'"
    assert detect_dialect(b"'s-Hertogenbosch,1\n'c',2\n'd',3\n").quote == '"'


def test_line_ends_of_all_systems_end_rows(tmp_path: Path) -> None:
    for end in ("\n", "\r\n", "\r"):
        data = f"a,b{end}{end}1,2{end}".encode()
        assert detect_dialect(data).line_end == end
        assert rows_of(read(tmp_path, data)) == [["a", "b"], ["", ""], ["1", "2"]]


def test_rows_of_unequal_length_end_in_empty_cells(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Title\na,b,c\n1\n2,3\n")
    assert sheet.shape == (4, 3)
    assert rows_of(sheet)[2:] == [["1", "", ""], ["2", "3", ""]]


def test_fields_may_hold_quotes_separators_and_line_breaks(tmp_path: Path) -> None:
    sheet = read(tmp_path, 'a,b\n"one\ntwo","x ""y"", z"\n')
    assert rows_of(sheet) == [["a", "b"], ["one\ntwo", 'x "y", z']]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a,b\n"N,3\nS,4\nW,5\n', [["a", "b"], ['"N', "3"], ["S", "4"], ["W", "5"]]),
        ('a,b\n"x "y" z, w",3\n4,5\n', [["a", "b"], ['x "y" z, w', "3"], ["4", "5"]]),
        ('a,b\n"x" y,3\n4,5\n', [["a", "b"], ['"x" y', "3"], ["4", "5"]]),
        ('a,b\n5" pipe,3\n', [["a", "b"], ['5" pipe', "3"]]),
        ('a,b\n"N,3\nS,4\nW",5\n', [["a", "b"], ['"N', "3"], ["S", "4"], ['W"', "5"]]),
        ('a,b\n1,"', [["a", "b"], ["1", '"']]),
    ],
)  # fmt: skip
def test_wrong_quotes_lose_nothing(text: str, expected: list[list[str]], tmp_path: Path) -> None:
    assert rows_of(read(tmp_path, text)) == expected


@given(st.text(st.sampled_from('ab1,"\n\r;'), max_size=60))
def test_no_character_but_quotes_separators_and_line_ends_is_lost(text: str) -> None:
    rows = read_rows(text, CsvDialect("utf-8", b"", ",", '"', "\n"))
    have = "".join("".join(row) for row in rows)
    for one in "ab1;":
        assert have.count(one) == text.count(one)


@given(
    st.lists(
        st.lists(st.text(st.sampled_from("ab ,;\"'\n\t|é"), max_size=5), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(",;\t|"),
)
def test_what_a_writer_quotes_is_read_as_it_was(rows: list[list[str]], delimiter: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    dialect = CsvDialect("utf-8", b"", delimiter, '"', "\r\n")
    assert read_rows(written.getvalue(), dialect) == rows


@pytest.mark.parametrize("name", FILES)
def test_real_files_read_line_by_line(name: str, corpus) -> None:
    sheet = read_workbook(corpus(name)).sheets[0]
    lines = corpus(name).read_text(encoding="utf-8-sig").splitlines()
    assert sheet.shape[0] == len(lines)
    expected = [next(csv.reader([line]), []) for line in lines]
    differing = [
        (place, line)
        for place, (line, row) in enumerate(zip(lines, expected, strict=True))
        if '"' not in line.replace('","', "").strip('",')
        and [one for one in row if one] != [one for one in sheet.texts[place] if one]
    ]
    assert differing == []


def test_quotes_inside_quoted_notes_of_a_real_file_stay(corpus) -> None:
    sheet = read_workbook(corpus(FILES[0])).sheets[0]
    assert sheet.shape == (195, 8)
    assert sheet.texts[0, 0] == "GDP in constant prices (Annual-Mar)"
    assert any('"' in one for one in sheet.texts[157:, 0])


@pytest.mark.parametrize("text", ["7", "0", "-3", "12.50", "007", "1,234", "1e5", ".5", "-0.1"])
def test_the_quick_way_to_a_number_is_the_usual_one(text: str, tmp_path: Path) -> None:
    expected = number_in_text(text)
    have = read(tmp_path, f'a;"{text}"\n').values[0, 1]
    np.testing.assert_equal(have, np.nan if expected is None else expected)


def test_decimal_commas_are_understood_where_numbers_show_them(tmp_path: Path) -> None:
    shown = read(tmp_path, "a;1.234,5;3,25\nb;1.234;2,125\n")
    np.testing.assert_array_equal(shown.values[:, 1:], [[1234.5, 3.25], [1234.0, 2.125]])
    unclear = read(tmp_path, "a;1,234;12.5\nb;2,345;13.5\n")
    np.testing.assert_array_equal(unclear.values[:, 1:], [[1234.0, 12.5], [2345.0, 13.5]])


def test_the_format_is_told_by_the_separator(tmp_path: Path) -> None:
    for name, text, expected in (
        ("a.tsv", "a\t1\nb\t2\n", WorkbookFormat.TSV),
        ("a.txt", "a\t1\nb\t2\n", WorkbookFormat.TSV),
        ("a.csv", "a,1\nb,2\n", WorkbookFormat.CSV),
        ("a.dat", "a,1\nb,2\n", WorkbookFormat.CSV),
    ):
        (tmp_path / name).write_text(text)
        assert read_workbook(tmp_path / name).format is expected


def test_a_quarter_of_a_million_cells_are_read_quickly(tmp_path: Path) -> None:
    line = ",".join(f"{number}" for number in range(50))
    path = tmp_path / "large.csv"
    path.write_text("\n".join(f"{place}{line}" for place in range(5000)))
    started = time.perf_counter()
    assert read_workbook(path).sheets[0].shape == (5000, 50)
    assert time.perf_counter() - started < 2


def test_the_command_line_finds_tables_in_a_csv(corpus, capsys) -> None:
    assert main(["tables", str(corpus(FILES[1])), "--json"]) == 0
    (sheet,) = json.loads(capsys.readouterr().out)["sheets"]
    assert sheet["sheet"] == ""
    assert len(sheet["tables"]) == 1


@pytest.mark.parametrize("more", [[], ["--remove-hidden"]])
def test_protect_saves_a_csv_that_was_read(more: list[str], tmp_path: Path, capsys) -> None:
    (tmp_path / "a.csv").write_text("Region,Young,Old\nNorth,12,3\nSouth,31,40\n")
    out = tmp_path / "out.csv"
    words = ["protect", str(tmp_path / "a.csv"), "--policy", "uk-tre-acro", "--out", str(out)]
    assert main([*words, *more]) in {0, 1}
    assert "Traceback" not in capsys.readouterr().err
    assert "[c]" in out.read_text().splitlines()[1]
