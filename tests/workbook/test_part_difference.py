"""Two files compared part by part: what is said to be kept is the same to the last byte."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.part_difference import (
    PartDifference,
    PartState,
    compare_files,
    compare_parts,
    count_in_words,
    difference_as_text,
    part_in_words,
)
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.saving import save_protected
from tests.workbooks import write_counts

parts = st.dictionaries(st.sampled_from("abcdef"), st.binary(max_size=2), max_size=6)


@given(parts, parts)
def test_every_part_is_told_once_and_truly(source, result):
    found = {one.name: one.state for one in compare_parts(source, result, {})}
    assert found.keys() == source.keys() | result.keys()
    for name, state in found.items():
        assert (state is PartState.KEPT) is (source.get(name) == result.get(name))
        assert (state is PartState.ADDED) is (name not in source)
        assert (state is PartState.REMOVED) is (name not in result)


def test_what_changed_comes_first_and_says_why():
    source, result = {"a": b"1", "b": b"1", "c": b"1"}, {"a": b"1", "c": b"22", "d": b""}
    found = compare_parts(source, result, {"c": "2 cells", "b": "macros were removed", "a": "no"})
    assert [(one.name, one.why) for one in found] == [
        ("c", "2 cells"),
        ("b", "macros were removed"),
        ("d", ""),
        ("a", ""),
    ]
    assert (found[0].before, found[0].after) == (1, 2)
    assert count_in_words(found) == "1 part changed, 1 removed, 1 added, 1 kept byte for byte"


def test_a_saved_workbook_differs_where_a_cell_was_changed(tmp_path):
    source, out = write_counts(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    change = CellChange(CellRef("Table 1", 3, 3), marker="[c]")
    saved = save_protected(source, read_workbook(source), (change,), out)
    found = compare_files(source, out, saved.edited_parts)
    changed = [one for one in found if one.state is not PartState.KEPT]
    assert {one.name for one in changed} == set(saved.edited_parts)
    assert all(one.why for one in changed)
    assert sum(one.state is PartState.KEPT for one in found) >= 5


def test_a_file_without_parts_is_one_part(tmp_path):
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("a,1\n")
    out.write_text("a,[c]\n")
    (found,) = compare_files(source, out, {})
    assert (found.state, found.before, found.after) == (PartState.CHANGED, 4, 6)
    assert compare_files(source, source, {})[0].state is PartState.KEPT


def test_the_text_has_a_line_for_each_part():
    sheet = PartDifference("xl/worksheets/sheet1.xml", PartState.CHANGED, "1 cell was edited")
    text = difference_as_text("a.xlsx", "b.xlsx", (sheet, PartDifference("x", PartState.KEPT)))
    assert "b.xlsx compared with a.xlsx: 1 part changed, 1 kept byte for byte." in text
    assert "changed  xl/worksheets/sheet1.xml (a sheet): 1 cell was edited\n" in text
    assert text.endswith("kept     x\n")


def test_parts_are_named_in_words():
    assert part_in_words("xl/sharedStrings.xml") == "the texts of all sheets"
    assert part_in_words("xl/worksheets/_rels/sheet1.xml.rels") == "links between parts"
    assert part_in_words("xl/foo.bin") == ""


def test_large_parts_are_compared_to_their_last_byte(tmp_path):
    paths = tmp_path / "a.zip", tmp_path / "b.zip"
    same = b"x" * 3_000_000
    for path, last in zip(paths, (b"1", b"2"), strict=True):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("same", same)
            archive.writestr("other", same + last)
            archive.writestr("longer", same + last * int(last))
    found = {one.name: one for one in compare_files(*paths, {})}
    assert found["same"].state is PartState.KEPT
    assert found["other"].state is PartState.CHANGED
    assert (found["longer"].before, found["longer"].after) == (3_000_001, 3_000_002)
    assert found["longer"].state is PartState.CHANGED


def test_a_part_that_cannot_be_inflated_is_said(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("part", b"0123456789")
    path.write_bytes(path.read_bytes().replace(b"0123456789", b"0123456780"))
    with pytest.raises(DamagedWorkbookError):
        compare_files(path, path, {})
