"""What a text file carries beside its table goes when agreed, and nothing else changes."""

import pytest

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.proof import prove_saved
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.removal.agreed import agreed_removal
from sdc_desktop.workbook.removal.text_files import plan_text_removal
from sdc_desktop.workbook.saving import save_protected

TEXT = "Region,Young,Old\r\nNorth,1201,453\r\nSouth,319,188\r\n"
REMOVABLE = {
    "formula-texts": (
        TEXT + "=cmd|' /C calc'!A0,1,2\r\n\"@SUM(A1,B2)\",1,2\r\n",
        TEXT + "'=cmd|' /C calc'!A0,1,2\r\n\"'@SUM(A1,B2)\",1,2\r\n",
    ),
    "columns-beyond-header": (TEXT + "West,1,2,left,918273\r\n", TEXT + "West,1,2,,\r\n"),
    "far-cells": (TEXT + "\r\n" * 60 + "was,41\r\n", TEXT + "\r\n" * 60 + ",\r\n"),
    "remarks": ("# was 41\r\n" + TEXT + "// end\r\n", "\r\n" + TEXT + "\r\n"),
}
STAYS = {
    "remarks": "#,Young,Old\n1,1201,453\n2,319,188\n",
    "far-cells": TEXT + "\n" * 60 + "West,1,2\nEast,3,4\nAll,4,6\n",
    "stored-precision": TEXT + "West,0.123456789,2\n",
}


def remove(source, out, changes=(), names=None):
    workbook = read_workbook(source)
    removal = plan_text_removal(source, source.read_bytes(), workbook, names)
    save_protected(source, workbook, changes, out, removal=removal)
    return prove_saved(workbook, source, out, changes, agreed=agreed_removal(removal, {}))


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("kind", REMOVABLE)
def test_what_is_agreed_goes_and_every_other_byte_stays(tmp_path, kind, bom):
    before, after = REMOVABLE[kind]
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_bytes((bom + before).encode())
    assert remove(source, out).passed
    assert out.read_bytes() == (bom + after).encode()
    assert kind not in {one.kind for one in inspect_file(out)}


@pytest.mark.parametrize("kind", STAYS)
def test_what_may_be_a_table_is_not_offered(tmp_path, kind):
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text(STAYS[kind], newline="")
    (found,) = [one for one in inspect_file(source) if one.kind == kind]
    assert not found.removable
    assert remove(source, out).passed
    assert out.read_bytes() == source.read_bytes()


def test_only_what_is_named_goes(tmp_path):
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("# was 41\n" + TEXT + "West,1,2,left\n", newline="")
    assert remove(source, out, names=["remarks||"]).passed
    assert out.read_text() == "\n" + TEXT.replace("\r", "") + "West,1,2,left\n"


def test_an_action_and_a_removal_go_together(tmp_path):
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text(TEXT + "=A1,41,2,left\n", newline="")
    change = CellChange(CellRef("", 3, 1), marker="[c]")
    assert remove(source, out, (change,)).passed
    assert out.read_bytes().endswith(b"'=A1,[c],2,\n")


def test_a_text_elsewhere_that_names_what_went_is_a_finding(tmp_path):
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("was 918273\n" + TEXT + "West,1,2,918273\n", newline="")
    (finding,) = remove(source, out).findings
    assert [cell.a1 for cell in finding.cells] == ["A1"]


def test_more_cells_than_a_finding_names_go(tmp_path):
    source, out = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("A,B\n1,2\n" + "=A1,2\n" * 700, newline="")
    (found,) = [one for one in inspect_file(source) if one.kind == "formula-texts"]
    assert len(found.cells) == 500
    assert remove(source, out).passed
    assert out.read_text().count("'=A1") == 700
